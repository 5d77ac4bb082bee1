"""Runs that are killed or interrupted, and files that change while they are read."""

import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from barrierctl.files import Input
from barrierctl.pipeline import check_files
from barrierctl.reporters.report import Report
from barrierctl.selection import RunOptions

Environment = Callable[..., dict[str, str]]

HEAD = "barrier_model: 1\nid: ok\ntitle: OK\nlanguage: en\nstages:\n"
STAGES = "".join(f"  - name: Stage {number}\n    signals: [a, b, c]\n" for number in range(500))
WRITER = """
import sys
from pathlib import Path
from barrierctl.files.output import write_file
print("ready", flush=True)
while True:
    for letter in (b"a", b"b"):
        write_file(Path("out"), letter * 3_000_000, force=True)
"""


def test_kill_at_any_moment_leaves_a_complete_file(environment: Environment, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a" * 3_000_000)
    dice = random.Random(2026)  # noqa: S311 (nothing secret is drawn)
    for turn in range(1, 9):
        command = [sys.executable, "-c", WRITER]
        with subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(dice.uniform(0.0, 0.05))
            process.kill()
        content = (tmp_path / "out").read_bytes()
        assert (len(content), len(set(content))) == (3_000_000, 1)
        # What was not in place yet stays behind, under a name that says whose it is; no walk takes it up.
        left = [path.name for path in tmp_path.iterdir() if path.name != "out"]
        assert len(left) <= turn
        assert all(name.startswith(".barrierctl.") for name in left)


@pytest.mark.parametrize(
    "args",
    [
        ["export", "m.barrier.yaml", "--force", "-o", "out.md"],
        ["gaps", "m.barrier.yaml", "-o", "out.md"],
        ["schema", "-o", "out.md"],
    ],
)
def test_full_disk_leaves_the_old_file(args: list[str], uncovered: Environment, tmp_path: Path) -> None:
    (tmp_path / "m.barrier.yaml").write_text(HEAD + STAGES, encoding="utf-8")
    (tmp_path / "out.md").write_text("old", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "barrierctl", *args],
        cwd=tmp_path,
        env=uncovered(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000)),
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "barrierctl: out.md cannot be written: File too large.\n"
    assert (tmp_path / "out.md").read_text(encoding="utf-8") == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"m.barrier.yaml", "out.md"}


def test_interruption_among_many_files_writes_nothing(uncovered: Environment, tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text("old", encoding="utf-8")
    for number in range(1_000):
        (tmp_path / f"{number}.barrier.yaml").write_text(f"{HEAD}  - name: A\n", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    first, last = [f"{n}.barrier.yaml" for n in range(500)], [f"{n}.barrier.yaml" for n in range(500, 1_000)]
    command = [sys.executable, "-m", "barrierctl", "validate", *first, "pipe", *last, "--jobs", "1"]
    process = subprocess.Popen(
        [*command, "--format", "json", "-o", "out.json"],
        cwd=tmp_path,
        env=uncovered(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 (no thread runs)
    )
    with (tmp_path / "pipe").open("wb"):  # opens once the program reads at the other end: half is done
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=30)
    assert (process.returncode, out, errors) == (130, b"", b"")
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == "old"
    assert not list(tmp_path.glob(".barrierctl.*"))


# ---- a file that changes while it is read


def report_of(path: Path) -> Report:
    one = Input(path=path.name, root_path=path.name, file=path)
    return check_files("validate", [one], sys.stdin.buffer, RunOptions())


def test_file_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    text = f"{HEAD}  - name: A\n    x: 1\n"
    writer = threading.Thread(target=path.write_text, args=(text,), kwargs={"encoding": "utf-8"})
    writer.start()
    (file,) = report_of(path).files
    writer.join()
    # Nothing could be read a second time: the lines that are shown are those of the one reading.
    assert [finding.rule for finding in file.findings] == ["unknown-key"]
    assert file.lines == tuple(text.split("\n"))


def cut(path: Path) -> None:
    os.truncate(path, len(f"{HEAD}  - name: Stage 0\n"))


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def grown(path: Path) -> None:
    path.write_text(f"{HEAD}{STAGES}x: 1\n", encoding="utf-8")


def replaced(path: Path) -> None:
    path.with_name("new").write_text("a letter\n", encoding="utf-8")
    path.with_name("new").replace(path)


def deleted(path: Path) -> None:
    path.unlink()


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def linked_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        (cut, set()),
        (emptied, {"not-a-barrier-model"}),
        (grown, {"unknown-key"}),
        (replaced, {"not-a-barrier-model"}),
        (deleted, {"unreadable-file"}),
        (made_a_folder, {"unreadable-file"}),
        (linked_to_itself, {"unreadable-file"}),
    ],
)
def test_file_that_changes_after_discovery_is_reported_as_read(
    change: Callable[[Path], None], rules: set[str], tmp_path: Path
) -> None:
    path = tmp_path / "m.barrier.yaml"
    path.write_text(HEAD + STAGES, encoding="utf-8")
    change(path)
    assert {finding.rule for finding in report_of(path).findings} == rules
