"""View `workshop`: the programme, and sheets of paper that speak of stages and partners in plain words."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from barrierctl.errors import UsageError
from barrierctl.exporters import FORMATS, choose_views
from barrierctl.messages import rule_ids
from barrierctl.model.model import BarrierModel
from barrierctl.views import HANDOUTS, STANDARD_VIEWS
from barrierctl.views.build import ViewOptions, build_document
from barrierctl.views.document import Document, Table, outline, text_of

Shown = Callable[[Path, str], Document]

NONSENSE = """\
barrier_model: 1
id: zqmod
title: Fireworks
language: en
sources: [{id: zqsrc, title: Talks, kind: interview}]
parties:
  - {id: zqfire, name: Fire brigade, sector: public, commitment: confirmed, competences: [Close a garage]}
  - {id: zqport, name: Port, sector: private, commitment: possible}
  - {id: zqshop, name: Web shops, sector: private, world: criminal, commitment: unlikely}
  - {id: zqidle, name: Neighbours, sector: society}
stages:
  - id: zqorder
    name: Ordering
    facilitators: [{party: zqshop, id: zqfac}]
    opportunities: [{name: Open borders, id: zqopp, sources: [zqsrc]}]
    signals: [{name: Many parcels, id: zqsig, seen_by: zqport}, {name: Cash, id: zqcash}]
    partners: [{party: zqport, id: zqpar}]
  - id: zqstore
    name: Storing
    opportunities: [{name: Garages, id: zqgar}]
    partners: [zqfire, zqport]
    barriers:
      - {name: Checks, id: zqbar, owner: zqfire, helped_by: [zqport], targets: [zqgar]}
      - {name: Call to web shops, id: zqcall, addresses: zqshop, legal_basis: {status: needed}}
      - {name: Old idea, id: zqold, status: dropped}
    unknown: {signals: asked the landlords}
  - {id: zqvoid, name: Selling, not_applicable: {barriers: out of reach, partners: none}}
general: {barriers: [{name: Research, id: zqres}]}
knowledge_gaps: [{name: Prices, barriers: [zqres], stages: [zqorder]}]
plan:
  coordinator: zqfire
  objectives:
    - id: zqobj
      statement: Fewer fires.
      measures: [{id: zqmea, name: Train the brigade, owner: zqfire, due: 2026-01-01, barriers: [zqbar]}]
