"""The agenda of a workshop: what was found in a model as invitations, questions and desk work.

Every finding is in exactly one entry. Findings of one topic make one question, however many they are. The
lines are put together once they are shown: of several models, most are not.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, wraps
from typing import Any, Final, TypeVar

from barrierctl.dataclass import frozen, replace
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
from barrierctl.messages import catalogue, in_language, language
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
_FILLED_IN: Final = {
    **dict.fromkeys(("types", "approach", "side_effects"), "barriers"),
    **dict.fromkeys(("sector",), "partners"),
    **dict.fromkeys(("world", "awareness"), "facilitators"),
    **dict.fromkeys(("categories",), "items"),
}
"""What has each of the keys that are filled in without a discussion."""

Part = TypeVar("Part")


def _in_own_language(make: Callable[[Any], Part]) -> "cached_property[Part]":
    """Make a part once it is shown, in the language in which people were addressed before."""

    @wraps(make)
    def part(holder: "Question | Agenda") -> Part:
        with in_language(holder.language):
            return make(holder)

    return cached_property(part)


@frozen
class Question:
    """A question for the workshop.

    Attributes:
        number: from 1, most important first.
        topic: one of `QUESTIONS`.
        groups: of the findings behind it; the first one asks.
        language: of the words.
    """

    number: int
    topic: str
    groups: tuple[Group, ...]
    language: str

    @_in_own_language
    def text(self) -> str:
        """The question."""
        return self.groups[0].say("question") or catalogue().say(f"agenda.questions.{self.topic}")

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All those behind it."""
        return tuple(finding for group in self.groups for finding in group.findings)

    @_in_own_language
    def every_point(self) -> tuple[Entry, ...]:
        """What the group should know to answer it; findings in the stages of the question come first."""
        lead, *others = self.groups
        stages = frozenset(finding.location.stage for finding in lead.findings)
        points: list[Entry] = []
        for group in others:
            nearest = sorted(group.findings, key=lambda finding: finding.location.stage not in stages)
            about = stages if lead.by == "stage" else frozenset[str | None]()
            points += points_of(replace(group, findings=tuple(nearest), stages=about))
        return (*lead_points(lead), *fact_points(lead), *packed(points))

    @property
    def points(self) -> tuple[Entry, ...]:
        """The first points, at most five."""
        return self.every_point[:MAX_AGENDA_POINTS]

    @property
    def more(self) -> int:
        """The number of points that are left out."""
        return len(self.every_point) - len(self.points)

    @_in_own_language
    def lines(self) -> tuple[str, ...]:
        """The points, and how many are left out."""
        more = (catalogue().say("agenda.more", count=self.more),) if self.more else ()
        return (*(point.text for point in self.points), *more)


@frozen
class Agenda:
    """What a facilitator needs to lead a workshop.

    Attributes:
        summary: at most four sentences of judgement; none if the agenda is of one stage.
        groups: of the findings of each question and of each other part; none of what has none.
        language: of the words.
    """

    summary: tuple[Sentence, ...]
    groups: Mapping[str, tuple[Group, ...]]
    language: str

    @_in_own_language
    def overdue(self) -> tuple[Entry, ...]:
        """Promises whose day has passed: each measure, and when it or an activity of it was due."""
        say = catalogue().say
        return tuple(
            Entry(
                text=catalogue().labelled(say("quoted", text=finding.location.name or ""), finding.line),
                findings=(finding,),
            )
            for group in self.groups.get(OVERDUE, ())
            for finding in group.findings
        )

    @property
    def relies_on_invited(self) -> bool:
        """Whether barriers rely on parties to invite."""
        return not all(group.is_minor for group in self.groups.get(INVITE, ()))

    @_in_own_language
    def invitations(self) -> tuple[Entry, ...]:
        """One entry per party on which barriers rely, with every reason; then those who could take part."""
        by_party: dict[str, list[Finding]] = defaultdict(list)
        others: list[Entry] = []
        for group in self.groups.get(INVITE, ()):
            if group.is_minor:
                others += points_of(group)
                continue
            for finding in group.findings:
                name = (finding.names or (finding.location.name or "",))[0]
                by_party[name].append(finding)
        invited = (
            Entry(
                name=name,
                text=catalogue().joined(finding.line for finding in findings),
                findings=tuple(findings),
            )
            for name, findings in by_party.items()
        )
        return (*invited, *others)

    @_in_own_language
    def questions(self) -> tuple[Question, ...]:
        """At most nine, most important first."""
        asked = [topic for topic in QUESTIONS if topic in self.groups]
        return tuple(
            Question(number=number, topic=topic, groups=self.groups[topic], language=self.language)
            for number, topic in enumerate(asked, start=1)
        )

    @_in_own_language
    def desk(self) -> tuple[Entry, ...]:
        """What can be filled in without a discussion.

        What to fill in and what is true of the whole model is one line; then there is one line per rule.
        """
        groups = (*self.groups.get(DESK, ()), *self.groups.get(CUSTOM, ()))
        missing, whole, others = list[Finding](), list[Finding](), list[Entry]()
        texts: list[str] = []
        for group in groups:
            if group.wording.get("fill_in"):
                missing += group.findings
            elif group.is_minor or (group.by == "model" and group.wording.get("point")):
                whole += group.findings
                texts += [point.text for point in points_of(group)]
            else:
                others += points_of(group)
        if missing:
            texts.insert(0, catalogue().say("agenda.fill_in.line", parts=list(_to_fill_in(missing))))
        together = [Entry(text=" ".join(texts), findings=(*missing, *whole))] if texts else []
        return (*together, *others)

    @property
    def findings(self) -> Iterator[Finding]:
        """All findings, most important first."""
        parts: tuple[Entry | Question, ...]
        parts = (*self.overdue, *self.invitations, *self.questions, *self.desk)
        return (finding for part in parts for finding in part.findings)


def build_agenda(model: BarrierModel, findings: Iterable[Finding], *, whole: bool = True) -> Agenda:
    """Turn findings into an agenda.

    Args:
        model: in which they were found.
        findings: those to show; each will be in exactly one entry.
        whole: whether the findings are of the whole model, so that it is judged too.
    """
    stages = {stage.id: stage.name for stage in model.stages}
    stages[RESERVED_ID] = catalogue().say("views.general")
    topics: dict[str, list[Group]] = defaultdict(list)
    for group in group_by_rule(findings, stages):
        topics[group.topic].append(group)
    for topic in QUESTIONS:
        # Minor findings are points of the question of their topic, else of the plan, else desk work.
        minor = [group for group in topics[topic] if group.is_minor]
        if len(minor) == len(topics[topic]):
            topics[topic] = []
            topics[DESK if all(group.is_minor for group in topics[PLAN]) else PLAN] += minor
        else:
            topics[topic].sort(key=lambda group: group.is_minor)
    return Agenda(
        summary=summarise(model) if whole else (),
        groups={topic: tuple(groups) for topic, groups in topics.items() if groups},
        language=language(),
    )


def _to_fill_in(missing: Iterable[Finding]) -> Iterator[str]:
    """Say which keys to fill in, and of how many things; what these are is said once."""
    words, last = catalogue(), ""
    counts = {one.subject: len(one.names) for one in missing}
    for key, things in _FILLED_IN.items():
        if key in counts:
            form, last = "again" if things == last else "part", things
            label = words.say(f"agenda.fill_in.keys.{key}")
            of = words.say(f"agenda.fill_in.of.{things}", count=counts[key])
            yield words.say(f"agenda.fill_in.{form}", key=label, count=counts[key], of=of)
