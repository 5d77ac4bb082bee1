"""The builder is total: from any mapping it builds what it can, and every finding lies inside the file."""

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from barrierctl.messages import render
from barrierctl.model.builder import build
from barrierctl.pipeline import load_bytes
from barrierctl.resources import schema
from barrierctl.source import read


def keys_of(rules: Any) -> Iterator[str]:
    """Every key that the schema knows."""
    if isinstance(rules, dict):
        yield from rules.get("properties", {})
        for inner in rules.values():
            yield from keys_of(inner)


KEYS = sorted({*keys_of(schema("barrier-model")), "titel"})
WORDS = [
    "fire",
    "Fire service",
    "storing",
    "Storing",
    "general",
    "storing/signals/cash",
    "Cash",
    "a b",
    "",
    " ",
    "-",
]
scalars = (
    st.sampled_from(
        [*WORDS, "public", "restricted", "2026-01-01", "stage-without-barriers", None, True, False]
    )
    | st.integers(-3, 7)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=4)
)
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=30,
)
items = st.lists(
    trees | st.fixed_dictionaries({"name": scalars}, optional={"id": scalars, "party": scalars}), max_size=3
)
stages = st.fixed_dictionaries(
    {"name": scalars},
    optional={"id": scalars, "signals": items, "partners": items, "barriers": items, "facilitators": items},
)
models = st.fixed_dictionaries(
    {"barrier_model": st.just(1), "stages": st.lists(stages | trees, max_size=3)},
    optional=dict.fromkeys(
        ("id", "title", "sources", "parties", "general", "plan", "labels", "scope", "review"), trees
    )
    | {"parties": items, "accepted_gaps": items, "knowledge_gaps": items, "recommendations": items},
)


def lies_in_the_file(data: bytes, *, pure: bool = False) -> bool:
    opened = load_bytes(data, pure=pure)
    lines = opened.lines or ("",)
    for violation in opened.violations:
        finding = render(violation, "x.barrier.yaml")
        assert finding.sentence.strip()
        span = finding.span
        if opened.lines and not (span.line <= len(lines) and span.column <= len(lines[span.line - 1]) + 1):
            return False
        if min(span) < 1 or span[:2] > span[2:]:
            return False
    return True


@settings(max_examples=120, deadline=None)
@given(trees)
def test_builds_from_anything(tree: Any) -> None:
    model, _ = build(read(json.dumps(tree).encode()).tree)
    assert all(stage.blocks for stage in model.stages)


@settings(max_examples=150, deadline=None)
@given(models)
def test_builds_from_almost_a_model(tree: Any) -> None:
    data = json.dumps(tree, indent=1, ensure_ascii=False).encode("utf-8", "replace")
    assert lies_in_the_file(data)
    model, _ = build(read(data).tree)
    addresses = [item.address for item in model.items]
    assert len(addresses) == len(set(addresses))
    assert all(model.entity_of(item).items for item in model.items)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=80) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_opens_any_bytes(data: bytes) -> None:
    assert lies_in_the_file(data)


HEAD = "barrier_model: 1\nid: waste\ntitle: Waste\nlanguage: en\nstages:\n  - name: Storing\n"
typed = st.lists(
    st.tuples(
        st.sampled_from(["    ", "  - ", "      ", "", "      - "]),
        st.sampled_from(
            ["signals:", "name: ", "note: ", "barriers:", "targets: ", "", "stages:", "partners: "]
        ),
        st.sampled_from(
            [
                "Cash",
                "[Cash, Smell]",
                "{name: Cash",
                '"Cash',
                "# x",
                "12",
                "*x",
                "a: b",
                "Supplier #1",
                "- x",
                "",
            ]
        ),
    ).map("".join),
    max_size=6,
).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(lines=typed, pure=st.booleans(), end=st.sampled_from(["\n", "\r\n", ""]))
def test_opens_whatever_is_typed(*, lines: str, pure: bool, end: str) -> None:
    assert lies_in_the_file((HEAD + lines + end).encode(), pure=pure)
