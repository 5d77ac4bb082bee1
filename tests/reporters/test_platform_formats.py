"""The formats for platforms: whole, true to their schemas, and proof against what a model holds."""

import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from markdown_it import MarkdownIt
from markdown_it.token import Token
from typer.testing import CliRunner

from barrierctl import __version__, limits
from barrierctl.cli.app import app
from barrierctl.files import Input
from barrierctl.findings import Finding, Location, Severity, Span
from barrierctl.pipeline import check_files
from barrierctl.reporters import gitlab, junit, md, reporter, sarif
from barrierctl.reporters.report import FileReport, Report, sentence, whole
from barrierctl.selection import RunOptions
from barrierctl.text import markup

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parent / "data"
DARKNET = (ROOT / "examples" / "darknet-drug-markets.barrier.yaml").read_text("utf-8")
FIVE_FAULTS = (DATA / "five-faults.barrier.yaml").read_text("utf-8")
SARIF = Draft4Validator(json.loads((DATA / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))
JUNIT = xmlschema.XMLSchema(DATA / "junit-10.xsd")
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SUFFIXES = {"gitlab": "gitlab.json", "sarif": "sarif", "junit": "junit.xml", "md": "md"}
PLATFORMS = list(SUFFIXES)
PATH = "models/a.barrier.yaml"
EMPTY = Report(command="validate", files=(), version="1")

TRICKS = (
    "]]>",
    "<script>",
    "&amp;",
    '"',
    "'",
    "%0A",
    "\n",
    "\r",
    "::error::",
    "|",
    "`",
    "](",
    "{0}",
    "<!--",
    "<br>",
    "\\",
    "@all",
    "\u202e",
    "\ufffe",
    "\x85",
    "~~~",
    "#1",
    "https://x.example",
)
HOSTILE = st.lists(st.sampled_from(TRICKS) | st.text(max_size=5), min_size=1, max_size=8).map("".join)


def checked(text: str, command: str = "gaps", path: str = PATH, fail_on: Severity | None = None) -> Report:
    one = Input(path=path, root_path=path, file=None)
    report = check_files(command, [one], io.BytesIO(text.encode()), RunOptions(fail_on=fail_on))
    return replace(report, version="1")


def model(name: str) -> str:
    quoted = json.dumps(name)
    return f"""
        barrier_model: 1
        id: hostile
        title: {quoted}
        language: en
        stages:
          - name: {quoted}
            facilitators: [{quoted}, Drivers]
            signals: [{quoted}]
            partners: [{{name: {quoted}, commitment: unlikely}}]
            barriers: [{{name: {quoted}, owner: {quoted}}}]
          - name: Selling
    """


def finding(severity: Severity, number: int = 0) -> Finding:
    return Finding(
        rule="made-up",
        family="coverage",
        severity=severity,
        span=Span(number + 1, 1, number + 1, 2),
        location=Location(),
        subject=None,
        message=f"Number {number}.",
        sentence=f"Number {number}.",
        path=PATH,
        root_path=PATH,
        nth=number,
    )


def report_of(*findings: Finding) -> Report:
    file = FileReport(path=PATH, root_path=PATH, model=None, findings=findings)
    return Report(command="gaps", files=(file,), version="1")


def run_of(report: Report) -> dict[str, Any]:
    log = json.loads(sarif.report(report))
    SARIF.validate(log)
    run: dict[str, Any] = log["runs"][0]
    return run


def issues_of(report: Report) -> list[dict[str, Any]]:
    issues: list[dict[str, Any]] = json.loads(gitlab.report(report))
    for issue in issues:
        assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["description"].startswith(f"{issue['check_name']}: ")
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert not issue["location"]["path"].startswith(("./", "/"))
        assert 1 <= issue["location"]["lines"]["begin"] <= issue["location"]["lines"]["end"]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    return issues


def suites_of(report: Report) -> ET.Element:
    text = junit.report(report)
    JUNIT.validate(text)
    root = ET.fromstring(text)  # noqa: S314 (we wrote it)
    for element in (root, *root):
        cases = list(element.iter("testcase"))
        assert element.get("tests") == str(len(cases))
        assert element.get("failures") == str(len(list(element.iter("failure"))))
        assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases)
    return root


def tokens_of(report: Report) -> list[Token]:
    return [
        inner
        for token in MARKDOWN.parse(md.report(replace(report, every_finding=True)))
        for inner in (token, *(token.children or ()))
    ]


