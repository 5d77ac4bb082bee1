"""The annexes: what views do not show of a model, each part as a table."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Header
from barrierctl.views.columns import (
    CLOSED_LISTS,
    EVERY,
    PARTY_FACTS,
    Attributes,
    columns,
    make_properties,
    make_table,
    typed,
)
from barrierctl.views.document import Cell, Entry, Table, TableRole

_HEADER: Final = (
    *("title", "description", "version", "status", "date", "language", "classification", "authors"),
    *("scope_level", "scope_area", "sequence", "reviewed", "review_months", "labels"),
)
_HEADER_LISTS: Final = {
    "status": "status",
    "classification": "classification",
    "scope_level": "level",
    "sequence": "sequence",
}
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "stages": (
        *("name", "id", "description", "setting", "level", "alternative_to", "not_applicable", "unknown"),
        *EVERY,
    ),
    "party-list": ("name", "id", *PARTY_FACTS, *EVERY),
    "knowledge-gaps": ("name", "stages", "barriers", "measures", *EVERY),
    "recommendation-groups": ("domain", "target_group", *EVERY),
    "accepted-gaps": ("reason", "at", "by", "until", "rule"),
    "sources": ("title", "id", "authors", "kind", "url", "date", *EVERY),
}
"""The annexes that list something, each with the ids of its columns."""
_MANY: Final = (
    *("aliases", "competences", "authors", "alternative_to", "not_applicable", "unknown", "stages"),
    *("barriers", "measures", "at", "sources", "tags"),
)
_ROLES: Final = {
    "stages": TableRole.STAGES,
    "party-list": TableRole.PARTIES,
    "recommendation-groups": TableRole.RECOMMENDATIONS,
    "sources": TableRole.SOURCES,
}
_LISTS: Final = {
    **CLOSED_LISTS,
    "setting": ("setting",),
    "kind": ("source-kind",),
}


def annexes(model: BarrierModel) -> tuple[Table, ...]:
    """Make the annexes: `about`, and those of `COLUMNS`; some may have no rows."""
    attributes, holders = Attributes(model), _holders(model)
    tables = [
        make_properties("about", TableRole.ABOUT, _header(model.header)),
    ]
    for name, ids in COLUMNS.items():
        shown = columns(name, ids, many=_MANY, lists=_LISTS)
        rows = (
            attributes.row(shown, *row, element=getattr(row[0], "element", None)) for row in holders[name]
        )
        tables.append(make_table(name, shown, rows, role=_ROLES.get(name)))
    return tuple(tables)


def _header(header: Header) -> Iterator[tuple[str, Cell]]:
    """Describe the model, in the order of the file format."""
    for name in _HEADER:
        if value := getattr(header, name):
            texts = _header_texts(name, value)
            raw = value if name == "language" else ""
            yield catalogue().say(f"views.header.{name}"), tuple(Entry(text=text, raw=raw) for text in texts)


def _header_texts(name: str, value: Any) -> Iterable[str]:
    words = catalogue()
    if name in _HEADER_LISTS:
        return (words.label(_HEADER_LISTS[name], value),)
    match name:
        case "authors":
            return tuple(value)
        case "language":
            return (words.entry("views.languages").get(value.lower(), value),)
        case "review_months":
            return (words.say("views.header.months", count=value),)
        case "labels":
            pairs = ((words.label("block", block), label) for block, label in value.items())
            return tuple(words.say("views.labelled", label=label, text=own) for label, own in pairs)
        case _:
            return (typed(value),)


def _holders(model: BarrierModel) -> dict[str, Iterable[tuple[object, ...]]]:
    """Collect for each annex its rows: the objects whose attributes fill the cells."""
    groups = (group for group in model.recommendations if any(getattr(group, name) for name in EVERY))
    return {
        "stages": zip(model.stages),
        "party-list": ((party, party.facts) for party in model.parties if party.listed),
        "sources": zip(model.sources),
        "recommendation-groups": zip(groups),
        "knowledge-gaps": zip(model.knowledge_gaps),
        "accepted-gaps": zip(model.accepted_gaps),
    }
