"""Findings as lines of an agenda: those of one rule together, joined as its record says."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from barrierctl.dataclass import frozen, replace
from barrierctl.findings import Finding
from barrierctl.gaps.registry import RULES
from barrierctl.limits import MAX_AGENDA_LINE, MAX_AGENDA_NAMES, MAX_AGENDA_POINTS
from barrierctl.messages import Record, catalogue, record

CUSTOM: Final = "custom"
"""The topic of custom rules."""
_MOST_LINES: Final = 3
"""So many lines may a list of names take."""
_MOST_STAGES: Final = 2
"""In so many stages it is said how many of the items are."""


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
    stage_names: Mapping[str, str]  # by the id of the stage, in order
    stages: frozenset[str | None] = frozenset()  # that the question is about, if it is about some

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
            return (words.named(finding.names, quoted=True),)
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
        is_short = self.by == "party" or sum(map(len, names)) <= _MOST_LINES * MAX_AGENDA_LINE
        if len(names) <= MAX_AGENDA_NAMES and is_short:
            shown = words.named(names, quoted=self.by == "item")
            listed = words.named(self._placed(), quoted=False, separated=True)
        else:
            shown = words.say("agenda.these", count=words.number(count))
            listed = self.spread
        parameters = {"names": shown, "list": listed, "count": words.number(count)}
        return _sentence(words.fill(forms["one" if count == 1 else "many"], parameters))

    def _placed(self) -> list[str]:
        """The names as a line shows them: what is in a stage that the question is not about, with it."""
        return list(
            dict.fromkeys(
                _quoted(self, finding, name, placed=self.is_elsewhere(finding))
                for finding in self.findings
                for name in self.names_of(finding)
            )
        )

    def is_elsewhere(self, finding: Finding) -> bool:
        """Whether a finding is about an item of a stage that the question is not about."""
        return bool(self.by == "item" and self.stages and finding.location.stage not in self.stages)

    @property
    def spread(self) -> str:
        """How many there are, and in which stages all or most of them are."""
        words = catalogue()
        if self.by == "party":
            return words.some(self.names, quoted=False)
        kind, stages = self._where()
        return words.say(f"agenda.spread.{kind}", number=str(len(self.names)), stages=stages)

    @property
    def where(self) -> str:
        """Say in which stages all or most of them are; nothing if they are spread evenly."""
        kind, stages = self._where()
        return catalogue().say(f"agenda.where.{kind}", stages=stages) if stages else ""

    def _where(self) -> tuple[str, str]:
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

    def beginning_with(self, stages: Collection[str | None], *, placed: bool) -> "Group":
        """Put the findings in these stages first; if `placed`, the others are shown with their stage."""
        ordered = sorted(self.findings, key=lambda finding: finding.location.stage not in stages)
        return replace(self, findings=tuple(ordered), stages=frozenset(stages if placed else ()))


def group_by_rule(
    findings: Iterable[Finding], stage_names: Mapping[str, str], custom: Mapping[str, Record]
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
    order = {stage: at for at, stage in enumerate(stage_names)}

    def importance(key: tuple[str, str]) -> tuple[int, int]:
        return min(one.severity.rank for one in groups[key]), rank.get(key[0], len(rank))

    for key in sorted(groups, key=importance):
        inside = sorted(
            groups[key], key=lambda one: (one.severity.rank, order.get(one.location.stage or "", len(order)))
        )
        yield Group(wording=wordings[key], findings=tuple(inside), stage_names=stage_names)


_KEYS: Final = ("topic", "by", "minor", "quiet", "question", "point", "fill_in")


def lead_points(lead: Group) -> list[Entry]:
    """What the question is about, unless it names that itself."""
    names, question = lead.names, lead.wording.get("question")
    if not question:
        return points_of(lead)
    if lead.by == "model" or (fact_points(lead) and all(finding.facts for finding in lead.findings)):
        return []
    if "{names}" in question["one" if len(names) == 1 else "many"]:
        return _messages(lead) if lead.by == "stage" and not lead.wording.get("point") else []
    if len(names) > MAX_AGENDA_NAMES:
        if "{count}" not in question["many"] or lead.topic == _CHOICE:
            return [Entry(text=lead.where, findings=lead.findings)] if lead.where else []
        some = f"{catalogue().some(names, quoted=lead.by == 'item')}."
        return [Entry(text=" ".join(filter(None, (some, lead.where))), findings=lead.findings)]
    if len(names) <= _MOST_LISTED:
        return [
            Entry(text=_quoted(lead, one, name), findings=(one,))
            for one in lead.findings
            for name in lead.names_of(one)
        ]
    return [Entry(text=catalogue().named(names, quoted=lead.by == "item"), findings=lead.findings)]


_MOST_LISTED: Final = 3
_CHOICE: Final = "plan"  # of this topic are questions about which of all come first, without examples


def _quoted(group: Group, finding: Finding, name: str, *, placed: bool = True) -> str:
    words = catalogue()
    shown = words.say("quoted", text=name) if group.by == "item" else name
    if not placed:
        return shown
    if finding.stages and not finding.names:
        return words.say(
            "agenda.in_stage", name=shown, stage=words.say("report.stages", count=len(finding.stages))
        )
    stage = finding.location.stage_name
    return words.say("agenda.in_stage", name=shown, stage=stage) if stage else shown


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
    if group.topic == CUSTOM and len(group.findings) > 1:
        return [_of_custom_rule(group)]
    joined = group.say("point")
    if group.wording.get("quiet"):  # the judgement of the model says it
        return []
    facts = fact_points(group, named=group.by == "stage")
    if facts and all(finding.facts for finding in group.findings):
        return facts
    return [Entry(text=joined, findings=group.findings), *facts] if joined else facts or _messages(group)


def _of_custom_rule(group: Group) -> Entry:
    """The message of a custom rule, which is the same everywhere, and what it is about."""
    words, places = catalogue(), [finding.location for finding in group.findings]
    names = list(dict.fromkeys(place.name or place.stage_name or "" for place in places))
    label = group.findings[0].message.removesuffix(".")
    listed = words.some(names)
    text = words.say("views.labelled", label=label, text=f"{listed}.")
    return Entry(text=_sentence(text), findings=group.findings)


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
