"""Targets of `-o`: files, standard output, devices, pipes and links."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl.cli.options import output_file

from .samples import MODEL

if TYPE_CHECKING:
    from conftest import Run

COMMANDS = [
    ["export", "ok.barrier.yaml", "--force"],
    ["schema"],
    ["gaps", "ok.barrier.yaml"],
    ["validate", "ok.barrier.yaml", "--format", "json"],
]


@pytest.fixture(autouse=True)
def model(tmp_path: Path) -> Path:
    path = tmp_path / "ok.barrier.yaml"
    path.write_text(MODEL, encoding="utf-8")
    return path


# The tests may be run by the superuser, so none of them names a device of the system: the error that they
# are about would overwrite it.


@pytest.mark.parametrize("command", COMMANDS)
def test_dash_means_standard_output(command: list[str], run: "Run", tmp_path: Path) -> None:
    done = run(*command, "-o", "-")
    assert (done.returncode, done.stdout) == (0, run(*command).stdout)
    assert [path.name for path in tmp_path.iterdir()] == ["ok.barrier.yaml"]


def test_dev_stdout_means_standard_output() -> None:
    assert output_file(Path("/dev/stdout")) is None
    assert output_file(Path("stdout")) == Path("stdout")


def test_only_one_format_can_go_to_standard_output(run: "Run") -> None:
    done = run("gaps", "--format", "json", "--format", "text:-", "-o", "-")
    assert done.returncode == 2
    assert "Only one --format can go to standard output" in done.stderr


@pytest.mark.parametrize("device", ["/dev/null", "/dev/stdout"])
@pytest.mark.parametrize("command", COMMANDS)
def test_link_to_a_device_is_written_to(
    command: list[str], device: str, run: "Run", run_process: "Run", tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(device)
    plain = [word for word in command if word != "--force"]
    done = run_process(*plain, "-o", "link")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (run(*plain).stdout if device == "/dev/stdout" else "")
    assert (tmp_path / "link").is_symlink()


def test_device_is_written_to_and_not_replaced(run: "Run", tmp_path: Path) -> None:
    try:
        os.mknod(tmp_path / "null", stat.S_IFCHR | 0o666, os.makedev(1, 3))
        (tmp_path / "null").write_bytes(b"x")
    except OSError:
        pytest.skip("only the superuser makes devices, and not everywhere")
    assert run("export", "ok.barrier.yaml", "-o", "null").returncode == 0
    assert (tmp_path / "null").is_char_device()


def test_pipe_is_written_to_and_not_replaced(
    environment: Callable[..., dict[str, str]], run: "Run", tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    command = [sys.executable, "-m", "barrierctl", "export", "ok.barrier.yaml", "-o", "pipe"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment(), stderr=subprocess.DEVNULL) as writer:
        content = (tmp_path / "pipe").read_text(encoding="utf-8")
    assert (writer.returncode, content) == (0, run("export", "ok.barrier.yaml").stdout)
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("target", ["real.md", "nowhere.md"])
@pytest.mark.parametrize("command", COMMANDS)
def test_link_is_neither_followed_nor_replaced(
    command: list[str], target: str, run: "Run", tmp_path: Path
) -> None:
    (tmp_path / "real.md").write_text("mine", encoding="utf-8")
    (tmp_path / "out.md").symlink_to(target)
    done = run(*command, "-o", "out.md")
    assert done.returncode == 2
    assert f"out.md is a link to {target}, so it was not overwritten. Name that file." in done.stderr
    assert (tmp_path / "out.md").is_symlink()
    assert (tmp_path / "real.md").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "nowhere.md").exists()


def test_broken_link_is_not_replaced_by_a_new_model(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "n.barrier.yaml").symlink_to("nowhere")
    done = run("new", "n.barrier.yaml", "--force")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is a link to nowhere" in done.stderr


def test_longest_file_name_can_be_written(run: "Run", tmp_path: Path) -> None:
    name = "a" * 252 + ".md"
    assert run("export", "ok.barrier.yaml", "-o", name).returncode == 0
    assert (tmp_path / name).is_file()


def test_file_name_that_is_too_long_is_an_error(run: "Run") -> None:
    for command in (["export", "ok.barrier.yaml", "-o"], ["schema", "-o"], ["gaps", "-o"], ["new"]):
        done = run(*command, "a" * 253 + ".md")
        assert done.returncode == 2
        assert "File name too long" in done.stderr
        assert "Something went wrong" not in done.stderr
