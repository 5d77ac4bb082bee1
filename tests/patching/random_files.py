"""Random YAML files full of comments, in every style, and random edits of them."""

from collections.abc import Iterator
from random import Random
from typing import Any

from barrierctl.patching import Edit, Insert, Move, Remove, SetValue
from barrierctl.source.tree import ListNode, MappingNode, Path

KEYS = ("name", "id", "note", "signals", "barriers", "sources", "seen_by", "tags", "owner", "extra")
PLAIN = ("Vans", "Bénéfice", "木箱 at night", "Vans & boxes (old)", "two words", "12a")
QUOTED = ('"a: b"', "'it''s # no comment'", '"x\\u00e9 \\" y"', '"- dash"', "''", "'true'", '"1"')
CONSTANTS = ("12", "-1.5", "true", "false", "null", "~")


class FileMaker:
    """Makes the text of a random file; each comment and most texts have a number of their own."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.number = 0
        self.anchors: list[str] = []
        self.open_anchors = 0

    def make(self) -> str:
        """Make a file, with its line ends, and perhaps without one at its end."""
        text = ""
        if self.chance(0.4):
            text += f"{self.comment()}\n\n"
        if self.chance(0.2):
            text += "---\n"
        if self.chance(0.1):
            text += self.bracketed(0, 3) + self.behind() + "\n"
        else:
            text += self.mapping(0, 3, count=self.random.randint(2, 6))
        if self.chance(0.3):
            text += f"{self.comment()}\n"
        if self.chance(0.15):
            text = text.rstrip("\n")
        return text.replace("\n", self.random.choice(["\n", "\n", "\n", "\r\n"]))

    def chance(self, share: float) -> bool:
        """Decide by chance."""
        return self.random.random() < share

    def comment(self) -> str:
        """Make a comment that is nowhere else."""
        self.number += 1
        sign = self.random.choice(["# ", "#\t"])
        return f"{sign}comment {self.number} {self.random.choice(['', 'é', '- x', 'key: [v', chr(0x1F386)])}"

    def behind(self) -> str:
        """Make a comment behind something, or none."""
        return f"{self.random.choice([' ', '  ', chr(9)])}{self.comment()}" if self.chance(0.2) else ""

    def above(self, indent: int) -> str:
        """Make blank lines and comments above something."""
        lines = ""
        if self.chance(0.15):
            lines += "\n"
        if self.chance(0.05):
            lines += f"{' ' * indent}{self.comment()}\n\n"
        while self.chance(0.25):
            lines += f"{' ' * (indent if self.chance(0.9) else 0)}{self.comment()}\n"
        return lines

    def mapping(self, indent: int, depth: int, count: int = 0, *, is_inline: bool = False) -> str:
        """Make the lines of a mapping; the first one may go behind a dash."""
        keys = self.random.sample(KEYS, count or self.random.randint(1, 4))
        text = ""
        for number, key in enumerate(keys):
            head = "" if is_inline and number == 0 else self.above(indent) + " " * indent
            written = f'"{key}"' if self.chance(0.05) else key
            text += f"{head}{written}:{self.value(indent, depth - 1)}"
        if self.chance(0.1):
            text += f"{' ' * (indent + 2)}{self.comment()}\n"
        return text

    def value(self, indent: int, depth: int) -> str:
        """Make what comes behind a colon, to the end of its last line."""
        kind = self.random.random()
        if depth > 0 and kind < 0.3:
            dash = indent + self.random.choice([0, 2, 2, 4])
            text = f"{self.anchor()}{self.behind()}\n"
            entries = "".join(self.entry(dash, depth, number) for number in range(self.random.randint(1, 5)))
            return self.closed(text + entries)
        if depth > 0 and kind < 0.45:
            text = f"{self.anchor()}{self.behind()}\n"
            return self.closed(text + self.mapping(indent + self.random.choice([2, 4]), depth))
        if kind < 0.5:
            return f"{self.behind()}\n"
        if kind < 0.58:
            return self.block_text(indent)
        return f"{self.random.choice([' ', ' ', '   '])}{self.inline(indent, depth)}{self.behind()}\n"

    def anchor(self) -> str:
        """Make an anchor, or none; nothing may refer to it before it is closed."""
        self.number += 1
        self.open_anchors += 1
        return f" &a{self.number}" if self.chance(0.1) else ""

    def closed(self, text: str) -> str:
        """Note the anchor of a text that is at its end."""
        if text.startswith(" &"):
            self.anchors.append(text.split(maxsplit=1)[0][1:])
        return text

    def entry(self, indent: int, depth: int, number: int) -> str:
        """Make an entry of a list."""
        head = (self.above(indent) if number or self.chance(0.5) else "") + " " * indent + "-"
        if depth > 0 and self.chance(0.5):
            gap = self.random.choice([1, 1, 1, 3])
            return f"{head}{' ' * gap}{self.mapping(indent + 1 + gap, depth - 1, is_inline=True)}"
        if self.chance(0.05):
            return f"{head}{self.behind()}\n"
        return f"{head} {self.inline(indent, depth)}{self.behind()}\n"

    def inline(self, indent: int, depth: int) -> str:
        """Make a value that is no block."""
        kind = self.random.random()
        if depth > 0 and kind < 0.25:
            return self.bracketed(indent, depth)
        if self.anchors and kind < 0.35:
            return f"*{self.random.choice(self.anchors)}"
        anchor = ""
        if self.chance(0.05):
            self.number += 1
            anchor = f"&a{self.number} "
            self.anchors.append(f"a{self.number}")
        return anchor + self.scalar(indent)

    def scalar(self, indent: int) -> str:
        """Make a text or another constant."""
        self.number += 1
        kind = self.random.random()
        if kind < 0.6:
            return f"{self.random.choice(PLAIN)} t{self.number}"
        if kind < 0.8:
            return self.random.choice(QUOTED)
        if kind < 0.9:
            return self.random.choice(CONSTANTS)
        more = " " * (indent + 2)
        return self.random.choice([f"folded t{self.number}\n{more}on", f'"one t{self.number}\n\n{more}two"'])

    def block_text(self, indent: int) -> str:
        """Make a text of several lines under its sign."""
        self.number += 1
        sign = self.random.choice(["|", "|-", "|+", ">", ">-", ">+"])
        lines = [
            f"line t{self.number}",
            self.random.choice(["# no comment", "- no entry", "", "more"]),
            "end",
        ]
        blank = "\n" * self.random.choice([0, 0, 0, 1])
        body = "".join(f"{' ' * (indent + 2) if line else ''}{line}\n" for line in lines)
        return f" {sign}{self.behind()}\n{body}{blank}"

    def bracketed(self, indent: int, depth: int) -> str:
        """Make a mapping or list in brackets, on one line or on several."""
        count = self.random.randint(0, 4)
        is_list, is_tall = self.chance(0.6), self.chance(0.3)
        keys = self.random.sample(KEYS, count)
        margin = " " * (indent + 4)
        text = "["[:is_list] or "{"
        for number, key in enumerate(keys):
            value = self.bracketed(indent, depth - 1) if depth > 1 and self.chance(0.2) else self.flat()
            entry = value if is_list else f"{key}: {value}"
            comma = "," if number < count - 1 or (is_tall and self.chance(0.5)) else ""
            if is_tall:
                above = f"{margin}{self.comment()}\n" if self.chance(0.2) else ""
                text += ("\n" if number == 0 else "") + f"{above}{margin}{entry}{comma}{self.behind()}\n"
            else:
                text += f"{entry}{comma} " if comma else entry
        return text + (" " * (indent + 2) if is_tall and count else "") + ("]" if is_list else "}")

    def flat(self) -> str:
        """Make a value on one line."""
        self.number += 1
        kind = self.random.random()
        if self.anchors and kind < 0.1:
            return f"*{self.random.choice(self.anchors)} "
        return (
            f"{self.random.choice(PLAIN)} t{self.number}"
            if kind < 0.7
            else self.random.choice((*QUOTED, *CONSTANTS))
        )


def random_value(random: Random, depth: int = 2) -> Any:
    """Make a value to be written."""
    kind = random.random()
    if depth > 0 and kind < 0.2:
        return {key: random_value(random, depth - 1) for key in random.sample(KEYS, random.randint(0, 3))}
    if depth > 0 and kind < 0.4:
        return [random_value(random, depth - 1) for _ in range(random.randint(0, 3))]
    texts = (
        "new",
        "a, b",
        "it's",
        "# x",
        "x: y",
        "",
        "null",
        "1",
        "2026-01-02",
        " pad ",
        "two\nlines",
        "word " * 40,
        "木 🎆",
    )
    return random.choice([*texts, 3, 2.5, True, False, None])


def random_edits(random: Random, tree: Any, count: int) -> list[Edit]:
    """Make edits that do not contradict each other."""
    found = list(places(tree))
    edits: list[Edit] = []
    taken: set[Path] = set()
    for _ in range(count):
        path, node = random.choice(found)
        edit = _random_edit(random, path, node, found)
        if edit is None:
            continue
        used = [edit.path, edit.to] if isinstance(edit, Move) else [edit.path]
        near = any(one[: len(other)] == other or other[: len(one)] == one for one in used for other in taken)
        if not near:
            taken.update(used)
            edits.append(edit)
    return edits


def _random_edit(random: Random, path: Path, node: Any, found: list[tuple[Path, Any]]) -> Edit | None:
    kind = random.random()
    if isinstance(node, ListNode) and kind < 0.5:
        return Insert(path, random.randint(0, len(node)), random_value(random))
    if isinstance(node, MappingNode) and kind < 0.5:
        key = random.choice(KEYS)
        return SetValue((*path, key), random_value(random))
    if not path:
        return None
    if kind < 0.65 and (len(path) > 1 or isinstance(path[0], str)):
        return Remove(path)
    lists = [one for one, value in found if isinstance(value, ListNode)]
    if isinstance(path[-1], int) and kind < 0.85 and lists:
        to = random.choice([path[:-1], random.choice(lists)])
        if to[: len(path)] == path:
            return None
        return Move(path, to, random.randint(0, len(dict(found)[to])))
    return SetValue(path, random_value(random))


def places(node: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Give every value with its path."""
    yield path, node
    if isinstance(node, MappingNode):
        for key, value in node.items():
            yield from places(value, (*path, key))
    elif isinstance(node, ListNode):
        for index, value in enumerate(node):
            yield from places(value, (*path, index))
