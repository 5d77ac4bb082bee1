"""Bytes that are no UTF-8, with and without a byte order mark."""

import codecs
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

HEAD = b"barrier_model: 1\nid: ok\ntitle: "


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
