"""docs/ci.md: every block of it is accepted by whom it is for, and does what the page says."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from barrierctl.version import __version__

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


def test_every_block_of_yaml_is_one_that_is_tested_here() -> None:
    assert [list(read(block)) for block in blocks("yaml", TEXT)] == [
        ["repos"],
        ["name", "on", "permissions", "jobs"],
        ["include"],
    ]


def test_pre_commit_accepts_the_configuration(tmp_path: Path, environment: Environment) -> None:
    (block,) = blocks("yaml", section("Before each commit"))
    (tmp_path / "config.yaml").write_text(block, encoding="utf-8")
    command = [sys.executable, "-m", "pre_commit", "validate-config", "config.yaml"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.parametrize(("heading", "schema"), [("GitHub", "github-workflows"), ("GitLab", "gitlab-ci")])
def test_the_platform_accepts_what_is_shown(heading: str, schema: str, tmp_path: Path) -> None:
    (block,) = blocks("yaml", section(heading))
    assert fits(schema, block, tmp_path) == ""


def test_only_hooks_and_inputs_that_exist_are_used() -> None:
    root = PAGE.parents[1]
    hooks = {hook["id"] for hook in read((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    (repository,) = shown("Before each commit")["repos"]
    assert {hook["id"] for hook in repository["hooks"]} == hooks
    action = read((root / "action.yml").read_text(encoding="utf-8"))
    steps = shown("GitHub")["jobs"]["barrierctl"]["steps"]
    ours = [step for step in steps if step["uses"].startswith("barrierctl/")]
    assert len(ours) == 2
    assert all(set(step["with"]) <= set(action["inputs"]) for step in ours)


def test_what_is_uploaded_is_what_was_written() -> None:
    *_, gaps, upload = shown("GitHub")["jobs"]["barrierctl"]["steps"]
    assert upload["with"]["sarif_file"] == gaps["with"]["sarif-file"]


def test_every_version_named_is_this_one() -> None:
    named = re.findall(r"barrierctl(?:@|\n    rev: )v([\d.]+\d)", TEXT)
    assert len(named) >= 5
    assert set(named) == {__version__}


def test_the_lines_for_elsewhere_write_a_report(shell: Shell, tmp_path: Path) -> None:
    (block,) = blocks("sh", section("Elsewhere"))
    _install, look = block.splitlines()
    done = shell(look)
    assert (done.returncode, "stage-empty" in done.stdout) == (1, True)
    assert 'failures="1"' in (tmp_path / "work" / "barrierctl.xml").read_text(encoding="utf-8")


def test_a_baseline_leaves_what_is_new(shell: Shell, tmp_path: Path) -> None:
    write, look = blocks("sh", section("A repository that has gaps already"))
    assert shell(write).returncode == 0
    assert shell(look).returncode == 0
    model = tmp_path / "work" / "models" / "a.barrier.yaml"
    model.write_text(f"# Moved\n{THIN}  - {{name: Storing, signals: Smell}}\n", encoding="utf-8")
    done = shell(look)
    assert done.returncode == 1
    assert "Storing\n" in done.stdout
    assert "stage-empty" not in done.stdout
