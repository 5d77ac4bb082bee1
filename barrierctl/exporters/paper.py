"""The sizes of paper for posters, and of the letters that can be read on them."""

from dataclasses import dataclass, replace
from typing import Final

_STEP: Final = 1.06
_PT_PER_MM: Final = 72 / 25.4
_NARROWEST: Final = 12  # width of a column, in heights of a letter
NOTE: Final = 76
"""The side of a sticky note in mm."""
NOTE_ROOM: Final = 77
"""The same with the gap to the next one."""
_SIDE: Final = 25  # mm for the names of the rows beside the notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A sheet; lengths are in mm, sizes of letters in pt."""

    name: str
    width: int
    height: int
    margin: int  # on every side
    title: int
    foot: int
    smallest: float  # below it, nobody can read the sheet where it hangs
    largest: float  # above it, letters only take room
    across: int = 0  # the notes side by side in each cell of an empty sheet, if they find room at all
    down: int = 0  # the notes one below the other

    @property
    def most_columns(self) -> int:
        """The number of columns that can be read side by side."""
        return int((self.width - 2 * self.margin) * _PT_PER_MM / (_NARROWEST * self.smallest))

    @property
    def most_columns_of_notes(self) -> float:
        """The number of columns with that many notes in each cell."""
        return (self.width - 2 * self.margin - _SIDE) / (self.across * NOTE_ROOM)

    @property
    def sizes(self) -> tuple[float, ...]:
        """The sizes of letters to choose from, smallest first."""
        found = [self.smallest]
        while found[-1] * _STEP <= self.largest:
            found.append(round(found[-1] * _STEP, 2))
        return tuple(found)


PAPERS: Final[dict[str, Paper]] = {
    "a4": Paper(name="A4", width=297, height=210, margin=8, title=18, foot=7, smallest=7, largest=12),
    "a3": Paper(name="A3", width=420, height=297, margin=10, title=26, foot=9, smallest=7, largest=16),
    "a2": Paper(name="A2", width=594, height=420, margin=12, title=36, foot=12, smallest=9, largest=22),
    "a1": Paper(name="A1", width=841, height=594, margin=15, title=52, foot=16, smallest=9, largest=30),
    "a0": Paper(name="A0", width=1189, height=841, margin=20, title=72, foot=22, smallest=10, largest=42),
}
"""By the name that a user gives."""

EMPTY_PAPERS: Final[dict[str, Paper]] = {
    **PAPERS,
    # Two sheets of A1, upright and side by side, are as large as one of A0.
    "a1": replace(PAPERS["a1"], width=594, height=841, margin=8, title=36, foot=11, across=2, down=2),
    "a0": replace(PAPERS["a0"], margin=8, title=36, foot=11, across=3, down=2),
}
"""The same for empty sheets: as many notes as possible find room on them."""
