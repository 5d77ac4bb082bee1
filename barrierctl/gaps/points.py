"""Findings as lines of an agenda: those of one rule together, joined as its record says."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Final

from barrierctl.dataclass import frozen
from barrierctl.findings import Finding
from barrierctl.gaps.registry import RULES
from barrierctl.limits import MAX_AGENDA_LINE, MAX_AGENDA_NAMES, MAX_AGENDA_POINTS
from barrierctl.messages import catalogue, language, record

CUSTOM: Final = "custom"
"""The topic of custom rules."""
_CUSTOM_FAMILY: Final = "house"
"""The family of custom rules; their records have no words for the agenda."""
_CHOICE: Final = "plan"
"""Of this topic are questions about which of all come first, without examples."""
_KEYS: Final = ("topic", "by", "minor", "quiet", "question", "point", "fill_in")
"""The keys of a record that are about the agenda."""
_RANKS: Final = {rule.id: at for at, rule in enumerate(RULES)}
_MOST_LINES: Final = 3
"""So many lines may a list of names take."""
_MOST_STAGES: Final = 2
"""In so many stages it is said how many of the items are."""
_MOST_LISTED: Final = 3
"""So many cases have a line each."""


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
    """The findings of one rule, in the order of the stages.

    Attributes:
        topic: the question, or the part of the agenda, to which they belong.
        by: what they are joined by: `stage`, `item`, `pair`, `party` or `model`.
        wording: what the rule's record says about the agenda.
        findings: at least one.
        stage_names: of the model, by the ids of the stages.
        stages: the ids of those that the question is about, if it is about some.
    """

    topic: str
    by: str
    wording: Mapping[str, Any]
    findings: tuple[Finding, ...]
    stage_names: Mapping[str, str]
    stages: frozenset[str | None] = frozenset()

    @property
    def is_minor(self) -> bool:
        """Whether the findings cannot be a question of their own."""
        return bool(self.wording.get("minor"))

    @cached_property
    def names(self) -> list[str]:
        """What the findings are about: stages, items, pairs of items, or parties."""
        return list(dict.fromkeys(name for finding in self.findings for name in self.names_of(finding)))

    def names_of(self, finding: Finding) -> Sequence[str]:
        """What one of the findings is about."""
        if self.by == "pair":
            return (catalogue().named(finding.names, quoted=True),)
        location = finding.location
        own = (location.stage_name if self.by == "stage" else location.name) or ""
        return finding.names or (own,)

    def say(self, key: str) -> str | None:
        """Fill in the template under a key of the rule's record."""
        forms = self.wording.get(key)
        if not forms:
            return None
        words, names = catalogue(), self.names
        count = len(self.findings) if self.by == "model" else len(names)
        template, number = forms["one" if count == 1 else "many"], words.number_in_words(count)
        is_short = self.by == "party" or sum(map(len, names)) <= _MOST_LINES * MAX_AGENDA_LINE
        are_named = is_short and len(names) <= MAX_AGENDA_NAMES
        parameters = {"count": number}
        if "{names}" in template and are_named:
            parameters["names"] = words.named(names, quoted=self.by == "item")
        elif "{names}" in template:
            parameters["names"] = words.say("agenda.these", count=number)
        if "{list}" in template:
            parameters["list"] = self._listed(are_named=are_named)
        return _sentence(words.fill(template, parameters))

    def _listed(self, *, are_named: bool) -> str:
        """The names, in stages that the question is not about with the stage; or in which stages most are."""
        if not are_named and self.by == "party":
            return catalogue().some(self.names, quoted=False)
        if not are_named:
            kind, stages = self.main_stages()
            return catalogue().say(f"agenda.spread.{kind}", number=str(len(self.names)), stages=stages)
        names = []
        for finding in self.findings:
            is_elsewhere = self.by == "item" and self.stages and finding.location.stage not in self.stages
            names += [
                _quoted(self, finding, one, placed=bool(is_elsewhere)) for one in self.names_of(finding)
            ]
        return catalogue().named(list(dict.fromkeys(names)), quoted=False, separated=True)

    def main_stages(self) -> tuple[str, str]:
        """Whether few stages have `all` or `most` of them, with these stages; else they are `even`."""
        words = catalogue()
        counts: Counter[str] = Counter()
        for finding in self.findings:
            own = finding.location.stage
            counts.update(finding.stages or ([own] * max(len(finding.names), 1) if own else ()))
        *most, next_stage = [*counts.most_common(_MOST_STAGES + 1), ("", 0)][: _MOST_STAGES + 1]
        in_these, total = sum(count for _, count in most), counts.total()
        is_ahead = all(count > next_stage[1] for _, count in most)
        if not is_ahead or in_these * 2 <= total:
            return "even" if len(counts) > 1 else "one", ""
        stages = [
            words.say("agenda.in_stage", name=self.stage_names.get(stage, ""), stage=count)
            for stage, count in most
        ]
        return "all" if in_these == total else "most", words.named(stages, quoted=False)


