"""Building the items of a cell."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any

from barrierctl import vocabulary as voc
from barrierctl.model.reader import Reader
from barrierctl.model.types import (
    Barrier,
    Facilitator,
    Item,
    Opportunity,
    Partner,
    PartyFacts,
    Priority,
    Qualified,
    Reference,
    Signal,
)
from barrierctl.names import FreeNames, slug
from barrierctl.vocabulary import RESERVED_ID, Block


class Addresses:
    """Hands out addresses, and the ids of stages that give none."""

    def __init__(self, party_names: Mapping[str, str], ids: Iterable[str]) -> None:
        """With the name of each listed party, by its id, and every id that the file gives by hand."""
        self._party_names = party_names
        self._addresses = FreeNames()
        self._ids = FreeNames((*ids, RESERVED_ID))

    def of(self, wanted: str) -> str:
        """The address, or its first free twin."""
        return self._addresses.take(wanted)

    def id_of(self, name: str) -> str:
        """The id of a stage that gives none."""
        return self._ids.take(slug(name))

    def party_name(self, text: str) -> str | None:
        """The name of the listed party with this id."""
        return self._party_names.get(text)


def build_item(reader: Reader, block: Block, stage: str, addresses: Addresses) -> Item | None:
    """The item that stands there; None where nothing says what it is."""
    attributes = told(reader, _ATTRIBUTES[block])
    if reader.typed:
        attributes |= _typed(reader, addresses)
    label = _label(attributes.get("name"), attributes.get("party"), addresses)
    if not label:
        return None
    address = addresses.of(f"{stage}/{block}/{slug(label)}")
    if block in _OF_PARTIES:
        attributes["facts"] = build_facts(reader)
    return _KINDS[block](
        element=attributes.get("id") or address,
        address=address,
        block=block,
        stage=stage,
        label=label,
        span=reader.span,
        path=reader.path,
        **attributes,
    )


def described(reader: Reader) -> dict[str, Any]:
    """What every element takes, and its place."""
    return {"span": reader.span, "path": reader.path, **told(reader, _DESCRIBED)}


def build_facts(reader: Reader) -> PartyFacts:
    """What a mapping tells of a party."""
    facts = told(reader, _FACTS)
    return PartyFacts(**facts) if facts else _NO_FACTS


def told(reader: Reader, attributes: "Attributes") -> dict[str, Any]:
    """The attributes that stand in the mapping; most of them seldom do."""
    return {key: attributes[key](reader, key) for key in reader.node if key in attributes}


def _typed(reader: Reader, addresses: Addresses) -> dict[str, Any]:
    """What a plain text is: the id of a listed party, or else a name."""
    if addresses.party_name(reader.typed or ""):
        return {"party": Reference(text=reader.typed or "", span=reader.span, path=reader.path)}
    return {"name": reader.typed}


def _label(name: str | None, party: Reference | None, addresses: Addresses) -> str:
    """What it is called; empty where nothing says that."""
    if name or not party:
        return name or ""
    return addresses.party_name(party.text) or party.text


def choice(kind: type[StrEnum]) -> "Reading":
    """How a value of that closed list is read."""
    return lambda reader, key: reader.choice(key, kind)


def _choices(kind: type[StrEnum]) -> "Reading":
    return lambda reader, key: reader.choices(key, kind)


def _qualified(kind: type[voc.Exchange] | type[voc.LegalBasis]) -> "Reading":
    return lambda reader, key: _status_and_reference(reader, key, kind)


def _status_and_reference(
    reader: Reader, key: str, kind: type[voc.Exchange] | type[voc.LegalBasis]
) -> Qualified | None:
    if not reader.has(key):
        return None
    sub = reader.sub(key)
    return Qualified(status=sub.choice("status", kind), reference=sub.text("reference"))


def _priority(reader: Reader, key: str) -> Priority | None:
    if not reader.has(key):
        return None
    sub = reader.sub(key)
    return Priority(
        feasibility=sub.number("feasibility"),
        efficiency=sub.number("efficiency"),
        impact=sub.number("impact"),
    )


def _first(reader: Reader, key: str) -> tuple[Reference, ...]:
    return reader.references(key)[:1]


def _party(reader: Reader, key: str) -> Reference | None:
    return next(iter(reader.references(key)), None)


Reading = Callable[[Reader, str], Any]
"""How what stands under a key is read."""
Attributes = Mapping[str, Reading]
"""How each attribute is read, by its key, which is its name."""

_DESCRIBED: Attributes = {
    "note": Reader.text,
    "sources": lambda reader, _: reader.sources(),
    "tags": Reader.texts,
    "classification": lambda reader, _: reader.classification(),
    "certainty": lambda reader, _: reader.certainty(),
}
_FACTS: Attributes = {
    "aliases": Reader.texts,
    "sector": choice(voc.Sector),
    "world": choice(voc.World),
    "awareness": choice(voc.Awareness),
    "industry": choice(voc.Industry),
    "commitment": choice(voc.Commitment),
    "competences": Reader.texts,
    "information_exchange": _qualified(voc.Exchange),
    "country": Reader.text,
}
_ITEM: Attributes = {
    "name": Reader.text,
    "party": _party,
    "id": Reader.text,
    "description": Reader.text,
    **_DESCRIBED,
}
_ATTRIBUTES: Mapping[Block, Attributes] = {
    Block.FACILITATORS: _ITEM,
    Block.OPPORTUNITIES: {**_ITEM, "categories": _choices(voc.OpportunityCategory)},
    Block.SIGNALS: {**_ITEM, "categories": _choices(voc.SignalCategory), "seen_by": Reader.references},
    Block.PARTNERS: _ITEM,
    Block.BARRIERS: {
        **_ITEM,
        "group": Reader.text,
        "types": _choices(voc.BarrierType),
        "approach": _choices(voc.Approach),
        "owner": _first,
        "helped_by": Reader.references,
        "addresses": Reader.references,
        "targets": Reader.references,
        "fallback_for": Reader.references,
        "legal_basis": _qualified(voc.LegalBasis),
        "level": choice(voc.Level),
        "status": choice(voc.BarrierStatus),
        "priority": _priority,
        "side_effects": Reader.text,
        "evidence": Reader.text,
    },
}
_OF_PARTIES = (Block.FACILITATORS, Block.PARTNERS)
_KINDS: Mapping[Block, Callable[..., Item]] = {
    Block.FACILITATORS: Facilitator,
    Block.OPPORTUNITIES: Opportunity,
    Block.SIGNALS: Signal,
    Block.PARTNERS: Partner,
    Block.BARRIERS: Barrier,
}
_NO_FACTS = PartyFacts()
