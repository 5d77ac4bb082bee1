"""A Word report in LibreOffice: every word for readers is on its pages."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from barrierctl.exporters import Options
from barrierctl.exporters.docx import export
from barrierctl.views.document import Cell, Document, Entry, Reader, Table, TableRole, text_of

pytestmark = pytest.mark.opens

Whole = Callable[[str], Document]
Pages = Callable[[Path], str]
Converted = Callable[[Path, str], Path]
AssertWords = Callable[[Document, str], None]

# For programs; or told in other words, once for many rows, or by the name of the row.
_OTHERWISE = {
    "element",
    "stage",
    "id",
    "stage_name",
    "block",
    "severity",
    "name",
    "domain",
    "target_group",
    "section",
}
_NAMING = {"party", "seen_by", "reported_to", "owner", "helped_by", "addresses", "targets", "fallback_for"}


def as_read(document: Document) -> Document:
    """The document with only what a reader is to find word by word."""
    tables = [*document.tables, *document.annexes]
    titles = [row[0][0].text for table in tables if table.id == "sources" for row in table.rows]
    known = {"about": (document.title,)}
    shown = [
        _as_read(table, titles, known.get(table.id, ()))
        for table in tables
        if table.rows and table.reader is not Reader.PROGRAMS
    ]
    return replace(document, tables=tuple(shown), annexes=())


def _as_read(table: Table, titles: Sequence[str], known: Sequence[str]) -> Table:
    if table.kind == "grid":
        return table
    lead, pairs = table.lead or table.columns[0].id, table.columns[0].id == "label"
    kept = [
        at for at, column in enumerate(table.columns) if pairs or column.id == lead or _is_printed(table, at)
    ]
    if table.id == "party-list":  # its parties are those of another table
        kept = kept[1:]
    columns = [table.columns[at] for at in kept]
    unnamed = (lead, "description", "sources")
    rows = [[row[at] for at in kept] for row in table.rows if text_of(row[-1]) not in known]
    return replace(
        table,
        title="" if table.id in ("about", "items", "party-list") else table.title,
        columns=tuple(
            replace(each, label="" if pairs or each.id in unnamed else each.label) for each in columns
        ),
        rows=tuple(
            tuple(
                _cited(cell, titles) if column.id == "sources" else cell
                for column, cell in zip(columns, row, strict=True)
            )
            for row in rows
        ),
    )


def _cited(cell: Cell, titles: Sequence[str]) -> Cell:
    """Sources have numbers, and their titles appear once, where they are listed."""
    text = text_of(cell)
    for title in titles:
        text = text.replace(title, "").replace(", ", " ", 1)
    return (Entry(text=text),)


def _is_printed(table: Table, at: int) -> bool:
    column = table.columns[at]
    if column.id in _OTHERWISE | _NAMING or column.choices:
        return False
    return any(entry.text for row in table.rows for entry in row[at])


def written(document: Document, folder: Path) -> Path:
    path = folder / "report.docx"
    path.write_bytes(export(document, Options()))
    return path


def test_every_word_of_the_example_is_on_a_page(
    whole: Whole, example: Path, tmp_path: Path, pages: Pages, assert_words: AssertWords
) -> None:
    document = whole(example.read_text(encoding="utf-8"))
    assert_words(as_read(document), pages(written(document, tmp_path)))


def test_every_word_of_a_large_model_is_on_a_page(
    whole: Whole, large: Callable[..., str], tmp_path: Path, pages: Pages, assert_words: AssertWords
) -> None:
    document = whole(large())
    # The chapters have what a matrix would have that is too large to print.
    tables = tuple(table for table in document.tables if table.role is not TableRole.MATRIX)
    assert_words(as_read(replace(document, tables=tables)), pages(written(document, tmp_path)))


def test_every_word_of_a_hostile_model_is_on_a_page(
    whole: Whole, hostile: str, tmp_path: Path, pages: Pages, assert_words: AssertWords
) -> None:
    document = whole(hostile)
    assert_words(as_read(document), pages(written(document, tmp_path)))


def test_matrix_of_the_example_is_one_landscape_page(
    whole: Whole, example: Path, tmp_path: Path, converted: Converted
) -> None:
    document = whole(example.read_text(encoding="utf-8"))
    pages = PdfReader(converted(written(document, tmp_path), "pdf")).pages
    (lying, *_) = [page for page in pages if page.mediabox.width > page.mediabox.height]
    text = " ".join(lying.extract_text().split())
    assert "Implement licensing regulations" in text
    for page in pages:
        assert page.extract_text().startswith("Darknet drug markets")


def test_six_stages_with_twenty_barriers_each_take_few_pages(
    whole: Whole, large: Callable[..., str], tmp_path: Path, converted: Converted
) -> None:
    matrix = replace(whole(large(6, 20)), annexes=(), overview=None)
    matrix = replace(matrix, tables=matrix.tables[:1])
    pages = PdfReader(converted(written(matrix, tmp_path), "pdf")).pages
    assert len(pages) <= 12


@pytest.mark.parametrize("font", ["Arial", "DejaVu Sans"])
def test_a_matrix_of_68_items_is_one_landscape_page_in_wide_letters_too(
    font: str, whole: Whole, tmp_path: Path, converted: Converted
) -> None:
    path = Path(__file__).parents[1] / "agenda" / "models" / "woningfraude.barrier.yaml"
    report = docx.Document(str(written(whole(path.read_text(encoding="utf-8")), tmp_path)))
    for fonts in report.styles.element.iter(qn("w:rFonts")):
        for name in fonts.attrib:
            fonts.set(name, font)
    report.save(str(tmp_path / "wide.docx"))
    pages = PdfReader(converted(tmp_path / "wide.docx", "pdf")).pages
    (lying,) = [page for page in pages if page.mediabox.width > page.mediabox.height]
    assert "RIEC" in lying.extract_text()
    assert all(len(page.extract_text().split()) > 20 for page in pages)
