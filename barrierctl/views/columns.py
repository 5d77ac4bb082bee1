"""Tables, columns, labels and cells that several views share."""

from collections.abc import Container, Iterable, Mapping
from typing import Any, Final

from barrierctl.dataclass import replace
from barrierctl.messages import catalogue
from barrierctl.model.entities import called
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier, Item, Partner, Party, Reference, SourceUse
from barrierctl.resources.vocabulary import DOUBTFUL, LISTS, RESERVED_ID, UNCERTAIN, Block
from barrierctl.source.tree import Path
from barrierctl.text.spreadsheet import joined
from barrierctl.views.document import (
    Cell,
    Chapter,
    Column,
    ColumnRole,
    Entry,
    Facet,
    Roster,
    State,
    Table,
    TableRole,
)

PARTY_FACTS: Final = (
    *("aliases", "sector", "world", "awareness", "industry", "commitment", "competences"),
    *("information_exchange.status", "information_exchange.reference", "country"),
)
"""The attributes of a party, as columns."""
EVERY: Final = ("note", "sources", "tags", "classification", "certainty")
"""The attributes that every element may have, as columns."""

_CALLED_ALIKE: Final = (
    *("sector", "world", "awareness", "industry", "commitment", "approach", "level"),
    *("classification", "certainty"),
)
CLOSED_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    **{name: (name,) for name in _CALLED_ALIKE},
    "information_exchange.status": ("exchange",),
    "types": ("barrier-type",),
    "legal_basis.status": ("legal-basis",),
    "status": ("barrier-status",),
}
"""The closed lists whose values a column may hold, by its id."""

_LIST_OF: Final[Mapping[type, str]] = {values: name for name, values in LISTS.items()}
_LISTS_OF_TEXTS: Final = {"information_exchange.status": "exchange", "legal_basis.status": "legal-basis"}

_ROLES: Final = {
    **{role.value: role for role in ColumnRole},  # most columns are called like their role
    "element": ColumnRole.ADDRESS,
    "measure": ColumnRole.PARENT,
    **dict.fromkeys(
        ("seen_by", "reported_to", "owner", "helped_by", "addresses", "targets", "fallback_for"),
        ColumnRole.REFERENCES,
    ),
}
"""The roles of columns by id, the same in every view."""
_ROSTERS: Final = {
    **dict.fromkeys(("stage_name", "stages", "alternative_to"), Roster.STAGES),
    **dict.fromkeys(("party", "seen_by", "reported_to", "owner", "helped_by", "addresses"), Roster.PARTIES),
    **dict.fromkeys(("barriers", "fallback_for"), Roster.BARRIERS),
    "targets": Roster.TARGETS,
    "objective": Roster.OBJECTIVES,
    **dict.fromkeys(("measure", "measures"), Roster.MEASURES),
    "sources": Roster.SOURCES,
}
"""The names that columns may hold, by the id of the column."""
_ADD_TO: Final = {
    "stages": Roster.STAGES,
    "party-list": Roster.PARTIES,
    "objectives": Roster.OBJECTIVES,
    "plan": Roster.MEASURES,
    "sources": Roster.SOURCES,
}
"""The names to which the rows of a table add theirs."""
FILL_IN: Final = (
    *("items", "stages", "party-list", "knowledge-gaps", "recommendations", "recommendation-groups"),
    *("objectives", "plan", "accepted-gaps", "sources"),
)
"""The tables that a group may fill in."""
DETAILS: Final = frozenset(
    (
        *("industry", "country", "information_exchange.reference", "level", "alternative_to"),
        *("at", "rule", "tags", "classification", "certainty"),
    )
)
"""The columns that people rarely fill in."""

_CHAPTERS: Final = {
    "agenda": Chapter.START,
    "matrix": Chapter.START,
    "items": Chapter.ITEMS,
    "gaps": Chapter.FINDINGS,
    **dict.fromkeys(("parties", "party-list"), Chapter.PARTIES),
    **dict.fromkeys(("types", "barriers", "effort"), Chapter.ACTION),
    **dict.fromkeys(("plan", "workload", "objectives", "plan-about"), Chapter.ACTION),
    **dict.fromkeys(("recommendations", "recommendation-groups"), Chapter.ACTION),
}
"""The chapters of tables by id; the others are about the model."""

_PARTY_KEYS: Final = ("party", "owner", "helped_by", "addresses", "seen_by", "reported_to")


