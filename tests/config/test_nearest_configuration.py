"""Several configurations in one run: each file is under the nearest one upward."""

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

MODEL = """\
barrier_model: 1
id: {name}
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
LEVEL = "rules: [{{id: {name}-level, each: barrier, text: T, required: level}}]\n"


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def monorepo(tmp_path: Path) -> Path:
    """A repository with two projects and a model beside them."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    write(
        tmp_path,
        {
            f"{folder}{name}.barrier.yaml": MODEL.format(name=name)
            for folder, name in (("", "top"), ("fraud/", "fraud"), ("waste/models/", "waste"))
        },
    )
    write(
        tmp_path,
        {
            "fraud/.barrierctl.yaml": "select: no-plan\n",
            "waste/.barrierctl.yaml": "select: stage-without-barriers\n",
        },
    )
    return tmp_path


def found(run: "Run", *args: str) -> set[tuple[str, str]]:
    done = run("gaps", "--format", "json", *args)
    assert done.returncode in (0, 1), done.stderr
    return {(one["path"], one["rule"]) for one in json.loads(done.stdout)["findings"]}


@pytest.mark.usefixtures("monorepo")
def test_each_file_is_checked_under_the_nearest_configuration(run: "Run") -> None:
    by_project = {
        ("fraud/fraud.barrier.yaml", "no-plan"),
        ("waste/models/waste.barrier.yaml", "stage-without-barriers"),
    }
    assert {one for one in found(run) if not one[0].startswith("top")} == by_project
    assert {rule for path, rule in found(run) if path.startswith("top")} > {"no-plan", "no-links"}
    assert found(run, "fraud", "waste/models/waste.barrier.yaml") == by_project


def test_a_configuration_at_the_root_is_for_the_rest_alone(run: "Run", monorepo: Path) -> None:
    write(monorepo, {".barrierctl.yaml": "select: no-links\n"})
    assert found(run) == {
        ("top.barrier.yaml", "no-links"),
        ("fraud/fraud.barrier.yaml", "no-plan"),
        ("waste/models/waste.barrier.yaml", "stage-without-barriers"),
    }


def test_findings_count_against_the_fail_on_of_their_own_configuration(run: "Run", monorepo: Path) -> None:
    write(monorepo, {"fraud/.barrierctl.yaml": "select: no-plan\nfail_on: warning\n"})
    assert run("gaps").returncode == 0
    write(monorepo, {"waste/.barrierctl.yaml": "select: stage-without-barriers\nfail_on: warning\n"})
    assert run("gaps").returncode == 1
    assert run("gaps", "--fail-on", "never").returncode == 0
    junit = run("gaps", "--format", "junit").stdout
    assert junit.count("<failure") == 1
    assert "waste" in junit.split("<failure")[0].rpartition("<testsuite ")[2]


def test_only_findings_of_the_stage_that_is_shown_make_a_run_fail(run: "Run", tmp_path: Path) -> None:
    sound = "  - name: Sale\n    barriers: [Checks]\n"
    write(tmp_path, {"x.barrier.yaml": MODEL.format(name="x") + sound})
    command = ("gaps", "--select", "stage-without-barriers", "--fail-on", "warning", "--stage")
    assert [run(*command, stage).returncode for stage in ("Transport", "Sale")] == [1, 0]


def test_level_is_that_of_each_configuration(run: "Run", monorepo: Path) -> None:
    write(monorepo, {"fraud/.barrierctl.yaml": "level: warning\nselect: [no-plan, stage-without-barriers]\n"})
    assert [rule for path, rule in found(run) if path.startswith("fraud")] == ["stage-without-barriers"]
    assert ("top.barrier.yaml", "no-plan") in found(run)


def test_exclude_is_relative_to_its_own_configuration(run: "Run", monorepo: Path) -> None:
    write(
        monorepo,
        {
            "waste/.barrierctl.yaml": "exclude: models/waste*\n",
            "fraud/models/waste.barrier.yaml": MODEL.format(name="other"),
        },
    )
    done = run("validate", "--list-files")
    expected = ["top.barrier.yaml", "fraud/fraud.barrier.yaml", "fraud/models/waste.barrier.yaml"]
    assert done.stdout.splitlines() == expected
    assert "1 by exclude in waste/.barrierctl.yaml:1" in run("validate").stderr


def test_an_outer_configuration_can_exclude_a_project(run: "Run", monorepo: Path) -> None:
    write(monorepo, {".barrierctl.yaml": "exclude: [./waste]\n"})
    assert run("validate", "--list-files").stdout.splitlines() == [
        "top.barrier.yaml",
        "fraud/fraud.barrier.yaml",
    ]
    named = "waste/models/waste.barrier.yaml"
    assert run("validate", "--list-files", named).stdout == f"{named}\n"
    assert run("validate", "--list-files", "--force-exclude", named).stdout == ""


