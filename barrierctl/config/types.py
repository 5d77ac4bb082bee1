"""The configurations of a run, as records: files, with the options of the command line over them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from stat import S_IFDIR, S_IFREG
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from barrierctl.dataclass import frozen, replace
from barrierctl.errors import InputError
from barrierctl.files import (
    STDIN,
    Input,
    current_folder,
    folder_of,
    from_here,
    is_missing,
    is_repository,
    kind,
    leads_outside,
    matches,
    read_bytes,
)
from barrierctl.findings import Severity
from barrierctl.messages import ENGLISH, catalogue
from barrierctl.selection import REVIEW_MONTHS, ModelContext, PathRules, RunOptions, select_rules

if TYPE_CHECKING:
    from barrierctl.gaps.custom_rules import CustomRule
    from barrierctl.model.types import Party
    from barrierctl.reporters.report import FileReport

NAME: Final = ".barrierctl.yaml"
_NAMES: Final = (NAME, ".barrierctl.yml")
_PYPROJECT: Final = "pyproject.toml"
_MAY_HAVE_SECTION: Final = rb"""\btool["']?\s*(?:\.\s*["']?barrierctl|\]|=)"""


@frozen
class Configuration:
    """The settings of a run; each attribute but the first six is a key of the file.

    Attributes:
        path: of the file, as shown; None if there is none.
        folder: that the file is in.
        exclude_from: the folder that `exclude` is relative to; None for the current one.
        origins: where each key that is set comes from: a line of the file, or an option.
        shared: the parties in the file that `parties` names.
        commands: what differs for one command, by its name: values of attributes.
    """

    path: str | None = None
    folder: Path | None = None
    exclude_from: Path | None = None
    origins: Mapping[str, str] = field(default_factory=dict)
    shared: tuple["Party", ...] = ()
    commands: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
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

    def for_command(self, command: str) -> "Configuration":
        """The settings for one command."""
        return replace(self, **self.commands.get(command, {}))

    @property
    def context(self) -> ModelContext:
        """What it adds to every model."""
        return ModelContext(rules=frozenset(rule.id for rule in self.rules), parties=self.shared)


NONE: Final = Configuration()
"""Every key at its default."""


@frozen
class Scope:
    """A configuration, and what a run is asked to do with the files that are under it."""

    configuration: Configuration
    options: RunOptions


# ---- which configuration a file is under


def find_configuration(here: Path, known: dict[Path, Path | None] | None = None) -> Path | None:
    """Find the configuration of a folder: its own, or the nearest one above it in the same repository.

    Args:
        here: the folder, as an absolute path.
        known: the answer for folders that were asked for before; those on the way are added.

    Raises:
        InputError: a folder has two, or a pyproject.toml that may have one is no TOML.
    """
    known = {} if known is None else known
    passed, found = [], None
    for folder in (here, *here.parents):
        if folder in known:
            found = known[folder]
            break
        passed.append(folder)
        found = _own_configuration(folder)
        if found or is_repository(folder):
            break
    known.update(dict.fromkeys(passed, found))
    return found


def _own_configuration(folder: Path) -> Path | None:
    own = [folder / name for name in _NAMES if kind(folder / name) == S_IFREG]
    if len(own) > 1:
        one, other = map(from_here, own)
        raise InputError(catalogue().say("configuration.two_files", path=one, other=other))
    project = folder / _PYPROJECT
    if own or kind(project) != S_IFREG:
        return next(iter(own), None)
    try:
        data = read_bytes(project)
    except OSError:
        return None
    if b"barrierctl" not in data or not re.search(_MAY_HAVE_SECTION, data):
        return None
    return project if _loader().read_section(project, data) else None


def _loader() -> ModuleType:
    # Most runs have no configuration and no baseline, and it takes 10 ms to import what reads them.
    from barrierctl.config import loader

    return loader


class Configurations:
    """The configurations of a run: one for all files, none, or the nearest one upward from each file."""

    def __init__(
        self,
        given: Path | None = None,
        *,
        none: bool = False,
        adapt: Callable[[Configuration], Configuration] = lambda configuration: configuration,
    ) -> None:
        """Take over what the command line says.

        Args:
            given: the file that is for all, or None.
            none: whether there is to be none.
            adapt: puts options over each configuration.
        """
        self._given, self._none, self._adapt = given, none, adapt
        self._nearest: dict[Path, Path | None] = {}
        self._loaded: dict[Path | None, Configuration] = {}
        self.errors: dict[str, FileReport] = {}

    def of(self, folder: Path) -> Configuration:
        """The configuration of a folder; of one that has errors, what is in force without it.

        Raises:
            InputError: it cannot be found, or it is a link out of its project.
        """
        file = self._given
        if not file and not self._none:
            file = find_configuration(folder, self._nearest)
        if file in self._loaded:
            return self._loaded[file]
        configuration: Configuration = NONE
        reports: tuple[FileReport, ...] = ()
        if file and not self._given and leads_outside(file, file.parent):
            raise InputError(catalogue().say("configuration.outside", path=from_here(file)))
        if file:
            configuration, reports = _loader().load_configuration(file)
        self.errors |= {report.path: report for report in reports}
        self._loaded[file] = self._adapt(configuration)
        return self._loaded[file]

    def excluded_by(self, file: Path, top: Path | None = None) -> str | None:
        """The origin of the pattern that leaves out a file, or a folder that has a configuration of its own.

        Args:
            file: as given.
            top: the folder in which it was found; a configuration around that one leaves out nothing in it.
        """
        is_folder = top is None and kind(file) == S_IFDIR
        one = self.of(folder_of(file / STDIN if is_folder else file))
        while not (one.exclude and matches(file, one.exclude, one.exclude_from or current_folder())):
            inner = one.folder
            if inner is None or inner == top or (top and not inner.is_relative_to(top)):
                return None
            file, one = inner, self.of(inner.parent)
            if one.folder == inner:  # it is for all files
                return None
        return one.origins["exclude"]

    def assign(self, inputs: Iterable[Input]) -> tuple[tuple[Input, ...], tuple[Configuration, ...]]:
        """Give each file the number of its configuration, among those that are returned too."""
        numbers: dict[str | None, int] = {}
        used: list[Configuration] = []
        numbered = []
        for one in inputs:
            configuration = self.of(folder_of(one.file or Path(one.path)))
            if configuration.path not in numbers:
                numbers[configuration.path] = len(used)
                used.append(configuration)
            numbered.append(replace(one, scope=numbers[configuration.path]))
        return tuple(numbered), tuple(used)


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
    language: str = ENGLISH,
    custom_rules: frozenset[str] = frozenset(),
    writes_baseline: bool = False,
    prunes_baseline: bool = False,
    audience: str | None = None,
) -> RunOptions:
    """Make the options of a run; if it writes a baseline, there may be none yet.

    Args:
        configuration: with the options of the command line over it.
        today: the day for dates.
        language: in which people are addressed; empty for that of the model.
        custom_rules: ids of other configurations of the run, which the command line may name too.
        writes_baseline: whether a baseline is written.
        prunes_baseline: whether stale entries of it are removed.
        audience: of what is written, or None.

    Raises:
        UsageError: a selected rule does not exist.
        InputError: the baseline cannot be read.
    """
    path = configuration.baseline
    if writes_baseline and path and is_missing(path):
        path = None
    known = configuration.context.rules | custom_rules
    fail_on = configuration.fail_on
    options = RunOptions(
        selection=select_rules(configuration.select, configuration.ignore, known),
        custom_rules=configuration.rules,
        context=replace(configuration.context, audience=audience) if audience else configuration.context,
        per_path=configuration.per_path,
        severity=configuration.severity,
        review_months=configuration.review_months,
        fail_on=Severity(fail_on) if fail_on and fail_on != "never" else None,
        baseline=_loader().read_baseline(path, merges=writes_baseline or prunes_baseline) if path else None,
        language=language,
    )
    return replace(options, today=today) if today else options
