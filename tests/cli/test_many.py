"""Work on many models, as who waits for it sees it: how far it is, and that it can be stopped."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

Environment = Callable[..., dict[str, str]]


@pytest.fixture
def long_work(many: Path) -> Path:
    """Six hundred models, which take seconds."""
    for file in sorted(many.iterdir()):
        for number in range(9):
            (many / f"{number}-{file.name}").write_bytes(file.read_bytes())
    return many


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted_it_stops_at_130_and_says_nothing(
    jobs: str, long_work: Path, uncovered: Environment
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "barrierctl", "gaps", str(long_work), "--jobs", jobs],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=uncovered(),
        start_new_session=True,
    )
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)
    out, told = process.communicate(timeout=20)
    assert (process.returncode, out, told) == (130, b"", b"")


def test_work_that_lasts_shows_how_far_it_is_and_takes_that_away(
    long_work: Path, environment: Environment
) -> None:
    shown = shown_in_a_terminal(
        ["gaps", str(long_work), "--format", "concise", "--jobs", "1"],
        environment({"TERM": "xterm", "NO_COLOR": ""}),
    )
    counts = [int(done) for done in re.findall(r"(\d+)/600", shown)]
    assert counts
    assert counts == sorted(counts)
    assert "\x1b[2K" in shown.rpartition("/600")[2]


@pytest.mark.parametrize("command", ["validate", "gaps"])
@pytest.mark.parametrize("options", [[], ["--show-accepted"], ["--level", "warning"]], ids=" ".join)
def test_one_process_and_several_print_the_same(
    command: str, options: list[str], many: Path, darknet: Path, run: "Run"
) -> None:
    accepted = "accepted_gaps:\n  - {rule: stage-without-barriers, reason: another model has them}\n"
    text = darknet.read_text(encoding="utf-8")
    (many / "accepted.barrier.yaml").write_text(f"{text}\n{accepted}", encoding="utf-8")
    one = run(command, many, *options, "--jobs", "1")
    several = run(command, many, *options, "--jobs", "2")
    in_a_file = run(command, many, *options, "--jobs", "2", "-o", "findings.txt")
    assert "extra-0" in one.stdout
    assert one.stdout.count("another model") == (
        2 if command == "gaps" and "--show-accepted" in options else 0
    )
    assert (one.stdout, one.stderr, one.returncode) == (several.stdout, several.stderr, several.returncode)
    assert (darknet.parent / "findings.txt").read_text(encoding="utf-8") == one.stdout
    assert in_a_file.returncode == one.returncode


def test_nobody_is_shown_a_bar_who_does_not_look_at_a_terminal(many: Path, run: "Run") -> None:
    assert run("validate", many).stderr.count("\n") == 1


def shown_in_a_terminal(args: list[str], env: dict[str, str]) -> str:
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(sys.executable, [sys.executable, "-m", "barrierctl", *args], env)  # noqa: S606
    shown = b""
    while piece := _read(terminal):
        shown += piece
    os.waitpid(pid, 0)
    os.close(terminal)
    return shown.decode("utf-8", "replace")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the program has ended
        return b""
