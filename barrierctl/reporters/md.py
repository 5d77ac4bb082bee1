"""Format `md`: a summary for a merge request, or for the page of a run on GitHub."""

from barrierctl.findings import Finding
from barrierctl.limits import MAX_MARKDOWN_FINDINGS
from barrierctl.messages import catalogue
from barrierctl.reporters.report import Report, acceptance, advice, most_severe, sentence, summary
from barrierctl.text.markup import escaped
from barrierctl.text.terminal import visible

_HEADINGS = ("Severity", "Place", "Finding", "What to do")


def report(found: Report) -> str:
    """Render a heading with the summary, and a table for each file that has findings."""
    shown = most_severe(found, MAX_MARKDOWN_FINDINGS)
    blocks = [f"## barrierctl: {escaped(summary(found))}"]
    for file in shown.files:
        if file.findings:
            rows = [_HEADINGS, ["---"] * len(_HEADINGS), *map(_cells, file.findings)]
            table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
            blocks.append(f"### {escaped(visible(file.root_path))}\n\n{table}")
    left_out = len(found.findings) - len(shown.findings)
    if left_out:
        blocks.append(escaped(f"… {catalogue().say('more', count=left_out)}"))
    return "\n\n".join(blocks) + "\n"


def _cells(finding: Finding) -> tuple[str, ...]:
    severity = catalogue().entry(f"severity.{finding.severity}")
    return (
        escaped(f"{severity['sign']} {severity['label']}"),
        escaped(f"{visible(finding.root_path)}:{finding.span.line}"),
        f"{escaped(sentence(finding))} ({escaped(finding.rule)})",
        escaped(f"{advice(finding)} {acceptance(finding)}"),
    )
