"""Posters: every word for readers is on a page, and none is clipped."""

import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from barrierctl.exporters import Options, exporter
from barrierctl.views import STANDARD_VIEWS
from barrierctl.views.document import ColumnRole, Document, Table

pytestmark = pytest.mark.opens

Whole = Callable[[str], Document]
Large = Callable[..., str]
Pages = Callable[[Path], str]
AssertWords = Callable[[Document, str], None]

_FOR_PROGRAMS = {"element", "stage", "id"}
_BREAK = "\N{ZERO WIDTH SPACE}"


def one_view(document: Document, view: str) -> Document:
    (table,) = [table for table in document.tables if table.id == view]
    return replace(document, tables=(table,), annexes=(), overview=None)


def as_read(document: Document) -> Document:
    """The document with only what a reader is to find word by word."""
    (table,) = document.tables
    if table.kind == "grid":
        first, *others = table.columns
        return replace(document, tables=(replace(table, columns=(replace(first, label=""), *others)),))
    return replace(document, tables=(_records_as_read(table),))


def _records_as_read(table: Table) -> Table:
    """Leave out what is for programs, once for many rows, or empty in all of them."""
    bands = {*table.group_by[:1]}
    bands |= {
        each.id for each in table.columns if each.role is ColumnRole.BLOCK and each.id in table.group_by
    }
    lead = table.lead or table.columns[0].id
    kept = [at for at, column in enumerate(table.columns) if column.id not in _FOR_PROGRAMS | bands]
    columns = (table.columns[at] for at in kept)
    used = {at for at in kept if any(entry.text for row in table.rows for entry in row[at])}
    labelled = {table.columns[at].id for at in used} - {lead}
    return replace(
        table,
        columns=tuple(column if column.id in labelled else replace(column, label="") for column in columns),
        rows=tuple(tuple(row[at] for at in kept) for row in table.rows),
    )


def written(document: Document, folder: Path, form: str = "pdf", paper: str = "a1") -> Path:
    path = folder / f"poster.{form}"
    made = exporter(form)(document, Options(paper=paper))
    assert isinstance(made, bytes)
    path.write_bytes(made)
    return path


@pytest.mark.parametrize("paper", ["a4", "a0"])
@pytest.mark.parametrize("view", STANDARD_VIEWS)
def test_every_word_of_the_example_is_on_a_page(
    view: str,
    paper: str,
    whole: Whole,
    example: Path,
    tmp_path: Path,
    pages: Pages,
    assert_words: AssertWords,
) -> None:
    document = one_view(whole(example.read_text(encoding="utf-8")), view)
    assert_words(as_read(document), pages(written(document, tmp_path, paper=paper)))


@pytest.mark.parametrize("paper", ["a4", "a0"])
@pytest.mark.parametrize("view", STANDARD_VIEWS)
def test_every_word_of_a_large_model_is_on_a_page(
    view: str, paper: str, whole: Whole, large: Large, tmp_path: Path, pages: Pages, assert_words: AssertWords
) -> None:
    document = one_view(whole(large()), view)
    assert_words(as_read(document), pages(written(document, tmp_path, paper=paper)))


@pytest.mark.parametrize("view", STANDARD_VIEWS)
def test_every_word_of_a_hostile_model_is_on_a_page(
    view: str, whole: Whole, hostile: str, tmp_path: Path, pages: Pages, assert_words: AssertWords
) -> None:
    document = one_view(whole(hostile), view)
    assert_words(as_read(document), pages(written(document, tmp_path, paper="a3")).replace(_BREAK, ""))


@pytest.mark.parametrize("view", ["matrix", "items"])
def test_no_word_is_outside_its_page_or_under_the_footer(
    view: str, whole: Whole, large: Large, tmp_path: Path
) -> None:
    pdf = written(one_view(whole(large(10, 40)), view), tmp_path, paper="a2")
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    layout = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    width, height = (float(side) for side in re.findall(r'<page width="(.*?)" height="(.*?)"', layout)[0])
    boxes = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)"', layout)
    assert boxes
    for left, top, right, bottom in ([float(edge) for edge in box] for box in boxes):
        assert left > 0
        assert top > 0
        assert right < width
        assert bottom < height


def test_drawing_in_a_browser_has_the_colours_of_all_blocks(
    whole: Whole, example: Path, tmp_path: Path
) -> None:
    drawing = written(one_view(whole(example.read_text(encoding="utf-8")), "matrix"), tmp_path, "svg", "a4")
    shot = tmp_path / "shot.png"
    options = ["--headless", "--no-sandbox", f"--screenshot={shot}", "--window-size=1123,794"]
    subprocess.run(["chromium", *options, drawing.as_uri()], capture_output=True, check=True, timeout=120)
    with Image.open(shot) as picture:
        seen = {
            colour for _, colour in picture.convert("RGB").getcolors(picture.width * picture.height) or ()
        }
    assert {
        (0x88, 0x22, 0x55),
        (0x8A, 0x5A, 0),
        (0, 0x62, 0x8B),
        (0x33, 0x22, 0x88),
        (0x11, 0x77, 0x33),
    } <= seen


def test_time_grows_in_proportion_to_the_items(whole: Whole, large: Large) -> None:
    export = exporter("pdf")
    took = []
    for barriers in (30, 120):
        document = one_view(whole(large(10, barriers)), "matrix")
        runs = []
        for _ in range(2):
            start = time.process_time()
            export(document, Options(paper="a1"))
            runs.append(time.process_time() - start)
        took.append(min(runs))
    assert took[1] <= 4.4 * took[0]
