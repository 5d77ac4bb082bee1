"""A save compares equal to itself, and whatever differs from it is reported."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CASE = "export-docx-default-blank"


def outputs(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.outputs", *map(str, args)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs") / "saved"
    done = outputs("save", folder, "--only", CASE)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def copy(saved: Path, tmp_path: Path) -> Path:
    return shutil.copytree(saved, tmp_path / "copy")


def test_a_case_is_saved_in_separate_files(saved: Path) -> None:
    files = sorted(path.relative_to(saved / CASE).as_posix() for path in (saved / CASE).rglob("*.*"))
    assert files == ["files/default.docx"]
    assert (saved / CASE / "exit-code").read_text(encoding="utf-8") == "0\n"
    assert (saved / CASE / "stderr").read_text(encoding="utf-8") == "default.docx: written.\n"
    assert (saved / CASE / "stdout").read_bytes() == b""


def test_no_model_is_refused_for_an_error(saved: Path) -> None:
    command = [sys.executable, "-m", "barrierctl", "validate", "models"]
    done = subprocess.run(command, cwd=saved / "inputs", capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_another_save_with_the_same_inputs_is_equal(saved: Path, tmp_path: Path) -> None:
    assert outputs("save", tmp_path / "new", "--only", CASE, "--inputs", saved).returncode == 0
    done = outputs("compare", saved, tmp_path / "new")
    assert (done.returncode, done.stdout) == (0, "2 cases are equal, 0 differ.\n")


def test_a_changed_byte_is_reported(saved: Path, copy: Path) -> None:
    (copy / CASE / "stderr").write_bytes(b"default.docx: Written.\n")
    done = outputs("compare", saved, copy)
    assert done.returncode == 1
    assert f"{CASE}/stderr differs" in done.stdout
    assert "+default.docx: Written." in done.stdout
    assert outputs("compare", saved, copy, "--ignore", "*/stderr").returncode == 0


def test_a_changed_member_of_an_archive_is_reported(saved: Path, copy: Path) -> None:
    with zipfile.ZipFile(copy / CASE / "files" / "default.docx", "a") as archive:
        archive.writestr("word/extra.xml", "<a/>")
    done = outputs("compare", saved, copy)
    assert done.returncode == 1
    assert "word/extra.xml" in done.stdout


@pytest.mark.parametrize("turned", [False, True])
def test_a_missing_case_is_reported(saved: Path, copy: Path, *, turned: bool) -> None:
    shutil.rmtree(copy / CASE)
    done = outputs("compare", *((copy, saved) if turned else (saved, copy)))
    assert done.returncode == 1
    assert f"{CASE} is only in {saved}" in done.stdout


def test_no_case_at_all_is_a_failure(saved: Path) -> None:
    assert outputs("compare", saved, saved, "--only", "no-such-case").returncode == 1


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch()
    assert outputs("save", tmp_path, "--only", CASE).returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
