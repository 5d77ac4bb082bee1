"""View `gaps`: what is missing or weak, one row per finding, stage by stage."""

from typing import Final

from barrierctl.findings import Finding
from barrierctl.messages import catalogue, where
from barrierctl.model.model import BarrierModel
from barrierctl.views.columns import columns
from barrierctl.views.document import Cell, Entry, Table, TableRole
from barrierctl.vocabulary import RESERVED_ID

COLUMNS: Final = ("message", "advice", "stage_name", "block", "name", "severity", "rule", "stage")
"""The ids of the columns: what a person reads first, what programs need last."""


def gaps(model: BarrierModel, findings: tuple[Finding, ...]) -> Table:
    """Show the findings, each with its location."""
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
        empty=words.say("views.gaps.empty"),
    )


def _rank(finding: Finding, order: dict[str, int]) -> tuple[int, bool]:
    """Order by stage, then general items, then what is in several stages, then the rest."""
    location, last = finding.location, len(order)
    at = last + 1 if location.stage is None else order.get(location.stage, last)
    return at, location.stage is None and not location.block


def _row(finding: Finding) -> tuple[Cell, ...]:
    location = finding.location
    about = where(location.in_stage(), catalogue()) if location.name else None
    values = {
        "message": f"{about}: {finding.message}" if about else finding.message,
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
