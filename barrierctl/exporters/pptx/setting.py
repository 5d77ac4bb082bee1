"""Paragraphs with their lines: how high they are, and in two where a slide ends."""

from collections import deque
from collections.abc import Sequence
from typing import Final, Self

from barrierctl.exporters.pptx.sheet import Box, Paragraph
from barrierctl.exporters.pptx.widths import is_plain, line_starts
from barrierctl.frozen import frozen, replace

INDENT: Final = 14
"""Of a paragraph with a bullet, in points."""
GAP: Final = 2
"""Above a paragraph, in points."""
LINE: Final = 1.2
"""The height of a line, in sizes of its letters."""
_OTHER_LINE: Final = 1.5


@frozen
class Lines:
    """Lines of a paragraph.

    Attributes:
        paragraph: the whole of it.
        starts: where each of its lines begins.
        first: the first of these lines.
        last: the one behind the last.
        line: the height of a line, in points.
    """

    paragraph: Paragraph
    starts: Sequence[int]
    first: int
    last: int
    line: float

    @classmethod
    def of(cls, paragraph: Paragraph, size: int, width: float) -> Self:
        """Set a paragraph in letters of this size, in a column of this width in points."""
        room = (width - INDENT * paragraph.bullet) * 1000 / size
        starts = line_starts(paragraph.text, room, paragraph.bold)
        high = LINE if is_plain(paragraph.text) else _OTHER_LINE
        return cls(paragraph=paragraph, starts=starts, first=0, last=len(starts), line=high * size)

    @property
    def height(self) -> float:
        """With the gap above it, in points."""
        return (self.last - self.first) * self.line + GAP

    @property
    def told(self) -> Paragraph:
        """What stands on these lines."""
        whole, begin = self.paragraph, self.starts[self.first]
        end = self.starts[self.last] if self.last < len(self.starts) else len(whole.text)
        return replace(
            whole,
            text=whole.text[begin:end].rstrip(" "),
            bold=min(max(whole.bold - begin, 0), end - begin),
            continues=begin > 0,
        )

    def split(self, count: int) -> tuple["Lines", "Lines"]:
        """The first so many of these lines, and the others."""
        cut = self.first + count
        return replace(self, last=cut), replace(self, first=cut)


class Column:
    """What of a cell is not on a slide yet."""

    def __init__(self, box: Box, size: int, width: float) -> None:
        """All of it, in letters of this size, in a column of this width in points."""
        self.fill = box.fill
        self._size, self._width = size, width
        self._left = deque(Lines.of(paragraph, size, width) for paragraph in box.paragraphs)

    def __bool__(self) -> bool:
        return bool(self._left)

    def fits(self, room: float) -> bool:
        """Whether all that is left takes no more than this height in points."""
        for lines in self._left:
            room -= lines.height
            if room < 0:
                return False
        return True

    def take(self, room: float) -> list[Lines]:
        """Take out what this height in points has room for; only the first paragraph may be split."""
        taken = []
        while self._left and self._left[0].height <= room:
            taken.append(self._left.popleft())
            room -= taken[-1].height
        if self._left and not taken:
            taken += self._part(room)
        return taken

    def _part(self, room: float) -> list[Lines]:
        count = int((room - GAP) // self._left[0].line)
        if count < 1:
            return []
        first, others = self._left.popleft().split(count)
        self._left.appendleft(others)
        return [first]

    def say_again(self, paragraph: Paragraph) -> None:
        """Put something before what is left."""
        self._left.appendleft(Lines.of(paragraph, self._size, self._width))
