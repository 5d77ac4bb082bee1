"""Posters: one view on a sheet of paper."""

import json
import struct
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from barrierctl import load
from barrierctl.errors import UsageError
from barrierctl.exporters import Options, exporter
from barrierctl.exporters.paper import PAPERS
from barrierctl.text.paper import printed
from barrierctl.views import VIEWS
from barrierctl.views.build import build_document
from barrierctl.views.document import Column, Document, Entry, State, Table

if TYPE_CHECKING:
    from conftest import Run

Shown = Callable[[Path, str], Document]
SVG = "{http://www.w3.org/2000/svg}"
STARTS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n", "svg": b"<svg "}
SIDES = {"a4": (297, 210), "a3": (420, 297), "a2": (594, 420), "a1": (841, 594), "a0": (1189, 841)}
LIGATURES = ("ff", "fi", "fl", "ft", "tt")


def made(document: Document, form: str, paper: str = "a3", *, blank: bool = False) -> bytes:
    written = exporter(form)(document, Options(paper=paper, blank=blank))
    assert isinstance(written, bytes)
    return written


def drawn(document: Document) -> ET.Element:
    return ET.fromstring(made(document, "svg"))  # noqa: S314 (we wrote it)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def without_blanks(text: str) -> str:
    """Lines may end anywhere between words."""
    return "".join(text.split())


def texts(document: Document) -> Iterator[str]:
    yield document.title
    (table,) = document.tables
    yield from (entry.text for row in table.rows for cell in row for entry in cell)


def a_grid(*entries: Entry, kind: Literal["grid", "records"] = "grid") -> Document:
    columns = (Column(id="block", label="Block"), Column(id="one", label="One", many=True))
    rows = (((Entry(text="Signals", element="signals"),), entries),)
    table = Table(id="matrix", title="Matrix", kind=kind, columns=columns, rows=rows)
    return Document(title="M", language="en", classification="public", tables=(table,))


@pytest.mark.parametrize("form", STARTS)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_a_poster(view: str, form: str, example: Path, shown: Shown) -> None:
    poster = made(shown(example, view), form, "a4")
    assert poster.startswith(STARTS[form])


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("blank", [False, True])
def test_a_page_has_the_size_of_the_paper(paper: str, *, blank: bool, example: Path) -> None:
    pages = PdfReader(
        BytesIO(made(build_document(load(example), ["matrix"]), "pdf", paper, blank=blank))
    ).pages
    (box,) = [page.mediabox for page in pages]
    assert (round(box.width * 25.4 / 72), round(box.height * 25.4 / 72)) == SIDES[paper]


@pytest.mark.parametrize("form", STARTS)
def test_the_same_model_gives_the_same_bytes(
    form: str, run_process: "Run", darknet: Path, tmp_path: Path
) -> None:
    for name, seed in (("one", "1"), ("two", "2")):
        done = run_process(
            "export", darknet, "-o", f"{name}.{form}", "--paper", "a4", env={"PYTHONHASHSEED": seed}
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / f"one.{form}").read_bytes() == (tmp_path / f"two.{form}").read_bytes()


# ---- what is read on it


@pytest.mark.parametrize("view", VIEWS)
def test_a_drawing_tells_the_words_of_its_sheet(view: str, example: Path, shown: Shown) -> None:
    document = shown(example, view)
    drawing = drawn(document)
    words = (drawing.findtext(f"{SVG}title") or "") + (drawing.findtext(f"{SVG}desc") or "")
    (table,) = document.tables
    lead = [column.id for column in table.columns].index(table.lead or table.columns[0].id)
    assert document.title in words
    for row in table.rows:
        for entry in row[lead]:
            assert entry.text in words


def test_a_drawing_has_a_shape_for_every_letter(example: Path, shown: Shown) -> None:
    document = shown(example, "matrix")
    letters = "".join(without_blanks(text) for text in texts(document))
    fewer = sum(letters.count(pair) for pair in LIGATURES)
    shapes = drawn(document).iter(f"{SVG}use")
    assert sum(1 for _ in shapes) >= len(letters) - fewer


def test_a_pdf_tells_readers_aloud_its_title_and_language(example: Path, shown: Shown) -> None:
    pdf = PdfReader(BytesIO(made(shown(example, "matrix"), "pdf")))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Darknet drug markets"
    root = pdf.trailer["/Root"].get_object()
    assert isinstance(root, dict)
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]


