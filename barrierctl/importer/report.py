"""What an import reports: what it took, guessed and left out, and what it has to ask."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from barrierctl.messages import catalogue
from barrierctl.sheets import Cell, Grid
from barrierctl.source.tree import Path

_FEW: Final = 3  # sentences of one kind that are written one by one
_TOGETHER: Final = frozenset({"unsplit"})
"""Kinds of guesses whose sentences are never written one by one: they have the same answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be decided, what it is about, and how to answer."""

    text: str
    answer: str
    points: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """Sentences about one import.

    Attributes:
        taken: what became what.
        left_out: the texts that are nowhere in the model.
        questions: what has to be decided before there is a model.
        comments: the guesses and what was left out again, by the path in the model to which they belong.
    """

    taken: list[str] = field(default_factory=list)
    left_out: dict[str, None] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    comments: dict[Path, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _guesses: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def guessed(self) -> Iterator[str]:
        """What was decided and may be wrong, in a sentence each; many of one kind are in one sentence."""
        for key, sentences in self._guesses.items():
            if len(sentences) > (1 if key in _TOGETHER else _FEW):
                yield catalogue().say(f"import.many.{key}", subjects=list(sentences.values()))
            else:
                yield from sentences

    def take(self, key: str, **parameters: object) -> None:
        """Say what was taken."""
        self.taken.append(catalogue().say(f"import.taken.{key}", **parameters))

    def guess(self, key: str, path: Path = (), subject: str = "", **parameters: object) -> None:
        """Say what was guessed, about a cell or a text; in the model too, above what is at the path."""
        sentence = catalogue().say(f"import.guessed.{key}", subject=subject, **parameters)
        self._guesses[key][sentence] = subject
        self.comments[path][sentence] = None

    def leave_out(self, cell: Cell, key: str = "other", part: str = "") -> None:
        """Say that a cell, or a part of its text, was left out; in the model too."""
        self.left_out[self._comment(key, cell, part)] = None

    def leave_out_line(self, cells: Sequence[Cell], kind: str) -> None:
        """Say in one sentence that a row or column was left out; the model has each of its texts.

        Args:
            cells: the heading of the line, which may be empty, and those below or beside it that have a text.
            kind: `row` or `column`.
        """
        head, *others = cells
        label = " ".join(head.text.split())
        texts = {"label": label, "cell": others[0].address, "count": len(others)}
        key = kind if label else f"unnamed_{kind}"
        self.left_out[catalogue().say(f"import.left_out.{key}", **texts)] = None
        for cell in cells if label else others:
            self._comment("other", cell)

    def leave_out_sheet(self, grid: Grid) -> None:
        """Say that a sheet was left out; in the model too."""
        self._leave_out(catalogue().say("import.left_out.sheet", name=grid.name))

    def leave_out_remarks(self, grid: Grid) -> None:
        """Say what cells of a sheet say beside their texts; in the model too."""
        for kind, cell, text in grid.remarks:
            if kind == "comment":
                self._leave_out(catalogue().say("import.left_out.comment", cell=cell, text=text))
            else:
                self.guess("struck_words", (), cell, text=text)

    def _comment(self, key: str, cell: Cell, part: str = "") -> str:
        """Keep the text of a cell in the model, and return the sentence that says so."""
        text = part or " ".join(cell.text.split())
        sentence = catalogue().say(f"import.left_out.{key}", cell=cell.address, text=text)
        self.comments[()][catalogue().say("import.comment", text=sentence)] = None
        return sentence

    def _leave_out(self, sentence: str) -> None:
        self.left_out[sentence] = None
        self.comments[()][catalogue().say("import.comment", text=sentence)] = None

    def ask(self, key: str, points: Iterable[str] = (), **parameters: object) -> None:
        """Ask for a decision; the points are what it is about."""
        say = catalogue().say
        text, answer = (say(f"import.questions.{key}.{part}", **parameters) for part in ("ask", "answer"))
        question = Question(text, answer, tuple(points))
        if question not in self.questions:
            self.questions.append(question)
