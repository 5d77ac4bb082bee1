"""The plan of action, recommendations, knowledge gaps and accepted gaps: records and builders.

Source: EUCPN 2021, sections 2.2, 3.3 and 3.4.
"""

from datetime import date

from barrierctl import vocabulary as voc
from barrierctl.findings import Span
from barrierctl.frozen import frozen
from barrierctl.model.items import AddressAllocator, common_fields
from barrierctl.model.reader import Reader
from barrierctl.model.types import Element, Reference
from barrierctl.names import slug
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
        """Whether it was cancelled; rules ignore such a measure."""
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
    """How the plan, or its effect, will be evaluated."""

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
    """A gap that is known and accepted; `until` is the last day of the acceptance."""

    rule: str
    rule_span: Span
    span: Span
    path: Path
    at: tuple[Reference, ...] = ()
    reason: str | None = None
    by: str | None = None
    until: date | None = None


def build_plan(reader: Reader, addresses: AddressAllocator) -> Plan:
    """Build the plan of action."""
    evaluation = reader.sub("evaluation")
    return Plan(
        span=reader.span,
        coordinator=reader.references("coordinator")[:1],
        agreed_with=reader.references("agreed_with"),
        objectives=tuple(_objective(entry, addresses) for entry in reader.each("objectives")),
        process=_evaluation(evaluation, "process"),
        outcome=_evaluation(evaluation, "outcome"),
    )


def _objective(reader: Reader, addresses: AddressAllocator) -> Objective:
    statement, own_id = reader.text("statement") or reader.typed or "", reader.text("id")
    name = own_id or slug(statement)
    return Objective(
        element=own_id or addresses.allocate(f"plan/{name}"),
        id=own_id,
        statement=statement,
        indicator=reader.text("indicator"),
        baseline=reader.text("baseline"),
        target=reader.text("target"),
        due=reader.day("due"),
        measures=tuple(_measure(entry, name, addresses) for entry in reader.each("measures")),
        **common_fields(reader),
    )


def _measure(reader: Reader, objective: str, addresses: AddressAllocator) -> Measure:
    name, own_id = reader.text("name") or reader.typed or "", reader.text("id")
    return Measure(
        element=own_id or addresses.allocate(f"plan/{objective}/{slug(name)}"),
        id=own_id,
        name=name,
        barriers=reader.references("barriers"),
        owner=reader.references("owner")[:1],
        helped_by=reader.references("helped_by"),
        start=reader.day("start"),
        due=reader.day("due"),
        status=reader.choice("status", voc.MeasureStatus),
        budget=reader.text("budget"),
        activities=tuple(_activity(entry) for entry in reader.each("activities")),
        **common_fields(reader),
    )


def _activity(reader: Reader) -> Activity:
    return Activity(
        name=reader.text("name") or reader.typed or "",
        span=reader.span,
        owner=reader.references("owner")[:1],
        due=reader.day("due"),
        status=reader.choice("status", voc.MeasureStatus),
    )


def _evaluation(reader: Reader, key: str) -> Evaluation | None:
    if not reader.has(key):
        return None
    sub = reader.sub(key)
    return Evaluation(
        span=sub.span,
        method=sub.text("method"),
        owner=sub.references("owner")[:1],
        due=sub.day("due"),
        budget=sub.text("budget"),
    )


def build_recommendation(reader: Reader, addresses: AddressAllocator) -> Recommendation:
    """Build a group of recommendations."""
    domain = reader.text("domain") or ""
    element = addresses.allocate(f"recommendations/{slug(domain)}")
    return Recommendation(
        element=element,
        domain=domain,
        target_group=reader.text("target_group") or "",
        items=tuple(_advice(entry, element, addresses) for entry in reader.each("items")),
        **common_fields(reader),
    )


def _advice(reader: Reader, group: str, addresses: AddressAllocator) -> Advice:
    text = reader.text("text") or reader.typed or ""
    return Advice(
        element=addresses.allocate(f"{group}/{slug(text)}"),
        text=text,
        barriers=reader.references("barriers"),
        addresses=reader.references("addresses"),
        **common_fields(reader),
    )


def build_knowledge_gap(reader: Reader, addresses: AddressAllocator) -> KnowledgeGap:
    """Build a knowledge gap."""
    name = reader.text("name") or reader.typed or ""
    return KnowledgeGap(
        element=addresses.allocate(f"knowledge-gaps/{slug(name)}"),
        name=name,
        stages=reader.references("stages"),
        barriers=reader.references("barriers"),
        measures=reader.references("measures"),
        **common_fields(reader),
    )


def build_acceptance(reader: Reader) -> Acceptance:
    """Build an accepted gap."""
    return Acceptance(
        rule=reader.text("rule") or "",
        rule_span=reader.value_span("rule"),
        span=reader.span,
        path=reader.path,
        at=reader.references("at")[:1],
        reason=reader.text("reason"),
        by=reader.text("by"),
        until=reader.day("until"),
    )
