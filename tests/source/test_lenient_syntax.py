"""Syntax that people and programs write, though one of the parsers refuses or misreads it."""

import pytest

from barrierctl.findings import Span
from barrierctl.source import read
from barrierctl.source.tree import MappingNode, value_span

PARSERS = pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])
ACCEPTED: list[tuple[str, object]] = [
    ("name:\tVans\n", "Vans"),
    ("name:\t\n  Vans\n", "Vans"),
    ("name: Vans\t# seen often\n", "Vans"),
    ("name: Vans\tat night\n", "Vans\tat night"),
    ("name: |-\t# a remark\n  Vans\n", "Vans"),
    ("name: Vans\n...\n...\n", "Vans"),
    ("...\nname: Vans\n", "Vans"),
    ("name: [Cash?]\n", ["Cash?"]),
    ("name: [Cash? , Vans]\n", ["Cash?", "Vans"]),
    ("name: [Cash ?yes]\n", ["Cash ?yes"]),
    ('name: "\\ud83d\\ude00"\n', "\U0001f600"),
    ('name: ["\\uD83D\\uDE00", "\\ud83d\\ude01 \\ud83d\\ude02"]\n', ["\U0001f600", "\U0001f601 \U0001f602"]),
    ("name: '\\ud83d\\ude00'\n", "\\ud83d\\ude00"),
    ("name:\n-\tVans\n- Smell\n", ["Vans", "Smell"]),
    ("name:\n  - -Vans\n", ["-Vans"]),
    ('name:\n  "-Vans"\n', "-Vans"),
    ("name: -Vans\n", "-Vans"),
    ("name:\n  -5\n", -5),
    ("name: [https://example.org, note:x]\n", ["https://example.org", "note:x"]),
]


@PARSERS
@pytest.mark.parametrize(("text", "meant"), ACCEPTED)
def test_lenient_syntax_is_read_as_intended(text: str, meant: object, *, pure: bool) -> None:
    reading = read(text.encode(), pure=pure)
    assert reading.violations == ()
    assert reading.tree == {"name": meant}


@PARSERS
@pytest.mark.parametrize("blank", ["\t", "  \t", "\t \t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_line_with_only_tabs_and_spaces_is_blank(blank: str, end: str, *, pure: bool) -> None:
    lines = [blank, "name: a", blank, "note: |", "  b", blank, "  c", blank, "text: d", blank]
    reading = read(end.join(lines).encode(), pure=pure)
    assert reading.violations == ()
    assert reading.tree == {"name": "a", "note": "b\n\nc\n", "text": "d"}
    assert value_span(reading.tree, ("text",)) == Span(9, 7, 9, 8)


@PARSERS
def test_written_null_has_its_own_span(*, pure: bool) -> None:
    tree = read(b"name: ~\nnote:\n", pure=pure).tree
    assert isinstance(tree, MappingNode)
    assert tree.value_spans == {"name": Span(1, 7, 1, 8), "note": Span(2, 1, 2, 5)}
