"""What the tests share: the program as a subprocess, golden files, the example of the paper.

A golden file holds what the program gives, to the letter. After a change that is meant, write them anew with
`BARRIERCTL_GOLDEN=write pytest`, and read the difference with `git diff` before it is committed.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import pytest

from barrierctl.model.barrier_model import BarrierModel
from barrierctl.opening import open_bytes

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "darknet-drug-markets.barrier.yaml"
_PLAIN = {
    "NO_COLOR": "1",
    "COLUMNS": "100",
    "TERM": "dumb",
    "_TYPER_FORCE_DISABLE_TERMINAL": "1",
    "PYTHONPATH": str(ROOT),
    "PYTHONWARNDEFAULTENCODING": "1",
}
_NOT_OURS = ("FORCE_COLOR", "PYTHONIOENCODING", "PYTHONUTF8", "GIT_DIR", "GIT_WORK_TREE")

Golden = Callable[[Path, str], None]


class Run(Protocol):
    """Run the program with these arguments in the test's own folder."""

    def __call__(
        self, *args: str | Path, stdin: str | bytes = b"", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]: ...


def plain_environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment in which the program says the same on every machine; an empty change takes away."""
    inherited = {key: value for key, value in os.environ.items() if key not in _NOT_OURS}
    told = {**inherited, **_PLAIN, **(changes or {})}
    return {key: value for key, value in told.items() if value}


@pytest.fixture
def environment() -> Callable[..., dict[str, str]]:
    return plain_environment


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def start(
        *args: str | Path, stdin: str | bytes = b"", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "barrierctl", *map(str, args)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=tmp_path,
            env=plain_environment(env),
            timeout=60,
            check=False,
        )
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return start


@pytest.fixture
def golden() -> Golden:
    def check(path: Path, text: str) -> None:
        if os.environ.get("BARRIERCTL_GOLDEN") == "write":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert text == path.read_bytes().decode(), f"{path.name} differs; see tests/conftest.py"

    return check


@pytest.fixture
def example() -> Path:
    return EXAMPLE


@pytest.fixture
def darknet(tmp_path: Path) -> Path:
    """A copy of the paper's model in the test's own folder."""
    copy = tmp_path / EXAMPLE.name
    copy.write_bytes(EXAMPLE.read_bytes())
    return copy


@pytest.fixture
def model_of() -> Callable[[str], BarrierModel]:
    """The model that a text holds, which must be free of errors."""

    def opened(text: str) -> BarrierModel:
        found = open_bytes(text.encode())
        assert found.valid, [(fault.rule, fault.span, fault.parameters) for fault in found.faults]
        assert found.model is not None
        return found.model

    return opened
