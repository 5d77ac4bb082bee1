"""How a model becomes a workbook, as it is read back."""

import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from html import unescape
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from barrierctl.exporters import Options
from barrierctl.exporters.xlsx import export
from barrierctl.exporters.xlsx.text_layout import break_lines, text_width
from barrierctl.resources.vocabulary import Block
from barrierctl.text.markup import readable
from barrierctl.text.spreadsheet import joined
from barrierctl.views.document import Cell, Chapter, Column, ColumnRole, Document, Entry, Origin, State, Table

Run = Callable[..., Any]
Whole = Callable[[str], Document]
Rows = list[dict[str, str]]

FULL = Path(__file__).parents[1] / "valid" / "full.barrier.yaml"
MOST_LETTERS = 32_767  # in a cell, counted as UTF-16 does
HIGHEST = 409  # points
IDS, LABELS, FIRST = 1, 2, 3  # rows of a sheet of records
KEY = re.compile(r"(\d+)(\+\d+)?( .*)?", re.DOTALL)
ODD = [
    "=1+1",
    "007",
    "http://example.org/",
    "<r>is its own <b>markup</b></r>",
    "<r>_x000D_ and _</r>",
    "_x000D_ and _x0041_",
    "  before and after  ",
    "one\ntwo\n",
    "\n",
    "\ttab",
    "&amp; &lt;",
    "{=1+1}",
]
ANY = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")),
    st.text(st.sampled_from("<r>_x0/ \n=A\t😀é"), max_size=40),
    st.sampled_from(ODD),
).filter(lambda text: "x005F_" not in text)  # openpyxl removes it everywhere; see tests/opens


def opened(document: Document) -> Workbook:
    return load_workbook(io.BytesIO(export(document, Options())))


def document(*tables: Table, title: str = "M") -> Document:
    return Document(title=title, language="en", classification="public", tables=tables)


def records(*texts: str, title: str = "T", **more: Any) -> Table:
    rows = tuple(((Entry(text=text, element=f"e/{at}"),),) for at, text in enumerate(texts))
    columns = (Column(id="name", label="Name"),)
    origins = tuple(Origin(at, "{}") for at in range(len(texts)))
    own = {"id": "t", "title": title, "columns": columns, "rows": rows, "origins": origins}
    return Table(**{**own, "chapter": Chapter.START, **more})


def grid(*cells: Cell) -> Table:
    columns = (
        Column(id="block", label="Block"),
        *(Column(id=f"s{at}", label="S") for at in range(len(cells))),
    )
    rows = (((Entry(text="Signals"),), *cells),)
    return Table(id="g", title="G", columns=columns, rows=rows, kind="grid", chapter=Chapter.START)


def texts_of(sheet: Worksheet) -> list[list[str]]:
    rows = sheet.iter_rows(values_only=True)
    return [["" if value is None else str(value) for value in line] for line in rows]


def read_records(sheet: Worksheet, table: str = "t") -> Rows:
    """The records of a table by the ids of their columns, with what goes on below put together."""
    lines = texts_of(sheet)
    at = [line[0] for line in lines].index(f"key {table}")
    places = {name: place for place, name in enumerate(lines[at]) if place and name}
    found: Rows = []
    for line in lines[at + 1 :]:
        if line[0].startswith("key "):
            break
        if not KEY.fullmatch(line[0]):
            continue
        if "+" not in line[0].partition(" ")[0]:
            found.append({"key": line[0], **dict.fromkeys(places, "")})
        for name, place in places.items():
            found[-1][name] += line[place]
    return found


def read_grid(sheet: Worksheet, first: int = 2) -> list[tuple[str, ...]]:
    """The rows below the heads, to the next row without a head."""
    lines = [tuple(line[1:]) for line in texts_of(sheet)[first - 1 :]]
    return list(takewhile(lambda line: line[0], lines))


