"""Processes that work for another: what happens when somebody ends one of them, or all."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import Pipe, get_context
from pathlib import Path

import pytest

from barrierctl.errors import InputError
from barrierctl.parallel import receive, run_in_processes

CHUNKS = [[1, 2], [3, 4], [5], [6, 7]]


def doubled(number: int) -> int:
    return 2 * number


def large(number: int) -> str:
    return str(number) * 1_000_000


def ended_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def wrong_at_three(number: int) -> int:
    return number if number != 3 else number // 0


@pytest.fixture(params=["fork", "spawn"])
def outcome(request: pytest.FixtureRequest) -> Callable[..., list[object]]:
    def done(work: Callable[[int], object], processes: int = 2) -> list[object]:
        return list(run_in_processes(work, CHUNKS, processes, get_context(request.param)))

    return done


def test_results_are_in_order_however_large_they_are(outcome: Callable[..., list[object]]) -> None:
    assert outcome(doubled) == [2, 4, 6, 8, 10, 12, 14]
    assert outcome(large, 3) == [str(number) * 1_000_000 for number in range(1, 8)]


def test_one_that_is_ended_from_outside_is_told_of(outcome: Callable[..., list[object]]) -> None:
    with pytest.raises(InputError, match=r"ended from outside, perhaps for want of memory.*--jobs 1"):
        outcome(ended_at_three)


def test_a_result_that_breaks_off_is_told_of_too() -> None:
    ours, theirs = Pipe()
    os.write(theirs.fileno(), (100).to_bytes(4, "big") + b"half")
    theirs.close()
    with pytest.raises(InputError, match="ended from outside"):
        receive(ours)


def test_what_goes_wrong_is_told_with_its_place(outcome: Callable[..., list[object]]) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        outcome(wrong_at_three)
    assert "in wrong_at_three" in str(caught.value.__cause__)


@pytest.fixture
def started(many: Path, uncovered: Callable[..., dict[str, str]]) -> Callable[[], "subprocess.Popen[bytes]"]:
    """A run over two hundred and forty models in two processes."""
    for file in sorted(many.iterdir()):
        for number in range(3):
            (many / f"{number}-{file.name}").write_bytes(file.read_bytes())

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "barrierctl", "gaps", str(many), "--jobs", "2"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=uncovered(),
            start_new_session=True,
        )

    return start


def seconds_of_a_run(start: Callable[[], "subprocess.Popen[bytes]"]) -> float:
    begun = time.monotonic()
    out, _ = start().communicate(timeout=60)
    assert out
    return time.monotonic() - begun


def test_interrupted_at_any_moment_all_end_silently(started: Callable[[], "subprocess.Popen[bytes]"]) -> None:
    whole = seconds_of_a_run(started)
    for moment in range(1, 13):  # then it may be writing already
        process = started()
        time.sleep(whole * moment / 25)
        os.killpg(process.pid, signal.SIGINT)
        out, told = process.communicate(timeout=20)
        # The earliest come before Python itself is there.
        assert process.returncode in (130, -signal.SIGINT), (moment, process.returncode)
        assert (out, told) == (b"", b""), moment


def test_none_is_left_when_the_one_that_they_work_for_is_killed(
    started: Callable[[], "subprocess.Popen[bytes]"],
) -> None:
    whole = seconds_of_a_run(started)
    process = started()
    time.sleep(whole / 3)
    process.kill()
    # They have the other end of what it writes to: there is more to come until they are gone.
    out, told = process.communicate(timeout=20)
    assert (process.returncode, out, told) == (-signal.SIGKILL, b"", b"")
