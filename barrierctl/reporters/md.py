"""Format `md`: a summary for a merge request, or for the page of a run on GitHub."""

from collections.abc import Iterable, Iterator

from barrierctl.findings import Finding
from barrierctl.messages import catalogue
from barrierctl.reporters.report import FileReport, Report, acceptance, advice, most_severe, sentence, summary
from barrierctl.text.markup import escaped
from barrierctl.text.terminal import visible

MOST = 1_000
"""The findings shown: GitHub drops a summary of more than a mebibyte, and nobody reads on that far."""

_HEADINGS = ("Severity", "Place", "Finding", "What to do")


def report(found: Report) -> str:
    """A heading that says how many there are, and a table a file in which there are any."""
    shown = most_severe(found, MOST)
    blocks = [f"## barrierctl: {escaped(summary(found))}"]
    blocks += ["\n".join(_section(file)) for file in shown.files if file.findings]
    left_out = len(found.findings) - len(shown.findings)
    if left_out:
        blocks.append(escaped(f"… {catalogue().say('more', count=left_out)}"))
    return "\n\n".join(blocks) + "\n"


def _section(file: FileReport) -> Iterator[str]:
    yield f"### {escaped(visible(file.root_path))}"
    yield ""
    yield _line(_HEADINGS)
    yield _line("---" for _ in _HEADINGS)
    for finding in file.findings:
        yield _line(_row(file.root_path, finding))


def _row(path: str, finding: Finding) -> Iterator[str]:
    sign = str(catalogue().entry(f"severity.{finding.severity}")["sign"])
    yield escaped(f"{sign} {finding.severity}")
    yield escaped(f"{visible(path)}:{finding.span.line}")
    yield f"{escaped(sentence(finding))} ({escaped(finding.rule)})"
    yield escaped(f"{advice(finding)} {acceptance(finding)}")


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
