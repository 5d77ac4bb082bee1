"""A report for Word, read back with the library that others read such files with."""

import io
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as Report
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import Table as Shown
from hypothesis import given, settings
from hypothesis import strategies as st

from barrierctl import load
from barrierctl.exporters import Options
from barrierctl.exporters.docx import export
from barrierctl.model.model import BarrierModel
from barrierctl.text.markup import run_content
from barrierctl.text.terminal import UNSEEN, written_out
from barrierctl.views.build import build_document
from barrierctl.views.document import (
    Column,
    ColumnRole,
    Document,
    Entry,
    Reader,
    State,
    Table,
    TableRole,
    transposed,
)

Whole = Callable[[str], Document]

FOR_PROGRAMS = {"element", "stage", "id"}
UNNAMED = ("about", "items", "party-list")  # they are part of the title, the stages and the parties
WIDTH = {WD_ORIENT.PORTRAIT: 9866, WD_ORIENT.LANDSCAPE: 14798}


def read(document: Document) -> Report:
    return docx.Document(io.BytesIO(export(document, Options())))


def one(*tables: Table, **more: Any) -> Document:
    fields = {"title": "M", "language": "en", "classification": "public", "tables": tables}
    return Document(**{**fields, **more})


def cell_of(text: str, state: State = State.PLAIN, mark: str = "") -> Table:
    entry = Entry(text=text, state=state, mark=mark)
    columns = (Column(id="block", label="Block"), Column(id="s", label="S", many=True))
    return Table(id="matrix", title="T", columns=columns, rows=(((Entry(text="B"),), (entry,)),), kind="grid")


def records(name: str, *columns: str, rows: list[tuple[str, ...]], **more: Any) -> Table:
    shown = tuple(Column(id=each, label=each.title()) for each in columns)
    cells = tuple(tuple((Entry(text=text),) for text in row) for row in rows)
    return Table(id=name, title=name.title(), columns=shown, rows=cells, **more)


def paragraphs(report: Report, style: str = "") -> list[str]:
    """The texts of all paragraphs, those in tables too, or of those in one style, by its id."""
    return [text_of(each) for each in report.element.body.iter(qn("w:p")) if style in ("", each.style)]


def text_of(element: Any) -> str:
    breaks = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    parts = [part for run in element.iter(qn("w:r")) for part in run]
    return "".join(part.text or "" if part.tag == qn("w:t") else breaks.get(part.tag, "") for part in parts)


def headings(report: Report, level: int) -> list[str]:
    return paragraphs(report, f"Heading{level}")


def elements_of(table: Shown) -> list[Any]:
    """Its rows, as elements."""
    return list(table._tbl.tr_lst)  # noqa: SLF001 - there is no other way to them


def is_kept_whole(row: Any) -> bool:
    return row.trPr.find(qn("w:cantSplit")) is not None


def rows_of(table: Shown) -> list[list[str]]:
    """Read fast: the library's own way takes the square of the size."""
    return [
        ["\n".join(map(text_of, cell.iter(qn("w:p")))) for cell in row.iter(qn("w:tc"))]
        for row in elements_of(table)
    ]


def readable(document: Document) -> Iterator[str]:
    """Every text that is not for programs; sources as they are cited, by number and place."""
    (sources,) = [table for table in document.annexes if table.id == "sources"]
    titles = [row[0][0].text for row in sources.rows]
    for table in (*document.tables, *document.annexes):
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                if column.id == "sources":
                    uses = [use for entry in cell for use in entry.text.split("; ") if use]
                    yield "; ".join(cited(use, titles) for use in uses)
                elif column.id not in FOR_PROGRAMS:
                    yield from (entry.shown for entry in cell)


def cited(use: str, titles: list[str]) -> str:
    number, title = next((at, title) for at, title in enumerate(titles, start=1) if use.startswith(title))
    return f"{number}: {use.removeprefix(title + ', ')}" if use != title else str(number)


