"""Build a model from any tree, without failing, and find what only the whole shows to be wrong.

A shared party that a model names becomes one of its parties, positioned at its first use. The model's own
list takes precedence: an entry in it replaces a shared one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Final

from barrierctl.dataclass import replace
from barrierctl.findings import Span, Violation
from barrierctl.model.checks import check, join_unknown_names
from barrierctl.model.entities import Entity, Occurrences, party_index
from barrierctl.model.items import (
    KnownNames,
    build_item,
    build_party,
    element_fields,
    party_names,
    read_fields,
    readers_of,
)
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import build_acceptance, build_knowledge_gap, build_plan, build_recommendation
from barrierctl.model.reader import Reader
from barrierctl.model.references import MAY_NAME, PARTY, references, resolve
from barrierctl.model.types import (
    Facilitator,
    Header,
    Item,
    Partner,
    Party,
    PartyFacts,
    Reference,
    Source,
    Stage,
    violation_at,
)
from barrierctl.names import FreeNames, fold, slug
from barrierctl.resources import vocabulary as voc
from barrierctl.resources.vocabulary import BLOCKS, RESERVED_ID, Block
from barrierctl.source.comments import Comment
from barrierctl.source.tree import Path, Value


def build(
    tree: Value,
    refused: frozenset[str] = frozenset(),
    comments: tuple[Comment, ...] = (),
    shared: tuple[Party, ...] = (),
) -> tuple[BarrierModel, tuple[Violation, ...]]:
    """Build what can be built, and never fail; give what only the whole model shows to be wrong too.

    References to *refused* texts are not reported again.
    """
    top = Reader(tree, (), getattr(tree, "span", Span()))
    own = tuple(build_party(entry) for entry in top.each("parties"))
    ids = _written_ids(top)
    known_ids = frozenset(written.text for written in ids)
    others, overridden = _split_shared(own, shared, known_ids) if shared else ((), ())
    names = {party.id: party.name for party in reversed((*own, *others)) if party.id}
    known = KnownNames(names, addresses=FreeNames(), stage_ids=FreeNames((*known_ids, RESERVED_ID)))
    model = replace(_build_parts(top, own, known), comments=comments)
    model = identify(model, (*own, *_positioned(others, model)) if others else own)
    links, violations = resolve(model, refused)
    linked = {link.target.element for link in links if link.key != "at" and isinstance(link.target, Party)}
    in_use = tuple(
        party
        for party in model.parties
        if not party.shared or party.element in linked or model.items_of(party)
    )
    model = replace(model, parties=in_use, links=links)
    named = zip(own, map(party_names, top.each("parties")), strict=True)
    unresolved = join_unknown_names(violations) if violations else ()
    found = (*unresolved, *overridden, *check(model, ids, named))
    return model, found


def _build_parts(top: Reader, listed: tuple[Party, ...], known: KnownNames) -> BarrierModel:
    """Build everything in the file, before entities and references are resolved."""
    addresses, sources = known.addresses, []
    for entry in top.each("sources"):
        identity = entry.text("id") or entry.typed or ""
        title = entry.text("title") or identity
        sources.append(Source(element=identity, id=identity, title=title, **element_fields(entry, _SOURCE)))
    return BarrierModel(
        header=_build_header(top),
        stages=tuple(_build_stage(entry, known) for entry in top.each("stages")),
        general=_build_blocks(top.sub("general"), RESERVED_ID, known),
        parties=listed,
        sources=tuple(sources),
        recommendations=tuple(
            build_recommendation(entry, addresses) for entry in top.each("recommendations")
        ),
        knowledge_gaps=tuple(build_knowledge_gap(entry, addresses) for entry in top.each("knowledge_gaps")),
        plan=build_plan(top.sub("plan"), addresses) if top.has("plan") else None,
        accepted_gaps=tuple(build_acceptance(entry) for entry in top.each("accepted_gaps")),
        entities=(),
    )


def _build_header(top: Reader) -> Header:
    scope, review = top.sub("scope"), top.sub("review")
    return Header(
        id=top.text("id"),
        title=top.text("title"),
        language=top.text("language") or "en",
        scope_level=scope.choice("level", voc.Level),
        scope_area=scope.text("area"),
        reviewed=review.day("last"),
        review_months=review.number("every_months"),
        review_span=top.key_span("review"),
        span=top.value_span("title") if "title" in top.node else Span(),
        **read_fields(top, _HEADER),
    )


def _build_stage(reader: Reader, known: KnownNames) -> Stage:
    name = reader.text("name") or reader.typed or reader.text("id") or ""
    stage_id = reader.text("id") or known.stage_ids.take(slug(name))
    return Stage(
        element=stage_id,
        id=stage_id,
        name=name,
        blocks=_build_blocks(reader, stage_id, known),
        name_span=reader.value_span("name"),
        block_spans={block: reader.node.key_spans[block] for block in BLOCKS if block in reader.node},
        **element_fields(reader, _STAGE),
    )


def _build_blocks(reader: Reader, stage: str, known: KnownNames) -> Mapping[Block, tuple[Item, ...]]:
    """Build the five blocks of a stage, or of the whole process."""
    if reader.node.keys().isdisjoint(BLOCKS):
        return _NO_ITEMS
    return {
        block: tuple(
            item
            for entry in reader.each(block)
            if (item := build_item(entry, block, stage, known)) is not None
        )
        if block in reader.node
        else ()
        for block in BLOCKS
    }


_NO_ITEMS: Final[Mapping[Block, tuple[Item, ...]]] = dict.fromkeys(BLOCKS, ())
_HEADER: Final = readers_of(Header, status=voc.Status)
_SOURCE: Final = readers_of(Source)
_STAGE: Final = readers_of(Stage)


def _written_ids(top: Reader) -> list[Reference]:
    """List every id that is written in the file, from the top down: each must be unique."""
    elements = [*top.each("sources"), *top.each("parties")]
    for stage in top.each("stages"):
        elements += (stage, *(item for block in BLOCKS for item in stage.each(block)))
    elements += (item for block in BLOCKS for item in top.sub("general").each(block))
    for objective in top.sub("plan").each("objectives"):
        elements += (objective, *objective.each("measures"))
    ids = (own_id for element in elements for own_id in element.references("id"))
    return sorted(ids, key=attrgetter("span"))


def _split_shared(
    own: tuple[Party, ...], shared: Iterable[Party], ids: frozenset[str]
) -> tuple[tuple[Party, ...], tuple[Violation, ...]]:
    """Return the shared parties that the model's own list does not override, and a violation for each other.

    A shared party whose id is written in the model gets another address.
    """
    remaining: list[Party] = []
    violations: list[Violation] = []
    own_by_name = {name: party for party in reversed(own) for name in _names_and_id(party)}
    for party in shared:
        override = next((own_by_name[name] for name in _names_and_id(party) if name in own_by_name), None)
        if override is None:
            remaining.append(replace(party, element=f"parties/{party.id}") if party.id in ids else party)
            continue
        variant = "" if fold(override.name) == fold(party.name) else "other-name"
        violations.append(
            violation_at(override, "party-overrides-shared", party.id, variant, other=party.name)
        )
    return tuple(remaining), tuple(violations)


def _names_and_id(party: Party) -> set[str]:
    return {fold(name) for name in (party.id or "", party.name, *party.facts.aliases) if name}


def _positioned(shared: tuple[Party, ...], model: BarrierModel) -> Iterator[Party]:
    """Give each shared party the position of its first use, if the model uses it."""
    by_id, by_name = party_index(shared)
    # Items first, since they are its cells.
    mentions: list[tuple[str, Item | Reference]] = [
        (item.party.text if item.party else item.label, item)
        for item in model.items
        if item.party or isinstance(item, Facilitator | Partner)
    ]
    mentions += (
        (reference.text, reference)
        for key, _, reference in references(model)
        if PARTY in MAY_NAME[key] and key != "at"
    )
    first: dict[str, tuple[Span, Path]] = {}
    for text, place in mentions:
        if party := by_id.get(text) or by_name.get(fold(text)):
            first.setdefault(party.element, (place.span, place.path))
    for party in shared:
        span, path = first.get(party.element, (Span(), ()))
        yield replace(party, span=span, path=path)


def identify(model: BarrierModel, listed: tuple[Party, ...]) -> BarrierModel:
    """Find out which items are the same party, then which are the same entity."""
    party_by_item = _match_listed_parties(listed, model.items)
    unlisted = _add_unlisted_parties(model.items, party_by_item)
    cells: dict[str, list[Item]] = defaultdict(list)
    groups: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in model.items:
        party = party_by_item.get(item.address)
        if party:
            cells[party.element].append(item)
        key = (item.block, "party", party.element) if party else (item.block, "name", fold(item.label))
        groups[key].append(item)
    entities = tuple(
        Entity(block=same[0].block, name=same[0].label, items=tuple(same)) for same in groups.values()
    )
    return replace(
        model,
        parties=(*listed, *unlisted),
        entities=entities,
        party_by_item=party_by_item,
        items_by_party={element: Occurrences(same) for element, same in cells.items()},
        entity_by_item={item.address: entity for entity in entities for item in entity.items},
    )


def _match_listed_parties(listed: tuple[Party, ...], items: tuple[Item, ...]) -> dict[str, Party]:
    """Map the addresses of items to the listed party that they name."""
    by_id, by_name = party_index(listed)
    party_by_item: dict[str, Party] = {}
    for item in items:
        if item.party and (party := by_id.get(item.party.text) or by_name.get(fold(item.party.text))):
            party_by_item[item.address] = party
            # The label that a party has in one cell is its name in the others too.
            by_name.setdefault(fold(item.label), party)
    for item in items:
        if isinstance(item, Facilitator | Partner) and (party := by_name.get(fold(item.label))):
            party_by_item.setdefault(item.address, party)
    return party_by_item


def _add_unlisted_parties(items: tuple[Item, ...], party_by_item: dict[str, Party]) -> list[Party]:
    """Make the parties that appear in cells only, and add them to the mapping."""
    groups: dict[str, list[Facilitator | Partner]] = defaultdict(list)
    for item in items:
        if isinstance(item, Facilitator | Partner) and item.address not in party_by_item:
            groups[fold(item.label)].append(item)
    parties = []
    for cells in groups.values():
        first, facts = cells[0], cells[0].facts
        if len(cells) > 1:  # each fact is that of the first cell that has it
            given = (entry for cell in reversed(cells) for entry in vars(cell.facts).items())
            facts = PartyFacts(**{key: value for key, value in given if value})
        party = Party(
            element=first.element,
            span=first.span,
            path=first.path,
            id=None,
            name=first.label,
            facts=facts,
            listed=False,
        )
        parties.append(party)
        party_by_item.update((cell.address, party) for cell in cells)
    return parties
