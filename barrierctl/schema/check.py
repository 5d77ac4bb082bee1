"""The adapter of the validator: runs it without any network, and hands each error to `words`."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from barrierctl.excess import MOST_OF_A_FILE, with_excess
from barrierctl.findings import Fault
from barrierctl.frozen import frozen
from barrierctl.names import fold
from barrierctl.resources import schema
from barrierctl.schema.accept import TYPES, accepts
from barrierctl.schema.days import is_day
from barrierctl.schema.grammar import Grammar, rules_of
from barrierctl.source.tree import MappingNode, Value, texts, value_at, value_span

if TYPE_CHECKING:
    from jsonschema import Draft7Validator

    from barrierctl.schema.complaint import Complaint

FORMAT = 1
_FIRST_WORD = r"[\s{\"'-]*(\w+)"


@frozen
class SchemaResult:
    """What the schema says of a tree.

    Attributes:
        faults: one a fault, each with its path.
        refused: folded texts that stand in what was refused.
    """

    faults: tuple[Fault, ...]
    refused: frozenset[str]


def is_foreign(tree: Value) -> bool:
    """Whether nothing in it says that it is a barrier model."""
    return not isinstance(tree, MappingNode) or tree.keys().isdisjoint(schema("barrier-model")["properties"])


def mentions_no_key(lines: tuple[str, ...]) -> bool:
    """Whether no line of a file that cannot be read begins with a key that a model has at its top."""
    known = schema("barrier-model")["properties"]
    return not any(found[1] in known for line in lines if (found := re.match(_FIRST_WORD, line)))


def newer_format(tree: Value) -> Fault | None:
    """The fault of a file that was written for a later version of the format."""
    version = value_at(tree, ("barrier_model",))
    if isinstance(version, int) and not isinstance(version, bool) and version > FORMAT:
        span = value_span(tree, ("barrier_model",))
        return Fault(rule="newer-format", span=span, parameters={"version": version, "known": FORMAT})
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
        return SchemaResult(faults=(), refused=frozenset())
    return _complained_of(tree, lines, grammar)


def _complained_of(tree: Value, lines: tuple[str, ...], grammar: Grammar) -> SchemaResult:
    from barrierctl.schema.told import told_once
    from barrierctl.schema.words import Words

    words = Words(tree, lines)
    faults: dict[tuple[object, ...], Fault] = {}
    refused: set[str] = set()
    complaints = _complaints(tree, grammar)
    first = _told_once(islice(complaints, MOST_OF_A_FILE), tree)
    every = (fault for complaint in first for fault in words.faults(complaint))
    for fault in islice(every, MOST_OF_A_FILE):
        faults.setdefault((fault.rule, fault.path, fault.subject), fault)
        refused.update(fold(text) for text in _refused(tree, fault))
    told = list(told_once(faults.values()))
    if told and any(True for _ in chain(every, complaints)):
        told[-1] = with_excess(told[-1])
    return SchemaResult(faults=tuple(told), refused=frozenset(refused))


def _complaints(tree: Value, grammar: Grammar) -> "Iterator[Complaint]":
    from barrierctl.schema.complaint import Complaint

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


def _refused(tree: Value, fault: Fault) -> Iterator[str]:
    if fault.rule in ("unknown-key", "wrong-type"):
        yield from texts(value_at(tree, fault.path))
        yield str(fault.subject or "")


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