def make_table(
    view: str, columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]], **more: Any
) -> Table:
    """Make the table of a view or an annex, under its title; *more* are further fields of `Table`."""
    words = catalogue().entry(f"views.{view}")
    more = {
        "empty": words.get("empty", ""),
        "chapter": _CHAPTERS.get(view, Chapter.ABOUT),
        "fill_in": view in FILL_IN,
        "adds_to": {_ADD_TO[view]: ()} if view in _ADD_TO else {},
        **more,
    }
    return Table(id=view, title=words["title"], columns=columns, rows=tuple(rows), **more)


def make_properties(name: str, role: TableRole, properties: Iterable[tuple[Path, str, Cell]]) -> Table:
    """Make a table of labels and values, with their paths; without a value, a label is left out."""
    shown = columns(name, ("label", "value"), many=("value",), lists={})
    given = [each for each in properties if each[-1]]
    rows = (((Entry(text=label),), cell) for _, label, cell in given)
    return make_table(name, shown, rows, role=role, paths=tuple(path for path, *_ in given))


def columns(
    view: str,
    names: Iterable[str],
    *,
    many: Iterable[str] = (),
    lists: Mapping[str, tuple[str, ...]] = CLOSED_LISTS,
    details: Container[str] = DETAILS,
) -> tuple[Column, ...]:
    """Make the columns of a list of records.

    Args:
        view: whose own labels, if it has any, go before those of all views.
        names: the ids, in order.
        many: those whose cells hold several entries.
        lists: the closed lists whose values a column may hold, by its id.
        details: those that may be folded away.
    """
    words = catalogue()
    labels = words.entry("views.columns") | words.entry(f"views.{view}").get("columns", {})
    hints = words.entry("views.hints") | words.entry(f"views.{view}").get("hints", {})
    return tuple(
        Column(
            id=name,
            label=labels[name],
            role=_ROLES.get(name),
            many=name in many,
            choices=tuple(words.label(one, value) for one in lists.get(name, ()) for value in LISTS[one]),
            values=tuple(str(value) for one in lists.get(name, ()) for value in LISTS[one]),
            roster=_ROSTERS.get(name),
            hint=hints.get(name, ""),
            detail=name in details,
        )
        for name in names
    )


def offering_blocks(model: BarrierModel, columns: Iterable[Column]) -> tuple[Column, ...]:
    """Let the columns of blocks offer what these are called in the model."""
    called = tuple(block_label(model, block) for block in Block)
    return tuple(replace(one, choices=called) if one.role is ColumnRole.BLOCK else one for one in columns)


def stage_columns(model: BarrierModel, head: str, *, many: bool = False) -> tuple[Column, ...]:
    """Make the columns of a grid: the rows' names, one per stage, and one for general items, if any."""
    stages = [Column(id=stage.id, label=stage.name, many=many) for stage in model.stages]
    if model.general_items:
        stages.append(Column(id=RESERVED_ID, label=catalogue().say("views.general"), many=many))
    return (Column(id="block", label=head), *stages)


def block_label(model: BarrierModel, block: Block) -> str:
    """Return what a block is called in this model."""
    return model.header.labels.get(block) or catalogue().label("block", block)


def stage_label(model: BarrierModel, item: Item) -> str:
    """Return what the item's stage is called."""
    return model.stage_name(item.stage) or catalogue().say("views.general")


def in_stage(model: BarrierModel, item: Item) -> str:
    """Return the item's label, with the stage in brackets."""
    return with_more(item.label, [stage_label(model, item)])


def with_more(text: str, more: Iterable[str]) -> str:
    """Add details in brackets, if there are any."""
    details = tuple(more)
    return catalogue().say("views.with_more", text=text, more=details) if details else text


def item_entry(model: BarrierModel, item: Item, text: str = "") -> Entry:
    """Make an entry of an item, under its own label or another text."""
    state, mark = item_state(model, item)
    return Entry(
        text=text or item.label, state=state, mark=mark, element=item.element, facets=facets(model, item)
    )


def item_state(model: BarrierModel, item: Item) -> tuple[State, str]:
    """Return the state of an item, and the same in words."""
    is_dropped, marks = isinstance(item, Barrier) and not item.is_active, list[str]()
    if is_dropped:
        marks.append("dropped")
    if isinstance(item, Partner) and (commitment := model.facts_of(item).commitment) in DOUBTFUL:
        marks.append(str(commitment))
    if item.certainty in UNCERTAIN:
        marks.append(str(item.certainty))
    state = State.DROPPED if is_dropped else State.DOUBTFUL if marks else State.PLAIN
    return state, ", ".join(catalogue().say(f"views.{mark}") for mark in marks)


