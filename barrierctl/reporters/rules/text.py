"""A rule explained to a person, and all rules in a list."""

from collections.abc import Iterable, Iterator

from barrierctl.languages import catalogue
from barrierctl.records import Record
from barrierctl.reporters.rules.families import by_family
from barrierctl.text.terminal import WIDEST_PROSE, columns, padded, painted, wrapped

_LEFT = 18


def explain(record: Record, *, width: int | None = None, color: bool = False) -> str:
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
            lines += _entry(heading, str(text), width, verbatim=key in ("example", "mended"), color=color)
        if key == "accept_when" and text:
            lines += _how_to_accept(record)
    return "\n".join(lines) + "\n"


def overview(records: Iterable[Record], *, color: bool = False) -> str:
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
