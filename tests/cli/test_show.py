"""`barrierctl show`."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .samples import BROKEN

if TYPE_CHECKING:
    from conftest import Run

STAGES = ["Setting up marketplace", "Running marketplace", "Selling drugs", "Shipping drugs"]
RESTRICTED = (
    "barrier_model: 1\nid: r\ntitle: R\nlanguage: en\nclassification: restricted\n"
    "stages: [{name: A, signals: [Cash]}]\n"
)


@pytest.fixture
def with_plan(example: Path) -> Path:
    return example.with_name("darknet-with-plan.barrier.yaml")


def test_wide_terminal_shows_a_grid(run: "Run", darknet: Path) -> None:
    done = run("show", darknet.name, env={"COLUMNS": "180"})
    assert (done.returncode, done.stderr) == (0, "")
    (head,) = [line for line in done.stdout.splitlines() if all(stage in line for stage in STAGES)]
    assert head.startswith("│ Block")


@pytest.mark.parametrize("columns", ["20", "60", "90"])
def test_narrow_terminal_shows_sections(columns: str, run: "Run", darknet: Path) -> None:
    done = run("show", darknet.name, env={"COLUMNS": columns})
    assert "│" not in done.stdout
    assert [line for line in done.stdout.splitlines() if line in STAGES] == STAGES


def test_transpose_swaps_rows_and_columns(run: "Run", darknet: Path) -> None:
    done = run("show", darknet.name, "--transpose", env={"COLUMNS": "180"})
    heads = [line.split("│")[1].strip() for line in done.stdout.splitlines() if line.startswith("│")]
    assert [head for head in heads if head in [*STAGES, "General"]] == [*STAGES, "General"]


@pytest.mark.parametrize("stage", ["selling", "Selling drugs", "selling DRUGS"])
def test_stage_option_shows_one_stage(stage: str, run: "Run", darknet: Path) -> None:
    done = run("show", darknet.name, "--stage", stage)
    assert "Selling drugs" in done.stdout
    assert "Shipping drugs" not in done.stdout


def test_stage_option_can_be_repeated(run: "Run", darknet: Path) -> None:
    done = run("show", darknet.name, "--stage", "general", "--stage", "selling")
    assert "Scientific research" in done.stdout
    assert "Proactive online investigations" in " ".join(done.stdout.split())
    assert "Running marketplace" not in done.stdout


def test_unknown_stage_gets_a_suggestion(run: "Run", darknet: Path) -> None:
    done = run("show", darknet.name, "--stage", "Selling drug")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'Did you mean "Selling drugs"?' in done.stderr


def test_items_view_of_a_stage(run: "Run", darknet: Path) -> None:
    done = run("show", darknet.name, "--view", "items", "--stage", "shipping")
    assert done.stdout.count("Block: ") == 24
    assert "Legal basis: Needed" in done.stdout


def test_unknown_view_is_a_usage_error(run: "Run", darknet: Path) -> None:
    done = run("show", darknet.name, "--view", "itmes")
    assert done.returncode == 2
    assert "items" in done.stderr


def test_standard_input_is_shown(run: "Run", darknet: Path) -> None:
    assert run("show", "-", stdin=darknet.read_bytes()).stdout == run("show", darknet.name).stdout


def test_model_with_errors_is_not_shown(run: "Run") -> None:
    done = run("show", "-", stdin=BROKEN)
    assert (done.returncode, done.stdout) == (1, "")
    assert "unknown-key" in done.stderr


def test_restricted_model_is_shown(run: "Run") -> None:
    done = run("show", "-", stdin=RESTRICTED)
    assert done.returncode == 0
    assert "Cash" in done.stdout


def test_show_needs_exactly_one_model(run: "Run", darknet: Path, tmp_path: Path) -> None:
    assert run("show", "nowhere").returncode == 2
    assert run("show").returncode == 2
    (tmp_path / "b.barrier.yaml").write_bytes(darknet.read_bytes())
    done = run("show", ".")
    assert done.returncode == 2
    assert "2 models" in done.stderr


def test_folder_with_one_model_shows_that_model(run: "Run", darknet: Path) -> None:
    assert run("show", ".").stdout == run("show", darknet.name).stdout


def test_dumb_terminal_has_the_width_of_columns(run: "Run", darknet: Path) -> None:
    env = {"TERM": "dumb", "COLUMNS": "120"}
    coloured = run("show", "--color", "always", darknet.name, env=env).stdout
    plain = run("show", "--color", "never", darknet.name, env=env).stdout
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_a_party_has_its_own_list_of_the_plan(run: "Run", with_plan: Path) -> None:
    done = run("show", with_plan, "--party", "customs", "--today", "2026-11-24")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == run("show", with_plan, "--view", "plan", "--party", "Customs", "--today", "2026-11-24").stdout
    )
    assert "Train inspectors and sorters in stealth packaging" in done.stdout
    assert "Draft a law on undercover work online" not in done.stdout


def test_what_is_overdue_depends_on_the_day(run: "Run", with_plan: Path) -> None:
    shown = {
        day: run("show", with_plan, "--view", "plan", "--today", day).stdout
        for day in ("2026-11-24", "2030-01-01")
    }
    assert "[overdue]" not in shown["2026-11-24"]
    assert "[overdue]" in shown["2030-01-01"]


@pytest.mark.parametrize("command", ["show", "export"])
def test_another_view_than_the_plan_has_no_parties(command: str, run: "Run", with_plan: Path) -> None:
    done = run(command, with_plan, "--view", "matrix", "--party", "customs")
    assert (done.returncode, done.stdout) == (2, "")
    assert "The view matrix is not shown by party. --party goes with --view plan." in done.stderr


@pytest.mark.parametrize("command", ["show", "export"])
def test_empty_name_of_a_party_does_not_show_the_tasks_of_all(
    command: str, run: "Run", with_plan: str
) -> None:
    done = run(command, with_plan, "--party", "")
    assert (done.returncode, done.stdout) == (2, "")
    assert '"" is not a party of this model' in done.stderr


def test_an_unknown_party_gets_a_suggestion(run: "Run", with_plan: Path) -> None:
    done = run("show", with_plan, "--party", "Custom")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'Did you mean "Customs"?' in done.stderr