@pytest.fixture
def darknet(whole: Whole, example: Path) -> Document:
    document = whole(example.read_text(encoding="utf-8"))
    return replace(
        document, tables=tuple(each for each in document.tables if each.reader is not Reader.PROGRAMS)
    )


# ---- its content


def test_every_text_of_every_table_is_there(darknet: Document) -> None:
    text_of_report = "\n".join(paragraphs(read(darknet)))
    lost = {text for text in readable(darknet) if text not in text_of_report}
    assert lost == {"Title"}  # the title is above, without a label


def test_sources_have_the_numbers_by_which_they_are_cited(darknet: Document) -> None:
    texts = paragraphs(read(darknet))
    first, second = darknet.annexes[-1].rows
    assert f"[1] {first[0][0].text}" in texts
    assert f"[2] {second[0][0].text}" in texts
    assert (
        "Developers \N{EN DASH} Build the marketplace that all the others depend on. [1: 1 and 2.1 A]"
        in texts
    )


def test_a_source_whose_title_is_not_clear_is_cited_by_its_title() -> None:
    titles = ["Police", "Police, 2020", "Twice", "Twice", "Report"]
    sources = records("sources", "title", rows=[(title,) for title in titles], role=TableRole.SOURCES)
    uses = ["Police, 2020", "Police, 12", "Twice", "Report, 3"]
    columns = (
        Column(id="name", label="Name"),
        Column(id="sources", label="Sources", role=ColumnRole.SOURCES),
    )
    rows = tuple(((Entry(text="x"),), (Entry(text=use),)) for use in uses)
    used = Table(id="u", title="Used", columns=columns, rows=rows)
    texts = paragraphs(read(one(used, annexes=(sources,), overview=cell_of("1"))))
    at = texts.index("Used")
    assert texts[at + 1 : at + 8] == [
        *("x", "Sources: Police, 2020", "x [1: 12]", "x", "Sources: Twice", "x [5: 3]", "Sources")
    ]


def test_every_entry_of_a_large_matrix_is_there_once_in_order(
    whole: Whole, large: Callable[..., str]
) -> None:
    matrix = whole(large()).tables[0]
    seen: dict[tuple[str, str], list[str]] = {}
    for table in read(one(matrix)).tables:
        stages, *rows = rows_of(table)
        for block, *cells in rows:
            for stage, cell in zip(stages[1:], cells, strict=True):
                seen.setdefault((block, stage), []).extend(filter(None, cell.split("\n")))
    for row in matrix.rows:
        for column, entries in zip(matrix.columns[1:], row[1:], strict=True):
            assert seen[row[0][0].text, column.label] == [entry.shown for entry in entries]


def test_title_classification_and_properties_come_first(darknet: Document) -> None:
    report = read(darknet)
    assert paragraphs(report, "Title") == ["Darknet drug markets"]
    assert paragraphs(report, "Subtitle") == ["Barrier model"]
    about = {row[0]: row[1] for row in rows_of(report.tables[1])}
    assert about["Authors"] == "EUCPN Secretariat"
    assert about["Status"] == "Published"


def test_overview_says_each_sign_in_words(darknet: Document) -> None:
    shown = {row[0]: row[1:] for row in rows_of(read(darknet).tables[0])}
    assert shown[""] == ["Facilitators", "Opportunities", "Signals", "Partners", "Barriers"]
    assert shown["Selling drugs"] == ["4", "5", "1", "1 ?", "2"]
    assert shown["General"] == [*["\N{EN DASH}"] * 4, "1"]
    assert "! nothing yet   ? none of them confirmed" in [each.text for each in read(darknet).paragraphs]


