"""Effects of a configuration on the command line."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl.config.loader import load_configuration
from barrierctl.config.reader import unmet_version
from barrierctl.config.types import find_configuration
from barrierctl.source import read

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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "x.barrier.yaml").write_text(MODEL, encoding="utf-8")
    return tmp_path


def configure(folder: Path, text: str, name: str = ".barrierctl.yaml") -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def rules(run: "Run", *args: str) -> list[str]:
    done = run("gaps", "--format", "json", *args)
    assert done.returncode in (0, 1), done.stderr
    return [finding["rule"] for finding in json.loads(done.stdout)["findings"]]


def test_option_replaces_the_rules_of_the_configuration(run: "Run", folder: Path) -> None:
    configure(folder, "select: [stage, no-plan]\nignore: no-plan\n")
    assert rules(run) == ["stage-without-barriers"]
    assert set(rules(run, "--ignore", "no-links")) == {"no-plan", "stage-without-barriers"}
    assert set(rules(run, "--select", "no-links,no-plan")) == {"no-links"}


def test_options_override_fail_on_and_level(run: "Run", folder: Path) -> None:
    configure(folder, "fail_on: warning\nlevel: warning\nselect: [stage-without-barriers, no-plan]\n")
    done = run("gaps", "--format", "concise")
    assert (done.returncode, done.stdout.count("\n")) == (1, 1)
    done = run("gaps", "--format", "concise", "--fail-on", "never", "--level", "info")
    assert (done.returncode, done.stdout.count("\n")) == (0, 2)


def test_by_default_validate_fails_on_errors_and_gaps_never(run: "Run", folder: Path) -> None:
    assert run("gaps").returncode == 0
    configure(folder, MODEL.replace("title: Waste dumping\n", ""), "y.barrier.yaml")
    assert run("validate").returncode == 1


def test_severity_of_a_rule_can_be_changed(run: "Run", folder: Path) -> None:
    configure(folder, "severity: {stage-without-barriers: error, no-plan: warning}\nfail_on: error\n")
    done = run("gaps", "--format", "concise")
    assert done.returncode == 1
    assert ": error stage-without-barriers" in done.stdout
    assert ": warning no-plan" in done.stdout


def test_gap_raised_to_an_error_can_be_in_the_baseline(run: "Run", folder: Path) -> None:
    configure(folder, "severity: {stage-without-barriers: error}\nfail_on: error\nbaseline: known.json\n")
    assert run("gaps", "--write-baseline", "known.json").returncode == 0
    assert run("gaps").returncode == 0


def test_warning_raised_to_an_error_still_lets_gaps_run(run: "Run", folder: Path) -> None:
    configure(folder, MODEL.replace("Police, Municipality", "Police, Police"), "x.barrier.yaml")
    configure(folder, "severity: {duplicate-item: error}\n")
    assert run("validate").returncode == 1
    assert "stage-without-barriers" in run("gaps", "--format", "concise").stdout


def test_exclude_patterns_are_relative_to_the_configuration(run: "Run", folder: Path) -> None:
    configure(folder, MODEL, "models/a.barrier.yaml")
    configure(folder, MODEL, "models/old/b.barrier.yaml")
    configure(folder, "exclude: models/old\n")
    assert run("validate", "--list-files").stdout == "x.barrier.yaml\nmodels/a.barrier.yaml\n"
    assert run("validate", "models/old/b.barrier.yaml").returncode == 0
    replaced = run("validate", "--list-files", "--exclude", "x*").stdout
    assert replaced == "models/a.barrier.yaml\nmodels/old/b.barrier.yaml\n"


def test_rules_can_be_ignored_by_path(run: "Run", folder: Path) -> None:
    configure(folder, MODEL, "archive/a.barrier.yaml")
    configure(folder, "select: stage\nper_path:\n  - {path: archive/*, ignore: stage-without}\n")
    done = run("gaps", "--format", "concise")
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["x.barrier.yaml"]


def test_suppression_of_a_rule_ignored_by_path_is_not_unused(run: "Run", folder: Path) -> None:
    accepted = "accepted_gaps: [{rule: stage-without-signals, reason: Later}]\n"
    configure(folder, MODEL + accepted, "x.barrier.yaml")
    assert "unused-acceptance" in rules(run)
    configure(folder, "per_path: {path: x*, ignore: stage-without-signals}\n")
    assert "unused-acceptance" not in rules(run)


def test_review_months_sets_when_a_review_is_overdue(run: "Run", folder: Path) -> None:
    configure(folder, f"{MODEL}review: {{last: 2026-01-01}}\n", "x.barrier.yaml")
    day = ("--today", "2027-06-01", "--select", "review-overdue")
    assert rules(run, *day) == ["review-overdue"]
    configure(folder, "review_months: 24\n")
    assert rules(run, *day) == []


def test_configured_baseline_may_be_missing_until_written(run: "Run", folder: Path) -> None:
    configure(folder, "baseline: known/gaps.json\nfail_on: info\n")
    (folder / "known").mkdir()
    assert "known/gaps.json: there is no such baseline" in run("gaps").stderr
    assert run("gaps", "--write-baseline", "known/gaps.json").returncode == 0
    assert run("gaps").returncode == 0
    configure(folder, MODEL.replace("barriers:", "barriers: [Checks]"), "x.barrier.yaml")
    assert "in known/gaps.json no longer match" in run("gaps").stderr


def test_nearest_configuration_upwards_is_used_alone(folder: Path) -> None:
    configure(folder, "select: stage\n")
    (folder / "deep" / "er").mkdir(parents=True)
    assert find_configuration(folder / "deep" / "er") == folder / ".barrierctl.yaml"
    configure(folder, "ignore: stage\n", "deep/.barrierctl.yaml")
    assert find_configuration(folder / "deep" / "er") == folder / "deep" / ".barrierctl.yaml"
    loaded, _ = load_configuration(folder / "deep" / ".barrierctl.yaml")
    assert (loaded.select, loaded.ignore) == ((), ("stage",))


def test_config_option_is_for_all_files(run: "Run", folder: Path) -> None:
    configure(folder, MODEL, "deep/x.barrier.yaml")
    configure(folder, "select: stage\n")
    configure(folder, "select: no-plan\n", "deep/.barrierctl.yaml")
    assert rules(run, "deep", "--config", ".barrierctl.yaml") == ["stage-without-barriers"]
    assert rules(run, "--config", "deep/.barrierctl.yaml") == ["no-plan", "no-plan"]


def test_no_config_ignores_the_configuration(run: "Run", folder: Path) -> None:
    configure(folder, "select: no-plan\n")
    assert "stage-without-barriers" in rules(run, "--no-config")
    done = run("gaps", "--no-config", "--config", ".barrierctl.yaml")
    assert (done.returncode, "not both" in done.stderr) == (2, True)
    done = run("gaps", "--config", "none.yaml")
    assert (done.returncode, done.stderr) == (2, "barrierctl: none.yaml: there is no such file.\n")


def test_empty_configuration_changes_nothing(run: "Run", folder: Path) -> None:
    configure(folder, "# later\n")
    assert "stage-without-barriers" in rules(run)


def test_show_config_prints_the_origin_of_each_value(run: "Run", folder: Path) -> None:
    configure(folder, "select: stage\nseverity: {no-plan: error, no-links: info}\nexclude: [a, b]\n")
    done = run("gaps", "--show-config", "--select", "no-plan", "--ignore", "no-links")
    assert (done.returncode, done.stderr) == (0, "")
    assert [" ".join(line.split()) for line in done.stdout.splitlines()] == [
        "Configuration: .barrierctl.yaml",
        "",
        "requires none default",
        "select no-plan --select",
        "ignore no-links --ignore",
        "fail_on never default",
        "level note default",
        "severity no-plan: error .barrierctl.yaml:2",
        "no-links: note",
        "exclude a, b .barrierctl.yaml:3",
        "per_path none default",
        "review_months 12 default",
        "baseline none default",
        "parties none default",
        "rules none default",
    ]


@pytest.mark.parametrize(
    ("option", "title"),
    [
        ((), "Configuration: none. There is no .barrierctl.yaml in this folder or in one above it."),
        (("--no-config",), "Configuration: none, because of --no-config."),
    ],
)
def test_show_config_says_that_there_is_no_configuration(
    option: tuple[str, ...], title: str, run: "Run"
) -> None:
    assert run("validate", "--show-config", *option).stdout.splitlines()[0] == title


def test_root_of_platform_paths_is_the_repository_or_the_configuration(run: "Run", folder: Path) -> None:
    configure(folder, MODEL, "sub/models/y.barrier.yaml")
    configure(folder, "select: stage\n", "sub/.barrierctl.yaml")
    output = run("gaps", "--format", "gitlab", "--config", "sub/.barrierctl.yaml", "sub").stdout
    assert json.loads(output)[0]["location"]["path"] == "models/y.barrier.yaml"
    (folder / ".git").mkdir()
    output = run("gaps", "--format", "gitlab", "--config", "sub/.barrierctl.yaml", "sub").stdout
    assert json.loads(output)[0]["location"]["path"] == "sub/models/y.barrier.yaml"


@pytest.mark.parametrize(
    ("required", "holds"),
    [
        (">=0.1", True),
        (">=0", True),
        (">=0.1.0, <1", True),
        ("==0.1", True),
        ("<=0.0.9", False),
        (">0.1", False),
        (">=1.0", False),
        (">=0.1, <0.1.0", False),
    ],
)
def test_required_versions_are_compared(required: str, holds: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    monkeypatch.setattr("barrierctl.config.reader.__version__", "0.1.0")
    assert (unmet_version(read(f'requires: "{required}"\n'.encode()).tree) is None) is holds


def test_unmet_version_is_the_only_error(run: "Run", folder: Path) -> None:
    configure(folder, 'requires: ">=99"\nnew_key: 1\n')
    done = run("gaps")
    assert (done.returncode, done.stdout) == (2, "")
    assert "the configuration requires >=99" in done.stderr
    assert "new_key" not in done.stderr
