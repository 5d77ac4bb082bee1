"""Texts that are set give the same bytes as the editor `yaml-edit` gives, where it can edit a file."""

from random import Random
from typing import Any

import yaml_edit
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from barrierctl.patching import SetValue, patch
from barrierctl.source import read
from barrierctl.source.tree import Path

from .random_files import FileMaker, places


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_text_is_set_as_another_editor_sets_it(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    text = FileMaker(random).make()
    lines = text.splitlines()
    paths = [path for path, value in places(read(text.encode()).tree) if _is_plain(value) and path]
    assume(paths and "---" not in lines and "*" not in text and "&" not in text)
    path = random.choice(paths)
    theirs = _set(text, path)
    # It loses some comments, and writes a block text as a plain one.
    assume(theirs and theirs.count("#") == text.count("#") and ">" not in text and "|" not in text)
    assert patch(text.encode(), [SetValue(path, "new text")]).decode() == theirs


def _is_plain(value: object) -> bool:
    return isinstance(value, str) and " t" in value and "\n" not in value


def _set(text: str, path: Path) -> str | None:
    """Set the text at a path with the other editor; None where it does not find the place."""
    document = yaml_edit.Document.parse(text)
    node: Any = document.as_mapping() or document.as_sequence()
    for step in path[:-1]:
        if isinstance(node, yaml_edit.Mapping):
            node = node.get_mapping(step) or node.get_sequence(step)
        else:
            entry = node.get(step)
            node = entry.as_mapping() or entry.as_sequence()
        if node is None:
            return None
    node[path[-1]] = "new text"
    return str(document)
