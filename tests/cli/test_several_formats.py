"""Several `--format` options in one run."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl.reporters import FORMATS

if TYPE_CHECKING:
    from conftest import Run

NEXT = "Give the others a file, as in --format sarif:gaps.sarif"


def test_formats_go_to_files_and_standard_output(run: "Run", darknet: Path) -> None:
    done = run("gaps", darknet.name, "--format", "sarif:a.sarif", "--format", "json", "--format", "md:a.md")
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["findings"]) == 42
    assert len(json.loads((darknet.parent / "a.sarif").read_bytes())["runs"][0]["results"]) == 42
    assert (darknet.parent / "a.md").read_bytes().startswith(b"## barrierctl: 42 findings")


def test_format_without_a_file_goes_to_the_output_option(run: "Run", darknet: Path) -> None:
    done = run("gaps", darknet.name, "--format", "concise", "-o", "a.txt", "--format", "junit:a.xml")
    assert (done.returncode, done.stdout) == (0, "")
    assert len((darknet.parent / "a.txt").read_bytes().splitlines()) == 42
    assert (darknet.parent / "a.xml").read_bytes().startswith(b"<?xml")


def test_standard_output_is_empty_if_every_format_has_a_file(run: "Run", darknet: Path) -> None:
    done = run("gaps", darknet.name, "--format", "md:a.md", "--format", "text:a.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "42 findings: 6 warnings, 36 notes.\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--format", "text", "--format", "json"), f"Only one --format can go to standard output. {NEXT}"),
        (("--format", "text:a", "--format", "json:a"), "Two formats would go to a."),
        (("--format", "text", "--format", "md:a", "-o", "a"), "Two formats would go to a."),
        (("--format", "text:a", "-o", "b"), "so nothing is left for -o b."),
        (("--format", "sarf"), '"sarf": did you mean "sarif"? Choose from text, concise, json,'),
        (("--format", "sarif:"), '"sarif:": Choose from text, concise, json,'),
    ],
)
def test_conflicting_formats_are_a_usage_error(
    arguments: tuple[str, ...], message: str, run: "Run", darknet: Path
) -> None:
    done = run("gaps", darknet.name, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert sorted(path.name for path in darknet.parent.iterdir()) == [darknet.name]


@pytest.mark.parametrize(
    "target", ["text:a", *[name for name in FORMATS if name not in ("text", "concise", "json", "statistics")]]
)
def test_restricted_findings_are_only_shown_here(target: str, run: "Run", darknet: Path) -> None:
    text = darknet.read_text(encoding="utf-8")
    darknet.write_text(f"{text}classification: restricted\n", encoding="utf-8")
    done = run("gaps", darknet.name, "--format", target)
    assert done.returncode == 0
    shown = done.stdout + ((darknet.parent / "a").read_text(encoding="utf-8") if ":" in target else "")
    assert "Selling drugs" not in shown
    assert "stage-without-barriers" in shown
    assert "its text is left out, since it may be restricted" in done.stderr
