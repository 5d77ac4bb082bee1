"""What a presentation holds, read back with the library that makers of such files use."""

import io
import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.slide import Slide

from barrierctl.errors import UsageError
from barrierctl.exporters import Options
from barrierctl.exporters.pptx import export
from barrierctl.exporters.pptx.text_layout import line_starts
from barrierctl.text.paper import lines
from barrierctl.views.document import Column, Document, Entry, State, Table

Whole = Callable[[str], Document]
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LONG = "a name of many words " * 300
STAGE = re.compile(r" \(\d+/\d+\)$")


def read(written: bytes) -> Presentation:
    return pptx.Presentation(io.BytesIO(written))


def made(document: Document) -> Presentation:
    return read(export(document, Options()))


def tables(slides: Any) -> Iterator[Any]:
    for slide in slides:
        yield from (shape.table for shape in slide.shapes if shape.has_table)


def title(slide: Slide) -> str:
    assert slide.shapes.title is not None
    return str(slide.shapes.title.text_frame.text)


def text_of(slide: Any) -> str:
    """All that a slide says."""
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    texts += [cell.text for table in tables([slide]) for row in table.rows for cell in row.cells]
    return "\n".join(texts)


def under(presentation: Presentation, name: str) -> list[Slide]:
    """The slides with this title, whatever their part."""
    return [slide for slide in presentation.slides if STAGE.sub("", title(slide)) == name]


def rows(slides: list[Slide]) -> list[list[str]]:
    """The cells of the tables on some slides, without heads."""
    return [[cell.text for cell in row.cells] for table in tables(slides) for row in list(table.rows)[1:]]


def grid(*texts: str, stage: str = "S", block: str = "B", state: State = State.PLAIN) -> Document:
    """A matrix with one cell."""
    columns = (Column(id="block", label="Block"), Column(id="s", label=stage, many=True))
    cell = tuple(Entry(text=text, state=state) for text in texts)
    return one(
        Table(
            id="matrix",
            title="Matrix",
            columns=columns,
            rows=(((Entry(text=block),), cell),),
            kind="grid",
            by_stage=True,
        )
    )


def one(table: Table, title: str = "M") -> Document:
    return Document(title=title, language="nl-BE", classification="restricted", tables=(table,))


@pytest.fixture
def darknet_model(example: Path, whole: Whole) -> Document:
    return whole(example.read_text(encoding="utf-8"))


_MADE: dict[str, tuple[Document, Presentation]] = {}


@pytest.fixture(params=["darknet", "large", "hostile", "full"])
def deck(
    request: pytest.FixtureRequest, example: Path, whole: Whole, large: Callable[..., str], hostile: str
) -> tuple[Document, Presentation]:
    """A document and what was made of it, once for all tests that look at it."""
    name = request.param
    if name not in _MADE:
        full = example.parents[1] / "tests" / "valid" / "full.barrier.yaml"
        texts = {"large": large(10, 12), "hostile": hostile}
        files = {"darknet": example, "full": full}
        document = whole(texts[name] if name in texts else files[name].read_text(encoding="utf-8"))
        _MADE[name] = document, made(document)
    return _MADE[name]


def test_every_word_is_on_a_slide(deck: tuple[Document, Presentation]) -> None:
    document, presentation = deck
    written = "\n".join(text_of(slide) for slide in presentation.slides)
    words, run_on = set(written.split()), "".join(written.split())
    for table in (*document.tables, *document.annexes):
        # The id of a stage is in the list of stages; next to an item or a gap, its name says enough.
        shown = [at for at, column in enumerate(table.columns) if column.id != "stage"]
        wanted = {
            word
            for row in table.rows
            for at in shown
            for entry in row[at]
            for line in lines(entry.shown)
            for word in line.split()
        }
        assert not [word for word in wanted - words if len(word) < 100 and word not in run_on], table.id


def test_no_letter_is_smaller_than_12_points(deck: tuple[Document, Presentation]) -> None:
    for slide in deck[1].slides:
        for runs in ("r", "fld"):
            for run in slide.element.iter(f"{DRAWING}{runs}"):
                assert int(run.find(f"{DRAWING}rPr").get("sz")) >= 1200
        for run in slide.element.iter(f"{DRAWING}endParaRPr"):
            assert int(run.get("sz")) >= 1200


def test_each_slide_has_a_title_a_footer_and_its_number(deck: tuple[Document, Presentation]) -> None:
    document, presentation = deck
    for number, slide in enumerate(presentation.slides, start=1):
        assert title(slide).strip()
        footer, at = (shape.text_frame.text for shape in list(slide.placeholders)[-2:])
        assert footer == f"Public · {document.title}"
        assert at == str(number)


