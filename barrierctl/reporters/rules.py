"""The formats of rules: all in a list, or one explained."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from barrierctl.findings import Severity
from barrierctl.messages import Record, catalogue
from barrierctl.text.markup import escaped, fenced
from barrierctl.text.terminal import WIDEST_PROSE, columns, padded, painted, wrapped

_KEYS: Final = (
    *("id", "aliases", "family", "severity", "title", "message", "hint"),
    *("finds", "why", "fix", "example", "fixed", "accept_when", "criterion", "source"),
)
_YAML: Final = ("example", "fixed")
_LEFT: Final = 18  # the columns of the headings


def list_as_json(records: Iterable[Record], **_: Any) -> str:
    """Render rules as one list."""
    shown = [
        {key: getattr(record, key) for key in _KEYS} | {"fixable": record.is_fixable} for record in records
    ]
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def list_as_markdown(records: Iterable[Record], **_: Any) -> str:
    """Render the page of all rules."""
    words = catalogue()
    blocks = [f"# {words.say('rule.title')}", *words.entry("rule.intro")]
    for family, group in _by_family(records):
        rows = [
            f"| [{one.id}](#{one.id}) | {words.severity(one.severity)} | {escaped(one.title)} |"
            for one in group
        ]
        table = [f"| {' | '.join(words.entry('rule.columns'))} |", "|---|---|---|", *rows]
        blocks += [
            f"## {words.say(f'rule.names.{family}')}",
            words.say(f"rule.families.{family}"),
            "\n".join(table),
        ]
        blocks += [explain_as_markdown(record).rstrip() for record in group]
    return "\n\n".join(blocks) + "\n"


def explain_as_markdown(record: Record, **_: Any) -> str:
    """Render the section of one rule."""
    severity = catalogue().severity(record.severity)
    blocks = [f"### {record.id}", f"**{escaped(record.title)}** ({severity})"]
    for key, heading, text in _sections(record):
        if key in _YAML:
            blocks += [f"*{heading}.*", fenced(text, "yaml")]
        else:
            blocks.append(f"*{heading}.* {escaped(text)}")
        if key == "accept_when":
            blocks.append(fenced(catalogue().say("rule.acceptance", rule=record.id), "yaml"))
    return "\n\n".join(blocks) + "\n"


def list_as_text(records: Iterable[Record], *, color: bool = False) -> str:
    """Render every rule with its title, by family."""
    every = list(records)
    longest = max(columns(record.id) for record in every)
    widest = max(columns(catalogue().severity(severity)) for severity in Severity)
    lines: list[str] = []
    for family, group in _by_family(every):
        lines += [painted(catalogue().say(f"rule.names.{family}"), "bold", color=color)]
        lines += [
            f"  {padded(one.id, longest)}  {padded(catalogue().severity(one.severity), widest)}  {one.title}"
            for one in group
        ]
        lines += [""]
    return "\n".join([*lines, catalogue().say("rule.list")]) + "\n"


def explain_as_text(record: Record, *, width: int | None = None, color: bool = False) -> str:
    """Render all that a record says, for a terminal of that width if one is given."""
    width = width and min(width, WIDEST_PROSE)
    severity, family = catalogue().severity(record.severity), catalogue().say(f"rule.names.{record.family}")
    lines = [f"{painted(record.id, 'bold', color=color)}   {severity} · {family}", ""]
    lines += [*wrapped(record.title, 0, width), ""]
    for key, heading, text in _sections(record):
        if key in _YAML:
            lines.append(painted(heading, "bold", color=color))
            lines += [f"    {line}".rstrip() for line in text.rstrip().split("\n")] + [""]
        else:
            first, *others = wrapped(text, _LEFT, width)
            lines.append(f"{painted(padded(heading, _LEFT), 'bold', color=color)}{first.strip()}")
            lines += others
        if key == "accept_when":
            entry = catalogue().say("rule.acceptance", rule=record.id).splitlines()
            lines.append(f"{'':{_LEFT}}{catalogue().say('rule.accept')}")
            lines += [*(f"{'':{_LEFT}}  {line}" for line in entry), ""]
    return "\n".join(lines) + "\n"


def _sections(record: Record) -> Iterator[tuple[str, str, str]]:
    """Iterate over the key, the heading and the text of each part that a record has."""
    for key, heading in catalogue().entry("rule.headings").items():
        if value := getattr(record, key):
            text = value if isinstance(value, str) else catalogue().joined(value)
            if key == "fix" and record.is_fixable:
                text = f"{text} {catalogue().say('rule.fixable')}"
            yield key, heading, text


def _by_family(records: Iterable[Record]) -> Iterator[tuple[str, list[Record]]]:
    order = list(catalogue().entry("rule.families"))
    every = sorted(records, key=lambda one: (order.index(one.family), one.severity.rank, one.id))
    for family, group in groupby(every, key=lambda one: one.family):
        yield family, list(group)


FORMATS: Final[dict[str, tuple[Callable[..., str], Callable[..., str]]]] = {
    "text": (list_as_text, explain_as_text),
    "md": (list_as_markdown, explain_as_markdown),
    "json": (list_as_json, lambda record, **_: list_as_json([record])),
}
"""What lists rules and what explains one, by the name of the format; only `text` heeds width and colour."""
