"""The texts in `languages/`: the program uses every one of them."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

PACKAGE = Path(__file__).parents[1] / "barrierctl"
FORMS = {"one", "many", "label", "sign"}
"""The keys of a text that has several forms."""
LOOKED_UP = {"language", "and", "or", "unread", "excess"}
"""Keys that the program has in a variable."""


def keys_of(group: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for name, value in group.items():
        if isinstance(value, dict) and not value.keys() <= FORMS:
            yield from keys_of(value, f"{above}{name}.")
        else:
            yield f"{above}{name}"


@cache
def used_keys() -> re.Pattern[str]:
    """The keys in the source, some with a field for part of the key, and the groups that templates name."""
    patterns = {*LOOKED_UP}
    for path in PACKAGE.rglob("*.yaml"):
        patterns |= {f"{form}s?" for form in re.findall(r"\{\w+:(\w+)\}", path.read_text(encoding="utf-8"))}
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        patterns |= set(re.findall(r'(?:_words\[|say\(|entry\()"(\w+)"', text))
        for node in ast.walk(ast.parse(text)):
            match node:
                case ast.Constant(value=str(key)) if re.fullmatch(r"\w+(\.[\w-]+)+", key):
                    patterns.add(re.escape(key))
                case ast.JoinedStr(values=[ast.Constant(value=str(begin)), *_]) if "." in begin:
                    parts = (each.value if isinstance(each, ast.Constant) else None for each in node.values)
                    patterns.add(
                        "".join(r"[\w-]+" if part is None else re.escape(str(part)) for part in parts)
                    )
    for path in PACKAGE.rglob("*.j2"):
        keys = re.findall(r'say\("([\w.-]+)', path.read_text(encoding="utf-8"))
        patterns |= {re.escape(key.removesuffix(".")) for key in keys}
    return re.compile(rf"(?:{'|'.join(sorted(patterns))})(?:\..+)?")


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("languages/??.yaml")), ids=lambda path: path.stem)
def test_every_text_is_used(path: Path) -> None:
    words = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    words.pop("rules", None)  # tests/languages compares these with the records
    assert [key for key in keys_of(words) if not used_keys().fullmatch(key)] == []