def test_no_table_ends_below_the_foot(deck: tuple[Document, Presentation]) -> None:
    presentation = deck[1]
    width, height = presentation.slide_width or 0, presentation.slide_height or 0
    assert width * 9 == height * 16
    for slide in presentation.slides:
        foot = min(shape.top for shape in slide.placeholders if shape.placeholder_format.idx in (11, 12))
        for shape in slide.shapes:
            if shape.has_table:
                assert shape.top + sum(row.height for row in shape.table.rows) <= foot
                assert shape.left + sum(column.width for column in shape.table.columns) <= width


def test_the_first_slide_names_the_model(darknet_model: Document) -> None:
    first = made(darknet_model).slides[0]
    assert title(first) == "Darknet drug markets"
    assert first.placeholders[1].text_frame.text.splitlines()[:2] == [
        "Classification: Public",
        "Date: 2021-03",
    ]
    assert "Authors: EUCPN Secretariat" in text_of(first)


def test_the_overview_says_its_signs_in_words(darknet_model: Document) -> None:
    (slide,) = under(made(darknet_model), "Overview")
    (table,) = tables([slide])
    assert [cell.text for cell in table.rows[0].cells][1:] == [
        "Facilitators",
        "Opportunities",
        "Signals",
        "Partners",
        "Barriers",
    ]
    assert [cell.text for cell in table.rows[3].cells] == [
        "Selling drugs",
        "4",
        "5",
        "1",
        "1 ?",
        "2",
    ]
    assert "! nothing yet   ? none of them confirmed" in text_of(slide)


def test_an_overview_of_many_stages_goes_on(whole: Whole) -> None:
    names = [f"Stage {number}, which has a name of some length" for number in range(40)]
    head = "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\nstages:\n"
    slides = under(made(whole(head + "".join(f"- {{name: '{name}'}}\n" for name in names))), "Overview")
    assert len(slides) > 1
    assert [row[0] for row in rows(slides)] == names
    assert all("! nothing yet" in text_of(slide) for slide in slides)


def test_a_stage_has_a_slide_with_its_blocks(darknet_model: Document) -> None:
    (slide,) = under(made(darknet_model), "Running marketplace")
    (table,) = tables([slide])
    assert table.first_row
    assert table.first_col
    assert rows([slide]) == [
        ["Facilitators", "Administrators\nModerator\nWeb designer"],
        ["Opportunities", "TOR encryption software\nVirtual offender convergence setting"],
        ["Signals", "Lifestyle mismatching income"],
        ["Partners", "Internet Service Providers\nWhite hats"],
        ["Barriers", "! nothing yet"],
    ]


def test_gaps_and_recommendations_are_grouped(darknet_model: Document) -> None:
    titles = [STAGE.sub("", title(slide)) for slide in made(darknet_model).slides]
    assert "Gaps: Selling drugs" in titles
    assert any(each.startswith("Recommendations: Enhance the capacities") for each in titles)
    assert titles.index("Items: Selling drugs") > titles.index("Types of barriers")


def test_a_long_cell_goes_on_to_the_next_slide() -> None:
    presentation = made(grid("short", LONG, stage="Selling drugs", block="Barriers"))
    slides = list(presentation.slides)[1:]
    count = len(slides)
    assert count > 1
    assert [title(slide) for slide in slides] == [
        f"Selling drugs ({at}/{count})" for at in range(1, count + 1)
    ]
    heads = [row[0] for row in rows(slides)]
    assert heads == ["Barriers", *["Barriers (continued)"] * (count - 1)]
    assert " ".join(row[1] for row in rows(slides)).split() == f"short {LONG}".split()


def test_deck_that_nobody_could_show_is_refused() -> None:
    row = (Entry(text="a name of many words " * 150_000),)
    columns = (Column(id="a", label="A"),)
    table = Table(id="a", title="T", columns=columns, rows=((row,),))
    document = Document(title="T", language="en", classification="public", tables=(table,))
    with pytest.raises(UsageError, match=r"Nobody can show more than 1,000 slides, .* with --view"):
        export(document, Options())


def test_a_title_that_does_not_fit_is_in_full_below() -> None:
    slides = list(made(grid("a", stage=LONG.strip())).slides)[1:]
    assert all(len(title(slide)) < 500 for slide in slides)
    in_full = [row[1] for row in rows(slides) if row[0].startswith("Full text")]
    assert " ".join(in_full).split() == LONG.split()


def test_states_are_seen_without_colour() -> None:
    for state, mark in ((State.DROPPED, "strike"), (State.NOT_APPLICABLE, "i")):
        slide = made(grid("gone", state=state)).slides[1]
        (run,) = (run for run in slide.element.iter(f"{DRAWING}r") if run.findtext(f"{DRAWING}t") == "gone")
        assert run.find(f"{DRAWING}rPr").get(mark)


