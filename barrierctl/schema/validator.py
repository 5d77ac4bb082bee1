"""Checks a tree against the schema.

Most files are valid, so functions compiled from the schema accept a tree first: 55 ms for 1 MB, where
jsonschema takes 1.5 s. Only what they do not accept goes to jsonschema, which finds every error.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from barrierctl.dataclass import frozen, replace
from barrierctl.findings import Span, Violation
from barrierctl.limits import MAX_STAGES
from barrierctl.resources import schema
from barrierctl.schema.paths import Grammar, rules_of
from barrierctl.source import NO_YAML, ParsedSource
from barrierctl.source.tree import MappingNode, Value

FORMAT = 1

Test: TypeAlias = Callable[[Any], bool]
Rules: TypeAlias = Mapping[str, Any]

_WITHOUT_TEST = {
    *("$schema", "$id", "$comment", "title", "description", "definitions", "default", "examples"),
    *("enumDescriptions", "defaultSnippets"),  # for editors
    *("then", "else", "properties", "additionalProperties"),  # compiled with another keyword
}
_CLASSES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),  # 5.0 is a whole number too in draft-07, but nobody means it
    "number": (int, float),
    "null": (type(None),),
}
_FIRST_WORD = r"[\s{\"'-]*(\w+)"


@frozen
class SchemaResult:
    """What the schema says of a tree.

    Attributes:
        violations: each with its path.
        refused: the folded texts within what is not accepted.
        tree: with misspelt keys as they were meant.
    """

    violations: tuple[Violation, ...]
    refused: frozenset[str]
    tree: Value


def not_a_model(parsed: ParsedSource) -> tuple[Violation, ...]:
    """What is wrong with a file that cannot be read to its end, or that is too large or not a model."""
    tree, known = parsed.tree, schema("barrier-model")["properties"]
    if not parsed.complete:
        is_no_yaml = any(violation.rule in NO_YAML for violation in parsed.violations)
        first_words = (found[1] for line in parsed.lines if (found := re.match(_FIRST_WORD, line)))
        foreign = is_no_yaml and known.keys().isdisjoint(first_words)
        return (Violation(rule="not-a-barrier-model", span=Span()),) if foreign else parsed.violations
    if not isinstance(tree, MappingNode) or tree.keys().isdisjoint(known):
        variant = "empty" if tree is None else "list" if isinstance(tree, list) else ""
        span = getattr(tree, "span", Span())
        return (Violation(rule="not-a-barrier-model", span=span, variant=variant),)
    version = tree.get("barrier_model")
    if isinstance(version, int) and not isinstance(version, bool) and version > FORMAT:
        span, parameters = tree.value_spans["barrier_model"], {"version": version, "known": FORMAT}
        return (Violation(rule="newer-format", span=span, parameters=parameters),)
    stages = tree.get("stages")
    if isinstance(stages, list) and len(stages) > MAX_STAGES:
        stated = {"count": len(stages), "limit": MAX_STAGES}
        return (Violation(rule="too-many-stages", span=tree.key_spans["stages"], parameters=stated),)
    return ()


def check_tree(tree: Value, lines: tuple[str, ...], grammar: Grammar = Grammar.MODEL) -> SchemaResult:
    """Check a tree against its schema; the lines of the file serve to quote values as they were typed."""
    # A configuration is read once a run, and its schema has keywords that are not compiled.
    if grammar is not Grammar.CONFIGURATION and acceptor(grammar)(tree):
        return SchemaResult(violations=(), refused=frozenset(), tree=tree)
    # Loading jsonschema and the messages takes 45 ms, nearly as long as a small valid file in all.
    from barrierctl.schema.violations import find_violations

    return find_violations(tree, lines, grammar)


def check_beside_syntax_errors(parsed: ParsedSource) -> list[Violation]:
    """Find wrong keys and values in the lines that have no syntax error, if all the others are understood."""
    as_meant = replace(parsed, tree=parsed.recovered, lines=parsed.meant, complete=True)
    if not parsed.meant or not_a_model(as_meant):
        return []
    pairs = zip(parsed.lines, parsed.meant, strict=True)
    changed = {number for number, (line, meant) in enumerate(pairs, start=1) if line != meant}
    return [
        violation
        for violation in check_tree(parsed.recovered, parsed.meant).violations
        if changed.isdisjoint(range(violation.span.line, violation.span.end_line + 1))
    ]


@cache
def acceptor(grammar: Grammar) -> Test:
    """Compile the schema of a kind of file to a function that says whether a tree is valid."""
    return Compiler(rules_of(grammar)).test


def is_day(value: object) -> bool:
    """Say whether a full day is in the calendar; the schema's pattern sees to all else."""
    if isinstance(value, str) and len(value) == len("2026-01-01"):
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
    return True


