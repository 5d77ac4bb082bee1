"""Each keyword of the schema in terms of the rules: which rule, which wording, which parameters."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from barrierctl.findings import Fault, Span
from barrierctl.names import nearest, slug
from barrierctl.resources import schema
from barrierctl.source.tree import MappingNode, Path, Value, key_span, value_at, value_span
from barrierctl.vocabulary import LISTS, RESERVED_ID, Block

if TYPE_CHECKING:
    from jsonschema import ValidationError

_LIST_BY_VALUES = {tuple(kind): name for name, kind in LISTS.items() if kind is not Block}


class Words:
    """Turns the validator's errors into faults.

    Attributes:
        tree: what was checked.
        lines: the file's text.
    """

    def __init__(self, tree: Value, lines: tuple[str, ...]) -> None:
        """For this tree and its text."""
        self.tree = tree
        self.lines = lines

    def faults(self, error: "ValidationError") -> Iterator[Fault]:
        """The faults of one error; `additionalProperties` tells of several at once."""
        path: Path = tuple(error.absolute_path)
        tell = _KEYWORDS[str(error.validator)]
        yield from tell(self, error, path)

    def told_once(self, faults: Iterable[Fault]) -> Iterator[Fault]:
        """Leave out a missing key where a misspelt one beside it is already told of."""
        every = list(faults)
        misspelt = {
            (fault.path[:-1], fault.parameters.get("near", "name"))
            for fault in every
            if fault.rule == "unknown-key" and fault.variant in ("near", "colon")
        }
        for fault in every:
            if fault.rule != "missing-key" or (fault.path, fault.subject) not in misspelt:
                yield fault

    def _type(self, error: "ValidationError", path: Path) -> Iterator[Fault]:
        expected = _as_list(error.validator_value)
        span = value_span(self.tree, path)
        parameters = {
            "key": _last_key(path),
            "expected": [name for name in expected if name != "null"],
            "shown": _kind(error.instance),
            "text": self._typed(span) if not isinstance(error.instance, list | dict) else "",
        }
        variant = "entry" if path and isinstance(path[-1], int) else ""
        if error.instance is None:
            variant = "empty-entry" if variant else "empty"
        elif _kind(error.instance) in ("number", "boolean") and "string" in expected:
            variant = "as-text"
        yield Fault(rule="wrong-type", span=span, path=path, variant=variant, parameters=parameters)

    def _required(self, error: "ValidationError", path: Path) -> Iterator[Fault]:
        for key in error.validator_value:
            if key not in error.instance:
                variant = "model" if not path else "name" if _is_item(error) else ""
                parameters = {"key": key, "holder": _holder(error, path)}
                yield Fault(
                    rule="missing-key",
                    span=self._first_key(path),
                    path=path,
                    subject=key,
                    variant=variant,
                    parameters=parameters,
                )

    def _unknown(self, error: "ValidationError", path: Path) -> Iterator[Fault]:
        known = error.schema["properties"]
        strays = [key for key in error.instance if key not in known]
        for key in strays:
            near = nearest(key, known, most=1)
            variant = self._why_unknown(error, key, near)
            parameters = {"key": key, "holder": _holder(error, path), "known": list(known)}
            if variant == "near":
                parameters["near"] = near[0]
            if variant == "elsewhere":
                parameters["block"] = _belongs_to(key)
            yield Fault(
                rule="unknown-key",
                span=key_span(self.tree, (*path, key)),
                path=(*path, key),
                subject=key,
                variant=variant,
                parameters=parameters,
            )

    def _why_unknown(self, error: "ValidationError", key: str, near: list[str]) -> str:
        if near:
            return "near"
        if _is_item(error) and len(error.instance) == 1:
            return "colon"
        return "elsewhere" if _is_item(error) and _belongs_to(key) else ""

    def _enum(self, error: "ValidationError", path: Path) -> Iterator[Fault]:
        allowed = _as_list(error.validator_value)
        near = nearest(str(error.instance), allowed, most=1)
        parameters = {
            "value": error.instance,
            "list": _LIST_BY_VALUES[tuple(allowed)],
            "allowed": allowed,
            "near": near[0] if near else "",
        }
        yield self._value_fault(path, "near" if near else "", parameters)

    def _not(self, error: "ValidationError", path: Path) -> Iterator[Fault]:
        yield self._value_fault(path, "reserved", {"value": RESERVED_ID})

    def _const(self, error: "ValidationError", path: Path) -> Iterator[Fault]:
        yield self._value_fault(path, "version", {"value": error.instance, "known": error.validator_value})

    def _range(self, error: "ValidationError", path: Path) -> Iterator[Fault]:
        low, high = error.schema.get("minimum"), error.schema.get("maximum")
        if high is None:
            yield self._value_fault(path, "too-low", {"value": error.instance, "low": low})
        else:
            yield self._value_fault(path, "range", {"value": error.instance, "low": low, "high": high})

    def _value_fault(self, path: Path, variant: str, parameters: dict[str, Any]) -> Fault:
        return Fault(
            rule="value-not-allowed",
            span=value_span(self.tree, path),
            path=path,
            subject=_last_key(path),
            variant=variant,
            parameters=parameters,
        )

    def _format(self, error: "ValidationError", path: Path) -> Iterator[Fault]:
        variant = _form(error, path)
        parameters = {"value": error.instance, "key": _last_key(path), "better": slug(str(error.instance))}
        yield Fault(
            rule="bad-format",
            span=value_span(self.tree, path),
            path=path,
            subject=_last_key(path),
            variant=variant,
            parameters=parameters,
        )

    def _too_few(self, error: "ValidationError", path: Path) -> Iterator[Fault]:
        yield Fault(
            rule="missing-key",
            span=key_span(self.tree, path),
            path=path,
            subject=_last_key(path),
            variant="empty-list",
            parameters={"key": _last_key(path)},
        )

    def _first_key(self, path: Path) -> Span:
        node = value_at(self.tree, path)
        if isinstance(node, MappingNode) and node:
            return next(iter(node.key_spans.values()))
        return value_span(self.tree, path)

    def _typed(self, span: Span) -> str:
        line = self.lines[span.line - 1]
        return line[span.column - 1 : span.end_column - 1] if span.line == span.end_line else line.strip()


_KEYWORDS: dict[str, Callable[[Words, "ValidationError", Path], Iterator[Fault]]] = {
    "type": Words._type,
    "required": Words._required,
    "additionalProperties": Words._unknown,
    "enum": Words._enum,
    "not": Words._not,
    "const": Words._const,
    "minimum": Words._range,
    "maximum": Words._range,
    "pattern": Words._format,
    "minLength": Words._format,
    "format": Words._format,
    "minItems": Words._too_few,
}


def _as_list(value: Any) -> list[str]:  # noqa: ANN401
    return [value] if isinstance(value, str) else list(value)


def _last_key(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _kind(value: Value) -> str:
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


def _holder(error: "ValidationError", path: Path) -> str:
    """The definition that describes this mapping, or else the key that it stands under."""
    if not path:
        return "model"
    properties = error.schema.get("properties")
    for name, definition in schema("barrier-model")["definitions"].items():
        if properties is not None and definition.get("properties") == properties:
            return str(name)
    return _last_key(path)


def _is_item(error: "ValidationError") -> bool:
    """Whether an item of a block is meant: it alone needs a name only where it has no party."""
    then = error.schema if error.validator == "required" else error.schema.get("then")
    return then == {"required": ["name"]}


def _belongs_to(key: str) -> str | None:
    """The block whose items have that key."""
    definitions = schema("barrier-model")["definitions"]
    for block in Block:
        name = schema("barrier-model")["definitions"]["stage"]["properties"][block]["items"]["$ref"]
        if key in definitions[name.rsplit("/", 1)[1]]["properties"]:
            return block.value
    return None


def _form(error: "ValidationError", path: Path) -> str:
    """Which form the value should have had."""
    definitions = schema("barrier-model")["definitions"]
    if error.schema.get("pattern") == definitions["id"]["pattern"]:
        return "id"
    if error.schema.get("pattern") == r"\S":
        return "blank"
    if error.schema.get("format") == "date":
        return "day"
    return re.sub("_", "-", _last_key(path))
