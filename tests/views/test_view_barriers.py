"""View `barriers`: the best first, those that nobody judged last, and a picture of effort and impact."""

from collections.abc import Callable

import pytest

from barrierctl.model.model import BarrierModel
from barrierctl.views.barriers import barriers
from barrierctl.views.document import Entry, State, Table

Rows = Callable[[Table], list[dict[str, list[str]]]]

MODEL = """\
barrier_model: 1
id: m
title: M
language: en
parties: [{id: customs, name: Customs}]
stages:
  - name: Ordering
    barriers:
      - {name: Never judged, owner: customs}
      - {name: Half judged, priority: {feasibility: 5, impact: 5}}
      - {name: Hard and weak, priority: {feasibility: 2, efficiency: 2, impact: 2}, status: agreed}
      - {name: Given up, priority: {feasibility: 5, efficiency: 5, impact: 5}, status: dropped}
      - {name: Easy and strong, priority: {feasibility: 3, efficiency: 3, impact: 3}}
general:
  barriers:
    - {name: Hard and strong, priority: {feasibility: 4, efficiency: 2, impact: 5}}
    - {name: Easy and weak, priority: {feasibility: 5, efficiency: 5, impact: 1}}
"""


@pytest.fixture
def tables(model_of: Callable[[str], BarrierModel]) -> tuple[Table, ...]:
    return barriers(model_of(MODEL))


def test_barriers_are_ranked_by_the_product_of_their_scores(tables: tuple[Table, ...], rows: Rows) -> None:
    ranked = [(row["name"][0], row["score"][0]) for row in rows(tables[0])]
    assert ranked == [
        ("Hard and strong", "40"),
        ("Easy and strong", "27"),
        ("Easy and weak", "25"),
        ("Hard and weak", "8"),
        ("Never judged", "not judged"),
        ("Half judged", "not judged"),
        ("Given up [dropped]", "125"),
    ]


def test_what_is_not_judged_can_be_told_at_a_glance(tables: tuple[Table, ...]) -> None:
    at = [column.id for column in tables[0].columns].index("score")
    states = [entry.state for row in tables[0].rows for entry in row[at]]
    assert [state is State.UNKNOWN for state in states] == [False] * 4 + [True] * 2 + [False]


def test_a_row_has_the_scores_the_owner_and_the_status_in_words(
    tables: tuple[Table, ...], rows: Rows
) -> None:
    by_name = {row["name"][0]: row for row in rows(tables[0])}
    assert by_name["Never judged"]["owner"] == ["Customs"]
    assert by_name["Hard and weak"]["status"] == ["Agreed"]
    assert by_name["Hard and strong"]["stage_name"] == ["General"]
    assert by_name["Half judged"]["priority.impact"] == ["5"]


def test_effort_and_impact_are_a_grid_of_four_cells(tables: tuple[Table, ...]) -> None:
    _, effort = tables

    def names(cell: tuple[Entry, ...]) -> list[str]:
        return [entry.text for entry in cell]

    assert [[names(cell) for cell in row[1:]] for row in effort.rows] == [
        [["Easy and strong (Ordering)"], ["Hard and strong (General)"]],
        [["Easy and weak (General)"], ["Hard and weak (Ordering)"]],
    ]


def test_without_scores_there_is_no_picture(model_of: Callable[[str], BarrierModel]) -> None:
    (table,) = barriers(model_of(MODEL.partition("      - {name: Half")[0]))
    assert [row[0][0].text for row in table.rows] == ["Never judged"]
