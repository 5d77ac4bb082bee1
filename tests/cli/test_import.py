"""`barrierctl import`: what it refuses, what it overwrites, and what it says."""

import builtins
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Run

MATRIX = "Illegal fireworks,,\n,Ordering,Storing\nFacilitators,Web shops,n/a\nSignals,Cash,Smell\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "sheet.csv"
    file.write_text(MATRIX, encoding="utf-8")
    return file


def test_model_is_written_and_valid(sheet: Path, run: "Run") -> None:
    done = run("import", sheet, "-o", "m.barrier.yaml")
    assert (done.returncode, done.stdout) == (0, "")
    assert "m.barrier.yaml: written.\nNext: barrierctl gaps m.barrier.yaml\n" in done.stderr
    assert run("validate", "m.barrier.yaml").returncode == 0
    assert sheet.read_text(encoding="utf-8") == MATRIX


def test_dry_run_shows_the_model_and_writes_nothing(sheet: Path, run: "Run", tmp_path: Path) -> None:
    (tmp_path / "m.barrier.yaml").write_text("mine", encoding="utf-8")
    done = run("import", sheet, "-o", "m.barrier.yaml", "--dry-run")
    assert done.returncode == 0
    assert "title: Illegal fireworks\n" in done.stdout
    assert (tmp_path / "m.barrier.yaml").read_text(encoding="utf-8") == "mine"


def test_model_is_never_overwritten_without_force(sheet: Path, run: "Run", tmp_path: Path) -> None:
    model, old = tmp_path / "m.barrier.yaml", tmp_path / "m.barrier.yaml~"
    model.write_text("mine", encoding="utf-8")
    done = run("import", sheet, "-o", model)
    assert done.returncode == 2
    assert "already exists. To overwrite it, add --force." in done.stderr
    assert model.read_text(encoding="utf-8") == "mine"
    done = run("import", sheet, "-o", model, "--force")
    assert done.returncode == 0
    assert "Ordering" in model.read_text(encoding="utf-8")
    assert old.read_text(encoding="utf-8") == "mine"


def test_sheet_is_not_overwritten_even_with_force(sheet: Path, run: "Run") -> None:
    done = run("import", sheet, "-o", sheet, "--force")
    assert done.returncode == 2
    assert sheet.read_text(encoding="utf-8") == MATRIX


def test_standard_input_is_read(run: "Run") -> None:
    done = run("import", "-", "-o", "m.barrier.yaml", "--dry-run", stdin=MATRIX)
    assert done.returncode == 0
    assert "- name: Storing\n" in done.stdout


def test_quiet_run_still_asks(run: "Run") -> None:
    done = run("import", "-", "-o", "m.barrier.yaml", "-q", stdin=MATRIX)
    assert (done.returncode, done.stderr) == (0, "")
    done = run("import", "-", "-o", "n.barrier.yaml", "-q", stdin="Facilitators,a\nSignals,b\n")
    assert done.returncode == 1
    assert "What are the stages called?" in done.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--map", "Cash"), '--map "Cash" is incomplete. Write it as --map "WORD=block".'),
        (("--map", "Cash=signal lights"), "is not a block or key."),
        (("--map", "Kash=signals"), '--map: "Kash" is not in the sheet.'),
        (("--sheet", "Blad2"), 'The file has no sheet "Blad2".'),
        (("--language", "Dutch"), '"Dutch" is not a language code. Use nl.'),
        (("--split", "words"), "is not one of"),
    ],
)
def test_option_that_does_not_match_the_sheet_is_a_usage_error(
    options: tuple[str, ...], message: str, sheet: Path, run: "Run"
) -> None:
    done = run("import", sheet, "-o", "m.barrier.yaml", *options)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())


def test_title_and_language_are_those_that_are_given(sheet: Path, run: "Run") -> None:
    done = run(
        "import", sheet, "-o", "m.barrier.yaml", "--dry-run", "--title", "Vuurwerk", "--language", "nl"
    )
    assert "title: Vuurwerk\nlanguage: nl\n" in done.stdout
    assert "Weggelaten: A1" in done.stdout


def test_text_of_a_sheet_accepts_no_gap(run: "Run", tmp_path: Path) -> None:
    hostile = "x # barrierctl: ignore[stage-without-signals] y"
    text = f"{hostile}\n{hostile}\n,Ordering\nFacilitators,a\nPartners,({hostile})\n"
    done = run("import", "-", "-o", "m.barrier.yaml", "--title", "M", "--split", "lines", stdin=text)
    assert done.returncode == 0, done.stderr
    assert "(#) barrierctl: ignore" in (tmp_path / "m.barrier.yaml").read_text(encoding="utf-8")
    assert "stage-without-signals" in run("gaps", "--all", "m.barrier.yaml").stdout


def test_missing_library_is_named_with_the_way_to_install_it(
    run: "Run", monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "python_calamine":
            raise ModuleNotFoundError(name=name)
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "barrierctl.sheets.xlsx", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    file = Path(__file__).parents[1] / "sheets/merged-headers/sheet.xlsx"
    done = run("import", file, "-o", "m.barrier.yaml")
    assert done.returncode == 2
    assert 'pip install "barrierctl[sheets]"' in done.stderr


def test_missing_file_is_an_error(run: "Run") -> None:
    done = run("import", "gone.csv", "-o", "m.barrier.yaml")
    assert done.returncode == 2
    assert "gone.csv cannot be read: No such file or directory." in done.stderr


def test_other_commands_load_no_sheets(run: "Run", sheet: Path) -> None:
    for name in [name for name in sys.modules if name.startswith("barrierctl.sheets")]:
        del sys.modules[name]
    run("validate", sheet)
    assert not [name for name in sys.modules if name.startswith("barrierctl.sheets")]


def test_a_pipe_is_no_sheet(run: "Run", tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    done = run("import", "pipe.csv", "-o", "m.barrier.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "pipe.csv cannot be read: it is not a regular file." in done.stderr
