"""Building the items of a cell."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from barrierctl import vocabulary as voc
from barrierctl.model.facts import PartyFacts, Priority, Qualified, Reference
from barrierctl.model.parts import Barrier, Facilitator, Item, Opportunity, Partner, Signal
from barrierctl.model.reader import Reader
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
    name = reader.typed or reader.text("name")
    party = next(iter(reader.references("party")), None)
    if name is None and party is None:
        return None
    label = _label(reader, party, addresses)
    address = addresses.of(f"{stage}/{block}/{slug(label)}")
    given = reader.text("id")
    return _KINDS[block](
        reader,
        element=given or address,
        address=address,
        block=block,
        stage=stage,
        label=label,
        name=None if reader.typed and addresses.party_name(reader.typed) else name,
        id=given,
        party=_typed_party(reader, addresses) or party,
        description=reader.text("description"),
        **described(reader),
    )


def described(reader: Reader) -> dict[str, Any]:
    """What every element takes, and its place."""
    return {
        "span": reader.span,
        "path": reader.path,
        "note": reader.text("note"),
        "sources": reader.sources(),
        "tags": reader.texts("tags"),
        "classification": reader.classification(),
        "certainty": reader.certainty(),
    }


def build_facts(reader: Reader) -> PartyFacts:
    """What a mapping tells of a party."""
    return PartyFacts(
        aliases=reader.texts("aliases"),
        sector=reader.choice("sector", voc.Sector),
        world=reader.choice("world", voc.World),
        awareness=reader.choice("awareness", voc.Awareness),
        industry=reader.choice("industry", voc.Industry),
        commitment=reader.choice("commitment", voc.Commitment),
        competences=reader.texts("competences"),
        information_exchange=_qualified(reader, "information_exchange", voc.Exchange),
        country=reader.text("country"),
    )


def _label(reader: Reader, party: Reference | None, addresses: Addresses) -> str:
    if reader.typed:
        return addresses.party_name(reader.typed) or reader.typed
    if name := reader.text("name"):
        return name
    typed = party.text if party else ""
    return addresses.party_name(typed) or typed


def _typed_party(reader: Reader, addresses: Addresses) -> Reference | None:
    """The reference that a plain text is where it is the id of a listed party."""
    if reader.typed and addresses.party_name(reader.typed):
        return Reference(text=reader.typed, span=reader.span, path=reader.path)
    return None


def _qualified(reader: Reader, key: str, kind: type[voc.Exchange] | type[voc.LegalBasis]) -> Qualified | None:
    if not reader.has(key):
        return None
    sub = reader.sub(key)
    return Qualified(status=sub.choice("status", kind), reference=sub.text("reference"))


def _facilitator(reader: Reader, **common: Any) -> Item:
    return Facilitator(facts=build_facts(reader), **common)


def _partner(reader: Reader, **common: Any) -> Item:
    return Partner(facts=build_facts(reader), **common)


def _opportunity(reader: Reader, **common: Any) -> Item:
    return Opportunity(categories=reader.choices("categories", voc.OpportunityCategory), **common)


def _signal(reader: Reader, **common: Any) -> Item:
    categories = reader.choices("categories", voc.SignalCategory)
    return Signal(categories=categories, seen_by=reader.references("seen_by"), **common)


def _barrier(reader: Reader, **common: Any) -> Item:
    return Barrier(
        group=reader.text("group"),
        types=reader.choices("types", voc.BarrierType),
        approach=reader.choices("approach", voc.Approach),
        owner=reader.references("owner")[:1],
        helped_by=reader.references("helped_by"),
        addresses=reader.references("addresses"),
        targets=reader.references("targets"),
        fallback_for=reader.references("fallback_for"),
        legal_basis=_qualified(reader, "legal_basis", voc.LegalBasis),
        level=reader.choice("level", voc.Level),
        status=reader.choice("status", voc.BarrierStatus),
        priority=_priority(reader),
        side_effects=reader.text("side_effects"),
        evidence=reader.text("evidence"),
        **common,
    )


def _priority(reader: Reader) -> Priority | None:
    if not reader.has("priority"):
        return None
    sub = reader.sub("priority")
    return Priority(
        feasibility=sub.number("feasibility"),
        efficiency=sub.number("efficiency"),
        impact=sub.number("impact"),
    )


_KINDS: dict[Block, Callable[..., Item]] = {
    Block.FACILITATORS: _facilitator,
    Block.OPPORTUNITIES: _opportunity,
    Block.SIGNALS: _signal,
    Block.PARTNERS: _partner,
    Block.BARRIERS: _barrier,
}
