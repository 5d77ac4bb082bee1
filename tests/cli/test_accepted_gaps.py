"""Accepted gaps and baselines on the command line."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Run

MODEL = """\
barrier_model: 1
id: waste
title: Waste dumping
language: en
stages:
  - name: Transport
    facilitators: [Van rental]
    opportunities: [Quiet roads]
    signals: [Smell in a van]
    partners: [Police, Municipality]
    barriers:
"""
ACCEPTED = "accepted_gaps: [{rule: stage-without-barriers, reason: Later, by: Council, until: 2030-01-01}]\n"


def write(folder: Path, text: str) -> None:
    (folder / "x.barrier.yaml").write_text(text, encoding="utf-8")


def test_accepted_gaps_are_counted_and_shown_on_request(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, MODEL + ACCEPTED)
    quiet = run("gaps", "--fail-on", "warning", "--select", "stage-without-barriers")
    assert (quiet.returncode, "No barrier" in quiet.stdout) == (0, False)
    assert quiet.stderr == "1 model: no findings. 1 accepted.\n"
    shown = run("gaps", "--show-accepted", "--select", "stage-without-barriers")
    assert "Accepted: Later, by Council, until 2030-01-01." in " ".join(shown.stdout.split())
    output = run("gaps", "--show-accepted", "--select", "stage-without-barriers", "--format", "json").stdout
    (finding,) = json.loads(output)["findings"]
    assert finding["accepted"] == {"how": "list", "reason": "Later", "by": "Council", "until": "2030-01-01"}
    assert json.loads(output)["summary"]["accepted"] == 1


def test_today_decides_what_has_expired(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, MODEL + ACCEPTED)
    later = run("gaps", "--today", "2031-01-01", "--format", "concise")
    assert "stage-without-barriers" in later.stdout
    assert "expired-acceptance" in later.stdout


def test_baseline_leaves_only_new_findings(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, MODEL)
    assert run("gaps", "--write-baseline", "known.json", "--fail-on", "info").returncode == 0
    assert run("gaps", "--baseline", "known.json", "--fail-on", "info").returncode == 0
    write(tmp_path, "# moved\n\n" + MODEL + "  - name: Dumping\n")
    done = run("gaps", "--baseline", "known.json", "--fail-on", "info", "--format", "concise")
    assert done.returncode == 1
    assert [line.split(" ")[2] for line in done.stdout.splitlines()] == ["stage-empty"]


def test_stale_baseline_entries_are_counted(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, MODEL)
    run("gaps", "--write-baseline", "known.json")
    write(tmp_path, MODEL.replace("barriers:", "barriers: [Checks]"))
    only = ("--baseline", "known.json", "--select", "stage-without-barriers")
    assert "1 entry in known.json no longer matches anything" in run("gaps", *only).stderr


def test_baseline_suppresses_no_errors(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, MODEL.replace("title: Waste dumping\n", ""))
    run("validate", "--write-baseline", "known.json")
    assert run("validate", "--baseline", "known.json").returncode == 1


def test_invalid_baseline_is_a_usage_error(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, MODEL)
    (tmp_path / "bad.json").write_text("[]", encoding="utf-8")
    for name in ("bad.json", "none.json"):
        done = run("gaps", "--baseline", name)
        assert done.returncode == 2
        assert f"--write-baseline {name}" in done.stderr


def test_warning_of_validate_can_be_accepted(run: "Run", tmp_path: Path) -> None:
    text = MODEL.replace("[Police, Municipality]", "[Police, Police]")
    write(tmp_path, f"{text}accepted_gaps: {{rule: duplicate-item, reason: two forces}}\n")
    assert run("validate").stderr == "1 model is valid. 1 accepted.\n"


def test_baseline_overwrites_no_other_kind_of_file(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, MODEL)
    done = run("gaps", "--write-baseline", "x.barrier.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    said = "x.barrier.yaml, line 1: this is not a baseline. It was not overwritten: name another file"
    assert said in done.stderr
    assert (tmp_path / "x.barrier.yaml").read_text(encoding="utf-8") == MODEL


def test_baseline_entry_of_a_rule_that_did_not_run_is_not_stale(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, MODEL)
    run("gaps", "--write-baseline", "b.json")
    assert "no longer match" not in run("gaps", "--baseline", "b.json", "--select", "no-plan").stderr
    assert "no longer match" not in run("gaps", "--baseline", "b.json", "--ignore", "no-plan").stderr
    assert "no longer match" not in run("validate", "--baseline", "b.json").stderr
    write(tmp_path, f"{MODEL}colour: blue\n")
    assert "no longer match" not in run("gaps", "--baseline", "b.json").stderr


def test_unused_acceptance_of_a_warning_is_reported(run: "Run", tmp_path: Path) -> None:
    accepted = "accepted_gaps: [{rule: duplicate-item, reason: They are two}]\n"
    write(tmp_path, MODEL + accepted)
    output = run("gaps", "--format", "concise", "--select", "unused-acceptance").stdout
    assert (
        '"An item appears twice in the same block" is accepted here, but no longer matches a finding.'
        in output
    )
    write(tmp_path, (MODEL + accepted).replace("[Quiet roads]", "[Quiet roads, Quiet roads]"))
    assert run("gaps", "--format", "concise", "--select", "unused-acceptance").stdout == ""


def test_every_format_shows_accepted_gaps(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, MODEL + ACCEPTED)
    for how in ("text", "concise", "github", "gitlab", "junit", "md"):
        output = run("gaps", "--show-accepted", "--select", "stage-without-barriers", "--format", how).stdout
        assert "Accepted: Later, by Council, until 2030-01-01." in " ".join(
            output.replace("\\", "").split()
        ), how
    output = run("gaps", "--show-accepted", "--select", "stage-without-barriers", "--format", "sarif").stdout
    (result,) = json.loads(output)["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "inSource", "justification": "Later"}]


def test_errors_of_possibly_restricted_files_are_only_shown_here(run: "Run", tmp_path: Path) -> None:
    for text in (f"{MODEL}classification: restrictd\n", f"{MODEL}classification: restricted\na: b: c\n"):
        write(tmp_path, text)
        assert run("validate").returncode == 1
        for args in (("-o", "leak.txt"), ("--format", "github"), ("--format", "md:leak.txt")):
            done = run("validate", *args)
            assert done.returncode == 1
            shown = done.stdout + (tmp_path / "leak.txt").read_text(encoding="utf-8")
            assert "classification" not in shown
            assert "restrictd" not in shown
            assert "its text is left out, since it may be restricted" in done.stderr
