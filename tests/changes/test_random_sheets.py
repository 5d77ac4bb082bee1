"""A sheet that was edited comes back: the model has the edits and nothing else, whatever its layout."""

import csv
import io
import os
import re
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from barrierctl.changes.cells import plain
from barrierctl.source import read

from .random_edits import RandomEdits, Row, comparable
from .random_models import RandomModel

if TYPE_CHECKING:
    from conftest import Run

CASES = int(os.environ.get("BARRIERCTL_CASES", "12"))
EDITS = 10


def write_csv(rows: list[Row], columns: list[str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read_csv(text: str) -> tuple[list[Row], list[str]]:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return rows, list(rows[0])


@pytest.mark.parametrize("seed", range(CASES))
def test_edits_of_a_csv_file_come_into_the_model(seed: int, run: "Run", tmp_path: Path) -> None:
    random = Random(seed)  # noqa: S311
    model = RandomModel(random)
    file, base = tmp_path / "m.barrier.yaml", tmp_path / "base.csv"
    file.write_bytes(model.text.encode())
    assert run("export", file, "--view", "items", "-o", base, "--raw").returncode == 0
    rows, columns = read_csv(base.read_text(encoding="utf-8"))
    edits = RandomEdits(model, rows, random)
    edits.make(EDITS)
    random.shuffle(columns)
    (tmp_path / "edited.csv").write_text(write_csv(rows, columns), encoding="utf-8")
    check(run, file, model, edits, "edited.csv", "--base", base)


def check(run: "Run", file: Path, model: RandomModel, edits: RandomEdits, *arguments: str | Path) -> None:
    """Apply a sheet: the program names each edit, and the file has them and nothing else."""
    sheet, *options = arguments
    before = file.read_bytes()
    shown = run("apply", sheet, file, *options, "--dry-run")
    assert shown.returncode == 0, shown.stderr
    assert file.read_bytes() == before
    lines = shown.stdout.splitlines()
    named = [line for line in lines if "follows, from" not in line]
    assert len(lines) - len(named) == edits.followers
    for parts in edits.said:
        found = [line for line in named if all(part in line for part in parts)]
        assert len(found) == 1, (parts, named)
    assert len(named) == len(edits.said)
    done = run("apply", sheet, file, *options)
    assert (done.returncode, done.stdout) == (0, shown.stdout)
    after = file.read_bytes()
    assert comparable(plain(read(after).tree)) == comparable(edits.tree)
    text = after.decode()
    for name, own in model.texts.items():
        if name not in edits.changed and "\n" in own:
            assert own in text
    kept = [
        comment
        for name, comments in model.comments.items()
        if name not in edits.removed
        for comment in comments
    ]
    assert [comment for comment in kept if comment not in text] == []
    assert (b"\r\n" in before) == (b"\r\n" in after)
    assert not re.search("(?<!\r)\n", text) or b"\r\n" not in before
