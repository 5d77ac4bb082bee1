"""The sheet of a workbook that nobody sees: what programs need to read the others."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from barrierctl.errors import InputError
from barrierctl.messages import catalogue
from barrierctl.sheets import Cell, Grid

_FORMAT: Final = "2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """What the sheet for programs has.

    Attributes:
        model, language: the id and the language of the model.
        sheets: the names of all sheets.
        tables: the names of the sheets of tables, by the ids of the tables.
        rest: the model without its records, as `views.origins` wrote it; empty if the workbook has a part
            of the model only.
        choices: the values of labels, by table and column.
        exported: the elements of the rows, by table and number.
        digests: of the rows, by table and element.
    """

    model: str
    language: str
    sheets: frozenset[str]
    tables: Mapping[str, str]
    rest: Mapping[str, Any]
    choices: Mapping[tuple[str, str], Mapping[str, str]]
    exported: Mapping[str, Mapping[int, str]]
    digests: Mapping[str, Mapping[str, str]]


def read_hidden(grids: Iterable[Grid]) -> Hidden | None:
    """Read the sheet for programs; None if there is none, as in a csv file of one sheet.

    Raises:
        InputError: it was made by another version.
    """
    lines = next(([_texts(row) for row in grid.rows] for grid in grids if _starts(grid, "format")), None)
    if lines is None:
        return None
    if lines[0][1] != _FORMAT:
        raise InputError(catalogue().say("workbook.other_version"))
    choices: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    exported: defaultdict[str, dict[int, str]] = defaultdict(dict)
    digests: defaultdict[str, dict[str, str]] = defaultdict(dict)
    sheets, tables = set[str](), dict[str, str]()
    model, rest = ("", ""), ""
    for kind, *more in lines:
        match kind:
            case "model":
                model = (more[0], more[1])
            case "sheet":
                sheets.add(more[0].casefold())
            case "table":
                tables[more[0]] = more[1]
            case "choice":
                choices[more[0], more[1]].setdefault(more[2].strip().casefold(), more[3])
            case "row":
                exported[more[0]][int(more[1])] = more[2]
                digests[more[0]][more[2]] = more[3]
            case "rest":
                rest += more[0]
            case _:
                pass
    return Hidden(
        model=model[0],
        language=model[1],
        sheets=frozenset(sheets),
        tables=tables,
        rest=json.loads(rest) if rest else {},
        choices=choices,
        exported=exported,
        digests=digests,
    )


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row] + [""] * (5 - len(row))


def _starts(grid: Grid, word: str) -> bool:
    return bool(grid.rows and grid.rows[0][0].text == word)