def count(tokens: Iterable[Token], kind: str) -> int:
    return sum(token.type == kind for token in tokens)


def assert_is_tables_of_text(report: Report) -> None:
    tokens = tokens_of(report)
    files = sum(bool(file.findings) for file in report.files)
    assert count(tokens, "tr_open") == len(report.findings) + files
    assert count(tokens, "td_open") == 4 * len(report.findings)
    harmless = r"(heading|table|thead|tbody|tr|th|td)_(open|close)|inline|text|text_special"
    unseen_break = [token.content for token in tokens if token.type == "html_inline"]
    assert set(unseen_break) <= {"<span>", "</span>"}
    assert not [token.type for token in tokens if not re.fullmatch(f"{harmless}|html_inline", token.type)]


@pytest.mark.parametrize("command", ["validate", "gaps"])
@pytest.mark.parametrize("text", [DARKNET, FIVE_FAULTS, "", "\tno: yaml", "- a list"])
def test_is_true_to_its_schema(text: str, command: str) -> None:
    report = checked(text, command)
    number = len(report.findings)
    assert number or (text, command) == (DARKNET, "validate")
    assert len(run_of(report)["results"]) == len(issues_of(report)) == number
    assert len(list(suites_of(report).iter("testcase"))) == max(number, 1)
    assert_is_tables_of_text(report)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(name=HOSTILE, command=st.sampled_from(["validate", "gaps"]))
def test_no_name_breaks_out(name: str, command: str) -> None:
    report = checked(model(name), command, fail_on=Severity.WARNING)
    assert len(run_of(report)["results"]) == len(issues_of(report)) == len(report.findings)
    failures = suites_of(report).iter("failure")
    failing = [f for f in report.findings if report.fails(report.files[0], f)]
    for failure, one in zip(failures, failing, strict=True):
        assert failure.get("message") == sentence(one).replace("\ufffe", r"\ufffe").replace(
            "\uffff", r"\uffff"
        )
    assert_is_tables_of_text(report)


def test_every_violation_is_a_finding() -> None:
    assert len(checked(FIVE_FAULTS, "validate").findings) == 6


def test_an_empty_report_is_whole() -> None:
    assert run_of(EMPTY)["results"] == run_of(EMPTY)["tool"]["driver"]["rules"] == issues_of(EMPTY) == []
    assert len(suites_of(EMPTY)) == 0
    assert count(tokens_of(EMPTY), "heading_open") == 1


def test_a_clean_file_is_a_case_that_passes() -> None:
    (case,) = suites_of(checked(DARKNET, "validate")).iter("testcase")
    assert (case.get("name"), case.get("classname"), len(case)) == ("validate", PATH, 0)
    assert md.report(checked(DARKNET, "validate")) == "## barrierctl: 1 model is valid.\n"


@pytest.mark.parametrize("name", ["gitlab", "sarif"])
def test_fingerprints_stay_when_lines_move(name: str) -> None:
    report, moved = checked(DARKNET), checked("# one\n# two\n" + DARKNET)
    assert report.findings[0].span != moved.findings[0].span
    pattern = r'"(?:fingerprint|barrierctl/v1)": "(\w+)"'
    marks = re.findall(pattern, reporter(name)(report))
    assert marks == re.findall(pattern, reporter(name)(moved))
    assert len(marks) == len(report.findings)


def test_junit_names_stay_when_lines_move() -> None:
    names = [
        [case.get("name") for case in suites_of(checked(text)).iter("testcase")]
        for text in (DARKNET, "# one\n" + DARKNET)
    ]
    assert names[0] == names[1]


def test_levels() -> None:
    report = report_of(*(finding(severity, number) for number, severity in enumerate(Severity)))
    assert [result["level"] for result in run_of(report)["results"]] == ["error", "warning", "note"]
    assert [issue["severity"] for issue in issues_of(report)] == ["major", "minor", "info"]


@pytest.mark.parametrize(("fail_on", "failures"), [(None, 0), *zip(Severity, (1, 2, 3), strict=True)])
def test_junit_fails_from_the_severity_asked_for(fail_on: Severity | None, failures: int) -> None:
    report = report_of(*(finding(severity, number) for number, severity in enumerate(Severity)))
    files = tuple(replace(file, fail_on=fail_on) for file in report.files)
    root = suites_of(replace(report, files=files))
    assert root.get("failures") == str(failures)
    assert len(list(root.iter("system-out"))) == 3 - failures


