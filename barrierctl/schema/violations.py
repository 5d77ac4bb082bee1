"""Every error of a tree that is not valid, as a violation: its rule, its variant and its parameters."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, islice
from typing import Any

from jsonschema import Draft7Validator, FormatChecker, validators
from referencing import Registry

from barrierctl.dataclass import replace
from barrierctl.findings import Span, Violation
from barrierctl.limits import MAX_SCHEMA_ERRORS
from barrierctl.names import fold, slug
from barrierctl.schema.paths import Grammar, is_required, rules_of
from barrierctl.schema.suggestions import SchemaError, suggest, unknown_keys
from barrierctl.schema.validator import SchemaResult, is_day
from barrierctl.source.tree import ListNode, Value, key_span, texts, value_at, value_span

_TYPES: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    int: "number",
    float: "number",
    str: "string",
    ListNode: "array",
}


def find_violations(tree: Value, lines: tuple[str, ...], grammar: Grammar) -> SchemaResult:
    """Find all violations of a tree that is not valid."""
    builder = ViolationBuilder(tree, lines)
    found: dict[tuple[object, ...], Violation] = {}
    refused: set[str] = set()
    errors = _schema_errors(tree, grammar)
    first = _without_aliases(islice(errors, MAX_SCHEMA_ERRORS), tree)
    every = (violation for error in first for violation in builder.violations(error))
    for violation in islice(every, MAX_SCHEMA_ERRORS):
        found.setdefault((violation.rule, violation.path, violation.subject), violation)
        if violation.rule in ("unknown-key", "wrong-type"):
            refused.update(map(fold, texts(value_at(tree, violation.path))), [fold(violation.subject or "")])
    violations = list(deduplicate(found.values()))
    if violations and any(True for _ in chain(every, errors)):
        violations[-1] = replace(violations[-1], more_follow=True)
    return SchemaResult(violations=tuple(violations), refused=frozenset(refused))


@cache
def json_validator(grammar: Grammar) -> Draft7Validator:
    """Make the validator that finds every error."""
    formats = FormatChecker(())
    formats.checks("date")(is_day)
    formats.checks("partial-date")(is_day)
    # 5.0 is a whole number too in draft-07, but nobody means it.
    types = Draft7Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    )
    extend: Callable[..., type[Draft7Validator]] = validators.extend
    strict = extend(Draft7Validator, type_checker=types)
    # An empty registry: a reference to anything but this schema is an error, never a download.
    return strict(rules_of(grammar), format_checker=formats, registry=Registry())


def _schema_errors(tree: Value, grammar: Grammar) -> Iterator[SchemaError]:
    for error in json_validator(grammar).iter_errors(tree):
        yield SchemaError(
            keyword=str(error.validator),
            allowed=error.validator_value,
            value=error.instance,
            path=tuple(error.absolute_path),
            rules=error.schema if isinstance(error.schema, dict) else {},
            grammar=grammar,
        )


def _without_aliases(errors: Iterable[SchemaError], tree: Value) -> Iterator[SchemaError]:
    """Keep one error of a value to which aliases refer, not another for each alias."""
    seen: set[tuple[object, ...]] = set()
    for error in errors:
        is_inside = error.keyword in ("required", "additionalProperties")
        place = id(error.value) if is_inside else value_span(tree, error.path)
        identity = (error.keyword, id(error.allowed), place)
        if identity not in seen:
            seen.add(identity)
            yield error


def deduplicate(violations: Iterable[Violation]) -> Iterator[Violation]:
    """Leave out what follows from another violation: from a misspelt key, or a value of the wrong kind."""
    every = list(violations)
    mistyped = {violation.path for violation in every if violation.rule == "wrong-type"}
    unknown = [violation for violation in every if violation.rule == "unknown-key"]
    named = {violation.path[:-1] for violation in unknown if violation.variant in ("name", "names")}
    misspelt = {
        (violation.path[:-1], violation.near_key or "name")
        for violation in unknown
        if violation.variant in ("near", "colon", "braces", "question-mark")
    }
    for violation in every:
        missing = violation.rule == "missing-key" and (
            violation.path in named or (violation.path, violation.subject) in misspelt
        )
        unwritten = violation.rule in ("value-not-allowed", "bad-format") and violation.path in mistyped
        if not missing and not unwritten:
            yield violation


class ViolationBuilder:
    """Turns the errors of the schema into violations."""

    def __init__(self, tree: Value, lines: tuple[str, ...]) -> None:
        self._tree = tree
        self._lines = lines

    def violations(self, error: SchemaError) -> Iterator[Violation]:
        """Make the violations of one error: one for each missing or unknown key."""
        match error.keyword:
            case "type":
                yield self._wrong_type(error)
            case "required":
                yield from self._missing_keys(error)
            case "additionalProperties":
                yield from self._unknown_keys(error)
            case "enum":
                yield self._not_in_list(error)
            case "not" | "const" | "minimum" | "maximum":
                yield self._out_of_range(error)
            case "minItems" | "minProperties":
                yield self._too_few(error)
            case _:
                yield self._bad_format(error)

    def _wrong_type(self, error: SchemaError) -> Violation:
        span = value_span(self._tree, error.path)
        expected = [error.allowed] if isinstance(error.allowed, str) else error.allowed
        typed = error.value if isinstance(error.value, str) else "…"
        kind = _TYPES.get(type(error.value), "object")
        parameters: dict[str, object] = {
            "form": (error.key, typed),
            "value": typed,
            "key": error.key,
            "expected": [name for name in expected if name != "null"],
            "shown": kind,
            "text": "" if isinstance(error.value, list | dict) else self._typed(span),
        }
        variant = self._why_wrong_type(error, kind, expected)
        if variant == "fraction":
            # The numbers that are allowed, or the lowest if they are too many to name.
            low, high = error.rules.get("minimum"), error.rules.get("maximum")
            if "const" in error.rules:
                parameters["numbers"] = [error.rules["const"]]
            elif high is None:
                parameters["low"] = low
            else:
                parameters["numbers"] = list(range(low or 0, high + 1))
        return Violation(
            rule="wrong-type", span=span, path=error.path, variant=variant, parameters=parameters
        )

    def _why_wrong_type(self, error: SchemaError, kind: str, expected: list[str]) -> str:
        path = error.path
        is_entry = bool(path) and isinstance(path[-1], int)
        if not path:
            return "top"
        if len(path) == 1 and is_entry:
            return "top-entry"
        if kind == "null":
            is_written = value_span(self._tree, path) != key_span(self._tree, path)
            unwritten = "empty-required" if is_required(path, error.grammar) else "empty"
            return "empty-entry" if is_entry else "nothing" if is_written else unwritten
        if kind in ("number", "boolean") and "string" in expected:
            return "as-text"
        if isinstance(error.value, float) and "integer" in expected:
            return "fraction"
        if kind == "string" and "integer" in expected and error.value.isdigit():
            return "as-number"
        if kind == "array":
            return "entry-list" if is_entry else "list" if expected == ["string"] else "keys"
        if "object" in expected and "string" not in expected:
            return "entry-keys" if is_entry else "keys"
        return "entry" if is_entry else ""

    def _missing_keys(self, error: SchemaError) -> Iterator[Violation]:
        if not error.value.complete:
            return
        first = next(iter(error.value.key_spans.values()), None) or value_span(self._tree, error.path)
        name = error.value.get("name") or error.value.get("title")
        better = slug(name) if isinstance(name, str) else ""
        for key in error.allowed:
            if key not in error.value:
                yield Violation(
                    rule="missing-key",
                    span=first,
                    path=error.path,
                    subject=key,
                    variant=self._why_missing(error, key, better),
                    parameters={"key": key, "holder": error.holder, "better": better},
                )

    def _why_missing(self, error: SchemaError, key: str, better: str) -> str:
        if not error.path:
            return "model"
        if key == "id" and better:
            return "id-in-braces" if self._typed(error.value.span).startswith("{") else "id"
        return "name" if error.is_about_item else ""

    def _unknown_keys(self, error: SchemaError) -> Iterator[Violation]:
        for unknown in unknown_keys(error):
            path = (*error.path, unknown.key)
            span = key_span(self._tree, path)
            before = self._lines[span.line - 1][: span.column - 1].rstrip()
            is_explicit = unknown.variant == "braces" and before.endswith("?")
            yield Violation(
                rule="unknown-key",
                span=span,
                path=path,
                subject=unknown.key,
                variant="question-mark" if is_explicit else unknown.variant,
                parameters=unknown.parameters,
                near_key=unknown.near,
            )

    def _not_in_list(self, error: SchemaError) -> Violation:
        near = suggest(str(error.value), error.allowed)
        definitions = rules_of(error.grammar)["definitions"]
        names = (str(name) for name, rules in definitions.items() if rules.get("enum") == error.allowed)
        parameters = {"value": error.value, "list": next(names), "allowed": error.allowed, "near": near}
        return self._value_violation(error, "value-not-allowed", "near" if near else "", parameters)

    def _out_of_range(self, error: SchemaError) -> Violation:
        low, high = error.rules.get("minimum"), error.rules.get("maximum")
        parameters = {"value": error.value, "low": low, "high": high, "known": error.allowed}
        variants = {"not": "reserved", "const": "version"}
        variant = variants.get(error.keyword, "too-low" if high is None else "range")
        return self._value_violation(error, "value-not-allowed", variant, parameters)

    def _bad_format(self, error: SchemaError) -> Violation:
        pattern = error.rules.get("pattern")
        if pattern == rules_of(error.grammar)["definitions"]["id"]["pattern"]:
            variant = ""
        elif pattern == r"\S":
            variant = "blank"
        else:
            variant = "day" if error.rules.get("format") == "date" else error.key
        parameters = {"value": error.value, "key": error.key, "better": slug(str(error.value))}
        return self._value_violation(error, "bad-format", variant, parameters)

    def _too_few(self, error: SchemaError) -> Violation:
        variant = "empty-list" if error.keyword == "minItems" else "empty-mapping"
        parameters = {"key": error.key, "form": (error.key, "…")}
        span = key_span(self._tree, error.path)
        return self._value_violation(error, "missing-key", variant, parameters, span)

    def _value_violation(
        self,
        error: SchemaError,
        rule: str,
        variant: str,
        parameters: dict[str, Any],
        span: Span | None = None,
    ) -> Violation:
        return Violation(
            rule=rule,
            span=span or value_span(self._tree, error.path),
            path=error.path,
            subject=error.key,
            variant=variant,
            parameters=parameters,
        )

    def _typed(self, span: Span) -> str:
        """Quote a value as it was typed; of one over several lines, its first line."""
        line = self._lines[span.line - 1]
        return line[span.column - 1 : span.end_column - 1] if span.line == span.end_line else line.strip()
