"""No file, however hostile, takes long or much memory: each is looked at by the real program.

Each is a tenth of a megabyte; that time grows as the file does is the law of `tests/test_growth.py`.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fuzz.giants import GIANTS, giant

# A process counts as its own the memory of the one that starts it, so the tests let a small one start it.
MEASURE = """
import resource, subprocess, sys
with open("told", "wb") as told:
    code = subprocess.call(sys.argv[1:], stdout=told, stderr=told)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
SIZE = 100_000
BUDGET = 2.0  # seconds of the processor for a megabyte
SLACK = 3  # on a machine that has other work
START = 1.5
MOST_MEGABYTES = 200


@pytest.mark.parametrize("name", GIANTS)
def test_giant_file_needs_little_time_and_memory(
    name: str, uncovered: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    data = giant(name, SIZE)
    (tmp_path / "m.barrier.yaml").write_bytes(data)
    command = [sys.executable, "-m", "barrierctl", "gaps", "m.barrier.yaml"]
    measured = [sys.executable, "-c", MEASURE, *command]
    done = subprocess.run(
        measured,
        cwd=tmp_path,
        env=uncovered(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    code, seconds, megabytes = done.stdout.split()
    assert code in ("0", "1"), (tmp_path / "told").read_text(encoding="utf-8")
    assert float(seconds) < START + SLACK * BUDGET * len(data) / 1_000_000
    assert float(megabytes) < MOST_MEGABYTES
