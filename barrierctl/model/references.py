"""Resolve references: every id, name and address of a model, and what each reference means."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, islice
from typing import Final, NamedTuple, TypeAlias

from barrierctl.findings import Violation
from barrierctl.frozen import frozen
from barrierctl.limits import MAX_CANDIDATES
from barrierctl.model.entities import NO_OCCURRENCES, Entity, Link, Occurrences, Target, party_index
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Advice, KnowledgeGap, Measure
from barrierctl.model.types import Barrier, Element, Item, Party, Reference, Signal, Stage, violation_at
from barrierctl.names import Guesses, fold, split_list
from barrierctl.source.tree import Path
from barrierctl.vocabulary import Block

PARTY: Final = "party"
STAGE: Final = "stage"
SOURCE: Final = "source"
MEASURE: Final = "measure"
OTHER: Final = "objective"

_TARGETS: Final = (Block.FACILITATORS.value, Block.OPPORTUNITIES.value, Block.SIGNALS.value)
MAY_NAME: Final[dict[str, tuple[str, ...]]] = {
    "owner": (PARTY,),
    "helped_by": (PARTY,),
    "addresses": (PARTY,),
    "seen_by": (PARTY,),
    "coordinator": (PARTY,),
    "agreed_with": (PARTY,),
    "party": (PARTY,),
    "targets": _TARGETS,
    "barriers": (Block.BARRIERS.value,),
    "fallback_for": (Block.BARRIERS.value,),
    "stages": (STAGE,),
    "alternative_to": (STAGE,),
    "measures": (MEASURE,),
    "sources": (SOURCE,),
    "at": (PARTY, *_TARGETS[1:], Block.BARRIERS.value, STAGE, SOURCE, MEASURE, OTHER),
}
"""The kinds that each key may name."""

_KEYS: Final[Mapping[type[Element], tuple[str, ...]]] = {
    Stage: ("alternative_to",),
    Signal: ("seen_by",),
    Barrier: ("owner", "helped_by", "addresses", "targets", "fallback_for"),
    Advice: ("barriers", "addresses"),
    KnowledgeGap: ("stages", "barriers", "measures"),
    Measure: ("barriers", "owner", "helped_by"),
}
"""The keys with references of each kind of element, besides `party` and `sources`."""
_ONE_PARTY: Final = ("owner", "coordinator")
_SELF_REFERENCES: Final = {"alternative_to": "alternative-to-itself", "fallback_for": "fallback-for-itself"}


class Candidate(NamedTuple):
    """What a text may mean: the target, its kind, and the items that represent it.

    A candidate from a shared list is considered only if the model itself has none of that name.
    """

    target: Target
    kind: str
    occurrences: Occurrences = NO_OCCURRENCES
    shared: bool = False


class Index:
    """Every id, name and address of a model whose references are still to be resolved."""

    def __init__(self, model: BarrierModel) -> None:
        self._by_id: dict[str, dict[str, Candidate]] = defaultdict(dict)
        self._by_name: dict[str, dict[str, dict[int, Candidate]]] = defaultdict(lambda: defaultdict(dict))
        self._listed_by_id, self._listed_by_name = party_index(p for p in model.parties if p.listed)
        self._guesses: dict[tuple[str, ...], Guesses] = {}
        self._model = model
        self._not_indexed = dict(_INDEXED_BY)
        self._found: dict[tuple[str, str], list[Candidate]] = {}

    def candidates(self, key: str, text: str) -> list[Candidate]:
        """Return what the text means under this key: nothing, one target, or several if it is ambiguous."""
        if key == "party":
            party = self._listed_by_id.get(text) or self._listed_by_name.get(fold(text))
            return [Candidate(party, PARTY)] if party else []
        if (key, text) not in self._found:
            self._found[key, text] = self._find(MAY_NAME[key], text)
        return self._found[key, text]

    def candidates_elsewhere(self, text: str) -> list[Candidate]:
        """Return what the text means under any key."""
        return self._find((PARTY, *Block, STAGE, SOURCE, MEASURE, OTHER), text)

    def guess(self, key: str, text: str) -> str | None:
        """Return the id or name that a misspelt text under this key is nearest to."""
        kinds = () if key == "party" else MAY_NAME[key]
        if kinds not in self._guesses:
            self._guesses[kinds] = Guesses(self._known_names(kinds))
        return self._guesses[kinds].nearest(text)

    def parts(self, key: str, text: str) -> list[str]:
        """Return the names in a text that was meant as a list, if each of them means something."""
        names = split_list(text)
        is_list = key != "party" and len(names) > 1 and all(self.candidates(key, name) for name in names)
        return names if is_list else []

    def _known_names(self, kinds: tuple[str, ...]) -> Iterator[str]:
        """Every id and name of these kinds; without kinds, those of the listed parties."""
        if not kinds:
            yield from (*self._listed_by_id, *(party.name for party in self._listed_by_id.values()))
            return
        self._index(kinds)
        for kind in kinds:
            yield from self._by_id[kind]
            for candidates in self._by_name[kind].values():
                yield from (_name_of(candidate.target) for candidate in candidates.values())

    def _find(self, kinds: tuple[str, ...], text: str) -> list[Candidate]:
        self._index(kinds)
        by_id = [self._by_id[kind][text] for kind in kinds if text in self._by_id[kind]]
        if by_id:
            return _own_first(by_id)[:1]
        if text in self._item_by_address:
            return self._named_item(self._item_by_address[text], kinds)
        named = (self._by_name[kind].get(fold(text), {}).values() for kind in kinds)
        return _own_first(list(islice(chain.from_iterable(named), MAX_CANDIDATES)))

    @cached_property
    def _item_by_address(self) -> dict[str, Item]:
        return {item.address: item for item in self._model.items}

    def _named_item(self, item: Item, kinds: tuple[str, ...]) -> list[Candidate]:
        """The candidate for the address of one item."""
        party = self._model.party_of(item)
        if PARTY in kinds and party and item.block in (Block.FACILITATORS, Block.PARTNERS):
            return [Candidate(party, PARTY, Occurrences((item,)))]
        if item.block in kinds:
            return [Candidate(self._model.entity_of(item), item.block, Occurrences((item,)))]
        return []

    def _index(self, kinds: Iterable[str]) -> None:
        """Index these kinds unless they are: most models refer to few, and the others cost time."""
        for kind in kinds:
            if index := self._not_indexed.get(kind):
                self._not_indexed = {k: other for k, other in self._not_indexed.items() if other is not index}
                index(self)

    def add_parties(self) -> None:
        """Index the parties."""
        for party, items, names in self._parties():
            ids = [item.id for item in items if item.id]
            self._add(Candidate(party, PARTY, items, party.shared), [party.id or "", *ids], names)

    def _parties(self) -> Iterator[tuple[Party, Occurrences, list[str]]]:
        """Each party with its items and all its names, the model's own parties first."""
        for party in sorted(self._model.parties, key=lambda party: party.shared):
            items = self._model.items_of(party)
            yield party, items, [party.name, *party.facts.aliases, *(item.label for item in items)]

    def add_entities(self) -> None:
        """Index the entities; the names of a party mean its facilitator items, and its partner items."""
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
        """Index the stages, the sources, the plan, the knowledge gaps and the recommendations."""
        model = self._model
        for stage in model.stages:
            self._add(Candidate(stage, STAGE, Occurrences(stage.items)), [stage.id], [stage.name])
        for source in model.sources:
            self._add(Candidate(source, SOURCE), [source.id], [source.title])
        for objective in model.objectives:
            self._add(Candidate(objective, OTHER), [objective.element], [objective.statement])
            for measure in objective.measures:
                self._add(Candidate(measure, MEASURE), [measure.element], [measure.name])
        for gap in model.knowledge_gaps:
            self._add(Candidate(gap, OTHER), [gap.element], [gap.name])
        for group in model.recommendations:
            self._add(Candidate(group, OTHER), [group.element], [group.domain])
            for advice in group.items:
                self._add(Candidate(advice, OTHER), [advice.element], [])

    def _add(self, candidate: Candidate, ids: Iterable[str], names: Iterable[str]) -> None:
        for identity in filter(None, ids):
            self._by_id[candidate.kind].setdefault(identity, candidate)
        for name in dict.fromkeys(fold(name) for name in names):
            self._by_name[candidate.kind][name].setdefault(id(candidate.target), candidate)


