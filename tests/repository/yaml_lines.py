"""YAML from nested dictionaries, which remembers the line of every key."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Node: TypeAlias = dict[str, Any]
Place: TypeAlias = tuple[Node, str]
"""A mapping and one of its keys; without a key, the line on which it begins."""

_PLAIN = re.compile(r"[A-Za-z$][\w $./-]*")


class Again(str):
    """A duplicate key of its mapping."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


class Bare(str):
    """A value that is written as it is."""

    __slots__ = ()


@dataclass
class Writer:
    """Writes one model.

    Attributes:
        lines: what is written so far.
        at: the line of each key, by the identity of its mapping.
    """

    lines: list[str] = field(default_factory=list)
    at: dict[tuple[int, str], int] = field(default_factory=dict)

    def mapping(self, node: Node, indent: int = 0, lead: str = "") -> None:
        """Write a mapping; `lead` comes before its first key, for an entry of a list."""
        self.at[id(node), ""] = len(self.lines) + 1
        for key, value in node.items():
            self.at[id(node), key] = len(self.lines) + 1
            self._entry(f"{lead or ' ' * indent}{key!s}:", value, indent)
            lead = ""

    def _entry(self, start: str, value: Any, indent: int) -> None:
        if isinstance(value, dict):
            self.lines.append(start)
            self.mapping(value, indent + 2)
        elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
            self.lines.append(start)
            for one in value:
                self.mapping(one, indent + 4, f"{' ' * (indent + 2)}- ")
        else:
            self.lines.append(start if value is None else f"{start} {_flow(value)}")


def write(model: Node, comments: Mapping[int, str]) -> tuple[str, dict[tuple[int, str], int]]:
    """The text of a model, and the line of each key.

    Args:
        model: what to write.
        comments: what follows the first line of a mapping, by its identity.
    """
    writer = Writer()
    writer.mapping(model)
    for node, comment in comments.items():
        writer.lines[writer.at[node, ""] - 1] += f"  # {comment}"
    return "\n".join(writer.lines) + "\n", writer.at


def _flow(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, Bare) or (isinstance(value, str) and _PLAIN.fullmatch(value)):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
