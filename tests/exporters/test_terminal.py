"""`show` loses no word at any width, and no line is wider than the terminal."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barrierctl import load
from barrierctl.exporters import Options, md, terminal
from barrierctl.model.model import BarrierModel
from barrierctl.text.terminal import columns
from barrierctl.views import VIEWS
from barrierctl.views.build import ViewOptions, build_document
from barrierctl.views.document import Cell, Column, Document, Entry, Reader, Table, TableRole

Shown = Callable[[Path, str], Document]
GOLDEN = Path(__file__).parent / "golden"
WIDTHS = [60, 61, 72, 79, 80, 81, 99, 100, 119, 120, 132, 159, 160, 179, 200]
HEAD = "barrier_model: 1\nid: m\ntitle: {title}\nlanguage: en\nstages:\n"
LONG = (
    "Coordinated inspections of short-stay accommodation by several authorities and the housing association"
)
HAN = "暗網毒品市場の取引と配送に関する長い名前"


def ten_stages() -> str:
    stages = [
        f"  - name: Stage {number} with a rather long name\n    barriers: [{LONG}, Fines]\n"
        for number in range(1, 11)
    ]
    return HEAD.format(title="Ten") + "".join(stages)


def wide_letters() -> str:
    stages = [
        f"  - name: {HAN}{number}\n    signals: [{HAN}, 現金 の 使用]\n    partners: [警察]\n"
        for number in (1, 2, 3)
    ]
    return HEAD.format(title="暗網") + "".join(stages)


@pytest.fixture(params=["darknet", "ten", "cjk"])
def model(
    request: pytest.FixtureRequest, example: Path, model_of: Callable[[str], BarrierModel]
) -> BarrierModel:
    texts = {"ten": ten_stages, "cjk": wide_letters}
    return load(example) if request.param == "darknet" else model_of(texts[request.param]())


def bare(text: str) -> str:
    """Without blanks and hyphens: those of bullets, and those at which a long word was folded."""
    return re.sub(r"[\s-]", "", text)


def grid_cells(lines: list[str]) -> list[list[str]]:
    """The text of each cell of a drawn grid."""
    rows: list[list[str]] = []
    fresh = True
    for line in lines:
        if line.startswith("│"):
            parts = line.strip("│").split("│")
            if fresh:
                rows.append([""] * len(parts))
            rows[-1] = [f"{had} {part}" for had, part in zip(rows[-1], parts, strict=True)]
        fresh = not line.startswith("│")
    return [[bare(cell) for cell in row] for row in rows]


def expected_cells(table: Table) -> list[list[str]]:
    heads = [bare(column.label) for column in table.columns]
    return [heads, *([bare(cell_text(table, at, row)) for at in range(len(row))] for row in table.rows)]


def cell_text(table: Table, at: int, row: tuple[Cell, ...]) -> str:
    is_matrix = table.role is TableRole.MATRIX
    if is_matrix and not row[at] and "general" not in (table.columns[at].id, row[0][0].element):
        return "nothing yet"
    return "".join(entry.shown for entry in row[at])


def in_bands(rows: list[list[str]]) -> list[list[str]]:
    """The cells of a grid whose rows have their names over them."""
    (_, *heads), *others = rows
    return [heads, *(part for name, *cells in others for part in ([name], cells))]


def expected_sections(table: Table) -> str:
    texts = []
    for index, column in enumerate(table.columns[1:], start=1):
        texts.append(column.label)
        for row in table.rows:
            if row[index] or column.id != "general":
                texts += [row[0][0].text, cell_text(table, index, row)]
    return bare("".join(texts))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("transpose", [False, True])
def test_every_word_is_in_its_cell_and_no_line_is_too_wide(
    model: BarrierModel, width: int, transpose: object
) -> None:
    document = build_document(model, ["matrix"], ViewOptions(transpose=bool(transpose)))
    assert_whole(document, width)


@pytest.mark.parametrize("transpose", [False, True])
def test_no_grid_of_the_printed_model_is_cut_at_any_width(example: Path, transpose: object) -> None:
    document = build_document(load(example), ["matrix"], ViewOptions(transpose=bool(transpose)))
    grids = {width: terminal.export(document, width=width, color=False) for width in range(60, 201)}
    assert [width for width, grid in grids.items() if ("╭" in grid) != ("╮" in grid)] == []


def assert_whole(document: Document, width: int) -> None:
    written = terminal.export(document, width=width, color=False)
    longest = max((columns(word) for word in written.split()), default=0)
    assert [line for line in written.splitlines() if columns(line) > max(width, longest + 6)] == []
    title, _, rest = written.partition("\n\n")
    assert bare(title) == bare(document.title)
    (table,) = document.tables
    if "╭" in rest:
        assert all(columns(line) <= width for line in rest.splitlines())
        cells = expected_cells(table)
        assert grid_cells(rest.splitlines()) in (cells, in_bands(cells))
    else:
        assert bare(rest) == expected_sections(table)


def test_a_wide_terminal_shows_a_grid_and_a_narrow_one_sections(example: Path) -> None:
    document = build_document(load(example), ["matrix"])
    assert "╭" in terminal.export(document, width=160, color=False)
    assert "╭" not in terminal.export(document, width=60, color=False)


FOUR_STAGES = [
    *("darknet-drug-markets", "darknet-with-plan"),
    *("../tests/agenda/models/doorstep-fraud", "../tests/agenda/models/schrottimmobilien"),
]


@pytest.mark.parametrize("name", FOUR_STAGES)
def test_four_stages_are_a_table_from_100_columns_on(name: str, example: Path) -> None:
    document = build_document(load(example.parent / f"{name}.barrier.yaml"), ["matrix"])
    (table,) = document.tables
    words = {word for row in table.rows for cell in row for entry in cell for word in entry.shown.split()}
    for width in range(100, 161, 5):
        written = terminal.export(document, width=width, color=False)
        assert "╭" in written
        assert words <= set(re.split(r"[\s│]+", written))


@pytest.mark.parametrize("width", [60, 100, 160])
@pytest.mark.parametrize("view", VIEWS)
def test_show_is_as_its_golden_file(
    width: int, view: str, example: Path, shown: Shown, golden: Callable[[Path, str], None]
) -> None:
    written = terminal.export(shown(example, view), width=width, color=False)
    golden(GOLDEN / f"darknet-{view}.show-{width}.txt", written)


@pytest.mark.parametrize("width", [60, 100, 160])
@pytest.mark.parametrize("view", ["items", "gaps", "parties", "recommendations"])
def test_records_are_shown_whole(view: str, width: int, example: Path, shown: Shown) -> None:
    document = shown(example, view)
    written = terminal.export(document, width=width, color=False)
    assert [line for line in written.splitlines() if columns(line) > width] == []
    (table,) = document.tables
    for row in table.rows:
        for column, cell in zip(table.columns, row, strict=True):
            assert column.technical or all(bare(entry.shown) in bare(written) for entry in cell)


EMPTY = HEAD.format(title="Empty") + "  - name: Ordering\n"
SAID = {
    "items": "This model has no items.",
    "gaps": "There are no findings to discuss.",
    "parties": "This model has no parties.",
    "types": "This model has no barriers.",
    "recommendations": "This model has no recommendations.",
    "plan": "This model has no plan.",
    "barriers": "This model has no barriers.",
}


@pytest.mark.parametrize("how", ["terminal", "md"])
@pytest.mark.parametrize("view", SAID)
def test_empty_view_says_so(view: str, how: str, model_of: Callable[[str], BarrierModel]) -> None:
    document = build_document(model_of(EMPTY), [view], ViewOptions(readers=(Reader.PEOPLE,)))
    shown = {
        "terminal": terminal.export(document, width=60, color=False),
        "md": md.export(document, Options()).removeprefix("# "),
    }
    assert shown[how] == f"Empty\n\n{SAID[view]}\n"


RECORDS = Table(
    id="t",
    title="T",
    columns=(
        Column(id="a", label="First"),
        Column(id="b", label="Named"),
        Column(id="c", label="Several", many=True),
        Column(id="d", label="One"),
    ),
    rows=(
        ((Entry(text="x"),), (Entry(text="Head"),), (Entry(text="p"), Entry(text="q")), ()),
        ((Entry(text="y"),), (Entry(text=""),), (Entry(text="p"),), (Entry(text="z"),)),
    ),
    lead="b",
)


def test_record_is_below_its_lead_and_lists_several_entries() -> None:
    document = Document(title="M", language="en", classification="public", tables=(RECORDS,))
    written = terminal.export(document, width=60, color=False)
    first = "Head\n  First: x\n  Several:\n    - p\n    - q\n"
    assert written == f"M\n\n{first}\ny\n  Several: p\n  One: z\n\n"


STATES = (
    HEAD.format(title="States")
    + """\
  - name: Ordering
    not_applicable: {signals: it happens abroad}
    unknown: {opportunities: asked twice}
    partners:
      - {name: Banks, commitment: possible}
      - {name: Couriers, commitment: unlikely}
      - {name: Police, commitment: confirmed}
    barriers:
      - {name: Ban, status: dropped}
      - {name: Fines, status: agreed}
