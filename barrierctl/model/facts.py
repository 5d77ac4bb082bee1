"""The small records that elements are told with: references, sources, facts of a party."""

from barrierctl import vocabulary as voc
from barrierctl.findings import Span
from barrierctl.frozen import frozen
from barrierctl.source.tree import Path


@frozen
class Reference:
    """A text that names something else in the model, as typed."""

    text: str
    span: Span
    path: Path


@frozen
class SourceUse:
    """A source, and the place in it where something is told."""

    source: Reference
    at: str | None = None


@frozen
class Qualified:
    """A status with the law or agreement that it rests on: `legal_basis`, `information_exchange`."""

    status: str | None = None
    reference: str | None = None


@frozen
class Priority:
    """How a barrier scores, each from 1 (low) to 5 (high). Source: V-BAR, ENAA."""

    feasibility: int | None = None
    efficiency: int | None = None
    impact: int | None = None


@frozen
class PartyFacts:
    """What can be told of a party, for all its places or for one cell."""

    aliases: tuple[str, ...] = ()
    sector: voc.Sector | None = None
    world: voc.World | None = None
    awareness: voc.Awareness | None = None
    industry: voc.Industry | None = None
    commitment: voc.Commitment | None = None
    competences: tuple[str, ...] = ()
    information_exchange: Qualified | None = None
    country: str | None = None
