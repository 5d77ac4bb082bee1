"""A sheet that was edited comes back: the model has the edits and nothing else, whatever its layout.

BARRIERCTL_CASES sets how many models are tried in each kind of sheet.
"""

import os
import subprocess
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from barrierctl.changes.cells import plain
from barrierctl.source import read

from .random_edits import RandomEdits, comparable
from .random_models import RandomModel
from .sheets import CsvSheet, Workbook

if TYPE_CHECKING:
    from conftest import Run

CASES = int(os.environ.get("BARRIERCTL_CASES", "6"))
EDITS = 10
AT_ONCE, PATIENCE = 20, 600  # sheets that LibreOffice saves in one call, and the seconds that it may take

# What goes into LibreOffice, and what comes out.
KINDS = pytest.mark.parametrize(("before", "after"), [("csv", "csv"), ("xlsx", "xlsx"), ("xlsx", "ods")])


class Case:
    """A model, its sheet and the edits of it."""

    def __init__(self, seed: int, suffix: str, folder: Path, run: "Run", edits: int) -> None:
        self.random, self._run = Random(seed), run  # noqa: S311
        self.model = RandomModel(self.random)
        self.file, self.base = folder / f"{seed}.barrier.yaml", folder / f"{seed}-base.{suffix}"
        self.sheet = folder / f"{seed}.{suffix}"
        self.file.write_bytes(self.model.text.encode())
        done = run("export", self.file, "--view", "items", "-o", self.base)
        assert done.returncode == 0, done.stderr
        sheet = CsvSheet(self.base) if suffix == "csv" else Workbook(self.base)
        self.edits = RandomEdits(self.model, sheet.rows, self.random)
        self.edits.make(edits)
        if suffix == "csv":
            self.random.shuffle(sheet.columns)
            sheet.columns = [name for name in sheet.columns if name not in self.edits.spare_columns()]
        sheet.save(self.sheet)

    def check(self, sheet: Path) -> None:
        """Apply a sheet: the program names each edit, and the file has them and nothing else."""
        before = self.file.read_bytes()
        options = ("--base", self.base) if sheet.suffix == ".csv" else ()
        shown = self._run("apply", sheet, self.file, *options, "--dry-run")
        assert shown.returncode == 0, shown.stderr
        assert self.file.read_bytes() == before
        self._check_lines(shown.stdout.splitlines())
        done = self._run("apply", sheet, self.file, *options)
        assert (done.returncode, done.stdout) == (0, shown.stdout)
        self._check_file(before, self.file.read_bytes())

    def _check_lines(self, lines: list[str]) -> None:
        """Each edit is named once, and nothing else is, apart from references that follow."""
        named = [line for line in lines if "updated to match, from" not in line]
        for parts in self.edits.said:
            found = [line for line in named if all(part in line for part in parts)]
            assert len(found) == 1, (parts, named)
        assert len(named) == len(self.edits.said)
        assert len(lines) - len(named) == self.edits.followers

    def _check_file(self, before: bytes, after: bytes) -> None:
        edits, text = self.edits, after.decode()
        assert comparable(plain(read(after).tree)) == comparable(edits.tree)
        if not edits.said:
            assert after == before
        for name, own in self.model.texts.items():
            assert name in edits.changed or own in text
        for name, comments in self.model.comments.items():
            assert name in edits.removed or [one for one in comments if one not in text] == []
        assert before.count(b"\r\n") in (0, before.count(b"\n"))
        assert after.count(b"\r\n") == (after.count(b"\n") if b"\r\n" in before else 0)


@pytest.mark.parametrize("seed", range(CASES))
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_edits_of_a_sheet_come_into_the_model(seed: int, suffix: str, run: "Run", tmp_path: Path) -> None:
    case = Case(seed, suffix, tmp_path, run, EDITS)
    case.check(case.sheet)


@pytest.mark.opens
@pytest.mark.parametrize("edits", [0, EDITS], ids=["unedited", "edited"])
@KINDS
def test_edits_survive_libreoffice(before: str, after: str, edits: int, run: "Run", tmp_path: Path) -> None:
    cases = [Case(seed, before, tmp_path, run, edits) for seed in range(1000, 1000 + CASES)]
    saved = tmp_path / "saved"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", after, "--outdir", str(saved)]
    sheets = [str(case.sheet) for case in cases]
    for start in range(0, len(sheets), AT_ONCE):
        some = sheets[start : start + AT_ONCE]
        subprocess.run([*command, *some], capture_output=True, timeout=PATIENCE, check=True)
    for case in cases:
        case.check(saved / case.sheet.with_suffix(f".{after}").name)
