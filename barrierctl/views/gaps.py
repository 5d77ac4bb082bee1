"""View `gaps`: the agenda of a workshop, and for programs each finding in a row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from barrierctl.findings import Finding
from barrierctl.gaps.agenda import Agenda, Question, build_agenda
from barrierctl.limits import MAX_STAGES
from barrierctl.messages import by_stage, catalogue, message_in_stage
from barrierctl.model.model import BarrierModel
from barrierctl.resources.vocabulary import RESERVED_ID, Block
from barrierctl.views.columns import block_label, columns, make_table, offering_blocks
from barrierctl.views.document import Cell, Entry, Reader, Table, TableRole

AGENDA_COLUMNS: Final = ("section", "text", "points")
"""The ids of the columns of the agenda."""

COLUMNS: Final = ("message", "advice", "stage_name", "block", "name", "severity", "rule", "stage")
"""The ids of the columns of the findings: what a person reads first, what programs need last."""

_FEW_STAGES: Final = 2
"""What concerns more of them is discussed for the whole process."""


def gaps(model: BarrierModel, findings: tuple[Finding, ...], *, whole: bool) -> tuple[Table, Table]:
    """Show the agenda, and for programs the findings behind it, each with its location.

    Without *whole*, nothing is said of the model as a whole.
    """
    say, outline = catalogue().say, list[tuple[Cell, ...]]()
    if findings:
        agenda = build_agenda(model, findings, whole=whole)
        outline += opening_rows(agenda)
        outline += (outline_row(say("agenda.ask"), numbered(one), *one.lines) for one in agenda.questions)
        count = sum(len(entry.findings) for entry in agenda.desk)
        outline += (outline_row(say("agenda.desk", count=count), entry.text) for entry in agenda.desk)
    for_people = _agenda_table(outline, role=TableRole.AGENDA, by_stage=True, reader=Reader.PEOPLE)
    groups = by_stage(findings, ((stage.id, stage.name) for stage in model.stages))
    rows = (
        _row(model, stage, finding)
        for stage, group in groups
        for finding in sorted(group, key=lambda each: each.severity.rank)
    )
    for_programs = make_table(
        "gaps",
        offering_blocks(model, columns("gaps", COLUMNS, lists={"block": ("block",)})),
        rows,
        role=TableRole.FINDINGS,
        group_by=("stage_name",),
        by_stage=True,
        reader=Reader.PROGRAMS,
    )
    return for_people, for_programs


def discussion(model: BarrierModel, findings: tuple[Finding, ...]) -> Table:
    """Show the questions of the agenda by stage: each stage with what concerns it, under the same numbers."""
    questions = {one.topic: one for one in build_agenda(model, findings).questions}
    found = findings_by_stage(model, findings, most=_FEW_STAGES)
    stages = [(stage.id, stage.name) for stage in model.stages]
    rows = (
        outline_row(name, numbered(questions[own.topic], own.text), *own.lines, element=stage)
        for stage, name in (*stages, (RESERVED_ID, catalogue().say("views.workshop.general")))
        for own in build_agenda(model, found[stage], whole=False).questions
    )
    return _agenda_table(rows)


def _agenda_table(rows: Iterable[tuple[Cell, ...]], **more: Any) -> Table:
    shown = columns("agenda", AGENDA_COLUMNS, many=("points",))
    return make_table("agenda", shown, rows, lead="text", group_by=("section",), **more)


def findings_by_stage(
    model: BarrierModel, findings: Iterable[Finding], most: int = MAX_STAGES
) -> defaultdict[str, list[Finding]]:
    """Collect the findings about each stage by its id; those about none or too many, by the reserved one."""
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        stages = {finding.location.stage, *finding.stages} & model.stage_by_id.keys()
        for stage in stages if 0 < len(stages) <= most else {RESERVED_ID}:
            found[stage or RESERVED_ID].append(finding)
    return found


def numbered(question: Question, text: str = "") -> str:
    """Put the number of a question before its text, or before another one."""
    return catalogue().say("agenda.numbered", number=question.number, text=text or question.text)


def opening_rows(agenda: Agenda) -> Iterator[tuple[Cell, ...]]:
    """Show what comes before the questions: the judgement, what is overdue, and whom to invite."""
    say = catalogue().say
    for sentence in agenda.summary:
        text = catalogue().labelled(sentence.label, sentence.text)
        yield outline_row(say("agenda.in_short"), text)
    for entry in agenda.overdue:
        yield outline_row(say("agenda.overdue"), entry.text)
    invite = say("agenda.invite_or_represent" if agenda.relies_on_invited else "agenda.invite")
    for entry in agenda.invitations:
        text = catalogue().labelled(entry.name, entry.text) if entry.name else entry.text
        yield outline_row(invite, text)


def outline_row(section: str, text: str, *points: str, element: str | None = None) -> tuple[Cell, ...]:
    """Make a sentence under a heading, with the points below it; the heading may be of an element."""
    head = (Entry(text=section, element=element),)
    return head, (Entry(text=text),), tuple(Entry(text=point) for point in points)


def _row(model: BarrierModel, stage: str, finding: Finding) -> tuple[Cell, ...]:
    location = finding.location
    values = {
        "message": message_in_stage(finding),
        "advice": finding.advice,
        "stage_name": stage,
        "block": location.block and block_label(model, Block(location.block)),
        "name": location.name,
        "severity": finding.severity.value,
        "rule": finding.rule,
        "stage": location.stage,
    }
    raw = {"block": location.block or ""}
    return tuple(
        (Entry(text=values[name] or "", raw=raw.get(name, ""), element=location.element),) for name in COLUMNS
    )
