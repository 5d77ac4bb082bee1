"""Texts that are set give the same bytes as the editor `yaml-edit` gives, where it can edit a file."""

import re
from random import Random
from typing import Any

import yaml_edit

from barrierctl.patching import SetValue, patch
from barrierctl.source import read
from barrierctl.source.tree import Path

from .random_files import FileMaker, places


def test_texts_are_set_as_another_editor_sets_them() -> None:
    compared = sum(_is_set_alike(Random(seed)) for seed in range(800))  # noqa: S311
    assert compared > 50


def _is_set_alike(random: Random) -> bool:
    """Set a text in a random file with both editors, and compare; say if the other one could do it."""
    text = FileMaker(random).make()
    # The other one writes a block text as a plain one, and loses comments at the top of a file.
    paths = [path for path, value in places(read(text.encode()).tree) if _is_plain(value) and path]
    if not paths or re.search(r"[*&|>]|^---", text, re.MULTILINE):
        return False
    path = random.choice(paths)
    theirs = _set(text, path)
    if theirs is None or theirs.count("#") != text.count("#"):
        return False
    assert patch(text.encode(), [SetValue(path, "new text")]).decode() == theirs
    return True


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
