"""House rules on the command line: they are chosen, accepted, explained and known like the others."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

MODEL = """\
barrier_model: 1
id: waste
title: Waste dumping
language: en
stages:
  - name: Transport
    barriers: [Checks, {name: Fines, owner: Police}]
    partners: [Police]
"""
RULES = """\
rules:
  - id: owner-needed
    text: A barrier needs an owner
    each: barrier
    required: [owner]
    hint: Ask who begins.
  - id: two-partners
    text: A stage has two partners
    severity: info
    each: stage
    at_least: {partners: 2}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    write(tmp_path, MODEL)
    (tmp_path / ".barrierctl.yaml").write_text(RULES, encoding="utf-8")
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / "x.barrier.yaml").write_text(text, encoding="utf-8")


def told(run: "Run", *args: str) -> list[str]:
    done = run("gaps", "--format", "concise", *args)
    return [line.split(": ", 1)[1] for line in done.stdout.splitlines()]


CHOSEN = ("--select", "owner-needed,two-partners")


def test_they_run_beside_the_others_and_can_be_chosen(run: "Run") -> None:
    owner = 'warning owner-needed In stage "Transport", barriers, "Checks": A barrier needs an owner'
    partners = 'info two-partners Stage "Transport", partners: A stage has two partners'
    assert told(run, *CHOSEN) == [owner, partners]
    assert told(run, "--select", "two") == [partners]
    every = told(run)
    assert owner in every
    assert any("no-plan" in line for line in every)
    assert owner not in told(run, "--ignore", "owner-needed")


def test_a_misspelt_one_is_guessed_at(run: "Run") -> None:
    assert 'Did you mean "owner-needed"?' in run("gaps", "--select", "owner-neded").stderr


def test_they_are_accepted_in_the_model(run: "Run", folder: Path) -> None:
    write(folder, MODEL + "accepted_gaps: [{rule: owner-needed, at: Checks, reason: Later}]\n")
    assert run("validate").returncode == 0
    done = run("gaps", *CHOSEN, "--ignore", "two-partners")
    assert done.stderr == "1 model: nothing to look at. 1 accepted.\n"
    for command in (("show", "x.barrier.yaml"), ("export", "x.barrier.yaml")):
        assert run(*command).returncode == 0
        assert run(*command, "--no-config").returncode == 1
    assert "unknown-rule" in run("validate", "--no-config").stdout


def test_a_comment_accepts_them(run: "Run", folder: Path) -> None:
    write(folder, MODEL.replace("[Checks,", "[Checks,  # barrierctl: ignore[owner-needed] later\n     "))
    assert told(run, "--select", "owner-needed") == []


def test_a_baseline_knows_them(run: "Run") -> None:
    assert run("gaps", *CHOSEN, "--write-baseline", "b.json").returncode == 0
    assert told(run, *CHOSEN, "--baseline", "b.json") == []


def test_one_is_explained(run: "Run") -> None:
    shown = " ".join(run("rule", "owner-needed").stdout.split())
    for text in (
        "owner-needed warning · house",
        "A barrier needs an owner",
        "Looks at every barrier that was not dropped. Each of these must be told: owner.",
        "agreed on by those who keep .barrierctl.yaml",
        "Ask who begins.",
        "{rule: owner-needed, at: …, reason: …}",
    ):
        assert text in shown


def test_they_are_listed_as_a_family(run: "Run") -> None:
    shown = run("rule").stdout
    assert "\nhouse\n  owner-needed" in shown
    assert "house" not in run("rule", "--no-config").stdout
    assert run("rule", "owner-needed", "--no-config").returncode == 2
    assert 'Did you mean "owner-needed"?' in run("rule", "owner-neded").stderr


def test_what_is_wrong_with_the_configuration_can_still_be_explained(run: "Run", folder: Path) -> None:
    (folder / ".barrierctl.yaml").write_text("selct: a\n", encoding="utf-8")
    assert run("rule", "unknown-key").returncode == 0
    assert run("rule").returncode == 2


@pytest.mark.parametrize("how", ["text", "concise", "json", "github", "gitlab", "sarif", "junit", "md"])
def test_every_format_tells_them(how: str, run: "Run") -> None:
    done = run("gaps", *CHOSEN, "--format", how)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert "A barrier needs an owner" in done.stdout


def test_they_have_no_page_that_a_platform_could_open(run: "Run") -> None:
    (driver,) = (one["tool"]["driver"] for one in json.loads(run("gaps", "--format", "sarif").stdout)["runs"])
    pages = {rule["id"]: rule.get("helpUri") for rule in driver["rules"]}
    assert pages["owner-needed"] is None
    assert pages["no-plan"]


def test_the_configuration_can_change_them_and_shows_them(run: "Run", folder: Path) -> None:
    changed = RULES + "severity: {owner-needed: error}\nignore: two-partners\n"
    (folder / ".barrierctl.yaml").write_text(changed, encoding="utf-8")
    assert told(run, "--select", "owner-needed")[0].startswith("error owner-needed")
    assert "owner-needed (warning)" in run("gaps", "--show-config").stdout
