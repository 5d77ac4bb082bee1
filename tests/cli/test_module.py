"""`python -m barrierctl`, and what a signal leaves behind."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .samples import MODEL

if TYPE_CHECKING:
    from conftest import Run

WRITER = """
import os, signal, sys
from pathlib import Path
from barrierctl.files import output
fsync = os.fsync
def ended(handle):
    fsync(handle)
    os.kill(os.getpid(), signal.SIGTERM)
os.fsync = ended
sys.argv = ["barrierctl", "schema", "-o", "out.json"]
from barrierctl.__main__ import main
main()
"""


@pytest.mark.parametrize("name", ["gc", "typing", "inspect", "ruamel", "typer", "re", "yaml"])
@pytest.mark.parametrize("command", [["validate"], ["--help"], ["show", "m.barrier.yaml"]])
def test_modules_in_the_current_folder_are_not_imported(
    command: list[str], name: str, run_process: "Run", tmp_path: Path
) -> None:
    (tmp_path / "m.barrier.yaml").write_text(MODEL, encoding="utf-8")
    (tmp_path / f"{name}.py").write_text("raise SystemExit('imported')\n", encoding="utf-8")
    done = run_process(*command)
    assert (done.returncode, "imported" in done.stderr) == (0, False)


def test_termination_leaves_no_temporary_file(
    uncovered: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WRITER],
        cwd=tmp_path,
        env=uncovered(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (128 + signal.SIGTERM, b"", b"")
    assert list(tmp_path.iterdir()) == []
