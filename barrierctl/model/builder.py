"""The total builder: from any mapping, a model of what is there, and what is wrong with it as a whole."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from barrierctl import vocabulary as voc
from barrierctl.findings import Span, Violation
from barrierctl.frozen import frozen, replace
from barrierctl.model.checks import check
from barrierctl.model.entities import Identities, identify
from barrierctl.model.items import Addresses, Attributes, build_item, choice, described, told
from barrierctl.model.locations import Locations
from barrierctl.model.model import BarrierModel
from barrierctl.model.parties import apart, at_first_use, build_party, in_use, party_names
from barrierctl.model.plan_builder import build_acceptance, build_knowledge_gap, build_recommendation
from barrierctl.model.reader import Reader
from barrierctl.model.references import resolve
from barrierctl.model.types import Header, Item, Party, Reference, Source, Stage
from barrierctl.source.comments import Comment
from barrierctl.source.tree import Value
from barrierctl.vocabulary import BLOCKS, RESERVED_ID, Block

if TYPE_CHECKING:
    from barrierctl.model.plan import Plan


def build_stage(reader: Reader, addresses: Addresses) -> Stage:
    """A stage, with its items."""
    name = reader.text("name") or reader.typed or reader.text("id") or ""
    identity = reader.text("id") or addresses.id_of(name)
    return Stage(
        element=identity,
        id=identity,
        name=name,
        blocks=build_blocks(reader, identity, addresses),
        name_span=reader.value_span("name"),
        block_spans=written_blocks(reader),
        **told(reader, _STAGE),
        **described(reader),
    )


def build_blocks(reader: Reader, stage: str, addresses: Addresses) -> Mapping[Block, tuple[Item, ...]]:
    """The five blocks of a stage, or of the whole process."""
    if reader.node.keys().isdisjoint(BLOCKS):
        return _EMPTY
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


def written_blocks(reader: Reader) -> Mapping[Block, Span]:
    """Where the keys of the blocks stand."""
    if reader.node.keys().isdisjoint(BLOCKS):
        return {}
    return {block: reader.key_span(block) for block in BLOCKS if block in reader.node}


def _reasons(reader: Reader, key: str) -> Mapping[Block, str]:
    sub = reader.sub(key)
    return {block: text for block in Block if (text := sub.text(block)) is not None}


_EMPTY: Mapping[Block, tuple[Item, ...]] = dict.fromkeys(BLOCKS, ())
_STAGE: Attributes = {
    "description": Reader.text,
    "setting": choice(voc.Setting),
    "level": choice(voc.Level),
    "alternative_to": Reader.references,
    "not_applicable": _reasons,
    "unknown": _reasons,
}


@frozen
class Built:
    """A model, and what only the whole shows to be wrong with it."""

    model: BarrierModel
    violations: tuple[Violation, ...]


def build(
    tree: Value,
    refused: frozenset[str] = frozenset(),
    comments: tuple[Comment, ...] = (),
    shared: tuple[Party, ...] = (),
) -> Built:
    """Build what can be built; never fails.

    Args:
        tree: the file's content.
        refused: folded texts that the schema refused; references to them are not reported again.
        comments: those in the file that speak to barrierctl.
        shared: parties of a list beside the models.
    """
    top = Reader(tree, (), getattr(tree, "span", Span()))
    own = tuple(build_party(entry) for entry in top.each("parties"))
    named = tuple(zip(own, map(party_names, top.each("parties")), strict=True))
    ids = tuple(sorted(_given_ids(top), key=lambda given: given.span))
    known = frozenset(given.text for given in ids)
    kept, overridden = apart(own, shared, known)
    names = {party.id: party.name for party in reversed((*own, *kept)) if party.id}
    model = _parts(top, own, Addresses(party_names=names, ids=known))
    identities = identify((*own, *at_first_use(kept, model)), model.items)
    model = replace(_identified(model, identities), comments=comments)
    model = replace(model, places=Locations(model))
    resolved = resolve(model, refused)
    model = replace(model, links=resolved.links, links_by_holder=resolved.by_holder)
    model = replace(model, parties=in_use(model))
    return Built(
        model=model, violations=(*resolved.violations, *overridden, *check(model, ids, named, identities))
    )


def _parts(top: Reader, listed: tuple[Party, ...], addresses: Addresses) -> BarrierModel:
    """All that stands in the file, before it is known who and what is one."""
    return BarrierModel(
        header=_header(top),
        stages=tuple(build_stage(entry, addresses) for entry in top.each("stages")),
        general=build_blocks(top.sub("general"), RESERVED_ID, addresses),
        parties=listed,
        sources=tuple(_source(entry) for entry in top.each("sources")),
        recommendations=tuple(
            build_recommendation(entry, addresses) for entry in top.each("recommendations")
        ),
        knowledge_gaps=tuple(build_knowledge_gap(entry, addresses) for entry in top.each("knowledge_gaps")),
        plan=_plan(top.sub("plan"), addresses) if top.has("plan") else None,
        accepted_gaps=tuple(build_acceptance(entry) for entry in top.each("accepted_gaps")),
        entities=(),
    )


def _plan(reader: Reader, addresses: Addresses) -> "Plan":
    from barrierctl.model.plan_builder import build_plan

    return build_plan(reader, addresses)


def _identified(model: BarrierModel, identities: Identities) -> BarrierModel:
    return replace(
        model,
        parties=identities.parties,
        entities=identities.entities,
        party_by_item=identities.party_by_item,
        items_by_party=identities.items_by_party,
        thing_by_item=identities.thing_by_item,
        stage_by_id={stage.id: stage for stage in reversed(model.stages)},
    )


def _header(top: Reader) -> Header:
    scope, review, labels = top.sub("scope"), top.sub("review"), top.sub("labels")
    return Header(
        id=top.text("id"),
        title=top.text("title"),
        language=top.text("language") or "en",
        description=top.text("description"),
        version=top.text("version"),
        status=top.choice("status", voc.Status),
        date=top.text("date"),
        classification=top.classification(),
        authors=top.texts("authors"),
        scope_level=scope.choice("level", voc.Level),
        scope_area=scope.text("area"),
        sequence=top.choice("sequence", voc.Order),
        reviewed=review.day("last"),
        review_months=review.number("every_months"),
        labels={block: text for block in Block if (text := labels.text(block)) is not None},
        span=top.value_span("title") if "title" in top.node else Span(),
    )


def _source(reader: Reader) -> Source:
    identity = reader.text("id") or reader.typed or ""
    return Source(
        element=identity,
        id=identity,
        title=reader.text("title") or identity,
        authors=reader.texts("authors"),
        kind=reader.choice("kind", voc.SourceKind),
        url=reader.text("url"),
        date=reader.text("date"),
        **described(reader),
    )


def _given_ids(top: Reader) -> Iterator[Reference]:
    """Every id that is given by hand: an id means one entity in a file."""
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
