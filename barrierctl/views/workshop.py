"""View `workshop`: the programme, and a sheet of paper for each stage and for each partner."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from barrierctl.dataclass import replace
from barrierctl.findings import Finding
from barrierctl.gaps.agenda import Agenda, build_agenda
from barrierctl.gaps.helpers import links
from barrierctl.gaps.programme import WORKSHOP, Part, plan_programme
from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Item, Partner, Party, Stage
from barrierctl.resources.vocabulary import DOUBTFUL, RESERVED_ID, Block, Commitment, World
from barrierctl.views.columns import block_label, columns, item_state, make_table
from barrierctl.views.document import Cell, Entry, Table, TableRole
from barrierctl.views.gaps import findings_by_stage, numbered, opening_rows, outline_row
from barrierctl.views.parties import DOES, roles_of

COLUMNS: Final = ("section", "text", "points")
"""The ids of the columns of a sheet."""
PROGRAMME: Final = ("time", "what")
"""The ids of the columns of the programme."""

_LINES: Final = 6
"""To write on, at the end of a sheet."""
_LINES_OF_PARTY: Final = 4
"""The same on the sheet of a party, which shares a page."""
_PARTS: Final = ("partner", *DOES.values(), "named_in", "recommendations", "plan")
"""What the sheet of a party says of its part, as the view `parties` calls it."""
_INVOLVES: Final = ("partner", *DOES.values(), "plan")
"""What gives a party a sheet."""
_ASKED: Final = frozenset({"powers", "signals", "knowledge", "roles", "plan"})
"""Topics of the questions that a party is asked; others are discussed about it."""

Row = tuple[Cell, ...]


def workshop(
    model: BarrierModel,
    findings: tuple[Finding, ...],
    *,
    whole: bool,
    duration: int = WORKSHOP,
) -> tuple[Table, ...]:
    """Show the programme, what to prepare, and the sheets of stages and parties that have content.

    Args:
        model: without errors.
        findings: those that nobody has accepted.
        whole: whether the findings are of the whole model.
        duration: of the workshop, in minutes.
    """
    agenda = build_agenda(model, findings, whole=whole)
    preparation = [
        *opening_rows(agenda),
        *(outline_row(_say("print"), text) for text in catalogue().entry("views.workshop.to_print")),
        *(outline_row(_say("desk"), entry.text) for entry in agenda.desk),
    ]
    sheets = (
        _sheet("preparation", _say("preparation"), preparation, lines=0),
        *_Stages(model, findings, agenda).sheets(),
        *_Parties(model, findings, agenda).sheets(),
    )
    return _programme(agenda, duration), *(sheet for sheet in sheets if sheet.rows)


def _say(key: str, **parameters: object) -> str:
    return catalogue().say(f"views.workshop.{key}", **parameters)


def _sheet(
    name: str, title: str, rows: Iterable[Row], *, lines: int = _LINES, shares_page: bool = False
) -> Table:
    return Table(
        id=f"workshop-{name}",
        title=title,
        columns=columns("workshop", COLUMNS, many=("points",)),
        rows=tuple(rows),
        lead="text",
        group_by=("section",),
        new_page=True,
        shares_page=shares_page,
        blank_lines=lines,
    )


# ---- before and during the workshop


def _programme(agenda: Agenda, duration: int) -> Table:
    programme = plan_programme(agenda.questions, duration)
    rows: list[tuple[str, str]] = []
    for slot in programme.slots:
        hours, minutes = divmod(slot.start, 60)
        part = "overdue" if slot.part is Part.PICTURE and agenda.overdue else f"slots.{slot.part}"
        what = numbered(slot.question) if slot.question else _say(part)
        rows.append((_say("time", start=f"{hours}:{minutes:02}", count=slot.minutes), what))
    rows += ((_say("left"), numbered(question)) for question in programme.left)
    return make_table(
        "workshop",
        columns("workshop", PROGRAMME),
        (((Entry(text=time),), (Entry(text=what),)) for time, what in rows),
        role=TableRole.PROPERTIES,
        new_page=True,
    )


# ---- one sheet per stage


class _Stages:
    """Makes the sheets of the stages, and one of the whole process."""

    def __init__(
        self,
        model: BarrierModel,
        findings: Iterable[Finding],
        agenda: Agenda,
    ) -> None:
        self._model = model
        self._questions = {question.topic: question for question in agenda.questions}
        self._findings = findings_by_stage(model, findings)
        self._kept_out = {party.name for party in model.parties if not _may_come(party)}
        # By stage, then by party and key: the names of the barriers and signals.
        self._roles: defaultdict[str, defaultdict[tuple[str, str], list[str]]]
        self._roles = defaultdict(lambda: defaultdict(list))
        for link in links(model, *DOES):
            party = link.target
            if isinstance(link.holder, Item) and isinstance(party, Party) and _may_come(party):
                self._roles[link.holder.stage][party.name, link.key].append(link.holder.label)

    def sheets(self) -> Iterator[Table]:
        """Yield those with items or questions."""
        for number, stage in enumerate(self._model.stages, start=1):
            title = _say("stage", number=number, name=stage.name)
            yield _sheet(f"stage-{number}", title, self._rows(stage, stage.id))
        yield _sheet("general", _say("general"), self._rows(None, RESERVED_ID))

    def _rows(self, stage: Stage | None, key: str) -> Iterator[Row]:
        findings = []
        for finding in self._findings[key]:
            # What is found of several things, each in a stage of its own, is shown of those in this one.
            is_paired = len(finding.names) == len(finding.stages)
            pairs = zip(finding.names, finding.stages, strict=False) if is_paired else ()
            names = tuple(name for name, own in pairs if own == key)
            findings.append(replace(finding, names=names, stages=()) if names else finding)
        items = stage.items if stage else self._model.general_items
        if not (items or findings):
            return
        agenda = build_agenda(self._model, findings, whole=False)
        yield from self._known(stage)
        for question in agenda.questions:
            whole = self._questions[question.topic]  # so that its number is that of the programme
            yield outline_row(_say("ask"), numbered(whole, question.text), *question.lines)
        for name, reasons in self._people(stage, key, agenda).items():
            text = catalogue().labelled(name, _say("between").join(reasons))
            yield outline_row(_say("people"), text)
        yield from self._decisions(stage)

    def _known(self, stage: Stage | None) -> Iterator[Row]:
        if stage and stage.description:
            yield outline_row(_say("known"), stage.description)
        for block in Block:
            items = stage.blocks[block] if stage else self._model.general[block]
            label = block_label(self._model, block)
            if items:
                marks = (item_state(self._model, item)[1] for item in items)
                names = _say("between").join(
                    Entry(text=item.label, mark=mark).shown for item, mark in zip(items, marks, strict=True)
                )
                yield outline_row(_say("known"), _say("block", block=label, count=len(items), names=names))
            elif stage:
                why = _say("nothing")
                if block in stage.not_applicable:
                    why = catalogue().say("views.not_applicable", reason=stage.not_applicable[block])
                elif block in stage.unknown:
                    why = catalogue().say("views.unknown", reason=stage.unknown[block])
                yield outline_row(_say("known"), catalogue().labelled(label, why))

    def _people(self, stage: Stage | None, key: str, agenda: Agenda) -> Mapping[str, list[str]]:
        """Collect who should be there, each with the reasons."""
        people: defaultdict[str, list[str]] = defaultdict(list)
        for item in self._items(stage, Block.PARTNERS):
            party, (_, mark) = self._model.party_of(item), item_state(self._model, item)
            reason = _say("partner_in_doubt", mark=mark) if mark else _say("partner")
            people[party.name if party else item.label].append(reason)
        for (name, role), barriers in self._roles[key].items():
            quoted = [_say("quoted", text=barrier) for barrier in dict.fromkeys(barriers)]
            people[name].append(_say(f"roles.{role}", names=catalogue().enumerated(quoted)))
        for entry in agenda.invitations:
            if entry.name in people:
                people[entry.name].insert(0, _say("to_invite"))
            elif entry.name and entry.name not in self._kept_out:
                people[entry.name].append(_say("invite", text=entry.text))
        return people

    def _decisions(self, stage: Stage | None) -> Iterator[Row]:
        barriers, signals = self._items(stage, Block.BARRIERS), self._items(stage, Block.SIGNALS)
        partners = self._items(stage, Block.PARTNERS)
        if stage and not barriers and Block.BARRIERS not in stage.not_applicable:
            yield outline_row(_say("decide"), _say("decisions.barrier"))
        if len(barriers) > 1:
            yield outline_row(_say("decide"), _say("decisions.first"))
        open_items: dict[str, list[Item]] = {
            "owner": self._without(barriers, "owner"),
            "target": self._without(barriers, "targets", "addresses"),
            "report": self._without(signals, "reported_to"),
            "partner": [
                item
                for item in partners
                if isinstance(item, Partner) and self._model.facts_of(item).commitment in DOUBTFUL
            ],
        }
        for key, items in open_items.items():
            names = dict.fromkeys(item.label for item in items)
            if names:
                yield outline_row(_say("decide"), _say(f"decisions.{key}", count=len(names)), *names)

    def _items(self, stage: Stage | None, block: Block) -> tuple[Item, ...]:
        return self._model.active_items(stage, block)

    def _without(self, items: Iterable[Item], *keys: str) -> list[Item]:
        """Return the items that lack all of these keys, in every stage in which they occur."""
        return [
            item
            for item in items
            if not any(getattr(each, key, ()) for each in self._model.entity_of(item).items for key in keys)
        ]


def _may_come(party: Party) -> bool:
    return party.facts.world is not World.CRIMINAL


# ---- one sheet per party


class _Parties:
    """Makes the sheets of the parties that could act."""

    def __init__(
        self,
        model: BarrierModel,
        findings: Iterable[Finding],
        agenda: Agenda,
    ) -> None:
        self._model, self._roles = model, roles_of(model)
        labels = catalogue().entry("views.columns") | catalogue().entry("views.parties.columns")
        self._parts = {part: labels[part] for part in _PARTS} | {"facilitates": _say("facilitates")}
        self._invited = {entry.name for entry in agenda.invitations if entry.name}
        by_name = {party.name: party.element for party in model.parties}
        by_element: defaultdict[str, list[str]] = defaultdict(list)
        for party in model.parties:
            for element in (party.element, *(item.element for item in model.items_of(party))):
                by_element[element].append(party.element)
        for link in model.links_by(*DOES):
            # That of the measure, if one of its activities names the party.
            if named_at := model.location_at(link.reference.path).element:
                by_element[named_at].append(link.target.element)
        self._findings: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            named = {by_name[name]: name for name in finding.names if name in by_name}
            for party in dict.fromkeys([*named, *by_element.get(finding.location.element or "", ())]):
                # Of what is found about several parties, this one alone.
                own = replace(finding, names=(named[party],), stages=()) if party in named else finding
                self._findings[party].append(own)

    def sheets(self) -> Iterator[Table]:
        """Yield those of partners, of those that barriers, signals or the plan name, and of the invited."""
        for number, party in enumerate(self._model.parties, start=1):
            is_partner = (party.element, "partner") in self._roles
            is_involved = any((party.element, part) in self._roles for part in _INVOLVES)
            if is_partner or (_may_come(party) and (is_involved or party.name in self._invited)):
                title, rows = _say("party", name=party.name), self._rows(party)
                yield _sheet(f"party-{number}", title, rows, lines=_LINES_OF_PARTY, shares_page=True)

    def _rows(self, party: Party) -> Iterator[Row]:
        for part, label in self._parts.items():
            # A sheet for a partner does not say how sure the others are of it.
            entries = self._roles.get((party.element, part))
            if entries:
                texts = dict.fromkeys(entry.text for entry in entries)
                yield _labelled(label, texts)
        if party.facts.competences:
            yield _labelled(_say("powers"), party.facts.competences)
        for key, question in catalogue().entry("views.workshop.always").items():
            if getattr(party.facts, key) in (None, (), Commitment.POSSIBLE, Commitment.UNLIKELY):
                yield outline_row(_say("to_ask"), question)
        yield from self._found(party)

    def _found(self, party: Party) -> Iterator[Row]:
        """Ask what is missing: of the party itself in words to it, else in those of the agenda."""
        to_party = catalogue().entry("views.workshop.to_party")
        every = self._findings[party.element]
        for text in dict.fromkeys(to_party[finding.rule] for finding in every if finding.rule in to_party):
            yield outline_row(_say("to_ask"), text)
        others = [finding for finding in every if finding.rule not in to_party]
        if not others:
            return
        agenda = build_agenda(self._model, others, whole=False)
        for question in agenda.questions:
            if question.topic in _ASKED:
                yield outline_row(_say("to_ask"), question.text, *question.lines)
        for entry in agenda.overdue:
            yield outline_row(catalogue().say("agenda.overdue"), entry.text)


def _labelled(label: str, texts: Iterable[str]) -> Row:
    """Show one text behind its label, and several below it."""
    first, *others = texts
    if others:
        return outline_row(_say("part"), label, first, *others)
    return outline_row(_say("part"), catalogue().labelled(label, first))
