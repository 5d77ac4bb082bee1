"""Binary formats of `barrierctl export`: where they can be written."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl.errors import UsageError
from barrierctl.exporters import FORMATS, Options, exporter
from barrierctl.views.document import Document

if TYPE_CHECKING:
    from conftest import Run

LIBRARIES = [
    ("html", "jinja2", "web"),
    ("xlsx", "xlsxwriter", "excel"),
    ("docx", "docx", "office"),
    ("pptx", "pptx", "office"),
    ("pdf", "typst", "poster"),
    ("png", "typst", "poster"),
    ("svg", "typst", "poster"),
    ("ics", "icalendar", "calendar"),
]
BEGINS = {
    "html": b"<!doctype html>",
    "xlsx": b"PK",
    "docx": b"PK",
    "pptx": b"PK",
    "pdf": b"%PDF",
    "png": b"\x89PNG",
    "svg": b"<svg",
}


SMALL = (
    "{barrier_model: 1, id: m, title: M, language: en, stages: {name: A, signals: Cash, barriers: Checks}}"
)


@pytest.mark.parametrize("how", BEGINS)
def test_file_suffix_selects_a_binary_format(how: str, run: "Run", darknet: Path) -> None:
    done = run("export", darknet.name, "-o", f"model.{how}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"model.{how}: written.\n")
    assert darknet.with_name(f"model.{how}").read_bytes()[:15].lower().startswith(BEGINS[how].lower())


@pytest.mark.parametrize(("how", "library", "extra"), LIBRARIES)
def test_missing_library_is_reported_with_its_install_command(
    how: str, library: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("barrierctl.exporters.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)  # as if it were not there
    with pytest.raises(UsageError, match=rf'{how} needs {library}\. .*pip install "barrierctl\[{extra}\]"'):
        exporter(how)


# Drawings are made slowly from the page of the PDF; tests/exporters/test_poster.py has each view of each.
@pytest.mark.parametrize(
    "how", [how for how, f in FORMATS.items() if f.extra and how not in ("png", "svg", "ics")]
)
def test_every_format_exports_every_view_alone(how: str, whole: Callable[[str], Document]) -> None:
    made = whole(SMALL)
    for table in made.tables:
        alone = Document(
            title=made.title, language=made.language, classification=made.classification, tables=(table,)
        )
        assert len(exporter(how)(alone, Options())) > 1_000, table.id


def test_binary_format_is_not_written_to_a_terminal(
    darknet: Path, environment: Callable[..., dict[str, str]]
) -> None:
    terminal, there = os.openpty()
    command = [sys.executable, "-m", "barrierctl", "export", darknet.name, "--format", "xlsx"]
    done = subprocess.run(
        command,
        cwd=darknet.parent,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=there,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    os.close(there)
    os.close(terminal)
    assert done.returncode == 2
    assert "Name a file with -o" in done.stderr


def test_binary_format_is_written_to_a_pipe(
    darknet: Path, environment: Callable[..., dict[str, str]]
) -> None:
    command = [sys.executable, "-m", "barrierctl", "export", darknet.name, "--format", "docx"]
    done = subprocess.run(command, cwd=darknet.parent, env=environment(), capture_output=True, check=True)
    assert done.stdout.startswith(b"PK")


def test_view_option_exports_only_those_views(run: "Run", darknet: Path) -> None:
    run("export", darknet.name, "-o", "all.html")
    run("export", darknet.name, "--view", "types", "-o", "types.html")
    whole, one = (darknet.with_name(name).read_text(encoding="utf-8") for name in ("all.html", "types.html"))
    assert "EUCPN Secretariat" in whole
    assert "EUCPN Secretariat" not in one


def test_gaps_view_uses_the_given_day(run: "Run", darknet: Path) -> None:
    text = darknet.read_text(encoding="utf-8").replace(
        "\nlanguage: en\n", "\nlanguage: en\nreview: {last: 2026-01-01}\n"
    )
    darknet.write_text(text, encoding="utf-8")
    soon = run("export", darknet.name, "--view", "gaps", "--format", "csv", "--today", "2026-02-01").stdout
    late = run("export", darknet.name, "--view", "gaps", "--format", "csv", "--today", "2028-02-01").stdout
    assert "review-overdue" not in soon
    assert "review-overdue" in late
