"""Builders of items and parties, and what the builders of all elements share."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from enum import StrEnum
from functools import partial
from typing import Any, Final, NamedTuple, TypeAlias

from barrierctl.dataclass import replace
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
    Translation,
)
from barrierctl.names import FreeNames, slug
from barrierctl.resources import vocabulary as voc
from barrierctl.resources.vocabulary import BLOCKS, Block
from barrierctl.source.tree import ListNode, Value

FieldReader: TypeAlias = Callable[[Reader, str], Any]
"""Reads the value of a key."""
FieldReaders: TypeAlias = Mapping[str, FieldReader]
"""The reader of each field, by its key, which is also the field's name."""


class KnownNames(NamedTuple):
    """The name of each listed party by id, and the addresses and ids of stages that are free."""

    parties: Mapping[str, str]
    addresses: FreeNames
    stage_ids: FreeNames


def build_item(reader: Reader, block: Block, stage: str, known: KnownNames) -> Item | None:
    """Build an item; None if the entry has no name and no party."""
    record, readers = _ITEMS[block]
    values = element_fields(reader, readers)
    if reader.typed in known.parties:
        values["party"] = Reference(text=reader.typed or "", span=reader.span, path=reader.path)
    elif reader.typed:
        values["name"] = reader.typed
    label, party = values.get("name"), values.get("party")
    if party and not label:
        label = known.parties.get(party.text) or party.text
    if not label:
        return None
    address = known.addresses.take(f"{stage}/{block}/{slug(label)}")
    if block in (Block.FACILITATORS, Block.PARTNERS):
        values["facts"] = build_facts(reader)
    return record(
        element=values.get("id") or address,
        address=address,
        block=block,
        stage=stage,
        label=label,
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
        **element_fields(reader, _PARTY),
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


def element_fields(reader: Reader, readers: FieldReaders) -> dict[str, Any]:
    """Read the position and the fields of an element."""
    return {"span": reader.span, "path": reader.path, **read_fields(reader, readers)}


def read_fields(reader: Reader, readers: FieldReaders) -> dict[str, Any]:
    """Read the fields that the mapping has: few of the many possible ones."""
    return {key: readers[key](reader, key) for key in reader.node if key in readers}


def readers_of(record: type, **own: FieldReader | type[StrEnum]) -> FieldReaders:
    """Return how to read the keys of a record: those that mean the same everywhere, and its own ones.

    A closed list among them means that a key has one of its values.
    """
    every = {field.name: _READERS[field.name] for field in fields(record) if field.name in _READERS} | own
    return {
        key: partial(Reader.choice, kind=reader) if isinstance(reader, type) else reader
        for key, reader in every.items()
    }


def _qualified(reader: Reader, key: str, kind: type[voc.Exchange] | type[voc.LegalBasis]) -> Qualified | None:
    if not reader.has(key):
        return None
    sub = reader.sub(key)
    return Qualified(status=sub.choice("status", kind), reference=sub.text("reference"))


def _priority(reader: Reader, key: str) -> Priority | None:
    if not reader.has(key):
        return None
    sub = reader.sub(key)
    return Priority(**{name: sub.number(name) for name in ("feasibility", "efficiency", "impact")})


def _texts_by_block(reader: Reader, key: str) -> Mapping[Block, str]:
    sub = reader.sub(key)
    return {block: text for block in BLOCKS if (text := sub.text(block)) is not None}


def _translations(reader: Reader, key: str) -> tuple[Translation, ...]:
    sub, found = reader.sub(key), []
    for language in sub.node:
        own = sub.sub(language)
        # The keys are those of an element that are text.
        texts = {name: _TRANSLATED.get(name, Reader.text)(own, name) for name in own.node}
        translation = Translation(
            language=language,
            texts={name: text for name, text in texts.items() if text},
            span=sub.key_span(language),
            path=own.path,
        )
        found.append(translation)
    return tuple(found)


_TEXT: Final = (
    *("note", "description", "group", "side_effects", "evidence", "country", "url", "date", "version"),
    *("indicator", "baseline", "target", "budget", "method", "reason", "by"),
)
_REFERENCES: Final = (
    *("helped_by", "addresses", "targets", "fallback_for", "barriers", "seen_by", "reported_to"),
    *("agreed_with", "alternative_to"),
)
_READERS: Final[Mapping[str, FieldReader | type[StrEnum]]] = {
    **dict.fromkeys(_TEXT, Reader.text),
    **dict.fromkeys(("tags", "aliases", "competences", "authors"), Reader.texts),
    **dict.fromkeys(("start", "due", "until"), Reader.day),
    **dict.fromkeys(_REFERENCES, Reader.references),
    **dict.fromkeys(("labels", "not_applicable", "unknown"), _texts_by_block),
    **dict.fromkeys(("owner", "coordinator", "at"), lambda reader, key: reader.references(key)[:1]),
    "sources": lambda reader, _: reader.sources(),
    "classification": voc.Classification,
    "certainty": voc.Certainty,
    "sector": voc.Sector,
    "world": voc.World,
    "awareness": voc.Awareness,
    "industry": voc.Industry,
    "commitment": voc.Commitment,
    "information_exchange": partial(_qualified, kind=voc.Exchange),
    "level": voc.Level,
    "setting": voc.Setting,
    "sequence": voc.Order,
    "kind": voc.SourceKind,
    "types": partial(Reader.choices, kind=voc.BarrierType),
    "approach": partial(Reader.choices, kind=voc.Approach),
    "legal_basis": partial(_qualified, kind=voc.LegalBasis),
    "priority": _priority,
    "translations": _translations,
}
"""How to read the keys that mean the same in every element."""
_TRANSLATED: Final[FieldReaders] = {
    **dict.fromkeys(("tags", "competences"), Reader.texts),
    **dict.fromkeys(("labels", "not_applicable", "unknown"), _texts_by_block),
    "scope": lambda reader, key: reader.sub(key).text("area"),
    "information_exchange": partial(_qualified, kind=voc.Exchange),
    "legal_basis": partial(_qualified, kind=voc.LegalBasis),
}
"""How to read the keys of a translation that do not have one text."""

_FACTS: Final = readers_of(PartyFacts)
_PARTY: Final = readers_of(Party)
_OWN: Final[FieldReaders] = {
    "name": Reader.text,
    "party": lambda reader, key: next(iter(reader.references(key)), None),
    "id": Reader.text,
}
_OPPORTUNITIES: Final = partial(Reader.choices, kind=voc.OpportunityCategory)
_SIGNALS: Final = partial(Reader.choices, kind=voc.SignalCategory)
_ITEMS: Final[Mapping[Block, tuple[Callable[..., Item], FieldReaders]]] = {
    Block.FACILITATORS: (Facilitator, readers_of(Facilitator, **_OWN)),
    Block.OPPORTUNITIES: (Opportunity, readers_of(Opportunity, **_OWN, categories=_OPPORTUNITIES)),
    Block.SIGNALS: (Signal, readers_of(Signal, **_OWN, categories=_SIGNALS)),
    Block.PARTNERS: (Partner, readers_of(Partner, **_OWN)),
    Block.BARRIERS: (Barrier, readers_of(Barrier, **_OWN, status=voc.BarrierStatus)),
}
_NO_FACTS: Final = PartyFacts()
