"""Each keyword of the schema in terms of the rules: which rule, which wording, which parameters."""

from collections.abc import Iterable, Iterator
from typing import Any

from barrierctl.findings import Fault, Span
from barrierctl.names import nearest, slug
from barrierctl.schema.complaint import (
    Complaint,
    as_list,
    belongs_to,
    closed_list,
    form,
    holder,
    is_item,
    kind,
    last_key,
)
from barrierctl.source.decode import control_characters
from barrierctl.source.tree import MappingNode, Path, Value, key_span, value_at, value_span


class Words:
    """Turns complaints of the validator into faults.

    Attributes:
        tree: what was checked.
        lines: the file's text.
    """

    def __init__(self, tree: Value, lines: tuple[str, ...]) -> None:
        """For this tree and its text."""
        self.tree = tree
        self.lines = lines

    def faults(self, error: Complaint) -> Iterator[Fault]:
        """The faults of one complaint; stray keys are told of one by one."""
        match error.keyword:
            case "type":
                return self._type(error)
            case "required":
                return self._required(error)
            case "additionalProperties":
                return self._unknown(error)
            case "enum":
                return self._enum(error)
            case "not" | "const" | "minimum" | "maximum":
                return self._out_of_range(error)
            case "minItems" | "minProperties":
                return self._too_few(error)
            case _:
                return self._format(error)

    def told_once(self, faults: Iterable[Fault]) -> Iterator[Fault]:
        """Leave out what follows from another fault: from a misspelt key, or a value of the wrong kind."""
        every = list(faults)
        mistyped = {fault.path for fault in every if fault.rule == "wrong-type"}
        misspelt = {
            (fault.path[:-1], fault.parameters.get("near", "name"))
            for fault in every
            if fault.rule == "unknown-key" and fault.variant in ("near", "colon", "braces")
        }
        for fault in every:
            missing = fault.rule == "missing-key" and (fault.path, fault.subject) in misspelt
            unwritten = fault.rule in ("value-not-allowed", "bad-format") and fault.path in mistyped
            if not missing and not unwritten:
                yield fault

    def _type(self, error: Complaint) -> Iterator[Fault]:
        path = error.path
        expected = as_list(error.allowed)
        span = value_span(self.tree, path)
        parameters = {
            "key": last_key(path),
            "expected": [name for name in expected if name != "null"],
            "shown": kind(error.value),
            "text": self._typed(span) if not isinstance(error.value, list | dict) else "",
        }
        variant = "top" if not path else "entry" if isinstance(path[-1], int) else ""
        if len(path) == 1 and variant == "entry":
            variant = "top-entry"
        elif error.value is None:
            variant = "empty-entry" if variant else "empty"
        elif kind(error.value) in ("number", "boolean") and "string" in expected:
            variant = "as-text"
        yield Fault(rule="wrong-type", span=span, path=path, variant=variant, parameters=parameters)

    def _required(self, error: Complaint) -> Iterator[Fault]:
        path = error.path
        for key in error.allowed:
            if key not in error.value and error.value.complete:
                variant = "model" if not path else "name" if is_item(error) else ""
                parameters = {"key": key, "holder": holder(error)}
                yield Fault(
                    rule="missing-key",
                    span=self._first_key(path),
                    path=path,
                    subject=key,
                    variant=variant,
                    parameters=parameters,
                )

    def _unknown(self, error: Complaint) -> Iterator[Fault]:
        path = error.path
        known = error.rules["properties"]
        strays = [key for key in error.value if key not in known and not any(control_characters(key))]
        for key in strays:
            near = nearest(key, known, most=1)
            variant = self._why_unknown(error, key, near)
            parameters = {"key": key, "holder": holder(error), "known": list(known)}
            if variant == "near":
                parameters["near"] = near[0]
            if variant == "elsewhere":
                parameters["block"] = belongs_to(key)
            yield Fault(
                rule="unknown-key",
                span=key_span(self.tree, (*path, key)),
                path=(*path, key),
                subject=key,
                variant=variant,
                parameters=parameters,
            )

    def _why_unknown(self, error: Complaint, key: str, near: list[str]) -> str:
        if near:
            return "near"
        if is_item(error) and len(error.value) == 1:
            return "braces" if error.value[key] is None else "colon"
        return "elsewhere" if is_item(error) and belongs_to(key) else ""

    def _enum(self, error: Complaint) -> Iterator[Fault]:
        path = error.path
        allowed = as_list(error.allowed)
        near = nearest(str(error.value), allowed, most=1)
        parameters = {
            "value": error.value,
            "list": closed_list(error),
            "allowed": allowed,
            "near": near[0] if near else "",
        }
        yield self._value_fault(path, "near" if near else "", parameters)

    def _out_of_range(self, error: Complaint) -> Iterator[Fault]:
        low, high = error.rules.get("minimum"), error.rules.get("maximum")
        parameters = {"value": error.value, "low": low, "high": high, "known": error.allowed}
        variants = {"not": "reserved", "const": "version"}
        variant = variants.get(error.keyword, "too-low" if high is None else "range")
        yield self._value_fault(error.path, variant, parameters)

    def _value_fault(self, path: Path, variant: str, parameters: dict[str, Any]) -> Fault:
        return Fault(
            rule="value-not-allowed",
            span=value_span(self.tree, path),
            path=path,
            subject=last_key(path),
            variant=variant,
            parameters=parameters,
        )

    def _format(self, error: Complaint) -> Iterator[Fault]:
        path = error.path
        variant = form(error)
        parameters = {"value": error.value, "key": last_key(path), "better": slug(str(error.value))}
        yield Fault(
            rule="bad-format",
            span=value_span(self.tree, path),
            path=path,
            subject=last_key(path),
            variant=variant,
            parameters=parameters,
        )

    def _too_few(self, error: Complaint) -> Iterator[Fault]:
        path = error.path
        yield Fault(
            rule="missing-key",
            span=key_span(self.tree, path),
            path=path,
            subject=last_key(path),
            variant="empty-list" if error.keyword == "minItems" else "empty-mapping",
            parameters={"key": last_key(path)},
        )

    def _first_key(self, path: Path) -> Span:
        node = value_at(self.tree, path)
        if isinstance(node, MappingNode) and node:
            return next(iter(node.key_spans.values()))
        return value_span(self.tree, path)

    def _typed(self, span: Span) -> str:
        line = self.lines[span.line - 1]
        return line[span.column - 1 : span.end_column - 1] if span.line == span.end_line else line.strip()
