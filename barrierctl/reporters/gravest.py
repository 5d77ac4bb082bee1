"""A report cut to what a platform takes."""

from barrierctl.frozen import replace
from barrierctl.report import Report


def gravest(found: Report, most: int) -> Report:
    """The report with at most so many findings, the gravest, in the order in which they were."""
    places = [
        (finding.severity.rank, which, index)
        for which, file in enumerate(found.files)
        for index, finding in enumerate(file.findings)
    ]
    kept = {place[1:] for place in sorted(places)[:most]}
    files = (
        replace(file, findings=tuple(f for index, f in enumerate(file.findings) if (which, index) in kept))
        for which, file in enumerate(found.files)
    )
    return found if len(places) <= most else replace(found, files=tuple(files))
