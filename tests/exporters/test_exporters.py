"""How a view becomes a file: csv, Markdown and JSON."""

import ast
import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from barrierctl import exporters, load
from barrierctl.exporters import FORMATS, Options, exporter, md, terminal
from barrierctl.exporters import csv as csv_format
from barrierctl.text.spreadsheet import guarded, joined
from barrierctl.views import HANDOUTS, VIEWS, gaps, items, parties, recommendations
from barrierctl.views.build import ViewOptions, build_document
from barrierctl.views.document import Cell, Column, Document, Entry, Reader, State, Table

Shown = Callable[..., Document]
TEXTS = [name for name, form in FORMATS.items() if not form.extra]  # what a library writes is no text
SEVERAL = [name for name in TEXTS if FORMATS[name].several_views]
GOLDEN = Path(__file__).parent / "golden"
WITH_PLAN = Path(__file__).parents[2] / "examples" / "darknet-with-plan.barrier.yaml"
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"))
NAME = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff"), min_size=1
)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "'quoted", "\tTAB", "\nLF", "=cmd|' /C calc'!A0"]
FORMULAS_AND_CR = [*FORMULAS, "\rCR"]


def one_cell(text: str, *others: str, name: str = "name", many: bool = False) -> Document:
    entries = tuple(Entry(text=each) for each in (text, *others))
    return document(Column(id=name, label=name, many=many), entries)


def document(column: Column, *cells: Cell) -> Document:
    table = Table(id="t", title="T", columns=(column,), rows=tuple((cell,) for cell in cells))
    return Document(title="M", language="en", classification="public", tables=(table,))


def to_csv(shown: Document, **options: Any) -> str:
    return csv_format.export(shown, Options(**options))


def to_md(shown: Document) -> str:
    return md.export(shown, Options())


def read_csv(written: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter))


def without_guard(cell: str, delimiter: str = ",") -> str:
    """Take the guards away again, as a program would that reads the file."""
    others = ",;|\t\r\n".replace(delimiter, "")
    whole = cell.removeprefix("'") if re.match("'[=+@'\t\r\n-]", cell) else cell
    return re.sub(
        r"""([,;|\s"]+)'(?='*[=+@-])""",
        lambda found: found[1] if set(others) & set(found[1]) else found[0],
        whole,
    )


@pytest.mark.parametrize(
    ("view", "how"),
    [(view, how) for view in VIEWS for how in TEXTS if view not in HANDOUTS or FORMATS[how].handouts],
)
def test_format_is_as_its_golden_file(
    how: str, view: str, example: Path, shown: Shown, golden: Callable[[Path, str], None]
) -> None:
    written = exporter(how)(shown(example, view, FORMATS[how].readers), Options())
    assert isinstance(written, str)
    golden(GOLDEN / f"darknet-{view}.{how}", written)


@pytest.mark.parametrize("how", SEVERAL)
def test_several_views_are_as_their_golden_file(
    how: str, example: Path, golden: Callable[[Path, str], None]
) -> None:
    written = exporter(how)(build_document(load(example), ["items", "matrix"]), Options())
    assert isinstance(written, str)
    golden(GOLDEN / f"darknet-both.{how}", written)


# ---- csv


def test_every_line_of_csv_has_as_many_cells(example: Path) -> None:
    for view in ("matrix", "items"):
        rows = read_csv(to_csv(build_document(load(example), [view])))
        assert len({len(row) for row in rows}) == 1


def test_csv_ends_its_lines_with_lf_alone(example: Path) -> None:
    written = to_csv(build_document(load(example), ["items"]))
    assert "\r" not in written
    assert written.endswith("\n")


@pytest.mark.parametrize("text", FORMULAS_AND_CR)
def test_a_formula_is_guarded_and_reads_back(text: str) -> None:
    (_, (cell,)) = read_csv(to_csv(one_cell(text)))
    assert cell == f"'{text}"
    assert without_guard(cell) == text


@pytest.mark.parametrize("text", FORMULAS_AND_CR)
def test_raw_leaves_a_formula_as_it_is(text: str) -> None:
    (_, (cell,)) = read_csv(to_csv(one_cell(text), raw=True))
    assert cell == text


@pytest.mark.parametrize("text", ["1+1", "a=b", " =1", "Café", "\N{FULLWIDTH EQUALS SIGN}1", "(Il)legal"])
def test_what_is_no_formula_is_left_alone(text: str) -> None:
    assert guarded(text) == text


