"""Which findings a user asks for: rules by id or prefix."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from barrierctl.baseline import Baseline
from barrierctl.errors import UsageError
from barrierctl.findings import Severity
from barrierctl.names import nearest
from barrierctl.records import is_gap, record, rule_ids


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which findings a user asks for.

    Attributes:
        select: ids or prefixes of rules; empty for all.
        ignore: likewise, and stronger.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what fits no rule.

        Raises:
            UsageError: an id or prefix fits nothing, or an error that must not be left out.
        """
        for name in (*self.select, *self.ignore):
            _known_selector(name)

    def __call__(self, rule: str) -> bool:
        """Whether findings of this rule are wanted."""
        chosen = not self.select or any(_fits(name, rule) for name in self.select)
        return chosen and not any(_fits(name, rule) for name in self.ignore)


def _fits(name: str, rule: str) -> bool:
    return rule == name or rule.startswith(f"{name}-")


def _known_selector(name: str) -> None:
    known = [rule for rule in rule_ids() if record(rule).severity is not Severity.ERROR]
    if any(_fits(name, rule) for rule in known):
        return
    if name in rule_ids():
        raise UsageError(f'"{name}" is an error, and errors cannot be selected or ignored.')
    near = nearest(name, known, most=1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    raise UsageError(f'"{name}" fits no rule.{meant} All rules: barrierctl rule')


EVERYTHING: Final = Wanted()
"""No rule left out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inquiry:
    """What a run of `validate` or `gaps` is asked.

    Attributes:
        wanted: which rules.
        today: the day on which dates are looked at; the clock's unless told.
        baseline: what was known before, or None.
    """

    wanted: Wanted = EVERYTHING
    today: date = field(default_factory=date.today)
    baseline: Baseline | None = None

    def asks_for(self, rule: str, command: str) -> bool:
        """Whether a command looks for what a rule, or what was one once, finds."""
        if rule not in rule_ids():
            return True
        return self.wanted(rule) and is_gap(rule) is (command == "gaps")
