"""The agenda of a workshop: what was found in a model as invitations, questions and desk work.

Every finding is in exactly one entry. Findings of one topic make one question, however many they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from barrierctl.dataclass import frozen
from barrierctl.findings import Finding
from barrierctl.gaps.registry import RULES
from barrierctl.gaps.summary import Sentence, summarise
from barrierctl.limits import MAX_AGENDA_LINE, MAX_AGENDA_POINTS
from barrierctl.messages import Record, catalogue, record
from barrierctl.model.model import BarrierModel
from barrierctl.vocabulary import RESERVED_ID

QUESTIONS: Final = (
    "barriers",
    "partners",
    "targets",
    "powers",
    "reliance",
    "signals",
    "knowledge",
    "roles",
    "plan",
)
"""The topics of questions, most important first."""

OVERDUE: Final = "overdue"
INVITE: Final = "invite"
DESK: Final = "desk"
_CUSTOM: Final = "custom"
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
class Question:
    """A question for the workshop.

    Attributes:
        number: from 1, most important first.
        topic: one of `QUESTIONS`.
        text: the question.
        points: what the group should know to answer it, at most five.
        more: the number of points that are left out.
        findings: all those behind it.
    """

    number: int
    topic: str
    text: str
    points: tuple[Entry, ...]
    more: int
    findings: tuple[Finding, ...]


@frozen
class Agenda:
    """What a facilitator needs: see `design/agenda`.

    Attributes:
        summary: at most four sentences of judgement.
        overdue: promises whose day has passed.
        invitations: parties to invite, with the reason.
        questions: at most nine.
        desk: what can be filled in without a discussion.
        relies_on_invited: whether barriers rely on parties to invite.
    """

    summary: tuple[Sentence, ...]
    overdue: tuple[Entry, ...]
    invitations: tuple[Entry, ...]
    questions: tuple[Question, ...]
    desk: tuple[Entry, ...]
    relies_on_invited: bool

    @property
    def findings(self) -> Iterator[Finding]:
        """All findings, most important first."""
        parts: tuple[Entry | Question, ...] = (
            *self.overdue,
            *self.invitations,
            *self.questions,
            *self.desk,
        )
        return (finding for part in parts for finding in part.findings)


def build_agenda(
    model: BarrierModel, findings: Iterable[Finding], custom: Mapping[str, Record] | None = None
) -> Agenda:
    """Turn findings into an agenda.

    Args:
        model: in which they were found.
        findings: those to show; each will be in exactly one entry.
        custom: the records of custom rules, by id.
    """
    order = {stage.id: at for at, stage in enumerate(model.stages)} | {RESERVED_ID: len(model.stages)}
    topics: dict[str, list[_Group]] = defaultdict(list)
    for group in _group_by_rule(findings, order, custom or {}):
        topics[group.topic].append(group)
    _place_minor(topics)
    asked = [topic for topic in QUESTIONS if topics[topic]]
    return Agenda(
        summary=summarise(model, sum(len(group.findings) for group in topics[OVERDUE])),
        overdue=tuple(Entry(text=_text(one), findings=(one,)) for one in _members(topics[OVERDUE])),
        invitations=_invitations(topics[INVITE]),
        questions=tuple(_question(at, topic, topics[topic]) for at, topic in enumerate(asked, start=1)),
        desk=tuple(_desk(topics)),
        relies_on_invited=any(not group.wording.get("minor") for group in topics[INVITE]),
    )


@frozen
class _Group:
    """The findings of one rule, in the order of the stages."""

    wording: Mapping[str, Any]
    findings: tuple[Finding, ...]

    @property
    def topic(self) -> str:
        return str(self.wording.get("topic", _CUSTOM))

    @property
    def by(self) -> str:
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


def _group_by_rule(
    findings: Iterable[Finding], order: Mapping[str, int], custom: Mapping[str, Record]
) -> Iterator[_Group]:
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
        yield _Group(wording=wordings[key], findings=tuple(inside))


_KEYS: Final = ("topic", "by", "minor", "question", "point", "fill_in")


def _place_minor(topics: dict[str, list[_Group]]) -> None:
    """Move minor findings to the desk, unless there is a question for which they are a point."""
    for topic in QUESTIONS:
        minor = [group for group in topics[topic] if group.wording.get("minor")]
        if len(minor) == len(topics[topic]):
            topics[DESK] += minor
            topics[topic] = []
        else:
            topics[topic].sort(key=lambda group: bool(group.wording.get("minor")))


def _members(groups: Iterable[_Group]) -> Iterator[Finding]:
    return (finding for group in groups for finding in group.findings)


def _invitations(groups: Iterable[_Group]) -> tuple[Entry, ...]:
    """One entry per party, with every reason to invite it."""
    by_party: dict[str, list[Finding]] = defaultdict(list)
    for group in groups:
        for finding in group.findings:
            by_party[(finding.names or (finding.location.name or "",))[0]].append(finding)
    return tuple(
        Entry(name=name, text=", ".join(finding.line for finding in findings), findings=tuple(findings))
        for name, findings in by_party.items()
    )


def _question(number: int, topic: str, groups: Sequence[_Group]) -> Question:
    lead, *others = groups
    text = lead.say("question") or catalogue().say(f"agenda.questions.{topic}")
    points = [
        *_lead_points(lead),
        *_fact_points(lead),
        *_packed(point for group in others for point in _points(group)),
    ]
    shown = points if len(points) <= MAX_AGENDA_POINTS else points[:MAX_AGENDA_POINTS]
    return Question(
        number=number,
        topic=topic,
        text=text,
        points=tuple(shown),
        more=len(points) - len(shown),
        findings=tuple(_members(groups)),
    )


def _lead_points(lead: _Group) -> list[Entry]:
    """What the question is about, unless it names that itself."""
    names, question = lead.names, lead.wording.get("question")
    if not question:
        return _points(lead)
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


def _quoted(group: _Group, finding: Finding, name: str) -> str:
    words = catalogue()
    shown = words.say("quoted", text=name) if group.by == "item" else name
    if finding.stages:
        return words.say(
            "agenda.in_stage", name=shown, stage=words.say("report.stages", count=len(finding.stages))
        )
    stage = finding.location.stage_name
    return words.say("agenda.in_stage", name=shown, stage=stage) if stage else shown


def _fact_points(group: _Group) -> list[Entry]:
    """What is known about single cases, with their names unless it holds for all."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in group.findings:
        for fact in finding.facts:
            found[fact].append(finding)
    return [
        Entry(text=_sentence(_about(group, fact, behind)), findings=tuple(behind))
        for fact, behind in found.items()
    ]


