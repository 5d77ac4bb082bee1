"""`barrierctl apply`: what it says of edited sheets, and what becomes of the files.

Each sheet in the folder `cases` is applied to the model there. Its golden file has all that the program
prints. The base is the model itself, or a csv file as it was exported from an older one.
"""

import shutil
import subprocess
from difflib import unified_diff
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from barrierctl.exporters import Options, exporter
from barrierctl.pipeline import load_bytes
from barrierctl.views import STANDARD_VIEWS
from barrierctl.views.build import ViewOptions, build_document

from .random_edits import Row
from .sheets import Workbook

if TYPE_CHECKING:
    from conftest import Golden, Run

CASES = Path(__file__).parent / "cases"
MODEL = "model.barrier.yaml"
CASE_NAMES = sorted(file.stem for file in CASES.glob("*.csv") if not file.stem.endswith(".base"))


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return Path(shutil.copy(CASES / MODEL, tmp_path))


def sheet_of(case: str, folder: Path) -> tuple[str, str]:
    """Copy a sheet to a folder; return its name and that of its base."""
    base = f"{case}.base.csv"
    if not (CASES / base).is_file():
        base = "old.barrier.yaml"
    shutil.copy(CASES / (MODEL if base.endswith("yaml") else base), folder / base)
    shutil.copy(CASES / f"{case}.csv", folder)
    return f"{case}.csv", base


@pytest.mark.parametrize("case", CASE_NAMES)
def test_what_a_sheet_changes_is_shown(
    case: str, run: "Run", golden: "Golden", model: Path, tmp_path: Path
) -> None:
    sheet, base = sheet_of(case, tmp_path)
    before = model.read_bytes()
    shown = run("apply", sheet, MODEL, "--base", base, "--dry-run", "--diff")
    text = f"{shown.stdout}\n{shown.stderr}\nexit code {shown.returncode}\n"
    golden(CASES / f"{case}.txt", text)
    assert model.read_bytes() == before


@pytest.mark.parametrize("case", ["added", "hostile-texts", "moved", "removed", "renamed"])
def test_the_file_gets_what_the_patch_shows_and_once_is_enough(
    case: str, run: "Run", model: Path, tmp_path: Path
) -> None:
    sheet, base = sheet_of(case, tmp_path)
    patch = run("apply", sheet, MODEL, "--base", base, "--diff").stdout
    done = run("apply", sheet, MODEL, "--base", base)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        0,
        f"The old {MODEL} is kept as {MODEL}~.",
    )
    old = (tmp_path / f"{MODEL}~").read_text(encoding="utf-8").splitlines(keepends=True)
    new = model.read_text(encoding="utf-8").splitlines(keepends=True)
    assert "".join(unified_diff(old, new, MODEL, MODEL)) == patch
    assert run("validate", MODEL).returncode == 0
    again = run("apply", sheet, MODEL, "--base", base, "--diff")
    assert again.stdout == ""


# ---- workbooks


@lru_cache(maxsize=1)
def exported() -> bytes:
    """The workbook of the model, which takes longer to write than to apply."""
    model = load_bytes((CASES / MODEL).read_bytes()).model
    assert model
    document = build_document(model, STANDARD_VIEWS, ViewOptions(whole=True, read_back=True))
    written = exporter("xlsx")(document, Options())
    assert isinstance(written, bytes)
    return written


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    """The workbook of the model, with the items in it."""
    shutil.copy(CASES / MODEL, tmp_path)
    (tmp_path / "book.xlsx").write_bytes(exported())
    return Workbook(tmp_path / "book.xlsx")


def row_of(book: Workbook, name: str) -> Row:
    return next(row for row in book.rows if row["name"] == name)


