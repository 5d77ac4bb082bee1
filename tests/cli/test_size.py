"""A model at the limits is shown and changed in two seconds, or is refused before any work."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

BLOCKS = ("facilitators", "opportunities", "signals", "partners", "barriers")


def of_size(items: int) -> str:
    """The text of a model of forty stages with so many items, whose names are as short as can be."""
    lines = ["barrier_model: 1", "id: m", "title: M", "language: en", "stages:"]
    for stage in range(40):
        lines.append(f"- name: s{stage}")
        for at, block in enumerate(BLOCKS):
            begin = (stage * len(BLOCKS) + at) * (items // 200)
            lines += [f"  {block}:", *(f"  - a{number:x}" for number in range(begin, begin + items // 200))]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("items", "args", "said"),
    [
        (49_800, ("set", "m.barrier.yaml", "a1", "name", "b"), "1 change."),
        (49_800, ("accept", "m.barrier.yaml", "no-links", "--at", "s0", "--reason", "x"), "1 change."),
        (49_800, ("show", "m.barrier.yaml", "--view", "workshop"), "up to 20,000 entries, and this model"),
        (19_800, ("show", "m.barrier.yaml", "--view", "workshop"), ""),
    ],
)
def test_a_model_at_the_limits_takes_two_seconds(
    items: int, args: tuple[str, ...], said: str, uncovered: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    (tmp_path / "m.barrier.yaml").write_text(of_size(items), encoding="utf-8")
    command = (sys.executable, "-m", "barrierctl", *args, "--no-config")
    before = os.times()
    done = subprocess.run(
        command, cwd=tmp_path, env=uncovered(), capture_output=True, encoding="utf-8", check=False
    )
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    assert said in done.stderr
    assert spent < 5  # two seconds, and the slack that slow machines need
