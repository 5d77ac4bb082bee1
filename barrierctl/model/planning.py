"""Building the plan of action."""

from barrierctl import vocabulary as voc
from barrierctl.model.items import Addresses, described
from barrierctl.model.plan import Activity, Evaluation, Measure, Objective, Plan
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
