"""No file, however hostile, takes long or much memory: each is looked at by the real program.

Each is a tenth of a megabyte; that time grows as the file does is the law of `tests/test_growth.py`.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fuzz.giants import GIANTS, giant

SIZE = 100_000
BUDGET = 2.0  # seconds of the processor for a megabyte
SLACK = 3  # while coverage is measured, and on a machine that has other work
START = 1.5
MOST_MEGABYTES = 200
# These take longer than the budget even on a quiet machine: what costs is what is in a file, not its bytes. A
# third of the others stay below it only thanks to the slack (docs/security.md says how long the worst take).
DENSE = {"stages": 3, "stages-twice": 5, "ambiguous": 2, "one-line": 2}


@pytest.mark.parametrize("name", GIANTS)
def test_a_giant_is_told_of_soon(
    name: str, environment: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    data = giant(name, SIZE)
    (tmp_path / "m.barrier.yaml").write_bytes(data)
    command = [sys.executable, "-m", "barrierctl", "gaps", "m.barrier.yaml"]
    with (tmp_path / "told").open("wb") as told:
        process = subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=told, stderr=told)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1), (tmp_path / "told").read_text(encoding="utf-8")
    allowed = START + SLACK * BUDGET * DENSE.get(name, 1) * len(data) / 1_000_000
    assert used.ru_utime + used.ru_stime < allowed
    assert used.ru_maxrss / 1024 < MOST_MEGABYTES
