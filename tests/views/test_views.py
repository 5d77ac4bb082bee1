"""What the views hold: the printed model, counted, and the columns as commands.md names them."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from barrierctl import load, loads
from barrierctl.cli.models import refuse_restricted
from barrierctl.errors import UsageError
from barrierctl.model.model import BarrierModel
from barrierctl.views import VIEWS
from barrierctl.views.build import ViewOptions, build_document
from barrierctl.views.document import State, Table, only_stages, transposed
from barrierctl.views.items import COLUMNS, items
from barrierctl.views.matrix import matrix, overview

HEAD = "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\n"
NAMED = "element stage stage_name block name id party"
FACTS = """aliases sector world awareness industry commitment competences
information_exchange.status information_exchange.reference country"""
OWN = """categories seen_by reported_to group types approach owner helped_by addresses targets fallback_for
legal_basis.status legal_basis.reference level status
priority.feasibility priority.efficiency priority.impact side_effects evidence"""
EVERY_ITEM = "description note sources tags classification certainty"
FULL = (
    HEAD
    + """\
labels: {barriers: Measures we take}
sources: [{id: paper, title: The paper}]
parties:
  - {id: police, name: Police, sector: public, commitment: unlikely}
stages:
  - id: first
    name: Ordering
    not_applicable: {facilitators: nobody is needed}
    unknown: {signals: "asked, nobody knew"}
    opportunities:
      - {name: Web shops, categories: [services, shielding], tags: [a, "b; c", 'say "d"'], certainty: assumed}
    partners:
      - party: police
        information_exchange: {status: limited, reference: Privacy law}
        competences: [Search, Seize]
      - {name: Banks, country: NL, commitment: possible}
    barriers:
      - name: Ban
        id: ban
        types: [legal]
        owner: police
        targets: [Web shops]
        legal_basis: {status: needed, reference: A new law}
        priority: {feasibility: 2, impact: 5}
        sources: [{id: paper, at: "2.1 E"}, paper]
        status: dropped
general:
  signals: [Cash]
"""
)


@pytest.fixture
def full(model_of: Callable[[str], BarrierModel]) -> BarrierModel:
    return model_of(FULL)


def row_of(table: Table, name: str) -> dict[str, str]:
    rows = [
        {c.id: "".join(e.stored for e in cell) for c, cell in zip(table.columns, row, strict=True)}
        for row in table.rows
    ]
    return next(row for row in rows if row["name"] == name)


def texts(table: Table, row: int, column: str) -> list[str]:
    at = [each.id for each in table.columns].index(column)
    return [entry.shown for entry in table.rows[row][at]]


# ---- items


def test_items_has_the_columns_of_the_contract() -> None:
    assert " ".join(COLUMNS).split() == f"{NAMED} {FACTS} {OWN} {EVERY_ITEM}".split()


def test_items_of_the_printed_model_are_counted(example: Path) -> None:
    table = items(load(example))
    blocks = Counter(texts(table, index, "block")[0] for index in range(len(table.rows)))
    assert list(blocks.items()) == [
        ("Facilitators", 16),
        ("Opportunities", 11),
        ("Signals", 6),
        ("Partners", 10),
        ("Barriers", 10),
    ]


def test_items_say_what_may_be_chosen(full: BarrierModel) -> None:
    columns = {column.id: column for column in items(full).columns}
    assert columns["stage_name"].choices == (*(stage.name for stage in full.stages), "General")
    assert columns["types"].choices == ("Economic", "Legal", "Information", "Criminal law")
    assert [name for name, column in columns.items() if column.several] == ["categories", "types", "approach"]


def test_items_tell_their_own_values_and_nothing_inherited(full: BarrierModel) -> None:
    row = row_of(items(full), "Police")
    assert (row["sector"], row["commitment"], row["party"]) == ("", "", "police")
    assert row["information_exchange.status"] == "limited"
    assert row["information_exchange.reference"] == "Privacy law"
    assert row["competences"] == "Search; Seize"


def test_items_join_lists_and_quote_what_needs_it(full: BarrierModel) -> None:
    row = row_of(items(full), "Web shops")
    assert row["tags"] == 'a; "b; c"; "say ""d"""'
    assert row["categories"] == "services; shielding"
    assert row["certainty"] == "assumed"


