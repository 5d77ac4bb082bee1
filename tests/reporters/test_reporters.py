"""How findings are shown: golden files, the schema of JSON, hostile names, widths, fingerprints."""

import io
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from barrierctl.dataclass import replace
from barrierctl.files import Input
from barrierctl.findings import Finding
from barrierctl.pipeline import check_files
from barrierctl.reporters import FORMATS, concise, github, reporter, text
from barrierctl.reporters import json as findings_json
from barrierctl.reporters.report import Report
from barrierctl.resources import schema
from barrierctl.selection import RunOptions
from barrierctl.text.terminal import visible

GOLDEN = Path(__file__).parent / "golden"
FIVE_FAULTS = Path(__file__).parent / "five-faults.yaml"
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

HOSTILE = [
    "[/red]",
    "[bold]Bank[/bold]",
    "[link=file:///etc/passwd]here[/link]",
    ":smile:",
    "{0} {name} %s %(x)s",
    "100% sure",
    "::error::owned",
    "a, b: c :: d",
    "![x](javascript:alert(1))",
    "\N{RIGHT-TO-LEFT OVERRIDE}txet",
    "\N{LEFT-TO-RIGHT ISOLATE}x",
    "z\N{COMBINING ACUTE ACCENT}\N{ZERO WIDTH SPACE}w",
]


def report_of(content: str | bytes, command: str = "gaps", path: str = "m.barrier.yaml") -> Report:
    data = content.encode() if isinstance(content, str) else content
    return check_files(command, [Input(path=path, root_path=path, file=None)], io.BytesIO(data), RunOptions())


def named(name: str) -> str:
    """A model whose stage, partner and barrier are called so, with gaps of several kinds."""
    quoted = json.dumps(name)
    return f"""\
barrier_model: 1
id: m
title: {quoted}
language: en
stages:
  - name: {quoted}
    facilitators: [{{name: {quoted}, world: legal}}]
    opportunities: [{quoted}]
    partners: [{{name: {quoted}, commitment: possible}}]
    barriers: [{{name: {quoted}, owner: Someone}}]
  - name: Second
    unknown: {{signals: {quoted}}}
    partners: [Someone]
"""


@pytest.fixture(params=["validate", "gaps"])
def shown(request: pytest.FixtureRequest, example: Path) -> tuple[str, Report]:
    if request.param == "validate":
        return "five-faults", report_of(FIVE_FAULTS.read_bytes(), "validate", "five-faults.yaml")
    return "darknet-gaps", report_of(example.read_bytes(), "gaps", example.name)


def without_version(output: str) -> str:
    return re.sub(r'("version": )"[^"]*"', r'\1"…"', output)


@pytest.mark.parametrize("how", sorted(FORMATS))
def test_format_is_as_its_golden_file(
    how: str, shown: tuple[str, Report], golden: Callable[[Path, str], None]
) -> None:
    name, report = shown
    suffix = "json" if how == "json" else f"{how}.txt"
    golden(GOLDEN / f"{name}.{suffix}", without_version(reporter(how)(report)))


@pytest.mark.parametrize("width", [60, 80])
def test_text_in_a_terminal_is_as_its_golden_file(
    width: int, shown: tuple[str, Report], golden: Callable[[Path, str], None]
) -> None:
    name, report = shown
    golden(GOLDEN / f"{name}.text-{width}.txt", text.report(report, width=width))


