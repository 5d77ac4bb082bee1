"""A table of tasks as bars: where they begin, how long they are, and the months above them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barrierctl.dataclass import replace
from barrierctl.exporters import terminal
from barrierctl.exporters.timeline import timeline
from barrierctl.text.terminal import columns as columns_of
from barrierctl.views.document import Column, ColumnRole, Document, Entry, State, Table, TableRole

COLUMNS = (
    Column(id="a", label="Task"),
    Column(id="b", label="Part of", role=ColumnRole.PARENT),
    Column(id="c", label="From", role=ColumnRole.START),
    Column(id="d", label="Until", role=ColumnRole.DUE),
)
Row = tuple[str, str, str, str]


def tasks(*rows: Row, today: date | None = None) -> Table:
    cells = tuple(tuple((Entry(text=text),) for text in row) for row in rows)
    return Table(id="t", title="T", columns=COLUMNS, rows=cells, role=TableRole.TASKS, today=today)


YEAR = tasks(
    ("Whole year", "", "2027-01-01", "2027-12-31"),
    ("One day", "Whole year", "", "2027-07-01"),
    ("From then on", "", "2027-07-01", ""),
    ("No day", "", "", ""),
    ("Step of another", "Whole year", "", "2027-01-01"),
    ("Wrong way round", "", "2027-06-01", "2027-03-01"),
    today=date(2027, 4, 1),
)


def test_bars_are_fractions_of_the_months_that_are_shown() -> None:
    drawn = timeline(YEAR)
    assert drawn is not None
    places = {bar.entry.text: (round(bar.left, 3), round(bar.width, 3)) for bar in drawn.bars}
    assert places == {
        "Whole year": (0, 0.997),
        "One day": (0.496, 0),
        "From then on": (0.496, 0),
        "No day": (0, 0),
        "Step of another": (0, 0),
        "Wrong way round": (0.414, 0),
    }
    assert drawn.today is not None
    assert round(drawn.today, 3) == 0.247


def test_a_row_without_a_day_is_not_drawn() -> None:
    drawn = timeline(YEAR)
    assert drawn is not None
    assert [bar.entry.text for bar in drawn.bars if not bar.is_drawn] == ["No day"]


def test_a_step_is_one_of_the_task_above_it() -> None:
    drawn = timeline(YEAR)
    assert drawn is not None
    assert [bar.entry.text for bar in drawn.bars if bar.is_step] == ["One day"]


@pytest.mark.parametrize(
    ("start", "due", "labels"),
    [
        ("2027-03-15", "2027-03-16", ["2027-03"]),
        ("2027-01-01", "2027-04-01", ["2027-01", "2027-02", "2027-03", "2027-04"]),
        (
            "2026-11-30",
            "2027-12-01",
            ["2026-11", "2027-01", "2027-03", "2027-05", "2027-07", "2027-09", "2027-11"],
        ),
        ("0001-01-01", "9999-12-31", [f"{year:04}-01" for year in range(1, 10000, 1000)]),
        ("9999-12-31", "9999-12-31", ["9999-12"]),
    ],
)
def test_there_are_at_most_twelve_months_above(start: str, due: str, labels: list[str]) -> None:
    drawn = timeline(tasks(("A", "", start, due)))
    assert drawn is not None
    assert [tick.label for tick in drawn.ticks] == labels
    assert drawn.ticks[0].left == 0


@pytest.mark.parametrize(
    "table", [tasks(), tasks(("A", "", "", ""), today=date(2027, 1, 1)), replace(YEAR, role=None)]
)
def test_without_days_there_is_no_timeline(table: Table) -> None:
    assert timeline(table) is None


@given(st.lists(st.tuples(st.dates(), st.dates()), min_size=1), st.none() | st.dates())
def test_everything_is_within_the_timeline(days: list[tuple[date, date]], today: date | None) -> None:
    rows: list[Row] = [("A", "", str(start), str(due)) for start, due in days]
    drawn = timeline(tasks(*rows, today=today))
    assert drawn is not None
    assert 1 <= len(drawn.ticks) <= 12
    assert all(0 <= tick.left < 1 for tick in drawn.ticks)
    assert all(0 <= bar.left < 1 and 0 <= bar.left + bar.width < 1 for bar in drawn.bars)
    assert drawn.today is None or 0 <= drawn.today < 1


# ---- in the terminal


def shown(table: Table, width: int, *, color: bool = False) -> list[str]:
    document = Document(title="M", language="en", classification="public", tables=(table,))
    return terminal.export(document, width=width, color=color).split("\n\n")[1].splitlines()


def test_the_terminal_draws_bars_points_and_today() -> None:
    assert shown(YEAR, 60) == [
        "                 2027-01   2027-04    2027-07    2027-10",
        "Whole year       ███████████████████████████████████████████",
        "  One day                  │          ◆",
        "From then on               │          ◆",
        "No day                     │",
        "Step of another  ◆         │",
        "Wrong way round            │      ◆",
        "                 │ today, 2027-04-01",
    ]


def test_states_have_a_sign_of_their_own() -> None:
    states = (State.PLAIN, State.OVERDUE, State.DONE, State.DROPPED)
    rows = tuple(((Entry(text=str(state), state=state),), *YEAR.rows[0][1:]) for state in states)
    drawn = [line.split()[1][0] for line in shown(replace(YEAR, rows=rows, today=None), 60)[1:]]
    assert drawn == ["█", "▓", "░", "·"]


def test_overdue_is_red_in_colour() -> None:
    late = (Entry(text="Late", state=State.OVERDUE),)
    lines = shown(replace(YEAR, rows=((late, *YEAR.rows[0][1:]),)), 60, color=True)
    assert "\x1b[31m▓" in lines[1]


@pytest.mark.parametrize("width", [20, 40, 60, 100, 200])
def test_no_line_is_wider_than_the_terminal_and_no_name_is_cut(width: int) -> None:
    long = tasks(
        ("A name of very many words that goes on " * 4, "", "2027-01-01", "2027-12-31"), *rows_of(YEAR)
    )
    lines = shown(long, max(width, 40))
    assert all(columns_of(line) <= max(width, 40) for line in lines)
    assert " ".join(" ".join(lines).split()).count("words") == 4


def rows_of(table: Table) -> list[Row]:
    return [(*(cell[0].text for cell in row),) for row in table.rows]  # type: ignore[misc]
