"""A workbook that was exported becomes the same model again, with what a group changed in it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from barrierctl.changes.compare import base_of_table
from barrierctl.changes.sheet import apply_sheet
from barrierctl.errors import InputError
from barrierctl.importer.tables import read_tables
from barrierctl.library import export
from barrierctl.pipeline import load_bytes
from barrierctl.sheets import read_sheets

from .workbooks import HEAD, Room, imported, restored, tree, workbook

ROOT = Path(__file__).parents[2]
MODELS = [*sorted((ROOT / "examples").glob("*.yaml")), *sorted((ROOT / "tests" / "valid").glob("*.yaml"))]


# ---- unchanged


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.name.partition(".")[0])
def test_model_comes_back_whole(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    back, report = imported(workbook(text))
    assert back is not None, report.questions
    assert tree(back) == tree(text)
    assert not report.taken
    assert not report.comments


def test_hostile_model_comes_back_whole(hostile: str) -> None:
    assert restored(workbook(hostile)) == tree(hostile)


def test_large_model_comes_back_whole(large: Callable[[int, int], str]) -> None:
    assert restored(workbook(large(10, 120))) == tree(large(10, 120))


# ---- filled in


MODEL = (
    HEAD
    + """\
parties:
  - {id: customs, name: Customs, sector: public}
sources:
  - {id: police-2025, title: What was found}
stages:
  - name: Ordering
    facilitators: [Web shops]
    signals:
      - {name: Many small payments, seen_by: [customs], sources: [{id: police-2025, at: 12}]}
      - Heavy parcels
    partners:
      - customs
      - Banks
    barriers:
      - name: Teach staff
        id: teach
        owner: customs
        targets: [ordering/signals/heavy-parcels]
        priority: {impact: 4}
  - name: Storing
    not_applicable: {signals: Nobody sees it}
general:
  opportunities: Garages for rent
recommendations:
  - {domain: Chance, target_group: Authorities, items: [{text: Let them teach, barriers: teach}]}
plan:
  coordinator: customs
  objectives:
    - statement: More is found
      baseline: 12
      measures:
        - {name: A course, barriers: teach, due: 2027-10-31, activities: [{name: Write it, due: 2027-04-30}]}
        - {name: Another one, owner: Banks, due: 2027-01-31}
