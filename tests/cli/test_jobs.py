"""The option `--jobs`: several processes give the same output, and end together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .samples import MODEL

if TYPE_CHECKING:
    from conftest import Run

ACCEPTED = """
accepted_gaps:
  - {rule: stage-without-barriers, reason: another model has them}
"""
CUSTOM_RULES = """
rules:
  - {id: house-level, text: It does not say on which level it works., each: barrier, required: level}
"""
Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.mark.parametrize(
    ("args", "accepted"),
    [
        (["validate"], 0),
        (["gaps", "--show-accepted"], 2),
        (["gaps", "--level", "warning", "--format", "json"], 0),
    ],
)
def test_several_processes_give_the_output_of_one(
    args: list[str], accepted: int, many: Path, darknet: Path, run: "Run", run_process: "Run"
) -> None:
    text = darknet.read_text(encoding="utf-8") + ACCEPTED
    (many / "accepted.barrier.yaml").write_text(text, encoding="utf-8")
    one = run(*args, many, "--jobs", "1")
    assert ("extra-14" in one.stdout, one.stdout.count("another model")) == (True, accepted)
    several = run_process(*args, many, "--jobs", "2")
    assert (several.returncode, several.stdout, several.stderr) == (1, one.stdout, one.stderr)
    in_a_file = run_process(*args, many, "--jobs", "2", "-o", "findings.txt")
    assert in_a_file.returncode == 1
    assert (darknet.parent / "findings.txt").read_text(encoding="utf-8") == one.stdout


def test_custom_rules_and_baselines_reach_every_process(
    many: Path, run_process: "Run", tmp_path: Path
) -> None:
    (tmp_path / ".barrierctl.yaml").write_text(CUSTOM_RULES, encoding="utf-8")
    command = ("gaps", many, "--select", "house-level", "--format", "concise")
    alone, shared = run_process(*command, "--jobs", "1"), run_process(*command, "--jobs", "2")
    assert alone.stdout == shared.stdout
    assert shared.stdout.count("house-level") > 100, shared.stderr
    run_process(*command, "--write-baseline", "known.json")
    assert "house-level" not in run_process(*command, "--jobs", "2", "--baseline", "known.json").stdout


def test_jobs_must_be_at_least_one(run: "Run") -> None:
    done = run("validate", "--jobs", "0")
    assert done.returncode == 2
    assert "--jobs" in done.stderr


@pytest.fixture
def start(many: Path, uncovered: Callable[..., dict[str, str]]) -> Start:
    """Start a run over many models in two processes; everything is loaded when this returns."""
    files = sorted(path.name for path in many.iterdir())
    os.mkfifo(many / "pipe")

    def started() -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, "-m", "barrierctl", "gaps", "pipe", *files, "--jobs", "2"],
            cwd=many,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=uncovered(),
            start_new_session=True,
        )
        (many / "pipe").write_text(MODEL, encoding="utf-8")  # opens once the program reads the first file
        return process

    return started


def duration(start: Start) -> float:
    process, begun = start(), time.monotonic()
    out, _ = process.communicate(timeout=60)
    assert out
    return time.monotonic() - begun


def test_interruption_at_any_moment_ends_all_processes_silently(start: Start) -> None:
    whole = min(duration(start) for _ in range(2))
    for moment in range(12):  # later it may be writing already
        process = start()
        time.sleep(whole * moment / 25)
        os.killpg(process.pid, signal.SIGINT)
        out, errors = process.communicate(timeout=20)
        assert (process.returncode, out, errors) == (130, b"", b""), moment


def test_workers_end_when_their_parent_is_killed(start: Start) -> None:
    whole = duration(start)
    process = start()
    time.sleep(whole / 3)
    process.kill()
    # The workers hold the other end of its output, which stays open until they have ended.
    out, errors = process.communicate(timeout=20)
    assert (process.returncode, out, errors) == (-signal.SIGKILL, b"", b"")
