"""Checks a tree against the schema.

Most files are valid, so functions compiled from the schema accept a tree first: 55 ms for 1 MB, where
jsonschema takes 1.5 s. Only what they do not accept goes to jsonschema, which finds every error.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from barrierctl.findings import Violation
from barrierctl.frozen import frozen
from barrierctl.resources import schema
from barrierctl.schema.paths import Grammar, rules_of
from barrierctl.source.tree import MappingNode, Value, value_at, value_span

FORMAT = 1

Test: TypeAlias = Callable[[Any], bool]
Rules: TypeAlias = Mapping[str, Any]

_ANNOTATIONS = {"$schema", "$id", "$comment", "title", "description", "definitions", "default", "examples"}
_COMPILED_WITH_ANOTHER = {"then", "else", "properties", "additionalProperties"}
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


def is_foreign(tree: Value) -> bool:
    """Say whether nothing in a tree shows that it is a barrier model."""
    return not isinstance(tree, MappingNode) or tree.keys().isdisjoint(schema("barrier-model")["properties"])


def mentions_no_key(lines: tuple[str, ...]) -> bool:
    """Say whether no line of a file that cannot be read begins with a key of a model."""
    known = schema("barrier-model")["properties"]
    return not any(found[1] in known for line in lines if (found := re.match(_FIRST_WORD, line)))


def newer_format(tree: Value) -> Violation | None:
    """Report a file that was written for a later version of the format."""
    version = value_at(tree, ("barrier_model",))
    if isinstance(version, int) and not isinstance(version, bool) and version > FORMAT:
        span = value_span(tree, ("barrier_model",))
        return Violation(rule="newer-format", span=span, parameters={"version": version, "known": FORMAT})
    return None


def check_tree(tree: Value, lines: tuple[str, ...], grammar: Grammar = Grammar.MODEL) -> SchemaResult:
    """Check a tree against its schema; the lines of the file serve to quote values as they were typed."""
    # A configuration is read once a run, and its schema has keywords that are not compiled.
    if grammar is not Grammar.CONFIGURATION and acceptor(grammar)(tree):
        return SchemaResult(violations=(), refused=frozenset(), tree=tree)
    # Loading jsonschema and the messages takes 45 ms, nearly as long as a small valid file in all.
    from barrierctl.schema.violations import find_violations

    return find_violations(tree, lines, grammar)


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
    """Makes a test of a schema (draft-07, as far as the shipped ones use it).

    Attributes:
        test: says whether a value is valid.

    Raises:
        NotImplementedError: the schema uses a keyword that cannot be compiled.
    """

    def __init__(self, whole: Rules) -> None:
        self._definitions = whole.get("definitions", {})
        self._known: dict[str, Test] = {}
        self.test = self.compile(whole)

    def compile(self, rules: Rules) -> Test:
        """Make one test of a part of the schema."""
        if "$ref" not in rules:
            return _all_of(list(self._tests(rules)))
        name = rules["$ref"].rpartition("/")[2]
        if name not in self._known:
            self._known[name] = self.compile(self._definitions[name])
        return self._known[name]

    def _tests(self, rules: Rules) -> Iterator[Test]:
        if "properties" in rules or "additionalProperties" in rules:
            yield _EntryTests(self.compile, rules).accept
        for keyword in rules:
            if keyword not in _ANNOTATIONS and keyword not in _COMPILED_WITH_ANOTHER:
                yield self._keyword_test(keyword, rules)

    def _keyword_test(self, keyword: str, rules: Rules) -> Test:
        allowed = rules[keyword]
        match keyword:
            case "if":
                condition, then, other = (self.compile(rules.get(key, {})) for key in ("if", "then", "else"))
                return lambda value: then(value) if condition(value) else other(value)
            case "items":
                test = self.compile(allowed)
                return lambda value: not isinstance(value, list) or all(map(test, value))
            case "not":
                test = self.compile(allowed)
                return lambda value: not test(value)
            case "type":
                return _type_test([allowed] if isinstance(allowed, str) else allowed)
            case "enum":
                return _enum_test(allowed)
            case "const":
                return lambda value: _is_same(value, allowed)
            case "required":
                required = frozenset(allowed)
                return lambda value: not isinstance(value, dict) or value.keys() >= required
            case "format":
                return is_day
            case _:
                return _bound_test(keyword, allowed)


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


def _all_of(tests: list[Test]) -> Test:
    """Join tests to one; a loop is slow, and nearly all rules have few tests."""
    match tests:
        case [one]:
            return one
        case [one, two]:
            return lambda value: one(value) and two(value)
        case [one, two, three]:
            return lambda value: one(value) and two(value) and three(value)
        case _:
            return lambda value: all(test(value) for test in tests)


def _type_test(names: list[str]) -> Test:
    classes = tuple(kind for name in names for kind in _CLASSES[name])
    if int in classes and bool not in classes:
        # To Python, True is an int.
        return lambda value: isinstance(value, classes) and not isinstance(value, bool)
    return lambda value: isinstance(value, classes)


def _enum_test(allowed: list[Any]) -> Test:
    texts = frozenset(one for one in allowed if isinstance(one, str))
    if len(texts) == len(allowed):
        return lambda value: isinstance(value, str) and value in texts
    return lambda value: any(_is_same(value, one) for one in allowed)


def _is_same(value: Any, other: Any) -> bool:
    return type(value) is type(other) and bool(value == other)


def _bound_test(keyword: str, bound: Any) -> Test:
    """Test a keyword that bounds the values of one type, and no others."""
    is_number = _type_test(["number"])
    match keyword:
        case "pattern":
            search = re.compile(bound).search
            return lambda value: not isinstance(value, str) or search(value) is not None
        case "minLength":
            return lambda value: not isinstance(value, str) or len(value) >= bound
        case "minItems":
            return lambda value: not isinstance(value, list) or len(value) >= bound
        case "minimum":
            return lambda value: not is_number(value) or value >= bound
        case "maximum":
            return lambda value: not is_number(value) or value <= bound
        case _:
            raise NotImplementedError(keyword)
