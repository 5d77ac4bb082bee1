"""Law: both parsers give the same tree and the same violations; and read never raises."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from barrierctl.findings import Span
from barrierctl.source import ParsedSource, read
from barrierctl.source.tree import ListNode, MappingNode, Value

PIECES = [
    *("- ", "-", ": ", ":", "? ", "\n", "\n  ", "\n    ", "\n- ", "\r\n", " ", "  ", "#", " # x", ", "),
    *("\t", ":\t", "\t# x", "?", "...\n", "%", "! x", '"\\ud83d\\ude00"', "\\ud83d", "-x"),
    *("[", "]", "{", "}", '"', "'", "''", "|", "|-", ">", ">+", "&a ", "*a", "\\n", "\\u00e9", "@", "%"),
    *(
        "title",
        "name",
        "Vans at night",
        "é",
        "🎆",
        "12",
        "1.0",
        "null",
        "true",
        "~",
        "2021-03",
        "---\n",
        "<<",
    ),
]
BEGINNINGS = ["", "x: ", "- ", "x:\n  y: ", "stages:\n  - name: a\n    note: "]
pieces = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
yamlish = st.builds(str.__add__, st.sampled_from(BEGINNINGS), pieces)
lines_of_keys = st.lists(
    st.tuples(
        st.sampled_from(["", "  ", "    ", "- ", "  - "]), st.sampled_from(["a: ", "b: ", "c:", ""]), yamlish
    ).map("".join),
    max_size=6,
).map(lambda lines: "\n".join(["a: b", *lines]))

texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\u2028\u2029\ufeff"), max_size=12
)
scalars = st.none() | st.booleans() | st.integers(-999, 999) | texts
nested = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def single_line_spans(value: Value, path: str = "") -> Iterator[tuple[str, Span]]:
    """Give the span of each key, and of each scalar that fills part of one line."""
    if isinstance(value, MappingNode):
        for key, inner in value.items():
            yield f"{path}/{key}?", value.key_spans[key]
            yield from _entry(inner, value.value_spans[key], f"{path}/{key}")
    elif isinstance(value, ListNode):
        for index, (inner, span) in enumerate(zip(value, value.spans, strict=True)):
            yield from _entry(inner, span, f"{path}/{index}")


def _entry(value: Value, span: Span, path: str) -> Iterator[tuple[str, Span]]:
    if isinstance(value, MappingNode | ListNode):
        yield from single_line_spans(value, path)
    elif span.line == span.end_line:
        yield path, span


def alike(data: bytes) -> None:
    fast, slow = read(data), read(data, pure=True)
    assert fast.complete == slow.complete
    assert fast.violations == slow.violations
    assert fast.tree == slow.tree
    assert list(single_line_spans(fast.tree)) == list(single_line_spans(slow.tree))


@settings(max_examples=400, deadline=None)
@given(yamlish)
@example("|\n---\n")
@example(">\n\n... \n")
@example("a: |\n---\n")
def test_parsers_agree_on_fragments(text: str) -> None:
    alike(text.encode())


@settings(max_examples=400, deadline=None)
@given(lines_of_keys)
def test_parsers_agree_on_lines_of_keys(text: str) -> None:
    alike(text.encode())


def dumped(data: Any, *, flow: bool) -> str:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = flow
    yaml.allow_unicode = True
    stream = io.StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()


@settings(max_examples=100, deadline=None)
@given(data=nested, flow=st.booleans())
def test_parsers_agree_on_dumped_data(*, data: Any, flow: bool) -> None:
    alike(dumped(data, flow=flow).encode())


@pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])
@settings(max_examples=100, deadline=None)
@given(key=texts.filter(str.strip), data=nested)
def test_dumped_data_is_read_back_unchanged(*, pure: bool, key: str, data: Any) -> None:
    reading = read(dumped({key: [data]}, flow=False).encode(), pure=pure)
    if not reading.violations:
        assert reading.tree == {key: [data]}


def lies_in_the_file(reading: ParsedSource) -> bool:
    lines = reading.lines or ("",)
    return all(
        1 <= violation.span.line <= len(lines)
        and 1 <= violation.span.column <= len(lines[violation.span.line - 1]) + 1
        for violation in reading.violations
        if reading.lines
    )


@pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])
@settings(max_examples=150, deadline=None)
@given(
    data=st.binary(max_size=60) | st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_read_never_raises_on_bytes(*, pure: bool, data: bytes) -> None:
    reading = read(data, pure=pure)
    lines = [violation.span.line for violation in reading.violations]
    assert reading.complete or (lines and lines == sorted(set(lines)))
    assert lies_in_the_file(reading)


@pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])
@settings(max_examples=250, deadline=None)
@given(text=pieces | yamlish | lines_of_keys)
def test_read_never_raises_on_text(*, pure: bool, text: str) -> None:
    reading = read(text.encode(), pure=pure)
    lines = [violation.span.line for violation in reading.violations]
    assert reading.complete or (lines and lines == sorted(set(lines)))
    assert lies_in_the_file(reading)