def test_a_workbook_without_edits_changes_nothing(
    run: "Run", book: Workbook, model: Path, tmp_path: Path
) -> None:
    before = model.read_bytes()
    book.save(tmp_path / "book.xlsx")
    done = run("apply", "book.xlsx", MODEL)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"{MODEL}: no changes.\n")
    assert model.read_bytes() == before
    assert not (tmp_path / f"{MODEL}~").exists()


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Name (FR)", 'Ordering: signal "Complaints": Name (fr) set to "Plaintes"'),
        ("Name fr", 'These added columns were not read: "Name fr". A column for texts in another language'),
        ("Name (../x)", 'These added columns were not read: "Name (../x)". A column for texts in another'),
    ],
)
def test_a_column_that_was_added_is_read_or_named(
    heading: str, said: str, run: "Run", book: Workbook, tmp_path: Path
) -> None:
    book.save(tmp_path / "book.xlsx")
    edited = load_workbook(tmp_path / "book.xlsx")
    sheet = edited["Items"]
    heads, row = (
        next(at for at, line in enumerate(sheet.values, 1) if text in line) for text in ("head", "Complaints")
    )
    column = sheet.max_column + 1
    sheet.cell(heads, column, heading)
    sheet.cell(row, column, "Plaintes")
    edited.save(tmp_path / "book.xlsx")
    done = run("apply", "book.xlsx", MODEL)
    assert (done.returncode, (done.stdout + done.stderr).startswith(said)) == (0, True)


def test_a_workbook_knows_what_was_exported(run: "Run", book: Workbook, model: Path, tmp_path: Path) -> None:
    row_of(book, "Empty parcels")["note"] = "In the evening"
    row_of(book, "Fire brigade")["note"] = "Ask again"
    book.rows.remove(row_of(book, "Raids"))
    book.rows.remove(row_of(book, "Complaints"))
    book.save(tmp_path / "book.xlsx")
    text = model.read_text(encoding="utf-8")
    meanwhile = text.replace("commitment: possible", "commitment: confirmed").replace(
        "Raids,", "Raids, level: local,"
    )
    model.write_text(meanwhile.replace("- Complaints", "- Complaints\n      - Noise"), encoding="utf-8")
    done = run("apply", "book.xlsx", MODEL)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        (
            'barrierctl: "Raids" was deleted in the sheet, but changed in the model. '
            "Put the row back, or delete the item in the model too."
        ),
        (
            'barrierctl: Items, row 16: "Fire brigade" was changed in the sheet (Note: "", now "Ask again") '
            'and in the model (Commitment: "Unconfirmed", now "Confirmed"). '
            "Agree on the values, and write them in both."
        ),
        "barrierctl: 2 problems, so nothing was written.",
    ]
    model.write_text(text.replace("- Complaints", "- Complaints\n      - Noise"), encoding="utf-8")
    done = run("apply", "book.xlsx", MODEL)
    assert done.stdout.splitlines() == [
        'Ordering: signal "Empty parcels": Note set to "In the evening"',
        'Ordering: signal "Complaints" removed',
        'Storing: partner "Fire brigade": Note set to "Ask again"',
        'Storing: barrier "Raids" removed',
    ]
    assert "- Noise" in model.read_text(encoding="utf-8")


def test_a_new_name_of_a_stage_or_party_is_no_conflict(
    run: "Run", book: Workbook, model: Path, tmp_path: Path
) -> None:
    row_of(book, "Empty parcels")["note"] = "In the evening"
    book.rows.remove(row_of(book, "Check of parcels"))
    book.save(tmp_path / "book.xlsx")
    text = model.read_text(encoding="utf-8")
    text = text.replace("name: Ordering", "id: ordering\n    name: Buying")
    text = text.replace("name: Customs\n    aliases: [", "name: Border police\n    aliases: [Customs, ")
    model.write_text(text, encoding="utf-8")
    done = run("apply", "book.xlsx", MODEL)
    assert done.stdout.splitlines() == [
        'Buying: signal "Empty parcels": Note set to "In the evening"',
        'Buying: barrier "Check of parcels" removed',
    ]


