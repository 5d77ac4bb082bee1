"""What is written of each file where it is looked at is what would be written of all at the end."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

ACCEPTED = """
accepted_gaps:
  - {rule: stage-without-barriers, reason: they are told of in another model}
"""


@pytest.fixture
def models(darknet: Path, many: Path) -> Path:
    """Models with errors, without, and with what is accepted."""
    (many / "accepted.barrier.yaml").write_text(
        f"{darknet.read_text(encoding='utf-8')}{ACCEPTED}", encoding="utf-8"
    )
    return many


@pytest.mark.parametrize("command", ["validate", "gaps"])
@pytest.mark.parametrize(
    "options",
    [[], ["--show-accepted"], ["--level", "error"], ["--level", "warning"], ["--jobs", "2"]],
    ids=" ".join,
)
def test_on_the_spot_one_reads_what_a_file_would_hold(
    command: str, options: list[str], models: Path, run: "Run", tmp_path: Path
) -> None:
    here = run(command, models, *options)
    there = run(command, models, *options, "-o", "told.txt")
    assert here.stdout == (tmp_path / "told.txt").read_text(encoding="utf-8")
    assert (here.returncode, here.stdout.count("another model")) == (
        there.returncode,
        2 if command == "gaps" and "--show-accepted" in options else 0,
    )
    counted, _, explained = here.stderr.partition(" Explain one:")
    assert counted.strip() == there.stderr.strip()
    assert explained
