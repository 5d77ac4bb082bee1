"""What a run is asked to do: which rules, severities and dates."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from barrierctl.dataclass import frozen, replace
from barrierctl.errors import UsageError
from barrierctl.files import Input, matches
from barrierctl.findings import Finding, Severity
from barrierctl.messages import ENGLISH, Record, current_id, ids_of, is_gap, record, rule_ids
from barrierctl.names import find_stage, nearest

if TYPE_CHECKING:
    from barrierctl.baseline import Baseline
    from barrierctl.gaps.custom_rules import CustomRule
    from barrierctl.model.types import Party

REVIEW_MONTHS: Final = 12
"""How often a model is to be reviewed if neither it nor a configuration says so."""


OTHER_COMMAND: Final = {"validate": "gaps", "gaps": "validate"}
"""For each command that looks at one family of rules, the one that looks at the other."""


PUBLIC: Final = "public"
"""The audience that must see nothing that is restricted."""


@frozen
class ModelContext:
    """What a run adds to every model, or leaves out.

    Attributes:
        rules: the ids of custom rules, whose findings can be accepted.
        parties: of the shared list.
        audience: `public` leaves out what is restricted, `restricted` keeps it; None if nobody has chosen.
        language: in which the texts of the model are shown, as far as it has them; empty for its own.
    """

    rules: frozenset[str] = frozenset()
    parties: tuple["Party", ...] = ()
    audience: str | None = None
    language: str = ""


NO_CONTEXT: Final = ModelContext()
"""The context of a model without a configuration."""


@frozen
class RuleSelection:
    """Which rules to report.

    Attributes:
        select: ids or prefixes of rules; empty for all.
        ignore: ids or prefixes of rules; they win over `select`.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def __call__(self, rule: str) -> bool:
        """Whether findings of this rule are reported."""
        selected = not self.select or any(_matches(name, rule) for name in self.select)
        return selected and not any(_matches(name, rule) for name in self.ignore)


def _matches(name: str, rule: str) -> bool:
    """Whether a name is an id of a rule or the beginning of one; former ids count."""
    return any(known == name or known.startswith(f"{name}-") for known in ids_of(rule))


def select_rules(
    select: tuple[str, ...], ignore: tuple[str, ...], custom_rules: frozenset[str]
) -> RuleSelection:
    """Select rules by ids and prefixes.

    Raises:
        UsageError: one matches no rule, or names an error, which cannot be left out.
    """
    for name in (*select, *ignore):
        match explain_unmatched(name, custom_rules):
            case None:
                pass
            case "-error", _:
                raise UsageError(f'"{name}" is an error, and errors cannot be selected or ignored.')
            case _, near:
                meant = f' Did you mean "{near}"?' if near else ""
                raise UsageError(f'"{name}" does not match any rule.{meant} All rules: barrierctl rule')
    return RuleSelection(select=select, ignore=ignore)


def refuse_other_family(select: tuple[str, ...], command: str, custom_rules: frozenset[str]) -> None:
    """Refuse a selection of rules that a command does not look at: it would find nothing, ever.

    Raises:
        UsageError: a name selects rules of the other family only; it names the command that looks at them.
    """
    foreign = [name for name in select if not selects_any(name, command, custom_rules)]
    if foreign and command in OTHER_COMMAND:
        other = OTHER_COMMAND[command]
        right = other if len(foreign) == len(select) else "check"
        names, given = ", ".join(f'"{name}"' for name in foreign), ",".join(select)
        raise UsageError(
            f"{command} never reports {names}: {other} does. Use: barrierctl {right} --select {given}"
        )


def selects_any(name: str, command: str, custom_rules: frozenset[str]) -> bool:
    """Whether a name selects a rule that a command looks at."""
    return any(_matches(name, rule) and looks_at(command, rule) for rule in (*rule_ids(), *custom_rules))


def looks_at(command: str, rule: str) -> bool:
    """Whether a command reports findings of a rule, which need not exist any more."""
    return command == "check" or is_gap(rule) is (command == "gaps")


