"""What was found, whatever the format: between the pipeline and the reporters."""

from typing import TYPE_CHECKING

from barrierctl.findings import Finding, Severity
from barrierctl.frozen import frozen
from barrierctl.messages import Record

if TYPE_CHECKING:
    from barrierctl.views.document import Table


@frozen
class FileReport:
    """What was found in one file.

    Attributes:
        path: as shown to the user.
        root_path: relative to the project root, for platforms.
        model: the model's id, or None where it has none.
        heading: a line about the model, or None.
        stages: id and name of each stage in order, for grouping.
        lines: the file's text, line by line; none where nothing is to be shown in it.
        findings: in order.
        overview: what is full and what is empty, or None.
        restricted: whether the model holds what only some may see.
    """

    path: str
    root_path: str
    model: str | None
    heading: str | None = None
    stages: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    overview: "Table | None" = None
    restricted: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.findings or self.overview)

    @property
    def has_errors(self) -> bool:
        """Whether the file is no well-formed model, so that no gaps were looked for."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@frozen
class Report:
    """What was found in all files, for one run of `validate` or `gaps`.

    Attributes:
        command: `validate` or `gaps`.
        files: in the order named.
        version: of the tool that made it.
        accepted: how many findings somebody knows of and lives with, whether they are shown or not.
        records: of the rules that found something, by id.
        fail_on: the severity from which a finding is a failure, or None where none is.
    """

    command: str
    files: tuple[FileReport, ...]
    version: str
    accepted: int = 0
    records: tuple[Record, ...] = ()
    fail_on: Severity | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Of all files, in their order."""
        return tuple(finding for file in self.files for finding in file.findings)

    def fails(self, finding: Finding) -> bool:
        """Whether this finding makes the run fail; one that kept gaps from being looked for always does."""
        if finding.accepted:
            return False
        if self.command == "gaps" and finding.is_about_file:
            return True
        return self.fail_on is not None and finding.severity.rank <= self.fail_on.rank
