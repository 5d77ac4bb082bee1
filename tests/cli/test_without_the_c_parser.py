"""Without ruamel's C parser the program gives the same output."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

ROOT = Path(__file__).parents[2]
BROKEN = 'barrier_model: 1\nid: a\ntitle: A\nlanguage: en\nstages:\n- name: "S\n'


@pytest.fixture
def without(tmp_path: Path) -> dict[str, str]:
    """An environment in which the C parser cannot be loaded."""
    stub = tmp_path / "stub"
    stub.mkdir()
    stub.joinpath("_ruamel_yaml.py").write_text("raise ImportError\n", encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join((str(stub), str(ROOT)))}


@pytest.mark.parametrize("command", ["validate", "gaps", "show"])
def test_valid_model_gives_the_same_output(
    command: str, without: dict[str, str], darknet: Path, run: "Run", run_process: "Run"
) -> None:
    slow = run_process(command, darknet, env=without)
    fast = run(command, darknet)
    assert fast.stdout or command == "validate"
    assert (slow.returncode, slow.stdout, slow.stderr) == (0, fast.stdout, fast.stderr)


def test_broken_model_gives_the_same_output(
    without: dict[str, str], tmp_path: Path, run: "Run", run_process: "Run"
) -> None:
    (tmp_path / "a.barrier.yaml").write_text(BROKEN, encoding="utf-8")
    slow = run_process("validate", "a.barrier.yaml", env=without)
    assert (slow.returncode, slow.stdout) == (1, run("validate", "a.barrier.yaml").stdout)
    assert "a.barrier.yaml:6:9" in slow.stdout
