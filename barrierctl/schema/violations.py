"""Every error of a tree that is not valid, as a violation: its rule, its variant and its parameters."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, islice
from typing import Any, Final

from jsonschema import Draft7Validator, FormatChecker, ValidationError, validators
from referencing import Registry

from barrierctl.dataclass import replace
from barrierctl.findings import Span, Violation
from barrierctl.limits import MAX_SCHEMA_ERRORS
from barrierctl.names import fold, slug, split_list
from barrierctl.schema.paths import Grammar, is_required, keys_at, rules_of
from barrierctl.schema.suggestions import (
    CODES,
    SchemaError,
    choices_of,
    correct_code,
    misspelt_keys,
    read_date,
    suggest,
    unknown_keys,
    whole_numbers,
    why_list,
    why_no_integer,
    with_keys,
)
from barrierctl.schema.validator import SchemaResult, is_day
from barrierctl.source.tree import ListNode, MappingNode, Path, Value, key_span, texts, value_at, value_span

_TYPES: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    int: "number",
    float: "number",
    str: "string",
    ListNode: "array",
}
_LANGUAGES: Final = ("language", "translation-language")
"""The definitions of codes of languages."""


def find_violations(tree: Value, lines: tuple[str, ...], grammar: Grammar) -> SchemaResult:
    """Find all violations of a tree that is not valid."""
    misspelt: dict[tuple[Span, str | None], Violation] = {}
    result = _check(tree, lines, grammar)
    while keys := misspelt_keys(result.tree, result.violations):
        unknown = [violation for violation in result.violations if violation.path in keys]
        misspelt |= {(violation.span, violation.subject): violation for violation in unknown}
        result = _check(with_keys(result.tree, keys), lines, grammar)
    others = [each for each in result.violations if (each.span, each.subject) not in misspelt]
    return replace(result, violations=(*misspelt.values(), *others))


def _check(tree: Value, lines: tuple[str, ...], grammar: Grammar) -> SchemaResult:
    builder = ViolationBuilder(tree, lines)
    found: dict[tuple[object, ...], Violation] = {}
    refused: set[str] = set()
    errors = (
        SchemaError(
            keyword=str(error.validator),
            allowed=error.validator_value,
            value=error.instance,
            path=_path_of(error),
            rules=error.schema if isinstance(error.schema, dict) else {},
            grammar=grammar,
        )
        for error in json_validator(grammar).iter_errors(tree)
    )
    first = _without_aliases(islice(errors, MAX_SCHEMA_ERRORS), tree)
    every = (violation for error in first for violation in builder.violations(error))
    for violation in islice(every, MAX_SCHEMA_ERRORS):
        found.setdefault((violation.rule, violation.path, violation.subject), violation)
        if violation.rule in ("unknown-key", "wrong-type"):
            refused.update(map(fold, texts(value_at(tree, violation.path))), [fold(violation.subject or "")])
    violations = list(deduplicate(found.values()))
    if violations and any(True for _ in chain(every, errors)):
        violations[-1] = replace(violations[-1], more_follow=True)
    return SchemaResult(violations=tuple(violations), refused=frozenset(refused), tree=tree)


def _path_of(error: ValidationError) -> Path:
    """The path of what is wrong: of a key that is, the path of its value."""
    is_key = "propertyNames" in error.absolute_schema_path
    return (*error.absolute_path, str(error.instance)) if is_key else tuple(error.absolute_path)


@cache
def json_validator(grammar: Grammar) -> Draft7Validator:
    """Make the validator that finds every error."""
    formats = FormatChecker(())
    formats.checks("date")(is_day)
    # 5.0 is a whole number too in draft-07, but nobody means it.
    types = Draft7Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    )
    extend: Callable[..., type[Draft7Validator]] = validators.extend
    strict = extend(Draft7Validator, type_checker=types)
    # An empty registry: a reference to anything but this schema is an error, never a download.
    return strict(rules_of(grammar), format_checker=formats, registry=Registry())


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
                yield self._not_in_list(error, error.allowed)
            case "not" | "const" | "minimum" | "maximum":
                yield self._out_of_range(error)
            case "minItems" | "minProperties" | "maxLength":
                yield self._wrong_size(error)
            case _:
                yield self._bad_format(error)

    def _wrong_type(self, error: SchemaError) -> Violation:
        if isinstance(error.value, bool | int | float) and (choices := choices_of(error)):
            return self._not_in_list(error, choices)
        span = value_span(self._tree, error.path)
        expected = [error.allowed] if isinstance(error.allowed, str) else error.allowed
        typed = error.value if isinstance(error.value, str) else "…"
        kind = _TYPES.get(type(error.value), "object")
        # The key of a translation is a language.
        form = "translations" if error.rules.get("$comment") == "translation" else error.key
        parameters: dict[str, object] = {
            "form": (form, typed),
            "value": typed,
            "key": error.key,
            "expected": [name for name in expected if name != "null"],
            "shown": kind,
            "text": "" if isinstance(error.value, list | dict) else self._typed(span),
        }
        variant = self._why_wrong_type(error, kind, expected)
        if variant in ("fraction", "no-number"):
            parameters |= whole_numbers(error)
        if isinstance(error.value, list):
            parameters |= {"first": next(iter(error.value), ""), "others": error.value[1:]}
        if comment := self._comment(error, span):
            variant, span, parameters["comment"] = "comment", *comment
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
        match kind:
            case "null":
                span = value_span(self._tree, path)
                if self._typed(span) if is_entry else span != key_span(self._tree, path):
                    return "nothing"
                if is_entry:
                    return "empty-entry"
                return "empty-required" if is_required(path, error.grammar) else "empty"
            case "number" | "boolean" if "string" in expected:
                return "as-text"
            case "array":
                return "entry-list" if is_entry else why_list(error, expected)
            case _:
                pass
        if "integer" in expected:
            return why_no_integer(error, kind)
        if "object" in expected and "string" not in expected:
            return "entry-keys" if is_entry else "keys"
        return "entry" if is_entry else ""

    def _comment(self, error: SchemaError, span: Span) -> tuple[Span, str] | None:
        """Find the text that a # made a comment, so that nothing is left: `- #hemp`."""
        pattern = re.compile(r"\s*(?:[\w\s]*:)?\s*(#\S.*?)\s*$")
        found = pattern.match(self._lines[span.line - 1], span.column - 1)
        if not found or error.value is not None:
            return None
        return Span(span.line, found.start(1) + 1, span.line, found.end(1) + 1), found[1]

    def _missing_keys(self, error: SchemaError) -> Iterator[Violation]:
        if not error.value.complete:
            return
        first = next(iter(error.value.key_spans.values()), None) or value_span(self._tree, error.path)
        name = error.value.get("name") or error.value.get("title")
        better = slug(name) if isinstance(name, str) else ""
        above: object = None  # the entry above an entry of a list, to which it may belong
        match error.path:
            case (*_, int(index)) if index:
                entry = value_at(self._tree, (*error.path[:-1], index - 1))
                above = entry.get("name") if isinstance(entry, MappingNode) else entry
        for key in error.allowed:
            if key in error.value:
                continue
            if not error.path:
                variant = "model"
            elif key == "id" and better:
                variant = "id-in-braces" if self._typed(error.value.span).startswith("{") else "id"
            else:
                variant = "name" if error.is_about_item else ""
            yield Violation(
                rule="missing-key",
                span=first,
                path=error.path,
                subject=key,
                variant=variant,
                parameters={"key": key, "holder": error.holder, "better": better, "above": above},
            )

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

    def _not_in_list(self, error: SchemaError, allowed: list[Any]) -> Violation:
        value = str(error.value).lower() if isinstance(error.value, bool) else str(error.value)
        definitions = rules_of(error.grammar)["definitions"]
        names = (str(name) for name, rules in definitions.items() if rules.get("enum") == allowed)
        parameters = {"value": value, "list": next(names), "allowed": allowed, "key": error.key}
        rules = keys_at(error.path[:-1], error.grammar).get(error.key, {})
        parts = [suggest(part, allowed) for part in split_list(value)]
        if len(parts) > 1 and all(parts) and "array" in rules.get("type", ()):
            parameters["values"] = parts
            return self._value_violation(error, "value-not-allowed", "several", parameters, parts)
        parameters["near"] = near = suggest(value, allowed)
        variant, meant = ("near", [near]) if near else ("", [])
        return self._value_violation(error, "value-not-allowed", variant, parameters, meant)

    def _out_of_range(self, error: SchemaError) -> Violation:
        low, high = error.rules.get("minimum"), error.rules.get("maximum")
        parameters = {"value": error.value, "low": low, "high": high, "known": error.allowed}
        variants = {"not": "reserved", "const": "version"}
        variant = variants.get(error.keyword, "too-low" if high is None else "range")
        return self._value_violation(error, "value-not-allowed", variant, parameters)

    def _bad_format(self, error: SchemaError) -> Violation:
        pattern, definitions = error.rules.get("pattern"), rules_of(error.grammar)["definitions"]
        if pattern == definitions["id"]["pattern"]:
            variant = ""
        elif pattern == r"\S":
            variant = "blank"
        elif pattern in (definitions.get(name, {}).get("pattern", "") for name in _LANGUAGES):
            variant = "language"
        else:
            variant = "day" if error.rules == definitions.get("day") else error.key
        parameters = {"value": error.value, "key": error.key, "better": slug(str(error.value))}
        meant: list[str] = []
        reading = read_date(str(error.value)) if variant in ("day", "date") else None
        if reading and (variant == "date" or len(reading.meant) == len("2026-01-31")):
            variant, parameters = "as-date", {**parameters, **reading._asdict()}
            meant = [reading.meant, *filter(None, [reading.month_first])]
        if variant in CODES and (code := correct_code(str(error.value), variant)):
            variant, parameters["better"], meant = f"{variant}-in-words", code, [code]
        if variant == "url" and re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", error.value):
            variant, meant = "url-without-scheme", [f"https://{error.value}"]
        violation = self._value_violation(error, "bad-format", variant, parameters, meant)
        is_key = value_at(self._tree, error.path) != error.value
        return replace(violation, span=key_span(self._tree, error.path)) if is_key else violation

    def _wrong_size(self, error: SchemaError) -> Violation:
        """Make the violation of a value that is empty, or of a name that is too long, at its key."""
        parameters: dict[str, object]
        if error.keyword == "maxLength":
            rule, variant = "name-too-long", ""
            parameters = {"count": len(error.value), "limit": error.allowed}
        else:
            rule, variant = "missing-key", "empty-list" if error.keyword == "minItems" else "empty-mapping"
            parameters = {"key": error.key, "form": (error.key, "…")}
        violation = self._value_violation(error, rule, variant, parameters)
        return replace(violation, span=key_span(self._tree, error.path))

    def _value_violation(
        self,
        error: SchemaError,
        rule: str,
        variant: str,
        parameters: dict[str, Any],
        meant: Iterable[str] = (),
    ) -> Violation:
        return Violation(
            rule=rule,
            span=value_span(self._tree, error.path),
            path=error.path,
            subject=error.key,
            variant=variant,
            parameters=parameters,
            meant=tuple(meant),
        )

    def _typed(self, span: Span) -> str:
        """Quote a value as it was typed; of one over several lines, its first line."""
        line = self._lines[span.line - 1]
        return line[span.column - 1 : span.end_column - 1] if span.line == span.end_line else line.strip()
