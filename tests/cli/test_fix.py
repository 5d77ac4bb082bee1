"""`--fix` and `--diff`: mistakes with one right correction."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

NAME = "hennep.barrier.yaml"
TYPED = """\
barrier_model: 1   # kept
id: hennep
title: Hennepteelt
language: nederlands
date: 31/03/2026

stages:
\t- name: “Woning”  # kept too
\t  signalen:  [Geur]
"""
CORRECTED = """\
barrier_model: 1   # kept
id: hennep
title: Hennepteelt
language: nl
date: 2026-03-31

stages:
  - name: "Woning"  # kept too
    signals:  [Geur]
"""
NO_CORRECTION = TYPED.replace("id: hennep", "id: hennep\nidea: geen")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    path.write_text(TYPED, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["validate", "gaps", "check"])
def test_a_file_is_corrected_and_the_report_is_about_the_corrected_one(
    command: str, model: Path, run: "Run"
) -> None:
    done = run(command, "--fix", NAME)
    assert done.returncode == 0
    assert model.read_text(encoding="utf-8") == CORRECTED
    assert "--fix" not in done.stderr


@pytest.mark.usefixtures("model")
def test_each_correction_is_listed(run: "Run") -> None:
    said = run("validate", "--fix", NAME).stderr
    assert f"{NAME}: 4 lines corrected.\n" in said
    assert "  line 4:  language: nederlands  is now  language: nl\n" in said
    assert "  line 5:  date: 31/03/2026  is now  date: 2026-03-31\n" in said
    assert "1 model is valid." in said


def test_the_old_file_is_kept(model: Path, run: "Run") -> None:
    run("validate", "--fix", NAME)
    assert model.with_name(f"{NAME}~").read_text(encoding="utf-8") == TYPED


def test_a_patch_shows_the_corrections_and_nothing_is_written(model: Path, run: "Run") -> None:
    done = run("validate", "--fix", "--diff", NAME)
    assert done.returncode == 1
    assert "\n-\t- name: “Woning”  # kept too\n" in done.stdout
    assert "\n+date: 2026-03-31\n" in done.stdout
    assert model.read_text(encoding="utf-8") == TYPED
    assert [path.name for path in model.parent.iterdir()] == [NAME]


def test_a_patch_of_a_correct_file_is_empty(model: Path, run: "Run") -> None:
    model.write_text(CORRECTED, encoding="utf-8")
    done = run("check", "--diff", NAME)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_nothing_is_written_if_errors_would_remain(model: Path, run: "Run") -> None:
    model.write_text(NO_CORRECTION, encoding="utf-8")
    done = run("validate", "--fix", NAME)
    assert done.returncode == 1
    assert model.read_text(encoding="utf-8") == NO_CORRECTION
    assert "but other errors remain, so nothing was written" in done.stderr
    assert '"idea" is not a key of the model.' in done.stdout


def test_the_summary_says_what_can_be_corrected(model: Path, run: "Run") -> None:
    model.write_text(TYPED.replace("\t", "  "), encoding="utf-8")
    assert "1 model: 4 errors. --fix can correct 4 of them." in run("validate", NAME).stderr


def test_a_correct_file_is_left_alone(model: Path, run: "Run") -> None:
    model.write_text(CORRECTED, encoding="utf-8")
    before = model.stat().st_mtime_ns
    assert run("validate", "--fix", NAME).returncode == 0
    assert model.stat().st_mtime_ns == before


def test_what_may_be_meant_in_two_ways_is_not_corrected(model: Path, run: "Run") -> None:
    typed = CORRECTED.replace("2026-03-31", "03/04/2026")
    model.write_text(typed, encoding="utf-8")
    assert run("validate", "--fix", NAME).returncode == 1
    assert model.read_text(encoding="utf-8") == typed


def test_standard_input_cannot_be_corrected(run: "Run") -> None:
    done = run("validate", "--fix", "-", stdin=TYPED.encode())
    assert (done.returncode, done.stdout) == (2, "")
    assert "Standard input cannot be corrected. Name a file." in done.stderr


def test_a_link_is_not_replaced(model: Path, run: "Run") -> None:
    (model.parent / "link.barrier.yaml").symlink_to(model)
    done = run("validate", "--fix", "link.barrier.yaml")
    assert done.returncode == 2
    assert model.read_text(encoding="utf-8") == TYPED


def test_a_file_that_cannot_be_written_stops_no_other(model: Path, run: "Run", tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(TYPED, encoding="utf-8")
    (tmp_path / "a-link.barrier.yaml").symlink_to(other)
    done = run("validate", "--fix", "a-link.barrier.yaml", NAME)
    assert done.returncode == 2
    assert f"a-link.barrier.yaml is a link to {other}, so it was not overwritten." in done.stderr
    assert "a-link.barrier.yaml\n" in done.stdout  # its errors are reported
    assert (other.read_text(encoding="utf-8"), model.read_text(encoding="utf-8")) == (TYPED, CORRECTED)


def test_the_words_of_a_restricted_model_stay_out_of_a_public_log(model: Path, run: "Run") -> None:
    model.write_text(TYPED.replace("title:", "classification: restricted\ntitle:"), encoding="utf-8")
    shown = run("validate", "--diff", NAME, env={"CI": "true"})
    fixed = run("validate", "--fix", NAME, env={"CI": "true"})
    for done in (shown, fixed):
        assert "Woning" not in done.stdout + done.stderr
        assert "4 lines" in done.stderr
