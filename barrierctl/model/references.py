"""What a reference may mean: ids, names and addresses, by kind (format.md, "Reference")."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.identity import party_index
from barrierctl.model.link import NO_PLACES, Places, Target
from barrierctl.model.parts import Item, Party, Thing
from barrierctl.names import Guesses, fold
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


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text means: the target, its kind, and the items that stand for it.

    One that comes from a shared list counts only where nothing of the model's own is called like it.
    """

    target: Target
    kind: str
    places: Places = NO_PLACES
    shared: bool = False


class Index:
    """Every id, name and address of a model."""

    def __init__(self, model: BarrierModel) -> None:
        """Index this model, whose links are still to be found."""
        self._by_id: dict[str, dict[str, Meaning]] = defaultdict(dict)
        self._by_name: dict[str, dict[str, dict[int, Meaning]]] = defaultdict(lambda: defaultdict(dict))
        self._by_address: dict[str, Item] = {item.address: item for item in model.items}
        self._listed_by_id, self._listed_by_name = party_index(p for p in model.parties if p.listed)
        self._guesses: dict[tuple[str, ...], Guesses] = {}
        self._model = model
        self._add_parties()
        self._add_things()
        self._add_others()

    def meanings(self, key: str, text: str) -> list[Meaning]:
        """What the text means under this key: nothing, one thing, or several where it is ambiguous."""
        if key == "party":
            party = self._listed_by_id.get(text) or self._listed_by_name.get(fold(text))
            return [Meaning(party, PARTY)] if party else []
        return self._among(MAY_NAME[key], text)

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
        for kind in kinds:
            yield from self._by_id[kind]
            for meanings in self._by_name[kind].values():
                yield from (_name(meaning.target) for meaning in meanings.values())

    def _among(self, kinds: Iterable[str], text: str) -> list[Meaning]:
        kinds = tuple(kinds)
        by_id = [self._by_id[kind][text] for kind in kinds if text in self._by_id[kind]]
        if by_id:
            return _own_first(by_id)[:1]
        if text in self._by_address:
            return self._one_place(self._by_address[text], kinds)
        named = (self._by_name[kind].get(fold(text), {}).values() for kind in kinds)
        return _own_first(list(islice(chain.from_iterable(named), MOST_MEANINGS)))

    def _one_place(self, item: Item, kinds: tuple[str, ...]) -> list[Meaning]:
        party = self._model.party_of(item)
        if PARTY in kinds and party and item.block in (Block.FACILITATORS, Block.PARTNERS):
            return [Meaning(party, PARTY, Places((item,)))]
        if item.block in kinds:
            return [Meaning(self._model.thing_of(item), item.block, Places((item,)))]
        return []

    def _add_parties(self) -> None:
        for party in sorted(self._model.parties, key=lambda party: party.shared):
            items = self._model.items_of(party)
            meaning = Meaning(party, PARTY, items, party.shared)
            ids = [item.id for item in items if item.id]
            names = [party.name, *party.facts.aliases, *(item.label for item in items)]
            self._add(meaning, [party.id or "", *ids], names)
            self._add_party_things(party, items, names)

    def _add_party_things(self, party: Party, items: tuple[Item, ...], names: list[str]) -> None:
        """A party stands for its facilitator items, and for its partner items."""
        for block in (Block.FACILITATORS, Block.PARTNERS):
            cells = tuple(item for item in items if item.block is block)
            if cells:
                thing = self._model.thing_of(cells[0])
                self._add(Meaning(thing, block, Places(cells), party.shared), [party.id or ""], [])
                self._add(Meaning(thing, block, Places(cells)), [], names)

    def _add_things(self) -> None:
        for thing in self._model.things:
            ids = [item.id for item in thing.items if item.id]
            names = [item.label for item in thing.items]
            self._add(Meaning(thing, thing.block, Places(thing.items)), ids, names)

    def _add_others(self) -> None:
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


def _own_first(meanings: list[Meaning]) -> list[Meaning]:
    return [meaning for meaning in meanings if not meaning.shared] or meanings


def _name(target: Target) -> str:
    match target:
        case Thing() | Party():
            return target.name
        case _:
            return str(getattr(target, "name", "") or getattr(target, "title", "") or target.element)


def described(meaning: Meaning) -> tuple[str, str, int]:
    """Kind, name and line of what was meant, for a message."""
    target = meaning.target
    return meaning.kind, _name(target), (target.first if isinstance(target, Thing) else target).span.line


def own_place(meanings: Iterable[Meaning]) -> str:
    """How the first of them that stands in one place of a stage could be written; empty where none does."""
    items = (meaning.places[0] for meaning in meanings if meaning.places and meaning.kind != STAGE)
    return next((item.address for item in items), "")
