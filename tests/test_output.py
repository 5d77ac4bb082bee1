"""Files are written completely or not at all."""

import errno
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from barrierctl.errors import InputError
from barrierctl.files.output import write_file

Before = Callable[[Callable[[], None]], None]


@pytest.fixture
def before_replacement(monkeypatch: pytest.MonkeyPatch) -> Before:
    """Run a function after the new content is written and before it replaces the file."""
    return lambda happens: monkeypatch.setattr(os, "fsync", lambda _: happens())


def test_text_is_written_as_utf_8_without_conversion(tmp_path: Path) -> None:
    write_file(tmp_path / "a", "é\n漢\r\n", force=False)
    assert (tmp_path / "a").read_bytes() == "é\n漢\r\n".encode()


def test_existing_file_is_overwritten_only_with_force(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    with pytest.raises(InputError, match="--force"):
        write_file(tmp_path / "a", "new", force=False)
    assert (tmp_path / "a").read_text(encoding="utf-8") == "old"
    write_file(tmp_path / "a", "new", force=True)
    assert (tmp_path / "a").read_text(encoding="utf-8") == "new"


def test_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_file(tmp_path / "no" / "a", "new", force=True)


def test_folder_is_not_overwritten_and_no_temporary_file_remains(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_file(tmp_path / "a", "new", force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_overwritten_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    write_file(path, "new", force=True)
    assert path.stat().st_mode & 0o777 == 0o640


def test_new_file_has_default_permissions(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("x", encoding="utf-8")
    write_file(tmp_path / "a", "x", force=False)
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_lone_surrogates_are_escaped(tmp_path: Path) -> None:
    write_file(tmp_path / "a", "\ud800", force=True)
    assert (tmp_path / "a").read_bytes() == rb"\ud800"


def test_overwritten_file_keeps_its_owner(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only the superuser gives files away")
    (tmp_path / "a").write_text("old", encoding="utf-8")
    os.chown(tmp_path / "a", 12_345, 23_456)
    write_file(tmp_path / "a", "new", force=True)
    written = (tmp_path / "a").stat()
    assert (written.st_uid, written.st_gid) == (12_345, 23_456)


def test_file_is_written_even_if_its_owner_cannot_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    (tmp_path / "a").write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "chown", refused)
    write_file(tmp_path / "a", "new", force=True)
    assert (tmp_path / "a").read_text(encoding="utf-8") == "new"


def test_hard_link_to_an_overwritten_file_keeps_its_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    write_file(tmp_path / "a", "new", force=True)
    assert (tmp_path / "b").read_text(encoding="utf-8") == "old"


def test_link_to_a_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write_file(tmp_path / "link" / "a", "new", force=False)
    assert [path.name for path in (tmp_path / "real").iterdir()] == ["a"]


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_disk_error_leaves_only_the_old_file(reason: int, tmp_path: Path, before_replacement: Before) -> None:
    def fails() -> None:
        raise OSError(reason, os.strerror(reason))

    (tmp_path / "a").write_text("old", encoding="utf-8")
    before_replacement(fails)
    with pytest.raises(InputError, match=os.strerror(reason)):
        write_file(tmp_path / "a", "new", force=True)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"a": "old"}


def test_interruption_leaves_only_the_old_file(tmp_path: Path, before_replacement: Before) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    (tmp_path / "a").write_text("old", encoding="utf-8")
    before_replacement(interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a", "new", force=True)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"a": "old"}


def test_folder_deleted_while_writing_is_an_error(tmp_path: Path, before_replacement: Before) -> None:
    (tmp_path / "folder").mkdir()
    before_replacement(lambda: shutil.rmtree(tmp_path / "folder"))
    with pytest.raises(InputError, match="No such file or directory"):
        write_file(tmp_path / "folder" / "a", "new", force=True)


def test_link_created_while_writing_is_not_followed(tmp_path: Path, before_replacement: Before) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    before_replacement(lambda: (tmp_path / "a").symlink_to("mine"))
    write_file(tmp_path / "a", b"new", force=False)
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "a").is_symlink()


def test_temporary_file_is_readable_by_its_owner_alone(tmp_path: Path, before_replacement: Before) -> None:
    seen: list[int] = []
    before_replacement(lambda: seen.extend(stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()))
    write_file(tmp_path / "a", "new", force=False)
    assert seen == [0o600]
