"""The YAML to paste for a finding, fitted to its file: no key that is there is written a second time."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from barrierctl.dataclass import replace
from barrierctl.findings import Finding
from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.resources.vocabulary import BLOCKS, RESERVED_ID
from barrierctl.text.terminal import visible
from barrierctl.text.yaml import scalar

_SECTION: Final = r"(?m)^(?=\w)"
_NAMED_ENTRY: Final = re.compile(r"  - (?:name|statement|text): (.*)")
_MAPPING: Final = re.compile(r"(?:- *)*(?:\{|[\w\"']+ *:(?:\s|$))")
"""How an item with keys begins, with or without its dash."""


def fit_snippet(finding: Finding, model: BarrierModel) -> Finding:
    """Fit the YAML of a finding to its file: a comment says where the lines belong.

    Args:
        finding: with the YAML of its record.
        model: in which it was found.
    """
    if not finding.paste:
        return finding
    written = _written_keys(finding, model)
    fitted = (
        line
        for section in re.split(_SECTION, finding.paste)
        if section
        for line in _fit_section(section.splitlines(), finding, written, model.lines)
    )
    return replace(finding, paste="\n".join(fitted) + "\n")


def _written_keys(finding: Finding, model: BarrierModel) -> Collection[str]:
    """The keys that the file has where the lines belong."""
    location = finding.location
    if location.stage == RESERVED_ID:
        return [block for block in BLOCKS if model.general[block]]
    if location.stage or finding.stages:
        stage = model.stage_by_id.get(location.stage or finding.stages[0])
        return stage.block_spans if stage else ()
    keys = {"plan": model.plan, "review": model.header.reviewed, "sources": model.sources}
    return [key for key, value in keys.items() if value]


def _fit_section(
    section: list[str], finding: Finding, written: Collection[str], lines: tuple[str, ...]
) -> Iterator[str]:
    key, entry = section[0].partition(":")[0], _NAMED_ENTRY.fullmatch(section[1]) if section[1:] else None
    say, location = catalogue().say, finding.location
    if entry and location.name and entry[1] == scalar(location.name):
        if _MAPPING.match(lines[finding.span.line - 1], finding.span.column - 1):
            yield say("snippets.at", name=visible(location.name))
            yield from (line[4:] for line in section[2:])
        else:
            yield say("snippets.instead", name=visible(location.name))
            yield from (line[2:] for line in section[1:])
    elif entry and not (location.stage or finding.stages) and key in BLOCKS:
        yield say("snippets.each", kind=catalogue().entry("lists.block")[key]["one"])
        yield from (line[4:] for line in section[2:])
    elif key in written and section[1:]:
        yield say("snippets.under", key=key)
        yield from (line[2:] for line in section[1:])
    else:
        yield from section
