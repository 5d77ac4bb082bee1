"""The configuration of a run, as a record: `.barrierctl.yaml` with the command line's options over it."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from stat import S_IFREG
from typing import TYPE_CHECKING, Any, Final

from barrierctl.baseline import read_baseline
from barrierctl.dataclass import frozen, replace
from barrierctl.files import is_missing, kind
from barrierctl.files.git import repository
from barrierctl.findings import Severity, Violation
from barrierctl.selection import REVIEW_MONTHS, ModelContext, PathRules, RunOptions, select_rules

if TYPE_CHECKING:
    from barrierctl.gaps.custom_rules import CustomRule
    from barrierctl.model.types import Party

NAME: Final = ".barrierctl.yaml"


@frozen
class Configuration:
    """The settings of a run; each attribute but the first five is a key of the file.

    Attributes:
        path: of the file, as shown; None if there is none.
        folder: that the file is in.
        exclude_from: the folder that `exclude` is relative to; None for the current one.
        origins: where each key that is set comes from: a line of the file, or an option.
        shared: the parties in the file that `parties` names.
    """

    path: str | None = None
    folder: Path | None = None
    exclude_from: Path | None = None
    origins: Mapping[str, str] = field(default_factory=dict)
    shared: tuple["Party", ...] = ()
    requires: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    level: Severity = Severity.INFO
    severity: Mapping[str, Severity] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    per_path: tuple[PathRules, ...] = ()
    review_months: int = REVIEW_MONTHS
    baseline: Path | None = None
    parties: Path | None = None
    rules: tuple["CustomRule", ...] = ()

    @property
    def files(self) -> tuple[Path | None, ...]:
        """The files that a run with it reads, or None for those that it does not have."""
        return (Path(self.path) if self.path else None, self.parties, self.baseline)

    @property
    def context(self) -> ModelContext:
        """What it adds to every model."""
        return ModelContext(rules=frozenset(rule.id for rule in self.rules), parties=self.shared)


NONE: Final = Configuration()
"""Every key at its default."""


@frozen
class LoadedParties:
    """A shared list of parties, where it is, and what is wrong with it.

    Attributes:
        is_list: whether the file is such a list at all; nothing of another file is kept.
        restricted: whether it is not known to be wholly public.
    """

    file: Path | None = None
    is_list: bool = True
    parties: tuple["Party", ...] = ()
    violations: tuple[Violation, ...] = ()
    lines: tuple[str, ...] = ()
    restricted: bool = False


def find_configuration(here: Path) -> Path | None:
    """Find the configuration of a folder: its own, or the nearest one above it in the same repository."""
    root = repository(here)
    folders = (here, *here.parents)
    inside = folders[: folders.index(root) + 1] if root else folders
    return next((folder / NAME for folder in inside if kind(folder / NAME) == S_IFREG), None)


def with_options(configuration: Configuration, **options: Any) -> Configuration:
    """Put the options of the command line over a configuration.

    Args:
        configuration: the one of the file.
        options: by key; those that were not given are None or empty.
    """
    given = {key: value for key, value in options.items() if value not in (None, (), [])}
    origins = {**configuration.origins, **{key: f"--{key.replace('_', '-')}" for key in given}}
    folder = None if "exclude" in given else configuration.exclude_from
    return replace(configuration, **given, origins=origins, exclude_from=folder)


def run_options(
    configuration: Configuration,
    today: date | None = None,
    *,
    writes_baseline: bool = False,
    prunes_baseline: bool = False,
) -> RunOptions:
    """Make the options of a run; if it writes a baseline, there may be none yet.

    Raises:
        UsageError: a selected rule does not exist.
        InputError: the baseline cannot be read.
    """
    path = configuration.baseline
    if writes_baseline and path and is_missing(path):
        path = None
    options = RunOptions(
        selection=select_rules(configuration.select, configuration.ignore, configuration.context.rules),
        custom_rules=configuration.rules,
        context=configuration.context,
        per_path=configuration.per_path,
        severity=configuration.severity,
        review_months=configuration.review_months,
        baseline=read_baseline(path, merges=writes_baseline or prunes_baseline) if path else None,
    )
    return replace(options, today=today) if today else options
