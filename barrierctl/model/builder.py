"""Build a model from any tree, without failing, and find what only the whole shows to be wrong.

A shared party that a model names becomes one of its parties, positioned at its first use. The model's own
list takes precedence: an entry in it replaces a shared one.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from barrierctl import vocabulary as voc
from barrierctl.findings import Span, Violation
from barrierctl.frozen import frozen, replace
from barrierctl.model.checks import check, join_unknown_names
from barrierctl.model.entities import Link, identify, party_index
from barrierctl.model.items import (
    AddressAllocator,
    build_item,
    build_party,
    choice_of,
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
    Reference,
    Source,
    Stage,
    violation_at,
)
from barrierctl.names import fold
from barrierctl.source.comments import Comment
from barrierctl.source.tree import Path, Value
from barrierctl.vocabulary import BLOCKS, RESERVED_ID, Block


@frozen
class BuildResult:
    """A model, and what only the whole shows to be wrong with it."""

    model: BarrierModel
    violations: tuple[Violation, ...]


def build(
    tree: Value,
    refused: frozenset[str] = frozenset(),
    comments: tuple[Comment, ...] = (),
    shared: tuple[Party, ...] = (),
) -> BuildResult:
    """Build what can be built; never fails.

    Args:
        tree: the file's content.
        refused: folded texts that the schema refused; references to them are not reported again.
        comments: those in the file that are addressed to barrierctl.
        shared: parties of a list that several models share.
    """
    top = Reader(tree, (), getattr(tree, "span", Span()))
    own = tuple(build_party(entry) for entry in top.each("parties"))
    ids = tuple(sorted(_written_ids(top), key=lambda written: written.span))
    known_ids = frozenset(written.text for written in ids)
    others, overridden = _split_shared(own, shared, known_ids)
    names = {party.id: party.name for party in reversed((*own, *others)) if party.id}
    model = _build_parts(top, own, AddressAllocator(names, known_ids))
    identities = identify((*own, *_positioned(others, model)), model.items)
    model = replace(
        model,
        **vars(identities),
        comments=comments,
        stage_by_id={stage.id: stage for stage in reversed(model.stages)},
    )
    resolution = resolve(model, refused)
    model = replace(
        model,
        parties=_parties_in_use(model, resolution.links),
        links=resolution.links,
        links_by_holder=resolution.by_holder,
    )
    named = zip(own, map(party_names, top.each("parties")), strict=True)
    unresolved = join_unknown_names(resolution.violations)
    violations = (*unresolved, *overridden, *check(model, ids, named))
    return BuildResult(model=model, violations=violations)


def _build_parts(top: Reader, listed: tuple[Party, ...], addresses: AddressAllocator) -> BarrierModel:
    """Build everything in the file, before entities and references are resolved."""
    return BarrierModel(
        header=_build_header(top),
        stages=tuple(_build_stage(entry, addresses) for entry in top.each("stages")),
        general=_build_blocks(top.sub("general"), RESERVED_ID, addresses),
        parties=listed,
        sources=tuple(_build_source(entry) for entry in top.each("sources")),
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
        span=top.value_span("title") if "title" in top.node else Span(),
        **read_fields(top, _HEADER),
    )


def _build_source(reader: Reader) -> Source:
    source_id = reader.text("id") or reader.typed or ""
    return Source(
        element=source_id,
        id=source_id,
        title=reader.text("title") or source_id,
        **element_fields(reader, _SOURCE),
    )


def _build_stage(reader: Reader, addresses: AddressAllocator) -> Stage:
    name = reader.text("name") or reader.typed or reader.text("id") or ""
    stage_id = reader.text("id") or addresses.allocate_stage_id(name)
    return Stage(
        element=stage_id,
        id=stage_id,
        name=name,
        blocks=_build_blocks(reader, stage_id, addresses),
        name_span=reader.value_span("name"),
        block_spans={block: reader.key_span(block) for block in BLOCKS if block in reader.node},
        **element_fields(reader, _STAGE),
    )


def _build_blocks(
    reader: Reader, stage: str, addresses: AddressAllocator
) -> Mapping[Block, tuple[Item, ...]]:
    """Build the five blocks of a stage, or of the whole process."""
    if reader.node.keys().isdisjoint(BLOCKS):
        return _NO_ITEMS
    return {
        block: tuple(
            item
            for entry in reader.each(block)
            if (item := build_item(entry, block, stage, addresses)) is not None
        )
        if block in reader.node
        else ()
        for block in BLOCKS
    }


def _texts_by_block(reader: Reader, key: str) -> Mapping[Block, str]:
    sub = reader.sub(key)
    return {block: text for block in BLOCKS if (text := sub.text(block)) is not None}


_NO_ITEMS: Final[Mapping[Block, tuple[Item, ...]]] = dict.fromkeys(BLOCKS, ())
_HEADER: Final = readers_of(
    Header, status=choice_of(voc.Status), sequence=choice_of(voc.Order), labels=_texts_by_block
)
_SOURCE: Final = readers_of(Source, kind=choice_of(voc.SourceKind))
_STAGE: Final = readers_of(Stage, not_applicable=_texts_by_block, unknown=_texts_by_block)


def _written_ids(top: Reader) -> Iterator[Reference]:
    """Collect every id that is written in the file: each must be unique."""
    for key in ("sources", "parties"):
        for entry in top.each(key):
            yield from entry.references("id")
    for stage in top.each("stages"):
        yield from stage.references("id")
        yield from _item_ids(stage)
    yield from _item_ids(top.sub("general"))
    for objective in top.sub("plan").each("objectives"):
        yield from objective.references("id")
        for measure in objective.each("measures"):
            yield from measure.references("id")


def _item_ids(holder: Reader) -> Iterator[Reference]:
    for block in BLOCKS:
        if block in holder.node:
            for item in holder.each_with(block, "id"):
                yield from item.references("id")


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
    first: dict[str, tuple[Span, Path]] = {}
    for text, span, path in _party_mentions(model) if shared else ():
        party = by_id.get(text) or by_name.get(fold(text))
        if party:
            first.setdefault(party.element, (span, path))
    for party in shared:
        span, path = first.get(party.element, (Span(), ()))
        yield replace(party, span=span, path=path)


def _party_mentions(model: BarrierModel) -> Iterator[tuple[str, Span, Path]]:
    """Find every text that may name a party, with its position: items first, since they are its cells."""
    for item in model.items:
        if item.party or isinstance(item, Facilitator | Partner):
            yield item.party.text if item.party else item.label, item.span, item.path
    for key, _, reference in references(model):
        if PARTY in MAY_NAME[key] and key != "at":
            yield reference.text, reference.span, reference.path


def _parties_in_use(model: BarrierModel, links: Iterable[Link]) -> tuple[Party, ...]:
    """Leave out the shared parties that the model does not use."""
    linked = {link.target.element for link in links if link.key != "at" and isinstance(link.target, Party)}
    return tuple(
        party
        for party in model.parties
        if not party.shared or party.element in linked or model.items_of(party)
    )
