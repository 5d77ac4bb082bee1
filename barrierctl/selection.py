"""What a run is asked to do: which rules, severities and dates."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from barrierctl.errors import UsageError
from barrierctl.files import Input, fits
from barrierctl.findings import Severity
from barrierctl.frozen import frozen, replace
from barrierctl.messages import Record, is_gap, record, rule_ids
from barrierctl.names import nearest

if TYPE_CHECKING:
    from barrierctl.baseline import Baseline
    from barrierctl.gaps.custom_rules import CustomRule
    from barrierctl.model.types import Party


@frozen
class ModelContext:
    """What a configuration adds to every model.

    Attributes:
        rules: the ids of house rules, whose findings can be accepted.
        parties: of the shared list.
    """

    rules: frozenset[str] = frozenset()
    parties: tuple["Party", ...] = ()


ALONE: Final = ModelContext()
"""A model without a configuration."""


@frozen
class RuleSelection:
    """Which findings a user asks for.

    Attributes:
        select: ids or prefixes of rules; empty for all.
        ignore: likewise, and stronger.
        house: ids of house rules, which can be chosen too.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    house: frozenset[str] = frozenset()

    def __call__(self, rule: str) -> bool:
        """Whether findings of this rule are wanted."""
        chosen = not self.select or any(_fits(name, rule) for name in self.select)
        return chosen and not any(_fits(name, rule) for name in self.ignore)


def chosen(select: tuple[str, ...], ignore: tuple[str, ...], house: frozenset[str]) -> RuleSelection:
    """What is wanted, where each id and prefix fits a rule.

    Raises:
        UsageError: one fits nothing, or an error that must not be left out.
    """
    for name in (*select, *ignore):
        _known_selector(name, house)
    return RuleSelection(select=select, ignore=ignore, house=house)


def _fits(name: str, rule: str) -> bool:
    return rule == name or rule.startswith(f"{name}-")


def explain_unmatched(
    name: str, house: frozenset[str] = frozenset(), *, whole: bool = False
) -> tuple[str, str] | None:
    """Why a text chooses no rule, as the end of a wording's name, and the nearest id; None where it does.

    Args:
        name: an id, or the beginning of ids.
        house: ids of house rules.
        whole: whether it has to be an id.
    """
    ours = (rule for rule in rule_ids() if record(rule).severity is not Severity.ERROR)
    known = sorted({*ours, *house})
    if name in known or (not whole and any(_fits(name, rule) for rule in known)):
        return None
    if name in rule_ids():
        return "-error", ""
    near = nearest(name, known, most=1)
    return ("-near", near[0]) if near else ("", "")


def _known_selector(name: str, house: frozenset[str]) -> None:
    match explain_unmatched(name, house):
        case None:
            return
        case "-error", _:
            raise UsageError(f'"{name}" is an error, and errors cannot be selected or ignored.')
        case _, near:
            meant = f' Did you mean "{near}"?' if near else ""
            raise UsageError(f'"{name}" fits no rule.{meant} All rules: barrierctl rule')


EVERY_RULE: Final = RuleSelection()
"""No rule left out."""
REVIEW_MONTHS: Final = 12
"""How often a model is to be reviewed where nothing says so."""


@frozen
class PathRules:
    """Rules that are not looked at in some files.

    Attributes:
        path: a glob, relative to the folder.
        folder: of the configuration.
        ignore: ids or prefixes of rules.
    """

    path: str
    folder: Path
    ignore: tuple[str, ...]


@frozen
class RunOptions:
    """What a run of `validate` or `gaps` is asked.

    Attributes:
        wanted: which rules.
        per_path: rules that are not wanted in some files.
        today: the day on which dates are looked at; the clock's unless told.
        baseline: what was known before, or None.
        severity: how grave the findings of a rule are, where that differs from its record.
        review_months: how often a model is to be reviewed, unless it says so itself.
        house: house rules, which run context the others.
        context: what the configuration adds to every model.
    """

    wanted: RuleSelection = EVERY_RULE
    per_path: tuple[PathRules, ...] = ()
    today: date = field(default_factory=date.today)
    baseline: "Baseline | None" = None
    severity: Mapping[str, Severity] = field(default_factory=dict)
    review_months: int = REVIEW_MONTHS
    house: tuple["CustomRule", ...] = ()
    context: ModelContext = ALONE

    @property
    def records(self) -> dict[str, Record]:
        """The records of the house rules, by id."""
        return {rule.id: rule.record for rule in self.house}

    def selection_for(self, one: Input) -> RuleSelection:
        """Which rules are wanted in one file."""
        file = one.file or Path(one.path)
        silent = [rules.ignore for rules in self.per_path if fits(file, (rules.path,), rules.folder)]
        return replace(self.wanted, ignore=(*self.wanted.ignore, *chain(*silent))) if silent else self.wanted

    def covers(self, rule: str, command: str) -> bool:
        """Whether a command looks for what a rule, or what was one once, finds."""
        return self.wanted(rule) and is_gap(rule) is (command == "gaps")