"""
)


@pytest.fixture
def room() -> Room:
    return Room(MODEL)


@pytest.fixture
def model() -> Any:
    """The content of the model, to which a test does what the group did."""
    return json.loads(json.dumps(tree(MODEL)))


def test_rows_that_a_group_adds_become_items(room: Room, model: Any) -> None:
    room.add("items", stage_name="Storing", block="Facilitators", name="Landlords")
    room.add(
        "items",
        stage_name="Ordering",
        block="Barriers",
        name="Ask for an ID",
        types="Legal; Information",
        owner="Customs",
        targets='Web shops\n"Many small payments"',
        helped_by='"Post; parcels"; Banks',
        status="In place",
        note="Since May.\nNot everywhere.",
    )
    room.add(
        "items", stage_name="General", block="Signals", name="Smell", categories="Physical", seen_by="Banks"
    )
    model["stages"][1]["facilitators"] = ["Landlords"]
    model["stages"][0]["barriers"].append(
        {
            "name": "Ask for an ID",
            "types": ["legal", "information"],
            "owner": "Customs",
            "targets": ["Web shops", "Many small payments"],
            "helped_by": ["Post; parcels", "Banks"],
            "status": "in-place",
            "note": "Since May.\nNot everywhere.",
        }
    )
    model["general"]["signals"] = [{"name": "Smell", "categories": ["physical"], "seen_by": ["Banks"]}]
    model["parties"].append({"id": "post-parcels", "name": "Post; parcels"})
    assert restored(room.save()) == model


def test_waiting_row_becomes_an_item_and_the_others_stay_out(room: Room, model: Any) -> None:
    row = room.row("items", stage_name="Storing", block="Barriers", name="")
    room.write("items", row, name="Check garages")
    model["stages"][1]["barriers"] = ["Check garages"]
    assert restored(room.save()) == model


def test_changed_cells_change_their_values_alone(room: Room, model: Any) -> None:
    row = room.row("items", name="Many small payments")
    room.write("items", row, seen_by="Customs;\nBanks", categories="Financial")
    room.write("items", room.row("items", name="Teach staff"), status="Agreed", note="Good")
    room.write("items", room.row("items", name="Heavy parcels"), note="From abroad")
    model["stages"][0]["signals"][0] |= {"seen_by": ["customs", "Banks"], "categories": ["financial"]}
    model["stages"][0]["signals"][1] = {"name": "Heavy parcels", "note": "From abroad"}
    model["stages"][0]["barriers"][0] |= {"status": "agreed", "note": "Good"}
    assert restored(room.save()) == model


def test_emptied_cells_lose_their_keys(room: Room, model: Any) -> None:
    room.write("items", room.row("items", name="Many small payments"), seen_by="", sources="")
    room.write("items", room.row("items", name="Teach staff"), **{"owner": "", "priority.impact": ""})
    signal, barrier = model["stages"][0]["signals"][0], model["stages"][0]["barriers"][0]
    del signal["seen_by"], signal["sources"], barrier["owner"], barrier["priority"]
    assert restored(room.save()) == model


def test_deleted_rows_are_gone(room: Room, model: Any) -> None:
    room.delete("items", room.row("items", name="Banks"))
    room.delete("items", room.row("items", name="Garages for rent"))
    room.write("plan", room.row("plan", name="Another one"), owner="Customs")
    model["stages"][0]["partners"] = ["customs"]
    del model["general"]["opportunities"]
    model["plan"]["objectives"][0]["measures"][1]["owner"] = "Customs"
    found, report = imported(room.save())
    assert found is not None
    assert tree(found) == model
    assert report.taken == ["1 row was changed.", "2 rows were deleted."]


def test_emptied_row_is_gone_though_its_hidden_cells_are_there(room: Room, model: Any) -> None:
    row = room.row("items", name="Banks")
    room.write("items", row, stage_name="", block="", name="", owner="", note="")
    room.write("plan", room.row("plan", name="Another one"), owner="Customs")
    model["stages"][0]["partners"] = ["customs"]
    model["plan"]["objectives"][0]["measures"][1]["owner"] = "Customs"
    assert restored(room.save()) == model


def test_new_order_of_rows_is_that_of_the_items(room: Room, model: Any) -> None:
    room.move("items", room.row("items", name="Heavy parcels"), room.row("items", name="Many small payments"))
    model["stages"][0]["signals"].reverse()
    assert restored(room.save()) == model


def test_sorted_rows_stay_in_their_order(room: Room, model: Any) -> None:
    room.sort("items", "name")
    room.add("items", stage_name="Ordering", block="Signals", name="A last one")
    model["stages"][0]["signals"].append("A last one")
    assert restored(room.save()) == model


def test_item_moves_to_the_stage_and_block_of_its_row(room: Room, model: Any) -> None:
    room.write("items", room.row("items", name="Banks"), stage_name="Storing")
    room.write(
        "items", room.row("items", name="Garages for rent"), stage_name="Storing", block="Facilitators"
    )
    model["stages"][0]["partners"] = ["customs"]
    model["stages"][1]["partners"] = ["Banks"]
    model["stages"][1]["facilitators"] = ["Garages for rent"]
    model["general"]["opportunities"] = None
    assert restored(room.save()) == model


def test_references_follow_what_is_renamed(room: Room, model: Any) -> None:
    room.write("items", room.row("items", name="Heavy parcels"), name="Heavy boxes")
    room.write("items", room.row("items", name="Banks"), name="Savings banks")
    room.write("items", room.row("items", name="Customs", block="Partners"), name="The customs")
    room.write("stages", room.row("stages", name="Ordering"), name="Buying")
    stage = model["stages"][0]
    stage["name"] = "Buying"
    stage["signals"][1] = "Heavy boxes"
    stage["barriers"][0]["targets"] = ["buying/signals/heavy-boxes"]
    stage["partners"] = [{"party": "customs", "name": "The customs"}, "Savings banks"]
    model["plan"]["objectives"][0]["measures"][1]["owner"] = "Savings banks"
    assert restored(room.save()) == model


def test_copied_row_is_an_item_of_its_own(room: Room, model: Any) -> None:
    row = room.row("items", name="Teach staff")
    below = room.row("items", stage_name="", name="")
    room.copy("items", row, into=below)
    room.write("items", below, stage_name="Storing", name="Teach guards")
    barrier = {**model["stages"][0]["barriers"][0], "name": "Teach guards"}
    del barrier["id"]
    model["stages"][1]["barriers"] = [barrier]
    assert restored(room.save()) == model


def test_other_tables_are_read_too(room: Room, model: Any) -> None:
    room.add("stages", name="Using", setting="Offline", not_applicable="Partners: Nobody is there")
    room.add("party-list", name="Fire brigade", sector="Public")
    room.add("sources", title="A talk with a guard", kind="Interview")
    room.add("knowledge-gaps", name="Who buys them", stages="Ordering;\nUsing", barriers="Teach staff")
    room.add("accepted-gaps", rule="stage-empty", at="Using", reason="Next year", until="2027-06-30")
    room.add(
        "recommendations", domain="Chance", target_group="Authorities", text="Pay for it", addresses="Customs"
    )
    room.add("recommendations", domain="Law", target_group="Ministry", text="Write a law")
    room.add("objectives", statement="Fewer wounds", baseline="120", target="60 or less", due="2028-12-31")
    room.add("plan", name="Count wounds", objective="Fewer wounds", owner="Fire brigade", status="Planned")
    room.add("plan", name="Ask hospitals", measure="Count wounds")
    room.write("plan", room.row("plan", name="A course"), owner="Fire brigade", barriers="")
    model["stages"].append(
        {"name": "Using", "setting": "offline", "not_applicable": {"partners": "Nobody is there"}}
    )
    model["parties"].append({"id": "fire-brigade", "name": "Fire brigade", "sector": "public"})
    model["sources"].append(
        {"id": "a-talk-with-a-guard", "title": "A talk with a guard", "kind": "interview"}
    )
    model["knowledge_gaps"] = [
        {"name": "Who buys them", "stages": ["Ordering", "Using"], "barriers": ["Teach staff"]}
    ]
    model["accepted_gaps"] = [
        {"rule": "stage-empty", "at": "Using", "reason": "Next year", "until": "2027-06-30"}
    ]
    model["recommendations"][0]["items"].append({"text": "Pay for it", "addresses": ["Customs"]})
    model["recommendations"].append(
        {"domain": "Law", "target_group": "Ministry", "items": [{"text": "Write a law"}]}
    )
    measure = {"name": "Count wounds", "owner": "Fire brigade", "status": "planned"}
    model["plan"]["objectives"].append(
        {
            "statement": "Fewer wounds",
            "baseline": 120,
            "target": "60 or less",
            "due": "2028-12-31",
            "measures": [{**measure, "activities": [{"name": "Ask hospitals"}]}],
        }
    )
    course = model["plan"]["objectives"][0]["measures"][0]
    course["owner"] = "Fire brigade"
    del course["barriers"]
    assert restored(room.save()) == model


def test_head_of_the_model_is_read_too(room: Room, model: Any) -> None:
    room.write("about", room.row("about", label="Title"), value="Fireworks")
    room.write("about", room.row("about", label="Language"), value="Dutch")
    room.write("plan-about", room.row("plan-about", label="Coordinator"), value="Banks")
    model |= {"title": "Fireworks", "language": "nl"}
    model["plan"]["coordinator"] = "Banks"
    assert restored(room.save()) == model


def test_group_of_recommendations_is_renamed_if_all_its_rows_are(room: Room, model: Any) -> None:
    room.write("recommendations", room.row("recommendations", text="Let them teach"), domain="More chance")
    model["recommendations"][0]["domain"] = "More chance"
    assert restored(room.save()) == model


def test_named_parties_and_sources_that_are_not_listed_are_listed_and_reported(
    room: Room, model: Any
) -> None:
    row = room.row("items", name="Heavy parcels")
    room.write("items", row, seen_by="Postmen", sources="An expert, 3 May; What was found, page 9")
    found, report = imported(room.save())
    assert found is not None
    model["parties"].append({"id": "postmen", "name": "Postmen"})
    model["sources"].append({"id": "an-expert-3-may", "title": "An expert, 3 May"})
    sources = ["An expert, 3 May", {"id": "police-2025", "at": "page 9"}]
    model["stages"][0]["signals"][1] = {"name": "Heavy parcels", "seen_by": ["Postmen"], "sources": sources}
    assert tree(found) == model
    assert any("Postmen" in sentence for sentence in report.guessed)
    assert '# "Postmen" was added' in found


def test_sheet_that_a_group_added_is_reported_and_a_copied_one_too(room: Room, model: Any) -> None:
    room.sheets.create_sheet("Parking lot").append(["Ask the mayor"])
    room.sheets.copy_worksheet(room.sheets["Items"])
    text, report = imported(room.save())
    assert text is not None
    assert tree(text) == model
    assert [*report.left_out] == ['Sheet "Parking lot"', 'Sheet "Items Copy"']
    assert '# Left out: Sheet "Parking lot"' in text


def test_sheets_may_have_other_names_and_another_order(room: Room, model: Any) -> None:
    room.sheets["Items"].title = "Onderdelen"
    room.sheets.move_sheet("Plan", -3)
    assert restored(room.save()) == model


# ---- asked


def test_missing_sheet_is_asked_for(room: Room) -> None:
    del room.sheets["Parties"]
    text, report = imported(room.save())
    assert text is None
    assert [one.text for one in report.questions] == ['Where is the sheet "Parties"? It was deleted.']


def test_sheet_that_was_sorted_without_its_hidden_column_is_refused(room: Room) -> None:
    room.sort("items", "name", first=2)
    text, report = imported(room.save())
    assert text is None
    assert "sorted without its hidden columns" in report.questions[0].text


def test_workbook_of_items_alone_becomes_a_model_of_them() -> None:
    back = restored(workbook(MODEL, ("items",)))
    signals = back["stages"][0]["signals"]
    assert (signals[0]["name"], signals[1]) == ("Many small payments", "Heavy parcels")


TAMPERED = [
    ("Items", "A3", "1 {"),
    ("Items", "A3", "1 []"),
    ("Items", "A3", "1 " + "[" * 10_000),
    ("Items", "A3", '1 {"is":{"record":1}}'),
    ("Items", "A3", '1 {"is":{"name":{"record":1}}}'),
    ("Items", "A3", '1 {"is":[]}'),
    ("Items", "A3", '1 {"is":"x","raw":[]}'),
    ("Items", "A3", '1 {"is":"x","shown":{"name":1}}'),
    ("Items", "A3", '1 {"is":"x","at":[]}'),
    ("Items", "A3", '1 {"is":' + '{"a":' * 900 + "1" + "}" * 901),
    ("Data", "A3", "rest"),
]


@pytest.mark.parametrize(("sheet", "cell", "text"), TAMPERED)
def test_hidden_parts_that_were_changed_are_refused(room: Room, sheet: str, cell: str, text: str) -> None:
    room.sheets[sheet][cell] = text
    with pytest.raises(InputError, match="were changed"):
        imported(room.save())


@pytest.mark.parametrize("text", ["x", "9" * 5_000, "1", "1+1 x", "", "99 {}"])
def test_row_whose_key_was_changed_is_a_new_one(room: Room, text: str) -> None:
    room.sheets["Items"]["A3"] = text
    assert restored(room.save())["stages"][0]["facilitators"] == ["Web shops"]


def test_workbook_of_another_version_is_refused(room: Room) -> None:
    room.sheets["Data"]["B1"] = "1"
    with pytest.raises(InputError, match="another version"):
        imported(room.save())


NOT_APPLICABLE = (
    'Items!D15: Stage "Storing", signals: The signals are marked as not applicable, but one is listed.'
)


@pytest.mark.parametrize(
    ("texts", "question"),
    [
        ({"stage_name": "Storing", "note": "x"}, "Which name belongs in Items!D15? It is empty."),
        (
            {"stage_name": "Stealing", "block": "Signals", "name": "x"},
            "Which stage does Items!B15 belong to?",
        ),
        ({"stage_name": "Storing", "name": "x"}, "Which block does Items!C15 belong to?"),
        (
            {"stage_name": "Storing", "block": "Barriers", "name": "x", "status": "Maybe"},
            'Items!J15: In stage "Storing", barriers, "x": "Maybe" is not a status of barriers.',
        ),
        (
            {"stage_name": "Storing", "block": "Barriers", "name": "x", "owner": "Custms"},
            'Items!H15: In stage "Storing", barriers, "x": "Custms" (owner) is not a party in this model.',
        ),
        (
            {"stage_name": "Storing", "block": "Signals", "name": "x"},
            NOT_APPLICABLE,
        ),
    ],
)
def test_what_cannot_be_known_is_asked_with_its_cell(
    room: Room, texts: dict[str, str], question: str
) -> None:
    room.add("items", **texts)
    text, report = imported(room.save())
    assert text is None
    assert [one.text for one in report.questions] == [question]


def test_workbook_of_a_blank_model_becomes_a_model() -> None:
    blank = (ROOT / "examples" / "blank.barrier.yaml").read_text(encoding="utf-8")
    room = Room(blank)
    model = json.loads(json.dumps(tree(blank)))
    first = model["stages"][0]["name"]
    room.write("stages", room.row("stages", name=first), name="Growing")
    room.write("items", room.row("items", stage_name=first, block="Signals", name=""), name="Smell of hemp")
    room.add("items", stage_name="Growing", block="Barriers", name="Check meters", owner="Grid operator")
    model["stages"][0] |= {"name": "Growing", "signals": ["Smell of hemp"]}
    model["stages"][0]["barriers"] = [{"name": "Check meters", "owner": "Grid operator"}]
    model["parties"] = [{"id": "grid-operator", "name": "Grid operator"}]
    assert restored(room.save()) == model


TRANSLATED = f"""\
{HEAD}stages:
- name: Ordering
  signals:
  - name: Smell
    note: In December.
    tags: [air]
    translations: {{nl: {{name: Geur, note: In december., tags: [lucht, neus]}}}}
  - Noise
