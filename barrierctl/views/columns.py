"""Columns, labels and cells that several views share."""

from collections.abc import Iterable, Mapping
from typing import Final

from barrierctl.messages import catalogue
from barrierctl.model.entities import Link, Target
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Activity
from barrierctl.model.types import Barrier, Item, Partner, Party, Reference, SourceUse
from barrierctl.views.document import Cell, Column, ColumnRole, Entry, Facet, State
from barrierctl.vocabulary import DOUBTFUL, LISTS, RESERVED_ID, Block

CLOSED_LISTS: Final[dict[str, tuple[str, ...]]] = {
    "sector": ("sector",),
    "world": ("world",),
    "awareness": ("awareness",),
    "industry": ("industry",),
    "commitment": ("commitment",),
    "information_exchange.status": ("exchange",),
    "types": ("barrier-type",),
    "approach": ("approach",),
    "legal_basis.status": ("legal-basis",),
    "level": ("level",),
    "status": ("barrier-status",),
    "classification": ("classification",),
    "certainty": ("certainty",),
}
"""The closed lists whose values may stand in a column, by its id."""

_ROLES: Final = {
    "element": ColumnRole.ADDRESS,
    "stage": ColumnRole.STAGE,
    "block": ColumnRole.BLOCK,
    "name": ColumnRole.NAME,
    "id": ColumnRole.ID,
    "party": ColumnRole.PARTY,
    "severity": ColumnRole.SEVERITY,
    "rule": ColumnRole.RULE,
    **dict.fromkeys(
        ("seen_by", "owner", "helped_by", "addresses", "targets", "fallback_for"), ColumnRole.REFERENCES
    ),
}
"""The roles of columns by id, the same in every view."""


def block_label(model: BarrierModel, block: Block) -> str:
    """What a block is called in this model."""
    return model.header.labels.get(block) or catalogue().label("block", block)


def columns(
    view: str,
    names: Iterable[str],
    *,
    many: Iterable[str] = (),
    lists: Mapping[str, tuple[str, ...]] = CLOSED_LISTS,
) -> tuple[Column, ...]:
    """The columns of a list of records.

    Args:
        view: whose own words, where it has any, go before those of all views.
        names: the ids, in order.
        many: those whose cells hold several entries.
        lists: the closed lists whose values may stand in a column, by its id.
    """
    labels = catalogue().entry("views.columns") | catalogue().entry(f"views.{view}").get("columns", {})
    several = frozenset(many)
    return tuple(
        Column(
            id=name,
            label=labels[name],
            role=_ROLES.get(name),
            many=name in several,
            choices=_choices(lists.get(name, ())),
        )
        for name in names
    )


def _choices(lists: Iterable[str]) -> tuple[str, ...]:
    return tuple(value.value for name in lists for value in LISTS[name])


def stage_columns(model: BarrierModel, head: str, *, many: bool = False) -> tuple[Column, ...]:
    """The columns of a grid: the rows' names, a column a stage, and one for general items, if any."""
    shown = [Column(id="block", label=head)]
    shown += [Column(id=stage.id, label=stage.name, many=many) for stage in model.stages]
    if model.general_items:
        shown.append(Column(id=RESERVED_ID, label=catalogue().say("views.general"), many=many))
    return tuple(shown)


_PARTIES = ("party", "owner", "helped_by", "addresses", "seen_by")


def item_entry(model: BarrierModel, item: Item, text: str = "") -> Entry:
    """An item under its own label, or in other words."""
    state, mark = _state(model, item)
    return Entry(
        text=text or item.label, state=state, mark=mark, element=item.element, facets=facets(model, item)
    )


def facets(model: BarrierModel, item: Item) -> Mapping[Facet, tuple[str, ...]]:
    """What a reader may filter on; a name is left out where nothing is told."""
    words = catalogue()
    told = {
        Facet.PARTY: _parties(model, item),
        Facet.BLOCK: (block_label(model, item.block),),
        Facet.LEVEL: (words.label("level", item.level),) if isinstance(item, Barrier) and item.level else (),
        Facet.CERTAINTY: (words.label("certainty", item.certainty),) if item.certainty else (),
    }
    return {name: texts for name, texts in told.items() if texts}


