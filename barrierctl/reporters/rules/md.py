"""Rules as a page of Markdown: lists to look through, and under them each rule whole."""

from collections.abc import Iterable, Iterator

from barrierctl.languages import catalogue
from barrierctl.records import Record
from barrierctl.reporters.rules.families import by_family
from barrierctl.text.markdown import escaped, fenced


def overview(records: Iterable[Record]) -> str:
    """The page of all rules."""
    words = catalogue()
    blocks = [f"# {words.say('rule.title')}", *words.entry("rule.intro")]
    for family, group in by_family(records):
        blocks += [f"## {family}", words.say(f"rule.families.{family}"), _list(group)]
        blocks += [explain(record).rstrip() for record in group]
    return "\n\n".join(blocks) + "\n"


def explain(record: Record) -> str:
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
        if text and key in ("example", "mended"):
            yield f"{heading}:"
            yield fenced(text, "yaml")
        elif text:
            yield f"*{heading}.* {escaped(text)}"
        if text and key == "accept_when":
            yield fenced(catalogue().say("rule.acceptance", rule=record.id), "yaml")
