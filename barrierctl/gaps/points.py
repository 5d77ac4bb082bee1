"""Findings as lines of an agenda: those of one rule together, joined as its record says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from barrierctl.dataclass import frozen
from barrierctl.findings import Finding
from barrierctl.gaps.registry import RULES
from barrierctl.limits import MAX_AGENDA_LINE, MAX_AGENDA_POINTS
from barrierctl.messages import Record, catalogue, record

CUSTOM: Final = "custom"
"""The topic of custom rules."""
_SHORT_LIST: Final = 4
"""So many names may take two lines, more of them one."""


@frozen
class Entry:
    """A line of the agenda.

    Attributes:
        text: the line.
        name: of the party to invite, or the label of the line; empty for other lines.
        findings: those behind it.
    """

    text: str
    name: str = ""
    findings: tuple[Finding, ...] = ()


@frozen
class Group:
    """The findings of one rule, in the order of the stages."""

    wording: Mapping[str, Any]
    findings: tuple[Finding, ...]

    @property
    def topic(self) -> str:
        """The question, or the part of the agenda, to which they belong."""
        return str(self.wording.get("topic", CUSTOM))

    @property
    def by(self) -> str:
        """What they are joined by: `stage`, `item`, `pair`, `party` or `model`."""
        return str(self.wording.get("by", "model"))

    @property
    def names(self) -> list[str]:
        """What the findings are about: stages, items, pairs of items, or parties."""
        return list(dict.fromkeys(name for finding in self.findings for name in self.names_of(finding)))

    def names_of(self, finding: Finding) -> Sequence[str]:
        """What one of the findings is about."""
        location, words = finding.location, catalogue()
        if self.by == "pair":
            return (words.few(finding.names, _room(finding.names), quoted=True),)
        if finding.names:
            return finding.names
        name = location.stage_name if self.by == "stage" else location.name
        return (name or "",)

    def say(self, key: str) -> str | None:
        """Fill in the template under a key of the rule's record."""
        forms = self.wording.get(key)
        if not forms:
            return None
        words, names = catalogue(), self.names
        count = len(self.findings) if self.by == "model" else len(names)
        template = forms["one" if count == 1 else "many"]
        quoted = self.by == "item"
        room = _room(names) + (MAX_AGENDA_LINE if key == "question" else 0) - len(template)
        text = words.fill(
            template,
            {
                "names": words.few(names, room, quoted=quoted),
                "list": words.few(names, room, quoted=quoted, separated=True),
                "count": words.number(count),
            },
        )
        return _sentence(text)


def _room(names: Sequence[str]) -> int:
    """The characters that a line of the agenda gives to names."""
    return MAX_AGENDA_LINE * (2 if len(names) <= _SHORT_LIST else 1)


def group_by_rule(
    findings: Iterable[Finding], order: Mapping[str, int], custom: Mapping[str, Record]
) -> Iterator[Group]:
    """Group findings by rule and, where a variant has words of its own for the agenda, by variant."""
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    wordings: dict[tuple[str, str], Mapping[str, Any]] = {}
    for finding in findings:
        every = (custom.get(finding.rule) or record(finding.rule)).wordings
        base, own = every[""], every[finding.variant] if finding.variant else {}
        has_own = any(key in own for key in _KEYS)
        key = finding.rule, finding.variant if has_own else ""
        wordings[key] = {name: own.get(name, base.get(name)) for name in _KEYS if name in own or name in base}
        groups[key].append(finding)
    rank = {rule.id: at for at, rule in enumerate(RULES)}

    def importance(key: tuple[str, str]) -> tuple[int, int]:
        return min(one.severity.rank for one in groups[key]), rank.get(key[0], len(rank))

    for key in sorted(groups, key=importance):
        inside = sorted(
            groups[key], key=lambda one: (one.severity.rank, order.get(one.location.stage or "", len(order)))
        )
        yield Group(wording=wordings[key], findings=tuple(inside))


