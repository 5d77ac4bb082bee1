"""Is a tree valid? Answered fast, by functions made from the schema; what is wrong, `check` finds out.

Nearly every file is valid, and then nothing else of the validator is needed. Each keyword that the schema
uses has its function here; one that has none is an error at once, never a check that is left out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from barrierctl.schema.days import is_day
from barrierctl.schema.grammar import Grammar, rules_of

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