_INDEXED_BY: Final[Mapping[str, Callable[[Index], None]]] = {
    PARTY: Index.add_parties,
    **dict.fromkeys(Block, Index.add_entities),
    **dict.fromkeys((STAGE, SOURCE, MEASURE, OTHER), Index.add_others),
}


def _own_first(candidates: list[Candidate]) -> list[Candidate]:
    return [candidate for candidate in candidates if not candidate.shared] or candidates


def _name_of(target: Target) -> str:
    match target:
        case Entity() | Party():
            return target.name
        case _:
            return str(getattr(target, "name", "") or getattr(target, "title", "") or target.element)


@frozen
class Resolution:
    """The links of a model, also by the path of their holder, and what is wrong with its references."""

    links: tuple[Link, ...]
    by_holder: dict[Path, tuple[Link, ...]]
    violations: tuple[Violation, ...]


def resolve(model: BarrierModel, refused: frozenset[str]) -> Resolution:
    """Resolve the references of a model; those to folded texts that the schema refused are not reported."""
    index = Index(model)
    links: list[Link] = []
    violations: list[Violation] = []
    by_holder: dict[Path, list[Link]] = defaultdict(list)
    for key, holder, reference in references(model):
        candidates = index.candidates(key, reference.text)
        if len(candidates) != 1:
            if candidates or fold(reference.text) not in refused:
                violations.append(_unresolved(index, key, reference, candidates))
            continue
        target, _, occurrences, _ = candidates[0]
        if key in _SELF_REFERENCES and (target is holder or any(item is holder for item in occurrences)):
            text, variant = reference.text, _SELF_REFERENCES[key]
            violations.append(violation_at(reference, "unknown-reference", text, variant, text=text))
            continue
        link = Link(key=key, holder=holder, reference=reference, target=target, occurrences=occurrences)
        links.append(link)
        if holder:
            by_holder[holder.path].append(link)
    return Resolution(
        links=tuple(links),
        by_holder={path: tuple(found) for path, found in by_holder.items()},
        violations=tuple(violations),
    )


