"""Rules explained: as text, as Markdown, as JSON."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from barrierctl.messages import Record, catalogue
from barrierctl.text.markup import escaped, fenced
from barrierctl.text.terminal import WIDEST_PROSE, columns, padded, painted, wrapped


def by_family(records: Iterable[Record]) -> Iterator[tuple[str, list[Record]]]:
    """Each family that has rules here, with them."""
    order = list(catalogue().entry("rule.families"))
    every = sorted(records, key=lambda one: (order.index(one.family), one.severity.rank, one.id))
    for family, group in groupby(every, key=lambda one: one.family):
        yield family, list(group)


_KEYS = (
    "id",
    "family",
    "severity",
    "title",
    "message",
    "hint",
    "finds",
    "why",
    "fix",
    "example",
    "fixed",
    "accept_when",
    "criterion",
    "source",
)


def rules_as_json(records: Iterable[Record]) -> str:
    """The records as one list, whether one rule was asked for or all."""
    shown = [{key: getattr(record, key) for key in _KEYS} for record in records]
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def list_as_markdown(records: Iterable[Record]) -> str:
    """The page of all rules."""
    words = catalogue()
    blocks = [f"# {words.say('rule.title')}", *words.entry("rule.intro")]
    for family, group in by_family(records):
        blocks += [f"## {family}", words.say(f"rule.families.{family}"), _list(group)]
        blocks += [explain_as_markdown(record).rstrip() for record in group]
    return "\n\n".join(blocks) + "\n"


def explain_as_markdown(record: Record) -> str:
    """The section of one rule."""
    return "\n\n".join(_section(record)) + "\n"


def _list(group: Iterable[Record]) -> str:
    headings = catalogue().entry("rule.columns")
    rows = [f"| [{one.id}](#{one.id}) | {one.severity} | {escaped(one.title)} |" for one in group]
    return "\n".join([f"| {' | '.join(headings)} |", "|---|---|---|", *rows])


def _section(record: Record) -> Iterator[str]:
    yield f"### {record.id}"
    yield f"**{escaped(record.title)}** ({record.severity})"
    yield escaped(record.finds)
    for key, heading in catalogue().entry("rule.headings").items():
        text = getattr(record, key)
        if text and key in ("example", "fixed"):
            yield f"{heading}:"
            yield fenced(text, "yaml")
        elif text:
            yield f"*{heading}.* {escaped(text)}"
        if text and key == "accept_when":
            yield fenced(catalogue().say("rule.acceptance", rule=record.id), "yaml")


_LEFT = 18


def explain_as_text(record: Record, *, width: int | None = None, color: bool = False) -> str:
    """All that a record says.

    Args:
        record: of the rule.
        width: of the terminal; None where the text is not for one.
        color: whether it takes colours.
    """
    width = width and min(width, WIDEST_PROSE)
    head = painted(record.id, "bold", color=color)
    lines = [f"{head}   {record.severity} · {record.family}", ""]
    lines += [*wrapped(record.title, 0, width), *wrapped(record.finds, 0, width), ""]
    headings = catalogue().entry("rule.headings")
    for key, heading in headings.items():
        text = getattr(record, key)
        if text:
            lines += _entry(heading, str(text), width, verbatim=key in ("example", "fixed"), color=color)
        if key == "accept_when" and text:
            lines += _how_to_accept(record)
    return "\n".join(lines) + "\n"


def list_as_text(records: Iterable[Record], *, color: bool = False) -> str:
    """Every rule with its title, by family."""
    every = list(records)
    longest = max(columns(record.id) for record in every)
    lines: list[str] = []
    for family, group in by_family(every):
        lines += [painted(family, "bold", color=color)]
        lines += [f"  {padded(one.id, longest)}  {padded(one.severity, 7)}  {one.title}" for one in group]
        lines += [""]
    return "\n".join([*lines, catalogue().say("rule.list")]) + "\n"


def _entry(heading: str, text: str, width: int | None, *, verbatim: bool, color: bool) -> Iterator[str]:
    if verbatim:
        yield painted(heading, "bold", color=color)
        yield from (f"    {line}".rstrip() for line in text.rstrip().split("\n"))
        yield ""
        return
    first, *others = wrapped(text, _LEFT, width)
    yield f"{painted(padded(heading, _LEFT), 'bold', color=color)}{first.strip()}"
    yield from others


def _how_to_accept(record: Record) -> Iterator[str]:
    words = catalogue()
    yield f"{'':{_LEFT}}{words.say('rule.accept')}"
    for line in words.say("rule.acceptance", rule=record.id).splitlines():
        yield f"{'':{_LEFT}}  {line}"
    yield ""
