"""The limit on violations of one rule, and the hint that more follow."""

import io

import pytest

from barrierctl import findings as findings_module
from barrierctl.files import Input
from barrierctl.findings import Span, Violation, cap
from barrierctl.limits import MAX_PER_RULE
from barrierctl.pipeline import check_files
from barrierctl.schema import violations as slow_path
from barrierctl.selection import RunOptions

FILE = Input(path="a.barrier.yaml", root_path="a.barrier.yaml", file=None)
HEAD = "barrier_model: 1\nid: a\ntitle: T\nlanguage: en\nstages:\n"
MORE = "There are more findings of this kind. Fix these, then run it again."


def violations(count: int, rule: str) -> list[Violation]:
    return [Violation(rule=rule, span=Span(line, 1, line, 2)) for line in range(1, count + 1)]


@pytest.mark.parametrize("count", [1, MAX_PER_RULE - 1, MAX_PER_RULE])
def test_violations_up_to_the_limit_are_all_kept(count: int) -> None:
    assert list(cap(violations(count, "unknown-key"))) == violations(count, "unknown-key")


def test_violations_over_the_limit_are_dropped_and_the_last_says_so() -> None:
    many = [*violations(MAX_PER_RULE + 1, "unknown-key"), *violations(3, "duplicate-id")]
    kept = list(cap(many))
    assert len(kept) == MAX_PER_RULE + 3
    assert [violation.span.line for violation in kept if violation.more_follow] == [MAX_PER_RULE]


@pytest.mark.parametrize(
    "line", ["- {name: s%, x: 1}", "- {name: s%, certainty: x}", "- name: s%\n  note: a #1"]
)
def test_last_finding_of_validate_says_that_more_follow(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings_module, "MAX_PER_RULE", 5)
    monkeypatch.setattr(slow_path, "MAX_SCHEMA_ERRORS", 10)
    text = HEAD + "".join(line.replace("%", str(number)) + "\n" for number in range(20))
    report = check_files("validate", [FILE], io.BytesIO(text.encode()), RunOptions())
    assert [MORE in finding.hints for finding in report.findings] == [False] * 4 + [True]


def test_last_finding_of_gaps_says_that_more_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings_module, "MAX_PER_RULE", 5)
    stages = (f"- {{name: s{number}, signals: x{number}}}\n" for number in range(20))
    text = f"{HEAD}{''.join(stages)}- {{name: t, partners: p}}\n"
    findings = check_files("gaps", [FILE], io.BytesIO(text.encode()), RunOptions()).findings
    kept = [finding for finding in findings if finding.rule == "stage-without-partners"]
    assert [MORE in finding.hints for finding in kept] == [False] * 4 + [True]