def group_by_rule(findings: Iterable[Finding], stage_names: Mapping[str, str]) -> Iterator[Group]:
    """Group findings by rule and, where a variant has words of its own for the agenda, by variant."""
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    wordings: dict[tuple[str, str], Mapping[str, Any]] = {}
    for finding in findings:
        is_custom = finding.family == _CUSTOM_FAMILY
        variant, wording = ("", {}) if is_custom else _wording(finding.rule, finding.variant, language())
        wordings[finding.rule, variant] = wording
        groups[finding.rule, variant].append(finding)
    order = {stage: at for at, stage in enumerate(stage_names)}
    for found in groups.values():
        found.sort(key=lambda one: (one.severity.rank, order.get(one.location.stage or "", len(order))))
    by_importance = sorted(
        groups, key=lambda key: (groups[key][0].severity.rank, _RANKS.get(key[0], len(_RANKS)))
    )
    for key in by_importance:
        wording = wordings[key]
        yield Group(
            topic=wording.get("topic", CUSTOM),
            by=wording.get("by", "model"),
            wording=wording,
            findings=tuple(groups[key]),
            stage_names=stage_names,
        )


@cache
def _wording(rule: str, variant: str, _language: str) -> tuple[str, Mapping[str, Any]]:
    """What a record says about the agenda, and of which variant; of none if that has no words of its own."""
    every = record(rule).wordings
    own = {key: every[variant][key] for key in _KEYS if key in every[variant]} if variant else {}
    base = {key: every[""][key] for key in _KEYS if key in every[""]}
    return variant if own else "", base | own


def lead_points(lead: Group) -> list[Entry]:
    """What the question is about, unless it names that itself."""
    names, question, is_item = lead.names, lead.wording.get("question"), lead.by == "item"
    if not question:
        return points_of(lead)
    if lead.by == "model" or (fact_points(lead) and all(finding.facts for finding in lead.findings)):
        return []
    if "{names}" in question["one" if len(names) == 1 else "many"]:
        return _messages(lead) if lead.by == "stage" and not lead.wording.get("point") else []
    if len(names) > MAX_AGENDA_NAMES:
        kind, stages = lead.main_stages()
        where = catalogue().say(f"agenda.where.{kind}", stages=stages) if stages else ""
        are_counted = "{count}" in question["many"] and lead.topic != _CHOICE
        some = f"{catalogue().some(names, quoted=is_item)}." if are_counted else ""
        text = " ".join(filter(None, (some, where)))
        return [Entry(text=text, findings=lead.findings)] if text else []
    if len(names) <= _MOST_LISTED:
        return [
            Entry(text=_quoted(lead, one, name, placed=True), findings=(one,))
            for one in lead.findings
            for name in lead.names_of(one)
        ]
    return [Entry(text=catalogue().named(names, quoted=is_item), findings=lead.findings)]


