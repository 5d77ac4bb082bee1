"""What the pages show in a console is what the program prints; what they show in Python runs.

A block `console` begins with a command; the rest is its output, where a line `…` stands for what was left
out. A model is written to the folder of the tour where the line above it says `file NAME`, and looked up
there where it says `lines of NAME`.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"(?:<!-- (file|lines of) (\S+) -->\n)?```(yaml|console)\n(.*?)```\n", re.DOTALL)
CUT = "…\n"
TOURS = [
    "README.md",
    *(f"docs/reference/{page.name}" for page in sorted((ROOT / "docs/reference").glob("*.md"))),
]
PYTHON = [
    pytest.param(code, id=f"{page}-{number}")
    for page in ("README.md", "docs/library.md")
    for number, code in enumerate(
        re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    )
]


def started(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "NO_COLOR": "1"}
    environment.pop("FORCE_COLOR", None)
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def shows(shown: str, real: str) -> bool:
    parts = [re.escape(part) for part in re.split(rf"^{CUT}", shown, flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.*\n)*".join(parts), real) is not None


@pytest.mark.parametrize("page", TOURS)
def test_the_tour_shows_what_the_program_prints(page: str, folder: Path) -> None:
    for what, name, language, body in BLOCK.findall((ROOT / page).read_text(encoding="utf-8")):
        if what == "file":
            (folder / name).write_text(body, encoding="utf-8")
        elif what == "lines of":
            assert body in (folder / name).read_text(encoding="utf-8")
        elif language == "console":
            command, _, shown = body.partition("\n")
            dollar, program, *arguments = shlex.split(command)
            assert (dollar, program) == ("$", "barrierctl")
            done = started(folder, "-m", "barrierctl", *arguments)
            real = done.stdout + done.stderr
            assert shows(shown, real), f"{command}\n{real}"


def test_a_cut_stands_for_whole_lines_only() -> None:
    assert shows("a\n…\nd\n", "a\nb\nc\nd\n")
    assert shows("a\n…\n", "a\nb\n")
    assert not shows("a\n…\nd\n", "a\nb\nc d\n")
    assert not shows("a\n", "a\nb\n")


@pytest.mark.parametrize("code", PYTHON)
def test_what_is_shown_in_python_runs(code: str, folder: Path) -> None:
    done = started(folder, "-c", code)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