def explain_unmatched(
    name: str, custom_rules: frozenset[str] = frozenset(), *, whole: bool = False
) -> tuple[str, str] | None:
    """Explain why a text selects no rule; None if it selects one.

    Args:
        name: an id, or the beginning of ids.
        custom_rules: ids of the configuration's rules.
        whole: whether it has to be a whole id.

    Returns:
        The end of a wording's name, and the nearest id.
    """
    selectable = (rule for rule in rule_ids() if record(rule).severity is not Severity.ERROR)
    known = sorted({*selectable, *custom_rules})
    if current_id(name) in known or (not whole and any(_matches(name, rule) for rule in known)):
        return None
    if name in rule_ids():
        return "-error", ""
    near = nearest(name, known)
    return ("-near" if near else "", near)


@frozen
class PathRules:
    """Rules that are ignored in some files.

    Attributes:
        path: a glob pattern, relative to the folder.
        folder: of the configuration.
        ignore: ids or prefixes of rules.
    """

    path: str
    folder: Path
    ignore: tuple[str, ...]


EVERY_RULE: Final = RuleSelection()


@frozen
class FindingFilter:
    """Which of the findings are shown.

    Attributes:
        level: the lowest severity.
        accepted: whether accepted findings are shown too.
        stage: the id or name of the only stage whose findings are shown, or `general`, or empty.
    """

    level: Severity = Severity.INFO
    accepted: bool = False
    stage: str = ""

    def __call__(self, findings: Iterable[Finding], stages: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
        """Return the findings of a model that are shown; *stages* has id and name of each of its stages."""
        stage, lowest = self.stage_id(stages), self.level.rank
        return tuple(
            finding
            for finding in findings
            if finding.severity.rank <= lowest
            and (self.accepted or not finding.accepted)
            and (not self.stage or finding.is_about_file or (stage and finding.is_about_stage(stage)))
        )

    def stage_id(self, stages: Iterable[tuple[str, str]]) -> str | None:
        """Return the id of the only stage that is shown, if there is one and it is among these."""
        return find_stage(self.stage, stages) if self.stage else None


EVERY_FINDING: Final = FindingFilter()


@frozen
class RunOptions:
    """What a run of `validate`, `gaps` or `check` is asked to do.

    Attributes:
        selection: which rules.
        per_path: rules that are ignored in some files.
        today: the day for dates.
        baseline: the findings that are known, or None.
        severity: the severity of a rule's findings, if it differs from its record.
        review_months: how often a model is to be reviewed, unless it says so itself.
        custom_rules: rules of the configuration, which run beside the others.
        context: what the configuration adds to every model.
        shown: which findings are shown; an agenda is made of these.
        fail_on: the severity from which a finding is a failure, or None if none is.
        agenda: whether an agenda is made.
        paste: whether YAML to paste is shown.
        language: in which people are addressed; empty for that of the model.
    """

    selection: RuleSelection = EVERY_RULE
    per_path: tuple[PathRules, ...] = ()
    today: date = field(default_factory=date.today)
    baseline: "Baseline | None" = None
    severity: Mapping[str, Severity] = field(default_factory=dict)
    review_months: int = REVIEW_MONTHS
    custom_rules: tuple["CustomRule", ...] = ()
    context: ModelContext = NO_CONTEXT
    shown: FindingFilter = EVERY_FINDING
    fail_on: Severity | None = None
    agenda: bool = True
    paste: bool = True
    language: str = ENGLISH

    @property
    def records(self) -> dict[str, Record]:
        """The records of the custom rules, by id."""
        return {rule.id: rule.record for rule in self.custom_rules}

    def selection_for(self, one: Input) -> RuleSelection:
        """Which rules are reported for one file."""
        file = one.file or Path(one.path)
        ignored = [
            name
            for rules in self.per_path
            if matches(file, (rules.path,), rules.folder)
            for name in rules.ignore
        ]
        if not ignored:
            return self.selection
        return replace(self.selection, ignore=(*self.selection.ignore, *ignored))

    def covers(self, rule: str, command: str) -> bool:
        """Whether a command reports findings of a rule, which need not exist any more."""
        return self.selection(rule) and looks_at(command, rule)