def test_gaps_fail_where_errors_keep_them_from_being_looked_for() -> None:
    assert suites_of(checked(FIVE_FAULTS)).get("failures") == "6"


def test_junit_names_twins_differently() -> None:
    cases = suites_of(report_of(finding(Severity.INFO), finding(Severity.INFO, 1))).iter("testcase")
    assert [case.get("name") for case in cases] == ["made-up", "made-up (2)"]


def test_gitlab_distinguishes_the_same_file_under_two_names() -> None:
    twin = finding(Severity.INFO)
    known_by = [issue["fingerprint"] for issue in issues_of(report_of(twin, twin))]
    assert known_by == [twin.fingerprint, f"{twin.fingerprint}-2"]


def test_sarif_says_what_github_needs() -> None:
    run = run_of(checked(FIVE_FAULTS, "validate"))
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["automationDetails"]["id"] == "barrierctl/validate/"
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        page, _, heading = rule["helpUri"].partition("/blob/main/")[2].partition("#")
        assert f"\n## {heading}\n" in (ROOT / page).read_text(encoding="utf-8")
        assert heading == rule["id"]
        assert rule["help"]["text"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert list(result["partialFingerprints"]) == ["barrierctl/v1"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": PATH}


def test_sarif_rules_hold_nothing_of_a_model() -> None:
    first, second = (run_of(checked(model(name))) for name in ("Nobody else's name", "Another one's name"))
    assert first["tool"] == second["tool"]
    assert "else's" not in json.dumps(first["tool"])


def test_sarif_messages_hold_sentence_and_advice_and_no_links() -> None:
    report = checked(FIVE_FAULTS, "validate")
    texts = [result["message"]["text"] for result in run_of(report)["results"]]
    assert [text.replace("] (", "](").replace("{{0}}", "{0}") for text in texts] == [
        whole(one) for one in report.findings
    ]
    assert not any(re.search(r"\]\(|(?<!\{)\{\d+\}", text) for text in texts)


def test_sarif_is_cut_by_severity_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits.MAX_SARIF_RESULTS == 25_000
    monkeypatch.setattr(sarif, "MAX_SARIF_RESULTS", 3)
    order = (Severity.INFO, Severity.WARNING, Severity.ERROR, Severity.INFO, Severity.ERROR)
    run = run_of(report_of(*(finding(severity, number) for number, severity in enumerate(order))))
    assert [result["level"] for result in run["results"]] == ["warning", "error", "error"]
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["message"]["text"] == "Only the 3 most severe of 5 findings are in this report."


def test_md_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(md, "MAX_MARKDOWN_FINDINGS", 2)
    text = md.report(report_of(*(finding(Severity.INFO, number) for number in range(5))))
    assert text.startswith("## barrierctl: 5 findings")
    assert text.endswith("… and 3 more\n")


def test_a_path_is_a_relative_reference() -> None:
    assert markup.path("a b/ü#1:%.yaml") == "a%20b/%C3%BC%231%3A%25.yaml"
    assert markup.path("a\udcff") == "a%ED%B3%BF"


def test_xml_writes_out_what_it_cannot_hold() -> None:
    assert markup.content("a\x00\ud800\uffff]]>\n") == "a\\x00\\ud800\\uffff]]&gt;\n"
    assert markup.attribute("<\"'&\t\r\n") == "&lt;&quot;&apos;&amp;&#9;&#13;&#10;"


@pytest.mark.parametrize("name", PLATFORMS)
def test_the_command_line_has_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.barrier.yaml").write_text(FIVE_FAULTS, "utf-8")
    done = CliRunner().invoke(app, ["validate", "--format", name, "a.barrier.yaml"])
    assert done.exit_code == 1
    assert done.stdout == reporter(name)(
        replace(checked(FIVE_FAULTS, "validate", "a.barrier.yaml", Severity.ERROR), version=__version__)
    )


@pytest.mark.parametrize("name", PLATFORMS)
def test_what_is_restricted_is_not_shown_to_a_platform(name: str, tmp_path: Path) -> None:
    file = tmp_path / "a.barrier.yaml"
    file.write_text(
        model("Shop").replace("id: hostile", "id: hostile\n        classification: restricted"), "utf-8"
    )
    done = CliRunner().invoke(app, ["gaps", "--format", name, str(file)])
    assert done.exit_code == 0
    assert "never-reviewed" in done.stdout
    assert "Shop" not in done.stdout
