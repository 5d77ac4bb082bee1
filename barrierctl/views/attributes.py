"""The attributes of an element as cells, with what it refers to by its name."""

from collections.abc import Iterable, Mapping

from barrierctl.document import Cell, Column, Entry
from barrierctl.languages import catalogue
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.facts import Reference, SourceUse
from barrierctl.model.link import Link, Target
from barrierctl.model.parts import Item
from barrierctl.model.plan import Activity
from barrierctl.views.labels import block_label
from barrierctl.vocabulary import Block


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
        """The name; with its stage, where one place of a thing was meant."""
        place = link.places[0] if len(link.places) == 1 else None
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
