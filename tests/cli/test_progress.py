"""The progress bar on a terminal."""

import os
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Run, Terminal

MODEL = "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\nstages: [{name: A}]\n"
PATIENCE = 1.1
"""Seconds after which the bar appears, and a little more."""


def models(folder: Path) -> list[str]:
    names = [f"{number:02}.barrier.yaml" for number in range(20)]
    for name in names:
        (folder / name).write_text(MODEL, encoding="utf-8")
    return names


def test_long_work_shows_a_progress_bar_and_removes_it(
    run_in_terminal: "Terminal", environment: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    first, *others = models(tmp_path)
    os.mkfifo(tmp_path / "slow")

    def write_slowly() -> None:
        with (tmp_path / "slow").open("w", encoding="utf-8") as pipe:  # opens once the program reads
            time.sleep(PATIENCE)
            pipe.write(MODEL)

    writer = threading.Thread(target=write_slowly)
    writer.start()
    env = environment({"TERM": "xterm", "NO_COLOR": ""})
    code, shown = run_in_terminal("validate", first, "slow", *others, "--jobs", "1", env=env)
    writer.join()
    counts = [int(done) for done in re.findall(r"(\d+)/21", shown)]
    assert (code, counts[0], counts) == (0, 2, sorted(counts))
    assert "\x1b[2K" in shown.rpartition("/21")[2]


def test_progress_bar_needs_a_terminal(run: "Run", tmp_path: Path) -> None:
    names = models(tmp_path)
    assert run("validate", *names).stderr == "20 models are valid.\n"
