"""`barrierctl rule`."""

import sys
from typing import Annotated

import typer

from barrierctl.cli.console import CONSOLE, prose_width
from barrierctl.cli.shared import with_shared_options
from barrierctl.errors import UsageError

_HELP = """Example:  barrierctl rule stage-without-barriers

    Explain a rule: what it finds, why it matters, what to do, when to accept it. Without an id: all rules."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        name="rule",
        help=_HELP,
        short_help="Explain a rule, or list all.",
        epilog="Next:  barrierctl gaps PATH",
    )(with_shared_options(rule))


def _complete(incomplete: str) -> list[str]:
    from barrierctl.records import rule_ids

    return [name for name in rule_ids() if name.startswith(incomplete)]


def rule(
    rule_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A rule's id.", autocompletion=_complete)
    ] = None,
) -> None:
    """Explain a rule."""
    from barrierctl.records import record, rule_ids
    from barrierctl.reporters.rules import explain, overview

    color = CONSOLE.takes_color(sys.stdout)
    if rule_id is None:
        CONSOLE.payload(overview([record(name) for name in rule_ids()], color=color))
        return
    if rule_id not in rule_ids():
        raise UsageError(_unknown(rule_id))
    CONSOLE.payload(explain(record(rule_id), width=prose_width(), color=color))


def _unknown(rule_id: str) -> str:
    from barrierctl.names import nearest
    from barrierctl.records import rule_ids

    near = nearest(rule_id, rule_ids(), most=1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    return f'There is no rule "{rule_id}".{meant} All rules: barrierctl rule'
