"""Streams that are closed, full or no longer read."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .samples import MODEL

Shell = Callable[[str], tuple[int, str]]
PAYLOADS = [
    "show ok.barrier.yaml",
    "export ok.barrier.yaml",
    "gaps ok.barrier.yaml -q",
    "gaps ok.barrier.yaml -q --format json",
    "validate --list-files",
    "schema",
    "rule",
    "--help",
    "show --help",
    "--version",
]


@pytest.fixture
def shell(environment: Callable[..., dict[str, str]], tmp_path: Path) -> Shell:
    """Run a shell command in which `b` is the program; returns its exit code and standard error."""
    (tmp_path / "ok.barrier.yaml").write_text(MODEL, encoding="utf-8")

    def run(line: str) -> tuple[int, str]:
        command = f'b() {{ "{sys.executable}" -m barrierctl "$@"; }}; {line}'
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stderr.decode("utf-8")

    return run


@pytest.mark.parametrize("lost", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("validate ok.barrier.yaml", 0),
        ("gaps ok.barrier.yaml", 0),
        ("gaps ok.barrier.yaml --fail-on info", 1),
        ("validate nowhere", 2),
        ("validate --nonsense", 2),
    ],
)
def test_lost_messages_change_no_exit_code(command: str, code: int, lost: str, shell: Shell) -> None:
    assert shell(f"b {command} {lost}") == (code, "")


@pytest.mark.parametrize("command", [*PAYLOADS, "validate -q", "-q new n.barrier.yaml"])
@pytest.mark.parametrize("closed", ["<&-", "<&- >&-"])
def test_closed_stream_is_like_an_empty_one(command: str, closed: str, shell: Shell) -> None:
    assert shell(f"b {command} {closed}") == (0, "")


@pytest.mark.parametrize("command", PAYLOADS)
def test_closed_pipe_exits_with_2_silently(command: str, shell: Shell) -> None:
    assert shell(f"set -o pipefail; b {command} | true") == (2, "")


@pytest.mark.parametrize("command", PAYLOADS)
def test_full_disk_is_reported(command: str, shell: Shell) -> None:
    message = "barrierctl: Standard output cannot be written: No space left on device.\n"
    assert shell(f"b {command} >/dev/full") == (2, message)


@pytest.mark.parametrize("unbuffered", ["", "PYTHONUNBUFFERED=1 "])
@pytest.mark.parametrize(
    "command", ["export long.barrier.yaml --format csv", "schema", "show long.barrier.yaml"]
)
def test_nothing_is_cut_off_silently_where_the_disk_fills_up(
    command: str, unbuffered: str, shell: Shell, tmp_path: Path
) -> None:
    signals = "".join(f"      - Signal {number}\n" for number in range(3_000))
    (tmp_path / "long.barrier.yaml").write_text(f"{MODEL}    signals:\n{signals}", encoding="utf-8")
    code, errors = shell(f"ulimit -f 16; export {unbuffered or 'X=1'}; b {command} > out")
    # The limit is of every file, and so of what a measurement of coverage writes: it complains after us.
    said = errors.splitlines()[:1]
    assert (code, said) == (2, ["barrierctl: Standard output cannot be written: File too large."])


@pytest.mark.parametrize("how", ["docx", "xlsx"])
def test_full_disk_is_reported_for_files_that_are_no_text(how: str, shell: Shell) -> None:
    message = "barrierctl: Standard output cannot be written: No space left on device.\n"
    assert shell(f"b export ok.barrier.yaml --format {how} >/dev/full") == (2, message)
