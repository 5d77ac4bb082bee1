"""Building stages and their cells."""

from collections.abc import Mapping

from barrierctl import vocabulary as voc
from barrierctl.findings import Span
from barrierctl.model.items import Addresses, Attributes, build_item, choice, described, told
from barrierctl.model.parts import Item, Stage
from barrierctl.model.reader import Reader
from barrierctl.vocabulary import BLOCKS, Block


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
