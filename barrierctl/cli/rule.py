"""`barrierctl rule`."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from barrierctl.cli.console import CONSOLE, output_width
from barrierctl.cli.options import ConfigFile, NoConfig, complete_rules, read_configuration
from barrierctl.errors import UsageError
from barrierctl.messages import current_id, record, rule_ids
from barrierctl.names import did_you_mean
from barrierctl.reporters import rules

if TYPE_CHECKING:
    RuleFormat: TypeAlias = str
else:
    RuleFormat = StrEnum("RuleFormat", list(rules.FORMATS))
"""The values of `--format`."""


def rule(
    rule_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Id of a rule.", autocompletion=complete_rules)
    ] = None,
    output_format: Annotated[RuleFormat, typer.Option("--format", help="Output format.")] = "text",
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Explain a rule, or list all."""
    custom, rule_id = {}, rule_id and current_id(rule_id)
    # Our own rules are explained even if the configuration has errors, because its findings name them.
    if rule_id not in rule_ids():
        custom = {rule.id: rule.record for rule in read_configuration(config, none=no_config).rules}
    known = (*rule_ids(), *custom)
    list_rules, explain = rules.FORMATS[output_format]
    color = CONSOLE.takes_color(sys.stdout)
    if rule_id is None:
        CONSOLE.print(list_rules([custom.get(name) or record(name) for name in known], color=color))
    elif rule_id in known:
        found = custom.get(rule_id) or record(rule_id)
        CONSOLE.print(explain(found, width=output_width(), color=color))
    else:
        meant = did_you_mean(rule_id, known)
        raise UsageError(f'There is no rule "{rule_id}".{meant} All rules: barrierctl rule')
