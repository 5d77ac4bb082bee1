"""Invariants of almost valid files: every finding lies in the file, and every format can be written."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barrierctl.pipeline import load_bytes
from fuzz.invariants import check
from fuzz.mutation import EDITS, Edit

ROOT = Path(__file__).parents[2]
VALID = [*sorted((ROOT / "tests" / "valid").glob("*.yaml")), *sorted((ROOT / "examples").glob("*.yaml"))]


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32), edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=3))
def test_edited_file_keeps_the_invariants(path: Path, seed: int, edits: list[Edit]) -> None:
    data = path.read_bytes()
    rng = Random(seed)  # noqa: S311 (nothing secret is drawn)
    for edit in edits:
        data = edit(rng, data)
    check(data)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
def test_truncated_file_keeps_the_invariants(path: Path) -> None:
    data = path.read_bytes()
    for end in range(1, len(data), max(len(data) // 20, 1)):
        check(data[:end])


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
def test_unedited_file_is_valid(path: Path) -> None:
    assert load_bytes(path.read_bytes()).valid