def test_headings_name_views_stages_and_blocks(darknet: Document) -> None:
    report = read(darknet)
    named = [table for table in (*darknet.tables, *darknet.annexes) if table.id not in UNNAMED]
    titles = [table.title for table in named if table.rows]
    assert set(titles) <= {*headings(report, 1), *headings(report, 2)}
    first = ["In short", "Overview", "Matrix", "Agenda", "Stages"]
    last = ["Knowledge gaps", "Recommendations", "Parties", "Sources"]
    assert headings(report, 1)[:5] == first
    assert headings(report, 1)[-4:] == last
    stages = ["Setting up marketplace", "Running marketplace", "Selling drugs", "Shipping drugs", "General"]
    assert [each for each in headings(report, 2) if each in stages] == stages
    blocks = ["Facilitators", "Opportunities", "Signals", "Partners", "Barriers"]
    assert headings(report, 3)[: 4 * 5 + 1] == [*blocks * 4, "Barriers"]
    assert "Government authorities" in headings(report, 3)


def test_an_item_is_described_in_words_below_its_name(darknet: Document) -> None:
    texts = paragraphs(read(darknet))
    begin = len(texts) - texts[::-1].index("Stages")
    at = next(
        at for at in range(begin, len(texts)) if texts[at].startswith("Extend competences of postal services")
    )
    below = "".join(texts[at + 1 : at + 4])
    assert "Calls on: Public postal services" in below
    assert "Legal basis: Needed" in below
    assert "Commitment" not in below


def test_a_part_without_content_has_no_heading_in_a_whole_model(darknet: Document) -> None:
    assert [table.title for table in darknet.tables if not table.rows] == ["Plan of action"]
    assert "Plan of action" not in paragraphs(read(darknet))


def test_a_table_without_rows_says_so() -> None:
    empty = records("recommendations", "domain", rows=[], empty="None are made.")
    assert "None are made." in paragraphs(read(one(empty)))


def test_any_list_of_records_is_shown() -> None:
    shown = records("plan", "name", "owner", rows=[("Check licences", "City"), ("Talk", "")])
    texts = paragraphs(read(one(shown)))
    assert texts[-3:] == ["Check licences", "Owner: City", "Talk"]


@pytest.mark.parametrize(
    ("state", "style"),
    [
        (State.PLAIN, None),
        (State.DOUBTFUL, "Doubtful"),
        (State.DROPPED, "Dropped"),
        (State.NOT_APPLICABLE, "Absent"),
        (State.UNKNOWN, "Absent"),
    ],
)
def test_a_state_has_a_style_and_a_mark(state: State, style: str | None) -> None:
    (table,) = read(one(cell_of("a", state, "mark"))).tables
    run = table.rows[1].cells[1].paragraphs[0].runs[0]
    assert run.text == "a [mark]"
    assert (run.style and run.style.name) == (style or "Default Paragraph Font")


def test_an_item_in_doubt_is_marked_in_the_chapter_of_its_stage(darknet: Document) -> None:
    report = read(darknet)
    lists = [each for each in report.paragraphs if each.style and each.style.name == "List Bullet"]
    (shown,) = [each for each in lists if each.text.startswith("(Cryptocurrency exchangers)")]
    mark = next(run for run in shown.runs if run.text == " [unconfirmed]")
    assert mark.style is not None
    assert mark.style.name == "Doubtful"


def test_an_empty_block_is_marked_in_the_matrix_and_in_its_chapter(darknet: Document) -> None:
    report = read(darknet)
    (matrix,) = [each for each in report.tables if rows_of(each)[0][0] == "Block"]
    blocks = {row[0]: row[1:] for row in rows_of(matrix)}
    assert blocks["Barriers"][:2] == ["Nothing yet"] * 2
    assert "" in blocks["Signals"]  # what belongs to no stage may well be empty
    assert paragraphs(report, "Remark").count("Nothing yet") == 2


def test_all_that_is_known_of_a_party_is_in_one_place(darknet: Document) -> None:
    texts = paragraphs(read(darknet))
    begin = len(texts) - texts[::-1].index("Parties")
    (at,) = [at for at in range(begin, len(texts)) if texts[at].startswith("Buyers")]
    below = "".join(texts[at + 1 : at + 4])
    assert "Legitimacy: Criminal" in below
    assert "Facilitates: Selling drugs" in below


