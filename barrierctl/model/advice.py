"""What follows from a model: recommendations, knowledge gaps, accepted gaps.

Source: EUCPN 2021, sections 3.3 and 3.4.
"""

from datetime import date

from barrierctl.findings import Span
from barrierctl.frozen import frozen
from barrierctl.model.facts import Reference
from barrierctl.model.parts import Element
from barrierctl.source.tree import Path


@frozen
class Advice(Element):
    """One recommendation."""

    text: str
    barriers: tuple[Reference, ...] = ()
    addresses: tuple[Reference, ...] = ()


@frozen
class Recommendation(Element):
    """Recommendations in one domain of action to one target group."""

    domain: str
    target_group: str
    items: tuple[Advice, ...] = ()


@frozen
class KnowledgeGap(Element):
    """Something that nobody knows yet."""

    name: str
    stages: tuple[Reference, ...] = ()
    barriers: tuple[Reference, ...] = ()
    measures: tuple[Reference, ...] = ()


@frozen
class Acceptance:
    """A gap that is known and accepted; `until` is the last day on which it holds."""

    rule: str
    rule_span: Span
    span: Span
    path: Path
    at: tuple[Reference, ...] = ()
    reason: str | None = None
    by: str | None = None
    until: date | None = None
