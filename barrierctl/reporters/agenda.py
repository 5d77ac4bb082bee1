"""The agenda as lines of text: `text` lays them out for a terminal, `md` as Markdown.

One layout for every format in text, so that none of them decides what is shown.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from barrierctl.dataclass import frozen
from barrierctl.limits import MAX_AGENDA_ENTRIES
from barrierctl.messages import catalogue
from barrierctl.reporters.report import FileReport, acceptance

if TYPE_CHECKING:
    from barrierctl.gaps.agenda import Agenda
    from barrierctl.gaps.points import Entry

Kind = Literal["heading", "nothing", "labelled", "to_do", "question", "point", "more", "text"]


@frozen
class Line:
    """A line of the agenda.

    Attributes:
        kind: how it is set.
        text: what it says.
        label: the number of a question, the label of a sentence, the party of an invitation.
    """

    kind: Kind
    text: str
    label: str = ""


def lines(file: FileReport, *, brief: bool = False) -> Iterator[Line]:
    """Lay out the agenda of a model, and the accepted findings that are to be shown.

    Args:
        file: with an agenda; nothing is laid out without one.
        brief: only the sentences of judgement and the first question, as one of several models.
    """
    say, agenda = catalogue().say, file.agenda
    if agenda and not agenda.groups:
        yield Line(kind="nothing", text=say("views.agenda.empty"))
    elif agenda:
        sentences = [Line(kind="labelled", label=one.label, text=one.text) for one in agenda.summary]
        if brief and agenda.overdue:
            text = say("agenda.overdue_count", count=len(agenda.overdue))
            sentences.append(Line(kind="labelled", label=say("agenda.overdue"), text=text))
        if sentences:
            yield Line(kind="heading", text=say("agenda.in_short"))
            yield from sentences
        yield from _parts(agenda, brief=brief)
    if accepted := [finding for finding in file.findings if finding.accepted]:
        yield Line(kind="heading", text=say("agenda.accepted", count=len(accepted)))
        yield from (Line(kind="text", text=f"{one.sentence} {acceptance(one)}") for one in accepted)


def _parts(agenda: "Agenda", *, brief: bool) -> Iterator[Line]:
    """Lay out what is below the judgement, or only the first question."""
    say = catalogue().say
    if brief:
        for question in agenda.questions[:1]:
            yield Line(kind="heading", text=say("agenda.first"))
            yield Line(kind="question", label=str(question.number), text=question.text)
        return
    if agenda.overdue:
        yield Line(kind="heading", text=say("agenda.overdue"))
        yield from _entries(agenda.overdue, "text")
    if agenda.invitations:
        heading = "agenda.invite_or_represent" if agenda.relies_on_invited else "agenda.invite"
        yield Line(kind="heading", text=say(heading))
        yield from _entries(agenda.invitations, "to_do")
    if agenda.questions:
        yield Line(kind="heading", text=say("agenda.ask"))
        for question in agenda.questions:
            yield Line(kind="question", label=str(question.number), text=question.text)
            yield from (Line(kind="point", text=point.text) for point in question.points)
            if question.more:
                yield Line(kind="more", text=say("agenda.more", count=question.more))
    if agenda.desk:
        count = sum(len(entry.findings) for entry in agenda.desk)
        yield Line(kind="heading", text=say("agenda.desk", count=count))
        yield from (Line(kind="text", text=entry.text) for entry in agenda.desk)


def _entries(entries: "Sequence[Entry]", kind: Kind) -> Iterator[Line]:
    """List entries; of many, the first and the number of the others."""
    shown = entries if len(entries) <= MAX_AGENDA_ENTRIES else entries[: MAX_AGENDA_ENTRIES - 1]
    yield from (Line(kind=kind, label=entry.name, text=entry.text) for entry in shown)
    if len(shown) < len(entries):
        yield Line(kind="more", text=catalogue().say("agenda.more", count=len(entries) - len(shown)))


def commands(agenda: "Agenda") -> str:
    """Say how to see every finding, or those behind a question, and how to hand the agenda out; if any."""
    say = catalogue().say
    if not agenda.groups:
        return ""
    if not agenda.questions:
        return say("agenda.commands.no_questions")
    longest = max(agenda.questions, key=lambda question: len(question.findings))
    return say("agenda.commands.questions", number=longest.number)
