"""Family `balance`: whether a model classifies its items, and whether all of them are of one kind.

Serves typology (Borrion 2013).
"""

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

from barrierctl.findings import Violation
from barrierctl.gaps import RuleFunction
from barrierctl.gaps.helpers import active_entities, at_entity, at_model, barriers_of, short_list
from barrierctl.model.entities import Entity
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier, Facilitator, Item, Opportunity, Partner, Priority, Signal
from barrierctl.vocabulary import Approach, BarrierStatus, BarrierType, Block, LegalBasis, SignalCategory

_MIN_CLASSIFIED: Final = 3
"""So many must be classified before a missing kind is worth a finding."""
_MIN_OPEN_BARRIERS: Final = 5
"""So many barriers must be open before somebody has to choose among them."""

_Check: TypeAlias = Callable[[BarrierModel, Item], bool]


def items_not_classified(model: BarrierModel) -> Iterator[Violation]:
    """Report entities without a value, once per classifying key. Source: EUCPN 2021, 2.1 A to E."""
    for key, (blocks, is_classified) in _KEYS.items():
        every = active_entities(model, *blocks)
        missing = [
            entity.name for entity in every if not any(is_classified(model, item) for item in entity.items)
        ]
        if missing:
            names = short_list(missing)
            variant = f"{key}-none" if len(missing) == len(every) else key if names else f"{key}-many"
            yield at_model(
                model, variant, key, joined=True, count=len(missing), total=len(every), names=names
            )


def _has_fact(key: str) -> _Check:
    def check(model: BarrierModel, item: Item) -> bool:
        return isinstance(item, Facilitator | Partner) and bool(getattr(model.facts_of(item), key))

    return check


_KEYS: Final[dict[str, tuple[tuple[Block, ...], _Check]]] = {
    "types": ((Block.BARRIERS,), lambda _, item: isinstance(item, Barrier) and bool(item.types)),
    "approach": ((Block.BARRIERS,), lambda _, item: isinstance(item, Barrier) and bool(item.approach)),
    "sector": ((Block.PARTNERS,), _has_fact("sector")),
    "world": ((Block.FACILITATORS,), _has_fact("world")),
    "awareness": ((Block.FACILITATORS,), _has_fact("awareness")),
    "categories": (
        (Block.OPPORTUNITIES, Block.SIGNALS),
        lambda _, item: isinstance(item, Opportunity | Signal) and bool(item.categories),
    ),
}


def barrier_types_missing(model: BarrierModel) -> Iterator[Violation]:
    """Report the types that no barrier has, if several barriers have a type. Source: EUCPN 2021, 2.1 E."""
    classified = [types for entity in active_entities(model, Block.BARRIERS) if (types := _types(entity))]
    missing = [kind for kind in BarrierType if not any(kind in types for types in classified)]
    if len(classified) >= _MIN_CLASSIFIED and missing:
        flags: dict[str, Any] = {kind.replace("-", "_"): str(kind) for kind in missing}
        names = [str(kind) for kind in missing]
        yield at_model(model, "" if len(missing) > 1 else "one", names=names, **flags)


def only(approach: Approach) -> RuleFunction:
    """Make the rule for one approach: report it if all barriers have it. Source: EUCPN 2021, 2.1 E."""

    def rule(model: BarrierModel) -> Iterator[Violation]:
        classified = [
            approaches
            for entity in active_entities(model, Block.BARRIERS)
            if (approaches := _approaches(entity))
        ]
        if len(classified) >= _MIN_CLASSIFIED and set.union(*classified) == {approach}:
            yield at_model(model, joined=True, count=len(classified))

    return rule


def signals_of_one_category(model: BarrierModel) -> Iterator[Violation]:
    """Report signals that all have the same category, if several have one. Source: EUCPN 2021, 2.1 C."""
    classified: list[set[SignalCategory]] = []
    for entity in active_entities(model, Block.SIGNALS):
        categories = {kind for item in entity.items if isinstance(item, Signal) for kind in item.categories}
        if categories:
            classified.append(categories)
    if len(classified) >= _MIN_CLASSIFIED and len(used := set.union(*classified)) == 1:
        yield at_model(model, joined=True, count=len(classified), category=str(used.pop()))


def legal_basis_needed(model: BarrierModel) -> Iterator[Violation]:
    """Report barriers that need a law or powers that do not exist yet. Source: EUCPN 2021, 3.1 and 3.2."""
    for entity in active_entities(model, Block.BARRIERS):
        bases = [barrier.legal_basis for barrier in barriers_of(entity) if barrier.legal_basis]
        needed = [basis for basis in bases if basis.status == LegalBasis.NEEDED]
        if needed:
            reference = next((basis.reference for basis in needed if basis.reference), None)
            yield at_entity(model, entity, reference=reference)


def barriers_not_prioritised(model: BarrierModel) -> Iterator[Violation]:
    """Report many open barriers without a priority among them. Source: EUCPN 2021, 2.2; V-BAR; ENAA."""
    settled = (BarrierStatus.IN_PLACE, BarrierStatus.DROPPED)
    every = [barriers_of(entity) for entity in active_entities(model, Block.BARRIERS)]
    still_open = [same for same in every if any(barrier.status not in settled for barrier in same)]
    is_ranked = any(barrier.priority not in (None, Priority()) for same in every for barrier in same)
    if len(still_open) >= _MIN_OPEN_BARRIERS and not is_ranked:
        yield at_model(model, joined=True, count=len(still_open))


def side_effects_not_considered(model: BarrierModel) -> Iterator[Violation]:
    """Report legal and repressive barriers, if none of them has side effects. Source: EUCPN 2021, 3.1."""
    strong = [
        entity
        for entity in active_entities(model, Block.BARRIERS)
        if BarrierType.LEGAL in _types(entity) or Approach.REPRESSIVE in _approaches(entity)
    ]
    if strong and not any(barrier.side_effects for entity in strong for barrier in barriers_of(entity)):
        names = [entity.name for entity in strong]
        shown = short_list(names)
        yield at_model(model, "" if shown else "many", joined=True, count=len(names), names=shown)


def _types(entity: Entity) -> set[BarrierType]:
    return {kind for barrier in barriers_of(entity) for kind in barrier.types}


def _approaches(entity: Entity) -> set[Approach]:
    return {approach for barrier in barriers_of(entity) for approach in barrier.approach}
