"""`barrierctl set`, `add`, `accept` and `plan`: small changes to a model."""

from datetime import date
from typing import Annotated

import typer

from barrierctl.changes.actions import accept_gap, add_items, set_value
from barrierctl.changes.plan_skeleton import start_plan
from barrierctl.changes.words import say
from barrierctl.cli.change_model import Diff, DryRun, ModelFile, finish, open_model, withholding
from barrierctl.cli.console import CONSOLE
from barrierctl.cli.options import ConfigFile, NoConfig, complete_rules, parse_day
from barrierctl.config.types import run_options
from barrierctl.dataclass import replace
from barrierctl.messages import current_id
from barrierctl.pipeline import report_gaps

Element = Annotated[
    str, typer.Argument(metavar="ELEMENT", help="Id, address or name of a part of the model; or model, plan.")
]
KeyName = Annotated[str, typer.Argument(metavar="KEY", help="Key or label, such as note or priority.impact.")]
NewValue = Annotated[
    str, typer.Argument(metavar="VALUE", help='New value; separate several with commas. "" removes the key.')
]
StageName = Annotated[str, typer.Argument(metavar="STAGE", help="Id or name of a stage, or general.")]
BlockName = Annotated[str, typer.Argument(metavar="BLOCK", help="Block, such as signals.")]
Names = Annotated[list[str], typer.Argument(metavar="NAME...", help="Name of the new item.")]
RuleId = Annotated[str, typer.Argument(metavar="RULE", help="Id of a rule.", autocompletion=complete_rules)]
At = Annotated[
    str, typer.Option("--at", metavar="ELEMENT", help="Id, address or name of the part that it applies to.")
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why the gap is accepted.")]
Until = Annotated[
    date | None,
    typer.Option("--until", metavar="DATE", parser=parse_day, help="Last day of the acceptance, YYYY-MM-DD."),
]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided it.")]
Start = Annotated[
    date, typer.Option("--start", metavar="DATE", parser=parse_day, help="First day of the plan, YYYY-MM-DD.")
]


def set(  # noqa: A001 (the name of the command)
    model: ModelFile,
    element: Element,
    key: KeyName,
    value: NewValue,
    dry_run: DryRun = False,
    diff: Diff = False,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Set a key of a part of a model."""
    opened = open_model(model, "set", config, no_config=no_config)
    context = opened.configuration.context
    with withholding(opened):
        outcome = set_value(opened.data, opened.model, element, key, value, context)
    finish(opened, outcome, dry_run=dry_run, diff=diff)


def add(
    model: ModelFile,
    stage: StageName,
    block: BlockName,
    names: Names,
    dry_run: DryRun = False,
    diff: Diff = False,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Add items to a block of a stage."""
    opened = open_model(model, "add", config, no_config=no_config)
    with withholding(opened):
        outcome = add_items(opened.data, opened.model, stage, block, names)
    finish(opened, outcome, dry_run=dry_run, diff=diff)


def accept(
    model: ModelFile,
    rule: RuleId,
    reason: Reason,
    at: At = "",
    until: Until = None,
    by: By = "",
    dry_run: DryRun = False,
    diff: Diff = False,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Accept a gap, with a reason."""
    opened = open_model(model, "accept", config, no_config=no_config)
    acceptance = {"at": at, "reason": reason, "by": by, "until": until.isoformat() if until else ""}
    custom = [one.id for one in opened.configuration.rules]
    with withholding(opened):
        outcome = accept_gap(opened.data, opened.model, rule, acceptance, custom)
    after = finish(opened, outcome, dry_run=dry_run, diff=diff)
    # How many findings of the rule the model accepts now.
    rule = current_id(rule)
    options = run_options(opened.configuration.for_command("gaps"))
    options = replace(options, selection=replace(options.selection, select=(rule,)), agenda=False)
    findings = report_gaps(after, opened.one, options).findings if after else ()
    count = sum(bool(finding.rule == rule and finding.accepted) for finding in findings)
    if not count:
        CONSOLE.info(say("nothing_found", rule=rule))
    elif not (dry_run or diff):
        CONSOLE.info(say("findings", count=count, rule=rule))


def plan(
    model: ModelFile,
    start: Start,
    dry_run: DryRun = False,
    diff: Diff = False,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Start a plan of action."""
    opened = open_model(model, "plan", config, no_config=no_config)
    with withholding(opened):
        outcome = start_plan(opened.data, opened.model, start)
    finish(opened, outcome, dry_run=dry_run, diff=diff)