def test_the_plan_has_a_timeline(whole: Whole, example: Path) -> None:
    text = example.with_name("darknet-with-plan.barrier.yaml").read_text(encoding="utf-8")
    report = read(whole(text))
    (drawn,) = [each for each in report.tables if rows_of(each)[0][1:3] == ["Start", "Due"]]
    (row,) = [each for each in rows_of(drawn) if each[0].startswith("Publish a report")]
    assert row[1:3] == ["2026-10-01", "2027-06-30"]
    spans = {sum(cell.grid_span for cell in each.tc_lst) for each in elements_of(drawn)}
    assert spans == {3 + 48}


@pytest.mark.parametrize("last", ["2026-01-01", "2026-03-31", "2037-01-31", "2071-01-01"])
def test_each_row_of_a_timeline_is_as_wide_as_the_others(last: str) -> None:
    days = [("start", ColumnRole.START), ("due", ColumnRole.DUE)]
    columns = (Column(id="name", label="Name"), *(Column(id=key, label=key, role=role) for key, role in days))
    tasks = [("a", "2026-01-01", last), ("b", "", last), ("c", last, ""), ("d", "", "")]
    rows = tuple(tuple((Entry(text=text),) for text in task) for task in tasks)
    (drawn,) = read(one(Table(id="t", title="T", columns=columns, rows=rows, role=TableRole.TASKS))).tables
    assert {sum(cell.grid_span for cell in each.tc_lst) for each in elements_of(drawn)} == {3 + 48}
    widths = [sum(cell.width.twips for cell in each.tc_lst) for each in elements_of(drawn)]
    assert set(widths) == {widths[0]}


# ---- the layout of its pages


def models() -> dict[str, Path]:
    folder = Path(__file__).parents[1] / "agenda" / "models"
    return {path.name.removesuffix(".barrier.yaml"): path for path in folder.glob("*.barrier.yaml")}


def test_a_matrix_of_68_items_is_one_table(whole: Whole) -> None:
    (table,) = read(one(whole(models()["woningfraude"].read_text(encoding="utf-8")).tables[0])).tables
    assert len(table.columns) == 7


def test_a_larger_matrix_has_two_stages_a_page(whole: Whole) -> None:
    matrix = whole(models()["labour-exploitation"].read_text(encoding="utf-8")).tables[0]
    report = read(one(matrix))
    assert [len(table.columns) for table in report.tables] == [3, 3, 3, 4]
    captions = [each for each in report.paragraphs if each.style and each.style.name == "Caption"]
    assert [each.paragraph_format.page_break_before for each in captions] == [None, True, True, True]


@pytest.mark.parametrize(("stages", "barriers"), [(1, 30), (2, 60), (3, 40), (10, 120)])
def test_no_row_is_alone_on_a_page(
    stages: int, barriers: int, whole: Whole, large: Callable[..., str]
) -> None:
    tables = read(one(whole(large(stages, barriers)).tables[0])).tables
    assert all(len(elements_of(table)) > 2 for table in tables)


def test_each_table_has_an_alternative_text(darknet: Document) -> None:
    for table in read(darknet).tables:
        properties = table._tbl.tblPr  # noqa: SLF001
        caption = properties.find(qn("w:tblCaption")).get(qn("w:val"))
        described = properties.find(qn("w:tblDescription"))
        labels = [label for label in rows_of(table)[0] if label]
        assert caption
        if caption not in ("About this model", "About the plan"):
            assert described.get(qn("w:val")) == f"The columns are {', '.join(labels)}."


def test_the_contents_are_complete_and_no_program_asks_to_update_them(darknet: Document) -> None:
    report = read(darknet)
    begin, *_ = report.element.body.iter(qn("w:fldChar"))
    assert begin.get(qn("w:fldCharType")) == "begin"
    assert begin.get(qn("w:dirty")) is None
    assert not list(report.settings.element.iter(qn("w:updateFields")))


