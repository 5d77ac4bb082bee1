"""Sheets to hand out: each begins on a page or slide of its own, with room to write, and no word is lost."""

import io
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pptx import Presentation
from pypdf import PdfReader

from barrierctl.exporters import FORMATS, Options, exporter
from barrierctl.text.markup import as_paragraph, escaped, readable
from barrierctl.text.paper import printed
from barrierctl.text.terminal import visible
from barrierctl.views.document import Column, ColumnRole, Document, Entry, Table

Shown = Callable[[Path, str], Document]
PAPER = [name for name, form in FORMATS.items() if form.handouts]
LINE = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff"), min_size=1
)


@pytest.fixture
def sheets(example: Path, shown: Shown) -> Document:
    return shown(example, "workshop")


@pytest.fixture
def hostile_sheets(hostile: str, tmp_path: Path, shown: Shown) -> Document:
    (tmp_path / "hostile.yaml").write_text(hostile, encoding="utf-8")
    return shown(tmp_path / "hostile.yaml", "workshop")


def written(name: str, document: Document) -> Any:
    return exporter(name)(document, Options())


def squeezed(text: str) -> str:
    return "".join(text.split())


def texts_of_docx(data: bytes) -> str:
    return "".join(each.text or "" for each in docx.Document(io.BytesIO(data)).element.body.iter(qn("w:t")))


def texts_of_pptx(data: bytes) -> str:
    """Below the heads: the first column of all tables, then the second, in which a long text goes on."""
    shapes = (shape for slide in Presentation(io.BytesIO(data)).slides for shape in slide.shapes)
    tables = ([*shape.table.rows][1:] for shape in shapes if shape.has_table)
    rows = [[cell.text for cell in row.cells] for table in tables for row in table]
    return "".join(text for column in zip(*rows, strict=True) for text in column)


def texts_of_md(text: str) -> str:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    return "".join(
        str(child.content)
        for token in tokens
        for child in token.children or ()
        if child.type != "html_inline"
    )


READERS: dict[str, tuple[Callable[[Any], str], Callable[[str], str]]] = {
    "docx": (texts_of_docx, visible),
    "pptx": (texts_of_pptx, printed),
    "md": (texts_of_md, lambda text: text),
}
"""By format: how its words are read, and how a text is written in it."""


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("which", ["sheets", "hostile_sheets"])
def test_no_word_of_a_sheet_is_lost(name: str, which: str, request: pytest.FixtureRequest) -> None:
    document = request.getfixturevalue(which)
    read, shown = READERS[name]
    found = squeezed(read(written(name, document)))
    entries = [entry for table in document.tables for row in table.rows for cell in row for entry in cell]
    assert [each.text for each in entries if squeezed(shown(each.text)) not in found] == []


@pytest.mark.parametrize("name", PAPER)
def test_hostile_texts_make_sheets_in_every_format(name: str, hostile_sheets: Document) -> None:
    made = written(name, hostile_sheets)
    assert made == written(name, hostile_sheets)
    if name == "html":
        assert "<script>alert" not in made
        assert "<img" not in made


def test_a_sheet_begins_on_a_page_of_the_report_or_below_one_to_cut_off(sheets: Document) -> None:
    report = docx.Document(io.BytesIO(written("docx", sheets)))
    heads = [each for each in report.paragraphs if style_of(each) in ("Heading1", "SheetBelow")]
    assert [each.text for each in heads] == [table.title for table in sheets.tables]
    first, *others = heads
    assert not first.paragraph_format.page_break_before  # it is below the title of the model
    below = [style_of(each) == "SheetBelow" for each in others]
    assert [not each.paragraph_format.page_break_before for each in others] == below
    small = {table.title for table in sheets.tables if table.shares_page}
    assert {each.text for each, is_below in zip(others, below, strict=True) if is_below} <= small
    assert sum(below) > len(small) // 3
    assert not any(one and other for one, other in pairwise(below))
    assert not [each for each in report.paragraphs if style_of(each) == "TOCHeading"]


