"""Building the plan of action, recommendations, knowledge gaps and accepted gaps."""

from barrierctl import vocabulary as voc
from barrierctl.model.items import Addresses, described
from barrierctl.model.plan import (
    Acceptance,
    Activity,
    Advice,
    Evaluation,
    KnowledgeGap,
    Measure,
    Objective,
    Plan,
    Recommendation,
)
from barrierctl.model.reader import Reader
from barrierctl.names import slug


def build_plan(reader: Reader, addresses: Addresses) -> Plan:
    """The plan of action."""
    evaluation = reader.sub("evaluation")
    return Plan(
        span=reader.span,
        coordinator=reader.references("coordinator")[:1],
        agreed_with=reader.references("agreed_with"),
        objectives=tuple(_objective(entry, addresses) for entry in reader.each("objectives")),
        process=_evaluation(evaluation, "process"),
        outcome=_evaluation(evaluation, "outcome"),
    )


def _objective(reader: Reader, addresses: Addresses) -> Objective:
    statement, given = reader.text("statement") or reader.typed or "", reader.text("id")
    name = given or slug(statement)
    return Objective(
        element=given or addresses.of(f"plan/{name}"),
        id=given,
        statement=statement,
        indicator=reader.text("indicator"),
        baseline=reader.text("baseline"),
        target=reader.text("target"),
        due=reader.day("due"),
        measures=tuple(_measure(entry, name, addresses) for entry in reader.each("measures")),
        **described(reader),
    )


def _measure(reader: Reader, objective: str, addresses: Addresses) -> Measure:
    name, given = reader.text("name") or reader.typed or "", reader.text("id")
    return Measure(
        element=given or addresses.of(f"plan/{objective}/{slug(name)}"),
        id=given,
        name=name,
        barriers=reader.references("barriers"),
        owner=reader.references("owner")[:1],
        helped_by=reader.references("helped_by"),
        start=reader.day("start"),
        due=reader.day("due"),
        status=reader.choice("status", voc.MeasureStatus),
        budget=reader.text("budget"),
        activities=tuple(_activity(entry) for entry in reader.each("activities")),
        **described(reader),
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


def build_recommendation(reader: Reader, addresses: Addresses) -> Recommendation:
    """A group of recommendations."""
    domain = reader.text("domain") or ""
    element = addresses.of(f"recommendations/{slug(domain)}")
    return Recommendation(
        element=element,
        domain=domain,
        target_group=reader.text("target_group") or "",
        items=tuple(_advice(entry, element, addresses) for entry in reader.each("items")),
        **described(reader),
    )


def _advice(reader: Reader, group: str, addresses: Addresses) -> Advice:
    text = reader.text("text") or reader.typed or ""
    return Advice(
        element=addresses.of(f"{group}/{slug(text)}"),
        text=text,
        barriers=reader.references("barriers"),
        addresses=reader.references("addresses"),
        **described(reader),
    )


def build_knowledge_gap(reader: Reader, addresses: Addresses) -> KnowledgeGap:
    """A knowledge gap."""
    name = reader.text("name") or reader.typed or ""
    return KnowledgeGap(
        element=addresses.of(f"knowledge-gaps/{slug(name)}"),
        name=name,
        stages=reader.references("stages"),
        barriers=reader.references("barriers"),
        measures=reader.references("measures"),
        **described(reader),
    )


def build_acceptance(reader: Reader) -> Acceptance:
    """An accepted gap."""
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