def heads_of(sheet: Worksheet, table: Table) -> int:
    """The row of a grid's heads."""
    labels = [column.label for column in table.columns]
    return next(at for at, line in enumerate(texts_of(sheet), start=1) if line[1 : len(labels) + 1] == labels)


def by_cell(rows: Iterable[tuple[str, ...]]) -> dict[tuple[str, int], str]:
    """The texts of a grid by block and column, run together."""
    found: dict[tuple[str, int], str] = defaultdict(str)
    for head, *texts in rows:
        for at, text in enumerate(texts):
            found[head, at] += text
    return found


def sheets_by_table(book: Workbook) -> dict[str, Worksheet]:
    """The sheet of each table of records."""
    return {line[1]: book[line[2]] for line in texts_of(book["Data"]) if line[0] == "table"}


def shown(column: Column, cell: Cell, *, fill_in: bool) -> str:
    texts = [entry.text if fill_in else entry.shown for entry in cell]
    if column.role is ColumnRole.POINTS:
        return "\n".join(texts)
    return joined(texts, "\n") if column.many else "".join(texts)


def run_together(cell: Cell) -> str:
    return "".join(entry.shown for entry in cell)


# ---- the whole model


@pytest.fixture(params=["example", "hostile", "large"])
def made(
    request: pytest.FixtureRequest,
    whole: Whole,
    example: Path,
    hostile: str,
    large: Callable[[int, int], str],
) -> Document:
    texts = {"example": example.read_text(encoding="utf-8"), "hostile": hostile, "large": large(3, 60)}
    return whole(texts[request.param])


def test_every_text_is_in_its_column(made: Document) -> None:
    book = opened(made)
    sheets = sheets_by_table(book)
    for table in (*made.tables, *made.annexes, *made.forms):
        if not table.rows and not table.fill_in and table.id not in sheets:
            continue
        sheet = sheets.get(table.id) or book[table.title if table.title in book.sheetnames else "Plan"]
        if table.kind == "records":
            wanted = [
                {
                    column.id: readable(shown(column, cell, fill_in=table.fill_in))
                    for column, cell in zip(table.columns, row, strict=True)
                }
                for row in table.rows
            ]
            found = read_records(sheet, table.id)
            assert [{**row, "key": ""} for row in found] == [{"key": "", **row} for row in wanted]
        elif table.rows:
            rows_of_grid = ((row[0][0].text, *map(run_together, row[1:])) for row in table.rows)
            wanted_cells = by_cell(tuple(map(readable, row)) for row in rows_of_grid)
            seen = by_cell(
                line[: len(table.columns)] for line in read_grid(sheet, heads_of(sheet, table) + 1)
            )
            assert seen == wanted_cells


def test_no_cell_acts_or_is_cut_off_and_no_row_is_too_high(made: Document) -> None:
    names = "|".join(re.escape(name) for name in ("Items", "Parties", "Plan", "Stages and sources"))
    of_lists = re.compile(rf"""=(SUMPRODUCT|IF|OR|MAX|ROW|[$A-Z0-9,()<>"=&:*-]|'({names})'!)*""")
    for sheet in opened(made).worksheets:
        for cell in (cell for line in sheet.iter_rows() for cell in line):
            if cell.data_type == "f":
                assert sheet.title == "Lists"
                assert of_lists.fullmatch(str(cell.value))
            else:
                assert cell.data_type in "sn"
            assert len(str(cell.value or "").encode("utf-16-le")) <= 2 * MOST_LETTERS
            assert cell.hyperlink is None or cell.hyperlink.target is None
        assert all((row.height or 0) <= HIGHEST for row in sheet.row_dimensions.values())


