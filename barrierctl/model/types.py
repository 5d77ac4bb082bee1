"""The records of a barrier model. Source: EUCPN 2021, section 2.1."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from itertools import chain
from typing import TypeAlias

from barrierctl.dataclass import frozen
from barrierctl.findings import Location, Span, Violation
from barrierctl.resources import vocabulary as voc
from barrierctl.resources.vocabulary import RESERVED_ID, Block
from barrierctl.source.tree import Path


@frozen
class Reference:
    """A text that names another element of the model, as typed."""

    text: str
    span: Span
    path: Path


@frozen
class SourceUse:
    """A source, and the page or section in it."""

    source: Reference
    at: str | None = None


@frozen
class Qualified:
    """A status with its law or agreement: `legal_basis`, `information_exchange`."""

    status: str | None = None
    reference: str | None = None


@frozen
class Priority:
    """The scores of a barrier, each from 1 (low) to 5 (high). Source: V-BAR, ENAA."""

    feasibility: int | None = None
    efficiency: int | None = None
    impact: int | None = None


@frozen
class PartyFacts:
    """The facts of a party, for the whole model or for one cell."""

    aliases: tuple[str, ...] = ()
    sector: voc.Sector | None = None
    world: voc.World | None = None
    awareness: voc.Awareness | None = None
    industry: voc.Industry | None = None
    commitment: voc.Commitment | None = None
    competences: tuple[str, ...] = ()
    information_exchange: Qualified | None = None
    country: str | None = None


TranslatedText: TypeAlias = str | tuple[str, ...] | Mapping[Block, str] | Qualified
"""What a translation has under a key: the same as its element, as far as that is text."""


@frozen
class Translation:
    """The texts of a record in another language, by key; `span` and `path` are those of the language."""

    language: str
    texts: Mapping[str, TranslatedText]
    span: Span
    path: Path


@frozen
class Element:
    """Anything in a model that has an address: `element`, which is stable (docs/reference/elements.md)."""

    element: str
    span: Span
    path: Path
    note: str | None = None
    sources: tuple[SourceUse, ...] = ()
    tags: tuple[str, ...] = ()
    classification: voc.Classification | None = None
    certainty: voc.Certainty | None = None
    translations: tuple[Translation, ...] = ()


def violation_at(
    source: Reference | Element | Translation,
    rule: str,
    subject: str | None,
    variant: str = "",
    /,
    **parameters: object,
) -> Violation:
    """Make a violation at the position of a reference, an element or a translation."""
    return Violation(
        rule=rule,
        span=source.span,
        path=source.path,
        subject=subject,
        variant=variant,
        parameters=parameters,
    )


@frozen
class Party(Element):
    """A person or organisation, in any block of any stage.

    Attributes:
        id: as listed under `parties`; None if it appears in cells only.
        facts: as listed, or else collected from its cells.
        listed: whether it is in `parties` or in a shared list.
        shared: whether it is in a shared list; then its span is that of its first use.
    """

    id: str | None
    name: str
    facts: PartyFacts
    listed: bool
    shared: bool = False


@frozen
class Item(Element):
    """One entry in one cell.

    Attributes:
        stage: the stage's id, or `general`.
        label: its display name.
        address: `STAGE/BLOCK/SLUG`, even if it has an id.
        name: as typed, or None if only a party was named.
        party: the party as typed, or None.
    """

    block: Block
    stage: str
    label: str
    address: str
    name: str | None = None
    id: str | None = None
    party: Reference | None = None
    description: str | None = None

    @property
    def is_general(self) -> bool:
        """Whether it belongs to the whole process."""
        return self.stage == RESERVED_ID

    @property
    def is_active(self) -> bool:
        """Whether rules consider it: a barrier that was considered and dropped is not active."""
        return True


@frozen
class Facilitator(Item):
    """A party that supports the crime; `facts` are those of this cell. Source: EUCPN 2021, 2.1 A."""

    facts: PartyFacts


@frozen
class Partner(Item):
    """A party that could act; `facts` are those of this cell. Source: EUCPN 2021, 2.1 D."""

    facts: PartyFacts


@frozen
class Opportunity(Item):
    """Source: EUCPN 2021, 2.1 B."""

    categories: tuple[voc.OpportunityCategory, ...] = ()


@frozen
class Signal(Item):
    """Source: EUCPN 2021, 2.1 C."""

    categories: tuple[voc.SignalCategory, ...] = ()
    seen_by: tuple[Reference, ...] = ()
    reported_to: tuple[Reference, ...] = ()


@frozen
class Barrier(Item):
    """Source: EUCPN 2021, 2.1 E."""

    group: str | None = None
    types: tuple[voc.BarrierType, ...] = ()
    approach: tuple[voc.Approach, ...] = ()
    owner: tuple[Reference, ...] = ()
    helped_by: tuple[Reference, ...] = ()
    addresses: tuple[Reference, ...] = ()
    targets: tuple[Reference, ...] = ()
    fallback_for: tuple[Reference, ...] = ()
    legal_basis: Qualified | None = None
    level: voc.Level | None = None
    status: voc.BarrierStatus | None = None
    priority: Priority | None = None
    side_effects: str | None = None
    evidence: str | None = None

    @property
    def is_active(self) -> bool:
        """Whether it was not dropped."""
        return self.status is not voc.BarrierStatus.DROPPED


@frozen
class Stage(Element):
    """A step that offenders must take. Source: EUCPN 2021, 2.1.

    Attributes:
        blocks: the items of each block; every block is a key.
        name_span: the position of its name.
        block_spans: the positions of the block keys that are written.
        not_applicable: the reason, by block that does not apply here.
        unknown: the open question, by block of which nobody knows.
    """

    id: str
    name: str
    blocks: Mapping[Block, tuple[Item, ...]]
    name_span: Span
    block_spans: Mapping[Block, Span]
    description: str | None = None
    setting: voc.Setting | None = None
    level: voc.Level | None = None
    alternative_to: tuple[Reference, ...] = ()
    not_applicable: Mapping[Block, str] = field(default_factory=dict)
    unknown: Mapping[Block, str] = field(default_factory=dict)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items of all blocks, in order."""
        return tuple(chain.from_iterable(self.blocks.values()))

    def location(self, block: Block | None = None) -> Location:
        """Return its location, or that of one of its blocks."""
        return Location(element=self.element, stage=self.id, stage_name=self.name, block=block)

    @cached_property
    def is_empty(self) -> bool:
        """Whether it has no active item, and gives no reason or question for that."""
        explained = self.not_applicable or self.unknown
        return not (explained or any(item.is_active for item in self.items))


@frozen
class Source(Element):
    """A source of the model."""

    id: str
    title: str
    authors: tuple[str, ...] = ()
    kind: voc.SourceKind | None = None
    url: str | None = None
    date: str | None = None


@frozen
class Header:
    """Title, language and the like.

    Attributes:
        span: of the title, or the start of the file.
        review_span: of the key `review`, if the model has it.
    """

    id: str | None
    title: str | None
    language: str
    description: str | None = None
    version: str | None = None
    status: voc.Status | None = None
    date: str | None = None
    classification: voc.Classification | None = None
    authors: tuple[str, ...] = ()
    scope_level: voc.Level | None = None
    scope_area: str | None = None
    sequence: voc.Order | None = None
    reviewed: dt.date | None = None
    review_months: int | None = None
    review_span: Span = Span()
    labels: Mapping[Block, str] = field(default_factory=dict)
    translations: tuple[Translation, ...] = ()
    span: Span
