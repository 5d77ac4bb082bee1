"""Resolve references: every id, name and address of a model, and what each reference means."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import chain, islice
from operator import attrgetter
from typing import Final, NamedTuple, TypeAlias

from barrierctl.findings import Violation
from barrierctl.limits import MAX_CANDIDATES
from barrierctl.model.entities import NO_OCCURRENCES, Entity, Link, Occurrences, Target, party_index
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Acceptance, Activity, Advice, Evaluation, KnowledgeGap, Measure, Plan
from barrierctl.model.types import Barrier, Element, Item, Party, Reference, Signal, Stage, violation_at
from barrierctl.names import Guesses, fold, split_list
from barrierctl.resources.vocabulary import Block

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
    "reported_to": (PARTY,),
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

_KEYS: Final[Mapping[type, tuple[str, ...]]] = {
    Stage: ("alternative_to",),
    Signal: ("seen_by", "reported_to"),
    Barrier: ("owner", "helped_by", "addresses", "targets", "fallback_for"),
    Advice: ("barriers", "addresses"),
    KnowledgeGap: ("stages", "barriers", "measures"),
    Acceptance: ("at",),
    Plan: ("coordinator", "agreed_with"),
    Evaluation: ("owner",),
    Measure: ("barriers", "owner", "helped_by"),
    Activity: ("owner",),
}
"""The keys with references of each kind of record, besides `party` and `sources`."""
_ONE_PARTY: Final = ("owner", "coordinator")
_SELF_REFERENCES: Final = {"alternative_to": "alternative-to-itself", "fallback_for": "fallback-for-itself"}
_PARTY_BLOCKS: Final = (Block.FACILITATORS, Block.PARTNERS)

KeyedReference: TypeAlias = tuple[str, Element | None, Reference]
"""A reference with its key, and the element that has it; None for the plan or the model itself."""


class Candidate(NamedTuple):
    """What a text may mean; a shared party is considered only if the model itself has none of that name."""

    target: Target
    kind: str
    occurrences: Occurrences = NO_OCCURRENCES
    shared: bool = False


Indexed: TypeAlias = tuple[Candidate, Iterable[str | None], Iterable[str]]
"""A candidate with its ids and its names."""


class Index:
    """Every id, name and address of a model whose references are still to be resolved."""

    def __init__(self, model: BarrierModel) -> None:
        self._model = model
        # By kind, then by id, or by folded name: several targets may share a name.
        self._by_id: dict[str, dict[str, Candidate]] = defaultdict(dict)
        self._by_name: dict[str, dict[str, dict[int, Candidate]]] = defaultdict(lambda: defaultdict(dict))
        self._listed_by_id, self._listed_by_name = party_index(p for p in model.parties if p.listed)
        self._indexed: set[object] = set()  # those of _CANDIDATES that were asked for
        self._found: dict[tuple[str, str], list[Candidate]] = {}
        self._guesses: dict[tuple[str, ...], Guesses] = {}

    def candidates(self, key: str, text: str) -> list[Candidate]:
        """Return what the text means under this key: nothing, one target, or several if it is ambiguous."""
        if key == "party":
            party = self._listed_by_id.get(text) or self._listed_by_name.get(fold(text))
            return [Candidate(party, PARTY)] if party else []
        if (key, text) not in self._found:
            self._found[key, text] = self.find(MAY_NAME[key], text)
        return self._found[key, text]

    def find(self, kinds: Collection[str], text: str) -> list[Candidate]:
        """Return what the text means among these kinds: by id, else by address, else by name."""
        self._index(kinds)
        if by_id := [self._by_id[kind][text] for kind in kinds if text in self._by_id[kind]]:
            return [min(by_id, key=attrgetter("shared"))]
        if item := self._item_by_address.get(text):
            occurrences, party = Occurrences((item,)), self._model.party_of(item)
            if PARTY in kinds and party and item.block in _PARTY_BLOCKS:
                return [Candidate(party, PARTY, occurrences)]
            entity = self._model.entity_of(item)
            return [Candidate(entity, item.block, occurrences)] if item.block in kinds else []
        by_name = (self._by_name[kind].get(fold(text), {}).values() for kind in kinds)
        named = list(islice(chain.from_iterable(by_name), MAX_CANDIDATES))
        return [candidate for candidate in named if not candidate.shared] or named

    def _index(self, kinds: Iterable[str]) -> None:
        """Index these kinds unless they are: most models refer to few, and the others cost time."""
        for kind in kinds:
            candidates_of = _CANDIDATES[kind]
            if candidates_of in self._indexed:
                continue
            self._indexed.add(candidates_of)
            for candidate, ids, names in candidates_of(self._model):
                for identity in filter(None, ids):
                    self._by_id[candidate.kind].setdefault(identity, candidate)
                for name in names:
                    self._by_name[candidate.kind][fold(name)].setdefault(id(candidate.target), candidate)

    @cached_property
    def _item_by_address(self) -> dict[str, Item]:
        return {item.address: item for item in self._model.items}

    def guess(self, key: str, text: str) -> str | None:
        """Return the id or name that a misspelt text under this key is nearest to."""
        kinds = () if key == "party" else MAY_NAME[key]
        if kinds not in self._guesses:
            self._index(kinds)
            listed = {} if kinds else self._listed_by_id
            names = [*listed, *(party.name for party in listed.values())]
            for kind in kinds:
                names += self._by_id[kind]
                for candidates in self._by_name[kind].values():
                    names += (_name_of(candidate.target) for candidate in candidates.values())
            self._guesses[kinds] = Guesses(names)
        return self._guesses[kinds].nearest(text)

    def parts(self, key: str, text: str) -> list[str]:
        """Return the names in a text that was meant as a list, if each of them means something."""
        names = split_list(text)
        is_list = key != "party" and len(names) > 1 and all(self.candidates(key, name) for name in names)
        return names if is_list else []


def _parties(model: BarrierModel) -> Iterator[tuple[Party, Occurrences, list[str]]]:
    """Each party with its items and all its names, the model's own parties first."""
    for party in sorted(model.parties, key=attrgetter("shared")):
        items = model.items_of(party)
        yield party, items, [party.name, *party.facts.aliases, *(item.label for item in items)]


