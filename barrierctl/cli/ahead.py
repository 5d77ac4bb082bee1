"""What is read of a file is written where the file is looked at: processes share that work, too."""

from functools import cache

from barrierctl.cli.outcome import Showing, shown, written
from barrierctl.findings import Accepted, Finding, Severity
from barrierctl.frozen import frozen, replace
from barrierctl.report import FileReport


@frozen
class Ahead:
    """Writes the text of a file's report, and leaves of its findings what is counted at the end.

    Attributes:
        showing: how reports are shown.
    """

    showing: Showing

    def __call__(self, file: FileReport) -> FileReport:
        """The report with its text, or as it is where more than the text is asked for."""
        if not self.showing.is_text_alone:
            return file
        text = written(shown(file, self.showing), self.showing)
        bare = tuple([_counted(finding) for finding in file.findings])
        return replace(file, text=text, findings=bare, overview=None, stages=(), lines=())


def _counted(finding: Finding) -> Finding:
    how = finding.accepted.how if finding.accepted else ""
    return _bare(finding.rule, finding.family, finding.severity, how)


@cache
def _bare(rule: str, family: str, severity: Severity, how: str) -> Finding:
    """A finding without place and words: one object for all that count alike, which costs little to send."""
    accepted = Accepted(how=how) if how else None
    return Finding(rule=rule, family=family, severity=severity, accepted=accepted)
