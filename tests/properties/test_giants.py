"""No hostile file takes long or much memory; each is checked by the real program.

`tests/test_growth.py` tests that time grows in proportion to the size, so small files are enough here.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("name", GIANTS)
def test_giant_file_needs_little_time_and_memory(
    name: str, uncovered: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    data = giant(name, SIZE)
    (tmp_path / "m.barrier.yaml").write_bytes(data)
    command = [sys.executable, "-m", "barrierctl", "gaps", "m.barrier.yaml"]
    measured = [sys.executable, "-S", "-E", "-c", MEASURE, *command]
    done = subprocess.run(
        measured,
        cwd=tmp_path,
        env=uncovered(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    code, seconds, megabytes = done.stdout.split()
    assert code in ("0", "1"), (tmp_path / "output").read_text(encoding="utf-8")
    assert float(seconds) < START + SLACK * BUDGET * len(data) / 1_000_000
    assert float(megabytes) < MOST_MEGABYTES
