"""No hostile file takes long or much memory; each is checked by the real program.

`tests/test_growth.py` tests that time grows in proportion to the size, so small files are enough here.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.models import large
from fuzz.giants import GIANTS, giant

# The peak memory of a process includes that of the process which starts it, so a small one starts it.
MEASURE = """
import os, sys
output = os.open("output", os.O_WRONLY | os.O_CREAT)
streams = [(os.POSIX_SPAWN_DUP2, output, number) for number in (1, 2)]
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=streams)
_, status, used = os.wait4(process, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
SIZE = 50_000
BUDGET = 2.0  # seconds of processor time for a megabyte
SLACK = 3  # on a busy machine
START = 1.5
MOST_MEGABYTES = 200
MOST_MEGABYTES_OF_EXPORTS = 1_000
EXPORTS = {
    # Each holds two seconds on an unloaded core: so many times what `validate` of the same file takes.
    "show": ("items", 50_000, 3.0),
    "show --view items": ("items", 50_000, 4.0),
    "export --view items --format csv": ("items", 50_000, 4.0),
    "export --view items --format json": ("items", 50_000, 4.0),
    "export --view items --format md": ("items", 50_000, 4.5),
    "export --format html": ("details", 10_000, 5.5),
    "export --format xlsx": ("details", 4_900, 11.0),
}

Environment = Callable[..., dict[str, str]]


def measured(command: str, folder: Path, environment: Environment) -> tuple[str, float, float]:
    """Run a command on a model; return its exit code, seconds of processor time and megabytes."""
    words = [sys.executable, "-m", "barrierctl", *command.split(), "m.barrier.yaml"]
    done = subprocess.run(
        [sys.executable, "-S", "-E", "-c", MEASURE, *words],
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    code, seconds, megabytes = done.stdout.split()
    return code, float(seconds), float(megabytes)


@pytest.mark.parametrize("name", GIANTS)
def test_giant_file_needs_little_time_and_memory(name: str, uncovered: Environment, tmp_path: Path) -> None:
    data = giant(name, SIZE)
    (tmp_path / "m.barrier.yaml").write_bytes(data)
    code, seconds, megabytes = measured("gaps", tmp_path, uncovered)
    assert code in ("0", "1"), (tmp_path / "output").read_text(encoding="utf-8")
    assert seconds < START + SLACK * BUDGET * len(data) / 1_000_000
    assert megabytes < MOST_MEGABYTES


def dense(kind: str, count: int) -> str:
    """Make a model of so many items with hardly more than a name each, or with details."""
    if kind == "details":
        return large("dense", count // 100, 100)
    signals = "".join(f"  - signal {number}\n" for number in range(count - 1))
    return f"barrier_model: 1\nid: a\ntitle: T\nlanguage: en\nstages:\n- name: S\n  signals:\n{signals}"


@pytest.mark.parametrize("command", EXPORTS)
def test_dense_file_is_exported_in_a_few_times_what_validate_takes(
    command: str, uncovered: Environment, tmp_path: Path
) -> None:
    kind, count, times = EXPORTS[command]
    (tmp_path / "m.barrier.yaml").write_text(dense(kind, count), encoding="utf-8")
    _, validated, _ = measured("validate", tmp_path, uncovered)
    code, seconds, megabytes = measured(command, tmp_path, uncovered)
    assert code == "0", (tmp_path / "output").read_text(encoding="utf-8")
    assert seconds < times * validated
    assert megabytes < MOST_MEGABYTES_OF_EXPORTS