def test_looks_are_explained_where_they_are_met_and_only_there() -> None:
    plain = text_of(made(a_grid(Entry(text="Vans")), "pdf"))
    doubtful = text_of(made(a_grid(Entry(text="Vans", state=State.DOUBTFUL, mark="possible")), "pdf"))
    assert "dashed: unconfirmed" in doubtful
    assert "Vans [possible]" in doubtful
    assert "dashed" not in plain
    assert "hatched: nothing yet" in text_of(made(a_grid(), "pdf"))


# ---- empty sheets


def test_an_empty_sheet_asks_and_holds_nothing_of_the_model_but_its_stages(example: Path) -> None:
    words = text_of(made(build_document(load(example), ["matrix"]), "pdf", "a1", blank=True))
    assert "Shipping drugs" in words
    assert "What could people notice" in words
    assert "Modified delivery vans" not in words


def test_what_has_no_columns_has_no_empty_sheet(example: Path) -> None:
    with pytest.raises(UsageError, match="--blank needs a view with one column per stage"):
        made(build_document(load(example), ["items"]), "pdf", blank=True)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (
            ["a"] * 5_001,
            "Nobody can read more than 5,000 entries on a poster, and this one would have 5,001.",
        ),
        (["a" * 1_000] * 901, "more than 900,000 letters on a poster, and this one would have 901,000."),
    ],
)
def test_poster_that_nobody_could_read_is_refused(entries: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        made(a_grid(*(Entry(text=text) for text in entries)), "pdf")


def test_squares_on_an_empty_a0_are_larger_than_a_note(example: Path) -> None:
    drawing = made(build_document(load(example), ["matrix"]), "svg", "a0", blank=True).decode()
    side = 76 / 25.4 * 72
    assert drawing.count("stroke-dasharray") >= 5 * 5
    assert f"{side:.3f}"[:6] in drawing


# ---- texts that want to be more than text


@pytest.mark.parametrize("form", STARTS)
def test_hostile_text_makes_a_poster(form: str, whole: Callable[[str], Document], hostile: str) -> None:
    assert made(whole(hostile), form).startswith(STARTS[form])


def test_hostile_text_is_printed_as_text(whole: Callable[[str], Document], hostile: str) -> None:
    words = without_blanks(text_of(made(whole(hostile), "pdf")))
    (stage,) = json.loads(hostile)["stages"]
    *names, unbroken = [item["name"] for item in stage["signals"]]
    for name in names:
        assert without_blanks(printed(name)) in words
    assert words.count("W") >= 2 * len(unbroken)


def test_hostile_text_is_no_element_of_a_drawing(whole: Callable[[str], Document], hostile: str) -> None:
    drawing = drawn(whole(hostile))
    tags = {element.tag.removeprefix(SVG) for element in drawing.iter()}
    assert not tags & {"script", "img", "image", "a", "foreignObject", "style"}


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_set(text: str) -> None:
    for kind in ("grid", "records"):
        assert made(a_grid(Entry(text=text), kind=kind), "pdf", "a4").startswith(b"%PDF-")


@pytest.mark.parametrize(
    "text", ["\N{COMBINING ACUTE ACCENT}alone", "x \N{ZERO WIDTH JOINER}", "\ufffe \U000e0fff \ue000"]
)
def test_letters_that_nothing_can_set_are_tied_or_written_out(text: str) -> None:
    assert made(a_grid(Entry(text=text)), "pdf", "a4").startswith(b"%PDF-")


def test_no_word_is_lost_in_a_column_too_narrow_for_it() -> None:
    long = "Verantwoordelijkheidsgevoel" * 20
    words = without_blanks(text_of(made(a_grid(Entry(text=long), Entry(text="after")), "pdf", "a4")))
    words = words.replace("\N{ZERO WIDTH SPACE}", "")
    assert long in words
    assert "after" in words


# ---- pictures


def test_a_picture_is_sharp_and_has_the_shape_of_the_paper(example: Path) -> None:
    picture = made(build_document(load(example), ["matrix"]), "png", "a4")
    wide, tall = struct.unpack(">II", picture[16:24])
    assert wide == round(297 / 25.4 * 150)
    assert abs(wide / tall - 297 / 210) < 0.01


def test_a_very_tall_picture_has_no_more_pixels_than_memory_holds() -> None:
    tall_model = a_grid(*(Entry(text=f"Barrier {at}") for at in range(700)))
    wide, tall = struct.unpack(">II", made(tall_model, "png", "a1")[16:24])
    assert 45_000_000 < wide * tall < 50_100_000
