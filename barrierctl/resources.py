"""The files that ship with the program: schemas, examples, words."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_TOP_KEY = r"(?m)^(?=\w)"


def folder(name: str) -> Path:
    """The folder `schemas` or `examples`, in the installed package or else in the checkout."""
    shipped = _HERE / "_data" / name
    return shipped if shipped.is_dir() else _HERE.parent / name


def read_text(name: str, file: str) -> str:
    """The text of a shipped file."""
    return (folder(name) / file).read_text(encoding="utf-8")


@cache
def schema(name: str) -> dict[str, Any]:
    """The shipped JSON Schema `NAME.schema.json`."""
    loaded: dict[str, Any] = json.loads(read_text("schemas", f"{name}.schema.json"))
    return loaded


def packaged(file: str) -> str:
    """The text of a file within the package."""
    return (_HERE / file).read_text(encoding="utf-8")


@cache
def words(file: str) -> dict[str, Any]:
    """A YAML file of words within the package, such as a rule's record."""
    return _parsed(packaged(file))


class Chapters(dict[str, Any]):
    """A long YAML file of words: what stands under a key at its top is parsed when it is first asked for."""

    def __init__(self, file: str) -> None:
        """Find the keys."""
        super().__init__()
        parts = re.split(_TOP_KEY, packaged(file))
        self._unread = {part.partition(":")[0]: part for part in parts}

    def __missing__(self, key: str) -> Any:
        """Parse what stands under a key."""
        self[key] = _parsed(self._unread[key])[key]
        return self[key]


def _parsed(text: str) -> dict[str, Any]:
    from ruamel.yaml import YAML

    loaded: dict[str, Any] = YAML(typ="safe").load(text)
    return loaded


@cache
def record_names() -> tuple[str, ...]:
    """The rules that have a record."""
    return tuple(sorted(path.stem for path in (_HERE / "records").glob("*.yaml")))


@cache
def keys() -> frozenset[str]:
    """Every key that a model may have, wherever it stands."""
    return frozenset(_keys(schema("barrier-model")))


def _keys(rules: Any) -> Iterator[str]:
    if isinstance(rules, dict):
        yield from rules.get("properties", ())
        for inner in rules.values():
            yield from _keys(inner)
