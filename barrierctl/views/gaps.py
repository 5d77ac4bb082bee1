"""View `gaps`: what is missing or weak, one row per finding, stage by stage."""

from typing import Final

from barrierctl.findings import Finding
from barrierctl.messages import by_stage, message_in_stage
from barrierctl.model.model import BarrierModel
from barrierctl.views.columns import columns, make_table
from barrierctl.views.document import Cell, Entry, Table, TableRole

COLUMNS: Final = ("message", "advice", "stage_name", "block", "name", "severity", "rule", "stage")
"""The ids of the columns: what a person reads first, what programs need last."""


def gaps(model: BarrierModel, findings: tuple[Finding, ...]) -> Table:
    """Show the findings, each with its location."""
    groups = by_stage(findings, ((stage.id, stage.name) for stage in model.stages))
    rows = (
        _row(stage, finding)
        for stage, group in groups
        for finding in sorted(group, key=lambda each: not each.location.block)
    )
    return make_table(
        "gaps",
        columns("gaps", COLUMNS, lists={"block": ("block",)}),
        rows,
        role=TableRole.FINDINGS,
        group_by=("stage_name",),
        by_stage=True,
    )


def _row(stage: str, finding: Finding) -> tuple[Cell, ...]:
    location = finding.location
    values = {
        "message": message_in_stage(finding),
        "advice": finding.advice,
        "stage_name": stage,
        "block": location.block,
        "name": location.name,
        "severity": finding.severity.value,
        "rule": finding.rule,
        "stage": location.stage,
    }
    return tuple((Entry(text=values[name] or "", element=location.element),) for name in COLUMNS)