def _unresolved(index: Index, key: str, reference: Reference, candidates: list[Candidate]) -> Violation:
    """Report a reference that means nothing, or several targets."""
    text, wanted = reference.text, MAY_NAME[key]
    parameters: dict[str, object] = {"text": text, "key": key, "wanted": wanted}
    parameters["among"] = [Block.PARTNERS.value] if wanted == (PARTY,) else []
    rule, variant = "unknown-reference", ""
    if candidates:
        rule = "ambiguous-reference"
        parameters["meant"] = tuple(_describe(candidate) for candidate in candidates)
        parameters["place"] = _first_address(candidates)
    elif key != "party" and (elsewhere := index.candidates_elsewhere(text)):
        variant = "other-kind"
        parameters["kind"] = elsewhere[0].kind
    elif parts := index.parts(key, text):
        variant = "several-owners" if key in _ONE_PARTY else "several"
        parameters |= {"parts": parts, "first": parts[0], "others": parts[1:]}
    elif near := index.guess(key, text):
        variant = "near"
        parameters["near"] = near
    elif key in ("party", "at"):
        variant = "unlisted" if key == "party" else "anything"
    return violation_at(reference, rule, text, variant, **parameters)


def _describe(candidate: Candidate) -> tuple[str, str, int]:
    """Kind, name and line of a candidate, for a message."""
    target = candidate.target
    return (
        candidate.kind,
        _name_of(target),
        (target.first if isinstance(target, Entity) else target).span.line,
    )


def _first_address(candidates: Iterable[Candidate]) -> str:
    """The address of the first candidate that is an item of a stage; empty without one."""
    items = (found.occurrences[0] for found in candidates if found.occurrences and found.kind != STAGE)
    return next((item.address for item in items), "")


KeyedReference: TypeAlias = tuple[str, Element | None, Reference]
"""A reference with its key, and the element that has it; None for the plan or the model itself."""


def references(model: BarrierModel) -> Iterator[KeyedReference]:
    """Iterate over all references of a model."""
    for stage in model.stages:
        yield from _references_of(stage)
    for item in model.items:
        if item.party:
            yield "party", item, item.party
        yield from _references_of(item)
    for element in model.elements:
        if element.sources:
            yield from _keyed("sources", element, [use.source for use in element.sources])
    for group in model.recommendations:
        for advice in group.items:
            yield from _references_of(advice)
    for gap in model.knowledge_gaps:
        yield from _references_of(gap)
    for acceptance in model.accepted_gaps:
        yield from _keyed("at", None, acceptance.at)
    yield from _plan_references(model)


def _plan_references(model: BarrierModel) -> Iterator[KeyedReference]:
    plan = model.plan
    if plan is None:
        return
    yield from _keyed("coordinator", None, plan.coordinator)
    yield from _keyed("agreed_with", None, plan.agreed_with)
    for evaluation in filter(None, (plan.process, plan.outcome)):
        yield from _keyed("owner", None, evaluation.owner)
    for objective in plan.objectives:
        for measure in objective.measures:
            yield from _references_of(measure)
            for activity in measure.activities:
                yield from _keyed("owner", None, activity.owner)


def _references_of(element: Element) -> Iterator[KeyedReference]:
    for key in _KEYS.get(type(element), ()):
        if found := getattr(element, key):
            yield from _keyed(key, element, found)


def _keyed(key: str, holder: Element | None, found: Iterable[Reference]) -> Iterator[KeyedReference]:
    return ((key, holder, reference) for reference in found)
