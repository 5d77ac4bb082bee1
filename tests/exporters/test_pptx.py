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

from barrierctl.dataclass import replace
from barrierctl.errors import UsageError
from barrierctl.exporters import Options
from barrierctl.exporters.common import colour
from barrierctl.exporters.letters import line_starts
from barrierctl.exporters.pptx import export
from barrierctl.resources.vocabulary import Block
from barrierctl.text.paper import lines
from barrierctl.views.document import Column, Document, Entry, Reader, State, Table

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


def notes_of(slide: Any) -> str:
    """What the speaker reads under a slide."""
    return str(slide.notes_slide.notes_text_frame.text) if slide.has_notes_slide else ""


def cards(slide: Any) -> list[str]:
    """The texts of the shapes on a slide, without the title and the foot."""
    shapes = (shape for shape in slide.shapes if not shape.is_placeholder and shape.has_text_frame)
    return [shape.text_frame.text for shape in shapes if shape.text_frame.text]


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


def for_people(document: Document) -> Document:
    return replace(
        document, tables=tuple(table for table in document.tables if table.reader is not Reader.PROGRAMS)
    )


@pytest.fixture
def darknet_model(example: Path, whole: Whole) -> Document:
    return for_people(whole(example.read_text(encoding="utf-8")))


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
        document = for_people(
            whole(texts[name] if name in texts else files[name].read_text(encoding="utf-8"))
        )
        _MADE[name] = document, made(document)
    return _MADE[name]


def test_every_word_is_on_a_slide_or_in_its_notes(deck: tuple[Document, Presentation]) -> None:
    document, presentation = deck
    written = "\n".join(f"{text_of(slide)}\n{notes_of(slide)}" for slide in presentation.slides)
    words, run_on = set(written.split()), "".join(written.split())
    for table in (*document.tables, *document.annexes):
        shown = [at for at, column in enumerate(table.columns) if not column.technical]
        wanted = {
            word
            for row in table.rows
            for at in shown
            for entry in row[at]
            for line in lines(entry.shown)
            for word in line.split()
        }
        assert not [word for word in wanted - words if len(word) < 100 and word not in run_on], table.id


def test_no_letter_is_smaller_than_10_points(deck: tuple[Document, Presentation]) -> None:
    for slide in deck[1].slides:
        for runs in ("r", "fld"):
            for run in slide.element.iter(f"{DRAWING}{runs}"):
                assert int(run.find(f"{DRAWING}rPr").get("sz")) >= 1000
        for run in slide.element.iter(f"{DRAWING}endParaRPr"):
            assert int(run.get("sz")) >= 1000


def test_each_slide_has_a_title_a_footer_and_its_number(deck: tuple[Document, Presentation]) -> None:
    document, presentation = deck
    for number, slide in enumerate(presentation.slides, start=1):
        assert title(slide).strip()
        footer, at = (shape.text_frame.text for shape in list(slide.placeholders)[-2:])
        assert footer == " · ".join(filter(None, (document.marking, document.title)))
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
    assert first.placeholders[1].text_frame.text.splitlines()[:2] == ["Date: 2021-03", "Version: 1.0"]
    assert "Authors: EUCPN Secretariat" in text_of(first)
    assert "How party drugs are traded" in notes_of(first)


def test_the_whole_matrix_is_on_one_slide(darknet_model: Document) -> None:
    (slide,) = under(made(darknet_model), "Matrix")
    (table,) = tables([slide])
    heads = [cell.text for cell in table.rows[0].cells]
    assert heads[1:] == [
        "Setting up marketplace",
        "Running marketplace",
        "Selling drugs",
        "Shipping drugs",
        "General",
    ]
    assert [row[0] for row in rows([slide])] == [
        "Facilitators",
        "Opportunities",
        "Signals",
        "Partners",
        "Barriers",
    ]
    assert rows([slide])[4][1:4] == [
        "nothing yet",
        "nothing yet",
        "Proactive online investigations\nContinuous observations",
    ]
    assert rows([slide])[3][3] == "(Cryptocurrency exchangers) [unconfirmed]"
    fills = [row.cells[0].fill.fore_color.rgb for row in list(table.rows)[1:]]
    assert [f"#{fill}".lower() for fill in fills] == [colour(str(block)) for block in Block]


def test_a_matrix_on_several_slides_keeps_stages_whole(whole: Whole, large: Callable[..., str]) -> None:
    document = whole(large(10, 4))
    slides = under(made(document), "Matrix")
    stages = [cell.text for table in tables(slides) for cell in list(table.rows[0].cells)[1:]]
    assert len(slides) > 1
    assert stages == [lines(column.label)[0] for column in document.tables[0].columns[1:]]


def test_a_model_too_large_for_a_matrix_shows_counts(whole: Whole, large: Callable[..., str]) -> None:
    presentation = made(whole(large(10, 40)))
    assert not under(presentation, "Matrix")
    (slide,) = under(presentation, "Overview")
    (table,) = tables([slide])
    heads = [cell.text for cell in table.rows[0].cells][1:]
    assert heads == ["Facilitators", "Opportunities", "Signals", "Partners", "Barriers"]
    assert [row[1:] for row in rows([slide])] == [["10", "10", "10", "10", "40"]] * 10


