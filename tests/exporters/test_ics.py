"""Format `ics`: two parsers read the calendar, and find what the plan says."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from barrierctl.errors import UsageError
from barrierctl.exporters import Options, ics
from barrierctl.model.model import BarrierModel
from barrierctl.views.build import ViewOptions, build_document
from barrierctl.views.document import Column, ColumnRole, Document, Entry, Table, TableRole

if TYPE_CHECKING:
    from conftest import Run

WITH_PLAN = Path(__file__).parents[2] / "examples" / "darknet-with-plan.barrier.yaml"
MODEL = """\
barrier_model: 1
id: m
title: M
language: en
{head}parties: [{{id: customs, name: Customs}}]
stages: [{{name: Ordering}}]
plan:
  objectives:
    - statement: Less is sent.
      measures:
        - {{name: {name}, id: train, owner: customs, start: 2026-10-01, due: 2027-06-30, status: {status}}}
        - {{name: Undated}}
"""


def written(model: BarrierModel, party: str | None = None) -> bytes:
    return ics.export(build_document(model, ["plan"], ViewOptions(party=party)), Options())


def events(calendar: bytes) -> list[Any]:
    return list(Calendar.from_ical(calendar).walk("VEVENT"))


@pytest.fixture
def made(model_of: Callable[[str], BarrierModel]) -> Callable[..., bytes]:
    def make(name: str = "Train", status: str = "planned", head: str = "") -> bytes:
        return written(model_of(MODEL.format(name=name, status=status, head=head)))

    return make


def test_every_task_with_a_day_is_an_event(model_of: Callable[[str], BarrierModel]) -> None:
    text = WITH_PLAN.read_text(encoding="utf-8")
    found = events(written(model_of(text)))
    assert len(found) == text.split("\nplan:")[1].split("  evaluation:")[0].count(" due: ") - 4  # objectives
    assert len({event["uid"] for event in found}) == len(found)


def test_an_event_is_the_whole_day_on_which_a_task_is_due(made: Callable[..., bytes]) -> None:
    (event,) = events(made())
    assert event["dtstart"].dt == date(2027, 6, 30)
    assert not isinstance(event["dtstart"].dt, datetime)
    assert str(event["summary"]) == "Train"
    assert str(event["status"]) == "CONFIRMED"
    assert str(event["description"]).splitlines() == [
        "Objective: Less is sent.",
        "Owner: Customs",
        "Start: 2026-10-01",
        "Due: 2027-06-30",
        "Status: Planned",
    ]


def test_an_event_keeps_its_id_when_all_but_its_task_changes(made: Callable[..., bytes]) -> None:
    (one,), (other,) = events(made()), events(made("Teach", "done", "date: 2027\n"))
    assert one["uid"] == other["uid"]
    assert one["summary"] != other["summary"]


def test_a_cancelled_task_is_a_cancelled_event(made: Callable[..., bytes]) -> None:
    (event,) = events(made(status="cancelled"))
    assert str(event["status"]) == "CANCELLED"


@pytest.mark.parametrize(("head", "stamp"), [("date: 2021-03\n", "20210301"), ("", "20000101")])
def test_an_event_has_the_date_of_the_model(head: str, stamp: str, made: Callable[..., bytes]) -> None:
    assert f"DTSTAMP:{stamp}T000000Z".encode() in made(head=head)


def test_a_partner_gets_its_own_days(model_of: Callable[[str], BarrierModel]) -> None:
    found = events(written(model_of(WITH_PLAN.read_text(encoding="utf-8")), "University"))
    assert len(found) == 4
    assert all("University" in event["description"] for event in found)


def test_another_parser_reads_the_same(model_of: Callable[[str], BarrierModel]) -> None:
    calendar = written(model_of(WITH_PLAN.read_text(encoding="utf-8")))
    other = vobject.readOne(calendar.decode())
    assert [(each.summary.value, each.dtstart.value) for each in other.vevent_list] == [
        (str(event["summary"]), event["dtstart"].dt) for event in events(calendar)
    ]


def test_lines_are_short_and_end_as_the_standard_says(model_of: Callable[[str], BarrierModel]) -> None:
    calendar = written(model_of(WITH_PLAN.read_text(encoding="utf-8")))
    *lines, last = calendar.split(b"\r\n")
    assert last == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)


def test_a_plan_without_days_is_no_calendar(model_of: Callable[[str], BarrierModel]) -> None:
    with pytest.raises(UsageError, match="no measure or activity has a due date"):
        written(model_of("{barrier_model: 1, id: m, title: M, language: en, stages: {name: A}}"))


# ---- text stays text


def one_task(name: str, note: str = "") -> Document:
    columns = (
        Column(id="name", label="Name"),
        Column(id="due", label="Due", role=ColumnRole.DUE),
        Column(id="note", label="Note"),
    )
    row = (Entry(text=name, element="a"),), (Entry(text="2027-01-31"),), (Entry(text=note),)
    table = Table(id="t", title=name, columns=columns, rows=(row,), role=TableRole.TASKS)
    return Document(title=name, language="en", classification="public", tables=(table,))


def test_a_hostile_name_is_the_summary(hostile_name: str) -> None:
    (event,) = events(ics.export(one_task(hostile_name, hostile_name), Options()))
    assert str(event["summary"]) == hostile_name
    assert hostile_name in str(event["description"])


@pytest.mark.parametrize(
    "name", ["A\nEND:VEVENT\nBEGIN:VALARM", "A\r\nATTENDEE:mailto:a@b.c", "a;b,c:d\\n\\,e", '"q"']
)
def test_no_text_becomes_a_line_of_the_calendar(name: str) -> None:
    calendar = ics.export(one_task(name, name), Options())
    (event,) = events(calendar)
    assert str(event["summary"]) == name.replace("\r\n", "\n")
    assert {*event} == {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "TRANSP", "STATUS"}
    assert not event.subcomponents


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1))
def test_any_text_reads_back(name: str) -> None:
    (event,) = events(ics.export(one_task(name), Options()))
    assert str(event["summary"]) == name


@given(st.text(min_size=1))
def test_any_text_at_all_leaves_the_calendar_whole(name: str) -> None:
    calendar = ics.export(one_task(name, name), Options())
    (event,) = events(calendar)
    assert event["dtstart"].dt == date(2027, 1, 31)
    vobject.readOne(calendar.decode())


# ---- on the command line


def test_the_suffix_makes_a_calendar_of_the_plan(run: "Run", tmp_path: Path) -> None:
    done = run("export", WITH_PLAN, "-o", "plan.ics")
    assert (done.returncode, done.stderr) == (0, "plan.ics: written.\n")
    assert (tmp_path / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    again = run("export", WITH_PLAN, "-o", "plan.ics", "--force", "--today", "2031-01-01")
    assert again.returncode == 0


def test_the_same_model_gives_the_same_bytes(run_process: "Run", tmp_path: Path) -> None:
    for name, seed in (("one", "1"), ("two", "2")):
        run_process("export", WITH_PLAN, "-o", f"{name}.ics", env={"PYTHONHASHSEED": seed})
    assert (tmp_path / "one.ics").read_bytes() == (tmp_path / "two.ics").read_bytes()


def test_another_view_is_refused(run: "Run") -> None:
    done = run("export", WITH_PLAN, "--format", "ics", "--view", "matrix")
    assert (done.returncode, done.stdout) == (2, "")
    assert "ics is for --view plan, not for matrix." in done.stderr


def test_a_calendar_of_one_partner(run: "Run") -> None:
    whole = run("export", WITH_PLAN, "--format", "ics").stdout
    own = run("export", WITH_PLAN, "--format", "ics", "--party", "postal").stdout
    assert 0 < own.count("BEGIN:VEVENT") < whole.count("BEGIN:VEVENT")


def test_a_report_for_one_partner_has_its_list_and_nothing_else(run: "Run") -> None:
    own = run("export", WITH_PLAN, "--format", "html", "--party", "postal").stdout
    assert re.findall(r'<section class="[^"]*" id="(view-[^"]*)"', own) == ["view-plan"]
