"""Inputs at which other programs break down: each gets an answer that leads on."""

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .samples import MODEL

if TYPE_CHECKING:
    from conftest import Run

ENDLESS = {
    "joined-emoji": "\N{MAN}\N{ZERO WIDTH JOINER}" * 20_000,
    "syllables": "\N{DEVANAGARI LETTER KA}\N{DEVANAGARI SIGN VIRAMA}" * 20_000,
    "variants": "a" + "\N{VARIATION SELECTOR-16}" * 30_000,
}
ENTRY = '{"fingerprint": "a", "path": "b", "rule": "c"}'


def put(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = {"model": "m.barrier.yaml", "configuration": ".barrierctl.yaml", "baseline": "b.json"}[name]
        (folder / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("how", ["docx", "pptx", "xlsx", "html", "pdf", "md"])
@pytest.mark.parametrize("day", ["0000", "0000-12", "9999", "9999-12-31"])
def test_impossible_year_is_an_error_and_an_improbable_one_is_shown(
    day: str, how: str, run: "Run", tmp_path: Path
) -> None:
    put(tmp_path, model=f"{MODEL}date: {day}\n")
    done = run("export", "m.barrier.yaml", "-o", f"m.{how}")
    assert "Something went wrong" not in done.stderr
    assert ("bad-format" in done.stderr) == day.startswith("0000")
    assert (tmp_path / f"m.{how}").exists() != day.startswith("0000")


@pytest.mark.parametrize("named", [r"a\0b", r"a\ud800b", "a" * 5_000, "/", "."])
@pytest.mark.parametrize("key", ["parties", "baseline", "exclude", "select"])
def test_path_that_cannot_be_is_reported(key: str, named: str, run: "Run", tmp_path: Path) -> None:
    put(tmp_path, model=MODEL, configuration=f'{key}: "{named}"\n')
    done = run("validate")
    assert "Something went wrong" not in done.stderr
    assert done.returncode in (0, 2)
    if key in ("parties", "baseline"):
        assert done.returncode == 2
        assert done.stderr.count("\n  .barrierctl.yaml:1:") <= 1


@pytest.mark.parametrize("required", [f">={'9' * 5_000}", f"<{'9' * 5_000}.1", f">=0.{'9' * 5_000}"])
def test_version_of_many_digits_is_compared(required: str, run: "Run", tmp_path: Path) -> None:
    put(tmp_path, model=MODEL, configuration=f'requires: "{required}"\n')
    done = run("validate")
    assert "Something went wrong" not in done.stderr
    assert done.returncode == (0 if required.startswith("<") else 2)


@pytest.mark.parametrize("entry", [ENTRY.replace(f'"{letter}"', "5") for letter in "abc"])
def test_baseline_entry_of_another_kind_is_reported(entry: str, run: "Run", tmp_path: Path) -> None:
    put(tmp_path, model=MODEL, baseline=f'{{"format": 1, "findings": [{entry}]}}')
    done = run("gaps", "--baseline", "b.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "b.json: this is not a baseline." in done.stderr


def test_baseline_of_a_gigabyte_is_refused(run: "Run", tmp_path: Path) -> None:
    with (tmp_path / "b.json").open("wb") as stream:
        stream.truncate(1 << 30)
    put(tmp_path, model=MODEL)
    done = run("gaps", "--baseline", "b.json")
    assert (done.returncode, "larger than 10 MiB" in done.stderr) == (2, True)
    done = run("gaps", "--write-baseline", "b.json")
    assert (done.returncode, "nor overwritten" in done.stderr) == (2, True)


@pytest.mark.parametrize("key", ["parties", ""])
def test_configuration_of_a_gigabyte_is_refused(key: str, run: "Run", tmp_path: Path) -> None:
    put(tmp_path, model=MODEL, configuration=f"{key}: big\n" if key else "")
    with (tmp_path / ("big" if key else ".barrierctl.yaml")).open("wb") as stream:
        stream.truncate(1 << 30)
    done = run("validate")
    assert done.returncode == 2
    assert "larger than 10 MiB" in done.stderr


def test_folders_within_a_thousand_others_are_searched(run_process: "Run", tmp_path: Path) -> None:
    deepest = tmp_path
    for _ in range(1_000):
        deepest /= "d"
        deepest.mkdir()
    put(deepest, model=MODEL)
    done = run_process("validate")
    subprocess.run(["rm", "-r", tmp_path / "d"], check=True)  # Python cannot remove as many.
    assert "Something went wrong" not in done.stderr
    assert (done.returncode, done.stderr) == (0, "1 model is valid.\n")


@pytest.mark.parametrize("most", range(6, 20, 2))
def test_few_open_files_are_enough_for_many_models(
    most: int, uncovered: Callable[..., dict[str, str]], many: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "barrierctl", "validate", ".", "--jobs", "4", "-q", "--format", "concise"],
        cwd=many,
        env=uncovered(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most)),
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.count(" error unknown-key ") == 3


@pytest.mark.parametrize("word", ENDLESS.values(), ids=ENDLESS)
def test_word_of_letters_that_are_joined_without_end_is_printed(
    word: str, run_process: "Run", tmp_path: Path
) -> None:
    put(tmp_path, model=f"{MODEL}    signals: {{name: Smell, note: {word}}}\n")
    done = run_process("export", "m.barrier.yaml", "--view", "items", "-o", "m.pdf")
    assert (done.returncode, done.stderr) == (0, "m.pdf: written.\n")
