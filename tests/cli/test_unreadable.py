"""Paths that cannot be read are reported, never as an internal error."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .samples import MODEL

if TYPE_CHECKING:
    from conftest import Run

OURS = "Something went wrong"
Start = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def model(tmp_path: Path) -> Path:
    path = tmp_path / "ok.barrier.yaml"
    path.write_text(MODEL, encoding="utf-8")
    return path


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A folder with a model that the user may not read."""
    folder = tmp_path / "sub" / "locked"
    folder.mkdir(parents=True)
    (folder / "a.barrier.yaml").write_text(MODEL, encoding="utf-8")
    folder.chmod(0)
    yield folder
    folder.chmod(0o700)


@pytest.fixture
def as_user(environment: Callable[..., dict[str, str]], tmp_path: Path) -> Start:
    """Run the program without the superuser's permission to read everything."""
    alone = []
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("the superuser may open every folder")
        alone = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]

    def start(*args: str, cwd: Path = tmp_path) -> tuple[int, str, str]:
        command = [*alone, sys.executable, "-m", "barrierctl", *args]
        done = subprocess.run(
            command,
            cwd=cwd,
            env=environment(),
            capture_output=True,
            timeout=60,
            check=False,
            encoding="utf-8",
        )
        return done.returncode, done.stdout, done.stderr

    return start


@pytest.mark.usefixtures("locked")
@pytest.mark.parametrize("where", [".", "sub", "sub/locked"])
def test_unreadable_folder_is_a_finding(where: str, as_user: Start) -> None:
    status, output, _ = as_user("validate", where, "--format", "concise")
    line = "sub/locked:1:1: error unreadable-file The folder cannot be read: Permission denied.\n"
    assert (status, output) == (1, line)


@pytest.mark.usefixtures("locked")
def test_unreadable_folder_can_be_excluded(as_user: Start, tmp_path: Path) -> None:
    left_out = "1 model is valid. Left out: 1"
    assert as_user("validate", "--exclude", "locked") == (0, "", f"{left_out} by --exclude.\n")
    (tmp_path / ".gitignore").write_text("locked/\n", encoding="utf-8")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert as_user("validate") == (0, "", f"{left_out} ignored by git.\n")


@pytest.mark.usefixtures("locked")
@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["validate", "sub/locked/a.barrier.yaml"], 1),
        (["gaps", "sub/locked/a.barrier.yaml"], 1),
        (["show", "sub/locked/a.barrier.yaml"], 1),
        (["new", "n.barrier.yaml", "--from", "sub/locked/a.barrier.yaml"], 1),
        (["new", "sub/locked/n.barrier.yaml"], 2),
        (["export", "ok.barrier.yaml", "-o", "sub/locked/a.md"], 2),
        (["schema", "-o", "sub/locked/s.json"], 2),
        (["gaps", "ok.barrier.yaml", "--write-baseline", "sub/locked/b.json"], 2),
        (["gaps", "ok.barrier.yaml", "--baseline", "sub/locked/b.json"], 2),
    ],
)
def test_path_in_an_unreadable_folder_is_an_error(args: list[str], code: int, as_user: Start) -> None:
    status, output, errors = as_user(*args)
    assert status == code
    assert OURS not in errors
    assert "sub/locked" in output + errors


def test_baseline_overwrites_no_unreadable_file(as_user: Start, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text("mine", encoding="utf-8")
    (tmp_path / "b.json").chmod(0)
    status, _, errors = as_user("gaps", "ok.barrier.yaml", "--write-baseline", "b.json")
    assert status == 2
    assert "'b.json' is not readable" in errors


def test_pipes_and_devices_in_a_folder_are_skipped(run: "Run", tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.barrier.yaml")
    (tmp_path / "zero.barrier.yaml").symlink_to("/dev/zero")
    assert run("validate", "--list-files").stdout == "ok.barrier.yaml\n"
    assert run("validate").stderr == "1 model is valid.\n"


def test_pipe_given_as_a_path_is_read(
    environment: Callable[..., dict[str, str]], tmp_path: Path, model: Path
) -> None:
    command = f'"{sys.executable}" -m barrierctl validate <(cat "{model}")'
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=environment(), capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"1 model is valid.\n")


@pytest.mark.parametrize("command", ["validate", "gaps", "show", "export"])
def test_path_that_is_too_long_does_not_exist(command: str, run: "Run") -> None:
    done = run(command, "a" * 300)
    assert done.returncode == 2
    assert "there is no such file or folder" in done.stderr


@pytest.mark.parametrize(
    "args", [["validate"], ["show", "ok.barrier.yaml"], ["new", "n.barrier.yaml"], ["schema", "-o", "s.json"]]
)
def test_deleted_current_folder_is_an_error(
    args: list[str], environment: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    (tmp_path / "gone").mkdir()
    command = f'rmdir "$PWD"; exec "{sys.executable}" -m barrierctl {" ".join(args)}'
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path / "gone",
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert OURS not in done.stderr


@pytest.mark.parametrize("view", ["matrix", "items"])
def test_general_is_no_stage_of_a_model_without_general_items(view: str, run: "Run") -> None:
    for more in ([], ["--transpose"]):
        done = run("show", "ok.barrier.yaml", "--view", view, "--stage", "general", *more)
        assert (done.returncode, done.stdout) == (2, "")
        assert '"general" is not a stage of this model' in done.stderr


def test_file_name_that_is_not_utf_8_is_kept_in_every_format(
    environment: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    name = b"\xff.barrier.yaml"
    Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).write_text(MODEL, encoding="utf-8")  # noqa: PTH118
    formats = [f"--format={how}:out.{how}" for how in ("json", "sarif", "gitlab", "junit", "md", "text")]
    command: list[str | bytes] = [sys.executable, "-m", "barrierctl", "gaps", name, *formats]
    command += ["--write-baseline", "b.json"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    known = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    assert list(known["models"]) == ["ok"]
    again = [*command[:5], "--baseline", "b.json", "-q", "--fail-on=info"]
    assert subprocess.run(again, cwd=tmp_path, env=environment(), check=False).returncode == 0


def test_delimiter_that_is_not_utf_8_is_a_usage_error(
    environment: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "barrierctl", "export", "ok.barrier.yaml", "--format=csv", "--delimiter"]
    done = subprocess.run(
        [*command, b"\xff"], cwd=tmp_path, env=environment(), capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--delimiter is one character" in done.stderr


def test_baseline_of_brackets_only_is_invalid(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "deep.json").write_text("[" * 200_000, encoding="utf-8")
    done = run("gaps", "--baseline", "deep.json")
    assert done.returncode == 2
    assert "deep.json: this is not a baseline." in done.stderr


@pytest.mark.parametrize("typed", ["hennep", "henep", "hennep.yaml", "nowhere/hennep"])
def test_path_without_a_file_suggests_the_model_that_is_meant(typed: str, run: "Run", tmp_path: Path) -> None:
    (tmp_path / "hennep.barrier.yaml").write_text("", encoding="utf-8")
    done = run("show", typed)
    assert done.returncode == 2
    assert f'{typed}: there is no such file or folder. Did you mean "hennep.barrier.yaml"?' in done.stderr
