"""Files are written whole, or not at all."""

from pathlib import Path

import pytest

from barrierctl.errors import InputError, WouldOverwriteError
from barrierctl.writing import write_text


def test_text_is_written_as_utf_8_to_the_letter(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "é\n漢\r\n", force=False)
    assert (tmp_path / "a").read_bytes() == "é\n漢\r\n".encode()


def test_what_is_there_stays_without_force(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    with pytest.raises(WouldOverwriteError, match="--force"):
        write_text(tmp_path / "a", "new", force=False)
    assert (tmp_path / "a").read_text(encoding="utf-8") == "old"
    write_text(tmp_path / "a", "new", force=True)
    assert (tmp_path / "a").read_text(encoding="utf-8") == "new"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_text(tmp_path / "no" / "a", "new", force=True)


def test_a_folder_is_not_replaced_and_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_text(tmp_path / "a", "new", force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_permissions_of_a_replaced_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    write_text(path, "new", force=True)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_permissions_that_new_files_have(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("x", encoding="utf-8")
    write_text(tmp_path / "a", "x", force=False)
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_what_utf_8_does_not_know_is_escaped(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "\ud800", force=True)
    assert (tmp_path / "a").read_bytes() == rb"\ud800"
