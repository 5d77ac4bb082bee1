"""The sheet of a workbook that nobody sees: what programs need to read the others."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from barrierctl.errors import InputError
from barrierctl.messages import catalogue
from barrierctl.sheets import Grid

_FORMAT: Final = "2"
_NUMBER: Final = re.compile(r"\d{1,9}", re.ASCII)


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


def damaged() -> InputError:
    """Make the error for hidden parts that are not as they were exported."""
    return InputError(catalogue().say("workbook.damaged"))


def read_content(text: str) -> dict[str, Any]:
    """Read what the hidden cell of a row has, as `views.origins` wrote it.

    Raises:
        InputError: it was changed.
    """
    content = _read_json(text)
    texts = (content.get(key, {}) for key in ("raw", "shown"))
    if not all(
        isinstance(each, dict) and all(isinstance(one, str) for one in each.values()) for each in texts
    ):
        raise damaged()
    path = content.get("at", [""])
    if not (isinstance(path, list) and path and all(isinstance(step, str) for step in path)):
        raise damaged()
    return content


def _read_json(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise damaged() from None
    if not isinstance(content, dict):
        raise damaged()
    return content


def read_hidden(grids: Iterable[Grid]) -> Hidden | None:
    """Read the sheet for programs; None if there is none, as in a csv file of one sheet.

    Raises:
        InputError: it was made by another version, or changed.
    """
    own = next((grid for grid in grids if grid.rows and grid.rows[0][0].text == "format"), None)
    if own is None:
        return None
    lines = [[*(cell.text for cell in row), *[""] * 5][:5] for row in own.rows]
    if lines[0][1] != _FORMAT:
        raise InputError(catalogue().say("workbook.other_version"))
    found: defaultdict[str, list[list[str]]] = defaultdict(list)
    for kind, *more in lines:
        found[kind].append(more)
    if not all(_NUMBER.fullmatch(number) for _, number, *_ in found["row"]):
        raise damaged()
    choices: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for table, column, label, value in found["choice"]:
        choices[table, column].setdefault(label.strip().casefold(), value)
    exported: defaultdict[str, dict[int, str]] = defaultdict(dict)
    digests: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for table, number, element, digest in found["row"]:
        exported[table][int(number)] = element
        digests[table][element] = digest
    rest = "".join(part for part, *_ in found["rest"])
    model, language, *_ = next(iter(found["model"]), ("", ""))
    return Hidden(
        model=model,
        language=language,
        sheets=frozenset(name.casefold() for name, *_ in found["sheet"]),
        tables={table: sheet for table, sheet, *_ in found["table"]},
        rest=_read_json(rest) if rest else {},
        choices=choices,
        exported=exported,
        digests=digests,
    )