def _about(group: _Group, fact: str, findings: Sequence[Finding]) -> str:
    if len(findings) == len(group.findings):
        return fact
    words = catalogue()
    names = [name for finding in findings for name in group.names_of(finding)]
    return words.say(
        "agenda.about", name=words.few(names, MAX_AGENDA_LINE, quoted=group.by == "item"), text=fact
    )


def _packed(points: Iterable[Entry]) -> list[Entry]:
    """Put short points on the first line that has room for them."""
    lines: list[Entry] = []
    for point in points:
        room = MAX_AGENDA_LINE - len(point.text) - 1
        place = next((at for at, line in enumerate(lines) if len(line.text) <= room), None)
        if place is None:
            lines.append(point)
        else:
            line = lines[place]
            lines[place] = Entry(text=f"{line.text} {point.text}", findings=line.findings + point.findings)
    return lines


def _points(group: _Group) -> list[Entry]:
    joined = group.say("point")
    return [Entry(text=joined, findings=group.findings)] if joined else _messages(group)


def _messages(group: _Group) -> list[Entry]:
    if group.by != "stage":
        return [Entry(text=_text(finding), findings=(finding,)) for finding in group.findings]
    return [
        Entry(text=f"{finding.location.stage_name}: {finding.message}", findings=(finding,))
        for finding in group.findings
    ]


def _text(finding: Finding) -> str:
    return finding.sentence


def _desk(topics: Mapping[str, list[_Group]]) -> Iterator[Entry]:
    """What to fill in and what is true of the whole model, in one line, and then one line per rule."""
    groups = (*topics[DESK], *topics[_CUSTOM])
    missing = [finding for group in groups if group.wording.get("fill_in") for finding in group.findings]
    whole = [group for group in groups if _is_of_whole_model(group)]
    texts = [point.text for group in whole for point in _points(group)]
    if missing:
        texts.insert(0, catalogue().say("agenda.fill_in.line", parts=list(_to_fill_in(missing))))
    if texts:
        yield Entry(text=" ".join(texts), findings=(*missing, *_members(whole)))
    for group in groups:
        if not (group.wording.get("fill_in") or _is_of_whole_model(group)):
            yield from _points(group)


def _to_fill_in(missing: Iterable[Finding]) -> Iterator[str]:
    """Say which keys to fill in, and of how many things; what these are is said once."""
    words, last = catalogue(), None
    counts = {one.subject: len(one.names) for one in missing}
    for key, texts in words.entry("agenda.fill_in.keys").items():
        if key in counts:
            form = "again" if texts["of"] == last else "part"
            last = texts["of"]
            of = words.say(f"agenda.fill_in.of.{last}", count=counts[key])
            yield words.say(f"agenda.fill_in.{form}", key=texts["label"], count=counts[key], of=of)


def _is_of_whole_model(group: _Group) -> bool:
    return bool(group.wording.get("minor") or (group.by == "model" and group.wording.get("point")))


def _sentence(text: str) -> str:
    """Begin with a capital, and end with one mark where a name in quotes has its own."""
    text = text[:1].upper() + text[1:]
    return text[:-1] if text.endswith(('.".', '?".', '!".')) else text
