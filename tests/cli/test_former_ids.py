"""The former id of a rule does what its id does."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl.messages import ids_of, rule_ids

if TYPE_CHECKING:
    from conftest import Run

RULE, FORMER = "mostly-repressive", "only-repressive"
MODEL = """\
barrier_model: 1
id: growing
title: Cannabis growing
language: en
stages:
  - name: Growing
    partners: [Council]
    barriers:
      - {{name: Closing, approach: repressive}}
      - {{name: Fines, approach: repressive}}
      - {{name: Confiscation, approach: repressive}}
{more}"""


def write(folder: Path, more: str = "") -> None:
    text = MODEL.format(more=more)
    (folder / "x.barrier.yaml").write_text(text, encoding="utf-8")


def found(run: "Run", *options: str) -> dict[str, str]:
    """The severity of each rule that finds something."""
    done = run("gaps", "--format", "json", *options)
    return {finding["rule"]: finding["severity"] for finding in json.loads(done.stdout)["findings"]}


@pytest.mark.parametrize("name", [RULE, FORMER, "only"])
def test_former_id_or_its_beginning_selects_and_ignores_the_rule(
    name: str, run: "Run", tmp_path: Path
) -> None:
    write(tmp_path)
    assert found(run, "--select", name) == {RULE: "info"}
    assert RULE not in found(run, "--ignore", name)


@pytest.mark.parametrize("name", [RULE, FORMER])
def test_model_accepts_a_gap_by_the_former_id(name: str, run: "Run", tmp_path: Path) -> None:
    write(tmp_path, f"accepted_gaps: [{{rule: {name}, reason: Prevention is elsewhere.}}]\n")
    assert found(run, "--select", "mostly,unused") == {}
    assert run("validate").returncode == 0


def test_accepted_gap_under_a_former_id_that_matches_nothing_is_unused(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, "accepted_gaps: [{rule: only-preventive, reason: No}]\n")
    assert "unused-acceptance" in found(run)


def test_baseline_of_an_earlier_version_knows_the_finding(run: "Run", tmp_path: Path) -> None:
    write(tmp_path)
    run("gaps", "--write-baseline", "known.json")
    known = json.loads((tmp_path / "known.json").read_text(encoding="utf-8"))
    (entries,) = known["models"].values()
    (entry,) = [entry for entry in entries if entry["rule"] == RULE]
    entry["rule"] = FORMER
    (tmp_path / "known.json").write_text(json.dumps(known), encoding="utf-8")
    done = run("gaps", "--baseline", "known.json", "--fail-on", "info")
    assert (done.returncode, "no longer" in done.stderr) == (0, False)


def test_configuration_sets_the_severity_by_the_former_id(run: "Run", tmp_path: Path) -> None:
    write(tmp_path)
    config = f"severity: {{{FORMER}: warning}}\nselect: [{FORMER}]\n"
    (tmp_path / ".barrierctl.yaml").write_text(config, encoding="utf-8")
    assert found(run) == {RULE: "warning"}


def test_rule_explains_a_former_id(run: "Run") -> None:
    assert run("rule", FORMER).stdout == run("rule", RULE).stdout


def test_custom_rule_cannot_take_a_former_id(run: "Run", tmp_path: Path) -> None:
    write(tmp_path)
    config = f"rules: [{{id: {FORMER}, each: barrier, required: owner, message: No owner.}}]\n"
    (tmp_path / ".barrierctl.yaml").write_text(config, encoding="utf-8")
    done = run("gaps")
    assert (done.returncode, "duplicate-id" in done.stdout + done.stderr) == (2, True)


def test_no_id_is_the_former_one_of_another_rule() -> None:
    every = [name for rule in rule_ids() for name in ids_of(rule)]
    assert len(every) == len(set(every))