def _party_candidates(model: BarrierModel) -> Iterator[Indexed]:
    for party, items, names in _parties(model):
        yield Candidate(party, PARTY, items, party.shared), [party.id, *(item.id for item in items)], names


def _entity_candidates(block: Block, model: BarrierModel) -> Iterator[Indexed]:
    """The entities of a block; the names of a party mean its facilitator items, and its partner items."""
    for party, items, names in _parties(model) if block in _PARTY_BLOCKS else ():
        if cells := Occurrences(item for item in items if item.block is block):
            entity = model.entity_of(cells[0])
            yield Candidate(entity, block, cells, party.shared), [party.id], []
            yield Candidate(entity, block, cells), [], names
    for entity in model.entities:
        if entity.block is block:
            ids, names = [item.id for item in entity.items], [item.label for item in entity.items]
            yield Candidate(entity, block, Occurrences(entity.items)), ids, names


def _other_candidates(model: BarrierModel) -> Iterator[Indexed]:
    """The stages, the sources, the plan, the knowledge gaps and the recommendations."""
    for stage in model.stages:
        yield Candidate(stage, STAGE, Occurrences(stage.items)), [stage.id], [stage.name]
    for source in model.sources:
        yield Candidate(source, SOURCE), [source.id], [source.title]
    for objective in model.objectives:
        yield Candidate(objective, OTHER), [objective.element], [objective.statement]
        for measure in objective.measures:
            yield Candidate(measure, MEASURE), [measure.element], [measure.name]
    for gap in model.knowledge_gaps:
        yield Candidate(gap, OTHER), [gap.element], [gap.name]
    for group in model.recommendations:
        yield Candidate(group, OTHER), [group.element], [group.domain]
        for advice in group.items:
            yield Candidate(advice, OTHER), [advice.element], []


_CANDIDATES: Final[Mapping[str, Callable[[BarrierModel], Iterator[Indexed]]]] = {
    PARTY: _party_candidates,
    **{block: partial(_entity_candidates, block) for block in Block},
    **dict.fromkeys((STAGE, SOURCE, MEASURE, OTHER), _other_candidates),
}


def _name_of(target: Target) -> str:
    match target:
        case Entity() | Party():
            return target.name
        case _:
            return str(getattr(target, "name", "") or getattr(target, "title", "") or target.element)


def resolve(model: BarrierModel, refused: frozenset[str]) -> tuple[tuple[Link, ...], tuple[Violation, ...]]:
    """Resolve the references of a model; those to folded texts that the schema refused are not reported."""
    index = Index(model)
    links: list[Link] = []
    violations: list[Violation] = []
    for key, holder, reference in references(model):
        text, candidates = reference.text, index.candidates(key, reference.text)
        if len(candidates) != 1:
            if candidates or fold(text) not in refused:
                violations.append(_unresolved(index, key, reference, candidates))
            continue
        target, _, occurrences, _ = candidates[0]
        if key in _SELF_REFERENCES and (target is holder or any(item is holder for item in occurrences)):
            variant = _SELF_REFERENCES[key]
            violations.append(violation_at(reference, "unknown-reference", text, variant, text=text))
            continue
        links.append(
            Link(key=key, holder=holder, reference=reference, target=target, occurrences=occurrences)
        )
    return tuple(links), tuple(violations)


def _unresolved(index: Index, key: str, reference: Reference, candidates: list[Candidate]) -> Violation:
    """Report a reference that means nothing, or several targets."""
    text, wanted = reference.text, MAY_NAME[key]
    parameters: dict[str, object] = {"text": text, "key": key, "wanted": wanted}
    parameters["among"] = [Block.PARTNERS.value] if wanted == (PARTY,) else []
    rule, variant = "unknown-reference", ""
    if candidates:
        rule = "ambiguous-reference"
        parameters["meant"] = tuple(
            (kind, _name_of(target), (target.first if isinstance(target, Entity) else target).span.line)
            for target, kind, _, _ in candidates
        )
        # The address of the first one that is an item of a stage.
        items = (found.occurrences[0] for found in candidates if found.occurrences and found.kind != STAGE)
        parameters["place"] = next((item.address for item in items), "")
    elif key != "party" and (elsewhere := index.find(_CANDIDATES, text)):
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


def references(model: BarrierModel) -> Iterator[KeyedReference]:
    """Iterate over all references of a model."""
    for stage in model.stages:
        yield from _references_of(stage)
    for item in model.items:
        if item.party:
            yield "party", item, item.party
        yield from _references_of(item)
    for element in model.elements:
        for use in element.sources:
            yield "sources", element, use.source
    others: list[object] = [advice for group in model.recommendations for advice in group.items]
    others += (*model.knowledge_gaps, *model.accepted_gaps)
    if plan := model.plan:
        others += (plan, plan.process, plan.outcome)
    for measure in (measure for objective in model.objectives for measure in objective.measures):
        others += (measure, *measure.activities)
    for record in others:
        yield from _references_of(record)


def _references_of(record: object) -> Iterator[KeyedReference]:
    for key in _KEYS.get(type(record), ()):
        for reference in getattr(record, key):
            yield key, record if isinstance(record, Element) else None, reference
