"""The plan of action, recommendations, knowledge gaps and accepted gaps: records and builders.

Source: EUCPN 2021, sections 2.2, 3.3 and 3.4.
"""

from datetime import date
from typing import Final

from barrierctl.dataclass import frozen
from barrierctl.findings import Span
from barrierctl.model.items import element_fields, read_fields, readers_of
from barrierctl.model.reader import Reader
from barrierctl.model.types import Element, Reference, Translation
from barrierctl.names import FreeNames, slug
from barrierctl.resources import vocabulary as voc
from barrierctl.source.tree import Path


@frozen
class Activity:
    """A step of a measure."""

    name: str
    span: Span
    path: Path
    owner: tuple[Reference, ...] = ()
    due: date | None = None
    status: voc.MeasureStatus | None = None
    translations: tuple[Translation, ...] = ()


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


def is_closed(task: Measure | Activity) -> bool:
    """Whether a measure or activity is done or cancelled."""
    return task.status in (voc.MeasureStatus.DONE, voc.MeasureStatus.CANCELLED)


def is_overdue(task: Measure | Activity, today: date) -> bool:
    """Whether the day of a measure or activity has passed, and it is still open."""
    return task.due is not None and task.due < today and not is_closed(task)


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
    translations: tuple[Translation, ...] = ()


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
    translations: tuple[Translation, ...] = ()


_ACTIVITY: Final = readers_of(Activity, status=voc.MeasureStatus)
_MEASURE: Final = readers_of(Measure, status=voc.MeasureStatus)
_OBJECTIVE: Final = readers_of(Objective)
_EVALUATION: Final = readers_of(Evaluation)
_PLAN: Final = readers_of(Plan)
_ADVICE: Final = readers_of(Advice)
_RECOMMENDATION: Final = readers_of(Recommendation)
_KNOWLEDGE_GAP: Final = readers_of(KnowledgeGap, stages=Reader.references, measures=Reader.references)
_ACCEPTANCE: Final = readers_of(Acceptance)


def build_plan(reader: Reader, addresses: FreeNames) -> Plan:
    """Build the plan of action."""
    evaluation = reader.sub("evaluation")
    return Plan(
        span=reader.span,
        objectives=tuple(_objective(entry, addresses) for entry in reader.each("objectives")),
        process=_evaluation(evaluation, "process"),
        outcome=_evaluation(evaluation, "outcome"),
        **read_fields(reader, _PLAN),
    )


def _objective(reader: Reader, addresses: FreeNames) -> Objective:
    statement, own_id = reader.text("statement") or reader.typed or "", reader.text("id")
    address = f"plan/{own_id or slug(statement)}"
    element, measures = own_id or addresses.take(address), []
    for entry in reader.each("measures"):
        name, measure_id = entry.text("name") or entry.typed or "", entry.text("id")
        activities = (
            Activity(name=step.text("name") or step.typed or "", **element_fields(step, _ACTIVITY))
            for step in entry.each("activities")
        )
        measure = Measure(
            element=measure_id or addresses.take(f"{address}/{slug(name)}"),
            id=measure_id,
            name=name,
            activities=tuple(activities),
            **element_fields(entry, _MEASURE),
        )
        measures.append(measure)
    return Objective(
        element=element,
        id=own_id,
        statement=statement,
        measures=tuple(measures),
        **element_fields(reader, _OBJECTIVE),
    )


def _evaluation(reader: Reader, key: str) -> Evaluation | None:
    sub = reader.sub(key)
    return Evaluation(span=sub.span, **read_fields(sub, _EVALUATION)) if reader.has(key) else None


def build_recommendation(reader: Reader, addresses: FreeNames) -> Recommendation:
    """Build a group of recommendations."""
    domain = reader.text("domain") or ""
    element = addresses.take(f"recommendations/{slug(domain)}")
    items = []
    for entry in reader.each("items"):
        text = entry.text("text") or entry.typed or ""
        address = addresses.take(f"{element}/{slug(text)}")
        items.append(Advice(element=address, text=text, **element_fields(entry, _ADVICE)))
    return Recommendation(
        element=element,
        domain=domain,
        target_group=reader.text("target_group") or "",
        items=tuple(items),
        **element_fields(reader, _RECOMMENDATION),
    )


def build_knowledge_gap(reader: Reader, addresses: FreeNames) -> KnowledgeGap:
    """Build a knowledge gap."""
    name = reader.text("name") or reader.typed or ""
    address = addresses.take(f"knowledge-gaps/{slug(name)}")
    return KnowledgeGap(element=address, name=name, **element_fields(reader, _KNOWLEDGE_GAP))


def build_acceptance(reader: Reader) -> Acceptance:
    """Build an accepted gap."""
    return Acceptance(
        rule=reader.text("rule") or "",
        rule_span=reader.value_span("rule"),
        **element_fields(reader, _ACCEPTANCE),
    )
