"""The plan of action, recommendations and knowledge gaps, as records.

Source: EUCPN 2021, sections 2.2, 3.3 and 3.4.
"""

from datetime import date

from barrierctl import vocabulary as voc
from barrierctl.findings import Span
from barrierctl.frozen import frozen
from barrierctl.model.types import Element, Reference
from barrierctl.source.tree import Path


@frozen
class Activity:
    """A step of a measure."""

    name: str
    span: Span
    owner: tuple[Reference, ...] = ()
    due: date | None = None
    status: voc.MeasureStatus | None = None


@frozen
class Measure(Element):
    """What will be done to reach an objective."""

    name: str
    id: str | None = None
    barriers: tuple[Reference, ...] = ()
    owner: tuple[Reference, ...] = ()
    helped_by: tuple[Reference, ...] = ()
    start: date | None = None
    due: date | None = None
    status: voc.MeasureStatus | None = None
    budget: str | None = None
    activities: tuple[Activity, ...] = ()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was given up; such a measure counts for no rule."""
        return self.status is voc.MeasureStatus.CANCELLED


@frozen
class Objective(Element):
    """What the plan wants to reach."""

    statement: str
    id: str | None = None
    indicator: str | None = None
    baseline: str | None = None
    target: str | None = None
    due: date | None = None
    measures: tuple[Measure, ...] = ()


@frozen
class Evaluation:
    """How the plan, or its effect, will be looked back on."""

    span: Span
    method: str | None = None
    owner: tuple[Reference, ...] = ()
    due: date | None = None
    budget: str | None = None


@frozen
class Plan:
    """The plan of action."""

    span: Span
    coordinator: tuple[Reference, ...] = ()
    agreed_with: tuple[Reference, ...] = ()
    objectives: tuple[Objective, ...] = ()
    process: Evaluation | None = None
    outcome: Evaluation | None = None


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
