"""View `plan`: what is to be done, overdue first, and who carries how much."""

from collections.abc import Callable
from datetime import date

import pytest

from barrierctl.errors import UsageError
from barrierctl.model.model import BarrierModel
from barrierctl.views.build import ViewOptions, build_document
from barrierctl.views.document import ColumnRole, State, Table, TableRole

Rows = Callable[[Table], list[dict[str, list[str]]]]

HEAD = "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\n"
MODEL = (
    HEAD
    + """\
parties:
  - {id: customs, name: Customs, aliases: [Border agency]}
  - {id: police, name: Police}
  - {id: post, name: Post}
stages:
  - name: Ordering
    barriers: [{name: Ban, id: ban, owner: post}, Checks]
plan:
  coordinator: police
  agreed_with: [customs]
  objectives:
    - statement: Less is sent.
      indicator: Parcels
      target: 10
      due: 2027-12-31
      measures:
        - {name: Later, owner: customs, helped_by: post, start: 2026-10-01, due: 2027-06-30, status: planned}
        - {name: Finished, owner: customs, due: 2026-01-01, status: done}
        - {name: Given up, owner: police, due: 2026-01-01, status: cancelled}
        - name: In time, but not its step
          id: own-id
          barriers: ban
          due: 2028-01-31
          budget: 5 days
          activities:
            - {name: Next step, due: 2027-01-31}
            - {name: Late step, owner: police, due: 2026-11-23, status: in-progress}
    - statement: Nobody sends it.
      measures: [{name: Nobody's}]
  evaluation:
    process: {method: Ask, owner: police, due: 2027-01-31}
"""
)
TODAY = date(2026, 11, 24)


@pytest.fixture
def model(model_of: Callable[[str], BarrierModel]) -> BarrierModel:
    return model_of(MODEL)


def tables_of(model: BarrierModel, party: str | None = None, today: date | None = TODAY) -> dict[str, Table]:
    document = build_document(model, ["plan"], ViewOptions(party=party, today=today))
    return {table.id: table for table in document.tables}


def names(table: Table) -> list[str]:
    return [row[table.lead_index][0].shown for row in table.rows]


def test_overdue_measures_come_first_and_closed_ones_last(model: BarrierModel) -> None:
    assert names(tables_of(model)["plan"]) == [
        "In time, but not its step",
        "Next step",
        "Late step [overdue]",
        "Later",
        "Nobody's",
        "Finished [done]",
        "Given up [cancelled]",
    ]


def test_the_state_of_a_task_can_be_told_at_a_glance(model: BarrierModel) -> None:
    table = tables_of(model)["plan"]
    states = {row[0][0].text: row[0][0].state for row in table.rows}
    assert states["Late step"] is State.OVERDUE
    assert states["Finished"] is State.DONE
    assert states["Given up"] is State.DROPPED
    assert states["Later"] is State.PLAIN


def test_without_a_day_nothing_is_overdue(model: BarrierModel) -> None:
    table = tables_of(model, today=None)["plan"]
    assert State.OVERDUE not in {row[0][0].state for row in table.rows}


def test_a_day_is_over_when_the_next_one_begins(model: BarrierModel) -> None:
    on_the_day = tables_of(model, today=date(2026, 11, 23))["plan"]
    assert State.OVERDUE not in {row[0][0].state for row in on_the_day.rows}


@pytest.mark.parametrize(("status", "mark"), [("done", "done"), ("cancelled", "cancelled")])
def test_the_activities_of_a_closed_measure_are_closed(
    status: str, mark: str, model_of: Callable[[str], BarrierModel]
) -> None:
    step = "activities: [{name: Step, owner: police, due: 2026-01-01}]"
    measure = f"{{name: Measure, owner: customs, due: 2026-01-01, status: {status}, {step}}}"
    head = MODEL.partition("plan:")[0]
    model = model_of(f"{head}plan: {{objectives: [{{statement: O, measures: [{measure}]}}]}}\n")
    tables = tables_of(model)
    assert names(tables["plan"]) == [f"Measure [{mark}]", f"Step [{mark}]"]
    assert ("workload" in tables) is (status == "done")


def test_people_are_named_and_a_status_is_a_word(model: BarrierModel, rows: Rows) -> None:
    by_name = {row["name"][0]: row for row in rows(tables_of(model)["plan"])}
    later = by_name["Later"]
    assert (later["owner"], later["helped_by"], later["status"]) == (["Customs"], ["Post"], ["Planned"])
    assert (later["start"], later["due"]) == (["2026-10-01"], ["2027-06-30"])
    assert by_name["In time, but not its step"]["barriers"] == ["Ban"]
    assert by_name["In time, but not its step"]["budget"] == ["5 days"]


