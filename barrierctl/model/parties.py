"""Parties that are listed: a model's own, and a shared list of which each model has those that it uses.

A shared party that a model names is one of its parties, and stands where it is named first. What the model
tells itself is stronger: an entry of its own list takes the place of a shared one.
"""

from collections.abc import Iterable, Iterator

from barrierctl.findings import Span, Violation
from barrierctl.frozen import replace
from barrierctl.model.entities import party_index
from barrierctl.model.items import build_facts, described
from barrierctl.model.model import BarrierModel
from barrierctl.model.reader import Reader
from barrierctl.model.references import MAY_NAME, PARTY, references
from barrierctl.model.types import Facilitator, Partner, Party, Reference
from barrierctl.names import fold
from barrierctl.source.tree import ListNode, Path, Value


def build_party(reader: Reader) -> Party:
    """A party of a list."""
    identity = reader.text("id") or reader.typed
    name = reader.text("name") or identity or ""
    return Party(
        element=identity or name,
        id=identity,
        name=name,
        facts=build_facts(reader),
        listed=True,
        **described(reader),
    )


def party_names(reader: Reader) -> tuple[Reference, ...]:
    """What a party is called, and its aliases, each with its place."""
    key = "name" if reader.text("name") else "id"
    return (*reader.references(key)[:1], *reader.references("aliases"))


def build_shared(tree: Value) -> tuple[Party, ...]:
    """The parties of a shared list; what the schema refused is left out.

    Their sources are too: those of a model have their ids in that model.
    """
    return tuple(replace(build_party(entry), shared=True, sources=()) for entry in entries(tree))


def entries(tree: Value) -> Iterator[Reader]:
    """What stands in a shared list."""
    if isinstance(tree, ListNode):
        for index, (value, span) in enumerate(zip(tree, tree.spans, strict=True)):
            yield Reader(value, (index,), span)


def apart(
    own: tuple[Party, ...], shared: Iterable[Party], ids: frozenset[str]
) -> tuple[tuple[Party, ...], tuple[Violation, ...]]:
    """The shared parties whose place no own one takes, and what is to be said of the others.

    Args:
        own: the model's list.
        shared: the list beside it.
        ids: every id that the model gives by hand; a shared party with such an id has another address.
    """
    kept: list[Party] = []
    violations: list[Violation] = []
    own_by_call = {call: party for party in reversed(own) for call in _calls(party)}
    for party in shared:
        stronger = next((own_by_call[call] for call in _calls(party) if call in own_by_call), None)
        if stronger:
            violations.append(_overridden(stronger, party))
        else:
            kept.append(replace(party, element=f"parties/{party.id}") if party.id in ids else party)
    return tuple(kept), tuple(violations)


def at_first_use(shared: Iterable[Party], model: BarrierModel) -> tuple[Party, ...]:
    """The shared parties, each there where the model names it first, if it does."""
    every = tuple(shared)
    by_id, by_name = party_index(every)
    first: dict[str, tuple[Span, Path]] = {}
    for text, span, path in _uses(model) if every else ():
        party = by_id.get(text) or by_name.get(fold(text))
        if party:
            first.setdefault(party.element, (span, path))
    return tuple(_placed(party, *first.get(party.element, (Span(), ()))) for party in every)


def in_use(model: BarrierModel) -> tuple[Party, ...]:
    """The parties of a model whose references are followed, without the shared ones that it does not use."""
    linked = {
        link.target.element for link in model.links if link.key != "at" and isinstance(link.target, Party)
    }
    return tuple(
        party
        for party in model.parties
        if not party.shared or party.element in linked or model.items_of(party)
    )


def _calls(party: Party) -> set[str]:
    """All that a party is called by."""
    return {fold(name) for name in (party.id or "", party.name, *party.facts.aliases) if name}


def _overridden(own: Party, shared: Party) -> Violation:
    return Violation(
        rule="party-overrides-shared",
        span=own.span,
        path=own.path,
        subject=shared.id,
        variant="" if fold(own.name) == fold(shared.name) else "other-name",
        parameters={"other": shared.name},
    )


def _uses(model: BarrierModel) -> Iterator[tuple[str, Span, Path]]:
    """Every text that may name a party, with its place: items first, for there a party stands."""
    for item in model.items:
        if item.party or isinstance(item, Facilitator | Partner):
            yield item.party.text if item.party else item.label, item.span, item.path
    for key, _, reference in references(model):
        if PARTY in MAY_NAME[key] and key != "at":
            yield reference.text, reference.span, reference.path


def _placed(party: Party, span: Span, path: Path) -> Party:
    return replace(party, span=span, path=path)
