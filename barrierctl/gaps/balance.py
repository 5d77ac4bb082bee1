"""Family `balance`: whether a model classifies its items, and whether all of them are of one kind.

Serves typology (Borrion 2013).
"""

from collections.abc import Iterator
from typing import Any, Final

from barrierctl.findings import Violation
from barrierctl.gaps import RuleFunction
from barrierctl.gaps.helpers import active_entities, at, barriers_of, is_most, short_list
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier, Facilitator, Item, Partner, Priority
from barrierctl.vocabulary import Approach, BarrierStatus, BarrierType, Block, LegalBasis

_MIN_CLASSIFIED: Final = 3
"""So many must be classified before a missing kind is worth a finding."""
_MIN_OPEN_BARRIERS: Final = 5
"""So many barriers must be open before somebody has to choose among them."""
_CLASSIFYING_KEYS: Final = {
    "types": (Block.BARRIERS,),
    "approach": (Block.BARRIERS,),
    "sector": (Block.PARTNERS,),
    "world": (Block.FACILITATORS,),
    "awareness": (Block.FACILITATORS,),
    "categories": (Block.OPPORTUNITIES, Block.SIGNALS),
}
"""Each with the blocks of its items."""


def items_not_classified(model: BarrierModel) -> Iterator[Violation]:
    """Report entities without a value, once per classifying key. Source: EUCPN 2021, 2.1 A to E."""
    for key, blocks in _CLASSIFYING_KEYS.items():
        every = active_entities(model, *blocks)
        missing = [each.name for each in every if not any(_value(model, item, key) for item in each.items)]
        if missing:
            names = short_list(missing)
            variant = f"{key}-none" if len(missing) == len(every) else key if names else f"{key}-many"
            count, total = len(missing), len(every)
            yield at(
                model,
                None,
                variant,
                subject=key,
                about=missing,
                count=count,
                total=total,
                names=names,
            )


def _value(model: BarrierModel, item: Item, key: str) -> Any:
    return getattr(model.facts_of(item) if isinstance(item, Facilitator | Partner) else item, key)


def barrier_types_missing(model: BarrierModel) -> Iterator[Violation]:
    """Report the types that no barrier has, if several barriers have a type. Source: EUCPN 2021, 2.1 E."""
    classified = _classified(model, Block.BARRIERS, "types")
    missing = [kind for kind in BarrierType if not any(kind in types for types in classified)]
    if len(classified) >= _MIN_CLASSIFIED and missing:
        flags: dict[str, Any] = {kind.replace("-", "_"): str(kind) for kind in missing}
        yield at(
            model, None, "" if len(missing) > 1 else "one", names=[str(kind) for kind in missing], **flags
        )


def mostly(approach: Approach) -> RuleFunction:
    """Make the rule for one approach: report it if most barriers have no other. Source: EUCPN 2021, 2.1 E."""

    def rule(model: BarrierModel) -> Iterator[Violation]:
        classified = _classified(model, Block.BARRIERS, "approach")
        count, total = classified.count({approach}), len(classified)
        if total >= _MIN_CLASSIFIED and is_most(count, total):
            yield at(model, about=(), count=count, total=total)

    return rule


def signals_of_one_category(model: BarrierModel) -> Iterator[Violation]:
    """Report signals that all have the same category, if several have one. Source: EUCPN 2021, 2.1 C."""
    classified = _classified(model, Block.SIGNALS, "categories")
    if len(classified) >= _MIN_CLASSIFIED and len(used := set.union(*classified)) == 1:
        yield at(model, about=(), count=len(classified), category=str(used.pop()))


def _classified(model: BarrierModel, block: Block, key: str) -> list[set[Any]]:
    """The values of each entity of a block under a key, of those that have any."""
    every = active_entities(model, block)
    return [
        values for one in every if (values := {value for item in one.items for value in getattr(item, key)})
    ]


def legal_basis_needed(model: BarrierModel) -> Iterator[Violation]:
    """Report barriers that need a law or powers that do not exist yet. Source: EUCPN 2021, 3.1 and 3.2."""
    for entity in active_entities(model, Block.BARRIERS):
        bases = [barrier.legal_basis for barrier in barriers_of(entity) if barrier.legal_basis]
        needed = [basis for basis in bases if basis.status == LegalBasis.NEEDED]
        if needed:
            yield at(model, entity, reference=next(filter(None, (basis.reference for basis in needed)), None))


def barriers_not_prioritised(model: BarrierModel) -> Iterator[Violation]:
    """Report a model with many open barriers, none of which has a priority. Source: V-BAR; ENAA."""
    settled = (BarrierStatus.IN_PLACE, BarrierStatus.DROPPED)
    every = [barriers_of(entity) for entity in active_entities(model, Block.BARRIERS)]
    still_open = [same for same in every if any(barrier.status not in settled for barrier in same)]
    is_ranked = any(barrier.priority not in (None, Priority()) for same in every for barrier in same)
    if len(still_open) >= _MIN_OPEN_BARRIERS and not is_ranked:
        yield at(model, about=(), count=len(still_open))


def side_effects_not_considered(model: BarrierModel) -> Iterator[Violation]:
    """Report legal and repressive barriers, if none of them has side effects. Source: EUCPN 2021, 2.1 E."""
    strong = [
        (entity.name, barriers)
        for entity in active_entities(model, Block.BARRIERS)
        if any(map(_is_strong, barriers := barriers_of(entity)))
    ]
    if strong and not any(barrier.side_effects for _, barriers in strong for barrier in barriers):
        every = [name for name, _ in strong]
        names = short_list(every)
        variant, key = "" if names else "many", "side_effects"
        yield at(model, None, variant, subject=key, about=every, count=len(every), names=names)


def _is_strong(barrier: Barrier) -> bool:
    return BarrierType.LEGAL in barrier.types or Approach.REPRESSIVE in barrier.approach
