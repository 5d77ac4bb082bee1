"""The files that ship with the program: schemas, examples, words."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

_PACKAGE: Final = Path(__file__).parent.parent
_YAML: Final = YAML(typ="safe")
"""One for all texts: to make it takes as long as to read a small one."""


def folder(name: str) -> Path:
    """The folder `schemas` or `examples`, in the installed package or else in the checkout."""
    shipped = _PACKAGE / "_data" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name


@cache
def schema(name: str) -> dict[str, Any]:
    """Read the JSON Schema `NAME.schema.json`."""
    loaded: dict[str, Any] = json.loads(
        (folder("schemas") / f"{name}.schema.json").read_text(encoding="utf-8")
    )
    return loaded


def packaged(file: str) -> str:
    """Read a file of the package."""
    return (_PACKAGE / file).read_text(encoding="utf-8")


@cache
def words(file: str) -> dict[str, Any]:
    """Read a YAML file of the package, such as a rule's record."""
    return _parsed(packaged(file))


class Chapters(dict[str, Any]):
    """A long YAML text; the value of a key at its top is parsed when it is first needed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        parts = re.split(r"(?m)^(?=\w)", text)
        self._unread = {part.partition(":")[0]: part for part in parts}
        self._inner: dict[str, Chapters] = {}

    def __missing__(self, key: str) -> Any:
        self[key] = _parsed(self._unread[key])[key]
        return self[key]

    def chapters(self, key: str) -> "Chapters":
        """Open the value of a key as a text of its own; it is a mapping, indented by two blanks."""
        if key not in self._inner:
            self._inner[key] = Chapters(re.sub(r"(?m)^  ", "", self._unread[key].partition("\n")[2]))
        return self._inner[key]


def _parsed(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = _YAML.load(text)
    return loaded


@cache
def languages() -> frozenset[str]:
    """List the codes of the languages that there are words for."""
    return frozenset(path.stem for path in (_PACKAGE / "languages").glob("??.yaml"))


@cache
def rule_ids() -> tuple[str, ...]:
    """List the rules that have a record, in alphabetical order."""
    return tuple(sorted(path.stem for path in (_PACKAGE / "records").glob("*.yaml")))


@cache
def former_rule_ids() -> dict[str, str]:
    """Map each former id of a rule to its record's name."""
    renamed = (name for name in rule_ids() if packaged(f"records/{name}.yaml").startswith("aliases: "))
    return {alias: name for name in renamed for alias in words(f"records/{name}.yaml")["aliases"]}


@cache
def keys() -> frozenset[str]:
    """List every key that a model may have anywhere."""
    return frozenset(_keys(schema("barrier-model")))


def _keys(rules: Any) -> Iterator[str]:
    if isinstance(rules, dict):
        yield from rules.get("properties", ())
        for inner in rules.values():
            yield from _keys(inner)
