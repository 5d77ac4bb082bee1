"""Following every reference of a model, and telling of those that lead nowhere or to two things."""

from collections import defaultdict
from collections.abc import Iterator

from barrierctl.findings import Fault
from barrierctl.frozen import frozen
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.facts import Reference
from barrierctl.model.link import Link
from barrierctl.model.meaning import MAY_NAME, PARTY, Meaning, described, own_place
from barrierctl.model.parts import Barrier, Element, Signal
from barrierctl.model.references import Index
from barrierctl.names import fold
from barrierctl.source.tree import Path
from barrierctl.vocabulary import Block

_OF_BARRIERS = ("owner", "helped_by", "addresses", "targets", "fallback_for")
_NOT_ITSELF = {"alternative_to": "alternative-to-itself", "fallback_for": "fallback-for-itself"}


@frozen
class Resolved:
    """The links of a model, and what is wrong with its references."""

    links: tuple[Link, ...]
    by_holder: dict[Path, tuple[Link, ...]]
    faults: tuple[Fault, ...]


def resolve(model: BarrierModel, refused: frozenset[str]) -> Resolved:
    """Follow the references.

    Args:
        model: whose links are still to be found.
        refused: folded texts that the schema refused; references to them are not reported again.
    """
    index = Index(model)
    links: list[Link] = []
    faults: list[Fault] = []
    for key, holder, reference in references(model):
        meanings = index.meanings(key, reference.text)
        if len(meanings) == 1 and key in _NOT_ITSELF and _is(meanings[0], holder):
            faults.append(_to_itself(key, reference))
        elif len(meanings) == 1:
            links.append(_link(key, holder, reference, meanings[0]))
        elif meanings or fold(reference.text) not in refused:
            faults.append(_fault(index, key, reference, meanings))
    grouped: dict[Path, list[Link]] = defaultdict(list)
    for link in links:
        if link.holder:
            grouped[link.holder.path].append(link)
    by_holder = {path: tuple(found) for path, found in grouped.items()}
    return Resolved(links=tuple(links), by_holder=by_holder, faults=tuple(faults))


def _link(key: str, holder: Element | None, reference: Reference, meaning: Meaning) -> Link:
    return Link(key=key, holder=holder, reference=reference, target=meaning.target, places=meaning.places)


def _is(meaning: Meaning, holder: Element | None) -> bool:
    return meaning.target is holder or any(place is holder for place in meaning.places)


def _to_itself(key: str, reference: Reference) -> Fault:
    return Fault(
        rule="unknown-reference",
        span=reference.span,
        path=reference.path,
        subject=reference.text,
        variant=_NOT_ITSELF[key],
        parameters={"text": reference.text},
    )


def _fault(index: Index, key: str, reference: Reference, meanings: list[Meaning]) -> Fault:
    parameters: dict[str, object] = {"text": reference.text, "key": key, "wanted": MAY_NAME[key]}
    parameters["among"] = [Block.PARTNERS.value] if MAY_NAME[key] == (PARTY,) else []
    rule, variant = "unknown-reference", ""
    if meanings:
        rule = "ambiguous-reference"
        parameters["meant"] = tuple(described(meaning) for meaning in meanings)
        parameters["place"] = own_place(meanings)
    elif key != "party" and (elsewhere := index.elsewhere(reference.text)):
        variant = "other-kind"
        parameters["kind"] = described(elsewhere[0])[0]
    elif near := index.guess(key, reference.text):
        variant = "near"
        parameters["near"] = near
    elif key in ("party", "at"):
        variant = "unlisted" if key == "party" else "anything"
    return Fault(
        rule=rule,
        span=reference.span,
        path=reference.path,
        subject=reference.text,
        variant=variant,
        parameters=parameters,
    )


def references(model: BarrierModel) -> Iterator[tuple[str, Element | None, Reference]]:
    """Every reference of a model with its key, and the element that says it, if one does."""
    for stage in model.stages:
        yield from _each("alternative_to", stage, stage.alternative_to)
    for item in model.items:
        if item.party:
            yield "party", item, item.party
        if isinstance(item, Signal):
            yield from _each("seen_by", item, item.seen_by)
        elif isinstance(item, Barrier):
            for key in _OF_BARRIERS:
                if told := getattr(item, key):
                    yield from _each(key, item, told)
    for element in model.elements:
        if element.sources:
            yield from _each("sources", element, tuple(use.source for use in element.sources))
    yield from _aims(model)
    yield from _plan(model)


def _aims(model: BarrierModel) -> Iterator[tuple[str, Element | None, Reference]]:
    for group in model.recommendations:
        for advice in group.items:
            yield from _each("barriers", advice, advice.barriers)
            yield from _each("addresses", advice, advice.addresses)
    for gap in model.knowledge_gaps:
        for key in ("stages", "barriers", "measures"):
            yield from _each(key, gap, getattr(gap, key))
    for acceptance in model.accepted_gaps:
        yield from _each("at", None, acceptance.at)


def _plan(model: BarrierModel) -> Iterator[tuple[str, Element | None, Reference]]:
    plan = model.plan
    if plan is None:
        return
    yield from _each("coordinator", None, plan.coordinator)
    yield from _each("agreed_with", None, plan.agreed_with)
    for evaluation in filter(None, (plan.process, plan.outcome)):
        yield from _each("owner", None, evaluation.owner)
    for objective in plan.objectives:
        for measure in objective.measures:
            for key in ("barriers", "owner", "helped_by"):
                yield from _each(key, measure, getattr(measure, key))
            for activity in measure.activities:
                yield from _each("owner", None, activity.owner)


def _each(
    key: str, holder: Element | None, references: tuple[Reference, ...]
) -> Iterator[tuple[str, Element | None, Reference]]:
    return ((key, holder, reference) for reference in references)
