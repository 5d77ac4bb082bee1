"""Whole processes, one beside the other in turn, so that a noisy machine is noisy for both."""

import json
import os
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

Command = Sequence[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """What one command took, over all its runs.

    Attributes:
        seconds: of each run, in order.
        megabytes: the most memory that it held in any of them.
    """

    seconds: tuple[float, ...]
    megabytes: float

    @property
    def median(self) -> float:
        """Seconds."""
        return median(self.seconds)


def pairs(commands: dict[str, Command], runs: int) -> dict[str, Measure]:
    """Run the commands in turn, so many times each.

    Args:
        commands: by name.
        runs: of each; one more, before them, is not counted.
    """
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            cost = _once(command)
            if turn:
                taken[name].append(cost)
    return {
        name: Measure(
            seconds=tuple(seconds for seconds, _ in costs), megabytes=max(memory for _, memory in costs)
        )
        for name, costs in taken.items()
    }


def _once(command: Command) -> tuple[float, float]:
    """Seconds and megabytes of one run; hyperfine holds the clock where it is installed.

    Raises:
        RuntimeError: it could not do its work.
    """
    hyperfine = shutil.which("hyperfine")
    if hyperfine is None:
        return _run(command)
    with tempfile.NamedTemporaryFile(suffix=".json") as results:
        options = ["--shell=none", "--style=none", "--runs=1", f"--export-json={results.name}"]
        _, megabytes = _run([hyperfine, *options, shlex.join(command)])
        return json.load(results)["results"][0]["times"][0], megabytes


def _run(command: Command) -> tuple[float, float]:
    """Seconds and megabytes of a process and of those that it started."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command[:6])} … ended with {process.returncode}")
    return seconds, used.ru_maxrss / 1024