_KEYS: Final = ("topic", "by", "minor", "question", "point", "fill_in")


def lead_points(lead: Group) -> list[Entry]:
    """What the question is about, unless it names that itself."""
    names, question = lead.names, lead.wording.get("question")
    if not question:
        return points_of(lead)
    if lead.by == "model" or all(finding.facts for finding in lead.findings):
        return []
    if "{names}" in question["one" if len(names) == 1 else "many"]:
        return _messages(lead) if lead.by == "stage" and not lead.wording.get("point") else []
    if len(names) <= _MOST_LISTED:
        return [
            Entry(text=_quoted(lead, one, name), findings=(one,))
            for one in lead.findings
            for name in lead.names_of(one)
        ]
    return [
        Entry(text=catalogue().few(names, _room(names), quoted=lead.by == "item"), findings=lead.findings)
    ]


_MOST_LISTED: Final = 3


def _quoted(group: Group, finding: Finding, name: str) -> str:
    words = catalogue()
    shown = words.say("quoted", text=name) if group.by == "item" else name
    if finding.stages:
        return words.say(
            "agenda.in_stage", name=shown, stage=words.say("report.stages", count=len(finding.stages))
        )
    stage = finding.location.stage_name
    return words.say("agenda.in_stage", name=shown, stage=stage) if stage else shown


def fact_points(group: Group) -> list[Entry]:
    """What is known about single cases, with their names unless it holds for all."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in group.findings:
        for fact in finding.facts:
            found[fact].append(finding)
    return [
        Entry(text=_sentence(_about(group, fact, behind)), findings=tuple(behind))
        for fact, behind in found.items()
    ]


def _about(group: Group, fact: str, findings: Sequence[Finding]) -> str:
    if len(findings) == len(group.findings):
        return fact
    words = catalogue()
    names = [name for finding in findings for name in group.names_of(finding)]
    return words.say(
        "agenda.about", name=words.few(names, MAX_AGENDA_LINE, quoted=group.by == "item"), text=fact
    )


def packed(points: Iterable[Entry]) -> list[Entry]:
    """Join points about the same names, and put short ones on the first line that has room for them."""
    lines: list[Entry] = []
    for point in _joined(points):
        room = MAX_AGENDA_LINE - len(point.text) - 1
        first = enumerate(lines[:MAX_AGENDA_POINTS])  # more are not shown
        place = next((at for at, line in first if len(line.text) <= room), None)
        if place is None:
            lines.append(point)
        else:
            line = lines[place]
            lines[place] = Entry(text=f"{line.text} {point.text}", findings=line.findings + point.findings)
    return lines


def _joined(points: Iterable[Entry]) -> Iterator[Entry]:
    """Join points that end in the same names: "No owner and no target: A, B."."""
    same: dict[str, list[Entry]] = defaultdict(list)
    for point in points:
        same[point.text.partition(": ")[2] or point.text].append(point)
    for names, together in same.items():
        first, *others = (point.text.removesuffix(f": {names}") for point in together)
        heads = [first, *(head[:1].lower() + head[1:] for head in others)]
        text = f"{catalogue().enumerated(heads)}: {names}" if others else together[0].text
        yield Entry(text=text, findings=tuple(one for point in together for one in point.findings))


def points_of(group: Group) -> list[Entry]:
    """Say what was found in one line if the record has words for it, else in one line per finding."""
    joined = group.say("point")
    return [Entry(text=joined, findings=group.findings)] if joined else _messages(group)


def _messages(group: Group) -> list[Entry]:
    if group.by != "stage":
        return [Entry(text=finding.sentence, findings=(finding,)) for finding in group.findings]
    return [
        Entry(text=f"{finding.location.stage_name}: {finding.message}", findings=(finding,))
        for finding in group.findings
    ]


def _sentence(text: str) -> str:
    """Begin with a capital, and end with one mark where a name in quotes has its own."""
    text = text[:1].upper() + text[1:]
    return text[:-1] if text.endswith(('.".', '?".', '!".')) else text
