"""View `gaps`: the agenda for people; for programs the findings in the order of `gaps --all`."""

from pathlib import Path
from typing import TYPE_CHECKING

from barrierctl import load
from barrierctl.messages import catalogue
from barrierctl.resources.vocabulary import Block
from barrierctl.views.build import ViewOptions, build_document
from barrierctl.views.document import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Rows, Run

    from barrierctl.views.document import Document

    Shown = Callable[..., Document]

PROGRAMS = (Reader.PROGRAMS,)
MODEL = """\
barrier_model: 1
id: m
title: M
language: en
stages:
  - {name: Ordering, signals: [{name: Cash, seen_by: Police}], partners: [Police]}
  - {name: Transport, signals: [Vans]}
general: {barriers: [{name: Research, legal_basis: {status: needed}}], signals: [Vans]}
accepted_gaps: [{rule: no-plan, reason: not now}]
"""


def test_they_stand_in_the_order_of_the_report(
    example: Path, shown: "Shown", run: "Run", rows: "Rows"
) -> None:
    report = " ".join(run("gaps", example, "--all", "--today", "2026-11-24").stdout.split())
    findings = rows(shown(example, "gaps", PROGRAMS).tables[0])
    assert len(findings) == 42
    at = 0
    for row in findings:
        at = report.index(row["message"][0], at + 1)
        assert row["rule"][0] in report[at:]


def test_a_row_tells_what_is_missing_and_where_and_what_to_do(
    tmp_path: Path, shown: "Shown", rows: "Rows"
) -> None:
    (tmp_path / "m.yaml").write_text(MODEL, encoding="utf-8")
    findings = rows(shown(tmp_path / "m.yaml", "gaps", PROGRAMS).tables[0])
    (waits,) = [row for row in findings if row.get("stage") == ["general"]]
    assert waits["message"][0].startswith('Barriers, "Research": ')
    assert waits["advice"][0].endswith("?")
    assert waits["stage_name"] == ["General"]
    assert waits["block"] == ["Barriers"]
    assert waits["name"] == ["Research"]
    assert waits["severity"] == ["warning"]
    heads = dict.fromkeys(row["stage_name"][0] for row in findings)
    assert list(heads) == ["Ordering", "Transport", "General", "Several stages", "The whole model"]


def test_accepted_gaps_are_not_shown(tmp_path: Path, shown: "Shown", rows: "Rows") -> None:
    (tmp_path / "m.yaml").write_text(MODEL, encoding="utf-8")
    rules = [row["rule"] for row in rows(shown(tmp_path / "m.yaml", "gaps", PROGRAMS).tables[0])]
    assert ["no-plan"] not in rules
    assert ["never-reviewed"] in rules


def test_of_one_stage(example: Path, run: "Run") -> None:
    written = run("show", example, "--view", "gaps", "--stage", "Selling drugs").stdout
    assert "No partner in Selling drugs has confirmed." in written
    assert "Supplier of stealth packaging" not in written


def test_a_filter_offers_the_blocks(example: Path) -> None:
    (table,) = build_document(load(example), ["gaps"], ViewOptions(readers=PROGRAMS)).tables
    (block,) = [column for column in table.columns if column.id == "block"]
    assert block.choices == tuple(catalogue().label("block", one) for one in Block)
