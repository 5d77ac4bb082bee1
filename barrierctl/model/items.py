"""Builders of items and parties, and what the builders of all elements share."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, TypeAlias

from barrierctl import vocabulary as voc
from barrierctl.frozen import replace
from barrierctl.model.reader import Reader
from barrierctl.model.types import (
    Barrier,
    Facilitator,
    Item,
    Opportunity,
    Partner,
    Party,
    PartyFacts,
    Priority,
    Qualified,
    Reference,
    Signal,
)
from barrierctl.names import FreeNames, slug
from barrierctl.source.tree import ListNode, Value
from barrierctl.vocabulary import RESERVED_ID, Block

FieldReader: TypeAlias = Callable[[Reader, str], Any]
"""Reads the value of a key."""
FieldReaders: TypeAlias = Mapping[str, FieldReader]
"""The reader of each field, by its key, which is also the field's name."""


class AddressAllocator:
    """Allocates unique addresses, and ids for stages without one.

    Args:
        party_names: the name of each listed party, by id.
        ids: every id that is written in the file.
    """

    def __init__(self, party_names: Mapping[str, str], ids: Iterable[str]) -> None:
        self.party_names = party_names
        self._addresses = FreeNames()
        self._ids = FreeNames((*ids, RESERVED_ID))

    def allocate(self, address: str) -> str:
        """Return the address, with a number if it is taken."""
        return self._addresses.take(address)

    def allocate_stage_id(self, name: str) -> str:
        """Return an id for a stage without one."""
        return self._ids.take(slug(name))


def build_item(reader: Reader, block: Block, stage: str, addresses: AddressAllocator) -> Item | None:
    """Build an item; None if the entry has no name and no party."""
    values = read_fields(reader, _FIELDS[block])
    if reader.typed in addresses.party_names:
        values["party"] = Reference(text=reader.typed or "", span=reader.span, path=reader.path)
    elif reader.typed:
        values["name"] = reader.typed
    label, party = values.get("name"), values.get("party")
    if party and not label:
        label = addresses.party_names.get(party.text) or party.text
    if not label:
        return None
    address = addresses.allocate(f"{stage}/{block}/{slug(label)}")
    if block in (Block.FACILITATORS, Block.PARTNERS):
        values["facts"] = build_facts(reader)
    return _RECORDS[block](
        element=values.get("id") or address,
        address=address,
        block=block,
        stage=stage,
        label=label,
        span=reader.span,
        path=reader.path,
        **values,
    )


def build_facts(reader: Reader) -> PartyFacts:
    """Build the facts of a party from a mapping."""
    facts = read_fields(reader, _FACTS)
    return PartyFacts(**facts) if facts else _NO_FACTS


def build_party(reader: Reader) -> Party:
    """Build a party of a list."""
    party_id = reader.text("id") or reader.typed
    name = reader.text("name") or party_id or ""
    return Party(
        element=party_id or name,
        id=party_id,
        name=name,
        facts=build_facts(reader),
        listed=True,
        **common_fields(reader),
    )


def build_shared_parties(tree: Value) -> tuple[Party, ...]:
    """Build the parties of a shared list, without what the schema refused.

    Their sources are left out too: the sources of a model have their ids in that model.
    """
    return tuple(replace(build_party(entry), shared=True, sources=()) for entry in shared_party_entries(tree))


def shared_party_entries(tree: Value) -> Iterator[Reader]:
    """Iterate over the entries of a shared list."""
    if isinstance(tree, ListNode):
        for index, (value, span) in enumerate(zip(tree, tree.spans, strict=True)):
            yield Reader(value, (index,), span)


def party_names(reader: Reader) -> tuple[Reference, ...]:
    """Read the name and the aliases of a party, each with its position."""
    key = "name" if reader.text("name") else "id"
    return (*reader.references(key)[:1], *reader.references("aliases"))


def common_fields(reader: Reader) -> dict[str, Any]:
    """Read the position of an element, and the keys that every element may have."""
    return {"span": reader.span, "path": reader.path, **read_fields(reader, _COMMON)}


def read_fields(reader: Reader, readers: FieldReaders) -> dict[str, Any]:
    """Read the fields that the mapping has: few of the many possible ones."""
    return {key: readers[key](reader, key) for key in reader.node if key in readers}


def choice_of(kind: type[StrEnum]) -> FieldReader:
    """Make a reader for one value of a closed list."""
    return lambda reader, key: reader.choice(key, kind)


def _choices_of(kind: type[StrEnum]) -> FieldReader:
    return lambda reader, key: reader.choices(key, kind)


def _qualified(kind: type[voc.Exchange] | type[voc.LegalBasis]) -> FieldReader:
    def read(reader: Reader, key: str) -> Qualified | None:
        if not reader.has(key):
            return None
        sub = reader.sub(key)
        return Qualified(status=sub.choice("status", kind), reference=sub.text("reference"))

    return read


def _priority(reader: Reader, key: str) -> Priority | None:
    if not reader.has(key):
        return None
    sub = reader.sub(key)
    return Priority(
        feasibility=sub.number("feasibility"),
        efficiency=sub.number("efficiency"),
        impact=sub.number("impact"),
    )


_COMMON: Final[FieldReaders] = {
    "note": Reader.text,
    "sources": lambda reader, _: reader.sources(),
    "tags": Reader.texts,
    "classification": choice_of(voc.Classification),
    "certainty": choice_of(voc.Certainty),
}
_FACTS: Final[FieldReaders] = {
    "aliases": Reader.texts,
    "sector": choice_of(voc.Sector),
    "world": choice_of(voc.World),
    "awareness": choice_of(voc.Awareness),
    "industry": choice_of(voc.Industry),
    "commitment": choice_of(voc.Commitment),
    "competences": Reader.texts,
    "information_exchange": _qualified(voc.Exchange),
    "country": Reader.text,
}
_ITEM: Final[FieldReaders] = {
    "name": Reader.text,
    "party": lambda reader, key: next(iter(reader.references(key)), None),
    "id": Reader.text,
    "description": Reader.text,
    **_COMMON,
}
_FIELDS: Final[Mapping[Block, FieldReaders]] = {
    Block.FACILITATORS: _ITEM,
    Block.OPPORTUNITIES: {**_ITEM, "categories": _choices_of(voc.OpportunityCategory)},
    Block.SIGNALS: {
        **_ITEM,
        "categories": _choices_of(voc.SignalCategory),
        "seen_by": Reader.references,
    },
    Block.PARTNERS: _ITEM,
    Block.BARRIERS: {
        **_ITEM,
        "group": Reader.text,
        "types": _choices_of(voc.BarrierType),
        "approach": _choices_of(voc.Approach),
        "owner": lambda reader, key: reader.references(key)[:1],
        "helped_by": Reader.references,
        "addresses": Reader.references,
        "targets": Reader.references,
        "fallback_for": Reader.references,
        "legal_basis": _qualified(voc.LegalBasis),
        "level": choice_of(voc.Level),
        "status": choice_of(voc.BarrierStatus),
        "priority": _priority,
        "side_effects": Reader.text,
        "evidence": Reader.text,
    },
}
_RECORDS: Final[Mapping[Block, Callable[..., Item]]] = {
    Block.FACILITATORS: Facilitator,
    Block.OPPORTUNITIES: Opportunity,
    Block.SIGNALS: Signal,
    Block.PARTNERS: Partner,
    Block.BARRIERS: Barrier,
}
_NO_FACTS: Final = PartyFacts()