"""
)


@pytest.mark.parametrize("width", [60, 120])
def test_states_show_their_reason_without_colour(width: int, model_of: Callable[[str], BarrierModel]) -> None:
    written = terminal.export(build_document(model_of(STATES), ["matrix"]), width=width, color=False)
    shown = ["not applicable: it happens abroad", "unknown: asked twice", "Banks [unconfirmed]"]
    assert all(each in written for each in [*shown, "Couriers [unlikely to cooperate]", "Ban [dropped]"])
    assert "Police [" not in written
    assert "Fines [" not in written


def test_colour_adds_escapes_and_changes_no_word(model_of: Callable[[str], BarrierModel]) -> None:
    document = build_document(model_of(STATES), ["matrix"])
    for width in (60, 120):
        coloured = terminal.export(document, width=width, color=True)
        assert "\x1b[" in coloured
        plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
        assert bare(plain) == bare(terminal.export(document, width=width, color=False))


def test_an_empty_cell_says_so(model_of: Callable[[str], BarrierModel]) -> None:
    document = build_document(model_of(STATES), ["matrix"])
    grid = terminal.export(document, width=120, color=False)
    (line,) = [line for line in grid.splitlines() if "Facilitators" in line]
    assert [part.strip() for part in line.strip("│").split("│")] == ["Facilitators", "nothing yet"]


def test_an_empty_block_of_a_section_says_so(example: Path) -> None:
    written = terminal.export(build_document(load(example), ["matrix"]), width=60, color=False).splitlines()
    assert written[written.index("  Barriers") + 1] == "    nothing yet"


def test_wide_letters_take_two_columns_where_lines_are_broken(
    model_of: Callable[[str], BarrierModel],
) -> None:
    name = " ".join(["暗網毒品市場の取引"] * 12)
    text = HEAD.format(title="M") + "".join(f"  - name: {name} {number}\n" for number in range(5))
    assert_whole(build_document(model_of(text), ["matrix"]), 60)


@pytest.mark.parametrize("name", ["[/red]", "[bold]x[/bold]", ":smile:", "{x}", "%s", "[link=x]y[/link]"])
@pytest.mark.parametrize("width", [60, 120])
def test_markup_in_a_name_is_text(name: str, width: int, model_of: Callable[[str], BarrierModel]) -> None:
    text = HEAD.format(title="M") + f"  - name: '{name}'\n    signals: ['{name}']\n"
    written = terminal.export(build_document(model_of(text), ["matrix"]), width=width, color=False)
    assert written.count(name) == 2


def test_what_turns_the_way_of_writing_is_shown_as_an_escape(model_of: Callable[[str], BarrierModel]) -> None:
    text = HEAD.format(title="M") + "  - name: \N{RIGHT-TO-LEFT OVERRIDE}txet\n"
    for width in (60, 120):
        written = terminal.export(build_document(model_of(text), ["matrix"]), width=width, color=False)
        assert "\\u202etxet" in written
        assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in written


# Letters of Europe, and wide ones; what has no width of its own is for the terminal to judge.
LETTER = st.characters(categories=["Lu", "Ll", "Nd", "Po"], max_codepoint=0x52F, exclude_characters="-")
WORD = st.text(LETTER | st.sampled_from("市場開設運営麻薬"), min_size=1, max_size=30)
NAMES = st.lists(WORD, min_size=1, max_size=8).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(NAMES, max_size=3), min_size=1, max_size=4), st.integers(60, 200), NAMES)
def test_any_names_are_shown_whole(cells: list[list[str]], width: int, label: str) -> None:
    heads = [Column(id="block", label="Block")]
    heads += [Column(id=f"s{index}", label=label, many=True) for index in range(len(cells))]
    row = ((Entry(text="Signals"),), *(tuple(Entry(text=name) for name in cell) for cell in cells))
    table = Table(id="matrix", title="Matrix", columns=tuple(heads), rows=(row,), kind="grid")
    assert_whole(Document(title="M", language="en", classification="public", tables=(table,)), width)
