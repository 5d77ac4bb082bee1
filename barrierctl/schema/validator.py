"""Checks a tree against the schema: accepts a valid one fast, finds every error of another."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeAlias

from barrierctl.findings import Violation, with_more_note
from barrierctl.frozen import frozen
from barrierctl.limits import MAX_SCHEMA_ERRORS
from barrierctl.names import fold
from barrierctl.resources import schema
from barrierctl.schema.paths import Grammar, rules_of
from barrierctl.source.tree import MappingNode, Value, texts, value_at, value_span

if TYPE_CHECKING:
    from jsonschema import Draft7Validator

    from barrierctl.schema.complaints import Complaint


def is_day(value: object) -> bool:
    """Whether a full day is in the calendar; the pattern beside it sees to the rest."""
    if isinstance(value, str) and len(value) == len("2026-01-01"):
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
    return True


Test: TypeAlias = Callable[[Any], bool]
Rules: TypeAlias = Mapping[str, Any]

_SAYS_NOTHING = {"$schema", "$id", "$comment", "title", "description", "definitions", "default", "examples"}
_SAID_WITH_ANOTHER = {"then", "else", "properties", "additionalProperties"}
_CLASSES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
TYPES: Mapping[str, Test] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    # 5.0 is a whole number to mathematics, and to draft-07, but nobody means it.
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "null": lambda value: value is None,
}


def accepts(grammar: Grammar, tree: Any) -> bool:
    """Whether a tree is valid as a file of that kind."""
    return _compiled(grammar)(tree)


@cache
def _compiled(grammar: Grammar) -> Test:
    return Compiler(rules_of(grammar)).test


class Compiler:
    """Makes a test of a schema (draft-07, as far as the shipped ones use it)."""

    def __init__(self, whole: Rules) -> None:
        """Compile it.

        Raises:
            NotImplementedError: it uses a keyword that has no function here.
        """
        self._definitions = whole.get("definitions", {})
        self._known: dict[str, Test] = {}
        self.test = self._all(whole)

    def _all(self, rules: Rules) -> Test:
        """All that rules ask for, as one test."""
        if "$ref" in rules:
            return self._reference(rules["$ref"].rpartition("/")[2])
        return _every(list(self._tests(rules)))

    def _reference(self, name: str) -> Test:
        if name not in self._known:
            self._known[name] = self._all(self._definitions[name])
        return self._known[name]

    def _tests(self, rules: Rules) -> Iterator[Test]:
        if "properties" in rules or "additionalProperties" in rules:
            yield self._object(rules)
        for keyword, asked in rules.items():
            if keyword in _SAYS_NOTHING or keyword in _SAID_WITH_ANOTHER:
                continue
            yield self._if(rules) if keyword == "if" else self._keyword(keyword, asked)

    def _keyword(self, keyword: str, asked: Any) -> Test:
        match keyword:
            case "type":
                return _type(asked)
            case "enum":
                return _enum(asked)
            case "const":
                return lambda value: _same(value, asked)
            case "required":
                return lambda value: not isinstance(value, dict) or all(key in value for key in asked)
            case "items":
                test = self._all(asked)
                return lambda value: not isinstance(value, list) or all(map(test, value))
            case "not":
                test = self._all(asked)
                return lambda value: not test(value)
            case "format":
                return lambda value: not isinstance(value, str) or is_day(value)
            case _:
                return _limit(keyword, asked)

    def _object(self, rules: Rules) -> Test:
        known = _Entries(self._all, rules)

        def test(value: Any) -> bool:
            if isinstance(value, dict):
                for key, inner in value.items():
                    if not known[key](inner):
                        return False
            return True

        return test

    def _if(self, rules: Rules) -> Test:
        asked, then, other = (self._all(rules.get(key, {})) for key in ("if", "then", "else"))
        return lambda value: then(value) if asked(value) else other(value)


class _Entries(dict[str, Test]):
    """The test of what stands under each key, made when the key is met first: a model has few of them."""

    def __init__(self, made_of: Callable[[Rules], Test], rules: Rules) -> None:
        """For the keys of these rules."""
        super().__init__()
        self._made_of = made_of
        self._known = rules.get("properties", {})
        more = rules.get("additionalProperties", {})
        self._other: Test = (lambda _: False) if more is False else made_of(more)

    def __missing__(self, key: str) -> Test:
        if key not in self._known:
            return self._other
        self[key] = self._made_of(self._known[key])
        return self[key]


def _every(tests: list[Test]) -> Test:
    """All of these tests as one; loops are slow, and nearly all rules have few tests."""
    match tests:
        case [one]:
            return one
        case [one, two]:
            return lambda value: one(value) and two(value)
        case [one, two, three]:
            return lambda value: one(value) and two(value) and three(value)
        case _:
            return lambda value: all(test(value) for test in tests)


def _type(asked: str | list[str]) -> Test:
    names = [asked] if isinstance(asked, str) else asked
    if all(name in _CLASSES for name in names):
        classes = tuple(_CLASSES[name] for name in names)
        return lambda value: isinstance(value, classes)
    tests = [TYPES[name] for name in names]
    return tests[0] if len(tests) == 1 else lambda value: any(test(value) for test in tests)


def _enum(asked: list[Any]) -> Test:
    texts = frozenset(one for one in asked if isinstance(one, str))
    if len(texts) == len(asked):
        return lambda value: isinstance(value, str) and value in texts
    return lambda value: any(_same(value, one) for one in asked)


def _same(value: Any, other: Any) -> bool:
    return type(value) is type(other) and bool(value == other)


def _limit(keyword: str, asked: Any) -> Test:
    """A keyword that asks something of values of one type, and nothing of others."""
    match keyword:
        case "pattern":
            search = re.compile(asked).search
            return lambda value: not isinstance(value, str) or search(value) is not None
        case "minLength":
            return lambda value: not isinstance(value, str) or len(value) >= asked
        case "minItems":
            return lambda value: not isinstance(value, list) or len(value) >= asked
        case "minimum":
            return lambda value: not TYPES["number"](value) or value >= asked
        case "maximum":
            return lambda value: not TYPES["number"](value) or value <= asked
        case _:
            raise NotImplementedError(keyword)


def deduplicate(violations: Iterable[Violation]) -> Iterator[Violation]:
    """Leave out what follows from another violation: from a misspelt key, or a value of the wrong kind."""
    every = list(violations)
    mistyped = {violation.path for violation in every if violation.rule == "wrong-type"}
    unknown_keys = [violation for violation in every if violation.rule == "unknown-key"]
    named = {violation.path[:-1] for violation in unknown_keys if violation.variant in ("name", "names")}
    misspelt = {
        (violation.path[:-1], violation.near_key or "name")
        for violation in unknown_keys
        if violation.variant in ("near", "colon", "braces", "question-mark")
    }
    for violation in every:
        missing = violation.rule == "missing-key" and (
            violation.path in named or (violation.path, violation.subject) in misspelt
        )
        unwritten = violation.rule in ("value-not-allowed", "bad-format") and violation.path in mistyped
        if not missing and not unwritten:
            yield violation


FORMAT = 1
_FIRST_WORD = r"[\s{\"'-]*(\w+)"


@frozen
class SchemaResult:
    """What the schema says of a tree.

    Attributes:
        violations: one a violation, each with its path.
        refused: folded texts that stand in what was refused.
    """

    violations: tuple[Violation, ...]
    refused: frozenset[str]


def is_foreign(tree: Value) -> bool:
    """Whether nothing in it says that it is a barrier model."""
    return not isinstance(tree, MappingNode) or tree.keys().isdisjoint(schema("barrier-model")["properties"])


def mentions_no_key(lines: tuple[str, ...]) -> bool:
    """Whether no line of a file that cannot be read begins with a key that a model has at its top."""
    known = schema("barrier-model")["properties"]
    return not any(found[1] in known for line in lines if (found := re.match(_FIRST_WORD, line)))


def newer_format(tree: Value) -> Violation | None:
    """The violation of a file that was written for a later version of the format."""
    version = value_at(tree, ("barrier_model",))
    if isinstance(version, int) and not isinstance(version, bool) and version > FORMAT:
        span = value_span(tree, ("barrier_model",))
        return Violation(rule="newer-format", span=span, parameters={"version": version, "known": FORMAT})
    return None


def check_tree(tree: Value, lines: tuple[str, ...], grammar: Grammar = Grammar.MODEL) -> SchemaResult:
    """Check a tree that is no foreign one.

    Args:
        tree: the file's content.
        lines: the file's text, so that a value is quoted as it was typed.
        grammar: what kind of file it is.
    """
    # A configuration is read once a run, and its schema asks for more than the fast way knows.
    if grammar is not Grammar.CONFIGURATION and accepts(grammar, tree):
        return SchemaResult(violations=(), refused=frozenset())
    return _complained_of(tree, lines, grammar)


def _complained_of(tree: Value, lines: tuple[str, ...], grammar: Grammar) -> SchemaResult:
    from barrierctl.schema.messages import Words

    words = Words(tree, lines)
    violations: dict[tuple[object, ...], Violation] = {}
    refused: set[str] = set()
    complaints = _complaints(tree, grammar)
    first = _told_once(islice(complaints, MAX_SCHEMA_ERRORS), tree)
    every = (violation for complaint in first for violation in words.violations(complaint))
    for violation in islice(every, MAX_SCHEMA_ERRORS):
        violations.setdefault((violation.rule, violation.path, violation.subject), violation)
        refused.update(fold(text) for text in _refused(tree, violation))
    told = list(deduplicate(violations.values()))
    if told and any(True for _ in chain(every, complaints)):
        told[-1] = with_more_note(told[-1])
    return SchemaResult(violations=tuple(told), refused=frozenset(refused))


def _complaints(tree: Value, grammar: Grammar) -> "Iterator[Complaint]":
    from barrierctl.schema.complaints import Complaint

    for error in _validator(grammar).iter_errors(tree):
        yield Complaint(
            keyword=str(error.validator),
            allowed=error.validator_value,
            value=error.instance,
            path=tuple(error.absolute_path),
            rules=error.schema if isinstance(error.schema, dict) else {},
            grammar=grammar,
        )


def _told_once(complaints: "Iterable[Complaint]", tree: Value) -> "Iterator[Complaint]":
    """Those of a value that aliases stand for are told of where it is written, not again for each alias."""
    told: set[tuple[object, ...]] = set()
    for complaint in complaints:
        inside = complaint.keyword in ("required", "additionalProperties")
        at = id(complaint.value) if inside else value_span(tree, complaint.path)
        known = (complaint.keyword, id(complaint.allowed), at)
        if known not in told:
            told.add(known)
            yield complaint


def _refused(tree: Value, violation: Violation) -> Iterator[str]:
    if violation.rule in ("unknown-key", "wrong-type"):
        yield from texts(value_at(tree, violation.path))
        yield str(violation.subject or "")


@cache
def _validator(grammar: Grammar) -> "Draft7Validator":
    from jsonschema import Draft7Validator, FormatChecker, validators
    from referencing import Registry

    formats = FormatChecker(())
    formats.checks("date")(is_day)
    formats.checks("partial-date")(is_day)
    types = Draft7Validator.TYPE_CHECKER.redefine("integer", lambda _, value: TYPES["integer"](value))
    extend: Callable[..., type[Draft7Validator]] = validators.extend
    strict = extend(Draft7Validator, type_checker=types)
    # An empty registry: a reference to anything but this schema is an error, never a download.
    return strict(rules_of(grammar), format_checker=formats, registry=Registry())