def _state(model: BarrierModel, item: Item) -> tuple[State, str]:
    match item:
        case Partner():
            commitment = model.facts_of(item).commitment
            if commitment in DOUBTFUL:
                return State.DOUBTFUL, catalogue().say(f"views.{commitment}")
        case Barrier(is_active=False):
            return State.DROPPED, catalogue().say("views.dropped")
        case _:
            pass
    return State.PLAIN, ""


def _parties(model: BarrierModel, item: Item) -> tuple[str, ...]:
    """Every party that the item is or names, each once."""
    own = model.party_of(item)
    named = (link.target for link in model.links_of(item, *_PARTIES))
    parties = [own, *named] if own else [*named]
    return tuple(dict.fromkeys(party.name for party in parties if isinstance(party, Party)))


def attribute(holder: object, name: str) -> object:
    """What stands under a dotted name; None where that is not told."""
    value = holder
    for step in name.split("."):
        value = getattr(value, step, None)
    return value


def typed(value: object) -> str:
    """A value as the file has it."""
    match value:
        case None:
            return ""
        case Reference():
            return value.text
        case SourceUse():
            return f"{value.source.text} @ {value.at}" if value.at else value.source.text
        case _:
            return str(value)


def called(target: Target) -> str:
    """The name of what a reference means."""
    for name in ("label", "name", "title", "statement", "text", "domain"):
        if told := getattr(target, name, None):
            return str(told)
    return target.element


class Attributes:
    """Tells the attributes of elements, with what is referred to by its name."""

    def __init__(self, model: BarrierModel) -> None:
        """Those of this model."""
        self._model = model
        self._links = {(link.key, link.reference.path): link for link in model.links}

    def row(
        self, columns: Iterable[Column], *holders: object, element: str | None = None
    ) -> tuple[Cell, ...]:
        """A cell a column, each from the first of the holders that tells it."""
        return tuple(self._cell(column, holders, element) for column in columns)

    def names(self, key: str, references: Iterable[Reference]) -> Cell:
        """What these references under a key mean."""
        return tuple(self._named(key, reference) for reference in references)

    def _cell(self, column: Column, holders: Iterable[object], element: str | None) -> Cell:
        values = (attribute(holder, column.id) for holder in holders)
        value = next((value for value in values if value), None)
        if not column.many:
            return (Entry(text=typed(value), element=element),)
        several = value.items() if isinstance(value, Mapping) else value
        every = several if isinstance(several, Iterable) else ()
        return tuple(self._entry(column.id, each, element) for each in every)

    def _entry(self, key: str, value: object, element: str | None) -> Entry:
        match value:
            case Reference():
                return self._named(key, value)
            case Activity():
                return Entry(text=self._activity(value), element=element)
            case (Block() as block, str() as told):
                label = block_label(self._model, block)
                return Entry(text=catalogue().say("views.told", label=label, text=told), element=element)
            case _:
                return Entry(text=typed(value), element=element)

    def _named(self, key: str, reference: Reference) -> Entry:
        link = self._links.get((key, reference.path))
        if link is None:
            return Entry(text=reference.text)
        return Entry(text=self._meant(link), element=link.target.element)

    def _meant(self, link: Link) -> str:
        """The name; with its stage, where one place of a entity was meant."""
        place = link.occurrences[0] if len(link.occurrences) == 1 else None
        if place and link.reference.text == place.address:
            return in_stage(self._model, place, place.label)
        return called(link.target)

    def _activity(self, activity: Activity) -> str:
        told = [entry.text for entry in self.names("owner", activity.owner)]
        told += [str(activity.due)] if activity.due else []
        told += [catalogue().label("measure-status", activity.status).lower()] if activity.status else []
        return with_more(activity.name, told)


def in_stage(model: BarrierModel, item: Item, text: str) -> str:
    """The text, and in which stage the item stands."""
    return with_more(text, [stage_label(model, item)])


def stage_label(model: BarrierModel, item: Item) -> str:
    """What the item's stage is called."""
    return model.stage_name(item.stage) or catalogue().say("views.general")


def with_more(text: str, more: Iterable[str]) -> str:
    """The text, and in brackets what else is told of it, if anything."""
    told = tuple(more)
    return catalogue().say("views.with_more", text=text, more=told) if told else text