"""
KEYS = (
    "seen_by",
    "reported_to",
    "helped_by",
    "addresses",
    "not_applicable",
    "legal_basis",
    "owner:",
    "targets:",
)


@pytest.fixture
def sheets(tmp_path: Path, shown: Shown) -> tuple[Table, ...]:
    (tmp_path / "m.yaml").write_text(NONSENSE, encoding="utf-8")
    return shown(tmp_path / "m.yaml", "workshop").tables


def texts(tables: tuple[Table, ...]) -> Iterator[str]:
    for table in tables:
        yield table.title
        yield from (column.label for column in table.columns)
        yield from (entry.shown for row in table.rows for cell in row for entry in cell)


def sheet(tables: tuple[Table, ...], title: str) -> dict[str, list[str]]:
    """The lines of a sheet by section."""
    (found,) = [table for table in tables if table.title == title]
    return {
        section: [line for text, points in rows for line in (text_of(text), *(each.text for each in points))]
        for section, rows in outline(found)
    }


def test_no_sheet_names_a_rule_a_key_or_an_id(sheets: tuple[Table, ...]) -> None:
    every = "\n".join(texts(sheets))
    assert "Many parcels" in every
    assert re.findall(r"\bzq\w+", every) == []
    assert [rule for rule in rule_ids() if rule in every] == []
    assert [key for key in KEYS if key in every] == []


@pytest.mark.parametrize("name", ["doorstep-fraud", "woningfraude", "schrottimmobilien", "waste-dumping"])
def test_no_sheet_of_another_model_names_a_rule_or_an_address(name: str, shown: Shown) -> None:
    models = Path(__file__).parents[1] / "agenda" / "models"
    every = "\n".join(texts(shown(models / f"{name}.barrier.yaml", "workshop").tables))
    assert [rule for rule in rule_ids() if rule in every] == []
    assert re.findall(r"\w/(?:facilitators|opportunities|signals|partners|barriers)/", every) == []


@pytest.mark.parametrize("name", ["doorstep-fraud", "woningfraude", "labour-exploitation", "waste-dumping"])
def test_the_sheet_of_a_partner_speaks_to_it(name: str, shown: Shown) -> None:
    models = Path(__file__).parents[1] / "agenda" / "models"
    tables = [
        table for table in shown(models / f"{name}.barrier.yaml", "workshop").tables if table.shares_page
    ]
    asked = [
        (table.title.removeprefix("Sheet for "), line)
        for table in tables
        for line in sheet((table,), table.title).get("Questions to you", ())
    ]
    assert asked
    # In quotes, a name is that of a barrier.
    assert [(party, line) for party, line in asked if party in re.sub('"[^"]*"', "", line)] == []


def test_there_is_a_sheet_for_each_stage_and_each_party_that_could_act(sheets: tuple[Table, ...]) -> None:
    assert [table.title for table in sheets] == [
        "Programme",
        "Before the workshop",
        "Stage 1: Ordering",
        "Stage 2: Storing",
        "Stage 3: Selling",
        "The whole process",
        "Sheet for Fire brigade",
        "Sheet for Port",
    ]
    assert all(table.new_page for table in sheets)
    assert [table.blank_lines > 0 for table in sheets] == [False, False, *[True] * 6]


def test_a_sheet_says_what_is_known_of_its_stage(sheets: tuple[Table, ...]) -> None:
    assert sheet(sheets, "Stage 2: Storing")["What is known"] == [
        "Facilitators: nothing yet",
        "Opportunities (1): Garages",
        "Signals: unknown: asked the landlords",
        "Partners (2): Fire brigade; Port [unconfirmed]",
        "Barriers (3): Checks; Call to web shops; Old idea [dropped]",
    ]


def test_a_sheet_says_who_should_be_there_and_why(sheets: tuple[Table, ...]) -> None:
    assert sheet(sheets, "Stage 2: Storing")["Who should be there, and why"] == [
        'Fire brigade: partner here; leads "Checks"',
        'Port: partner here, unconfirmed; supports "Checks"',
    ]


def test_a_sheet_says_what_to_decide(sheets: tuple[Table, ...]) -> None:
    assert sheet(sheets, "Stage 1: Ordering")["To decide"] == [
        "What stops this step? Choose one barrier, who leads it, and a date.",
        "Who reports each of these signals, and to whom?",
        "Many parcels",
        "Cash",
        "Does this partner take part?",
        "Port",
    ]
    assert sheet(sheets, "Stage 2: Storing")["To decide"] == [
        "Which barrier comes first?",
        "Who leads this barrier, and by when?",
        "Call to web shops",
        "Does this partner take part?",
        "Port",
    ]


def test_questions_of_a_stage_have_the_numbers_of_the_programme(sheets: tuple[Table, ...]) -> None:
    programme = [text_of(row[1]) for row in sheets[0].rows]
    numbers = {text.partition(".")[0] for text in programme}
    for title in ("Stage 1: Ordering", "Stage 2: Storing", "The whole process"):
        questions = [line for line in sheet(sheets, title)["Questions"] if re.match(r"\d+\. ", line)]
        assert questions
        assert {line.partition(".")[0] for line in questions} <= numbers


def test_a_workshop_begins_with_what_is_overdue(
    sheets: tuple[Table, ...], example: Path, shown: Shown
) -> None:
    assert text_of(sheets[0].rows[1][1]).startswith("The picture. What is overdue, and why?")
    assert text_of(shown(example, "workshop").tables[0].rows[1][1]).startswith("The picture. Go through")
    assert sheet(sheets, "Before the workshop")["Overdue"]


def test_every_question_of_the_programme_is_on_a_sheet(example: Path, shown: Shown) -> None:
    tables = shown(example, "workshop").tables
    asked = {text[0] for row in tables[0].rows if (text := text_of(row[1]))[0].isdigit()}
    lines = [line for table in tables[2:] for line in sheet(tables, table.title).get("Questions", ())]
    assert {line[0] for line in lines if re.match(r"\d+\. ", line)} == asked


def test_a_partner_is_asked_what_the_group_wants_to_know(sheets: tuple[Table, ...]) -> None:
    port = sheet(sheets, "Sheet for Port")
    assert port["Your part"] == [
        "Partner in",
        "Ordering",
        "Storing",
        "Supports: Checks (Storing)",
        "Sees: Many parcels (Ordering)",
    ]
    assert port["Questions to you"][0] == "Will you take part?"
    brigade = sheet(sheets, "Sheet for Fire brigade")
    assert brigade["Overdue"] == ['"Train the brigade": due on 2026-01-01 (Fire brigade)']
    assert "Overdue" not in port
    assert "Your powers: Close a garage" in brigade["Your part"]
    assert not {"Will you take part?", "What are you allowed to do here, and what are you able to do?"} & {
        *brigade["Questions to you"]
    }


def test_a_sheet_does_not_tell_a_partner_what_the_others_think_of_it(example: Path, shown: Shown) -> None:
    every = shown(example, "workshop").tables
    own = [table for table in every if table.title.startswith("Sheet for ")]
    assert len(own) > 5
    assert [text for text in texts((*own,)) if "unconfirmed" in text or "unlikely" in text.lower()] == []


def test_a_model_without_content_has_a_programme_and_no_sheet(
    model_of: Callable[[str], BarrierModel],
) -> None:
    model = model_of("barrier_model: 1\nid: m\ntitle: M\nlanguage: en\nstages: [{name: A}]\n")
    tables = build_document(model, ["workshop"]).tables
    assert [table.title for table in tables] == ["Programme", "Before the workshop"]


def test_the_duration_is_that_of_the_programme(
    example: Path, shown: Shown, model_of: Callable[..., BarrierModel]
) -> None:
    model = model_of(NONSENSE)
    short = build_document(model, ["workshop"], ViewOptions(duration=61)).tables[0]
    minutes = [int(found[1]) for row in short.rows if (found := re.search(r", (\d+) min", text_of(row[0])))]
    assert sum(minutes) == 61
    first, last = shown(example, "workshop").tables[0].rows[0], shown(example, "workshop").tables[0].rows[-1]
    assert text_of(first[0]) == "0:00, 15 minutes"
    assert text_of(last[0]) == "If time is left"


@pytest.mark.parametrize("duration", [0, 59, 481])
def test_a_workshop_takes_an_hour_to_a_day(duration: int) -> None:
    with pytest.raises(UsageError, match="from 60 to 480 minutes"):
        ViewOptions(duration=duration)


@pytest.mark.parametrize("view", STANDARD_VIEWS)
def test_other_views_take_no_duration(view: str, model_of: Callable[[str], BarrierModel]) -> None:
    with pytest.raises(UsageError, match="--duration goes with --view workshop"):
        build_document(model_of(NONSENSE), [view], ViewOptions(duration=90))


@pytest.mark.parametrize("name", FORMATS)
def test_sheets_are_made_only_if_they_are_requested_and_can_be_printed(name: str) -> None:
    assert "workshop" not in choose_views(name, (), STANDARD_VIEWS, HANDOUTS)
    if name in ("md", "html", "docx", "pptx", "pdf"):
        assert choose_views(name, ["workshop"], STANDARD_VIEWS, HANDOUTS) == ["workshop"]
    else:
        with pytest.raises(UsageError, match="Use md, html, docx, pptx or pdf"):
            choose_views(name, ["workshop"], STANDARD_VIEWS, HANDOUTS)
