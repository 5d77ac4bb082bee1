"""Every key and value has its span, whatever the line ends are."""

import pytest

from barrierctl.findings import Span
from barrierctl.source import ParsedSource, read
from barrierctl.source.tree import ListNode, MappingNode, Paths, key_span, value_at, value_span

PARSERS = pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])
ENDS = pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
TEXT = """title: Illegal fireworks
stages:
  - name: "Storing"
    signals: [Vans, {name: Smell 🎆 é, note: x}]
    partners:
    note: |
      one
      two
"""


def tree_of(text: str, *, pure: bool) -> MappingNode:
    reading = read(text.encode(), pure=pure)
    assert reading.complete
    assert isinstance(reading.tree, MappingNode)
    return reading.tree


@PARSERS
@ENDS
def test_key_spans(end: str, *, pure: bool) -> None:
    tree = tree_of(TEXT.replace("\n", end), pure=pure)
    assert key_span(tree, ("title",)) == Span(1, 1, 1, 6)
    assert key_span(tree, ("stages", 0, "name")) == Span(3, 5, 3, 9)
    assert key_span(tree, ("stages", 0, "signals", 1, "note")) == Span(4, 39, 4, 43)


@PARSERS
@ENDS
def test_value_spans(end: str, *, pure: bool) -> None:
    tree = tree_of(TEXT.replace("\n", end), pure=pure)
    assert value_span(tree, ("title",)) == Span(1, 8, 1, 25)
    assert value_span(tree, ("stages", 0, "name")) == Span(3, 11, 3, 20)
    assert value_span(tree, ("stages", 0, "signals", 0)) == Span(4, 15, 4, 19)
    assert value_span(tree, ("stages", 0, "signals", 1, "name")) == Span(4, 28, 4, 37)
    assert value_span(tree, ("stages", 0))[:2] == (3, 5)
    assert value_span(tree, ("stages",))[:2] == (3, 3)


@PARSERS
@ENDS
def test_missing_value_has_the_span_of_its_key(end: str, *, pure: bool) -> None:
    tree = tree_of(TEXT.replace("\n", end), pure=pure)
    assert value_at(tree, ("stages", 0, "partners")) is None
    assert value_span(tree, ("stages", 0, "partners")) == Span(5, 5, 5, 13)


@PARSERS
@ENDS
def test_block_scalar_begins_at_its_sign(end: str, *, pure: bool) -> None:
    tree = tree_of(TEXT.replace("\n", end), pure=pure)
    assert value_at(tree, ("stages", 0, "note")) == "one\ntwo\n"
    assert value_span(tree, ("stages", 0, "note"))[:2] == (6, 11)


@PARSERS
def test_empty_entry_is_behind_its_dash(*, pure: bool) -> None:
    tree = tree_of("signals:\n  - Vans\n  -   # a remark\n\n  - Smell\n", pure=pure)
    signals = tree["signals"]
    assert isinstance(signals, ListNode)
    assert signals == ["Vans", None, "Smell"]
    assert signals.spans[1] == Span(3, 4, 3, 4)


@PARSERS
def test_byte_order_mark_shifts_no_span(*, pure: bool) -> None:
    reading = read(b"\xef\xbb\xbf" + TEXT.encode(), pure=pure)
    assert reading.violations == ()
    assert reading.tree == read(TEXT.encode()).tree
    assert key_span(reading.tree, ("title",)) == Span(1, 1, 1, 6)


@PARSERS
@pytest.mark.parametrize("last", ["title: Fireworks", "title: Fireworks\n", "title: Fireworks\r"])
def test_last_line_needs_no_line_end(last: str, *, pure: bool) -> None:
    assert read(last.encode(), pure=pure).tree == {"title": "Fireworks"}


@PARSERS
def test_last_value_of_a_duplicate_key_wins_with_its_span(*, pure: bool) -> None:
    reading: ParsedSource = read(b"note: one\nid: x\nnote: two\nnote: three\n", pure=pure)
    assert reading.tree == {"note": "three", "id": "x"}
    assert key_span(reading.tree, ("note",)).line == 4
    assert [(f.rule, f.span.line, f.parameters["first"]) for f in reading.violations] == [
        ("yaml-duplicate-key", 3, 1),
        ("yaml-duplicate-key", 4, 1),
    ]


@PARSERS
def test_path_without_value_gives_the_last_span_on_the_way(*, pure: bool) -> None:
    tree = tree_of(TEXT, pure=pure)
    assert value_at(tree, ("stages", 7, "name")) is None
    assert value_span(tree, ("title", "x", 3)) == Span(1, 8, 1, 25)
    assert key_span(tree, ("stages", 0)) == value_span(tree, ("stages", 0))


@PARSERS
def test_paths_finds_the_path_of_a_span(*, pure: bool) -> None:
    tree = tree_of(TEXT, pure=pure)
    for path in [("title",), ("stages", 0, "name"), ("stages", 0, "signals", 1, "note")]:
        assert Paths(tree).at(key_span(tree, path)) == path


@PARSERS
@pytest.mark.parametrize("text", ["- x # y", "x: 'a # b'", "x: a#b", "# x: y #z", "x: |\n  a #1\n"])
def test_hash_that_cuts_no_text_is_not_reported(text: str, *, pure: bool) -> None:
    assert read(text.encode(), pure=pure).violations == ()


@PARSERS
def test_place_behind_the_last_line_is_moved_into_the_file(*, pure: bool) -> None:
    reading = read(b"? ", pure=pure)
    assert [(violation.rule, violation.span) for violation in reading.violations] == [
        ("yaml-unsupported", Span(1, 2, 1, 2))
    ]
