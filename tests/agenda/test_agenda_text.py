"""The agendas of real models as a facilitator sees them in a terminal of 80 columns."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl.messages import rule_ids

if TYPE_CHECKING:
    from conftest import Run

HERE = Path(__file__).parent
MODELS = (
    HERE.parents[1] / "examples" / "darknet-drug-markets.barrier.yaml",
    *sorted((HERE / "models").glob("*.barrier.yaml")),
)


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.name.partition(".")[0])
def test_agenda_is_as_its_golden_file(
    run: "Run", golden: Callable[[Path, str], None], path: Path, tmp_path: Path
) -> None:
    shutil.copy(path, tmp_path)
    agenda = run("gaps", path.name, "--today", "2026-11-28", env={"COLUMNS": "80"}).stdout
    golden(HERE / "golden" / f"{path.name.partition('.')[0]}.txt", agenda)


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.name.partition(".")[0])
def test_agenda_names_no_rule_by_its_id_and_no_address(run: "Run", path: Path) -> None:
    agenda = run("gaps", path, "--today", "2026-11-28").stdout
    assert not [name for name in (*rule_ids(), "_", "/opportunities/", "/barriers/") if name in agenda]


TO_TIDY = """
barrier_model: 1
id: m
title: M
language: en
review: {last: 2024-01-01}
parties:
  - {id: isp, name: Internet service providers}
  - {id: bank, name: Blue Bank, classification: restricted}
accepted_gaps:
  - {rule: signal-nobody-sees, at: storing/signals/night-vans, reason: later}
  - {rule: stage-without-signals, at: Ordering, reason: later, until: 2026-01-01}
stages:
  - name: Ordering
    partners: [isp, bank, Internet service provider (ISP)]
    opportunities: [Orders by phone, Order by phone]
    barriers: [Warn Blue Bank and]
  - name: Storing
    signals: [{name: Night vans, seen_by: [isp]}, "Smoke, noise and smell"]
"""
TIDIED = """
Review overdue: the last one was on 2024-01-01.
Perhaps one party: "Internet service providers" and "Internet service provider (ISP)".
Text with a restricted name: "Warn Blue Bank and".
Accepted, but no longer found: "A signal has no observer (Night vans)".
Accepted until a date that has passed: "A stage has no signal (Ordering)".
Perhaps the same: "Orders by phone" and "Order by phone".
Perhaps several items in one: "Smoke, noise and smell".
Name that looks incomplete: "Warn Blue Bank and".
"""


def test_what_to_tidy_is_named_in_words(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "m.barrier.yaml").write_text(TO_TIDY, "utf-8")
    agenda = " ".join(run("gaps", "m.barrier.yaml", "--today", "2026-11-28").stdout.split())
    assert [line for line in TIDIED.strip().splitlines() if line not in agenda] == []


def test_colour_adds_escapes_and_changes_no_word(run: "Run", example: Path) -> None:
    plain, coloured = (run("gaps", example, "--color", when).stdout for when in ("never", "always"))
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain
    assert coloured != plain