def test_what_sums_the_model_up_is_on_the_first_page_and_nowhere_else(darknet: Document) -> None:
    texts = paragraphs(read(darknet))
    (agenda,) = [table for table in darknet.tables if table.is_outline]
    sentences = [row[1][0].text for row in agenda.rows if row[0][0].text == "In short"]
    assert texts.index("In short") < texts.index(sentences[0]) < texts.index("Overview")
    assert [texts.count(each) for each in sentences] == [1] * len(sentences)


def test_a_matrix_too_large_for_pages_is_left_to_the_chapters(
    whole: Whole, large: Callable[..., str]
) -> None:
    document = whole(large(3, 120))
    report = read(document)
    texts = paragraphs(report)
    (at,) = [at for at, text in enumerate(texts) if text.startswith("The matrix is too large to print.")]
    assert texts[at - 1] == "Matrix"
    assert not [each for each in report.tables if rows_of(each)[0][0] == "Block"]
    names = {entry.shown for row in document.tables[0].rows for cell in row[1:] for entry in cell}
    assert names <= set(paragraphs(report, "ListBullet"))


def test_one_view_needs_no_page_for_its_title(whole: Whole, large: Callable[..., str]) -> None:
    report = read(one(whole(large(4, 1)).tables[0]))
    assert [section.orientation for section in report.sections] == [WD_ORIENT.LANDSCAPE]


def test_the_matrix_is_on_a_landscape_page(darknet: Document) -> None:
    orientations = [section.orientation for section in read(darknet).sections]
    portrait, landscape = WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE
    assert orientations == [portrait, landscape, portrait]


def test_each_page_bears_classification_title_and_number(darknet: Document) -> None:
    for section in read(replace(darknet, classification="public")).sections:
        assert not section.header.is_linked_to_previous
        assert section.header.paragraphs[0].text == "Public  ·  Darknet drug markets"
        fields = section.footer.part.element.iter(qn("w:fldSimple"))
        assert [field.get(qn("w:instr")).strip() for field in fields] == ["PAGE", "NUMPAGES"]


def test_heads_are_repeated_and_rows_are_kept_whole(whole: Whole, large: Callable[..., str]) -> None:
    for table in read(one(whole(large(3, 40)).tables[0])).tables:
        first, *others = elements_of(table)
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(map(is_kept_whole, (first, *others)))
        assert len(others) >= 2
        assert all(row[0] for row in rows_of(table))


@pytest.mark.parametrize("stages", [1, 5, 6, 7, 10, 23])
def test_no_table_is_wider_than_the_page_or_has_columns_too_narrow_to_read(
    stages: int, whole: Whole, large: Callable[..., str]
) -> None:
    tables = read(one(whole(large(stages, 4)).tables[0])).tables
    assert sum(len(table.columns) - 1 for table in tables) == stages
    for table in tables:
        widths = [column.width.twips for column in table.columns if column.width]
        assert sum(widths) <= WIDTH[WD_ORIENT.LANDSCAPE]
        assert min(widths) >= 1300
    parts = [text for text in paragraphs(read(one(whole(large(stages, 4)).tables[0])), "Caption") if text]
    assert len(parts) == (len(tables) if len(tables) > 1 else 0)


@pytest.mark.parametrize("name", ["woningfraude", "labour-exploitation"])
def test_every_table_of_a_report_is_as_wide_as_its_page_at_most(name: str, whole: Whole) -> None:
    for table in read(whole(models()[name].read_text(encoding="utf-8"))).tables:
        is_matrix = rows_of(table)[0][0] == "Block"
        width = WIDTH[WD_ORIENT.LANDSCAPE if is_matrix else WD_ORIENT.PORTRAIT]
        assert sum(column.width.twips for column in table.columns if column.width) <= width