def test_same_document_gives_the_same_bytes_whatever_the_clock(made: Document) -> None:
    exported = export(replace(made, date="2021-03"), Options())
    assert exported == export(replace(made, date="2021-03"), Options())
    with zipfile.ZipFile(io.BytesIO(exported)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = load_workbook(io.BytesIO(exported)).properties
    assert properties.created == properties.modified == datetime(2021, 3, 1)  # noqa: DTZ001
    assert properties.title == made.title


def test_workbook_holds_the_whole_model(whole: Whole, example: Path) -> None:
    made = whole(example.read_text(encoding="utf-8"))
    book = opened(made)
    titles = ["Matrix", "Agenda", "Items", "Parties", "Plan", "Stages and sources"]
    assert book.sheetnames == ["How to fill this in", *titles, "Gaps", "Lists", "Data"]
    assert {sheet.title: sheet.sheet_state for sheet in book if sheet.sheet_state != "visible"} == {
        "Gaps": "hidden",
        "Lists": "hidden",
        "Data": "veryHidden",
    }
    links = [cell.hyperlink.location for cell in book["How to fill this in"]["A"] if cell.hyperlink]
    assert links == [f"'{title}'!A1" for title in titles]


def test_overview_shows_the_signs(whole: Whole, example: Path) -> None:
    sheet = opened(whole(example.read_text(encoding="utf-8")))["Matrix"]
    rows = {line[1]: line[2:] for line in sheet.iter_rows(values_only=True)}
    assert rows["Barriers"][:5] == ("0 !", "0 !", "2", "7", "1")
    assert any("none of them confirmed" in str(name) for name in rows)


# ---- any text


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_written_as_typed(text: str) -> None:
    book = opened(document(records(text, text + "."), grid((Entry(text=text),))))
    assert [row["name"] for row in read_records(book["T"])] == [text, text + "."]
    assert read_grid(book["G"]) == [("Signals", text)]


@settings(max_examples=20, deadline=None)
@given(st.lists(ANY, min_size=1, max_size=20))
def test_any_text_is_read_back(texts: list[str]) -> None:
    book = opened(document(records(*texts), grid(tuple(Entry(text=text) for text in texts if text))))
    assert [row["name"] for row in read_records(book["T"])] == [*map(readable, texts)]
    assert "".join(line[1] for line in read_grid(book["G"])) == readable("".join(texts))


def test_line_ends_become_those_of_a_workbook_and_what_no_file_holds_is_written_out() -> None:
    book = opened(document(records("a\r\nb\rc", "\x01 \ufffe \ud800"), title="\x02\ud800"))
    assert [row["name"] for row in read_records(book["T"])] == ["a\nb\nc", "\\x01 \\ufffe \\ud800"]


@pytest.mark.parametrize("text", ["word " * 20_000, "W" * 100_000, "😀" * 40_000, "a\n" * 500, "é" * 3_000])
def test_text_too_long_for_a_cell_goes_on_below(text: str) -> None:
    book = opened(document(records(text, "next"), grid((Entry(text=text),), (Entry(text="beside"),))))
    assert [row["name"] for row in read_records(book["T"])] == [text, "next"]
    lines_of_grid = read_grid(book["G"])
    assert "".join(line[1] for line in lines_of_grid) == text
    assert {line[0] for line in lines_of_grid} == {"Signals"}
    assert "".join(line[2] for line in lines_of_grid) == "beside"


def test_very_long_label_goes_on_below_its_head() -> None:
    label = "a stage with a long name " * 200
    table = grid((Entry(text="one"),))
    sheet = opened(document(replace(table, columns=(table.columns[0], Column(id="s", label=label)))))["G"]
    *heads, last = (str(cell.value) for cell in sheet["C"])
    assert "".join(heads) == label
    assert last == "one"
    assert sheet.freeze_panes == "C2"
    assert (sheet.row_dimensions[1].height or 0) < HIGHEST / 3


@settings(deadline=None)
@given(ANY | st.text(st.sampled_from("W i\n"), max_size=300), st.integers(5, 60))
@example("0000\U0001f600\U0001f600\t", 8)
def test_lines_are_the_text_and_no_wider_than_their_cell(text: str, width: int) -> None:
    lines = break_lines(text, width)
    assert "".join(lines) == text
    for line in lines:
        seen = line.rstrip(" \n")
        assert text_width(seen) <= width + 0.01 or len(seen) == 1
        assert "\n" not in line[:-1]


# ---- keys


def test_row_keeps_what_programs_need_in_its_hidden_cell() -> None:
    content = json.dumps({"is": {"name": "one", "tags": ["a  b"] * 9_000}})
    table = replace(records("one", "two"), origins=(Origin(1, content), Origin(2, "{}")))
    first, second = keys_of(opened(document(table))["T"])
    assert first == ("1", content)
    assert second == ("2", "{}")


def keys_of(sheet: Worksheet) -> list[tuple[str, str]]:
    """The number of each record with what its hidden cells hold, put together."""
    kept: dict[str, str] = defaultdict(str)
    for cell in sheet["A"][FIRST - 1 :]:
        key, _, part = str(cell.value).partition(" ")
        kept[key.partition("+")[0]] += part
    return [*kept.items()]


def test_rows_that_go_on_have_the_key_with_a_number() -> None:
    sheet = opened(document(records("word " * 2_000)))["T"]
    keys = [str(cell.value).split(" ")[0] for cell in sheet["A"][FIRST - 1 :]]
    assert len(keys) > 2
    assert keys == ["0", *(f"0+{at}" for at in range(1, len(keys)))]


def test_keys_and_ids_are_hidden_and_heads_stay_in_sight() -> None:
    sheet = opened(document(records("one")))["T"]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[IDS].hidden
    assert sheet.freeze_panes == "C3"
    assert [cell.value for cell in sheet[LABELS]] == ["head", "Name"]


# ---- filling in


NOTE = Column(id="note", label="Note")


def items_like(**more: Any) -> Table:
    columns = (
        Column(id="element", label="Element", role=ColumnRole.ADDRESS),
        Column(id="name", label="Name"),
        Column(id="status", label="Status", choices=("agreed", "dropped")),
        Column(id="types", label="Types", choices=("legal", "economic"), several=True),
        Column(id="note", label="Note", detail=True),
    )
    row = tuple((Entry(text=text),) for text in ("e", "n", "agreed", "legal; economic", ""))
    return Table(**{"id": "t", "title": "T", "columns": columns, "rows": (row,), "fill_in": True, **more})


def test_closed_lists_can_be_chosen_from_also_in_spare_rows() -> None:
    book = opened(document(items_like()))
    offered = {}
    for validation in book["T"].data_validations.dataValidation:
        cells = CellRange(str(validation.sqref))
        assert cells.size["columns"] == 1
        assert cells.min_row == FIRST
        assert cells.max_row >= FIRST + 100
        of = book["T"].cell(IDS, cells.min_col).value
        offered[of] = (validation.errorStyle, listed(book, str(validation.formula1)))
    assert offered == {
        "status": (None, ["agreed", "dropped"]),
        "types": ("warning", ["legal", "economic"]),
    }


def listed(book: Workbook, formula: str) -> list[str]:
    name, _, cells = formula.removeprefix("=").rpartition("!")
    return [str(cell.value) for (cell,) in book[name.strip("'")][cells.replace("$", "")]]


def test_a_group_sees_ten_columns_of_items_and_can_unfold_the_rest(made: Document) -> None:
    sheet = opened(made)["Items"]
    folded = folded_columns(sheet)
    seen = [str(cell.value) for cell in sheet[IDS][1:] if cell.value and cell.value not in folded]
    assert seen == [
        *("stage_name", "block", "name", "categories", "seen_by", "types", "owner", "targets", "status"),
        "note",
    ]
    assert {"element", "stage", "id", "party", "approach", "certainty"} <= folded


def test_at_most_seven_sheets_are_seen(made: Document, whole: Whole) -> None:
    full = whole(FULL.read_text(encoding="utf-8"))
    for document_of_model in (made, full):
        seen = [sheet.title for sheet in opened(document_of_model) if sheet.sheet_state == "visible"]
        assert len(seen) <= 7
        assert seen[0] == "How to fill this in"


def offers(book: Workbook, sheet: str) -> dict[str, tuple[bool, list[str]]]:
    """What the columns of a sheet offer, with whether anything else is refused."""
    ids = {cell.column: str(cell.value) for cell in book[sheet][IDS]}
    found = {}
    for validation in book[sheet].data_validations.dataValidation:
        column = ids[CellRange(str(validation.sqref)).min_col]
        formula = str(validation.formula1)
        if place := re.match(r"OFFSET\('Lists'!\$([A-Z]+)\$2,0,0,MAX\(1,'Lists'!\$\1\$1\),1\)", formula):
            cells = book["Lists"][place[1]]
            names = [str(cell.value) for cell in cells[1:] if cell.value and cell.data_type == "s"]
            found[column] = (bool(validation.showErrorMessage), names)
    return found


def test_parties_stages_and_items_of_the_model_can_be_chosen(whole: Whole, example: Path) -> None:
    found = offers(opened(whole(example.read_text(encoding="utf-8"))), "Items")
    assert found["stage_name"] == (
        True,
        ["Setting up marketplace", "Running marketplace", "Selling drugs", "Shipping drugs", "General"],
    )
    is_strict, parties = found["owner"]
    assert not is_strict
    assert found["seen_by"] == found["helped_by"] == (False, parties)
    assert {"Customs", "Internet Service Providers", "Law enforcement"} <= set(parties)
    targets, barriers = found["targets"][1], found["fallback_for"][1]
    assert "TOR encryption software" in targets
    assert "Scientific research" in barriers
    assert not set(targets) & set(barriers)


def test_lists_repeat_what_is_written_in_blank_rows(whole: Whole, example: Path) -> None:
    book = opened(whole(example.read_text(encoding="utf-8")))
    items, lists = book["Items"], book["Lists"]
    formulas = [str(cell.value) for line in lists.iter_rows() for cell in line if cell.data_type == "f"]
    referred = {int(row) for text in formulas for row in re.findall(r"'Items'!D(\d+)", text)}
    blank = [at for at in range(FIRST, items.max_row + 1) if not items.cell(at, 4).value]
    assert referred == set(blank)
    assert len(blank) > 200
    assert not any("'Items'" in text and "OR(" not in text for text in formulas)


def test_every_stage_and_block_without_an_item_waits_for_one(whole: Whole, example: Path) -> None:
    items = opened(whole(example.read_text(encoding="utf-8")))["Items"]
    lines = [line[1:4] for line in texts_of(items)[FIRST - 1 :]]
    waiting = [line[:2] for line in lines if line[0] and not line[2]]
    assert waiting == [["Setting up marketplace", "Barriers"], ["Running marketplace", "Barriers"]]
    order = [line[0] for line in lines if line[0]]
    assert order == sorted(order, key=list(dict.fromkeys(order)).index)


def test_a_new_model_is_a_workbook_to_fill_in(run: Run, whole: Whole, tmp_path: Path) -> None:
    run("new", "new.barrier.yaml", "--stage", "Buying", "--stage", "Selling")
    book = opened(whole((tmp_path / "new.barrier.yaml").read_text(encoding="utf-8")))
    lines = [tuple(line[1:4]) for line in texts_of(book["Items"])[FIRST - 1 :]]
    blocks = [block.value.capitalize() for block in Block]
    wanted = [(stage, block, "") for stage in ("Buying", "Selling") for block in blocks for _ in range(3)]
    assert lines[: len(wanted)] == wanted
    assert set(lines[len(wanted) :]) == {("", "", "")}
    texts = {text for line in texts_of(book["Matrix"]) for text in line}
    assert "What would stop this step or make it harder, and who could set it up?" in texts
    for sheet, table in (("Parties", "party-list"), ("Plan", "plan"), ("Stages and sources", "sources")):
        keys = [line[0] for line in texts_of(book[sheet])]
        assert f"key {table}" in keys


def test_doubt_is_shown_behind_a_name_and_is_no_part_of_it(whole: Whole, example: Path) -> None:
    items = opened(whole(example.read_text(encoding="utf-8")))["Items"]
    cells = [cell for (cell,) in items["D3:D60"] if cell.value == "(Cryptocurrency exchangers)"]
    assert [cell.number_format for cell in cells] == ['@" [unconfirmed]"']
    assert cells[0].font.italic


def test_blocks_have_their_colours_and_what_does_not_apply_is_grey(whole: Whole, example: Path) -> None:
    book = opened(whole(example.read_text(encoding="utf-8")))
    rules = {
        str(cells.sqref).partition(":")[0]: [rule.formula for rule in cells.rules]
        for cells in book["Items"].conditional_formatting
    }
    assert rules["C3"] == [[f"$C3=block_{number}"] for number in range(1, 6)]
    assert rules["F3"] == [['AND($C3<>"",$C3<>block_3)']]  # seen by: of signals alone
    named = [book.defined_names[f"block_{number}"].attr_text for number in range(1, 6)]
    assert [book["Lists"][place.rpartition("!")[2].replace("$", "")].value for place in named] == [
        "Facilitators",
        "Opportunities",
        "Signals",
        "Partners",
        "Barriers",
    ]


def test_what_is_typed_stays_text() -> None:
    sheet = opened(document(records("007")))["T"]
    assert sheet["B3"].number_format == sheet.column_dimensions["B"].number_format == "@"


def test_columns_for_programs_and_empty_ones_are_folded() -> None:
    sheet = opened(document(items_like()))["T"]
    ids = [cell.value for cell in sheet[IDS]]
    assert ids[1:] == ["name", "status", "types", "element", "note"]
    assert folded_columns(sheet) == {"element", "note"}
    read_only = opened(document(items_like(fill_in=False, columns=(*items_like().columns[:-1], NOTE))))["T"]
    assert folded_columns(read_only) == {"element", "note"}


def folded_columns(sheet: Worksheet) -> set[str]:
    ids = {cell.column: str(cell.value) for cell in sheet[IDS] if cell.value}
    spans = [each for each in sheet.column_dimensions.values() if each.hidden and each.outlineLevel == 1]
    return {ids[at] for each in spans for at in range(each.min or 0, (each.max or 0) + 1)}


def test_rows_grow_when_more_is_written_into_them() -> None:
    exported = export(document(records("several words " * 30)), Options())
    with zipfile.ZipFile(io.BytesIO(exported)) as file:
        sheet = file.read("xl/worksheets/sheet2.xml").decode()
    assert " ht=" in sheet
    assert "customHeight" not in sheet


def test_guide_explains_the_values(whole: Whole, example: Path) -> None:
    sheet = opened(whole(example.read_text(encoding="utf-8")))["How to fill this in"]
    rows = {line[0]: line[1] for line in sheet.iter_rows(values_only=True)}
    assert "Unwittingly: does not know that it supports the crime." in str(rows["Knowledge (in Items)"])
    assert "Types (in Items)" in rows
    assert {"unconfirmed", "dropped", "Facilitators"} <= set(rows)


def test_guide_is_printed_on_two_pages(whole: Whole, example: Path) -> None:
    sheet = opened(whole(example.read_text(encoding="utf-8")))["How to fill this in"]
    assert sheet.page_setup.fitToHeight == 2
    height = sum(sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1))
    assert height < 2 * 990  # points of an A4 page on which the width finds room