class Compiler:
    """Makes a test of a schema (draft-07); raises NotImplementedError for keywords that ours do not use."""

    def __init__(self, whole: Rules) -> None:
        self._definitions = whole.get("definitions", {})
        self._known: dict[str, Test] = {}
        self.test = self.compile(whole)

    def compile(self, rules: Rules) -> Test:
        """Make one test of a part of the schema."""
        if "$ref" in rules:
            name = rules["$ref"].rpartition("/")[2]
            if name not in self._known:
                self._known[name] = self.compile(self._definitions[name])
            return self._known[name]
        has_keys = "properties" in rules or "additionalProperties" in rules
        tests: list[Test] = [_EntryTests(self.compile, rules).accept] if has_keys else []
        tests += [self._keyword_test(keyword, rules) for keyword in rules if keyword not in _WITHOUT_TEST]
        match tests:  # a loop is slow, and nearly all rules have few tests
            case [one]:
                return one
            case [one, two]:
                return lambda value: one(value) and two(value)
            case [one, two, three]:
                return lambda value: one(value) and two(value) and three(value)
            case [one, two, three, four]:
                return lambda value: one(value) and two(value) and three(value) and four(value)
            case _:
                return lambda value: all(test(value) for test in tests)

    def _keyword_test(self, keyword: str, rules: Rules) -> Test:
        bound = rules[keyword]
        match keyword:
            case "if":
                condition, then, other = (self.compile(rules.get(key, {})) for key in ("if", "then", "else"))
                return lambda value: then(value) if condition(value) else other(value)
            case "items":
                test = self.compile(bound)
                return lambda value: not isinstance(value, list) or all(map(test, value))
            case "propertyNames":
                test = self.compile(bound)
                return lambda value: not isinstance(value, dict) or all(map(test, value))
            case "not":
                test = self.compile(bound)
                return lambda value: not test(value)
            case "type":
                return _type_test([bound] if isinstance(bound, str) else bound)
            case "enum" if all(isinstance(one, str) for one in bound):
                texts = frozenset(bound)
                return lambda value: isinstance(value, str) and value in texts
            case "enum":
                return lambda value: any(type(value) is type(one) and value == one for one in bound)
            case "const":
                return lambda value: type(value) is type(bound) and bool(value == bound)
            case "format":
                return is_day
            case _:
                return _bound_test(keyword, bound)


class _EntryTests(dict[str, Test]):
    """The test of the value of each key, made when the key is met first: a model has few of them."""

    def __init__(self, compile_rules: Callable[[Rules], Test], rules: Rules) -> None:
        super().__init__()
        self._compile = compile_rules
        self._properties = rules.get("properties", {})
        others = rules.get("additionalProperties", {})
        self._other: Test = (lambda _: False) if others is False else compile_rules(others)

    def accept(self, value: Any) -> bool:
        if isinstance(value, dict):
            for key, inner in value.items():
                if not self[key](inner):
                    return False
        return True

    def __missing__(self, key: str) -> Test:
        if key not in self._properties:
            return self._other
        self[key] = self._compile(self._properties[key])
        return self[key]


def _type_test(names: list[str]) -> Test:
    classes = tuple(kind for name in names for kind in _CLASSES[name])
    if int in classes and bool not in classes:
        # To Python, True is an int.
        return lambda value: isinstance(value, classes) and not isinstance(value, bool)
    return lambda value: isinstance(value, classes)


def _bound_test(keyword: str, bound: Any) -> Test:
    """Test a keyword that bounds the values of one type, and no others."""
    is_number = _type_test(["number"])
    match keyword:
        case "required":
            required = frozenset(bound)
            return lambda value: not isinstance(value, dict) or value.keys() >= required
        case "pattern":
            search = re.compile(bound).search
            return lambda value: not isinstance(value, str) or search(value) is not None
        case "minLength":
            return lambda value: not isinstance(value, str) or len(value) >= bound
        case "maxLength":
            return lambda value: not isinstance(value, str) or len(value) <= bound
        case "minItems":
            return lambda value: not isinstance(value, list) or len(value) >= bound
        case "maxItems":
            return lambda value: not isinstance(value, list) or len(value) <= bound
        case "minimum":
            return lambda value: not is_number(value) or value >= bound
        case "maximum":
            return lambda value: not is_number(value) or value <= bound
        case _:
            raise NotImplementedError(keyword)
