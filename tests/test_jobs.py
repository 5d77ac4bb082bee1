"""Many models, several processes: the same answer, in the same order, and nothing to wait for where few."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl.parallel import Jobs, each

if TYPE_CHECKING:
    from conftest import Run

LARGE = 10_000_000
HOUSE = """
rules:
  - {id: house-level, text: It does not say on which level it works., each: barrier, required: level}
"""


def process_of(number: int) -> tuple[int, int]:
    return number, os.getpid()


def fails_at_three(number: int) -> int:
    if number == 3:
        error = ValueError("three")
        error.add_note("the third")
        raise error
    return number


@pytest.mark.parametrize(("command", "how"), [("validate", "text"), ("gaps", "text"), ("gaps", "json")])
def test_several_processes_say_what_one_says(command: str, how: str, many: Path, run_process: "Run") -> None:
    alone = run_process("--color", "always", command, many, "--jobs", "1", "--format", how)
    shared = run_process("--color", "always", command, many, "--jobs", "3", "--format", how)
    assert (shared.returncode, shared.stdout, shared.stderr) == (1, alone.stdout, alone.stderr)
    assert "extra-49" in shared.stdout


def test_results_come_in_the_order_of_the_things() -> None:
    numbers = list(range(500))
    told = list(each(process_of, numbers, LARGE, Jobs(most=3)))
    assert [number for number, _ in told] == numbers
    assert [number for number, process in told if process == os.getpid()] == [0]


def test_of_few_things_none_is_kept_waiting() -> None:
    told = each(process_of, list(range(4)), LARGE, Jobs(most=2))
    assert os.getpid() not in {process for _, process in told}


@pytest.mark.parametrize(("size", "jobs"), [(10_000, Jobs()), (LARGE, Jobs(most=1))])
def test_few_things_are_done_here(size: int, jobs: Jobs) -> None:
    assert {process for _, process in each(process_of, list(range(50)), size, jobs)} == {os.getpid()}


@pytest.mark.parametrize("most", [1, 2])
def test_progress_is_told_of_each_thing(most: int) -> None:
    told: list[tuple[int, int]] = []
    jobs = Jobs(most=most, progress=lambda done, total: told.append((done, total)))
    list(each(process_of, list(range(5)), LARGE, jobs))
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


@pytest.mark.parametrize("most", [1, 2])
def test_what_goes_wrong_in_a_process_is_told_here(most: int) -> None:
    with pytest.raises(ValueError, match="three") as caught:
        list(each(fails_at_three, list(range(9)), LARGE, Jobs(most=most)))
    assert caught.value.__notes__ == ["the third"]


def test_house_rules_and_baselines_reach_every_process(
    many: Path, run_process: "Run", tmp_path: Path
) -> None:
    (tmp_path / ".barrierctl.yaml").write_text(HOUSE, encoding="utf-8")
    asked = ("gaps", many, "--select", "house-level", "--format", "concise")
    alone, shared = run_process(*asked, "--jobs", "1"), run_process(*asked, "--jobs", "2")
    assert alone.stdout == shared.stdout
    assert shared.stdout.count("house-level") > 100, shared.stderr
    run_process(*asked, "--write-baseline", "known.json")
    assert "house-level" not in run_process(*asked, "--jobs", "2", "--baseline", "known.json").stdout


def test_jobs_are_at_least_one(run: "Run") -> None:
    done = run("validate", "--jobs", "0")
    assert done.returncode == 2
    assert "--jobs" in done.stderr


def test_nobody_is_shown_a_bar_who_does_not_look_at_a_terminal(many: Path, run: "Run") -> None:
    assert run("validate", many).stderr.count("\n") == 1
