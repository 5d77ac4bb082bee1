"""Posters: one view on a sheet of paper."""

import datetime as dt
import json
import struct
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from io import BytesIO
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

import barrierctl
from barrierctl import load
from barrierctl.dataclass import replace
from barrierctl.errors import UsageError
from barrierctl.exporters import Options, exporter
from barrierctl.exporters.paper import PAPERS
from barrierctl.exporters.poster.sheet import sheet_of
from barrierctl.model.model import BarrierModel
from barrierctl.resources.vocabulary import Block
from barrierctl.text.paper import printed
from barrierctl.views import VIEWS
from barrierctl.views.build import ViewOptions, build_document
from barrierctl.views.document import Column, Document, Entry, Reader, State, Table

if TYPE_CHECKING:
    from conftest import Run

Shown = Callable[[Path, str], Document]
SVG = "{http://www.w3.org/2000/svg}"
STARTS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n", "svg": b"<svg "}
SIDES = {"a4": (297, 210), "a3": (420, 297), "a2": (594, 420), "a1": (841, 594), "a0": (1189, 841)}
LATE = "#a4262c"
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


def sides(pdf: bytes) -> list[tuple[int, int]]:
    boxes = [page.mediabox for page in PdfReader(BytesIO(pdf)).pages]
    return [(round(box.width * 25.4 / 72), round(box.height * 25.4 / 72)) for box in boxes]


@pytest.mark.parametrize("paper", PAPERS)
def test_a_page_has_the_size_of_the_paper(paper: str, example: Path) -> None:
    assert sides(made(build_document(load(example), ["matrix"]), "pdf", paper)) == [SIDES[paper]]


@pytest.mark.parametrize("paper", PAPERS)
def test_an_empty_sheet_of_a1_is_two_upright_ones(paper: str, example: Path) -> None:
    wide, tall = SIDES[paper]
    pages = [(tall, wide)] * 2 if paper == "a1" else [(wide, tall)]
    assert sides(made(build_document(load(example), ["matrix"]), "pdf", paper, blank=True)) == pages


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
    assert document.title in words
    for table in document.tables:
        for row in table.rows:
            for entry in row[table.lead_index]:
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
    assert "dashed: in doubt" in doubtful
    assert "Vans [possible]" in doubtful
    assert "dashed" not in plain
    assert "hatched: nothing yet" in text_of(made(a_grid(), "pdf"))


def test_a_sheet_of_a_model_without_classification_shows_none() -> None:
    document = replace(a_grid(Entry(text="Vans")), classification=None, date="2026-11")
    assert text_of(made(document, "pdf")).endswith("Vans 2026-11")


def test_the_status_and_the_owner_of_a_barrier_are_on_its_card() -> None:
    entry = Entry(text="Ban", details=("Agreed", "Owner: Police"))
    assert "Ban Agreed · Owner: Police" in text_of(made(a_grid(entry), "pdf"))
    assert "Ban; Agreed; Owner: Police" in (drawn(a_grid(entry)).findtext(f"{SVG}desc") or "")


@pytest.mark.parametrize(
    ("word", "lines"),
    [("Onroerendezaakbelastinggegevens", 1), ("Proces-verbaalregistratienummerbeheer", 2)],
)
def test_long_word_is_in_smaller_letters_and_parts_at_a_hyphen_only(word: str, lines: int) -> None:
    stages = "".join(f"- {{name: Stage {at}, signals: {word}}}\n" for at in range(8))
    text = f"barrier_model: 1\nid: a\ntitle: T\nlanguage: nl\nstages:\n{stages}"
    shown = text_of(made(build_document(barrierctl.loads(text), ["matrix"]), "pdf", "a4"))
    first, last = (word, word) if lines == 1 else word.partition("-")[::2]
    assert shown.count(first) == shown.count(last) == 8


def test_what_is_general_is_narrower_than_a_stage(example: Path) -> None:
    (part,) = sheet_of(build_document(load(example), ["matrix"]), PAPERS["a1"], blank=False).parts
    *stages, general = part.heads
    assert {head.share for head in stages} == {1}
    assert general.share < 0.7


NONSENSE = """\
barrier_model: 1
id: qzmodel
title: Houses
language: en
parties:
  - {id: qzpolice, name: Police, commitment: possible}
sources:
  - {id: qzreport, title: A report}
stages:
  - name: Renting
    id: qzrenting
    opportunities: [{name: No checks, id: qzchecks, sources: qzreport}]
    signals: [{name: Smell, id: qzsmell, seen_by: [qzpolice], certainty: disputed}]
    partners: [qzpolice]
    barriers:
      - {name: Check tenants, id: qzcheck, owner: qzpolice, targets: [qzchecks], fallback_for: [qzother]}
      - {name: Close the house, id: qzother, types: [criminal-law], legal_basis: {status: needed}}
recommendations:
  - domain: Law
    target_group: Police
    items: [{text: Check more., barriers: [qzcheck], addresses: [qzpolice], sources: qzreport}]
plan:
  objectives:
    - statement: Fewer houses
      measures: [{name: Meet, id: qzmeet, barriers: [qzcheck], owner: qzpolice, due: 2027-01-31}]
"""


@pytest.mark.parametrize("view", VIEWS)
def test_no_id_is_on_a_poster(view: str, model_of: Callable[[str], BarrierModel]) -> None:
    options = ViewOptions(readers=(Reader.PEOPLE,), today=dt.date(2027, 2, 1))
    document = build_document(model_of(NONSENSE), [view], options)
    words = drawn(document).findtext(f"{SVG}desc") or ""
    assert "qz" not in text_of(made(document, "pdf")) + words


# ---- order


