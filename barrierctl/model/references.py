"""References: every id, name and address of a model, and what each reference means."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, islice
from typing import Final, NamedTuple

from barrierctl.findings import Violation
from barrierctl.frozen import frozen
from barrierctl.model.entities import NO_OCCURRENCES, Entity, Link, Occurrences, Target, party_index
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier, Element, Item, Party, Reference, Signal
from barrierctl.names import Guesses, fold
from barrierctl.source.tree import Path
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

MOST_CANDIDATES: Final = 12
"""So many are told of a text that may mean several entities."""


class Candidate(NamedTuple):
    """What a text means: the target, its kind, and the items that stand for it.

    One that comes from a shared list counts only where nothing of the model's own is called like it.
    """

    target: Target
    kind: str
    places: Occurrences = NO_OCCURRENCES
    shared: bool = False


def name_of(target: Target) -> str:
    """What people call it."""
    match target:
        case Entity() | Party():
            return target.name
        case _:
            return str(getattr(target, "name", "") or getattr(target, "title", "") or target.element)


def described(meaning: Candidate) -> tuple[str, str, int]:
    """Kind, name and line of what was meant, for a message."""
    target = meaning.target
    return meaning.kind, name_of(target), (target.first if isinstance(target, Entity) else target).span.line


def own_place(meanings: Iterable[Candidate]) -> str:
    """How the first of them that stands in one place of a stage could be written; empty where none does."""
    items = (meaning.places[0] for meaning in meanings if meaning.places and meaning.kind != STAGE)
    return next((item.address for item in items), "")


class Index:
    """Every id, name and address of a model."""

    def __init__(self, model: BarrierModel) -> None:
        """Index this model, whose links are still to be found."""
        self._by_id: dict[str, dict[str, Candidate]] = defaultdict(dict)
        self._by_name: dict[str, dict[str, dict[int, Candidate]]] = defaultdict(lambda: defaultdict(dict))
        self._listed_by_id, self._listed_by_name = party_index(p for p in model.parties if p.listed)
        self._guesses: dict[tuple[str, ...], Guesses] = {}
        self._model = model
        self._not_indexed = dict(_INDEXED_BY)
        self._known_meanings: dict[tuple[str, str], list[Candidate]] = {}

    def meanings(self, key: str, text: str) -> list[Candidate]:
        """What the text means under this key: nothing, one entity, or several where it is ambiguous."""
        if key == "party":
            party = self._listed_by_id.get(text) or self._listed_by_name.get(fold(text))
            return [Candidate(party, PARTY)] if party else []
        if (key, text) not in self._known_meanings:
            self._known_meanings[key, text] = self._among(MAY_NAME[key], text)
        return self._known_meanings[key, text]

    def elsewhere(self, text: str) -> list[Candidate]:
        """What the text means under any key."""
        return self._among((PARTY, *Block, STAGE, SOURCE, MEASURE, OTHER), text)

    def guess(self, key: str, text: str) -> str | None:
        """What is perhaps meant by a text that means nothing under this key."""
        kinds = () if key == "party" else MAY_NAME[key]
        if kinds not in self._guesses:
            self._guesses[kinds] = Guesses(self._known(kinds))
        return self._guesses[kinds].nearest(text)

    def _known(self, kinds: tuple[str, ...]) -> Iterator[str]:
        """Every id and name of these kinds; of none, those of the listed parties."""
        if not kinds:
            yield from (*self._listed_by_id, *(party.name for party in self._listed_by_id.values()))
            return
        self._index(kinds)
        for kind in kinds:
            yield from self._by_id[kind]
            for meanings in self._by_name[kind].values():
                yield from (name_of(meaning.target) for meaning in meanings.values())

    def _among(self, kinds: Iterable[str], text: str) -> list[Candidate]:
        kinds = tuple(kinds)
        self._index(kinds)
        by_id = [self._by_id[kind][text] for kind in kinds if text in self._by_id[kind]]
        if by_id:
            return _own_first(by_id)[:1]
        if text in self._by_address:
            return self._one_place(self._by_address[text], kinds)
        named = (self._by_name[kind].get(fold(text), {}).values() for kind in kinds)
        return _own_first(list(islice(chain.from_iterable(named), MOST_CANDIDATES)))

    @cached_property
    def _by_address(self) -> dict[str, Item]:
        return {item.address: item for item in self._model.items}

    def _index(self, kinds: Iterable[str]) -> None:
        """See to it that these kinds are indexed: most models refer to few, and the others are left alone."""
        for kind in kinds:
            if index := self._not_indexed.get(kind):
                self._not_indexed = {k: other for k, other in self._not_indexed.items() if other is not index}
                index(self)

    def _one_place(self, item: Item, kinds: tuple[str, ...]) -> list[Candidate]:
        party = self._model.party_of(item)
        if PARTY in kinds and party and item.block in (Block.FACILITATORS, Block.PARTNERS):
            return [Candidate(party, PARTY, Occurrences((item,)))]
        if item.block in kinds:
            return [Candidate(self._model.entity_of(item), item.block, Occurrences((item,)))]
        return []

    def add_parties(self) -> None:
        """Index the parties."""
        for party, items, names in self._parties():
            ids = [item.id for item in items if item.id]
            self._add(Candidate(party, PARTY, items, party.shared), [party.id or "", *ids], names)

    def _parties(self) -> Iterator[tuple[Party, Occurrences, list[str]]]:
        """Each party with its places and all that it is called, the model's own ones first."""
        for party in sorted(self._model.parties, key=lambda party: party.shared):
            items = self._model.items_of(party)
            yield party, items, [party.name, *party.facts.aliases, *(item.label for item in items)]

    def add_things(self) -> None:
        """Index the entities; a party stands for its facilitator items, and for its partner items."""
        for party, items, names in self._parties():
            for block in (Block.FACILITATORS, Block.PARTNERS):
                cells = Occurrences(item for item in items if item.block is block)
                if cells:
                    entity = self._model.entity_of(cells[0])
                    self._add(Candidate(entity, block, cells, party.shared), [party.id or ""], [])
                    self._add(Candidate(entity, block, cells), [], names)
        for entity in self._model.entities:
            ids = [item.id for item in entity.items if item.id]
            names = [item.label for item in entity.items]
            self._add(Candidate(entity, entity.block, Occurrences(entity.items)), ids, names)

    def add_others(self) -> None:
        """Index the stages, the sources, what the plan holds, and the advice."""
        model = self._model
        for stage in model.stages:
            self._add(Candidate(stage, STAGE, Occurrences(stage.items)), [stage.id], [stage.name])
        for source in model.sources:
            self._add(Candidate(source, SOURCE), [source.id], [source.title])
        for objective in model.plan.objectives if model.plan else ():
            self._add(Candidate(objective, OTHER), [objective.element], [objective.statement])
            for measure in objective.measures:
                self._add(Candidate(measure, MEASURE), [measure.element], [measure.name])
        for gap in model.knowledge_gaps:
            self._add(Candidate(gap, OTHER), [gap.element], [gap.name])
        for group in model.recommendations:
            self._add(Candidate(group, OTHER), [group.element], [group.domain])
            for advice in group.items:
                self._add(Candidate(advice, OTHER), [advice.element], [])

    def _add(self, meaning: Candidate, ids: Iterable[str], names: Iterable[str]) -> None:
        for identity in filter(None, ids):
            self._by_id[meaning.kind].setdefault(identity, meaning)
        for name in dict.fromkeys(fold(name) for name in names):
            self._by_name[meaning.kind][name].setdefault(id(meaning.target), meaning)


