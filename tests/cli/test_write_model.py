"""A model that a command replaces: the old file is kept, unless git can give it back."""

import subprocess
from pathlib import Path

import pytest

from barrierctl.cli.write_model import write_model
from barrierctl.errors import InputError


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    path = tmp_path / "[a] b.barrier.yaml"
    path.write_bytes(b"old\r\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    return path


def test_the_old_file_is_kept_outside_a_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.barrier.yaml"
    path.write_bytes(b"old\r\n")
    write_model(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.with_name("a.barrier.yaml~").read_bytes() == b"old\r\n"
    assert "a.barrier.yaml~" in capsys.readouterr().err


def test_a_new_file_has_no_old_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_model(tmp_path / "a.barrier.yaml", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.barrier.yaml"]
    assert capsys.readouterr().err == ""


def test_a_committed_file_needs_no_copy(committed: Path) -> None:
    write_model(committed, b"new")
    assert not committed.with_name(f"{committed.name}~").exists()


@pytest.mark.parametrize("staged", [False, True])
def test_a_changed_file_is_kept_although_git_tracks_it(committed: Path, *, staged: bool) -> None:
    committed.write_bytes(b"changed")
    if staged:
        git(committed.parent, "add", ".")
    write_model(committed, b"new")
    assert committed.with_name(f"{committed.name}~").read_bytes() == b"changed"


def test_a_copy_is_never_written_through_a_link(tmp_path: Path) -> None:
    path, other = tmp_path / "a.barrier.yaml", tmp_path / "other"
    path.write_bytes(b"old")
    other.write_bytes(b"other")
    path.with_name("a.barrier.yaml~").symlink_to(other)
    with pytest.raises(InputError, match="not a regular file"):
        write_model(path, b"new")
    assert (path.read_bytes(), other.read_bytes()) == (b"old", b"other")


def test_a_link_is_refused_before_a_copy_is_made(tmp_path: Path) -> None:
    path, link = tmp_path / "a.yaml", tmp_path / "b.barrier.yaml"
    path.write_bytes(b"old")
    link.symlink_to(path)
    with pytest.raises(InputError, match="is a link"):
        write_model(link, b"new")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.yaml", "b.barrier.yaml"]