# ---- looks


def test_states_are_seen_by_letters_and_by_words() -> None:
    entries = (
        Entry(text="plain"),
        Entry(text="doubtful", state=State.DOUBTFUL, mark="possible"),
        Entry(text="dropped", state=State.DROPPED, mark="dropped"),
        Entry(text="not applicable: x", state=State.NOT_APPLICABLE),
        Entry(text="unknown: x", state=State.UNKNOWN),
    )
    cells = [cell for (cell,) in opened(document(grid(entries)))["G"]["C2:C6"]]
    assert [cell.value for cell in cells] == [entry.shown for entry in entries]
    assert [bool(cell.font.strike) for cell in cells] == [False, False, True, False, False]
    assert [bool(cell.font.italic) for cell in cells] == [False, True, False, True, True]


def test_block_is_named_in_each_row_so_that_it_can_be_filtered() -> None:
    table = grid((Entry(text="one"), Entry(text="two")), (Entry(text="three"),))
    sheet = opened(document(table))["G"]
    assert read_grid(sheet) == [("Signals", "one", "three"), ("Signals", "two", "")]


def test_table_without_rows_says_so() -> None:
    book = opened(document(replace(records(), empty="No findings."), replace(grid(), rows=(), empty="None.")))
    assert book["T"]["B3"].value == "No findings."
    assert book["G"]["B2"].value == "None."


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (("[a]: b*c? d/e\\f",), ("a   b c  d e f",)),
        (("x" * 40, "X" * 40), ("x" * 31, "X" * 29 + " 2")),
        (("'quoted'", "", "\u202e"), ("quoted", "-", "- 2")),
        (("How to fill this in", "lists"), ("How to fill this in 2", "lists 2")),
    ],
)
def test_names_of_sheets_are_such_as_excel_takes(titles: tuple[str, ...], names: tuple[str, ...]) -> None:
    tables = (records("one", title=title, id=f"t{at}") for at, title in enumerate(titles))
    assert tuple(opened(document(*tables)).sheetnames[1:-2]) == names