def test_errors_of_every_configuration_are_reported_once(run: "Run", monorepo: Path) -> None:
    write(
        monorepo,
        {
            "fraud/.barrierctl.yaml": "selct: no-plan\n",
            "fraud/more.barrier.yaml": MODEL.format(name="more"),
            "waste/.barrierctl.yaml": "level: high\n",
        },
    )
    done = run("check")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("fraud/.barrierctl.yaml:1:1") == 1
    assert done.stderr.count("waste/.barrierctl.yaml:1:8") == 1
    assert run("check", "top.barrier.yaml").returncode == 0


def test_custom_rules_and_parties_are_those_of_each_configuration(run: "Run", monorepo: Path) -> None:
    uses = MODEL.format(name="fraud").replace("barriers:", "barriers: [{name: B, owner: police-unit}]")
    write(
        monorepo,
        {
            "fraud/.barrierctl.yaml": LEVEL.format(name="fraud") + "parties: parties.yaml\n",
            "fraud/parties.yaml": "- {id: police-unit, name: Police unit}\n",
            "fraud/fraud.barrier.yaml": uses,
            "waste/.barrierctl.yaml": LEVEL.format(name="waste"),
            "waste/models/waste.barrier.yaml": uses.replace(", owner: police-unit", ""),
        },
    )
    assert run("validate").returncode == 0
    assert run("validate", "--no-config").returncode == 1
    assert {one for one in found(run) if one[1].endswith("-level")} == {
        ("fraud/fraud.barrier.yaml", "fraud-level"),
        ("waste/models/waste.barrier.yaml", "waste-level"),
    }
    assert found(run, "--select", "waste-level") == {("waste/models/waste.barrier.yaml", "waste-level")}
    for command in ("show", "export"):
        assert run(command, "fraud/fraud.barrier.yaml").returncode == 0
    copied = ("new", "copy.barrier.yaml", "--from", "fraud/fraud.barrier.yaml")
    assert run(*copied).returncode == 0


def test_each_configuration_has_its_own_baseline(run: "Run", monorepo: Path) -> None:
    for name in ("fraud", "waste"):
        rule = {"fraud": "no-plan", "waste": "stage-without-barriers"}[name]
        text = f"select: {rule}\nbaseline: known.json\nfail_on: note\n"
        write(monorepo, {f"{name}/.barrierctl.yaml": text})
        assert run("gaps", name, "--write-baseline", f"{name}/known.json").returncode == 0
    assert found(run, "fraud", "waste") == set()
    write(monorepo, {"waste/models/waste.barrier.yaml": MODEL.format(name="waste") + "      - Checks\n"})
    assert "1 entry in waste/known.json" in run("gaps").stderr
    pruned = run("gaps", "--prune-baseline").stderr
    assert "waste/known.json" in pruned
    assert "no-plan" in (monorepo / "fraud" / "known.json").read_text(encoding="utf-8")
    assert "stage-without" not in (monorepo / "waste" / "known.json").read_text(encoding="utf-8")


def test_one_baseline_can_hold_the_findings_of_all_projects(run: "Run", monorepo: Path) -> None:
    run("gaps", "--write-baseline", "all.json")
    done = run("gaps", "--baseline", "all.json", "--fail-on", "note")
    assert (done.returncode, "no longer match" in done.stderr) == (0, False)
    text = (monorepo / "all.json").read_text(encoding="utf-8")
    assert all(f'"{name}": [' in text for name in ("top", "fraud", "waste"))


def test_baseline_of_a_project_has_the_models_of_this_project_alone(run: "Run", monorepo: Path) -> None:
    write(monorepo, {"fraud/.barrierctl.yaml": "baseline: ../fraud/known.json\nfail_on: note\n"})
    advice = run("gaps").stderr.split("To write one, use ")[1].split()
    assert advice == ["--write-baseline", "fraud/known.json"]
    assert run("gaps", *advice).returncode == 0
    assert list(json.loads((monorepo / "fraud" / "known.json").read_bytes())["models"]) == ["fraud"]
    assert run("gaps", "fraud").returncode == 0
    assert run("gaps", "--write-baseline", "new.json").returncode == 0
    assert list(json.loads((monorepo / "new.json").read_bytes())["models"]) == ["fraud", "top", "waste"]


