"""The agenda of a workshop: what was found in a model as invitations, questions and desk work.

Every finding is in exactly one entry. Findings of one topic make one question, however many they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from barrierctl.dataclass import frozen
from barrierctl.findings import Finding
from barrierctl.gaps.points import (
    CUSTOM,
    Entry,
    Group,
    fact_points,
    group_by_rule,
    lead_points,
    packed,
    points_of,
)
from barrierctl.gaps.summary import Sentence, summarise
from barrierctl.limits import MAX_AGENDA_POINTS
from barrierctl.messages import Record, catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.resources.vocabulary import RESERVED_ID

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
PLAN: Final = "plan"


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

    @property
    def lines(self) -> tuple[str, ...]:
        """The points, and how many are left out."""
        more = (catalogue().say("agenda.more", count=self.more),) if self.more else ()
        return (*(point.text for point in self.points), *more)


@frozen
class Agenda:
    """What a facilitator needs to lead a workshop.

    Attributes:
        summary: at most four sentences of judgement; none if the agenda is of one stage.
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
    model: BarrierModel,
    findings: Iterable[Finding],
    custom: Mapping[str, Record] | None = None,
    *,
    whole: bool = True,
) -> Agenda:
    """Turn findings into an agenda.

    Args:
        model: in which they were found.
        findings: those to show; each will be in exactly one entry.
        custom: the records of custom rules, by id.
        whole: whether the findings are of the whole model, so that it is judged too.
    """
    stages = {stage.id: stage.name for stage in model.stages} | {
        RESERVED_ID: catalogue().say("views.general")
    }
    topics: dict[str, list[Group]] = defaultdict(list)
    for group in group_by_rule(findings, stages, custom or {}):
        topics[group.topic].append(group)
    _place_minor(topics)
    asked = [topic for topic in QUESTIONS if topics[topic]]
    return Agenda(
        summary=summarise(model) if whole else (),
        overdue=tuple(map(_promise, _members(topics[OVERDUE]))),
        invitations=_invitations(topics[INVITE]),
        questions=tuple(_question(at, topic, topics[topic]) for at, topic in enumerate(asked, start=1)),
        desk=tuple(_desk(topics)),
        relies_on_invited=any(map(_opens, topics[INVITE])),
    )


def _place_minor(topics: dict[str, list[Group]]) -> None:
    """Make minor findings points of the question of their topic, else of the plan, else desk work."""
    for topic in QUESTIONS:
        minor = [group for group in topics[topic] if group.wording.get("minor")]
        if len(minor) == len(topics[topic]):
            topics[topic] = []
            topics[PLAN if any(map(_opens, topics[PLAN])) else DESK] += minor
        else:
            topics[topic].sort(key=lambda group: not _opens(group))


def _opens(group: Group) -> bool:
    """Whether the findings of a rule can be a question of their own."""
    return not group.wording.get("minor")


def _members(groups: Iterable[Group]) -> Iterator[Finding]:
    return (finding for group in groups for finding in group.findings)


def _promise(finding: Finding) -> Entry:
    """Name a measure, and say when it or an activity of it was due."""
    words, name = catalogue(), finding.location.name or ""
    text = words.say("views.labelled", label=words.say("quoted", text=name), text=finding.line)
    return Entry(text=text, findings=(finding,))


def _invitations(groups: Iterable[Group]) -> tuple[Entry, ...]:
    """One entry per party on which barriers rely, with every reason; then those who could take part."""
    by_party: dict[str, list[Finding]] = defaultdict(list)
    others: list[Entry] = []
    for group in groups:
        if not _opens(group):
            others += points_of(group)
            continue
        for finding in group.findings:
            name = (finding.names or (finding.location.name or "",))[0]
            by_party[name].append(finding)
    invited = [
        Entry(name=name, text=", ".join(finding.line for finding in findings), findings=tuple(findings))
        for name, findings in by_party.items()
    ]
    return (*invited, *others)


def _question(number: int, topic: str, groups: Sequence[Group]) -> Question:
    lead, *others = groups
    text = lead.say("question") or catalogue().say(f"agenda.questions.{topic}")
    places = {finding.location.stage for finding in lead.findings}
    is_by_stage = lead.by == "stage"
    nearest = (group.beginning_with(places, placed=is_by_stage) for group in others)
    points = [
        *lead_points(lead),
        *fact_points(lead),
        *packed(point for group in nearest for point in points_of(group)),
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


def _desk(topics: Mapping[str, list[Group]]) -> Iterator[Entry]:
    """What to fill in and what is true of the whole model, in one line, and then one line per rule."""
    groups = (*topics[DESK], *topics[CUSTOM])
    missing = [finding for group in groups if group.wording.get("fill_in") for finding in group.findings]
    whole = [group for group in groups if _is_of_whole_model(group)]
    texts = [point.text for group in whole for point in points_of(group)]
    if missing:
        texts.insert(0, catalogue().say("agenda.fill_in.line", parts=list(_to_fill_in(missing))))
    if texts:
        yield Entry(text=" ".join(texts), findings=(*missing, *_members(whole)))
    for group in groups:
        if not (group.wording.get("fill_in") or _is_of_whole_model(group)):
            yield from points_of(group)


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


def _is_of_whole_model(group: Group) -> bool:
    return bool(group.wording.get("minor") or (group.by == "model" and group.wording.get("point")))
