"""Custom rules on the command line: selected, accepted, explained like any other rule."""

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


def findings_of(run: "Run", *args: str) -> list[str]:
    done = run("gaps", "--format", "concise", *args)
    return [line.split(": ", 1)[1] for line in done.stdout.splitlines()]


SELECTED = ("--select", "owner-needed,two-partners")


def test_custom_rules_run_with_the_others_and_can_be_selected(run: "Run") -> None:
    owner = 'warning owner-needed In stage "Transport", barriers, "Checks": A barrier needs an owner'
    partners = 'note two-partners Stage "Transport", partners: A stage has two partners'
    assert findings_of(run, *SELECTED) == [owner, partners]
    assert findings_of(run, "--select", "two") == [partners]
    every = findings_of(run)
    assert owner in every
    assert any("no-plan" in line for line in every)
    assert owner not in findings_of(run, "--ignore", "owner-needed")


def test_misspelt_custom_rule_gets_a_suggestion(run: "Run") -> None:
    assert 'Did you mean "owner-needed"?' in run("gaps", "--select", "owner-neded").stderr


def test_model_can_accept_custom_rules(run: "Run", folder: Path) -> None:
    write(folder, MODEL + "accepted_gaps: [{rule: owner-needed, at: Checks, reason: Later}]\n")
    assert run("validate").returncode == 0
    done = run("gaps", *SELECTED, "--ignore", "two-partners")
    assert done.stderr == "1 model: no findings. 1 accepted.\n"
    for command in (("show", "x.barrier.yaml"), ("export", "x.barrier.yaml")):
        assert run(*command).returncode == 0
        assert run(*command, "--no-config").returncode == 1
    assert "unknown-rule" in run("validate", "--no-config").stdout


def test_comment_suppresses_a_custom_rule(run: "Run", folder: Path) -> None:
    write(folder, MODEL.replace("[Checks,", "[Checks,  # barrierctl: ignore[owner-needed] later\n     "))
    assert findings_of(run, "--select", "owner-needed") == []


def test_baseline_suppresses_custom_rules(run: "Run") -> None:
    assert run("gaps", *SELECTED, "--write-baseline", "b.json").returncode == 0
    assert findings_of(run, *SELECTED, "--baseline", "b.json") == []


def test_custom_rule_is_explained(run: "Run") -> None:
    shown = " ".join(run("rule", "owner-needed").stdout.split())
    for text in (
        "owner-needed warning · house",
        "A barrier needs an owner",
        "Checks each barrier that was not dropped. Required: owner.",
        "set by those who maintain .barrierctl.yaml",
        "Ask who begins.",
        "{rule: owner-needed, at: …, reason: …}",
    ):
        assert text in shown


def test_custom_rules_are_listed_as_a_family(run: "Run") -> None:
    shown = run("rule").stdout
    assert "\nhouse\n  owner-needed" in shown
    assert "house" not in run("rule", "--no-config").stdout
    assert run("rule", "owner-needed", "--no-config").returncode == 2
    assert 'Did you mean "owner-needed"?' in run("rule", "owner-neded").stderr


def test_rule_works_with_an_invalid_configuration(run: "Run", folder: Path) -> None:
    (folder / ".barrierctl.yaml").write_text("selct: a\n", encoding="utf-8")
    assert run("rule", "unknown-key").returncode == 0
    assert run("rule").returncode == 2


@pytest.mark.parametrize("how", ["text", "concise", "json", "github", "gitlab", "sarif", "junit", "md"])
def test_every_format_reports_custom_rules(how: str, run: "Run") -> None:
    done = run("gaps", *SELECTED, "--format", how)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert "A barrier needs an owner" in done.stdout


def test_the_agenda_has_a_line_for_each_custom_rule(run: "Run", folder: Path) -> None:
    write(folder, MODEL.replace("[Checks, ", "[Checks, Talks, "))
    assert '\n  A barrier needs an owner: "Checks" and "Talks".\n' in run("gaps", *SELECTED).stdout


@pytest.mark.parametrize("command", ["show", "export"])
def test_the_view_of_gaps_has_custom_rules(command: str, run: "Run") -> None:
    done = run(command, "x.barrier.yaml", "--view", "gaps")
    assert done.returncode == 0, done.stderr
    assert "A barrier needs an owner" in done.stdout


def test_custom_rules_have_no_help_page(run: "Run") -> None:
    (driver,) = (one["tool"]["driver"] for one in json.loads(run("gaps", "--format", "sarif").stdout)["runs"])
    pages = {rule["id"]: rule.get("helpUri") for rule in driver["rules"]}
    assert pages["owner-needed"] is None
    assert pages["no-plan"]


def test_severity_of_a_custom_rule_can_be_changed(run: "Run", folder: Path) -> None:
    changed = RULES + "severity: {owner-needed: error}\nignore: two-partners\n"
    (folder / ".barrierctl.yaml").write_text(changed, encoding="utf-8")
    assert findings_of(run, "--select", "owner-needed")[0].startswith("error owner-needed")
    assert "owner-needed (warning)" in run("gaps", "--show-config").stdout


def test_note_and_info_are_one_severity(run: "Run", folder: Path) -> None:
    for name in ("note", "info"):
        rule = f"id: owner-needed, each: barrier, text: T, required: owner, severity: {name}"
        text = f"rules: [{{{rule}}}]\nlevel: {name}\nfail_on: {name}\nseverity: {{no-plan: {name}}}\n"
        (folder / ".barrierctl.yaml").write_text(text, encoding="utf-8")
        done = run("gaps", "--format", "concise", "--select", "owner-needed,no-plan")
        assert (done.returncode, done.stdout.count(": note ")) == (1, 2)