def test_a_row_whose_cells_were_emptied_is_deleted_and_rows_below_are_new(
    run: "Run", book: Workbook, tmp_path: Path
) -> None:
    row_of(book, "Complaints").update(stage_name="", block="", name="")
    book.rows += [
        {"stage_name": "Storing", "block": "Signals", "name": "Noise", "seen_by": "Police;\nFire brigade"},
        {"stage_name": "Storing", "block": "Facilitators"},
    ]
    book.save(tmp_path / "book.xlsx")
    done = run("apply", "book.xlsx", MODEL, "--diff")
    lines = [line for line in done.stdout.splitlines() if line.startswith(("-  ", "+  "))]
    assert lines == [
        "-      - Complaints",
        "-    signals: [Smell of gunpowder]",
        "+    signals: [Smell of gunpowder, {name: Noise, seen_by: [Police, Fire brigade]}]",
    ]


def test_edits_of_other_sheets_are_counted(run: "Run", book: Workbook, tmp_path: Path) -> None:
    book.save(tmp_path / "book.xlsx")
    whole = load_workbook(tmp_path / "book.xlsx")
    parties = whole["Parties"]
    cell = next(cell for line in parties.iter_rows() for cell in line if cell.value == "Web shops")
    cell.value = "Shops on the web"
    whole.save(tmp_path / "book.xlsx")
    done = run("apply", "book.xlsx", MODEL)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        'The sheet "Parties" has 1 edited row that is not an item. It was not applied. '
        f"Make this change in the model itself.\n{MODEL}: no changes.\n"
    )


# ---- files that cannot be used


@pytest.mark.usefixtures("model")
def test_a_sheet_that_export_did_not_write_is_refused(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("Signals,Ordering\nCash,x\n", encoding="utf-8")
    done = run("apply", "own.csv", MODEL)
    assert done.returncode == 2
    assert done.stderr == (
        "barrierctl: own.csv has no exported table of items. To make a new model from it:  "
        "barrierctl import own.csv -o MODEL\n"
    )


@pytest.mark.usefixtures("book")
def test_the_sheet_of_another_model_is_refused(run: "Run", darknet: Path) -> None:
    done = run("apply", "book.xlsx", darknet.name)
    assert done.returncode == 2
    assert done.stderr == (
        f"barrierctl: No item of {darknet.name} is in book.xlsx. Does the sheet belong to another model?\n"
    )


@pytest.mark.usefixtures("model")
def test_a_csv_file_without_a_base_is_compared_with_the_model(run: "Run", tmp_path: Path) -> None:
    sheet, _ = sheet_of("removed", tmp_path)
    done = run("apply", sheet, MODEL, "--dry-run")
    assert done.returncode == 0
    assert done.stderr.splitlines()[0] == (
        "The sheet does not show what was exported. It is compared with the model as it is now. "
        "For an older model, add --base OLD."
    )
    assert len(done.stdout.splitlines()) == 3


@pytest.mark.usefixtures("book")
def test_a_model_with_errors_is_not_changed(run: "Run", model: Path) -> None:
    broken = model.read_text(encoding="utf-8").replace("owner: customs", "ownr: customs")
    model.write_text(broken, encoding="utf-8")
    done = run("apply", "book.xlsx", MODEL)
    assert done.returncode == 1
    assert "ownr" in done.stderr
    assert model.read_text(encoding="utf-8") == broken


@pytest.mark.usefixtures("book")
def test_standard_input_is_no_model_to_change(run: "Run") -> None:
    done = run("apply", "book.xlsx", "-")
    assert done.returncode == 2
    assert "apply changes a file" in done.stderr


@pytest.mark.usefixtures("model")
def test_git_keeps_the_old_file(run: "Run", tmp_path: Path) -> None:
    for command in (
        ["init", "-q"],
        ["add", MODEL],
        ["-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    sheet, base = sheet_of("removed", tmp_path)
    done = run("apply", sheet, MODEL, "--base", base)
    assert done.stderr == f"{MODEL}: 3 changes.\n"
    assert not (tmp_path / f"{MODEL}~").exists()
