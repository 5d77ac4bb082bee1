"""Limits: what just passes, what does not, and how fast a bomb is refused."""

import time

import pytest

from barrierctl.limits import (
    MAX_ALIASED_CHARACTERS,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_ITEMS,
    MAX_NAME_LENGTH,
    MAX_NODES,
    MAX_STAGES,
)
from barrierctl.resources import schema
from barrierctl.source import read

PARSERS = pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])
BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%(to)c: &%(to)c [%(all)s]\n" % {b"to": to, b"all": b",".join([b"*%c" % of] * 9)}
    for of, to in zip(b"abcde", b"bcdef", strict=True)
)


def rules(data: bytes, *, pure: bool = False) -> list[str]:
    return [violation.rule for violation in read(data, pure=pure).violations]


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


def test_limits_are_those_of_the_format() -> None:
    assert (MAX_BYTES, MAX_DEPTH, MAX_NODES) == (10 * 1024 * 1024, 100, 500_000)


def test_limits_of_the_schema_are_those_of_the_program() -> None:
    rules = schema("barrier-model")
    assert rules["properties"]["stages"]["maxItems"] == MAX_STAGES
    lengths = {name: rule["maxLength"] for name, rule in rules["definitions"].items() if "maxLength" in rule}
    assert lengths.keys() > {"name", "id", "reference", "barrier"}
    assert set(lengths.values()) == {MAX_NAME_LENGTH}


def test_file_of_ten_mebibytes_is_read() -> None:
    assert read(b"#" * MAX_BYTES).complete


def test_file_over_ten_mebibytes_is_refused() -> None:
    reading = read(b"#" * (MAX_BYTES + 1))
    assert [violation.rule for violation in reading.violations] == ["file-too-large"]
    assert (reading.complete, reading.tree, reading.lines) == (False, None, ())


@PARSERS
def test_depth_100_is_read(*, pure: bool) -> None:
    assert rules(nested(100), pure=pure) == []


@PARSERS
def test_depth_101_is_refused_where_it_begins(*, pure: bool) -> None:
    reading = read(nested(101), pure=pure)
    assert [violation.rule for violation in reading.violations] == ["yaml-too-deep"]
    assert reading.violations[0].span[:2] == (1, 101)


@PARSERS
def test_depth_counts_mappings_and_block_lists(*, pure: bool) -> None:
    deep = b"".join(b" " * level + b"k:\n" for level in range(101))
    assert rules(deep, pure=pure) == ["yaml-too-deep"]
    assert rules(b"- " * 101 + b"x", pure=pure) == ["yaml-too-deep"]


@PARSERS
def test_alias_adds_the_depth_of_its_value(*, pure: bool) -> None:
    inner = b"a: &a " + nested(60)
    assert rules(inner + b"\nb: " + b"[" * 39 + b"*a" + b"]" * 39, pure=pure) == []
    assert rules(inner + b"\nb: " + b"[" * 40 + b"*a" + b"]" * 40, pure=pure) == ["yaml-too-deep"]


def test_half_a_million_nodes_are_read_and_one_more_is_refused() -> None:
    lines = b"".join(b"k%d:\n" % number for number in range((MAX_NODES - 2) // 2))
    assert rules(lines) == []
    assert rules(lines + b"a:\n") == ["yaml-too-many-nodes"]


@PARSERS
def test_entries_of_lists_are_counted(*, pure: bool) -> None:
    two_lists = b"a: [" + b"x," * (MAX_ITEMS - 1) + b"]\nb:\n"
    assert rules(two_lists + b"- x\n", pure=pure) == []
    assert rules(two_lists + b"- x\n- x\n", pure=pure) == ["too-many-items"]


@PARSERS
@pytest.mark.parametrize(("length", "aliases"), [(700_000, 90_000), (900_000, 3_000), (2_000, 600)])
def test_text_that_aliases_repeat_is_weighed(length: int, aliases: int, *, pure: bool) -> None:
    text = b"- &a '" + b"x" * length + b"'\n- &b [*a]\n"
    begun = time.process_time()
    assert rules(text + b"- *a\n- *b\n" * (aliases // 2), pure=pure) == ["yaml-too-many-nodes"]
    assert time.process_time() - begun < (20 if pure else 2)


def test_text_that_aliases_may_repeat() -> None:
    text = b"- &a " + b"x" * (MAX_ALIASED_CHARACTERS // 100) + b"\n"
    assert rules(text + b"- *a\n" * 100) == []
    assert rules(text + b"- *a\n" * 101) == ["yaml-too-many-nodes"]


@PARSERS
def test_alias_bomb_is_refused_within_a_second(*, pure: bool) -> None:
    assert len(BOMB) == 201
    begun = time.perf_counter()
    assert rules(BOMB, pure=pure) == ["yaml-too-many-nodes"]
    assert time.perf_counter() - begun < 1


@PARSERS
@pytest.mark.parametrize("bracket", [b"[", b"{a: ", b"- ", b"? "])
def test_deep_nesting_is_refused_within_a_second(bracket: bytes, *, pure: bool) -> None:
    begun = time.process_time()
    assert rules(bracket * 30_000, pure=pure) == ["yaml-too-deep"]
    # The pure parser takes most of a second by itself, and more while coverage is measured.
    assert time.process_time() - begun < (5 if pure else 1)


@PARSERS
def test_few_aliases_are_read(*, pure: bool) -> None:
    reading = read(b"a: &x [1, 2]\nb: *x\nc: *x\n", pure=pure)
    assert reading.tree == {"a": [1, 2], "b": [1, 2], "c": [1, 2]}
    assert reading.violations == ()