def facets(model: BarrierModel, item: Item) -> Mapping[Facet, tuple[str, ...]]:
    """Collect what a reader may filter on; a facet without a value is left out."""
    words = catalogue()
    status = item.status if isinstance(item, Barrier) else None
    commitment = model.facts_of(item).commitment if isinstance(item, Partner) else None
    parties = [model.party_of(item), *(link.target for link in model.links_of(item, *_PARTY_KEYS))]
    every = {
        Facet.PARTY: tuple(dict.fromkeys(party.name for party in parties if isinstance(party, Party))),
        Facet.BLOCK: (block_label(model, item.block),),
        Facet.COMMITMENT: (words.label("commitment", commitment),) if commitment else (),
        Facet.STATUS: (words.label("barrier-status", status),) if status else (),
    }
    return {facet: texts for facet, texts in every.items() if texts}


def attribute(holder: object, name: str) -> object:
    """Return the attribute of a dotted name, or None."""
    value = holder
    for step in name.split("."):
        value = getattr(value, step, None)
    return value


def typed(value: object) -> str:
    """Return a value as it is typed in the file."""
    match value:
        case None:
            return ""
        case Reference():
            return value.text
        case SourceUse():
            return f"{value.source.text} @ {value.at}" if value.at else value.source.text
        case (Block() as block, str() as text):
            return f"{block}: {text}"
        case _:
            return str(value)


class Attributes:
    """Makes cells of the attributes of elements, with the names of what they refer to."""

    def __init__(self, model: BarrierModel) -> None:
        self._model = model
        self._links = {(link.key, link.reference.path): link for link in model.links}

    def row(
        self, columns: Iterable[Column], *holders: object, element: str | None = None
    ) -> tuple[Cell, ...]:
        """Make one cell per column, each from the first of the holders that has a value for it."""
        cells: list[Cell] = []
        for column in columns:
            values = (attribute(holder, column.id) for holder in holders)
            value = next((value for value in values if value), None)
            if not value:
                cells.append(())
            elif not column.many:
                cells.append((self.entry(column.id, value, element),))
            else:
                several = value.items() if isinstance(value, Mapping) else value
                every = several if isinstance(several, Iterable) else ()
                cells.append(
                    tuple(
                        self._named(column.id, each)
                        if isinstance(each, Reference)
                        else Entry(text=self._text(column.id, each), raw=typed(each), element=element)
                        for each in every
                    )
                )
        return tuple(cells)

    def names(self, key: str, references: Iterable[Reference]) -> Cell:
        """Name what the references under a key mean."""
        return tuple(self._named(key, reference) for reference in references)

    def entry(self, key: str, value: object, element: str | None) -> Entry:
        """Make an entry of the value of an attribute, in one text even if it has several parts."""
        if isinstance(value, tuple):
            text, raw = joined(self._text(key, each) for each in value), joined(map(typed, value))
        else:
            text, raw = self._text(key, value), typed(value)
        return Entry(text=text, raw=raw if raw != text else "", element=element)

    def _text(self, key: str, value: object) -> str:
        """Put a value in words, for people."""
        match value:
            case Reference():
                return self._named(key, value).text
            case SourceUse(at=at):
                title = self._named(key, value.source).text
                return f"{title}, {at}" if at else title
            case Block():
                return block_label(self._model, value)
            case str() if value and (one := _LIST_OF.get(type(value)) or _LISTS_OF_TEXTS.get(key)):
                return catalogue().label(one, value)
            case (Block() as block, str() as reason):
                label = block_label(self._model, block)
                return catalogue().labelled(label, reason)
            case _:
                return typed(value)

    def _named(self, key: str, reference: Reference) -> Entry:
        """Name what a reference means; with its stage, if the reference is the address of one item."""
        link = self._links.get((key, reference.path))
        if link is None:
            return Entry(text=reference.text)
        item = link.occurrences[0] if len(link.occurrences) == 1 else None
        is_address = item is not None and reference.text == item.address
        text = in_stage(self._model, item) if item and is_address else called(link.target)
        return Entry(text=text, element=link.target.element)
