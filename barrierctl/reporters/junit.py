"""Format `junit`: XML as JUnit's, which nearly every build server shows; a suite for each file.

There is no standard; the output keeps to Jenkins' schema (junit-10.xsd).
"""

from collections.abc import Iterator, Sequence

from barrierctl.findings import occurrences
from barrierctl.messages import catalogue
from barrierctl.reporters.report import FileReport, Report, sentence, whole
from barrierctl.text.markup import attribute, content
from barrierctl.text.terminal import visible

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def report(found: Report) -> str:
    """Render all files as one document."""
    name = attribute(f"barrierctl {found.command}")
    suites = (line for file in found.files for line in _suite(found, file))
    lines = [_HEAD, f'<testsuites name="{name}" {_counts(found, found.files)}>', *suites, "</testsuites>"]
    return "\n".join(lines) + "\n"


def _counts(found: Report, files: Sequence[FileReport]) -> str:
    # A file without findings is one case that passes, since a suite without cases counts as broken.
    tests = sum(len(file.findings) or 1 for file in files)
    failures = sum(found.fails(file, finding) for file in files for finding in file.findings)
    return f'tests="{tests}" failures="{failures}" errors="0"'


def _suite(found: Report, file: FileReport) -> Iterator[str]:
    path = attribute(visible(file.root_path))
    yield f'  <testsuite name="{path}" {_counts(found, [file])} skipped="0">'
    if not file.findings:
        yield f'    <testcase name="{attribute(found.command)}" classname="{path}"/>'
    # Servers know a case by its name, which is its own and does not change with its line.
    names = [f"{one.rule}: {visible(one.where)}" if one.where else one.rule for one in file.findings]
    for finding, name, before in zip(file.findings, names, occurrences(names), strict=True):
        own = f"{name} ({before + 1})" if before else name
        yield f'    <testcase name="{attribute(own)}" classname="{path}">'
        start, severity = (
            f"{visible(finding.root_path)}:{finding.span.line}:{finding.span.column}",
            finding.severity,
        )
        text = content(f"{start}: {catalogue().severity(severity)} {finding.rule}\n{whole(finding)}")
        if found.fails(file, finding):
            message = attribute(sentence(finding))
            yield f'      <failure type="{attribute(severity)}" message="{message}">{text}</failure>'
        else:
            yield f"      <system-out>{text}</system-out>"
        yield "    </testcase>"
    yield "  </testsuite>"
