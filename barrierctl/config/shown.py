"""What `--show-config` prints: every key with its value, and where that comes from."""

from collections.abc import Iterator
from typing import TypeAlias

from barrierctl.config import Configuration
from barrierctl.languages import catalogue
from barrierctl.text.terminal import columns, padded, visible

_Rows: TypeAlias = Iterator[tuple[str, str]]


def settings(told: Configuration, *, refused: bool = False) -> str:
    """The configuration in force, a line a value.

    Args:
        told: with the options of the command line.
        refused: whether no configuration was wanted.
    """
    words = catalogue()
    missing = words.say("configuration.refused" if refused else "configuration.none")
    title = words.say("configuration.title", path=visible(told.path)) if told.path else missing
    rows = [(key, visible(text)) for key, text in _values(told)]
    first, second = (max(columns(row[at]) for row in rows) for at in (0, 1))
    lines, before = [title, ""], ""
    for key, text in rows:
        origin = told.origins.get(key, words.say("configuration.default")) if key != before else ""
        name = key if key != before else ""
        lines.append(f"  {padded(name, first)}  {padded(text, second)}  {visible(origin)}".rstrip())
        before = key
    return "\n".join(lines) + "\n"


def _values(told: Configuration) -> _Rows:
    """Each key with its value in words; a value of several parts takes several rows."""
    words = catalogue()
    nothing, every = words.say("configuration.nothing"), words.say("configuration.every_rule")
    yield "requires", told.requires or nothing
    yield "select", ", ".join(told.select) or every
    yield "ignore", ", ".join(told.ignore) or nothing
    yield "fail_on", told.fail_on or nothing
    yield "level", told.level
    yield from _several("severity", _severities(told))
    yield "exclude", ", ".join(told.exclude) or nothing
    yield from _several("per_path", _paths(told))
    yield "review_months", str(told.review_months)
    yield "baseline", told.baseline.as_posix() if told.baseline else nothing
    yield "parties", _parties(told) or nothing
    yield from _several("rules", _rules(told))


def _several(key: str, texts: list[str]) -> _Rows:
    yield from ((key, text) for text in texts or [catalogue().say("configuration.nothing")])


def _severities(told: Configuration) -> list[str]:
    return [
        catalogue().say("configuration.severity", rule=rule, severity=severity)
        for rule, severity in told.severity.items()
    ]


def _paths(told: Configuration) -> list[str]:
    return [
        catalogue().say("configuration.per_path", path=rules.path, rules=", ".join(rules.ignore))
        for rules in told.per_path
    ]


def _parties(told: Configuration) -> str:
    path = told.parties.as_posix() if told.parties else None
    return catalogue().say("configuration.parties", path=path, count=len(told.shared)) if path else ""


def _rules(told: Configuration) -> list[str]:
    words = catalogue()
    return [words.say("configuration.rule", id=one.id, severity=one.record.severity) for one in told.rules]
