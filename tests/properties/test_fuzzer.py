"""The fuzzer runs, and keeps files that break an invariant."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from fuzz import __main__ as program
from fuzz.time_limit import TooSlowError, time_limit

ROOT = Path(__file__).parents[2]


def test_short_run_finds_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "fuzz", "--seconds", "1", "--seed", "7", "--keep", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.endswith(" files, 0 break an invariant. Seed: 7\n")
    assert list(tmp_path.iterdir()) == []


def test_file_that_breaks_an_invariant_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: bytes) -> None:
        raise RecursionError

    monkeypatch.setattr(program, "check", fails)
    monkeypatch.setattr(sys, "argv", ["fuzz", "--seconds", "0.05", "--keep", str(tmp_path / "found")])
    with pytest.raises(SystemExit, match="True"):
        program.main()
    assert list((tmp_path / "found").glob("*.barrier.yaml"))


def test_slow_file_is_stopped() -> None:
    with pytest.raises(TooSlowError), time_limit(0.05):
        time.sleep(20)