def test_a_stage_is_five_columns_of_cards(darknet_model: Document) -> None:
    (slide,) = under(made(darknet_model), "Running marketplace")
    assert cards(slide) == [
        *("Facilitators", "Administrators", "Moderator", "Web designer"),
        *("Opportunities", "TOR encryption software", "Virtual offender convergence setting"),
        *("Signals", "Lifestyle mismatching income [assumed]"),
        *("Partners", "Internet Service Providers", "White hats"),
        *("Barriers", "nothing yet"),
        *cards(slide)[-3:],
    ]
    assert "The marketplace is kept going." in notes_of(slide)
    assert "Sources: Darknet drug markets" in notes_of(slide)


def test_the_questions_of_a_stage_are_below_it_or_follow_it(darknet_model: Document) -> None:
    slides = list(made(darknet_model).slides)
    titles = [title(slide) for slide in slides]
    at = titles.index("Selling drugs")
    assert "Questions" in cards(slides[at])
    assert "Who is certain to act?" in text_of(slides[at])
    assert titles[at + 1 : at + 3] == ["Shipping drugs", "Shipping drugs: questions"]
    assert "Questions" not in cards(slides[at + 1])


def test_a_long_word_is_set_in_smaller_letters_than_the_cards_beside_it() -> None:
    columns = (Column(id="block", label="Block"), Column(id="s", label="S", many=True))
    word = "Telecommunicatieaanbieders"
    rows = tuple(
        ((Entry(text=block.title(), element=block),), (Entry(text=word if block == "barriers" else "short"),))
        for block in map(str, Block)
    )
    table = Table(id="matrix", title="T", columns=columns, rows=rows, kind="grid", by_stage=True)
    slide = made(replace(one(table), overview=table)).slides[2]
    sizes = {
        run.findtext(f"{DRAWING}t"): int(run.find(f"{DRAWING}rPr").get("sz"))
        for run in slide.element.iter(f"{DRAWING}r")
    }
    assert sizes["short"] == 1600
    assert 1000 <= sizes[word] < 1600


def test_a_deck_is_short_enough_to_be_shown(example: Path, whole: Whole) -> None:
    models = example.parents[1] / "tests" / "agenda" / "models"
    for path, most in (
        (example, 11),
        (example.with_name("darknet-with-plan.barrier.yaml"), 13),
        (models / "woningfraude.barrier.yaml", 12),
    ):
        assert len(made(for_people(whole(path.read_text(encoding="utf-8")))).slides) <= most


def test_the_plan_is_drawn_as_a_timeline(example: Path, whole: Whole) -> None:
    document = whole(example.with_name("darknet-with-plan.barrier.yaml").read_text(encoding="utf-8"))
    (slide,) = under(made(for_people(document)), "Plan of action")
    (plan,) = (table for table in document.tables if table.id == "plan")
    names = {row[plan.lead_index][0].text for row in plan.rows}
    shown = [text for text in cards(slide) if any(text.startswith(name) for name in names)]
    assert len(shown) == 10
    bars = [shape for shape in slide.shapes if shape.name.startswith("roundRect")]
    assert len(bars) == 10
    assert all(bar.left + bar.width <= 924 * 12_700 for bar in bars)
    assert "Budget: EUR 40,000" in notes_of(slide)


def test_recommendations_are_cards_under_their_groups(darknet_model: Document) -> None:
    (slide,) = under(made(darknet_model), "Recommendations")
    heads = [text for text in cards(slide) if text.startswith("Enhance the capacities")]
    assert len(heads) == 1
    assert len(cards(slide)) == 12


def test_items_are_an_appendix_if_they_are_requested(darknet_model: Document) -> None:
    titles = [title(slide) for slide in made(darknet_model).slides]
    assert not [each for each in titles if each.startswith("Items")]
    views = [table for table in darknet_model.tables if table.id in ("matrix", "items")]
    document = replace(darknet_model, tables=tuple(reversed(views)), annexes=(), overview=None)
    titles = [title(slide) for slide in made(document).slides]
    assert titles[1] == "Matrix"
    assert titles[-1].startswith("Items")


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
    row = (Entry(text="a name of many words " * 320_000),)
    columns = (Column(id="a", label="A"),)
    table = Table(id="a", title="T", columns=columns, rows=((row,),))
    document = Document(title="T", language="en", classification="public", tables=(table,))
    with pytest.raises(UsageError, match=r"Nobody can show more than 1,000 slides, .* with --view"):
        export(document, Options())


def test_a_title_that_does_not_fit_is_in_full_in_the_notes() -> None:
    (slide,) = list(made(grid("a", stage=LONG.strip())).slides)[1:]
    assert len(title(slide)) < 500
    assert notes_of(slide) == LONG.strip()


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
    slides = under(presentation, "=A1 <b>stage</b>")
    cells = {line for slide in slides for card in cards(slide) for line in card.splitlines()}
    names = [item["name"] for item in json.loads(hostile)["stages"][0]["signals"]]
    short = [lines(name)[0] for name in names if len(name) < 200]
    assert short
    assert set(short) <= cells
    written = "".join(card for slide in slides for card in cards(slide))
    assert written.count("W") == 2 * 1_000
    assert written.count("word") == 2 * 199


def test_nothing_in_a_text_is_a_link(whole: Whole, hostile: str) -> None:
    archive = ZipFile(io.BytesIO(export(whole(hostile), Options())))
    names = [name for name in archive.namelist() if name.startswith(("ppt/slides/", "ppt/notesSlides/"))]
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


@pytest.mark.parametrize(
    "view", ["matrix", "items", "agenda", "parties", "types", "recommendations", "barriers"]
)
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
    written = "\n".join(row[1] for row in rows(slides))
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
