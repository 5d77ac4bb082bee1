"""`import` of what was exported, from the command line."""

import io
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from openpyxl import load_workbook

from .workbooks import HEAD

Run = Callable[..., CompletedProcess[str]]

MODEL = f"""{HEAD}stages:
  - name: Ordering
    partners: [customs]
    barriers: [{{name: Check, owner: police}}]
"""
PARTIES = "- {id: customs, name: Customs}\n- {id: police, name: Police}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model that names a party of a list for all models, and that list."""
    (tmp_path / "m.barrier.yaml").write_text(MODEL, encoding="utf-8")
    (tmp_path / "parties.yaml").write_text(PARTIES, encoding="utf-8")
    (tmp_path / ".barrierctl.yaml").write_text("parties: parties.yaml\n", encoding="utf-8")
    return tmp_path


def test_parties_for_all_models_stay_in_their_list(run: Run, folder: Path) -> None:
    assert run("export", "m.barrier.yaml", "-o", "m.xlsx").returncode == 0
    done = run("import", "m.xlsx", "-o", "new.barrier.yaml")
    assert done.returncode == 0, done.stderr
    assert run("validate", "new.barrier.yaml").returncode == 0
    new = (folder / "new.barrier.yaml").read_text(encoding="utf-8")
    assert "parties:" not in new
    assert "- customs" in new
    assert "owner: police" in new


def test_nothing_is_written_while_there_is_a_question(run: Run, folder: Path) -> None:
    assert run("export", "m.barrier.yaml", "-o", "m.xlsx").returncode == 0
    book = load_workbook(io.BytesIO((folder / "m.xlsx").read_bytes()))
    sheet = book["Items"]
    ids = {cell.value: cell.coordinate.removesuffix("1") for cell in sheet[1]}
    row = next(cell.row for cell in sheet[ids["name"]] if cell.value == "Check")
    sheet[f"{ids['status']}{row}"] = "Perhaps"
    book.save(folder / "m.xlsx")
    done = run("import", "m.xlsx", "-o", "new.barrier.yaml")
    assert done.returncode == 1
    assert f"Items!{ids['status']}{row}: " in done.stderr
    assert '"Perhaps" is not a status of barriers.' in " ".join(done.stderr.split())
    assert not (folder / "new.barrier.yaml").exists()


def test_title_and_language_may_be_other_ones(run: Run, folder: Path) -> None:
    run("export", "m.barrier.yaml", "-o", "m.xlsx")
    done = run("import", "m.xlsx", "-o", "new.barrier.yaml", "--title", "Neu", "--language", "de")
    assert done.returncode == 0, done.stderr
    assert "title: Neu\nlanguage: de\n" in (folder / "new.barrier.yaml").read_text(encoding="utf-8")
