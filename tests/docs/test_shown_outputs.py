"""What the pages show in a console is what the program prints; what they show in Python runs.

A block `console` begins with a command; the rest is its output, where a line `…` stands for what was left
out. A model is written to the folder of the tour where the line above it says `file NAME`, and looked up
there where it says `lines of NAME`. BARRIERCTL_GOLDEN=write puts the real output into the pages.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Golden

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"(?:<!-- (file|lines of) (\S+) -->\n)?```(yaml|text|console)\n(.*?)```\n", re.DOTALL)
CUT = "…\n"
TOURS = [
    "README.md",
    "docs/method.md",
    "docs/tour.md",
    "docs/workshop.md",
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


def rewritten(shown: str, real: str) -> str:
    """Return the real output for a page, with the cuts of the page.

    A part between cuts begins at its first line, if that is still printed, and has as many lines as before.
    """
    if shows(shown, real):
        return shown
    first, *others = re.split(rf"^{CUT}", shown, flags=re.MULTILINE)
    if not others:
        return real
    lines = real.splitlines(keepends=True)
    end = first.count("\n")
    kept = lines[:end]
    for part in filter(None, others):
        begin, *rest = part.splitlines(keepends=True)
        if begin in lines[end:]:
            start = lines.index(begin, end)
            end = start + 1 + len(rest)
            kept += [CUT, *lines[start:end]]
    return "".join([*kept, CUT] if end < len(lines) else kept)


def excerpt(shown: str, content: str) -> str:
    """Return the shown lines if the file has them, otherwise as many from the first one on."""
    first, *others = shown.splitlines(keepends=True)
    begun = first + content.partition(first)[2]
    return shown if shown in content else "".join(begun.splitlines(keepends=True)[: len(others) + 1])


@pytest.mark.parametrize("page", TOURS)
def test_pages_show_what_the_program_prints(page: str, folder: Path, golden: "Golden") -> None:
    text = (ROOT / page).read_bytes().decode()

    def run(block: re.Match[str]) -> str:
        what, name, language, body = block.groups()
        if what == "file":
            (folder / name).write_text(body, encoding="utf-8")
        elif what == "lines of":
            return block[0].replace(body, excerpt(body, (folder / name).read_text(encoding="utf-8")))
        elif language == "console":
            command, _, shown = body.partition("\n")
            dollar, program, *arguments = shlex.split(command)
            assert (dollar, program) == ("$", "barrierctl")
            done = started(folder, "-m", "barrierctl", *arguments)
            return block[0].replace(body, f"{command}\n{rewritten(shown, done.stdout + done.stderr)}")
        return block[0]

    golden(ROOT / page, BLOCK.sub(run, text))


def test_a_page_that_is_rewritten_keeps_its_cuts() -> None:
    assert rewritten("a\n…\n", "b\nc\n") == "b\n…\n"
    assert rewritten("a\n…\nd\n", "a\nb\nd\n") == "a\n…\nd\n"
    assert rewritten("a\n  …\n", "b\n  …\nc\n") == "b\n  …\nc\n"
    assert rewritten("a\n…\nd\nx\n…\n", "b\nc\nd\ne\nf\n") == "b\n…\nd\ne\n…\n"
    assert rewritten("a\n…\nd\n…\n", "b\nc\n") == "b\n…\n"


def test_an_excerpt_begins_at_its_first_line() -> None:
    assert excerpt("b\nc\n", "a\nb\nc\nd\n") == "b\nc\n"
    assert excerpt("b\nx\n", "a\nb\nc\nd\n") == "b\nc\n"


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