def _quoted(group: Group, finding: Finding, name: str, *, placed: bool) -> str:
    """Name a case; if `placed`, with its stage or the number of its stages."""
    words, stage = catalogue(), finding.location.stage_name
    shown = words.say("quoted", text=name) if group.by == "item" else name
    if finding.stages and not finding.names:
        stage = words.say("report.stages", count=len(finding.stages))
    return words.say("agenda.in_stage", name=shown, stage=stage) if placed and stage else shown


def fact_points(group: Group, *, named: bool = False) -> list[Entry]:
    """What is known about single cases, with their names unless it holds for all that the question names."""
    found: dict[str, list[Finding]] = defaultdict(list)
    most = MAX_AGENDA_POINTS if group.by == "stage" else _MOST_LISTED
    for finding in group.findings if len(group.findings) <= most else ():
        for fact in finding.facts:
            found[fact].append(finding)
    words, points = catalogue(), []
    for fact, behind in found.items():
        every = [name for one in behind for name in group.names_of(one)]
        names = words.named(every, quoted=group.by == "item")
        is_plain = len(behind) == len(group.findings) and not named
        text = fact if is_plain else words.say("agenda.about", name=names, text=fact)
        points.append(Entry(text=_sentence(text), findings=tuple(behind)))
    return points


def packed(points: Iterable[Entry]) -> list[Entry]:
    """Join points about the same names, and put short ones on the first line that has room for them."""
    same: dict[str, list[Entry]] = defaultdict(list)
    for point in points:
        same[_parts(point.text)[-1]].append(point)
    lines: list[Entry] = []
    for names, together in same.items():
        text, findings = together[0].text, tuple(one for point in together for one in point.findings)
        if len(together) > 1:  # "No owner and no target: A, B."
            first, *others = (_parts(point.text)[0] for point in together)
            heads = [first, *(head[:1].lower() + head[1:] for head in others)]
            text = catalogue().labelled(catalogue().enumerated(heads), names)
        room = MAX_AGENDA_LINE - len(text) - 1
        candidates = enumerate(lines[:MAX_AGENDA_POINTS])  # more are not shown
        place = next((at for at, line in candidates if len(line.text) <= room), None)
        if place is None:
            lines.append(Entry(text=text, findings=findings))
        else:
            line = lines[place]
            lines[place] = Entry(text=f"{line.text} {text}", findings=line.findings + findings)
    return lines


def _parts(text: str) -> list[str]:
    """What is before a colon, which may have a blank before it, and behind."""
    return re.split(r"\s*: ", text, maxsplit=1)


def points_of(group: Group) -> list[Entry]:
    """Say what was found in one line if the record has words for it, else in one line per finding."""
    if group.topic == CUSTOM and len(group.findings) > 1:
        # The message of a custom rule is the same everywhere.
        places = [finding.location for finding in group.findings]
        names = list(dict.fromkeys(place.name or place.stage_name or "" for place in places))
        label, listed = group.findings[0].message.removesuffix("."), catalogue().some(names)
        text = catalogue().labelled(label, f"{listed}.")
        return [Entry(text=_sentence(text), findings=group.findings)]
    if group.wording.get("quiet"):  # the judgement of the model says it
        return []
    joined, facts = group.say("point"), fact_points(group, named=group.by == "stage")
    if facts and all(finding.facts for finding in group.findings):
        return facts
    return [Entry(text=joined, findings=group.findings), *facts] if joined else facts or _messages(group)


def _messages(group: Group) -> list[Entry]:
    if group.by != "stage":
        return [Entry(text=finding.sentence, findings=(finding,)) for finding in group.findings]
    return [
        Entry(
            text=catalogue().labelled(finding.location.stage_name or "", finding.message), findings=(finding,)
        )
        for finding in group.findings
    ]


def _sentence(text: str) -> str:
    """Begin with a capital, and end with one mark where a name in quotes has its own."""
    text = text[:1].upper() + text[1:]
    closing = catalogue().entry("quoted").rpartition("}")[2]
    return text[:-1] if text.endswith(tuple(f"{mark}{closing}." for mark in ".?!")) else text
