"""`--audience`: who reads what is written of a model with restricted content."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

NAME = "hennep.barrier.yaml"
MODEL = """\
barrier_model: 1
id: hennep
title: Hennepteelt
language: en
stages:
  - name: Renting
    signals:
      - Smell
      - {name: Geheim tap, classification: restricted}
"""


@pytest.fixture(autouse=True)
def model(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    path.write_text(MODEL, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "command", [("export", NAME), ("new", "copy.barrier.yaml", "--from", NAME, "--keep", "content")]
)
def test_nothing_is_written_until_somebody_says_who_reads_it(command: tuple[str, ...], run: "Run") -> None:
    done = run(*command)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--audience public leaves that content out, --audience restricted keeps it." in done.stderr


def test_the_public_gets_the_rest_and_the_count_is_on_standard_error(run: "Run") -> None:
    done = run("export", NAME, "--audience", "public")
    assert "Smell" in done.stdout
    assert "Geheim" not in done.stdout
    assert done.stderr == f"{NAME}: 1 restricted element left out.\n"


def test_those_who_may_see_it_get_everything(run: "Run") -> None:
    done = run("export", NAME, "--audience", "restricted")
    assert "Geheim tap" in done.stdout
    assert done.stderr == ""


def test_show_has_everything_unless_the_public_is_asked_for(run: "Run") -> None:
    assert "Geheim tap" in run("show", NAME).stdout
    assert "Geheim" not in run("show", NAME, "--audience", "public").stdout


def test_a_model_that_is_restricted_itself_has_no_public_version(model: Path, run: "Run") -> None:
    model.write_text(MODEL.replace("title:", "classification: restricted\ntitle:"), encoding="utf-8")
    done = run("export", NAME, "--audience", "public")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"Nothing in {NAME} is public" in done.stderr
    report = run("check", NAME, "--audience", "public")
    assert (report.returncode, report.stdout) == (0, "")
    assert f"{NAME}: nothing in it is public, so it was left out." in report.stderr


def test_a_model_whose_stages_are_all_restricted_has_no_public_version(model: Path, run: "Run") -> None:
    model.write_text(
        MODEL.replace("    signals:", "    classification: restricted\n    signals:"), encoding="utf-8"
    )
    assert run("export", NAME, "--audience", "public").returncode == 2


def test_a_log_of_ci_has_the_words_that_may_be_in_it(run: "Run") -> None:
    public = run("gaps", NAME, "--format", "github", "--audience", "public").stdout
    assert 'Stage "Renting", barriers' in public
    assert "Geheim" not in public
    assert "Stage" not in run("gaps", NAME, "--format", "github").stdout
    assert 'Stage "Renting"' in run("gaps", NAME, "--format", "github", "--audience", "restricted").stdout


def test_a_file_with_errors_is_never_quoted_for_the_public(model: Path, run: "Run") -> None:
    model.write_text(MODEL.replace("Smell", "Smell\n      - {nam: Geheim pipe}"), encoding="utf-8")
    done = run("validate", NAME, "--audience", "public")
    assert done.returncode == 1
    assert "Geheim" not in done.stdout + done.stderr


def test_a_shared_party_that_is_restricted_is_left_out_too(model: Path, run: "Run") -> None:
    folder = model.parent
    shared = "- {id: police, name: Police}\n- {id: man, name: Geheim man, classification: restricted}\n"
    (folder / "parties.yaml").write_text(shared, encoding="utf-8")
    (folder / ".barrierctl.yaml").write_text("parties: parties.yaml\n", encoding="utf-8")
    items = (
        "    partners: [police, man]\n    barriers:\n      - {name: Check, owner: man, helped_by: police}\n"
    )
    model.write_text(MODEL + items, encoding="utf-8")
    done = run(
        "export", NAME, "--format", "md", "--view", "matrix", "--view", "parties", "--audience", "public"
    )
    assert done.returncode == 0
    assert "Police" in done.stdout
    assert "Geheim" not in done.stdout + done.stderr
