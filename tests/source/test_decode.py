"""Bytes that are no UTF-8, with and without a byte order mark."""

import codecs
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

HEAD = b"barrier_model: 1\nid: ok\ntitle: "
UNSEEN = "\u202e\u200b\u3164\u2800\u180e\U000e0100\u2066\xad"


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize(
    ("data", "place"),
    [
        (HEAD + b"Caf\xe9\n", "3:11"),
        (HEAD + b"Caf\xe9", "3:11"),
        (b"a\xff", "1:2"),
        (HEAD + b"\xc3\xa9 \xe9\n", "3:10"),
        (HEAD + b"A\r\nlanguage: \xe9\r\n", "4:11"),
    ],
)
def test_misplaced_byte_is_reported_at_its_position(
    data: bytes, place: str, mark: bytes, run: "Run", tmp_path: Path
) -> None:
    (tmp_path / "a.barrier.yaml").write_bytes(mark + data)
    done = run("validate", "--format", "concise")
    assert done.returncode == 1
    assert done.stdout.startswith(f"a.barrier.yaml:{place}: error not-utf-8 ")
    assert "no text at all" not in done.stdout


@pytest.mark.parametrize("data", [b"\xe9\n", b"PK\x03\x04\x00\xff", b"\xff\xd8\xff\xe0JFIF"])
def test_binary_data_after_a_byte_order_mark_is_reported(data: bytes, run: "Run", tmp_path: Path) -> None:
    (tmp_path / "a.barrier.yaml").write_bytes(codecs.BOM_UTF8 + data)
    assert "The file is not a text file." in run("validate", "--format", "concise").stdout


@pytest.mark.parametrize(("encoding", "name"), [("utf-16", "UTF-16"), ("utf-32", "UTF-32")])
@pytest.mark.parametrize("order", ["-le", "-be", ""])
@pytest.mark.parametrize("marked", [True, False])
def test_wide_encoding_is_named(
    encoding: str, name: str, order: str, run: "Run", tmp_path: Path, *, marked: bool
) -> None:
    text = f"{chr(0xFEFF) if marked and order else ''}barrier_model: 1\nid: a\n"
    (tmp_path / "a.barrier.yaml").write_bytes(text.encode(encoding + order))
    assert f"The file uses {name}," in run("validate", "--format", "concise").stdout


@pytest.mark.parametrize("letter", UNSEEN)
def test_letter_that_nobody_sees_is_a_warning(letter: str, run: "Run", tmp_path: Path) -> None:
    text = f"barrier_model: 1\nid: a\ntitle: A\nlanguage: en\nstages:\n  - name: Or{letter}der\n"
    (tmp_path / "a.barrier.yaml").write_text(text, encoding="utf-8")
    done = run("validate", "--format", "concise")
    assert done.returncode == 0
    assert done.stdout.startswith("a.barrier.yaml:6:13: warning control-character ")
    assert f"U+{ord(letter):04X}" in done.stdout


@pytest.mark.parametrize(
    "written", [*(f"\\U{ord(letter):08X}" for letter in UNSEEN), r"\uDB40\uDD00", r"\u202E"]
)
def test_escape_code_of_such_a_letter_is_the_same_warning(written: str, run: "Run", tmp_path: Path) -> None:
    text = f'barrier_model: 1\nid: a\ntitle: A\nlanguage: en\nstages:\n  - name: "Or{written}der"\n'
    (tmp_path / "a.barrier.yaml").write_text(text, encoding="utf-8")
    done = run("validate", "--format", "concise")
    assert done.returncode == 0
    assert done.stdout.startswith("a.barrier.yaml:6:11: warning control-character ")
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize("quoted", ['"Or\u202eder"', '"\\"Or\u202eder\\""', '"Or\u202e\\\n    der"'])
def test_letter_typed_within_quotes_is_reported_once(quoted: str, run: "Run", tmp_path: Path) -> None:
    text = f"barrier_model: 1\nid: a\ntitle: A\nlanguage: en\nstages:\n  - name: {quoted}\n"
    (tmp_path / "a.barrier.yaml").write_text(text, encoding="utf-8")
    assert run("validate", "--format", "concise").stdout.count("control-character") == 1


def test_letter_that_nobody_sees_hides_no_error(run: "Run", tmp_path: Path) -> None:
    text = "barrier_model: 1\nid: a\ntitle: A\nlanguage: en\nclassification: restricted\u200b\n"
    (tmp_path / "a.barrier.yaml").write_text(f"{text}stages: [{{name: B}}]\n", encoding="utf-8")
    done = run("validate", "--format", "concise")
    assert ["value-not-allowed" in done.stdout, "control-character" in done.stdout] == [True, True]
    assert run("export", "a.barrier.yaml").returncode == 1


@pytest.mark.parametrize("letter", "\u200c\u200d\u200e\u200f\ufe0f")
def test_letter_that_scripts_and_emoji_need_is_accepted(letter: str, run: "Run", tmp_path: Path) -> None:
    text = f"barrier_model: 1\nid: a\ntitle: A\nlanguage: en\nstages:\n  - name: Or{letter}der\n"
    (tmp_path / "a.barrier.yaml").write_text(text, encoding="utf-8")
    assert run("validate").stderr == "1 model is valid.\n"


@pytest.mark.parametrize("letter", "\x0c\x0b\x1c\x85\u2028\u2029")
def test_no_letter_but_a_line_break_shifts_a_line(letter: str, run: "Run", tmp_path: Path) -> None:
    head = f'barrier_model: 1\nid: a # {letter}\ntitle: "A{letter}B"\nlanguage: en\n'
    text = f"{head}stage: []\nstages: [{{name: A}}]\n"
    (tmp_path / "a.barrier.yaml").write_text(text, encoding="utf-8", newline="")
    shown = run("validate", "--format", "concise").stdout.splitlines()
    assert [line.split(" ")[:3:2] for line in shown] == [
        ["a.barrier.yaml:2:9:", "control-character"],
        ["a.barrier.yaml:3:10:", "control-character"],
        ["a.barrier.yaml:5:1:", "unknown-key"],
    ]
