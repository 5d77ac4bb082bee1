"""Format `junit`: XML as JUnit's, which nearly every build server shows; a suite a file, a case a finding.

There is no standard; Jenkins' schema (junit-10.xsd) is kept to.
"""

from collections import Counter
from collections.abc import Iterator

from barrierctl.findings import Finding
from barrierctl.reporters.report import FileReport, Report, sentence, whole
from barrierctl.text.markup import attribute, content
from barrierctl.text.terminal import visible

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def report(found: Report) -> str:
    """All files as one document."""
    numbers = _numbers(
        sum(_tests(file) for file in found.files), sum(_failures(found, file) for file in found.files)
    )
    name = attribute(f"barrierctl {found.command}")
    suites = (line for file in found.files for line in _suite(found, file))
    lines = [_HEAD, f'<testsuites name="{name}" {numbers}>', *suites, "</testsuites>"]
    return "\n".join(lines) + "\n"


def _tests(file: FileReport) -> int:
    # A file in which nothing was found is one case that passes: a suite without any counts as broken.
    return len(file.findings) or 1


def _failures(found: Report, file: FileReport) -> int:
    return sum(found.fails(finding) for finding in file.findings)


def _numbers(tests: int, failures: int) -> str:
    return f'tests="{tests}" failures="{failures}" errors="0"'


def _suite(found: Report, file: FileReport) -> Iterator[str]:
    path = attribute(visible(file.root_path))
    yield f'  <testsuite name="{path}" {_numbers(_tests(file), _failures(found, file))} skipped="0">'
    if not file.findings:
        yield f'    <testcase name="{attribute(found.command)}" classname="{path}"/>'
    for name, finding in _named(file):
        yield f'    <testcase name="{attribute(name)}" classname="{path}">'
        yield f"      {_outcome(file.root_path, finding, fails=found.fails(finding))}"
        yield "    </testcase>"
    yield "  </testsuite>"


def _named(file: FileReport) -> Iterator[tuple[str, Finding]]:
    """Each finding with a name of its own that outlasts a change of lines: servers tell cases apart by it."""
    seen: Counter[str] = Counter()
    for finding in file.findings:
        name = f"{finding.rule}: {visible(finding.where)}" if finding.where else finding.rule
        seen[name] += 1
        yield f"{name} ({seen[name]})" if seen[name] > 1 else name, finding


def _outcome(path: str, finding: Finding, *, fails: bool) -> str:
    span = finding.span
    place = f"{visible(path)}:{span.line}:{span.column}: {finding.severity} {finding.rule}"
    text = content(f"{place}\n{whole(finding)}")
    if fails:
        told = attribute(sentence(finding))
        return f'<failure type="{attribute(finding.severity)}" message="{told}">{text}</failure>'
    return f"<system-out>{text}</system-out>"