def test_a_heading_is_guarded_too() -> None:
    ((heading,), *_) = read_csv(to_csv(one_cell("x", name="=1+1")))
    assert heading == "'=1+1"


def test_a_list_that_begins_with_a_formula_is_guarded_once() -> None:
    (_, (cell,)) = read_csv(to_csv(one_cell("=1", "=2", many=True)))
    assert cell == "'=1; '=2"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_another_delimiter(delimiter: str) -> None:
    written = to_csv(one_cell(f"a{delimiter}b"), delimiter=delimiter)
    assert read_csv(written, delimiter)[1] == [f"a{delimiter}b"]


def test_file_begins_with_bom_only_on_request() -> None:
    assert to_csv(one_cell("a"), bom=True).startswith('\ufeff"name"\n')
    assert not to_csv(one_cell("a")).startswith("\ufeff")


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a; b"),
        (["a; b", "c"], '"a; b"; c'),
        (['say "no"', "c"], '"say ""no"""; c'),
        (["a, b", "c"], "a, b; c"),
        (["a;b"], '"a;b"'),
    ],
)
def test_lists_are_joined_so_that_they_can_be_parted(entries: list[str], expected: str) -> None:
    assert joined(entries) == expected


def split(cell: str) -> list[str]:
    """The entries of a joined cell, by the rule of commands.md alone."""
    found = re.findall(r'(?:^|; )(?:"((?:[^"]|"")*)"|([^;"]*))(?=; |$)', cell, re.DOTALL)
    return [quoted.replace('""', '"') or plain for quoted, plain in found]


@given(st.lists(NAME.map(str.strip).filter(bool), min_size=1, max_size=5))
def test_any_list_can_be_parted_again(entries: list[str]) -> None:
    assert split(joined(entries)) == entries


def test_a_carriage_return_reads_back_from_csv() -> None:
    assert read_csv(to_csv(one_cell("a\rb"))) == [["name"], ["a\rb"]]


@settings(max_examples=300)
@given(TEXT)
def test_any_text_reads_back_from_csv(text: str) -> None:
    (_, row) = read_csv(to_csv(one_cell(text)))
    assert [without_guard(cell) for cell in row or [""]] == [text]


@given(TEXT)
def test_any_text_reads_back_from_raw_csv(text: str) -> None:
    (_, row) = read_csv(to_csv(one_cell(text), raw=True))
    assert (row or [""]) == [text]


# ---- md

PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|")
HOSTILE = [
    "a|b",
    "a\\|b",
    "a\\",
    "`code`",
    "```",
    "<br>",
    "<script>alert(1)</script>",
    "<!-- x",
    "line\nbreak",
    "line\r\nbreak",
    "# heading",
    "- list",
    "1. list",
    "**bold** _it_ ~~no~~",
    "[link](https://example.org)",
    "![image](x)",
    "&lt;b&gt; &amp; &#124;",
    "https://example.org",
    "$x$",
    "@octocat #1",
    "[^1]",
    "\N{RIGHT-TO-LEFT OVERRIDE}x",
    ":smile:",
]


def table_lines(written: str) -> list[str]:
    return [line for line in written.split("\n") if line.startswith("|")]


