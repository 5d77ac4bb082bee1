"""Errors that stop the work; what is wrong in a model is a finding, not an error of these."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from barrierctl.findings import Finding


class BarrierctlError(Exception):
    """The work cannot be done; the message tells the user why, in one line."""


class UsageError(BarrierctlError):
    """Options or arguments make no sense: an unknown name, or two that exclude each other."""


class InputError(BarrierctlError):
    """A file cannot be read or written, is missing or would be overwritten, or holds nothing to work on."""


class OutputError(BarrierctlError):
    """Standard output cannot be written; without a message, since nobody reads it any more."""


class ModelError(BarrierctlError):
    """A model, a configuration or a list of parties cannot be loaded because it has errors.

    Attributes:
        findings: the errors, in the order of the file.
    """

    def __init__(self, findings: "Iterable[Finding]") -> None:
        """Keep the findings, and show them all as the message."""
        self.findings = tuple(findings)
        super().__init__("\n".join(self.problems))

    @property
    def problems(self) -> list[str]:
        """One line per finding, `path:line:col: error rule-id message`."""
        return [
            f"{each.path}:{each.span.line}:{each.span.column}: {each.severity} {each.rule} {each.sentence}"
            for each in self.findings
        ]
