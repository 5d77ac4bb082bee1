"""The GitLab component: its script runs here with inputs inserted as on the server."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from ruamel.yaml import YAML

from .shown import BROKEN, ROOT, THIN, bash, copy_project, fits, program_on_path, table

TEMPLATE = ROOT / "templates" / "barrierctl.yml"
HEADER, PIPELINE = YAML(typ="safe").load_all(TEMPLATE.read_text(encoding="utf-8"))
INPUTS: dict[str, Any] = HEADER["spec"]["inputs"]
HOSTILE = [
    '"; touch pwned; "',
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned #",
    "x && touch pwned",
    "-o",
]
Environment = Callable[..., dict[str, str]]
Job = Callable[..., CompletedProcess[str]]


def filled(part: Any, given: dict[str, str]) -> Any:
    """A part of the pipeline with the inputs put in, node by node."""
    if isinstance(part, dict):
        return {filled(key, given): filled(value, given) for key, value in part.items()}
    if isinstance(part, list):
        return [filled(one, given) for one in part]
    if not isinstance(part, str):
        return part
    inputs = {name: spec["default"] for name, spec in INPUTS.items()} | given
    return re.sub(r"\$\[\[ inputs\.([a-z-]+) \]\]", lambda found: inputs[found[1]], part)


def variables(job: Any) -> dict[str, str]:
    assert all(spec["expand"] is False for spec in job["variables"].values())
    return {name: spec["value"] for name, spec in job["variables"].items()}


@pytest.fixture
def job(tmp_path: Path, environment: Environment) -> Job:
    (tmp_path / "work" / ".git").mkdir(parents=True)
    around = environment()
    around["PATH"] = f"{program_on_path(tmp_path / 'bin')}:{around['PATH']}"

    def run(by: str = "bash", **given: str) -> CompletedProcess[str]:
        (job,) = filled(PIPELINE, given).values()
        environment = {**around, **variables(job)}
        return bash("\n".join(job["script"]), tmp_path / "work", environment, by=by)

    return run


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "work"


def test_component_is_valid_for_gitlab(tmp_path: Path) -> None:
    header, pipeline = json.dumps(HEADER), json.dumps(filled(PIPELINE, {"job-name": "models"}))
    assert fits("gitlab-ci", header, tmp_path) == ""
    assert fits("gitlab-ci", pipeline, tmp_path) == ""
    assert list(json.loads(pipeline)) == ["models"]


def test_valid_model_passes_with_empty_reports(job: Job, work: Path) -> None:
    (work / "a.barrier.yaml").write_text(THIN, encoding="utf-8")
    done = job(command="validate")
    assert (done.returncode, done.stderr) == (0, "1 model is valid.\n")
    assert json.loads((work / "barrierctl-quality.json").read_text(encoding="utf-8")) == []
    assert ET.parse(work / "barrierctl-junit.xml").getroot().get("failures") == "0"  # noqa: S314


def test_image_needs_no_bash(job: Job, work: Path) -> None:
    (work / "a.barrier.yaml").write_text(THIN, encoding="utf-8")
    assert job(by="sh", args="--fail-on warning").returncode == 1


def test_findings_are_in_the_log_and_both_reports(job: Job, work: Path) -> None:
    (work / "models").mkdir()
    (work / "models" / "a.barrier.yaml").write_text(BROKEN, encoding="utf-8")
    done = job(paths="models")
    assert done.returncode == 1
    assert "models/a.barrier.yaml:6:22  unknown-key" in done.stdout
    (entry,) = json.loads((work / "barrierctl-quality.json").read_text(encoding="utf-8"))
    assert entry["location"]["path"] == "models/a.barrier.yaml"
    assert ET.parse(work / "barrierctl-junit.xml").getroot().get("failures") == "1"  # noqa: S314


def test_written_reports_are_the_declared_ones(job: Job, work: Path) -> None:
    (work / "a.barrier.yaml").write_text(THIN, encoding="utf-8")
    job(command="gaps")
    (spec,) = PIPELINE.values()
    artifacts = spec["artifacts"]
    written = {file.name for file in work.iterdir()} - {".git", "a.barrier.yaml"}
    assert written == set(artifacts["paths"]) == set(artifacts["reports"].values())
    assert artifacts["when"] == "always"


def test_gaps_fail_on_request(job: Job, work: Path) -> None:
    for name in ("one model", "two"):
        (work / f"{name}.barrier.yaml").write_text(THIN, encoding="utf-8")
    assert job().returncode == 0
    done = job(args="--fail-on warning --select stage", paths="one model.barrier.yaml\n")
    assert (done.returncode, done.stderr.splitlines()[0][:19]) == (1, "1 model: 1 warning.")


@pytest.mark.parametrize("command", ["check", "gaps"])
def test_all_gaps_of_several_models_are_in_the_log(command: str, job: Job, work: Path) -> None:
    for name in ("a", "b"):
        (work / f"{name}.barrier.yaml").write_text(THIN, encoding="utf-8")
    log = job(command=command).stdout
    assert (log.count("stage-empty"), log.count("no-plan")) == (2, 2)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("given", ["command", "paths", "args"])
def test_hostile_input_runs_nothing(given: str, text: str, job: Job, work: Path) -> None:
    (work / "a.barrier.yaml").write_text(THIN, encoding="utf-8")
    assert job(**{given: text}).returncode == 2
    assert "pwned" not in {file.name for file in work.iterdir()}


def test_inputs_reach_scripts_only_through_variables() -> None:
    (spec,) = PIPELINE.values()
    assert "$[[" not in "\n".join([*spec["before_script"], *spec["script"]])


def test_documentation_lists_inputs_and_defaults() -> None:
    assert table("GitLab") == {name: spec["default"] for name, spec in INPUTS.items()}


@pytest.mark.installs
def test_whole_job_runs(tmp_path: Path, environment: Environment) -> None:
    project = copy_project(tmp_path / "a project")
    (tmp_path / "a.barrier.yaml").write_text(THIN, encoding="utf-8")
    (job,) = filled(PIPELINE, {"package": str(project), "paths": "a.barrier.yaml"}).values()
    around = environment({"PYTHONPATH": "", "PYTHONWARNDEFAULTENCODING": ""}) | variables(job)
    done = bash("\n".join([*job["before_script"], *job["script"]]), tmp_path, around)
    assert done.returncode == 0, done.stderr
    assert "1 model: 1 warning, 3 notes." in done.stderr