def rendered(written: str) -> str:
    """The text of a page, as a reader of GitHub-flavoured Markdown sees it."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(written)
    return "".join(seen(child) for token in tokens for child in token.children or [])


def seen(token: Any) -> str:
    if token.type == "html_inline":  # a break that no reader sees
        assert token.content in ("<span>", "</span>")
        return ""
    assert token.type in ("text", "text_special", "softbreak", "s_open", "s_close", "em_open", "em_close"), (
        token
    )
    return str(token.content)


READ_BACK: dict[str, Callable[[str], str]] = {
    "csv": lambda written: without_guard(read_csv(written)[1][0]),
    "md": lambda written: rendered(written).removeprefix("MN"),
    "json": lambda written: str(json.loads(written)[0]["N"]),
}
"""By format: how the name in a file is read again."""


@pytest.mark.parametrize("name", [*HOSTILE, *FORMULAS_AND_CR])
@pytest.mark.parametrize("how", TEXTS)
def test_a_hostile_name_reads_back_as_it_was_typed(how: str, name: str) -> None:
    assert how in READ_BACK, f"{how} needs a line in READ_BACK, so that hostile names are tried in it"
    written = exporter(how)(one_cell(name, name="N"), Options())
    assert READ_BACK[how](str(written)).split() == name.split()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_stays_in_its_cell(name: str) -> None:
    lines = table_lines(to_md(one_cell(name)))
    assert [len(PIPE.findall(line)) for line in lines] == [2, 2, 2]


@settings(max_examples=300)
@given(NAME)
def test_any_name_stays_in_its_cell_and_is_read_as_it_was_typed(name: str) -> None:
    written = to_md(one_cell(name, name="N"))
    assert [len(PIPE.findall(line)) for line in table_lines(written)] == [2, 2, 2]
    assert rendered(written).split() == ("MN" + " ".join(name.split())).split()


@given(NAME)
def test_any_title_is_one_heading(name: str) -> None:
    written = to_md(Document(title=name, language="en", classification="public", tables=()))
    assert len(written.removesuffix("\n").split("\n")) == 1
    assert written.startswith("# ")


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (State.PLAIN, "x"),
        (State.DROPPED, "~~x~~"),
        (State.NOT_APPLICABLE, "*x*"),
        (State.UNKNOWN, "*x*"),
        (State.DOUBTFUL, "x"),
    ],
)
def test_states_are_seen_in_markdown(state: State, shown: str) -> None:
    written = to_md(document(Column(id="a", label="A"), (Entry(text="x", state=state),)))
    assert table_lines(written)[-1] == f"| {shown} |"


def test_entries_of_a_cell_are_on_lines_of_their_own() -> None:
    assert table_lines(to_md(one_cell("a", "b", many=True)))[-1] == "| a<br>b |"


def test_empty_columns_of_records_are_left_out(example: Path) -> None:
    (head, *_) = table_lines(to_md(build_document(load(example), ["items"])))
    assert "Seen by" in head
    assert "helped\\_by" not in head


# ---- json


def test_json_of_one_view_is_an_array_of_rows(example: Path) -> None:
    rows = json.loads(exporter("json")(build_document(load(example), ["matrix"]), Options()))
    assert [row["block"] for row in rows] == [
        "Facilitators",
        "Opportunities",
        "Signals",
        "Partners",
        "Barriers",
    ]
    assert rows[4]["setting-up"] == []
    assert rows[4]["general"] == ["Scientific research"]


def test_json_of_several_views_is_an_object_of_arrays(example: Path) -> None:
    written = json.loads(exporter("json")(build_document(load(example), ["matrix", "items"]), Options()))
    assert {view: len(rows) for view, rows in written.items()} == {"matrix": 5, "items": 53}


@given(TEXT)
def test_any_text_reads_back_from_json(text: str) -> None:
    assert json.loads(exporter("json")(one_cell(text), Options())) == [{"name": text}]


DELIMITERS = [",", ";", "\t", "|"]


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("before", [*DELIMITERS, "; ", ';"', ';""', "|\t", ",\n", "\n", "\r"])
def test_no_reader_with_another_delimiter_gets_a_formula(delimiter: str, before: str) -> None:
    written = to_csv(one_cell(*(f"x{before}{sign}1;y" for sign in "=+-@")), delimiter=delimiter)
    for other in (each for each in DELIMITERS if each != delimiter):
        cells = [cell for row in read_csv(written, other) for cell in row]
        cells += [cell for line in written.splitlines() for cell in line.split(other)]
        assert not [cell for cell in cells if cell.lstrip(' "').startswith(("=", "+", "-", "@"))]


@given(st.text("=-'; |x\t\n\""), st.sampled_from(DELIMITERS))
def test_guards_behind_delimiters_can_be_taken_away(text: str, delimiter: str) -> None:
    assert without_guard(guarded(text, delimiter), delimiter) == text


def test_every_cell_of_csv_with_a_text_is_in_quotes() -> None:
    assert to_csv(one_cell("a")) == '"name"\n"a"\n'
    assert to_csv(one_cell("")) == '"name"\n\n'


def test_ordinary_text_keeps_its_signs() -> None:
    for text in ("5,- euro", "a, 'quoted' b", "x; y - z", "1;2", "a = b"):
        assert guarded(text) == text


# ---- formats know no view

WORDS_WITH_ANOTHER_MEANING = {
    "authors": "a key of the words of the header",
    "barriers": "a block",
    "classification": "a list of words",
    "date": "a key of the words of the header",
    "description": "a property of an event in a calendar",
    "label": "a key of many words",
    "level": "an option of a column in a workbook",
    "severity": "a list of words",
    "status": "a key of the words of the header",
    "text": "a style of cells in a workbook",
    "title": "a key of many words, a style and a placeholder",
    "unknown": "a state in the overview",
    "value": "an option of the typesetter",
}
"""Words that exporters use for something else than a view or a column."""


def test_no_exporter_holds_the_name_of_a_view_or_the_id_of_a_column() -> None:
    full = Path(__file__).parents[1] / "valid" / "full.barrier.yaml"
    tables = build_document(load(full), VIEWS, ViewOptions(whole=True)).annexes
    columns = (*items.COLUMNS, *gaps.COLUMNS, *parties.COLUMNS, *recommendations.COLUMNS)
    ids = {*VIEWS, *columns, *(table.id for table in tables)}
    ids |= {column.id for table in tables for column in table.columns}
    trees = (ast.parse(path.read_text("utf-8")) for path in Path(exporters.__file__).parent.rglob("*.py"))
    literals = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert literals & ids == WORDS_WITH_ANOTHER_MEANING.keys()


# ---- a plan


@pytest.mark.parametrize("how", TEXTS)
def test_a_plan_is_as_its_golden_file(how: str, golden: Callable[[Path, str], None]) -> None:
    written = exporter(how)(planned_document(FORMATS[how].readers), Options())
    assert isinstance(written, str)
    golden(GOLDEN / f"with-plan-plan.{how}", written)


@pytest.mark.parametrize("width", [60, 100, 160])
def test_a_plan_is_shown_as_its_golden_file(width: int, golden: Callable[[Path, str], None]) -> None:
    document = planned_document((Reader.PEOPLE,))
    golden(GOLDEN / f"with-plan-plan.show-{width}.txt", terminal.export(document, width=width, color=False))


def planned_document(readers: tuple[Reader, ...]) -> Document:
    options = ViewOptions(today=date(2027, 2, 3), readers=readers)
    return build_document(load(WITH_PLAN), ["plan"], options)


# ---- size

LIMITED = {name: form.most_entries for name, form in FORMATS.items() if form.most_entries}


def of_size(entries: int) -> str:
    """The text of a model with about so many entries, with names of 13 words, a megabyte for 10,000."""
    blocks = ("facilitators", "opportunities", "signals", "partners", "barriers")
    words = "border camera cattle garage harbour holiday landlord metal notary quarry timber trailer"
    lines = ["barrier_model: 1", "id: m", "title: M", "language: en", "stages:"]
    for stage in range(20):
        lines.append(f"- name: Stage {stage}")
        for block in blocks:
            lines += [
                f"  {block}:",
                *(f"  - name: {words} {stage} {block} {at}" for at in range(entries // 100)),
            ]
    return "\n".join(lines)


def timed(
    folder: Path, text: str, name: str, env: dict[str, str]
) -> tuple[float, "subprocess.CompletedProcess[str]"]:
    """Export a model as a user does, and count the seconds of work that it takes."""
    (folder / "m.barrier.yaml").write_text(text, encoding="utf-8")
    command = (
        sys.executable,
        "-m",
        "barrierctl",
        "export",
        "m.barrier.yaml",
        "-o",
        f"m.{name}",
        "--no-config",
    )
    before = os.times()
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return spent, done


@pytest.mark.parametrize("name", LIMITED)
def test_a_model_at_the_limit_of_a_format_takes_two_seconds(
    name: str, uncovered: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    spent, done = timed(tmp_path, of_size(LIMITED[name] - 100), name, uncovered())
    assert spent < 5  # two seconds, and the slack that slow machines need
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", LIMITED)
@pytest.mark.parametrize("kind", ["items", "activities"])
def test_a_model_over_the_limit_of_a_format_is_refused_before_any_work(
    name: str, kind: str, uncovered: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    text = of_size(49_000) if kind == "items" else of_size(100) + plan_of(LIMITED[name])
    spent, done = timed(tmp_path, text, name, uncovered())
    assert spent < 5
    assert done.returncode == 2
    assert f"hold up to {LIMITED[name]:,} entries" in done.stderr
    assert not (tmp_path / f"m.{name}").exists()


def plan_of(activities: int) -> str:
    head = "\nplan:\n  objectives:\n  - statement: o\n    measures:\n    - name: m\n      activities:\n"
    return head + "".join(f"      - name: a {at}\n        due: 2027-01-01\n" for at in range(activities))
