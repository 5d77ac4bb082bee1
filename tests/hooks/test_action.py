"""The GitHub Action: its steps run here as on a runner, with the environment that GitHub sets."""

import json
import re
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from .shown import BROKEN, ROOT, THIN, bash, copy_project, fits, read, table

ACTION = read((ROOT / "action.yml").read_text(encoding="utf-8"))
HOSTILE = [
    '"; touch pwned; "',
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned #",
    "x && touch pwned",
    "-o",
]
Environment = Callable[..., dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class Runner:
    """A runner in a folder, with the Python that `setup-python` would have set up."""

    folder: Path
    environment: dict[str, str]
    python: Path = field(default=Path(sys.executable))

    def step(self, name: str, **given: str) -> CompletedProcess[str]:
        """Run one step of the Action with these inputs."""
        (step,) = [step for step in ACTION["runs"]["steps"] if step["name"] == name]
        inputs = {name: spec["default"] for name, spec in ACTION["inputs"].items()} | given
        variables = {key: self._filled(value, inputs) for key, value in step["env"].items()}
        return bash(step["run"], self.folder, {**self.environment, **variables})

    def look(self, **given: str) -> CompletedProcess[str]:
        return self.step("Check the models", **{key.replace("_", "-"): value for key, value in given.items()})

    def _filled(self, value: str, inputs: dict[str, str]) -> str:
        context = {f"inputs.{name}": text for name, text in inputs.items()}
        context["steps.python.outputs.python-path"] = str(self.python)
        return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: context[found[1]], value)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8")

    @property
    def summary(self) -> str:
        return Path(self.environment["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8")


@pytest.fixture
def runner(tmp_path: Path, environment: Environment) -> Runner:
    """A runner with this checkout in the place where the Action installs the program."""
    (tmp_path / "temp").mkdir()
    (tmp_path / "temp" / "barrierctl").symlink_to(ROOT)
    (tmp_path / "work" / ".git").mkdir(parents=True)
    (tmp_path / "summary.md").write_text("# Of the job\n\n", encoding="utf-8")
    variables = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "RUNNER_TEMP": str(tmp_path / "temp"),
        "PYTHONPATH": "",
    }
    return Runner(folder=tmp_path / "work", environment=environment(variables))


def test_action_is_valid_for_github(tmp_path: Path) -> None:
    assert fits("github-actions", (ROOT / "action.yml").read_text(encoding="utf-8"), tmp_path) == ""


def test_valid_model_passes(runner: Runner) -> None:
    runner.write("a.barrier.yaml", THIN)
    done = runner.look()
    assert (done.returncode, done.stderr) == (0, "1 model: 1 warning, 3 notes.\n")
    assert runner.summary.startswith("# Of the job\n\n## barrierctl: 1 model: 1 warning, 3 notes.\n")


def test_one_run_reports_errors_and_gaps(runner: Runner) -> None:
    runner.write("a.barrier.yaml", BROKEN)
    runner.write("b.barrier.yaml", THIN)
    done = runner.look()
    assert done.returncode == 1
    assert re.findall(r"title=([a-z-]+)", done.stdout)[:2] == ["unknown-key", "stage-empty"]


def test_error_is_annotated_on_its_line_and_fails(runner: Runner) -> None:
    runner.write("models/a.barrier.yaml", BROKEN)
    done = runner.look(paths="models/", sarif_file="found.sarif")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=models/a.barrier.yaml,line=6,endLine=6,col=22,")
    assert "unknown-key" in runner.summary
    (result,) = json.loads((runner.folder / "found.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert result["ruleId"] == "unknown-key"


def test_gaps_fail_on_request(runner: Runner) -> None:
    runner.write("a.barrier.yaml", THIN)
    assert runner.look().returncode == 0
    assert runner.look(args="--fail-on warning").returncode == 1
    ignored = runner.look(args="--fail-on warning\n--ignore stage-empty")
    assert (ignored.returncode, "stage-empty" in ignored.stdout) == (0, False)


@pytest.mark.parametrize(
    ("command", "summary"), [("validate", "1 model is valid."), ("gaps", "4 findings: ")]
)
def test_half_of_the_check_can_be_chosen(command: str, summary: str, runner: Runner) -> None:
    runner.write("a.barrier.yaml", THIN)
    assert runner.look(command=command).stderr.startswith(summary)


def test_paths_are_separated_by_lines_and_may_contain_spaces(runner: Runner) -> None:
    for name in ("one model.barrier.yaml", "two.barrier.yaml", "three.barrier.yaml"):
        runner.write(name, THIN)
    done = runner.look(paths="one model.barrier.yaml\ntwo.barrier.yaml\n")
    assert done.stderr == "2 models: 2 warnings, 6 notes.\n"


def test_summary_can_be_turned_off(runner: Runner) -> None:
    runner.write("a.barrier.yaml", THIN)
    assert runner.look(summary="false").returncode == 0
    assert runner.summary == "# Of the job\n\n"


def test_failed_step_adds_no_summary_of_an_earlier_one(runner: Runner) -> None:
    runner.write("a.barrier.yaml", THIN)
    runner.look()
    before = runner.summary
    done = runner.look(paths="nowhere")
    assert (done.returncode, runner.summary) == (2, before)
    assert "nowhere: there is no such file or folder." in done.stderr


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("given", ["command", "paths", "args", "sarif_file"])
def test_hostile_input_runs_nothing(given: str, text: str, runner: Runner) -> None:
    runner.write("a.barrier.yaml", THIN)
    done = runner.look(**{given: text})
    assert done.returncode in ((0,) if given == "sarif_file" else (2,))
    assert "pwned" not in {file.name for file in runner.folder.iterdir()}


def test_checked_file_is_never_executed(runner: Runner) -> None:
    runner.write("a.barrier.yaml", THIN)
    runner.write("rich.py", "raise SystemExit('run')\n")
    runner.write("barrierctl/__main__.py", "raise SystemExit('run')\n")
    done = runner.look()
    assert (done.returncode, done.stderr) == (0, "1 model: 1 warning, 3 notes.\n")


def test_inputs_reach_scripts_only_through_the_environment() -> None:
    scripts: list[str] = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2
    assert [script for script in scripts if "${{" in script] == []


def test_documentation_lists_inputs_and_defaults() -> None:
    inputs: dict[str, Any] = ACTION["inputs"]
    assert table("GitHub") == {name: spec["default"] for name, spec in inputs.items()}


@pytest.mark.installs
def test_action_installs_its_own_program(tmp_path: Path, environment: Environment) -> None:
    venv.create(tmp_path / "python", with_pip=True)
    variables = {
        "GITHUB_ACTION_PATH": str(copy_project(tmp_path / "action")),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "RUNNER_TEMP": str(tmp_path / "temp"),
        "PYTHONPATH": "",
    }
    (tmp_path / "work").mkdir()
    python = tmp_path / "python" / "bin" / "python"
    runner = Runner(folder=tmp_path / "work", environment=environment(variables), python=python)
    runner.write("a.barrier.yaml", THIN)
    installed = runner.step("Install barrierctl")
    assert installed.returncode == 0, installed.stderr
    done = runner.look()
    assert (done.returncode, done.stderr) == (0, "1 model: 1 warning, 3 notes.\n")