# ---- paper


def test_sheets_are_printed_across_with_their_heads_on_each_page() -> None:
    book = opened(document(records("one"), grid((Entry(text="one"),))))
    for name, rows, columns in (("T", "$1:$2", "$A:$B"), ("G", "$1:$1", "$A:$B")):
        sheet = book[name]
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in {(None, 0), (1, 0)}
        pages = sheet.sheet_properties.pageSetUpPr
        assert pages
        assert pages.fitToPage
        assert (sheet.print_title_rows, sheet.print_title_cols) == (rows, columns)


@pytest.mark.parametrize(
    "title", ["R&G & Co", "&[Picture]", "&P of &N", "&" * 300, "😀" * 300, "12 monkeys", "\u202e" * 300]
)
def test_title_is_no_code_in_the_head_of_a_page(title: str) -> None:
    exported = export(document(records("one"), title=title), Options())
    with zipfile.ZipFile(io.BytesIO(exported)) as file:
        head = re.search("<oddHeader>(.*?)</oddHeader>", file.read("xl/worksheets/sheet2.xml").decode())
    assert head
    # A blank ends the number of a size, which would go on with the digits of a title.
    left, size, seen, right = re.split("(&8 )(.*)(?=&R&8 Public$)", unescape(head.group(1)))
    assert (left, size, right) == ("&L", "&8 ", "&R&8 Public")
    assert set(re.findall("&.", seen)) <= {"&&"}
    assert not re.search(r"&[G\[]", seen)


def test_blocks_of_one_name_keep_their_colours(whole: Whole) -> None:
    twice = FULL.read_text(encoding="utf-8").replace("opportunities: Chances", "opportunities: Helpers")
    book = opened(whole(twice))
    names = [book.defined_names[f"block_{number}"].attr_text for number in range(1, len(Block) + 1)]
    cells = [name.rpartition("!")[2].replace("$", "") for name in names]
    lists = book[names[0].rpartition("!")[0].strip("'")]
    assert [lists[cell].value for cell in cells] == ["Helpers", "Helpers", "Signs", "Allies", "Hurdles"]
