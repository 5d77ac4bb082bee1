"""`barrierctl rule`."""

import sys
from enum import StrEnum
from typing import Annotated, assert_never

import typer

from barrierctl.cli.config_options import ConfigFile, NoConfig, configuration
from barrierctl.cli.console import CONSOLE, output_width
from barrierctl.cli.options import add, complete_rules
from barrierctl.errors import UsageError
from barrierctl.messages import Record

_HELP = """Example:  barrierctl rule stage-without-barriers

    Explain a rule: what it finds, why it matters, what to do, when to accept it. Without an id: all rules."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    add(
        app,
        rule,
        name="rule",
        help=_HELP,
        short_help="Explain a rule, or list all.",
        epilog="Next:  barrierctl gaps PATH",
    )


class RuleFormat(StrEnum):
    """The values of `--format`."""

    TEXT = "text"
    MD = "md"
    JSON = "json"


def rule(
    rule_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A rule's id.", autocompletion=complete_rules)
    ] = None,
    output_format: Annotated[RuleFormat, typer.Option("--format", help="How it is shown.")] = RuleFormat.TEXT,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Explain a rule."""
    from barrierctl.messages import record, rule_ids

    if (
        rule_id in rule_ids()
    ):  # whatever is wrong with the configuration, the words of its violations are explained
        CONSOLE.payload(_one(record(rule_id), output_format))
        return
    house = {rule.id: rule.record for rule in configuration(config, none=no_config).rules}
    if rule_id is None:
        CONSOLE.payload(_all([*(record(name) for name in rule_ids()), *house.values()], output_format))
    elif rule_id in house:
        CONSOLE.payload(_one(house[rule_id], output_format))
    else:
        raise UsageError(_unknown(rule_id, (*rule_ids(), *house)))


def _all(records: list[Record], output_format: RuleFormat) -> str:
    from barrierctl.reporters import rules

    match output_format:
        case RuleFormat.TEXT:
            return rules.list_as_text(records, color=CONSOLE.takes_color(sys.stdout))
        case RuleFormat.MD:
            return rules.list_as_markdown(records)
        case RuleFormat.JSON:
            return rules.rules_as_json(records)
        case _:
            assert_never(output_format)


def _one(record: Record, output_format: RuleFormat) -> str:
    from barrierctl.reporters import rules

    match output_format:
        case RuleFormat.TEXT:
            return rules.explain_as_text(record, width=output_width(), color=CONSOLE.takes_color(sys.stdout))
        case RuleFormat.MD:
            return rules.explain_as_markdown(record)
        case RuleFormat.JSON:
            return rules.rules_as_json([record])
        case _:
            assert_never(output_format)


def _unknown(rule_id: str, known: tuple[str, ...]) -> str:
    from barrierctl.names import did_you_mean

    return f'There is no rule "{rule_id}".{did_you_mean(rule_id, known)} All rules: barrierctl rule'