def test_items_dot_what_is_nested_and_tell_sources_with_their_place(full: BarrierModel) -> None:
    row = row_of(items(full), "Ban")
    assert (row["legal_basis.status"], row["legal_basis.reference"]) == ("needed", "A new law")
    assert (row["priority.feasibility"], row["priority.efficiency"], row["priority.impact"]) == ("2", "", "5")
    assert row["sources"] == "paper @ 2.1 E; paper"
    assert (row["element"], row["id"], row["stage"], row["stage_name"]) == ("ban", "ban", "first", "Ordering")
    assert (row["owner"], row["targets"], row["status"]) == ("police", "Web shops", "dropped")


def test_a_general_item_has_the_stage_general(full: BarrierModel) -> None:
    row = row_of(items(full), "Cash")
    assert (row["element"], row["stage"], row["id"]) == ("general/signals/cash", "general", "")


# ---- matrix


def test_matrix_of_the_printed_model_has_five_rows_and_four_stages_and_general(example: Path) -> None:
    table = matrix(load(example))
    assert [column.id for column in table.columns] == [
        "block",
        "setting-up",
        "running",
        "selling",
        "shipping",
        "general",
    ]
    assert len(table.rows) == 5


def test_matrix_without_general_items_has_no_such_column(model_of: Callable[[str], BarrierModel]) -> None:
    table = matrix(model_of(HEAD + "stages: [{name: Ordering}]\n"))
    assert [column.id for column in table.columns] == ["block", "ordering"]
    assert [row[1] for row in table.rows] == [()] * 5


def test_matrix_uses_the_words_of_the_model_for_its_blocks(full: BarrierModel) -> None:
    assert texts(matrix(full), 4, "block") == ["Measures we take"]


def test_matrix_marks_doubtful_dropped_unknown_and_not_applicable(full: BarrierModel) -> None:
    table = matrix(full)
    assert texts(table, 0, "first") == ["not applicable: nobody is needed"]
    assert texts(table, 2, "first") == ["unknown: asked, nobody knew"]
    assert texts(table, 3, "first") == ["Police [unlikely to cooperate]", "Banks [unconfirmed]"]
    assert texts(table, 4, "first") == ["Ban [dropped]"]
    states = [entry.state for row in table.rows for entry in row[1]]
    assert states == [
        State.NOT_APPLICABLE,
        State.DOUBTFUL,
        State.UNKNOWN,
        State.DOUBTFUL,
        State.DOUBTFUL,
        State.DROPPED,
    ]
    assert texts(table, 1, "first") == ["Web shops [assumed]"]


def test_matrix_has_the_status_and_the_owners_of_barriers_as_details() -> None:
    text = (
        "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\n"
        "parties: [{id: om, name: Public Prosecution}, {id: pol, name: Police}]\n"
        "stages:\n- name: S\n  signals: [Smell]\n  barriers:\n"
        "  - {name: Ban, status: in-place, owner: om}\n"
        "  - {name: Fine, owner: pol}\n  - {name: Talk, status: dropped}\n  - Watch\n"
    )
    (signals, _, barriers) = (row[1] for row in matrix(loads(text)).rows[2:])
    assert [entry.details for entry in (*signals, *barriers)] == [
        (),
        ("In place", "Owner: Public Prosecution"),
        ("Owner: Police",),
        (),
        (),
    ]


def test_items_mark_doubt_as_the_matrix_does(full: BarrierModel) -> None:
    in_matrix = {e.element: (e.state, e.mark) for row in matrix(full).rows for cell in row[1:] for e in cell}
    at = [column.id for column in items(full).columns].index("name")
    names = [row[at][0] for row in items(full).rows]
    assert {entry.element: (entry.state, entry.mark) for entry in names}.items() <= in_matrix.items()
    assert all(entry.stored == entry.text for entry in names)


def test_transposed_twice_is_the_same(example: Path) -> None:
    table = matrix(load(example))
    turned = transposed(table)
    assert [column.id for column in turned.columns][1:] == [row[0][0].element for row in table.rows]
    back = transposed(turned)
    assert [[[e.shown for e in cell] for cell in row] for row in back.rows] == [
        [[e.shown for e in cell] for cell in row] for row in table.rows
    ]


def test_only_stages_keeps_the_order_of_the_model(example: Path) -> None:
    table = only_stages(matrix(load(example)), ("shipping", "running"))
    assert [column.id for column in table.columns] == ["block", "running", "shipping"]


FILTERED = """\
barrier_model: 1
id: m
title: M
language: en
labels: {barriers: Measures}
parties:
  - {id: customs, name: Customs}
  - {id: couriers, name: Couriers}
stages:
  - name: Ordering
    signals: [{name: Odd parcels, seen_by: couriers}]
    partners: [{party: customs, commitment: possible}]
    barriers: [{name: Ban, status: in-place, owner: customs, helped_by: [customs, couriers]}]
"""


