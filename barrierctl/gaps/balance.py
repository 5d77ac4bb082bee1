"""Family `balance`: whether a model classifies its items, and whether all of them are of one kind.

Serves typology (Borrion 2013).
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from barrierctl.dataclass import replace
from barrierctl.findings import Violation
from barrierctl.gaps.helpers import (
    active_entities,
    at,
    barrier_parties,
    barriers_of,
    report_missing,
)
from barrierctl.limits import MAX_NAMES_IN_SENTENCE
from barrierctl.messages import catalogue
from barrierctl.model.checks import placeholder_key
from barrierctl.model.entities import Entity
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Facilitator, Partner, Party, Priority
from barrierctl.resources.vocabulary import Approach, BarrierStatus, BarrierType, Block, LegalBasis

_MIN_CLASSIFIED: Final = 3
"""So many must be classified before a missing kind is worth a finding."""
_MIN_OPEN_BARRIERS: Final = 5
"""So many barriers must be open before somebody has to choose among them."""
_MIN_BARRIERS: Final = 5
"""So many barriers must there be before it says something where they are, or what none of them considers."""
_MIN_STAGES: Final = 3
"""In so many stages barriers can be spread."""
_MIN_OWNED: Final = 4
"""So many barriers must have an owner before it says something that one party owns most of them."""
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
    known = [each for each in model.active_entities if not placeholder_key(each.name)]
    for key, blocks in _CLASSIFYING_KEYS.items():
        every = [each for each in known if each.block in blocks]
        missing = [
            each.name
            for each in every
            if not any(
                getattr(model.facts_of(item) if isinstance(item, Facilitator | Partner) else item, key)
                for item in each.items
            )
        ]
        if missing:
            names = missing if len(missing) <= MAX_NAMES_IN_SENTENCE else []
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


def barrier_types_missing(model: BarrierModel) -> Iterator[Violation]:
    """Report the types that no barrier has, if several barriers have a type. Source: EUCPN 2021, 2.1 E."""
    classified = _classified(model, Block.BARRIERS, "types")
    missing = [kind for kind in BarrierType if not any(kind in types for types in classified)]
    if len(classified) >= _MIN_CLASSIFIED and missing:
        flags: dict[str, Any] = {kind.replace("-", "_"): str(kind) for kind in missing}
        variant = "" if len(missing) > 1 else "one"
        labels = tuple([catalogue().noun("barrier-type", kind) for kind in missing])
        yield replace(at(model, None, variant, names=labels, **flags), names=labels)


def mostly(model: BarrierModel, key: str, kinds: Iterable[BarrierType | Approach]) -> Iterator[Violation]:
    """Report one of these kinds if most barriers are of no other. Source: EUCPN 2021, 2.1 E."""
    classified = _classified(model, Block.BARRIERS, key)
    total = len(classified)
    for kind in kinds if total >= _MIN_CLASSIFIED else ():
        count = classified.count({kind})
        if _is_most(count, total):
            yield at(model, about=(), count=count, total=total, kind=str(kind))


def signals_of_one_category(model: BarrierModel) -> Iterator[Violation]:
    """Report signals that all have the same category, if several have one. Source: EUCPN 2021, 2.1 C."""
    classified = _classified(model, Block.SIGNALS, "categories")
    if len(classified) >= _MIN_CLASSIFIED and len(used := set.union(*classified)) == 1:
        yield at(model, about=(), count=len(classified), category=str(used.pop()))


def _is_most(count: int, total: int) -> bool:
    """Whether they are four fifths or more."""
    return count * 5 >= total * 4


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
    count = len(_open_barriers(model))
    if count >= _MIN_OPEN_BARRIERS and not _is_prioritised(model):
        yield at(model, about=(), count=count)


def priorities_incomplete(model: BarrierModel) -> Iterator[Violation]:
    """Report open barriers without a whole priority, if some barrier has one. Source: V-BAR; ENAA."""
    still_open = _open_barriers(model)
    if len(still_open) < _MIN_OPEN_BARRIERS or not _is_prioritised(model):
        return

    def is_scored(entity: Entity) -> bool:
        scores = (barrier.priority or Priority() for barrier in barriers_of(entity))
        return any(None not in (one.feasibility, one.efficiency, one.impact) for one in scores)

    yield from report_missing(model, still_open, is_scored, if_all="all")


def _open_barriers(model: BarrierModel) -> list[Entity]:
    settled = (BarrierStatus.IN_PLACE, BarrierStatus.DROPPED)
    every = active_entities(model, Block.BARRIERS)
    return [one for one in every if any(barrier.status not in settled for barrier in barriers_of(one))]


def _is_prioritised(model: BarrierModel) -> bool:
    """Whether some barrier has a priority, or a part of one."""
    return any(barrier.priority not in (None, Priority()) for barrier in model.barriers)


def barriers_in_one_stage(model: BarrierModel) -> Iterator[Violation]:
    """Report the stage that has three quarters of all barriers. Source: EUCPN 2021, 2.1 E."""
    inside = {
        stage.id: {model.entity_of(barrier).element for barrier in model.active_items(stage, Block.BARRIERS)}
        for stage in model.stages
    }
    total = len(set().union(*inside.values()))
    if len(model.stages) < _MIN_STAGES or total < _MIN_BARRIERS:
        return
    stage = max(model.stages, key=lambda stage: len(inside[stage.id]))
    count = len(inside[stage.id])
    if count * 4 >= total * 3:
        yield at(model, stage, block=Block.BARRIERS, count=count, total=total)


def one_owner_for_most(model: BarrierModel) -> Iterator[Violation]:
    """Report the owner of four fifths of the barriers with an owner. Source: EUCPN 2021, 2.1 E."""
    if owner := main_owner(model):
        party, count, total = owner
        violation = at(model, subject=party.element, count=count, total=total, party=party.name)
        yield replace(violation, names=(party.name,))


def main_owner(model: BarrierModel) -> tuple[Party, int, int] | None:
    """Find who owns most barriers: the party, the number of its barriers, and of all that have an owner."""
    owned: dict[str, set[str]] = {}
    for barrier, party in barrier_parties(model, "owner"):
        owned.setdefault(party.element, set()).add(model.entity_of(barrier).element)
    total = len(set().union(*owned.values()))
    if total < _MIN_OWNED or total * 3 < len(active_entities(model, Block.BARRIERS)) * 2:
        return None
    owner = max(model.parties, key=lambda party: len(owned.get(party.element, ())))
    count = len(owned[owner.element])
    return (owner, count, total) if _is_most(count, total) else None


def displacement_not_considered(model: BarrierModel) -> Iterator[Violation]:
    """Report several barriers, none of which has side effects. Source: EUCPN 2021, 2.1 E."""
    every = active_entities(model, Block.BARRIERS)
    if len(every) >= _MIN_BARRIERS and not any(barrier.side_effects for barrier in model.barriers):
        yield at(model, about=(), count=len(every))


def side_effects_not_considered(model: BarrierModel) -> Iterator[Violation]:
    """Report legal and repressive barriers, if none of them has side effects. Source: EUCPN 2021, 3.1."""
    if any(displacement_not_considered(model)):
        return
    every = [(entity.name, barriers_of(entity)) for entity in active_entities(model, Block.BARRIERS)]
    strong = [
        (name, barriers)
        for name, barriers in every
        if any(
            BarrierType.LEGAL in barrier.types or Approach.REPRESSIVE in barrier.approach
            for barrier in barriers
        )
    ]
    if strong and not any(barrier.side_effects for _, barriers in strong for barrier in barriers):
        about = [name for name, _ in strong]
        names = about if len(about) <= MAX_NAMES_IN_SENTENCE else []
        variant, key = "" if names else "many", "side_effects"
        yield at(model, None, variant, subject=key, about=about, count=len(about), names=names)
