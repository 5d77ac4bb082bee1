"""The configuration of a run, as a record."""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from stat import S_IFREG
from typing import TYPE_CHECKING, Any, Final

from barrierctl.files import kind
from barrierctl.findings import Severity
from barrierctl.frozen import frozen, replace
from barrierctl.selection import REVIEW_MONTHS, ModelContext, PathRules

if TYPE_CHECKING:
    from barrierctl.gaps.custom_rules import CustomRule
    from barrierctl.model.types import Party

NAME: Final = ".barrierctl.yaml"


@frozen
class Configuration:
    """What holds for a run; each attribute but these five is a key of the file.

    Attributes:
        path: of the file, as shown; None where there is none.
        folder: that the file is in.
        exclude_from: the folder that `exclude` is relative to; None for the current one.
        shared: what stands in the file that `parties` names.
        origins: where each key that is told comes from: a line of the file, or an option.
    """

    path: str | None = None
    folder: Path | None = None
    exclude_from: Path | None = None
    origins: Mapping[str, str] = field(default_factory=dict)
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
    shared: tuple["Party", ...] = ()
    rules: tuple["CustomRule", ...] = ()

    @property
    def context(self) -> ModelContext:
        """What it adds to every model."""
        return ModelContext(rules=frozenset(rule.id for rule in self.rules), parties=self.shared)


NONE: Final = Configuration()
"""Every key at its default."""


def nearest(here: Path) -> Path | None:
    """The configuration of a folder: its own, or that of the nearest folder above it that has one."""
    return next((folder / NAME for folder in (here, *here.parents) if kind(folder / NAME) == S_IFREG), None)


def with_options(told: Configuration, **options: Any) -> Configuration:
    """The configuration with what was asked for on the command line instead of what it says.

    Args:
        told: the configuration.
        options: by key; those that were not given are None or empty.
    """
    given = {key: value for key, value in options.items() if value not in (None, (), [])}
    origins = {**told.origins, **{key: f"--{key.replace('_', '-')}" for key in given}}
    folder = None if "exclude" in given else told.exclude_from
    return replace(told, **given, origins=origins, exclude_from=folder)
