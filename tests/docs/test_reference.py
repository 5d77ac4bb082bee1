"""The reference says what the program does: its tables are compared with it, and its examples run."""

import csv
import io
import json
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from barrierctl import find_gaps, limits
from barrierctl.cli.console import Exit
from barrierctl.exporters import FORMATS, Options, choose_views, exporter
from barrierctl.findings import Finding, Severity
from barrierctl.gaps import registry
from barrierctl.gaps.agenda import DESK, INVITE, OVERDUE, QUESTIONS
from barrierctl.messages import catalogue, is_gap, record, rule_ids
from barrierctl.model.entities import called
from barrierctl.model.model import BarrierModel
from barrierctl.model.references import MAY_NAME
from barrierctl.names import fold, slug
from barrierctl.pipeline import load_bytes
from barrierctl.reporters import report, reporter
from barrierctl.resources import schema
from barrierctl.source import read
from barrierctl.source.tree import MappingNode
from barrierctl.views import STANDARD_VIEWS, TASK_VIEWS, VIEWS
from barrierctl.views.document import Column, Document, Entry, Table

if TYPE_CHECKING:
    from conftest import Run

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
ELEMENTS, YAML, FINDINGS, VIEW_PAGE, COMMAND_LINE = (
    f"docs/reference/{name}.md" for name in ("elements", "yaml", "findings", "views", "command-line")
)
TODAY = date(2026, 11, 24)
STORING = "barrier_model: 1\nid: a\ntitle: A\nlanguage: en\nstages:\n  - name: Storing\n"
COLUMNS = ("rule", "line", "column", "text")


def text_of(page: str) -> str:
    """Read a page, by its path from the root of the project."""
    return (ROOT / page).read_text(encoding="utf-8")


def tables(page: str, *columns: str) -> list[list[str]]:
    """Read the rows of the tables that have these columns, without the marks of code."""
    head = f"| {' | '.join(columns)} |\n"
    _, *parts = text_of(page).split(head)
    assert parts, f"{page} has no table with the columns {columns}"
    rows = [row for part in parts for row in re.match(r"(?:\|.*\n)+", part)[0].splitlines()[1:]]  # type: ignore[index]
    return [[_text(cell) for cell in row.strip("|").split(" | ")] for row in rows]


def ids(cell: str) -> tuple[str, ...]:
    """Read the ids in a cell, which are marked as code or separated by commas."""
    return tuple(re.findall(r"[\w.-]+", cell))


