"""What a text may mean that names something else, by its key (format.md, "Reference")."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from barrierctl.model.link import NO_PLACES, Places, Target
from barrierctl.model.parts import Party
from barrierctl.model.thing import Thing
from barrierctl.vocabulary import Block

PARTY: Final = "party"
STAGE: Final = "stage"
SOURCE: Final = "source"
MEASURE: Final = "measure"
OTHER: Final = "objective"

_WORKED_ON = (Block.FACILITATORS.value, Block.OPPORTUNITIES.value, Block.SIGNALS.value)
MAY_NAME: Final[dict[str, tuple[str, ...]]] = {
    "owner": (PARTY,),
    "helped_by": (PARTY,),
    "addresses": (PARTY,),
    "seen_by": (PARTY,),
    "coordinator": (PARTY,),
    "agreed_with": (PARTY,),
    "party": (PARTY,),
    "targets": _WORKED_ON,
    "barriers": (Block.BARRIERS.value,),
    "fallback_for": (Block.BARRIERS.value,),
    "stages": (STAGE,),
    "alternative_to": (STAGE,),
    "measures": (MEASURE,),
    "sources": (SOURCE,),
    "at": (PARTY, *_WORKED_ON[1:], Block.BARRIERS.value, STAGE, SOURCE, MEASURE, OTHER),
}
"""The kinds that each key may name."""

MOST_MEANINGS: Final = 12
"""So many are told of a text that may mean several things."""


class Meaning(NamedTuple):
    """What a text means: the target, its kind, and the items that stand for it.

    One that comes from a shared list counts only where nothing of the model's own is called like it.
    """

    target: Target
    kind: str
    places: Places = NO_PLACES
    shared: bool = False


def name_of(target: Target) -> str:
    """What people call it."""
    match target:
        case Thing() | Party():
            return target.name
        case _:
            return str(getattr(target, "name", "") or getattr(target, "title", "") or target.element)


def described(meaning: Meaning) -> tuple[str, str, int]:
    """Kind, name and line of what was meant, for a message."""
    target = meaning.target
    return meaning.kind, name_of(target), (target.first if isinstance(target, Thing) else target).span.line


def own_place(meanings: Iterable[Meaning]) -> str:
    """How the first of them that stands in one place of a stage could be written; empty where none does."""
    items = (meaning.places[0] for meaning in meanings if meaning.places and meaning.kind != STAGE)
    return next((item.address for item in items), "")
