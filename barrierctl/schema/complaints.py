"""What a validator complains of, and where in the schema and the file that is."""

from collections.abc import Mapping
from typing import Any

from barrierctl.frozen import frozen
from barrierctl.names import slug
from barrierctl.schema.paths import Grammar, keys_at, rules_of
from barrierctl.source.tree import MappingNode, Path, Value
from barrierctl.vocabulary import Block


@frozen
class Complaint:
    """What a validator says.

    Attributes:
        keyword: of the schema.
        allowed: the keyword's value.
        value: what stands in the file.
        path: the keys and indexes that lead to it.
        rules: the part of the schema that the keyword stands in.
        grammar: the schema as a whole.
    """

    keyword: str
    allowed: Any
    value: Any
    path: Path
    rules: Mapping[str, Any]
    grammar: Grammar


def as_list(value: Any) -> list[str]:
    """A keyword's value that may stand alone, as a list."""
    return [value] if isinstance(value, str) else list(value)


def last_key(path: Path) -> str:
    """The innermost key of a path."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def kind(value: Value) -> str:
    """What JSON Schema calls a value of this kind."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def holder(error: Complaint) -> str:
    """What the schema calls this mapping, or else the key that it stands under."""
    if not error.path:
        return error.grammar
    return str(error.rules.get("$comment") or last_key(error.path))


def closed_list(error: Complaint) -> str:
    """The definition that holds these values and no others."""
    definitions = rules_of(error.grammar)["definitions"]
    return next(str(name) for name, rules in definitions.items() if rules.get("enum") == error.allowed)


def is_item(error: Complaint) -> bool:
    """Whether an item of a block is meant: it alone needs a name only where it has no party."""
    then = error.rules if error.keyword == "required" else error.rules.get("then")
    return then == {"required": ["name"]}


def belongs_to(key: str) -> list[str]:
    """The blocks whose items have that key."""
    return [block.value for block in Block if key in keys_at(("general", block.value))]


def form(error: Complaint) -> str:
    """Which form the value should have had; empty for an id, of which the record's first words speak."""
    definitions = rules_of(error.grammar)["definitions"]
    if error.rules.get("pattern") == definitions["id"]["pattern"]:
        return ""
    if error.rules.get("pattern") == r"\S":
        return "blank"
    if error.rules.get("format") == "date":
        return "day"
    return last_key(error.path)


def whole_numbers(error: Complaint) -> dict[str, object]:
    """The numbers that may stand there, or the lowest where they are too many to name."""
    low, high = error.rules.get("minimum"), error.rules.get("maximum")
    if "const" in error.rules:
        return {"numbers": [error.rules["const"]]}
    return {"low": low} if high is None else {"numbers": list(range(low or 0, high + 1))}


def own_id(node: MappingNode) -> str:
    """The id that its name would give; empty where it has none."""
    name = node.get("name") or node.get("title")
    return slug(name) if isinstance(name, str) else ""