def test_a_measure_without_an_owner_has_that_of_its_barriers(model: BarrierModel, rows: Rows) -> None:
    by_name = {row["name"][0]: row for row in rows(tables_of(model)["plan"])}
    assert by_name["In time, but not its step"]["owner"] == ["Post"]
    assert by_name["Next step"]["owner"] == ["Post"]
    assert by_name["Late step [overdue]"]["owner"] == ["Police"]
    assert "owner" not in by_name["Nobody's"]


def test_an_activity_names_its_measure_and_has_an_address_of_its_own(model: BarrierModel, rows: Rows) -> None:
    (step,) = [row for row in rows(tables_of(model)["plan"]) if row["name"] == ["Next step"]]
    assert step["measure"] == ["In time, but not its step"]
    assert step["element"] == ["own-id/next-step"]


def test_the_table_says_what_a_format_must_know_to_draw_it(model: BarrierModel) -> None:
    table = tables_of(model)["plan"]
    assert (table.role, table.today) == (TableRole.TASKS, TODAY)
    roles = [column.role for column in table.columns]
    assert {ColumnRole.PARENT, ColumnRole.START, ColumnRole.DUE} <= {*roles}


def test_the_workload_counts_what_is_open_done_and_overdue(model: BarrierModel, rows: Rows) -> None:
    assert rows(tables_of(model)["workload"]) == [
        {"party": ["Post"], "measures": ["1"], "activities": ["1"], "supports": ["1"]},
        {"party": ["Police"], "activities": ["1"], "overdue": ["1"]},
        {"party": ["Customs"], "measures": ["1"], "done": ["1"]},
        {"party": ["No owner"], "measures": ["1"]},
    ]


def test_objectives_and_the_evaluation_are_shown_too(model: BarrierModel, rows: Rows) -> None:
    tables = tables_of(model)
    assert list(tables) == ["plan", "workload", "objectives", "plan-about"]
    assert rows(tables["objectives"])[0]["indicator"] == ["Parcels"]
    about = {row["label"][0]: row["value"] for row in rows(tables["plan-about"])}
    assert about["Coordinator"] == ["Police"]
    assert about["Agreed with"] == ["Customs"]
    assert about["Evaluation of the process: done by"] == ["Police"]


@pytest.mark.parametrize("party", ["post", "Post", "POST"])
def test_a_partner_has_a_list_of_its_own(party: str, model: BarrierModel) -> None:
    (table,) = tables_of(model, party).values()
    assert names(table) == ["In time, but not its step", "Next step", "Later"]
    assert table.title == "Plan of action: Post"


def test_a_partner_is_found_by_another_of_its_names(model: BarrierModel) -> None:
    assert names(tables_of(model, "border agency")["plan"]) == ["Later", "Finished [done]"]


def test_an_unknown_partner_is_answered_with_the_nearest_one(model: BarrierModel) -> None:
    with pytest.raises(UsageError, match=r'"Polise" is not a party of this model. Did you mean "Police"\?'):
        tables_of(model, "Polise")


def test_a_partner_like_no_other_is_answered_with_all_of_them(model: BarrierModel) -> None:
    with pytest.raises(UsageError, match=r'Parties: "Customs", "Police" and "Post"\.$'):
        tables_of(model, "xyz")


@pytest.mark.parametrize(
    "view", ["matrix", "items", "gaps", "parties", "types", "recommendations", "barriers"]
)
def test_other_views_are_not_limited_to_a_partner(view: str, model: BarrierModel) -> None:
    with pytest.raises(UsageError, match=r"is not shown by party\. --party goes with --view plan"):
        build_document(model, ["plan", view], ViewOptions(party="post"))


@pytest.mark.parametrize(
    ("plan", "party", "sentence"),
    [
        ("", None, "This model has no plan."),
        ("", "p", "This model has no plan."),
        ("plan: {coordinator: p}\n", None, "The plan has no measures."),
        ("plan: {coordinator: p}\n", "p", "P leads and supports nothing in this plan."),
    ],
)
def test_what_is_empty_says_so_in_one_sentence(
    plan: str, party: str | None, sentence: str, model_of: Callable[[str], BarrierModel]
) -> None:
    model = model_of(f"{HEAD}parties: [{{id: p, name: P}}]\nstages: [{{name: Ordering}}]\n{plan}")
    table = tables_of(model, party)["plan"]
    assert (table.rows, table.empty) == ((), sentence)