def test_a_transposed_grid_has_blocks_as_columns(darknet: Document) -> None:
    (table,) = read(one(transposed(darknet.tables[0]))).tables
    assert rows_of(table)[0][1:] == ["Facilitators", "Opportunities", "Signals", "Partners", "Barriers"]


@pytest.mark.parametrize(("words", "is_kept"), [(100, True), (2_000, False)])
def test_only_a_row_that_is_longer_than_a_page_may_be_split(words: int, *, is_kept: bool) -> None:
    (table,) = read(one(cell_of("word " * words))).tables
    _, row = elements_of(table)
    assert is_kept_whole(row) == is_kept


@pytest.mark.parametrize("name", ["word " * 2000 + "end", "W" * 10_000])
def test_a_long_head_is_there_in_full_and_repeated_in_short(name: str) -> None:
    table = cell_of("a")
    table = Table(
        id="m",
        title="T",
        columns=(table.columns[0], Column(id="s", label=name)),
        rows=table.rows,
        kind="grid",
    )
    (shown,) = read(one(table)).tables
    head, long, _ = rows_of(shown)
    assert len(head[1]) < 110
    assert head[1].endswith("…")
    assert long[1] == name


def test_contents_lead_to_headings(darknet: Document) -> None:
    report = read(darknet)
    marks = {each.get(qn("w:name")) for each in report.element.body.iter(qn("w:bookmarkStart"))}
    leads = [each.get(qn("w:anchor")) for each in report.element.body.iter(qn("w:hyperlink"))]
    above = ["In short", "Overview"]  # on the same page
    assert len(leads) == len(headings(report, 1)) + len(headings(report, 2)) - len(above)
    assert set(leads) <= marks
    lines = [line.split("\N{NO-BREAK SPACE} \N{MIDDLE DOT} ") for line in paragraphs(report, "TOC1")]
    assert [*above, *(chapter for chapter, *_ in lines)] == headings(report, 1)
    assert [part for _, *parts in lines for part in parts] == headings(report, 2)


def test_styles_are_those_that_word_knows(darknet: Document) -> None:
    report = read(darknet)
    used = {each.style for each in report.element.body.iter(qn("w:p"))}
    known = {style.style_id: style.name for style in report.styles}
    assert used <= known.keys()
    assert {known[each] for each in ("Heading1", "ListBullet", "Title", "Caption", "TableGrid")} == {
        "Heading 1",
        "List Bullet",
        "Title",
        "Caption",
        "Table Grid",
    }


def test_no_letter_is_smaller_than_eight_points(darknet: Document) -> None:
    report = read(darknet)
    assert all(int(size.get(qn("w:val"))) >= 16 for size in report.styles.element.iter(qn("w:sz")))
    assert not list(report.element.body.iter(qn("w:sz")))


# ---- properties of the file


def test_properties_are_the_models(darknet: Document) -> None:
    properties = read(darknet).core_properties
    assert (properties.title, properties.language, properties.author) == ("Darknet drug markets", "en", "")
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.date() == date(2021, 3, 1)


@pytest.mark.parametrize("language", ["nl", "fr-BE"])
def test_the_language_of_the_text_is_declared(language: str) -> None:
    report = read(one(language=language))
    (tag,) = report.styles.element.iter(qn("w:lang"))
    assert tag.get(qn("w:val")) == language


def test_nothing_of_the_librarys_template_is_left(darknet: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(export(darknet, Options()))) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name or "app.xml" in name]
        assert not any(b"python-docx" in archive.read(name) for name in archive.namelist())