def test_runs_declare_the_language() -> None:
    slide = made(grid("a")).slides[1]
    assert {run.get("lang") for run in slide.element.iter(f"{DRAWING}rPr")} == {"nl-BE"}


def test_hostile_names_are_shown_as_typed(whole: Whole, hostile: str) -> None:
    presentation = made(whole(hostile))
    cells = {line for row in rows(under(presentation, "=A1 <b>stage</b>")) for line in row[1].splitlines()}
    names = [item["name"] for item in json.loads(hostile)["stages"][0]["signals"]]
    short = [lines(name)[0] for name in names if len(name) < 200]
    assert short
    assert set(short) <= cells
    written = "".join(row[1] for row in rows(under(presentation, "=A1 <b>stage</b>")))
    assert written.count("W") == 2 * 1_000
    assert written.count("word") == 2 * 199


def test_nothing_in_a_text_is_a_link(whole: Whole, hostile: str) -> None:
    archive = ZipFile(io.BytesIO(export(whole(hostile), Options())))
    names = [name for name in archive.namelist() if name.startswith("ppt/slides/")]
    assert names
    assert not [name for name in names if b"hlink" in archive.read(name) or b"External" in archive.read(name)]


def test_the_same_document_gives_the_same_bytes(
    darknet_model: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = export(darknet_model, Options())
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(86_400 * 20_000))
    monkeypatch.setattr(time, "time", lambda: 86_400.0 * 20_000)
    assert export(darknet_model, Options()) == before


def test_the_file_discloses_no_more_than_the_model(darknet_model: Document) -> None:
    written = export(darknet_model, Options())
    archive = ZipFile(io.BytesIO(written))
    core = read(written).core_properties
    assert (core.title, core.author, core.last_modified_by, core.comments) == (
        "Darknet drug markets",
        "",
        "",
        "",
    )
    assert str(core.modified).startswith("2021-03-01")
    assert not [name for name in archive.namelist() if "thumbnail" in name or "printer" in name]
    for name in archive.namelist():
        assert not archive.read(name).count(b"Canny")
        if name.endswith((".xml", ".rels")):
            parse_xml(archive.read(name))


@pytest.mark.parametrize("view", ["matrix", "items", "gaps", "parties", "types", "recommendations"])
def test_each_view_can_be_exported_alone(view: str, darknet_model: Document) -> None:
    (table,) = (each for each in darknet_model.tables if each.id == view)
    slides = made(one(table)).slides
    assert len(slides) > 1
    assert any(entry.text in text_of(slide) for slide in slides for entry in table.rows[-1][0] if entry.text)


def test_a_table_without_rows_says_so() -> None:
    nothing = Table(
        id="gaps", title="Gaps", columns=(Column(id="a", label="A"),), rows=(), empty="Nothing here."
    )
    slide = made(one(nothing)).slides[1]
    assert title(slide) == "Gaps"
    assert "Nothing here." in text_of(slide)


def test_the_program_writes_it(run: Any, darknet: Path) -> None:
    done = run("export", darknet, "-o", "a.pptx", "--view", "items")
    assert done.returncode == 0, done.stderr
    slides = pptx.Presentation(str(darknet.parent / "a.pptx")).slides
    assert any(title(slide).startswith("Items: Selling drugs") for slide in slides)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=400), st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_read_back(text: str, stage: str, name: str) -> None:
    slides = list(made(grid(text, stage=stage, block=name)).slides)[1:]
    written = "\n".join(row[1] for row in rows(slides) if row[0] != "Full text")
    assert written.split() == " ".join(lines(text)).split() or not lines(text)


@given(st.text(st.characters(exclude_characters="\n\r")), st.integers(min_value=2_000, max_value=40_000))
def test_lines_are_all_of_a_text_and_none_is_too_wide(text: str, room: int) -> None:
    text = " ".join(text.split(" "))
    starts = line_starts(text, room, 1000)
    parts = [text[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)]
    assert "".join(parts) == text
    assert all(len(line_starts(part.rstrip(" "), room, 1000)) == 1 for part in parts)


@pytest.mark.parametrize(
    "make",
    [
        lambda size: grid(*(f"name {number} of some length" for number in range(size * 40))),
        lambda size: grid("word " * size * 1_500),
        lambda size: grid("W" * size * 5_000),
    ],
    ids=["items", "words", "letters"],
)
def test_four_times_the_text_takes_about_four_times_as_long(make: Callable[[int], Document]) -> None:
    def seconds(size: int) -> float:
        document = make(size)
        begin = time.process_time()
        export(document, Options())
        return time.process_time() - begin

    took = []
    for _ in range(3):
        took.append((seconds(4), seconds(16)))
        if took[-1][1] <= 8 * took[-1][0]:
            return
    pytest.fail(f"seconds: {took}")