@pytest.mark.usefixtures("monorepo")
def test_standard_input_is_under_the_configuration_of_its_name(run: "Run") -> None:
    text = MODEL.format(name="stdin")
    done = run("gaps", "-", "--stdin-filename", "fraud/new.barrier.yaml", "--format", "concise", stdin=text)
    assert [line.split()[2] for line in done.stdout.splitlines()] == ["no-plan"]
    assert "no-links" in run("gaps", "-", "--format", "concise", stdin=text).stdout


@pytest.mark.usefixtures("monorepo")
def test_show_config_is_for_the_path_that_is_named(run: "Run") -> None:
    titles = {
        path: run("gaps", "--show-config", *path).stdout.splitlines()[0]
        for path in ((), ("fraud",), ("waste/models/waste.barrier.yaml",))
    }
    assert [title.removeprefix("Configuration: ") for title in titles.values()] == [
        "none. There is no .barrierctl.yaml in this folder or in one above it.",
        "fraud/.barrierctl.yaml",
        "waste/.barrierctl.yaml",
    ]


def test_several_processes_use_the_configuration_of_each_file(run_process: "Run", monorepo: Path) -> None:
    long = "".join(f"      - Check {number} {'x' * 900}\n" for number in range(300))
    for name in ("fraud/fraud", "waste/models/waste"):
        write(monorepo, {f"{name}.barrier.yaml": MODEL.format(name=name.rpartition("/")[2]) + long})
    one = run_process("gaps", "--format", "concise", "fraud", "waste", "--jobs", "1")
    assert "no-plan" in one.stdout
    assert run_process("gaps", "--format", "concise", "fraud", "waste", "--jobs", "2").stdout == one.stdout


@pytest.mark.parametrize("pattern", ["./drafts", "./drafts/", "./drafts/*", "drafts/./x*"])
def test_pattern_may_begin_with_the_folder_itself(pattern: str, run: "Run", tmp_path: Path) -> None:
    text = MODEL.format(name="x")
    write(tmp_path, {"drafts/x.barrier.yaml": text, "a.barrier.yaml": text})
    assert run("validate", "--list-files", "--exclude", pattern).stdout == "a.barrier.yaml\n"
    write(tmp_path, {".barrierctl.yaml": f"per_path: {{path: {pattern}, ignore: no-plan}}\n"})
    assert {path for path, rule in found(run) if rule == "no-plan"} == {"a.barrier.yaml"}


# ---- the other names


def test_the_suffix_may_be_yml(run: "Run", monorepo: Path) -> None:
    (monorepo / "fraud" / ".barrierctl.yaml").rename(monorepo / "fraud" / ".barrierctl.yml")
    assert found(run, "fraud") == {("fraud/fraud.barrier.yaml", "no-plan")}


def test_two_configurations_in_a_folder_are_an_error(run: "Run", monorepo: Path) -> None:
    write(monorepo, {"fraud/.barrierctl.yml": "select: stage\n"})
    done = run("check")
    expected = (
        "barrierctl: fraud/.barrierctl.yaml and fraud/.barrierctl.yml are both there. Keep one of them.\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", expected)


# ---- settings for one command


def test_fail_on_and_select_can_be_set_for_one_command(run: "Run", tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "x.barrier.yaml": MODEL.format(name="x").replace("Municipality", "Police"),
            ".barrierctl.yaml": "select: [no-plan, duplicate-item]\nvalidate: {fail_on: warning}\n"
            "gaps:\n  fail_on: warning\n  select: stage-without-barriers\n",
        },
    )
    codes = {command: run(command).returncode for command in ("validate", "gaps", "check")}
    assert codes == {"validate": 1, "gaps": 1, "check": 0}
    assert {rule for _, rule in found(run)} == {"stage-without-barriers"}
    assert {rule for _, rule in found(run, "--select", "no-links")} == {"no-links"}
    assert run("gaps", "--fail-on", "error").returncode == 0
    shown = " ".join(run("gaps", "--show-config").stdout.split())
    assert "select stage-without-barriers .barrierctl.yaml:5" in shown
    assert "fail_on warning .barrierctl.yaml:2" in " ".join(run("validate", "--show-config").stdout.split())
    view = run("show", "--view", "gaps", "x.barrier.yaml").stdout
    assert "no barriers" in view.lower() or "no barrier" in view.lower()
    assert "plan" not in view.lower()


def test_rules_that_a_command_never_reports_are_refused_in_its_settings(run: "Run", tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "x.barrier.yaml": MODEL.format(name="x"),
            ".barrierctl.yaml": "gaps: {select: duplicate-item}\nvalidate: {select: [no-plan], levl: a}\n",
        },
    )
    done = run("check")
    assert done.returncode == 2
    assert 'The command gaps never reports "duplicate-item".' in done.stderr
    assert 'select it under "gaps"' in done.stderr
    assert ".barrierctl.yaml:2:31" in done.stderr
