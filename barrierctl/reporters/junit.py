"""Format `junit`: XML as JUnit's, which nearly every build server shows; a suite for each file.

There is no standard; the output keeps to Jenkins' schema (junit-10.xsd).
"""

from collections.abc import Sequence

from barrierctl.findings import Finding, occurrences
from barrierctl.messages import catalogue
from barrierctl.reporters.report import FileReport, Report, sentence, whole
from barrierctl.text.markup import attribute, content
from barrierctl.text.terminal import visible

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def report(found: Report) -> str:
    """Render all files as one document."""
    name = attribute(f"barrierctl {found.command}")
    lines = [_HEAD, f'<testsuites name="{name}" {_counts(found, found.files)}>']
    for file in found.files:
        path = attribute(visible(file.root_path))
        lines.append(f'  <testsuite name="{path}" {_counts(found, [file])} skipped="0">')
        if not file.findings:
            lines.append(f'    <testcase name="{attribute(found.command)}" classname="{path}"/>')
        # Servers know a case by its name, which is its own and does not change with its line.
        names = [f"{one.rule}: {visible(one.where)}" if one.where else one.rule for one in file.findings]
        for finding, name, before in zip(file.findings, names, occurrences(names), strict=True):
            own = attribute(f"{name} ({before + 1})" if before else name)
            outcome = _outcome(finding, fails=found.fails(file, finding))
            lines += [
                f'    <testcase name="{own}" classname="{path}">',
                f"      {outcome}",
                "    </testcase>",
            ]
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _counts(found: Report, files: Sequence[FileReport]) -> str:
    # A file without findings is one case that passes, since a suite without cases counts as broken.
    tests = sum(len(file.findings) or 1 for file in files)
    failures = sum(found.fails(file, finding) for file in files for finding in file.findings)
    return f'tests="{tests}" failures="{failures}" errors="0"'


def _outcome(finding: Finding, *, fails: bool) -> str:
    span, severity = finding.span, finding.severity
    place = (
        f"{visible(finding.root_path)}:{span.line}:{span.column}: "
        f"{catalogue().severity(severity)} {finding.rule}"
    )
    text = content(f"{place}\n{whole(finding)}")
    if fails:
        message = attribute(sentence(finding))
        return f'<failure type="{attribute(severity)}" message="{message}">{text}</failure>'
    return f"<system-out>{text}</system-out>"
