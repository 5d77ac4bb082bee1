"""Each keyword of the schema in terms of the rules: which rule, which wording, which parameters."""

from collections.abc import Iterator
from typing import Any

from barrierctl.findings import Span, Violation
from barrierctl.names import slug
from barrierctl.schema.complaints import (
    Complaint,
    as_list,
    closed_list,
    form,
    holder,
    is_item,
    kind,
    last_key,
    own_id,
    whole_numbers,
)
from barrierctl.schema.paths import is_required
from barrierctl.schema.suggestions import likely, unknown_keys
from barrierctl.source.tree import MappingNode, Path, Value, key_span, value_at, value_span


class Words:
    """Turns complaints of the validator into violations.

    Attributes:
        tree: what was checked.
        lines: the file's text.
    """

    def __init__(self, tree: Value, lines: tuple[str, ...]) -> None:
        """For this tree and its text."""
        self.tree = tree
        self.lines = lines

    def violations(self, error: Complaint) -> Iterator[Violation]:
        """The violations of one complaint; stray keys are told of one by one."""
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

    def _type(self, error: Complaint) -> Iterator[Violation]:
        path = error.path
        expected = as_list(error.allowed)
        span = value_span(self.tree, path)
        typed = error.value if isinstance(error.value, str) else "…"
        parameters: dict[str, object] = {
            "form": (last_key(path), typed),
            "value": typed,
            "key": last_key(path),
            "expected": [name for name in expected if name != "null"],
            "shown": kind(error.value),
            "text": self._typed(span) if not isinstance(error.value, list | dict) else "",
        }
        variant = self._why_of_another_type(error, expected)
        if variant == "fraction":
            parameters |= whole_numbers(error)
        yield Violation(rule="wrong-type", span=span, path=path, variant=variant, parameters=parameters)

    def _why_of_another_type(self, error: Complaint, expected: list[str]) -> str:
        path = error.path
        is_entry = bool(path) and isinstance(path[-1], int)
        if not path:
            return "top"
        if len(path) == 1 and is_entry:
            return "top-entry"
        if error.value is None:
            written = value_span(self.tree, path) != key_span(self.tree, path)
            unwritten = "empty-required" if is_required(path, error.grammar) else "empty"
            return "empty-entry" if is_entry else "nothing" if written else unwritten
        if kind(error.value) in ("number", "boolean") and "string" in expected:
            return "as-text"
        if isinstance(error.value, float) and "integer" in expected:
            return "fraction"
        if kind(error.value) == "string" and "integer" in expected and error.value.isdigit():
            return "as-number"
        if kind(error.value) == "array":
            return "entry-list" if is_entry else "list" if expected == ["string"] else "keys"
        if "object" in expected and "string" not in expected:
            return "entry-keys" if is_entry else "keys"
        return "entry" if is_entry else ""

    def _required(self, error: Complaint) -> Iterator[Violation]:
        path = error.path
        for key in error.allowed:
            if key not in error.value and error.value.complete:
                parameters = {"key": key, "holder": holder(error), "better": own_id(error.value)}
                yield Violation(
                    rule="missing-key",
                    span=self._first_key(path),
                    path=path,
                    subject=key,
                    variant=self._why_missing(error, key),
                    parameters=parameters,
                )

    def _why_missing(self, error: Complaint, key: str) -> str:
        if not error.path:
            return "model"
        in_braces = self._typed(error.value.span)[:1] == "{"
        if key == "id" and own_id(error.value):
            return "id-in-braces" if in_braces else "id"
        return "name" if is_item(error) else ""

    def _unknown(self, error: Complaint) -> Iterator[Violation]:
        for stray in unknown_keys(error):
            path = (*error.path, stray.key)
            span = key_span(self.tree, path)
            asked = stray.variant == "braces" and self._behind_question_mark(span)
            yield Violation(
                rule="unknown-key",
                span=span,
                path=path,
                subject=stray.key,
                variant="question-mark" if asked else stray.variant,
                parameters=stray.parameters,
                near_key=stray.near,
            )

    def _behind_question_mark(self, span: Span) -> bool:
        return self.lines[span.line - 1][: span.column - 1].rstrip().endswith("?")

    def _enum(self, error: Complaint) -> Iterator[Violation]:
        path = error.path
        allowed = as_list(error.allowed)
        near = likely(str(error.value), allowed)
        parameters = {
            "value": error.value,
            "list": closed_list(error),
            "allowed": allowed,
            "near": near,
        }
        yield self._value_violation(path, "near" if near else "", parameters)

    def _out_of_range(self, error: Complaint) -> Iterator[Violation]:
        low, high = error.rules.get("minimum"), error.rules.get("maximum")
        parameters = {"value": error.value, "low": low, "high": high, "known": error.allowed}
        variants = {"not": "reserved", "const": "version"}
        variant = variants.get(error.keyword, "too-low" if high is None else "range")
        yield self._value_violation(error.path, variant, parameters)

    def _value_violation(self, path: Path, variant: str, parameters: dict[str, Any]) -> Violation:
        return Violation(
            rule="value-not-allowed",
            span=value_span(self.tree, path),
            path=path,
            subject=last_key(path),
            variant=variant,
            parameters=parameters,
        )

    def _format(self, error: Complaint) -> Iterator[Violation]:
        path = error.path
        variant = form(error)
        parameters = {"value": error.value, "key": last_key(path), "better": slug(str(error.value))}
        yield Violation(
            rule="bad-format",
            span=value_span(self.tree, path),
            path=path,
            subject=last_key(path),
            variant=variant,
            parameters=parameters,
        )

    def _too_few(self, error: Complaint) -> Iterator[Violation]:
        path = error.path
        yield Violation(
            rule="missing-key",
            span=key_span(self.tree, path),
            path=path,
            subject=last_key(path),
            variant="empty-list" if error.keyword == "minItems" else "empty-mapping",
            parameters={"key": last_key(path), "form": (last_key(path), "…")},
        )

    def _first_key(self, path: Path) -> Span:
        node = value_at(self.tree, path)
        if isinstance(node, MappingNode) and node:
            return next(iter(node.key_spans.values()))
        return value_span(self.tree, path)

    def _typed(self, span: Span) -> str:
        line = self.lines[span.line - 1]
        return line[span.column - 1 : span.end_column - 1] if span.line == span.end_line else line.strip()
