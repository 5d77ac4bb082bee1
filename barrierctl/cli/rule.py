"""`barrierctl rule`."""

import sys
from typing import Annotated

import typer

from barrierctl.cli.configuring import ConfigFile, NoConfig, configuration
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
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Explain a rule."""
    from barrierctl.records import record, rule_ids
    from barrierctl.reporters.rules import explain, overview

    color = CONSOLE.takes_color(sys.stdout)
    if (
        rule_id in rule_ids()
    ):  # whatever is wrong with the configuration, the words of its faults are explained
        CONSOLE.payload(explain(record(rule_id), width=prose_width(), color=color))
        return
    house = {rule.id: rule.record for rule in configuration(config, none=no_config).rules}
    if rule_id is None:
        every = [*(record(name) for name in rule_ids()), *house.values()]
        CONSOLE.payload(overview(every, color=color))
    elif rule_id in house:
        CONSOLE.payload(explain(house[rule_id], width=prose_width(), color=color))
    else:
        raise UsageError(_unknown(rule_id, (*rule_ids(), *house)))


def _unknown(rule_id: str, known: tuple[str, ...]) -> str:
    from barrierctl.names import nearest

    near = nearest(rule_id, known, most=1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    return f'There is no rule "{rule_id}".{meant} All rules: barrierctl rule'
