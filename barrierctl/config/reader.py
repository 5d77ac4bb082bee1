"""Reading a configuration: what the schema cannot see of it, and the record that it becomes."""

import operator
import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from barrierctl import __version__
from barrierctl.config.custom_rules import check_custom_rules, key_reference, read_custom_rule
from barrierctl.config.types import Configuration
from barrierctl.files import from_here
from barrierctl.findings import Severity, Span, Violation
from barrierctl.messages import catalogue, current_id
from barrierctl.model.reader import Reader
from barrierctl.model.types import Party, violation_at
from barrierctl.selection import OTHER_COMMAND, REVIEW_MONTHS, PathRules, explain_unmatched, selects_any
from barrierctl.source.tree import Value, value_at, value_span

COMMANDS: Final = ("validate", "gaps", "check")
"""The commands that a configuration may have settings for."""

_CONDITION: Final = re.compile(r" *(>=|<=|==|>|<) *([0-9]+(?:\.[0-9]+)*) *")
_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}


def unmet_version(tree: Value) -> Violation | None:
    """The violation of a configuration that requires another version of the program."""
    required = value_at(tree, ("requires",))
    conditions = [_CONDITION.fullmatch(part) for part in str(required).split(",")]
    if not isinstance(required, str) or all(not found or _holds(*found.groups()) for found in conditions):
        return None
    return Violation(
        rule="value-not-allowed",
        span=value_span(tree, ("requires",)),
        path=("requires",),
        subject="requires",
        variant="version-of-the-program",
        parameters={"known": __version__, "value": required},
    )


def _holds(sign: str, version: str) -> bool:
    """Whether a condition holds for this version; missing figures are 0."""
    ours, theirs = (re.findall(r"[0-9]+", text)[:3] for text in (__version__, version))
    numbers = [(_number(one), _number(other)) for one, other in zip_longest(ours, theirs, fillvalue="0")]
    first_difference = next((pair for pair in numbers if pair[0] != pair[1]), numbers[0])
    return _COMPARE[sign](*first_difference)


def _number(digits: str) -> tuple[int, str]:
    """Make a number comparable, even one of so many digits that Python refuses to convert it."""
    significant = digits.lstrip("0")
    return len(significant), significant


def check_configuration(tree: Value) -> Iterator[Violation]:
    """Report names of rules that do not exist or are errors, and what is wrong with custom rules."""
    top = Reader(tree, (), Span())
    rules = list(top.each("rules"))
    custom = frozenset(entry.text("id") or "" for entry in rules)
    yield from check_custom_rules(rules)
    selecting = (top, *map(top.sub, COMMANDS))
    ignoring = (top, *top.each("per_path"))
    holders = (*((one, "select") for one in selecting), *((one, "ignore") for one in ignoring))
    names = [(named, False) for holder, key in holders for named in holder.references(key)]
    severity = top.sub("severity")
    names += [(key_reference(severity, rule), True) for rule in severity.node]
    for named, whole in names:
        reason = explain_unmatched(named.text, custom, whole=whole)
        if reason:
            parameters = {"text": named.text, "near": reason[1]}
            yield violation_at(named, "unknown-rule", named.text, f"choice{reason[0]}", **parameters)
    for command, other in OTHER_COMMAND.items():
        for named in top.sub(command).references("select"):
            if selects_any(named.text, other, custom) and not selects_any(named.text, command, custom):
                parameters = {"text": named.text, "command": command, "other": other}
                yield violation_at(named, "unknown-rule", named.text, "choice-other", **parameters)


def build_configuration(
    tree: Value, file: Path, path: str, shared_file: Path | None, shared: tuple[Party, ...]
) -> Configuration:
    """Build a configuration.

    Args:
        tree: the content of the file.
        file: the file.
        path: of the file, as shown.
        shared_file: the list of parties that it names, or None.
        shared: the parties in that list.
    """
    top, folder = Reader(tree, (), Span()), file.absolute().parent
    baseline, origins = top.text("baseline"), _origins(top, path)
    return Configuration(
        path=path,
        folder=folder,
        exclude_from=folder,
        origins=origins,
        shared=shared,
        commands={
            name: {
                **({"fail_on": own.text("fail_on")} if "fail_on" in own.node else {}),
                **({"select": own.texts("select")} if "select" in own.node else {}),
                "origins": {**origins, **_origins(own, path)},
            }
            for name in COMMANDS
            if (own := top.sub(name)).node
        },
        requires=top.text("requires"),
        select=top.texts("select"),
        ignore=top.texts("ignore"),
        fail_on=top.text("fail_on"),
        level=Severity(top.text("level") or "info"),
        severity={current_id(rule): Severity(str(level)) for rule, level in top.sub("severity").node.items()},
        exclude=top.texts("exclude"),
        per_path=tuple(
            PathRules(path=entry.text("path") or "", folder=folder, ignore=entry.texts("ignore"))
            for entry in top.each("per_path")
        ),
        review_months=top.number("review_months") or REVIEW_MONTHS,
        baseline=Path(from_here(folder / baseline)) if baseline else None,
        parties=shared_file,
        rules=tuple(read_custom_rule(entry, path) for entry in top.each("rules")),
    )


def _origins(holder: Reader, path: str) -> dict[str, str]:
    """Where each key is set."""
    say = catalogue().say
    lines = {key: span.line for key, span in holder.node.key_spans.items()}
    return {key: say("configuration.from", path=path, line=line) for key, line in lines.items()}