def test_a_full_sheet_has_fewer_lines_to_write_on_and_its_points_run_on(sheets: Document) -> None:
    report = docx.Document(io.BytesIO(written("docx", sheets)))
    texts: dict[str, list[Paragraph]] = {title: [] for title in (table.title for table in sheets.tables)}
    title = sheets.tables[0].title
    for each in report.paragraphs:
        title = each.text if each.text in texts else title
        texts[title].append(each)
    lines = {key: sum(style_of(each) == "Room" for each in every) for key, every in texts.items()}
    assert lines["Stage 1: Setting up marketplace"] == 6
    assert lines["Stage 4: Shipping drugs"] == 2
    (said,) = [each.text for each in texts["Stage 4: Shipping drugs"] if each.text.startswith("Who leads")]
    assert "by when? \N{EN DASH} Educate law enforcement, customs and postal services; Extend" in said


def style_of(paragraph: Paragraph) -> str:
    return str(paragraph.style and paragraph.style.style_id)


def test_a_sheet_is_a_slide(sheets: Document) -> None:
    slides = [*Presentation(io.BytesIO(written("pptx", sheets))).slides][1:]
    titles = [slide.shapes.title.text.partition(" (")[0] for slide in slides]
    assert [*dict.fromkeys(titles)] == [table.title.partition(" (")[0] for table in sheets.tables]
    rooms = [
        row
        for slide in slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        if row.cells[0].text == "Room to write"
    ]
    assert len(rooms) == sum(table.blank_lines > 0 for table in sheets.tables)
    assert all(len(row.cells[1].text_frame.paragraphs) > 1 for row in rooms)


def test_a_sheet_is_a_page_of_the_pdf(sheets: Document) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(written("pdf", sheets))).pages]
    starts = [squeezed(page) for page in pages]
    for table in sheets.tables:
        assert [page for page in starts if page.startswith(squeezed(table.title))]
    assert sum("Room to write" in page for page in pages) == sum(
        table.blank_lines > 0 for table in sheets.tables
    )


@pytest.mark.parametrize(
    ("view", "paper", "width"), [("workshop", "", 297), ("workshop", "a3", 420), ("matrix", "", 841)]
)
def test_sheets_are_a4_and_posters_a1_unless_a_paper_is_given(
    view: str, paper: str, width: int, example: Path, shown: Shown
) -> None:
    pdf = exporter("pdf")(shown(example, view), Options(paper=paper))
    assert isinstance(pdf, bytes)
    assert {round(page.mediabox.width * 25.4 / 72) for page in PdfReader(io.BytesIO(pdf)).pages} == {width}


def test_a_sheet_is_a_section_of_the_page(sheets: Document) -> None:
    page = written("html", sheets)
    assert len(re.findall('<section class="view records sheet[" ]', page)) == len(sheets.tables)
    rooms = re.findall('<div class="room"[^>]*>((?:<div></div>)+)</div>', page)
    assert [room.count("<div>") for room in rooms] == [t.blank_lines for t in sheets.tables if t.blank_lines]
    everything = [entry for table in sheets.tables for row in table.rows for cell in row for entry in cell]
    assert all(str(readable(entry.text)).replace('"', "&#34;") in page for entry in everything)


def test_lines_to_write_on_are_rules_in_markdown(sheets: Document) -> None:
    lines = written("md", sheets).splitlines()
    assert lines.count("---") == sum(table.blank_lines for table in sheets.tables)
    assert lines.count("Room to write") == sum(table.blank_lines > 0 for table in sheets.tables)


def an_outline(text: str) -> Document:
    columns = (
        Column(id="head", label="Head"),
        Column(id="line", label="Line"),
        Column(id="points", label="Points", role=ColumnRole.POINTS, many=True),
    )
    row = ((Entry(text="H"),), (Entry(text=text),), (Entry(text=text),))
    table = Table(id="t", title="T", columns=columns, rows=(row,), lead="line", group_by=("head",))
    return Document(title="M", language="en", classification="", tables=(table,))


@pytest.mark.parametrize(
    "text", ["- x", "+ x", "* x", "1. x", "12) x", "---", "- - -", "# x", "> x", "=== x", "x"]
)
def test_a_sentence_of_an_outline_begins_no_list(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(written("md", an_outline(text)))
    assert [token.type for token in tokens if token.type.endswith("list_open")] == ["bullet_list_open"] * 2
    assert not {"hr", "blockquote_open", "code_block", "fence"} & {token.type for token in tokens}
    assert texts_of_md(written("md", an_outline(text))) == f"MH{text}{text}"


@given(LINE)
def test_any_line_is_a_paragraph(line: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(as_paragraph(escaped(line)))
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