def blocks(page: str, language: str) -> list[str]:
    """Read the blocks of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text_of(page), re.DOTALL | re.MULTILINE)


def _text(cell: str) -> str:
    cell = cell.strip()
    whole = re.fullmatch(r"`([^`]*)`", cell)
    return whole[1] if whole else cell


def model_in(page: str, number: int = 0) -> tuple[str, BarrierModel]:
    text = blocks(page, "yaml")[number]
    opened = load_bytes(text.encode())
    assert opened.model is not None
    assert opened.valid
    return text, opened.model


def test_every_page_of_the_reference_is_in_its_index() -> None:
    index = text_of("docs/reference/README.md")
    pages = sorted(page.name for page in REFERENCE.glob("*.md") if page.name != "README.md")
    assert pages == sorted(re.findall(r"^\| \[[^\]]+\]\((.+?)\)", index, re.MULTILINE))


@pytest.mark.parametrize(("one", "other", "same"), tables(ELEMENTS, "one name", "another name", "the same?"))
def test_names_are_the_same_where_the_page_says_so(one: str, other: str, same: str) -> None:
    assert (fold(one) == fold(other)) is (same == "yes")
    assert fold(unicodedata.normalize("NFD", one)) == fold(one)


@pytest.mark.parametrize(("name", "expected"), tables(ELEMENTS, "name", "slug"))
def test_slugs_are_those_of_the_page(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(("line", "part", "address"), tables(ELEMENTS, "line", "part", "address"))
def test_addresses_are_those_of_the_page(line: str, part: str, address: str) -> None:
    _, model = model_in(ELEMENTS)
    found = {called(one) for one in model.elements if (one.element, one.span.line) == (address, int(line))}
    assert found == {part}


def test_each_key_may_name_what_the_page_says() -> None:
    stated = {key: ids(kinds) for keys, kinds in tables(ELEMENTS, "key", "may name") for key in ids(keys)}
    assert stated.keys() == MAY_NAME.keys()
    assert stated.pop("at") == ("anything",)
    assert stated.pop("party") == ("party", "of", "the", "list", "parties")
    assert stated == {key: kinds for key, kinds in MAY_NAME.items() if key in stated}


@pytest.mark.parametrize(("key", "text", "meant"), tables(ELEMENTS, "key", "text", "means"))
def test_references_mean_what_the_page_says(key: str, text: str, meant: str) -> None:
    written = blocks(ELEMENTS, "yaml")[0]
    match key:
        case "owner" | "targets":
            written = written.replace(
                "- {name: Check parcels, owner: couriers}", f'- {{name: X, {key}: "{text}"}}'
            )
        case "party":
            written = written.replace("barriers: [Research]", f'barriers: [{{party: "{text}"}}]')
        case "sources":
            written = written.replace("barriers: [Research]", f'barriers: [{{name: X, sources: "{text}"}}]')
        case "measures":
            written = written.replace("name: How much goes by mail", f'name: X, measures: "{text}"')
        case _:
            written += f'accepted_gaps: [{{rule: no-plan, at: "{text}", reason: X}}]\n'
    assert text in written
    opened = load_bytes(written.encode())
    assert opened.model is not None
    rules = [violation.rule for violation in opened.violations if violation.rule.endswith("reference")]
    links = [
        link.target.element for link in opened.model.links if (link.key, link.reference.text) == (key, text)
    ]
    assert (set(rules) or set(links)) == {meant}


def test_required_keys_are_those_of_the_schema() -> None:
    model = schema("barrier-model")
    parts = {"model": model, **model["definitions"], "item": {"required": ["name", "or", "party"]}}
    for part, keys in tables("docs/format.md", "part", "required keys"):
        assert list(ids(keys.partition(";")[0])) == parts.pop(part)["required"]
    items = {"facilitator", "opportunity", "signal", "partner", "barrier"}
    assert {part for part, rules in parts.items() if "required" in rules} - items == {"source-use"}


def test_every_value_of_a_closed_list_is_described() -> None:
    described = set(re.findall(r"`([\w-]+)`", text_of("docs/format.md")))
    assert values(schema("barrier-model")) - described == set()


def values(part: object) -> set[str]:
    """Collect the values of the closed lists in a schema."""
    if isinstance(part, list):
        return set[str]().union(*map(values, part))
    if not isinstance(part, dict):
        return set()
    texts = {value for value in part.get("enum", []) if isinstance(value, str)}
    return texts.union(*map(values, part.values()))


@pytest.mark.parametrize(("written", "value"), tables(YAML, "written", "is read as"))
def test_values_are_read_as_the_page_says(written: str, value: str) -> None:
    text = "" if written == "(nothing)" else written
    for pure in (False, True):
        reading = read(f"key: {text}\n".encode(), pure=pure)
        assert reading.violations == ()
        assert isinstance(reading.tree, MappingNode)
        assert json.dumps(reading.tree["key"], ensure_ascii=False) == value


@pytest.mark.parametrize(("written", "rule", "then"), tables(YAML, "written", "rule", "then"))
def test_what_is_not_supported_is_reported_as_the_page_says(written: str, rule: str, then: str) -> None:
    for pure in (False, True):
        reading = read(written.replace(" ⏎ ", "\n").encode(), pure=pure)
        assert [violation.rule for violation in reading.violations] == [rule]
        assert reading.complete is (then != "stops")


def test_anchors_and_quoted_keys_are_read() -> None:
    for pure in (False, True):
        assert read(b"a: &x [1]\nb: *x\n", pure=pure).tree == {"a": [1], "b": [1]}
        assert read(b'"<<": b\n', pure=pure).tree == {"<<": "b"}


def test_limits_are_those_of_the_page() -> None:
    stated = [(value, beyond) for _, value, beyond in tables(YAML, "limit", "value", "beyond it")]
    real = (
        (f"{limits.MAX_BYTES // 1024**2} MiB", "file-too-large"),
        (f"{limits.MAX_DEPTH:,}", "yaml-too-deep"),
        (f"{limits.MAX_NODES:,}", "yaml-too-many-nodes"),
        (f"{limits.MAX_ALIASED_NODES:,}", "yaml-too-many-nodes"),
        (f"{limits.MAX_ALIASED_CHARACTERS:,}", "yaml-too-many-nodes"),
        (f"{limits.MAX_ITEMS:,}", "too-many-items"),
        (f"{limits.MAX_STAGES:,}", "too-many-stages"),
        (f"{limits.MAX_NAME_LENGTH:,}", "name-too-long"),
        (f"{limits.MAX_NUMBER_LENGTH:,}", "it is text"),
        (f"{len(slug('a' * 5000)):,}", "the rest is cut off"),
        (f"{limits.MAX_PER_RULE:,}", "the last one says that there are more"),
    )
    assert stated == list(real)


@pytest.mark.parametrize(
    ("data", "rules"),
    [
        (b"", ["not-a-barrier-model"]),
        (b"hello: x\n", ["not-a-barrier-model"]),
        (b"Dear all,\n\tsee: the: report\n", ["not-a-barrier-model"]),
        (b"barrier_model: 2\nfoo: 1\n", ["newer-format"]),
        (b"\xff\xfea\x00", ["not-utf-8"]),
        (b"\xef\xbb\xbfbarrier_model: 2\n", ["newer-format"]),
    ],
)
def test_files_that_are_not_models_get_one_finding(data: bytes, rules: list[str]) -> None:
    assert [violation.rule for violation in load_bytes(data).violations] == rules


@pytest.mark.parametrize("block", ["", "    signals:\n", "    signals: null\n", "    signals: []\n"])
def test_an_empty_block_is_one_however_it_is_written(block: str) -> None:
    opened = load_bytes(f"{STORING}    partners: [B]\n{block}".encode())
    assert opened.model is not None
    assert opened.violations == ()
    (finding,) = [one for one in find_gaps(opened.model, today=TODAY) if one.rule == "stage-without-signals"]
    assert finding.span[:2] == ((8, 5) if block else (6, 11))


def places(findings: list[tuple[str, Any]], lines: tuple[str, ...]) -> set[tuple[str, str, str, str]]:
    return {
        (rule, str(span.line), str(span.column), lines[span.line - 1][span.column - 1 : span.end_column - 1])
        for rule, span in findings
    }


def test_findings_point_where_the_page_says() -> None:
    errors, gaps = blocks(FINDINGS, "yaml")[:2]
    stated = {(rule, line, column, text) for rule, line, column, text in tables(FINDINGS, *COLUMNS)}
    validated = load_bytes(errors.encode())
    in_errors = places([(one.rule, one.span) for one in validated.violations], validated.lines)
    opened = load_bytes(gaps.encode())
    assert opened.model is not None
    found = find_gaps(opened.model, today=TODAY)
    in_gaps = places([(one.rule, one.span) for one in found], opened.lines)
    assert stated <= in_errors | in_gaps
    assert in_errors <= stated
    assert sum(one.rule == "cut-off-name" for one in found) == 2
    (everywhere,) = [one for one in found if one.rule == "cut-off-name" and one.location.stage is None]
    assert everywhere.location.block == "barriers"


def test_findings_are_in_the_order_that_the_page_states() -> None:
    opened = load_bytes(blocks(FINDINGS, "yaml")[1].encode())
    assert opened.model is not None
    found = find_gaps(opened.model, today=TODAY)
    assert found == sorted(found, key=lambda one: (one.span.line, one.span.column, one.rule, one.message))


@pytest.fixture
def shown(run: "Run", tmp_path: Path) -> dict[str, Any]:
    """Run the command of the page on its model."""
    (tmp_path / "fireworks.barrier.yaml").write_text(blocks(FINDINGS, "yaml")[2], encoding="utf-8")
    result: dict[str, Any] = json.loads(
        run("gaps", "--format", "json", "--select", "stage-without-barriers", "--no-config").stdout
    )
    return result


def without_words(report: dict[str, Any]) -> dict[str, Any]:
    """Leave out what another version may word in another way."""
    findings = [{**one, "message": "", "hint": ""} for one in report["findings"]]
    files = [{**one, "agenda": shape_of(one["agenda"])} for one in report["files"]]
    return {**report, "tool": report["tool"]["name"], "files": files, "findings": findings}


def shape_of(agenda: dict[str, Any]) -> dict[str, list[list[str]]]:
    """List the keys of each entry of an agenda."""
    return {part: [list(entry) for entry in entries] for part, entries in agenda.items()}


def test_the_json_of_the_page_is_what_the_program_prints(shown: dict[str, Any]) -> None:
    assert without_words(json.loads(blocks(FINDINGS, "json")[0])) == without_words(shown)


def test_every_key_of_a_finding_is_described(shown: dict[str, Any]) -> None:
    described = [key for keys, _ in tables(FINDINGS, "key of a finding", "content") for key in ids(keys)]
    (finding,) = shown["findings"]
    assert described == list(finding)
    assert set(described) == set(schema("findings")["properties"]["findings"]["items"]["required"])


def test_the_parts_of_an_agenda_and_their_keys_are_those_of_the_schema() -> None:
    files = schema("findings")["properties"]["files"]["items"]["properties"]
    parts = files["agenda"]["properties"]
    stated = [part for _, part, _ in tables(FINDINGS, "part", "key in JSON", "content")]
    assert stated == list(parts)
    keys = {ids(keys) for keys, _ in tables(FINDINGS, "key in an agenda", "content")}
    assert keys == {tuple(part["items"]["required"]) for part in parts.values()}


def test_labels_of_the_summary_are_those_of_the_page() -> None:
    stated = [label for labels, _ in tables(FINDINGS, "label", "said if") for label in labels.split(", ")]
    assert sorted(stated) == sorted(catalogue().entry("agenda.summary.labels").values())


def test_topics_are_those_of_the_page() -> None:
    assert tuple(topic for topic, _ in tables(FINDINGS, "topic", "is about")) == QUESTIONS
    wordings = [wording for rule in rule_ids() for wording in record(rule).wordings.values()]
    topics = {wording["topic"] for wording in wordings if "topic" in wording}
    assert topics - set(QUESTIONS) == {OVERDUE, INVITE, DESK}
    gap_rules = [rule for rule in rule_ids() if is_gap(rule)]
    assert [rule for rule in gap_rules if "topic" not in record(rule).wordings[""]] == []


def test_keys_of_a_record_for_the_agenda_are_those_of_the_page() -> None:
    stated = dict(tables(FINDINGS, "key of a record", "content"))
    wordings = [wording for rule in rule_ids() for wording in record(rule).wordings.values()]
    assert set(stated) == {key for wording in wordings for key in wording if key in stated}
    assert set(re.findall(r"`(\w+)`", stated["by"])) == {one["by"] for one in wordings if "by" in one} - {
        "model"
    }


def test_the_recipe_of_the_fingerprint_gives_it(shown: dict[str, Any]) -> None:
    names: dict[str, Any] = {}
    exec(blocks(FINDINGS, "python")[0], names)  # noqa: S102 (code of the page)
    for one in shown["findings"]:
        assert (
            names["fingerprint"](one["rule"], one["path"], one["element"], one["subject"])
            == one["fingerprint"]
        )


def test_the_baseline_of_the_page_is_what_the_program_writes(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "fireworks.barrier.yaml").write_text(blocks(FINDINGS, "yaml")[2], encoding="utf-8")
    result = run(
        "gaps", "--select", "stage-without-barriers", "--write-baseline", "known.json", "--no-config"
    )
    assert result.returncode == Exit.CLEAN
    assert (tmp_path / "known.json").read_text(encoding="utf-8") == blocks(FINDINGS, "json")[1]


@pytest.mark.parametrize(
    ("severity", "github", "gitlab", "sarif"),
    tables(FINDINGS, "severity", "`github`", "`gitlab`", "`sarif`"),
)
def test_severities_on_platforms_are_those_of_the_page(
    severity: str, github: str, gitlab: str, sarif: str
) -> None:
    finding = Finding(rule="no-plan", family="plan", severity=Severity(severity), path="a")
    file = report.FileReport(path="a", root_path="a", model=None, findings=(finding,))
    found = report.Report(command="gaps", files=(file,), version="1")
    assert reporter("github")(found).startswith(f"::{github} ")
    assert json.loads(reporter("gitlab")(found))[0]["severity"] == gitlab
    assert json.loads(reporter("sarif")(found))["runs"][0]["results"][0]["level"] == sarif


def test_rules_about_links_are_those_of_the_page() -> None:
    stated = {
        rule: ids(keys) for rule, keys in tables(FINDINGS, "rule", "needs a link with one of these keys")
    }
    assert stated == {rule.id: rule.needs for rule in registry.RULES if rule.needs}


def owners(missing: int, total: int) -> list[Finding]:
    barriers = [f"{{name: Barrier {i}}}" for i in range(missing)]
    barriers += [f"{{name: Barrier {i}, owner: Police}}" for i in range(missing, total)]
    opened = load_bytes(f"{STORING}    partners: [Police]\n    barriers: [{', '.join(barriers)}]\n".encode())
    assert opened.model is not None
    return [one for one in find_gaps(opened.model, today=TODAY) if one.rule == "barrier-without-owner"]


def test_rules_about_links_report_none_one_or_each() -> None:
    assert owners(4, 4) == []
    assert [one.location.name for one in owners(2, 4)] == ["Barrier 0", "Barrier 1"]
    assert [(one.severity, one.location.element) for one in owners(3, 4)] == [(Severity.INFO, None)]


def test_rules_that_report_instead_of_others_are_those_of_the_page() -> None:
    stated = {
        other: rule
        for rule, others in tables(FINDINGS, "this rule", "reports it instead of")
        for other in ids(others)
    }
    assert stated == {rule.id: rule.superseded_by for rule in registry.RULES if rule.superseded_by}


def test_the_ways_to_accept_are_those_of_the_schema() -> None:
    ways = schema("findings")["properties"]["findings"]["items"]["properties"]["accepted"]
    stated = [how for how, *_ in tables(FINDINGS, "how", "where", "covers")]
    assert stated == ways["properties"]["how"]["enum"]


def test_a_record_has_the_keys_of_the_page(run: "Run") -> None:
    described = {key for keys, _ in tables(FINDINGS, "key", "content") for key in ids(keys)}
    (shown,) = json.loads(run("rule", "no-plan", "--format", "json").stdout)
    assert described == shown.keys()
    (families,) = [content for key, content in tables(FINDINGS, "key", "content") if key == "family"]
    stated = set(re.findall(r"`(\w+)`", families))
    assert stated == {record(rule).family for rule in rule_ids()} | {"house"}
    assert stated == set(catalogue().entry("rule.families"))


def rich_model() -> BarrierModel:
    opened = load_bytes((ROOT / "tests" / "valid" / "full.barrier.yaml").read_bytes())
    assert opened.model is not None
    return opened.model


def tables_of(view: str, model: BarrierModel | None = None) -> dict[str, Table]:
    return {table.id: table for table in VIEWS[view](model or rich_model(), ())}


def columns_of(view: str) -> list[str]:
    return [column.id for column in tables_of(view)[view].columns]


def test_every_view_is_in_the_table() -> None:
    assert [view for view, *_ in tables(VIEW_PAGE, "view", "one row per", "columns")] == list(VIEWS)


@pytest.mark.parametrize("view", ["gaps", "parties", "recommendations", "plan", "barriers"])
def test_columns_of_a_list_are_those_of_the_page(view: str) -> None:
    (stated,) = [c for name, _, c in tables(VIEW_PAGE, "view", "one row per", "columns") if name == view]
    assert list(ids(stated)) == columns_of(view)


def test_the_tables_of_gaps_are_those_of_the_page() -> None:
    names, shown = ("table", "for", "one row per", "columns", "formats"), tables_of("gaps")
    stated = {
        name: (reader, ids(columns), ids(formats))
        for name, reader, _, columns, formats in tables(VIEW_PAGE, *names)
    }
    assert stated == {
        name: (
            str(table.reader),
            tuple(column.id for column in table.columns),
            tuple(
                name for name, form in FORMATS.items() if table.reader in form.readers and not form.of_tasks
            ),
        )
        for name, table in shown.items()
    }


def test_the_tables_of_plan_and_barriers_are_those_of_the_page() -> None:
    names = ("table", "in view", "one row per", "columns")
    stated = {name: (view, ids(columns)) for name, view, _, columns in tables(VIEW_PAGE, *names)}
    assert stated == {
        name: (view, tuple(column.id for column in table.columns))
        for view in ("plan", "barriers")
        for name, table in tables_of(view).items()
        if name != view
    }


def test_columns_of_items_are_those_of_the_page() -> None:
    stated = [name for names, _ in tables(VIEW_PAGE, "columns", "content") for name in ids(names)]
    assert stated == columns_of("items")


def test_columns_of_grids_are_those_of_the_page() -> None:
    _, model = model_in(VIEW_PAGE)
    matrix = tables_of("matrix", model)["matrix"]
    assert [column.id for column in matrix.columns] == ["block", "ordering", "general"]
    (stated,) = [c for name, _, c in tables(VIEW_PAGE, "view", "one row per", "columns") if name == "types"]
    known = re.findall(r"`([\w-]+)`", stated)
    assert [name for name in known if name != "approach"] == columns_of("types") or columns_of(
        "types"
    ) == known[:3]
    kinds = {view: {table.kind for table in tables_of(view, model).values()} for view in VIEWS}
    assert [view for view in VIEWS if kinds[view] == {"grid"}] == ["matrix", "types"]
    assert [view for view in VIEWS if kinds[view] != {"records"}] == ["matrix", "types"]
    assert {table.kind for table in tables_of("barriers").values()} == {"records", "grid"}


def test_views_with_stages_are_those_of_the_page() -> None:
    _, model = model_in(VIEW_PAGE)
    by_stage = {view: {table.by_stage for table in tables_of(view, model).values()} for view in VIEWS}
    assert [view for view in VIEWS if by_stage[view] == {True}] == ["matrix", "items", "gaps"]
    assert [view for view in VIEWS if by_stage[view] != {False}] == ["matrix", "items", "gaps"]


@pytest.mark.parametrize(("text", "cell"), tables(VIEW_PAGE, "text", "cell"))
def test_cells_of_csv_are_those_of_the_page(text: str, cell: str) -> None:
    table = Table(id="x", title="X", columns=(Column(id="x", label="X"),), rows=(((Entry(text=text),),),))
    document = Document(title="X", language="en", classification="public", tables=(table,))
    written = exporter("csv")(document, Options())
    assert written == f'"x"\n{cell}\n'
    assert list(csv.reader(io.StringIO(str(written))))[1][0].removeprefix("'").replace(";'", ";") in (
        text,
        text.removeprefix("'"),
    )


def test_formats_hold_what_the_page_says() -> None:
    stated = {
        name: (holds, given)
        for name, holds, given in tables(VIEW_PAGE, "format", "contains", "without `--view`")
    }
    real = {
        name: (
            "several views" if form.several_views else "one view",
            "all views"
            if form.whole
            else ", ".join(choose_views(name, (), STANDARD_VIEWS, tasks=TASK_VIEWS)),
        )
        for name, form in FORMATS.items()
    }
    assert stated == real


def test_exit_codes_are_those_of_the_page() -> None:
    stated = {name: int(code) for code, name, _ in tables(COMMAND_LINE, "code", "name", "meaning")}
    assert stated == {code.name.lower(): code.value for code in Exit}


@pytest.mark.parametrize(
    ("command", "name", "begins"),
    [
        ("export", "a", "# A"),
        ("export", "a.csv", '"Block",'),
        ("validate", "a", ""),
        ("validate", "a.json", "{"),
        ("gaps", "a", "A "),
        ("gaps", "a.md", "## barrierctl"),
        ("gaps", "a.json", "{"),
        ("gaps", "a.xml", "<?xml"),
        ("gaps", "a.csv", '"message",'),
        ("gaps", "a.svg", "<svg"),
    ],
)
def test_the_suffix_of_a_file_gives_its_format(
    run: "Run", tmp_path: Path, command: str, name: str, begins: str
) -> None:
    (tmp_path / "a.barrier.yaml").write_text(STORING, encoding="utf-8")
    assert run(command, "a.barrier.yaml", "-o", name).returncode == Exit.CLEAN
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize("command", ["export", "validate", "gaps"])
def test_an_unknown_suffix_is_an_error(run: "Run", tmp_path: Path, command: str) -> None:
    (tmp_path / "a.barrier.yaml").write_text(STORING, encoding="utf-8")
    assert run(command, "a.barrier.yaml", "-o", "a.doc").returncode == Exit.FAILED
    assert not (tmp_path / "a.doc").exists()


@pytest.mark.parametrize("part", [("--all",), ("--question", "1")])
def test_a_part_of_the_agenda_is_not_written_as_a_document(
    run: "Run", tmp_path: Path, part: tuple[str, ...]
) -> None:
    (tmp_path / "a.barrier.yaml").write_text(STORING, encoding="utf-8")
    done = run("gaps", "a.barrier.yaml", "-o", "a.docx", *part)
    assert (done.returncode, ".md" in done.stderr) == (Exit.FAILED, True)
    assert not (tmp_path / "a.docx").exists()
    assert run("gaps", "a.barrier.yaml", "-o", "a.md", *part).returncode == Exit.CLEAN


RESTRICTED = f"{STORING}    facilitators: [{{name: B, classification: restricted}}]\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        *((("export", "a.barrier.yaml", "--format", how), Exit.FAILED) for how in ("md", "csv", "json")),
        (("show", "a.barrier.yaml"), Exit.CLEAN),
        (("new", "b.barrier.yaml", "--from", "a.barrier.yaml"), Exit.FAILED),
        (("new", "b.barrier.yaml", "--from", "a.barrier.yaml", "--keep", "content"), Exit.FAILED),
        (("gaps", "a.barrier.yaml", "-o", "b.docx"), Exit.FAILED),
    ],
)
def test_a_restricted_model_goes_only_where_the_page_says(
    run: "Run", tmp_path: Path, arguments: tuple[str, ...], code: Exit
) -> None:
    (tmp_path / "a.barrier.yaml").write_text(RESTRICTED, encoding="utf-8")
    assert run(*arguments).returncode == code
    assert not [path for path in tmp_path.iterdir() if path.stem == "b"]


@pytest.mark.parametrize(
    ("arguments", "is_whole"),
    [
        (("gaps", "-o", "b"), False),
        (("gaps", "--format", "json:b"), False),
        (("gaps", "--write-baseline", "b", "--format", "md"), False),
        *((("gaps", "--all", "--format", how), True) for how in ("text", "concise", "json")),
        *((("gaps", "--format", how), False) for how in ("github", "gitlab", "sarif", "junit", "md")),
    ],
)
def test_text_of_a_restricted_model_is_quoted_only_where_the_page_says(
    run: "Run", tmp_path: Path, arguments: tuple[str, ...], is_whole: object
) -> None:
    (tmp_path / "a.barrier.yaml").write_text(RESTRICTED, encoding="utf-8")
    done = run(*arguments)
    assert done.returncode == Exit.CLEAN
    shown = done.stdout + ((tmp_path / "b").read_text("utf-8") if (tmp_path / "b").exists() else "")
    assert ("Storing" in shown) is is_whole
