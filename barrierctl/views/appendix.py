"""The annexes: what views do not show of a model, each part as a table."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Header
from barrierctl.source.tree import Path
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
_PATHS: Final = {
    "scope_level": ("scope", "level"),
    "scope_area": ("scope", "area"),
    "reviewed": ("review", "last"),
    "review_months": ("review", "every_months"),
}
"""Where the file has the attributes that are not called like a key of it."""
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
    attributes = Attributes(model)
    groups = (group for group in model.recommendations if any(getattr(group, name) for name in EVERY))
    # The objects whose attributes fill the cells of each row.
    holders: dict[str, Iterable[tuple[Any, ...]]] = {
        "stages": zip(model.stages),
        "party-list": ((party, party.facts) for party in model.parties if party.listed),
        "sources": zip(model.sources),
        "recommendation-groups": zip(groups),
        "knowledge-gaps": zip(model.knowledge_gaps),
        "accepted-gaps": zip(model.accepted_gaps),
    }
    tables = [make_properties("about", TableRole.ABOUT, _header(model.header))]
    for name, ids in COLUMNS.items():
        shown = columns(name, ids, many=_MANY, lists=_LISTS)
        held = [*holders[name]]
        rows = (attributes.row(shown, *row, element=getattr(row[0], "element", None)) for row in held)
        paths = tuple(None if getattr(row[0], "shared", False) else row[0].path for row in held)
        tables.append(make_table(name, shown, rows, role=_ROLES.get(name), paths=paths))
    return tuple(tables)


def _header(header: Header) -> Iterator[tuple[Path, str, Cell]]:
    """Describe the model, in the order of the file format: each text as people read it and as in the file."""
    words = catalogue()
    for name in _HEADER:
        value = getattr(header, name)
        match name:
            case _ if not value:
                continue
            case _ if name in _HEADER_LISTS:
                texts = [(words.label(_HEADER_LISTS[name], value), str(value))]
            case "authors":
                texts = [(author, author) for author in value]
            case "language":
                texts = [(words.language_name(value), value)]
            case "review_months":
                texts = [(words.say("views.header.months", count=value), str(value))]
            case "labels":
                labels = {block: words.label("block", block) for block in value}
                texts = [
                    (words.labelled(labels[block], own), f"{block}: {own}") for block, own in value.items()
                ]
            case _:
                texts = [(typed(value), typed(value))]
        entries = tuple(Entry(text=text, raw=raw) for text, raw in texts)
        yield _PATHS.get(name, (name,)), words.say(f"views.header.{name}"), entries
