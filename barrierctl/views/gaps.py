"""View `gaps`: the agenda of a workshop, and for programs each finding in a row."""

from collections.abc import Iterator
from typing import Final

from barrierctl.findings import Finding
from barrierctl.gaps.agenda import Agenda, build_agenda
from barrierctl.messages import catalogue, message_in_stage
from barrierctl.model.model import BarrierModel
from barrierctl.views.columns import columns
from barrierctl.views.document import Cell, Entry, Reader, Table, TableRole
from barrierctl.vocabulary import RESERVED_ID

AGENDA_COLUMNS: Final = ("section", "text", "points")
"""The ids of the columns of the agenda."""

COLUMNS: Final = ("message", "advice", "stage_name", "block", "name", "severity", "rule", "stage")
"""The ids of the columns of the findings: what a person reads first, what programs need last."""


def gaps(model: BarrierModel, findings: tuple[Finding, ...]) -> tuple[Table, Table]:
    """Show the agenda, and the findings behind it, each with its location."""
    return _agenda(build_agenda(model, findings)), _findings(model, findings)


def _agenda(agenda: Agenda) -> Table:
    words = catalogue()
    return Table(
        id="agenda",
        title=words.say("agenda.title"),
        columns=columns("agenda", AGENDA_COLUMNS, many=("points",)),
        rows=tuple(_agenda_rows(agenda)),
        lead="text",
        group_by=("section",),
        by_stage=True,
        reader=Reader.PEOPLE,
        empty=words.say("agenda.nothing"),
    )


def _agenda_rows(agenda: Agenda) -> Iterator[tuple[Cell, ...]]:
    words = catalogue()
    say = words.say
    for sentence in agenda.summary:
        yield _agenda_row(
            say("agenda.in_short"), say("agenda.labelled", label=sentence.label, text=sentence.text)
        )
    for entry in agenda.overdue:
        yield _agenda_row(say("agenda.overdue"), entry.text)
    for entry in agenda.invitations:
        yield _agenda_row(say("agenda.invite"), say("agenda.labelled", label=entry.name, text=entry.text))
    for question in agenda.questions:
        points = [point.text for point in question.points]
        points += [say("agenda.more", count=question.more)] if question.more else []
        text = say("agenda.numbered", number=question.number, text=question.text)
        yield _agenda_row(say("agenda.ask"), text, *points)
    count = sum(len(entry.findings) for entry in agenda.desk)
    for entry in agenda.desk:
        yield _agenda_row(say("agenda.desk", count=count), entry.text)


def _agenda_row(section: str, text: str, *points: str) -> tuple[Cell, ...]:
    return (Entry(text=section),), (Entry(text=text),), tuple(Entry(text=point) for point in points)


def _findings(model: BarrierModel, findings: tuple[Finding, ...]) -> Table:
    order = {stage.id: at for at, stage in enumerate(model.stages)}
    words = catalogue()
    return Table(
        id="gaps",
        title=words.say("views.gaps.title"),
        columns=columns("gaps", COLUMNS, lists={"block": ("block",)}),
        rows=tuple(_row(finding) for finding in sorted(findings, key=lambda each: _rank(each, order))),
        role=TableRole.FINDINGS,
        group_by=("stage_name",),
        by_stage=True,
        reader=Reader.PROGRAMS,
        empty=words.say("views.gaps.empty"),
    )


def _rank(finding: Finding, order: dict[str, int]) -> tuple[int, bool]:
    """Order by stage, then general items, then what is in several stages, then the rest."""
    location, last = finding.location, len(order)
    at = last + 1 if location.stage is None else order.get(location.stage, last)
    return at, not location.block


def _row(finding: Finding) -> tuple[Cell, ...]:
    location = finding.location
    values = {
        "message": message_in_stage(finding),
        "advice": finding.advice,
        "stage_name": _stage_name(finding),
        "block": location.block,
        "name": location.name,
        "severity": finding.severity.value,
        "rule": finding.rule,
        "stage": location.stage,
    }
    return tuple((Entry(text=values[name] or "", element=location.element),) for name in COLUMNS)


def _stage_name(finding: Finding) -> str:
    """Return the stage, or the words that `barrierctl gaps` has in its place."""
    location, words = finding.location, catalogue()
    if location.stage == RESERVED_ID:
        return words.say("views.general")
    if location.stage:
        return location.stage_name or location.stage
    return words.say("report.several_stages" if location.block else "report.whole_model")