def test_colour_adds_escapes_and_changes_no_word(shown: tuple[str, Report]) -> None:
    _, report = shown
    coloured = text.report(report, color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text.report(report)


def test_five_violations_are_five_findings(shown: tuple[str, Report]) -> None:
    name, report = shown
    assert len(report.findings) == (5 if name == "five-faults" else 42)


# ---- every format

SEEN_FINDINGS: dict[str, Callable[[str], int]] = {
    "text": lambda output: len(re.findall(r"^ +line \d+  [a-z-]+$", output, re.MULTILINE)),
    "concise": lambda output: len(re.findall(r"^m\.barrier\.yaml:\d+:\d+: .*$", output, re.MULTILINE)),
    "statistics": lambda output: sum(map(int, re.findall(r"^ +(\d+)  [a-z-]+ ", output, re.MULTILINE))),
    "json": lambda output: len(json.loads(output)["findings"]),
    "github": lambda output: len(commands(output)),
    "gitlab": lambda output: len(json.loads(output)),
    "sarif": lambda output: len(json.loads(output)["runs"][0]["results"]),
    "junit": lambda output: len(re.findall("<testcase ", output)),
    "md": lambda output: len(re.findall(r"^\| (?!Severity |--- ).*\|$", output, re.MULTILINE)),
}
"""How many findings a reader of each format sees; a new format needs a line here."""


@pytest.mark.parametrize(
    "name", [*HOSTILE, "x\n::error::owned", "</testcase><testcase name='x'>", "| a |\n| b |"]
)
@pytest.mark.parametrize("how", FORMATS)
def test_hostile_names_neither_add_nor_hide_a_finding(how: str, name: str) -> None:
    report = replace(report_of(named(name)), every_finding=True)
    output = reporter(how)(report)
    assert how in SEEN_FINDINGS, f"{how} needs a line in SEEN_FINDINGS: how many findings its reader sees"
    assert SEEN_FINDINGS[how](output) == len(report.findings) > 3
    assert not re.search(UNSEEN, output)


# ---- concise


def test_concise_is_one_line_a_finding(shown: tuple[str, Report]) -> None:
    _, report = shown
    lines = concise.report(report).splitlines()
    assert len(lines) == len(report.findings)
    shape = re.compile(r"[^:]+:\d+:\d+: (error|warning|note) [a-z0-9-]+ \S.*")
    assert all(shape.fullmatch(line) for line in lines)


def test_concise_of_an_empty_report_is_empty() -> None:
    assert concise.report(Report(command="validate", files=(), version="0")) == ""


# ---- json


def errors(output: str) -> list[str]:
    found = Draft7Validator(schema("findings"), format_checker=Draft7Validator.FORMAT_CHECKER)
    return [error.message for error in found.iter_errors(json.loads(output))]


def test_the_schema_of_findings_is_one() -> None:
    Draft7Validator.check_schema(schema("findings"))


def test_json_is_as_its_schema_says(shown: tuple[str, Report]) -> None:
    assert errors(findings_json.report(shown[1])) == []


@pytest.mark.parametrize(
    "content", [b"", b"- a\n", b"\xff\xfe", b"a: [", b"barrier_model: 9\n", b"x: 1\n", b"\x00"]
)
def test_json_of_what_is_no_model_is_as_its_schema_says(content: bytes) -> None:
    output = findings_json.report(report_of(content, "validate"))
    assert errors(output) == []
    assert json.loads(output)["summary"]["error"] == len(json.loads(output)["findings"]) > 0


def test_the_schema_refuses_what_the_contract_does_not_name(shown: tuple[str, Report]) -> None:
    output = json.loads(findings_json.report(shown[1]))
    output["findings"][0]["extra"] = 1
    del output["findings"][1]["rule"]
    assert len(errors(json.dumps(output))) >= 2


@pytest.mark.parametrize("name", HOSTILE)
def test_json_holds_hostile_names_as_they_are_in_plain_ascii(name: str) -> None:
    output = findings_json.report(report_of(named(name)))
    assert output.isascii()
    assert errors(output) == []
    assert any(name in finding["message"] for finding in json.loads(output)["findings"])


def test_json_counts_what_it_holds(shown: tuple[str, Report]) -> None:
    output = json.loads(findings_json.report(shown[1]))
    severities = [finding["severity"] for finding in output["findings"]]
    counted = {key: output["summary"][key] for key in ("error", "warning", "info")}
    assert counted == {key: severities.count(key) for key in counted}


# ---- github

COMMAND = re.compile(r"::(error|warning|notice) ([^:\n]*)::(.*)")


def unescaped(output: str) -> str:
    for code, letter in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        output = output.replace(code, letter)
    return output


def commands(output: str) -> list[tuple[str, dict[str, str], str]]:
    found = []
    for line in output.removesuffix("\n").split("\n"):
        match = COMMAND.fullmatch(line)
        assert match, line
        properties = dict(pair.split("=", 1) for pair in match[2].split(","))
        found.append(
            (match[1], {key: unescaped(value) for key, value in properties.items()}, unescaped(match[3]))
        )
    return found


def expected(finding: Finding) -> str:
    lines = [finding.sentence, *(finding.advice or "").split("\n")]
    output = "\n".join(visible(line) for line in lines if line)
    return f"{output}\n{finding.path}:{finding.span.line}:{finding.span.column}"


def assert_says_all(report: Report) -> None:
    output = commands(github.report(report))
    assert sorted(message for _, _, message in output) == sorted(expected(one) for one in report.findings)


def test_github_says_all(shown: tuple[str, Report]) -> None:
    assert_says_all(shown[1])


@pytest.mark.parametrize(
    "name", [*HOSTILE, "x\n::error::owned", "x\r\n::set-output name=a::b", "%0A::error::x"]
)
def test_no_name_starts_a_github_command(name: str) -> None:
    report = report_of(named(name))
    assert len(report.findings) > 3
    assert_says_all(report)


BLOCK_SCALAR = """\
barrier_model: 1
id: m
title: M
language: en
stages:
  - name: |
      First
      ::error::owned
    partners:
      - name: |
          Police
          ::warning file=x::owned, 100%: sure
"""


def test_a_block_scalar_starts_no_github_command() -> None:
    report = report_of(BLOCK_SCALAR)
    assert any("\n::error::owned" in finding.sentence for finding in report.findings)
    assert_says_all(report)


def test_github_escapes_a_hostile_path() -> None:
    report = report_of("", "validate", "a,b::error::%.barrier.yaml")
    ((_, properties, message),) = commands(github.report(report))
    assert properties["file"] == "a,b::error::%.barrier.yaml"
    assert "a,b::error::%.barrier.yaml:" in message


def test_github_puts_the_most_severe_first(example: Path) -> None:
    kinds = [kind for kind, _, _ in commands(github.report(report_of(example.read_bytes())))]
    assert kinds == ["warning"] * 6 + ["notice"] * 36


def test_github_leaves_out_columns_of_a_stretch_over_several_lines() -> None:
    report = report_of(
        'barrier_model: 1\nid: "a\n  b"\ntitle: M\nlanguage: en\nstages: [{name: A}]\n', "validate"
    )
    several = [finding for finding in report.findings if finding.span.line != finding.span.end_line]
    output = commands(github.report(report))
    assert several
    assert [properties for _, properties, _ in output if "col" not in properties]


# ---- text


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text(name: str) -> None:
    output = text.report(report_of(named(name)), color=False)
    seen = re.sub(UNSEEN, lambda letter: f"\\u{ord(letter.group()):04x}", name).replace(
        "\N{ZERO WIDTH SPACE}", "\\u200b"
    )
    assert seen in output
    assert not re.search(UNSEEN, output)


@pytest.mark.parametrize("how", FORMATS)
@pytest.mark.parametrize("name", ["\x1b[31mred", "bell\x07", "\x9b31m", "back\x08space"])
def test_control_characters_are_refused_and_never_shown(name: str, how: str) -> None:
    report = report_of(named(name), "validate")
    assert {finding.rule for finding in report.findings} == {"control-character"}
    assert not re.search(UNSEEN, reporter(how)(report))


def test_a_control_character_as_a_raw_byte_never_reaches_the_terminal() -> None:
    report = report_of(
        "barrier_model: 1\nid: m\ntitle: a\x1b[31mb\nlanguage: en\nstages: [{name: A}]\n", "validate"
    )
    assert report.findings
    assert all(not re.search(UNSEEN, reporter(how)(report)) for how in FORMATS)


def prose(output: str) -> list[str]:
    """The lines that are neither the file's own nor under it."""
    return [line for line in output.splitlines() if " │ " not in line and not re.match(r" {7} │", line)]


def words(lines: Iterable[str]) -> list[str]:
    return " ".join(lines).split()


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_of_prose_is_wider_than_the_terminal_and_no_word_is_lost(
    width: int, shown: tuple[str, Report]
) -> None:
    name, report = shown
    narrow = prose(text.report(report, width=width))
    too_wide = [line for line in narrow if len(line) > width]
    assert too_wide == []
    if name == "five-faults":
        assert words(narrow) == words(prose(text.report(report)))


@pytest.mark.parametrize("width", [60, 80, 100])
def test_every_finding_is_whole_at_every_width(width: int, example: Path) -> None:
    report = replace(report_of(example.read_bytes()), every_finding=True)
    output = " ".join(words([text.report(report, width=width)]))
    for finding in report.findings:
        assert " ".join(finding.message.split()) in output
        assert all(" ".join(hint.split()) in output for hint in finding.hints)


def test_all_findings_are_grouped_by_stage_and_each_is_shown_once(example: Path) -> None:
    report = replace(report_of(example.read_bytes()), every_finding=True)
    output = text.report(report)
    assert len(re.findall(r"^ {6}line \d+  [a-z-]+$", output, re.MULTILINE)) == len(report.findings)
    headings = ["Setting up marketplace", "Running marketplace", "Selling drugs", "Shipping drugs"]
    places = [
        output.index(f"\n\n{heading}\n") for heading in [*headings, "Several stages", "The whole model"]
    ]
    assert places == sorted(places)


def test_caret_is_under_what_the_finding_means() -> None:
    model = 'barrier_model: 1\nid: m\ntitle: 漢字\nlanguage: en\nstages: [{name: "漢字", colour: red}]\n'
    lines = text.report(report_of(model, "validate")).splitlines()
    at = next(index for index, line in enumerate(lines) if "colour: red" in line)
    before = lines[at][: lines[at].index("colour")]
    wide = sum(2 if letter in "漢字" else 1 for letter in before)
    assert lines[at + 1].index("^") == wide
    assert lines[at + 1].count("^") == len("colour")


# ---- fingerprints


def prints(content: str, path: str = "m.barrier.yaml") -> list[str]:
    return [finding.fingerprint for finding in report_of(content, path=path).findings]


def test_fingerprints_do_not_know_lines(example: Path) -> None:
    content = example.read_text(encoding="utf-8")
    assert prints(content) == prints("\n\n# A remark\n\n" + content)


def test_fingerprints_know_the_path(example: Path) -> None:
    content = example.read_text(encoding="utf-8")
    assert not set(prints(content)) & set(prints(content, "other.barrier.yaml"))


def test_fingerprints_are_all_different(example: Path) -> None:
    found = prints(example.read_text(encoding="utf-8"))
    assert len(found) == len(set(found)) == 42


def test_exact_twins_have_different_fingerprints() -> None:
    content = "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\nstages:\n  - {name: A, x: 1, colour: 2}\n"
    twins = content + "accepted_gaps:\n  - {rule: stage-empty}\n  - {rule: stage-empty}\n"
    report = report_of(twins, "validate")
    same = [one for one in report.findings if one.rule == "missing-key"]
    assert len(same) == 2
    assert len({finding.fingerprint for finding in report.findings}) == len(report.findings)


# ---- whatever stands in a model

LINE = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff"), min_size=1
)


@settings(max_examples=40, deadline=None)
@given(LINE)
def test_any_name_is_shown_in_every_format(name: str) -> None:
    report = report_of(named(name))
    assert_says_all(report)
    assert errors(findings_json.report(report)) == []
    assert len(concise.report(report).split("\n")) == len(report.findings) + 1
    assert not re.search(UNSEEN, text.report(report, width=80))