@pytest.mark.parametrize("view", ["matrix", "items"])
def test_a_reader_can_filter_by_the_words_that_they_know(
    view: str, model_of: Callable[[str], BarrierModel]
) -> None:
    (table,) = build_document(model_of(FILTERED), [view]).tables
    filters = [dict(entry.facets) for row in table.rows for cell in row for entry in cell if entry.facets]
    assert filters == [
        {"party": ("Couriers",), "block": ("Signals",)},
        {"party": ("Customs",), "block": ("Partners",), "commitment": ("Unconfirmed",)},
        {"party": ("Customs", "Couriers"), "block": ("Measures",), "status": ("In place",)},
    ]


# ---- overview


def test_overview_of_the_printed_model(example: Path) -> None:
    table = overview(load(example))
    counts = [[entry.text for cell in row[1:] for entry in cell] for row in table.rows]
    none = "\N{EN DASH}"
    assert counts == [
        ["3", "3", "4", "6", none],
        ["2", "2", "5", "2", none],
        ["1", "1", "1", "3", none],
        ["1", "2", "1 ?", "6", none],
        ["0 !", "0 !", "2", "7", "1"],
    ]
    signs = [(entry.text, entry.mark) for entry in table.legend]
    assert signs == [("!", "nothing yet"), ("?", "none of them confirmed")]


def test_overview_tells_what_is_unknown_and_not_applicable(full: BarrierModel) -> None:
    table = overview(full)
    assert [row[1][0].text for row in table.rows] == ["\N{EN DASH}", "1", "0 ~", "2 ?", "0 !"]
    assert [entry.text for entry in table.legend] == ["!", "?", "~", "\N{EN DASH}"]


# ---- documents


@pytest.mark.parametrize("name", ["selling", "Selling drugs", "SELLING  DRUGS", "general"])
def test_a_stage_is_found_by_id_or_name(name: str, example: Path) -> None:
    (table,) = build_document(load(example), ["matrix"], ViewOptions(stages=(name,))).tables
    assert len(table.columns) == 2


def test_misspelt_stage_is_refused_with_the_nearest_name(example: Path) -> None:
    with pytest.raises(UsageError, match='Did you mean "Selling drugs"'):
        build_document(load(example), ["matrix"], ViewOptions(stages=("Selling drug",)))


def test_items_of_one_stage(example: Path) -> None:
    (table,) = build_document(load(example), ["items"], ViewOptions(stages=("selling",))).tables
    assert {texts(table, index, "stage")[0] for index in range(len(table.rows))} == {"selling"}


@pytest.mark.parametrize("view", ["parties", "types", "recommendations", "workshop"])
def test_a_view_that_tells_no_stages_is_not_cut_to_one(view: str, example: Path) -> None:
    with pytest.raises(UsageError, match="is not shown by stage"):
        build_document(load(example), [view], ViewOptions(stages=("selling",)))


def test_a_view_named_twice_is_shown_once(example: Path) -> None:
    assert len(build_document(load(example), ["items", "matrix", "items"]).tables) == 2


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_every_row_is_as_long_as_the_columns(view: str, full: BarrierModel) -> None:
    for table in VIEWS[view](full, ()):
        assert {len(row) for row in table.rows} <= {len(table.columns)}


RESTRICTED = [
    "classification: restricted\nstages: [{name: A}]\n",
    "stages: [{name: A, classification: restricted}]\n",
    "stages: [{name: A, signals: [{name: B, classification: restricted}]}]\n",
    "parties: [{id: p, name: P, classification: restricted}]\nstages: [{name: A}]\n",
    "sources: [{id: s, title: S, classification: restricted}]\nstages: [{name: A}]\n",
    "knowledge_gaps: [{name: K, classification: restricted}]\nstages: [{name: A}]\n",
    "general: {signals: [{name: B, classification: restricted}]}\nstages: [{name: A}]\n",
    "plan: {objectives: [{statement: O, classification: restricted}]}\nstages: [{name: A}]\n",
]


@pytest.mark.parametrize("body", RESTRICTED)
def test_whatever_is_restricted_is_refused(body: str, model_of: Callable[[str], BarrierModel]) -> None:
    with pytest.raises(UsageError, match="restricted"):
        refuse_restricted(model_of(HEAD + body), "my model.yaml", None)


def test_what_is_public_is_not_refused(example: Path) -> None:
    assert not load(example).has_restricted
    refuse_restricted(load(example), "my model.yaml", None)
