"""View `types`: the table of the paper, filled, with its empty cells."""

from collections.abc import Callable

from barrierctl.model.model import BarrierModel
from barrierctl.views.build import ViewOptions, build_document
from barrierctl.views.document import Table
from barrierctl.views.types import types

Rows = Callable[[Table], list[dict[str, list[str]]]]

HEAD = "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\n"
MODEL = (
    HEAD
    + """\
stages:
  - id: preventive
    name: Ordering
    barriers:
      - {name: Licences, types: [legal, economic], approach: [preventive, repressive]}
      - {name: Fines, types: economic}
general: {barriers: [{name: Research, status: dropped}]}
"""
)


def test_barriers_stand_under_every_type_and_approach(
    model_of: Callable[[str], BarrierModel], rows: Rows
) -> None:
    licences = ["Licences (Ordering)"]
    assert rows(types(model_of(MODEL))) == [
        {
            "type": ["Economic"],
            "preventive": licences,
            "repressive": licences,
            "not-told": ["Fines (Ordering)"],
        },
        {"type": ["Legal"], "preventive": licences, "repressive": licences},
        {"type": ["Information"]},
        {"type": ["Criminal law"]},
        {"type": ["No type"], "not-told": ["Research (General) [dropped]"]},
    ]


def test_without_missing_types_there_is_no_row_or_column_for_them(
    model_of: Callable[[str], BarrierModel], rows: Rows
) -> None:
    stages = "stages: [{name: A, barriers: [{name: Ban, types: legal, approach: preventive}]}]\n"
    table = types(model_of(HEAD + stages))
    assert [column.label for column in table.columns] == ["Type", "Preventive", "Repressive"]
    assert [row["type"] for row in rows(table)] == [
        ["Economic"],
        ["Legal"],
        ["Information"],
        ["Criminal law"],
    ]


def test_a_model_without_barriers_says_so_even_transposed(model_of: Callable[[str], BarrierModel]) -> None:
    model = model_of(HEAD + "stages: [{name: A}]\n")
    (table,) = build_document(model, ["types"], ViewOptions(transpose=True)).tables
    assert table.rows == ()
    assert table.empty == "This model has no barriers."


def test_transposed_the_types_are_the_columns_as_in_the_paper(
    model_of: Callable[[str], BarrierModel], rows: Rows
) -> None:
    (table,) = build_document(model_of(MODEL), ["types"], ViewOptions(transpose=True)).tables
    heads = ["Type", "Economic", "Legal", "Information", "Criminal law", "No type"]
    assert [column.label for column in table.columns] == heads
    assert rows(table)[0]["legal"] == ["Licences (Ordering)"]