def test_items_are_under_their_blocks_in_their_order(example: Path) -> None:
    model = load(example)
    (part,) = sheet_of(build_document(model, ["items"]), PAPERS["a1"], blank=False).parts
    assert [head.colour for head in part.heads] == list(Block)
    shown = [[[card.text for card in place.cards] for place in section.cells] for section in part.sections]
    stages = [*(stage.blocks for stage in model.stages), model.general]
    assert shown == [[[item.label for item in blocks[block]] for block in Block] for blocks in stages]


@pytest.mark.parametrize("paper", PAPERS)
def test_records_are_read_down_one_column_after_the_other(paper: str) -> None:
    columns = (Column(id="name", label="Name"), Column(id="text", label="Text"))
    names = [f"Record{at:02}." for at in range(40)]
    rows = tuple(
        ((Entry(text=name),), (Entry(text="word " * (at * 7 % 30)),)) for at, name in enumerate(names)
    )
    table = Table(id="t", title="Records", columns=columns, rows=rows)
    document = Document(title="M", language="en", classification=None, tables=(table,))
    words = text_of(made(document, "pdf", paper)).split()
    assert [word for word in words if word.startswith("Record") and word.endswith(".")] == names


# ---- a plan


@pytest.mark.parametrize("paper", ["a4", "a1"])
def test_a_plan_has_bars_for_its_tasks_and_a_line_for_today(paper: str, example: Path) -> None:
    model = load(example.with_name("darknet-with-plan.barrier.yaml"))
    document = build_document(model, ["plan"], ViewOptions(today=dt.date(2027, 4, 1)))
    words, (table, *_) = text_of(made(document, "pdf", paper)), document.tables
    assert all(words.count(row[0][0].text) >= 2 for row in table.rows)  # beside its bar, and on its card
    assert {"2026-09", "2028-09"} <= {*words.split()}
    assert "today, 2027-04-01" in words
    assert "Make a card with the signals of a drug package [overdue]" in words
    drawing = made(document, "svg", paper).decode()
    assert LATE in drawing
    assert LATE not in made(replace(document, tables=(replace(table, rows=()),)), "svg", paper).decode()


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
            ["a"] * 2_501,
            "Nobody can read more than 2,500 entries on a poster, and this one would have 2,501.",
        ),
        (["a" * 1_000] * 401, "more than 400,000 characters on a poster, and this one would have 401,000."),
    ],
)
def test_poster_that_nobody_could_read_is_refused(entries: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        made(a_grid(*(Entry(text=text) for text in entries)), "pdf")


NOTE = 76 / 25.4 * 72


def squares(drawing: bytes) -> int:
    return drawing.decode().count("stroke-dasharray")


def stages(count: int, *, general: bool) -> str:
    return json.dumps(
        {
            "barrier_model": 1,
            "id": "m",
            "title": "A model with a long title that has to find room beside the instructions " * 2,
            "language": "en",
            "stages": [{"name": f"Renting out houses, part {at}"} for at in range(count)],
            **({"general": {"barriers": ["Research"]}} if general else {}),
        }
    )


@pytest.mark.parametrize(
    ("paper", "count", "sheets", "notes", "in_general"),
    [
        ("a0", 4, 1, [6], 4),
        ("a0", 5, 2, [8, 10], 8),
        ("a0", 12, 3, [6, 6, 6], 4),
        ("a1", 4, 2, [6, 4], 4),
        ("a1", 2, 1, [4], 4),
    ],
)
def test_cells_of_an_empty_sheet_have_room_for_notes(
    paper: str,
    count: int,
    sheets: int,
    notes: list[int],
    in_general: int,
    whole: Callable[[str], Document],
) -> None:
    document = whole(stages(count, general=True))
    document = replace(document, tables=tuple(each for each in document.tables if each.id == "matrix"))
    pages = [
        " ".join(page.extract_text().split())
        for page in PdfReader(BytesIO(made(document, "pdf", paper, blank=True))).pages
    ]
    assert len(pages) == sheets
    for words, room in zip(pages, notes, strict=True):
        assert f"Sticky notes of 76 mm in each cell of a stage: {room}" in words
        assert (
            f"Print on {sheets} sheets of {paper.upper()}" if sheets > 1 else f"Print on {paper.upper()} "
        ) in words
    drawing = made(document, "svg", paper, blank=True)
    in_stages = [words.count("Renting out houses") for words in pages]
    assert squares(drawing) == 5 * (sum(map(mul, in_stages, notes)) + in_general)
    assert f"{NOTE:.3f}"[:6] in drawing.decode()


@pytest.mark.parametrize("paper", ["a4", "a3", "a2"])
def test_an_empty_sheet_that_is_too_small_says_which_paper_has_room(paper: str, example: Path) -> None:
    document = build_document(load(example), ["matrix"])
    words = text_of(made(document, "pdf", paper, blank=True))
    assert "need larger paper: A1 has room for four in each cell, and A0 for six." in words
    assert squares(made(document, "svg", paper, blank=True)) == 0


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


@pytest.mark.parametrize(("paper", "blank"), [("a4", False), ("a4", True), ("a1", True)])
def test_a_picture_of_many_stages_is_one_sheet(
    paper: str, *, blank: bool, model_of: Callable[[str], BarrierModel]
) -> None:
    document = build_document(model_of(stages(30, general=True)), ["matrix"])
    assert made(document, "svg", paper, blank=blank).count(b"<svg ") == 1


def test_a_very_tall_picture_has_no_more_pixels_than_memory_holds() -> None:
    tall_model = a_grid(*(Entry(text=f"Barrier {at}") for at in range(700)))
    wide, tall = struct.unpack(">II", made(tall_model, "png", "a1")[16:24])
    assert 16_000_000 < wide * tall < 18_100_000
