"""Family `balance`: whether a model tells kinds apart, and whether all of one kind is there.

Source: EUCPN 2021, 2.1 B to E. Serves typology (Borrion 2013).
"""

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

from barrierctl.findings import Violation
from barrierctl.gaps import RuleFunction
from barrierctl.gaps.helpers import at_entity, at_model, barriers, entities, few
from barrierctl.model.entities import Entity
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier, Facilitator, Item, Opportunity, Partner, Priority, Signal
from barrierctl.vocabulary import Approach, BarrierStatus, BarrierType, Block, LegalBasis, SignalCategory

_ENOUGH: Final = 3
"""So many have to tell a kind before the kinds that are missing say something."""
_MANY: Final = 5
"""So many barriers have to be open before somebody must choose among them."""

_Tells: TypeAlias = Callable[[BarrierModel, Item], bool]
_SETTLED = (BarrierStatus.IN_PLACE, BarrierStatus.DROPPED)


def items_not_classified(model: BarrierModel) -> Iterator[Violation]:
    """What kind something is of is not told: a violation a key."""
    for key, (blocks, tells) in _KEYS.items():
        every = entities(model, *blocks)
        untold = [entity.name for entity in every if not any(tells(model, item) for item in entity.items)]
        if untold:
            named = few(untold)
            variant = f"{key}-none" if len(untold) == len(every) else key if named else f"{key}-many"
            yield at_model(model, variant, key, joined=True, count=len(untold), total=len(every), names=named)


def barrier_types_missing(model: BarrierModel) -> Iterator[Violation]:
    """No barrier is of a type, though several say of which they are."""
    told = [kinds for entity in entities(model, Block.BARRIERS) if (kinds := _types(entity))]
    missing = [kind for kind in BarrierType if not any(kind in kinds for kinds in told)]
    if len(told) >= _ENOUGH and missing:
        flags: dict[str, Any] = {kind.replace("-", "_"): str(kind) for kind in missing}
        yield at_model(
            model, "" if len(missing) > 1 else "one", names=[str(kind) for kind in missing], **flags
        )


def only(approach: Approach) -> RuleFunction:
    """The rule for one approach: several barriers say how they act, and all in this way alone."""

    def rule(model: BarrierModel) -> Iterator[Violation]:
        told = [ways for entity in entities(model, Block.BARRIERS) if (ways := _approaches(entity))]
        if len(told) >= _ENOUGH and set.union(*told) == {approach}:
            yield at_model(model, joined=True, count=len(told))

    return rule


def signals_of_one_category(model: BarrierModel) -> Iterator[Violation]:
    """Several signals say of which category they are, and all are of the same."""
    told = [kinds for entity in entities(model, Block.SIGNALS) if (kinds := _categories(entity))]
    kinds = set[SignalCategory]().union(*told)
    if len(told) >= _ENOUGH and len(kinds) == 1:
        yield at_model(model, joined=True, count=len(told), category=str(next(iter(kinds))))


def legal_basis_needed(model: BarrierModel) -> Iterator[Violation]:
    """A barrier waits for a law or a competence that is not there."""
    for entity in entities(model, Block.BARRIERS):
        needed = [one for barrier in barriers(entity) if (one := barrier.legal_basis)]
        waits = [basis for basis in needed if basis.status == LegalBasis.NEEDED]
        if waits:
            reference = next((basis.reference for basis in waits if basis.reference), None)
            yield at_entity(model, entity, reference=reference)


def barriers_not_prioritised(model: BarrierModel) -> Iterator[Violation]:
    """Many barriers are still to be set up, and nothing says which comes first."""
    every = [barriers(entity) for entity in entities(model, Block.BARRIERS)]
    still_open = [places for places in every if any(place.status not in _SETTLED for place in places)]
    ranked = any(_is_told(place.priority) for places in every for place in places)
    if len(still_open) >= _MANY and not ranked:
        yield at_model(model, joined=True, count=len(still_open))


def side_effects_not_considered(model: BarrierModel) -> Iterator[Violation]:
    """Barriers that use force or rules, and not one says what else it may do."""
    strong = [entity for entity in entities(model, Block.BARRIERS) if _is_strong(entity)]
    if strong and not any(barrier.side_effects for entity in strong for barrier in barriers(entity)):
        names = [entity.name for entity in strong]
        yield at_model(model, "" if few(names) else "many", joined=True, count=len(names), names=few(names))


def _is_strong(entity: Entity) -> bool:
    return BarrierType.LEGAL in _types(entity) or Approach.REPRESSIVE in _approaches(entity)


def _types(entity: Entity) -> set[BarrierType]:
    return {kind for barrier in barriers(entity) for kind in barrier.types}


def _approaches(entity: Entity) -> set[Approach]:
    return {way for barrier in barriers(entity) for way in barrier.approach}


def _categories(entity: Entity) -> set[SignalCategory]:
    return {kind for item in entity.items if isinstance(item, Signal) for kind in item.categories}


def _is_told(priority: Priority | None) -> bool:
    return priority is not None and priority != Priority()


def _has_types(_: BarrierModel, item: Item) -> bool:
    return isinstance(item, Barrier) and bool(item.types)


def _has_approach(_: BarrierModel, item: Item) -> bool:
    return isinstance(item, Barrier) and bool(item.approach)


def _has_category(_: BarrierModel, item: Item) -> bool:
    return isinstance(item, Opportunity | Signal) and bool(item.categories)


def _has_fact(key: str) -> _Tells:
    def tells(model: BarrierModel, item: Item) -> bool:
        return isinstance(item, Facilitator | Partner) and bool(getattr(model.facts_of(item), key))

    return tells


_KEYS: Final[dict[str, tuple[tuple[Block, ...], _Tells]]] = {
    "types": ((Block.BARRIERS,), _has_types),
    "approach": ((Block.BARRIERS,), _has_approach),
    "sector": ((Block.PARTNERS,), _has_fact("sector")),
    "world": ((Block.FACILITATORS,), _has_fact("world")),
    "awareness": ((Block.FACILITATORS,), _has_fact("awareness")),
    "categories": ((Block.OPPORTUNITIES, Block.SIGNALS), _has_category),
}