"""


def test_a_stage_that_is_no_list_comes_back() -> None:
    text = "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\nstages: {name: Ordering, signals: Smell}\n"
    assert restored(workbook(text)) == tree(text)


def test_texts_in_other_languages_come_back() -> None:
    assert restored(workbook(TRANSLATED)) == tree(TRANSLATED)


def test_texts_in_other_languages_are_edited_and_added() -> None:
    room = Room(TRANSLATED)
    smell, noise = room.row("items", name="Smell"), room.row("items", name="Noise")
    room.write("items", smell, **{"translations.nl.name": "Stank", "translations.nl.note": ""})
    room.write("items", noise, **{"translations.nl.name": "Lawaai"})
    room.add_column("items", "Name (fr)", {smell: "Odeur"})
    changed = TRANSLATED.replace("name: Geur, note: In december.,", "name: Stank,")
    changed = changed.replace("neus]}", "neus]}, fr: {name: Odeur}")
    changed = changed.replace("- Noise", "- {name: Noise, translations: {nl: {name: Lawaai}}}")
    assert restored(room.save()) == tree(changed)


def test_a_language_that_is_asked_for_has_columns_and_the_texts_stay_those_of_the_file() -> None:
    model = load_bytes(TRANSLATED.encode()).model
    assert model
    for language in ("nl", "fr"):
        data = export(model, "xlsx", language=language)
        (items,) = (
            table for table in read_tables(read_sheets(data, "m.xlsx")).values() if table.id == "items"
        )
        assert f"translations.{language}.name" in items.columns
        assert restored(data) == tree(TRANSLATED)
        outcome = apply_sheet(
            TRANSLATED.encode(), load_bytes(TRANSLATED.encode()), items, base_of_table(items)
        )
        assert (outcome.data, outcome.changes, outcome.problems) == (TRANSLATED.encode(), (), ())


def test_a_stage_that_is_in_no_list_comes_back() -> None:
    text = f"{HEAD}stages:\n  name: Storing\n  facilitators:\n"
    assert restored(workbook(text)) == tree(text)
