"""Every id, name and address of a model, so that a reference finds what it means."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, islice

from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.identity import party_index
from barrierctl.model.link import Places
from barrierctl.model.meaning import (
    MAY_NAME,
    MEASURE,
    MOST_MEANINGS,
    OTHER,
    PARTY,
    SOURCE,
    STAGE,
    Meaning,
    name_of,
)
from barrierctl.model.parts import Item, Party
from barrierctl.names import Guesses, fold
from barrierctl.vocabulary import Block


class Index:
    """Every id, name and address of a model."""

    def __init__(self, model: BarrierModel) -> None:
        """Index this model, whose links are still to be found."""
        self._by_id: dict[str, dict[str, Meaning]] = defaultdict(dict)
        self._by_name: dict[str, dict[str, dict[int, Meaning]]] = defaultdict(lambda: defaultdict(dict))
        self._listed_by_id, self._listed_by_name = party_index(p for p in model.parties if p.listed)
        self._guesses: dict[tuple[str, ...], Guesses] = {}
        self._model = model
        self._not_indexed = dict(_INDEXED_BY)
        self._known_meanings: dict[tuple[str, str], list[Meaning]] = {}

    def meanings(self, key: str, text: str) -> list[Meaning]:
        """What the text means under this key: nothing, one thing, or several where it is ambiguous."""
        if key == "party":
            party = self._listed_by_id.get(text) or self._listed_by_name.get(fold(text))
            return [Meaning(party, PARTY)] if party else []
        if (key, text) not in self._known_meanings:
            self._known_meanings[key, text] = self._among(MAY_NAME[key], text)
        return self._known_meanings[key, text]

    def elsewhere(self, text: str) -> list[Meaning]:
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

    def _among(self, kinds: Iterable[str], text: str) -> list[Meaning]:
        kinds = tuple(kinds)
        self._index(kinds)
        by_id = [self._by_id[kind][text] for kind in kinds if text in self._by_id[kind]]
        if by_id:
            return _own_first(by_id)[:1]
        if text in self._by_address:
            return self._one_place(self._by_address[text], kinds)
        named = (self._by_name[kind].get(fold(text), {}).values() for kind in kinds)
        return _own_first(list(islice(chain.from_iterable(named), MOST_MEANINGS)))

    @cached_property
    def _by_address(self) -> dict[str, Item]:
        return {item.address: item for item in self._model.items}

    def _index(self, kinds: Iterable[str]) -> None:
        """See to it that these kinds are indexed: most models refer to few, and the others are left alone."""
        for kind in kinds:
            if index := self._not_indexed.get(kind):
                self._not_indexed = {k: other for k, other in self._not_indexed.items() if other is not index}
                index(self)

    def _one_place(self, item: Item, kinds: tuple[str, ...]) -> list[Meaning]:
        party = self._model.party_of(item)
        if PARTY in kinds and party and item.block in (Block.FACILITATORS, Block.PARTNERS):
            return [Meaning(party, PARTY, Places((item,)))]
        if item.block in kinds:
            return [Meaning(self._model.thing_of(item), item.block, Places((item,)))]
        return []

    def add_parties(self) -> None:
        """Index the parties."""
        for party, items, names in self._parties():
            ids = [item.id for item in items if item.id]
            self._add(Meaning(party, PARTY, items, party.shared), [party.id or "", *ids], names)

    def _parties(self) -> Iterator[tuple[Party, Places, list[str]]]:
        """Each party with its places and all that it is called, the model's own ones first."""
        for party in sorted(self._model.parties, key=lambda party: party.shared):
            items = self._model.items_of(party)
            yield party, items, [party.name, *party.facts.aliases, *(item.label for item in items)]

    def add_things(self) -> None:
        """Index the things; a party stands for its facilitator items, and for its partner items."""
        for party, items, names in self._parties():
            for block in (Block.FACILITATORS, Block.PARTNERS):
                cells = Places(item for item in items if item.block is block)
                if cells:
                    thing = self._model.thing_of(cells[0])
                    self._add(Meaning(thing, block, cells, party.shared), [party.id or ""], [])
                    self._add(Meaning(thing, block, cells), [], names)
        for thing in self._model.things:
            ids = [item.id for item in thing.items if item.id]
            names = [item.label for item in thing.items]
            self._add(Meaning(thing, thing.block, Places(thing.items)), ids, names)

    def add_others(self) -> None:
        """Index the stages, the sources, what the plan holds, and the advice."""
        model = self._model
        for stage in model.stages:
            self._add(Meaning(stage, STAGE, Places(stage.items)), [stage.id], [stage.name])
        for source in model.sources:
            self._add(Meaning(source, SOURCE), [source.id], [source.title])
        for objective in model.plan.objectives if model.plan else ():
            self._add(Meaning(objective, OTHER), [objective.element], [objective.statement])
            for measure in objective.measures:
                self._add(Meaning(measure, MEASURE), [measure.element], [measure.name])
        for gap in model.knowledge_gaps:
            self._add(Meaning(gap, OTHER), [gap.element], [gap.name])
        for group in model.recommendations:
            self._add(Meaning(group, OTHER), [group.element], [group.domain])
            for advice in group.items:
                self._add(Meaning(advice, OTHER), [advice.element], [])

    def _add(self, meaning: Meaning, ids: Iterable[str], names: Iterable[str]) -> None:
        for identity in filter(None, ids):
            self._by_id[meaning.kind].setdefault(identity, meaning)
        for name in dict.fromkeys(fold(name) for name in names):
            self._by_name[meaning.kind][name].setdefault(id(meaning.target), meaning)


_INDEXED_BY: Mapping[str, Callable[[Index], None]] = {
    PARTY: Index.add_parties,
    **dict.fromkeys(Block, Index.add_things),
    **dict.fromkeys((STAGE, SOURCE, MEASURE, OTHER), Index.add_others),
}


def _own_first(meanings: list[Meaning]) -> list[Meaning]:
    return [meaning for meaning in meanings if not meaning.shared] or meanings
