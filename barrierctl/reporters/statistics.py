"""Format `statistics`: how many findings each rule has, and each file."""

from collections import Counter
from collections.abc import Iterator, Mapping

from barrierctl.messages import catalogue
from barrierctl.reporters.report import Report
from barrierctl.text.terminal import visible


def report(found: Report) -> str:
    """Render the counts, highest first, without accepted findings; nothing if there are none."""
    findings = [finding for finding in found.findings if not finding.accepted]
    width = max((len(record.id) for record in found.records), default=0)
    titles = {record.id: f"{record.id:{width}}  {visible(record.title)}" for record in found.records}
    rules = Counter(titles[finding.rule] for finding in findings)
    files = Counter(visible(finding.path) for finding in findings)
    lines = [*_table("report.by_rule", rules), "", *_table("report.by_file", files)]
    return "\n".join(lines) + "\n" if findings else ""


def _table(heading: str, counts: Mapping[str, int]) -> Iterator[str]:
    yield catalogue().say(heading)
    for name, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])):
        yield f"{count:>6}  {name}"
