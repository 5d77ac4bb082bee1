"""docs/ci.md: every example is valid for its platform and does what the page says."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .shown import PAGE, THIN, bash, blocks, fits, program_on_path, read, section, shown

TEXT = PAGE.read_text(encoding="utf-8")
Environment = Callable[..., dict[str, str]]
Shell = Callable[[str], subprocess.CompletedProcess[str]]


@pytest.fixture
def shell(tmp_path: Path, environment: Environment) -> Shell:
    """Runs a line in a folder that holds one model with gaps."""
    (tmp_path / "work" / "models").mkdir(parents=True)
    (tmp_path / "work" / "models" / "a.barrier.yaml").write_text(THIN, encoding="utf-8")
    around = environment()
    around["PATH"] = f"{program_on_path(tmp_path / 'bin')}:{around['PATH']}"
    return lambda line: bash(line, tmp_path / "work", around)


def test_every_yaml_block_is_tested_here() -> None:
    assert [list(read(block)) for block in blocks("yaml", TEXT)] == [
        ["repos"],
        ["name", "on", "permissions", "jobs"],
        ["include"],
    ]


def test_documented_configuration_is_valid_for_pre_commit(tmp_path: Path, environment: Environment) -> None:
    (block,) = blocks("yaml", section("Before each commit"))
    (tmp_path / "config.yaml").write_text(block, encoding="utf-8")
    command = [sys.executable, "-m", "pre_commit", "validate-config", "config.yaml"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.parametrize(("heading", "schema"), [("GitHub", "github-workflows"), ("GitLab", "gitlab-ci")])
def test_documented_workflow_is_valid_for_its_platform(heading: str, schema: str, tmp_path: Path) -> None:
    (block,) = blocks("yaml", section(heading))
    assert fits(schema, block, tmp_path) == ""


def test_documented_hooks_and_inputs_exist() -> None:
    root = PAGE.parents[1]
    hooks = {hook["id"] for hook in read((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    (repository,) = shown("Before each commit")["repos"]
    assert [hook["id"] for hook in repository["hooks"]] == ["barrierctl-check"]
    assert set(re.findall(r"`(barrierctl-[a-z]+)`", section("Before each commit"))) == hooks
    action = read((root / "action.yml").read_text(encoding="utf-8"))
    steps = shown("GitHub")["jobs"]["barrierctl"]["steps"]
    ours = [step for step in steps if step["uses"].startswith("barrierctl/")]
    assert len(ours) == 1
    assert all(set(step["with"]) <= set(action["inputs"]) for step in ours)


def test_uploaded_file_is_the_written_one() -> None:
    *_, check, upload = shown("GitHub")["jobs"]["barrierctl"]["steps"]
    assert upload["with"]["sarif_file"] == check["with"]["sarif-file"]


def test_commands_for_other_platforms_write_a_report(shell: Shell, tmp_path: Path) -> None:
    (block,) = blocks("sh", section("Elsewhere"))
    _install, look = block.splitlines()
    done = shell(look)
    assert (done.returncode, "stage-empty" in done.stdout) == (1, True)
    assert 'failures="1"' in (tmp_path / "work" / "barrierctl.xml").read_text(encoding="utf-8")


def test_baseline_leaves_only_new_findings(shell: Shell, tmp_path: Path) -> None:
    write, look, prune = blocks("sh", section("A repository that has gaps already"))
    assert shell(write).returncode == 0
    assert shell(look).returncode == 0
    model = tmp_path / "work" / "models" / "a.barrier.yaml"
    model.write_text(f"# Moved\n{THIN}  - {{name: Storing, signals: Smell}}\n", encoding="utf-8")
    done = shell(look)
    assert done.returncode == 1
    assert "Storing\n" in done.stdout
    assert "stage-empty" not in done.stdout
    model.write_text(THIN.replace("Storing", "Selling"), encoding="utf-8")
    assert "removed" in shell(prune).stderr