_INDEXED_BY: Mapping[str, Callable[[Index], None]] = {
    PARTY: Index.add_parties,
    **dict.fromkeys(Block, Index.add_things),
    **dict.fromkeys((STAGE, SOURCE, MEASURE, OTHER), Index.add_others),
}


def _own_first(meanings: list[Candidate]) -> list[Candidate]:
    return [meaning for meaning in meanings if not meaning.shared] or meanings


_OF_BARRIERS = ("owner", "helped_by", "addresses", "targets", "fallback_for")
_NOT_ITSELF = {"alternative_to": "alternative-to-itself", "fallback_for": "fallback-for-itself"}


@frozen
class Resolved:
    """The links of a model, and what is wrong with its references."""

    links: tuple[Link, ...]
    by_holder: dict[Path, tuple[Link, ...]]
    violations: tuple[Violation, ...]


def resolve(model: BarrierModel, refused: frozenset[str]) -> Resolved:
    """Follow the references.

    Args:
        model: whose links are still to be found.
        refused: folded texts that the schema refused; references to them are not reported again.
    """
    index = Index(model)
    links: list[Link] = []
    violations: list[Violation] = []
    for key, holder, reference in references(model):
        meanings = index.meanings(key, reference.text)
        if len(meanings) == 1 and key in _NOT_ITSELF and _is(meanings[0], holder):
            violations.append(_to_itself(key, reference))
        elif len(meanings) == 1:
            links.append(_link(key, holder, reference, meanings[0]))
        elif meanings or fold(reference.text) not in refused:
            violations.append(_violation(index, key, reference, meanings))
    grouped: dict[Path, list[Link]] = defaultdict(list)
    for link in links:
        if link.holder:
            grouped[link.holder.path].append(link)
    by_holder = {path: tuple(found) for path, found in grouped.items()}
    return Resolved(links=tuple(links), by_holder=by_holder, violations=tuple(violations))


def _link(key: str, holder: Element | None, reference: Reference, meaning: Candidate) -> Link:
    return Link(key=key, holder=holder, reference=reference, target=meaning.target, places=meaning.places)


def _is(meaning: Candidate, holder: Element | None) -> bool:
    return meaning.target is holder or any(place is holder for place in meaning.places)


def _to_itself(key: str, reference: Reference) -> Violation:
    return Violation(
        rule="unknown-reference",
        span=reference.span,
        path=reference.path,
        subject=reference.text,
        variant=_NOT_ITSELF[key],
        parameters={"text": reference.text},
    )


def _violation(index: Index, key: str, reference: Reference, meanings: list[Candidate]) -> Violation:
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
    return Violation(
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