def test_the_same_document_gives_the_same_bytes(darknet: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    first = export(darknet, Options())
    now = time.localtime(time.time() + 1000)
    monkeypatch.setattr(time, "localtime", lambda *_: now)
    assert export(darknet, Options()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_model_without_a_date_has_a_fixed_one() -> None:
    assert read(one()).core_properties.created == read(one(date="2000-01-01")).core_properties.created


# ---- text is data


def test_hostile_names_stay_text(whole: Whole, hostile: str) -> None:
    document = whole(hostile)
    report = read(document)
    texts = set(paragraphs(report, "CellEntry")) | set(paragraphs(report, "ListBullet"))
    names = {entry.text for row in document.tables[0].rows for cell in row[1:] for entry in cell}
    assert {re.sub(UNSEEN, written_out, name).strip() for name in names} <= {text.strip() for text in texts}
    assert not any(relation.is_external for relation in report.part.rels.values())
    assert not [each for each in report.element.body.iter(qn("w:hyperlink")) if each.get(qn("r:id"))]
    codes = {"".join(each.itertext()).split()[0] for each in report.element.body.iter(qn("w:instrText"))}
    assert codes == {"TOC"}


TEXTS = [
    ("_x000D_", "_x000D_"),
    ("a\x00b\x1b[31m", "a\\x00b\\x1b[31m"),
    ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
    ("\ufffe\uffff\ud800", "\\ufffe\\uffff\\ud800"),
    ("one\ntwo\r\nthree\rfour", "one\ntwo\nthree\nfour"),
    ("a\tb", "a\tb"),
    ("  two  blanks  ", "  two  blanks  "),
    ("</w:t></w:r><w:p/>&amp;]]>", "</w:t></w:r><w:p/>&amp;]]>"),
    ("é 🎆 日本 עברית", "é 🎆 日本 עברית"),
]


@pytest.mark.parametrize(("text", "shown"), TEXTS)
def test_a_text_is_shown_as_typed(text: str, shown: str) -> None:
    report = read(one(records("sources", "title", "note", rows=[(text, text)]), title=text))
    assert paragraphs(report, "Title") == paragraphs(report, "ListBullet") == [shown]
    assert paragraphs(report)[-1] == f"Note: {shown}"


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters()))
def test_any_text_is_a_run_of_well_formed_xml(text: str) -> None:
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    run = parse_xml(f"<w:p {nsdecls('w')}><w:r>{run_content(text)}</w:r></w:p>")
    assert {each.tag for each in run.iter()} <= {qn(f"w:{tag}") for tag in ("p", "r", "t", "br", "tab")}
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = re.sub(
        UNSEEN, lambda found: found.group() if found.group() in "\n\t" else written_out(found), lines
    )
    assert text_of(run) == kept.replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(), min_size=1), st.text(st.characters(), min_size=1))
def test_any_title_and_stage_make_a_report(title: str, stage: str) -> None:
    table = cell_of(title)
    columns = (table.columns[0], Column(id="s", label=stage, many=True))
    grid = Table(id="matrix", title=stage, columns=columns, rows=table.rows, kind="grid")
    items = records("items", "name", "stage_name", rows=[(title, stage)], group_by=("stage_name",))
    report = read(one(grid, items, title=title))
    assert len(report.tables) == 1
    assert len(report.sections) == 1


# ---- size


def test_four_times_the_items_take_about_four_times_as_long(
    model_of: Callable[[str], BarrierModel], large: Callable[..., str]
) -> None:
    def cost(barriers: int) -> float:
        document = build_document(model_of(large(10, barriers)), ["matrix", "items", "types"])
        begun = time.process_time()
        export(document, Options())
        return time.process_time() - begun

    cost(4)
    assert cost(200) < 8 * min(cost(50) for _ in range(2))


def test_the_example_is_exported_by_the_program(
    run: Callable[..., Any], example: Path, tmp_path: Path
) -> None:
    done = run("export", example, "-o", "report.docx", "--no-config")
    assert done.returncode == 0, done.stderr
    assert docx.Document(str(tmp_path / "report.docx")).tables
    again = run("export", example, "-o", "matrix.docx", "--view", "matrix", "--no-config")
    assert again.returncode == 0, again.stderr
    assert build_document(load(example), ["matrix"]).tables[0].title in headings(
        docx.Document(str(tmp_path / "matrix.docx")), 1
    )
