"""A format is a function: a document in, text out. A new one: its module, a line here, a golden file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from barrierctl.document import Document
from barrierctl.exporters import csv, json, md


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What a user may ask of a format.

    Attributes:
        delimiter: between the cells of a csv line.
        bom: whether a csv file begins with a mark by which Excel knows UTF-8.
        raw: whether csv cells that look like formulas are left as they are.
    """

    delimiter: str = ","
    bom: bool = False
    raw: bool = False


FORMATS: Final[dict[str, Callable[[Document, Options], str]]] = {
    "csv": lambda document, options: csv.export(
        document, delimiter=options.delimiter, bom=options.bom, raw=options.raw
    ),
    "md": lambda document, _: md.export(document),
    "json": lambda document, _: json.export(document),
}
"""Every file format by its name, which is also its suffix."""

SEVERAL_VIEWS: Final = ("md", "json")
"""The formats that can hold several views."""
