"""Format `md`: a summary for a merge request, or for the page of a run on GitHub."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from barrierctl.limits import MAX_MARKDOWN_FINDINGS
from barrierctl.messages import catalogue
from barrierctl.reporters import agenda
from barrierctl.reporters.agenda import Line
from barrierctl.reporters.report import (
    FileReport,
    Report,
    acceptance,
    advice,
    most_severe,
    sentence,
    summary,
)
from barrierctl.text.markup import escaped
from barrierctl.text.terminal import visible


def report(found: Report) -> str:
    """Render a heading with the summary, and for each file its agenda or a table of its findings."""
    shown = most_severe(found, MAX_MARKDOWN_FINDINGS)
    blocks = [f"## barrierctl: {escaped(summary(found))}"]
    brief = found.several_agendas
    for file in shown.files:
        if found.is_clean(file):
            continue
        if file.agenda and not found.every_finding:
            blocks += _agenda(file, brief=brief)
        elif file.findings:
            rows = [tuple(catalogue().entry("report.columns").values())]
            for finding in file.findings:
                severity = catalogue().entry(f"severity.{finding.severity}")
                row = (
                    escaped(f"{severity['sign']} {severity['label']}"),
                    escaped(f"{visible(finding.root_path)}:{finding.span.line}"),
                    f"{escaped(sentence(finding))} ({escaped(finding.rule)})",
                    escaped(f"{advice(finding)} {acceptance(finding)}"),
                )
                rows.append(row)
            blocks += [f"### {escaped(visible(file.root_path))}", _table(rows)]
    left_out = len(found.findings) - len(shown.findings)
    if left_out and not any(file.agenda for file in found.files):
        blocks.append(escaped(f"… {catalogue().say('more', count=left_out)}"))
    return "\n\n".join(blocks) + "\n"


def _agenda(file: FileReport, *, brief: bool) -> Iterator[str]:
    yield f"### {escaped(visible(file.title))}"
    yield escaped(catalogue().labelled(file.counts, visible(file.root_path)))
    if file.overview and not brief:
        heads = ["", *(name for _, name in file.overview.stages)]
        rows = [[label, *(count.text for count in counts)] for _, label, counts in file.overview.rows]
        yield _table([[escaped(visible(text)) for text in row] for row in (heads, *rows)])
        if legend := file.overview.legend:
            yield escaped(catalogue().joined(f"{count.text} {count.meaning}" for count in legend))
    for is_heading, lines in groupby(agenda.lines(file, brief=brief), lambda line: line.kind == "heading"):
        if is_heading:
            yield from (f"#### {escaped(line.text)}" for line in lines)
        else:
            yield "\n".join(map(_list_entry, lines))


def _list_entry(line: Line) -> str:
    text, label = escaped(visible(line.text)), escaped(visible(line.label))
    match line.kind:
        case "labelled":
            return f"- {catalogue().labelled(f'**{label}**', text)}"
        case "to_do" if label:
            return f"- [ ] {catalogue().labelled(f'**{label}**', text)}"
        case "question":
            return f"{label}. {text}"
        case "point" | "more":
            return f"   - {text}"
        case "nothing":
            return text
        case _:
            return f"- {text}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    heads, *others = rows
    every = [heads, ["---"] * len(heads), *others]
    return "\n".join(f"| {' | '.join(row)} |" for row in every)
