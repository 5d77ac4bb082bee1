"""View `plan`: what will be done, by whom and when, what is overdue, and who carries how much.

Source: EUCPN 2021, 2.2.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from barrierctl.dataclass import frozen, replace
from barrierctl.gaps.helpers import MeasureParties
from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Activity, Measure, Objective, Plan, is_closed, is_overdue
from barrierctl.model.types import Party
from barrierctl.names import FreeNames, slug
from barrierctl.resources.vocabulary import MeasureStatus
from barrierctl.source.tree import Path
from barrierctl.views.columns import EVERY, Attributes, columns, make_properties, make_table
from barrierctl.views.document import Cell, Column, Entry, Facet, State, Table, TableRole

COLUMNS: Final = (
    *("name", "measure", "objective", "barriers", "owner", "helped_by", "start", "due", "status", "budget"),
    *(*EVERY, "element"),
)
"""The ids of the columns of the tasks."""
WORKLOAD_COLUMNS: Final = ("party", "measures", "activities", "supports", "overdue", "done")
"""The ids of the columns of what each party carries."""
OBJECTIVE_COLUMNS: Final = ("statement", "indicator", "baseline", "target", "due", *EVERY, "element")
"""The ids of the columns of the objectives."""
_MANY: Final = ("barriers", "owner", "helped_by", "sources", "tags")


@frozen
class _Task:
    """A measure or an activity; an activity without an owner has that of its measure."""

    step: Measure | Activity
    measure: Measure
    objective: Objective
    element: str
    owner: Cell
    helped_by: Cell
    is_overdue: bool

    @property
    def state(self) -> State:
        """What a reader must see at a glance; the activities of a closed measure are closed too."""
        closed = self.measure if is_closed(self.measure) else self.step
        match closed.status:
            case MeasureStatus.CANCELLED:
                return State.DROPPED
            case MeasureStatus.DONE:
                return State.DONE
            case _:
                return State.OVERDUE if self.is_overdue else State.PLAIN

    def is_of(self, party: Party) -> bool:
        """Whether a party leads or supports it."""
        return any(entry.element == party.element for entry in (*self.owner, *self.helped_by))


def plan(
    model: BarrierModel, *, today: dt.date | None = None, party: Party | None = None
) -> tuple[Table, ...]:
    """Show the measures with their activities, overdue ones first; then the workload and the objectives.

    For one *party*, show the tasks that it leads or supports, and nothing else.
    """
    attributes = Attributes(model)
    every = tuple(_tasks(model, attributes, today))
    tasks = tuple(task for task in every if party is None or task.is_of(party))
    say = catalogue().say
    empty = say("views.plan.no_measures") if model.plan else say("views.plan.empty")
    if party and model.plan:
        empty = say("views.plan.nothing", party=party.name)
    shown = columns("plan", COLUMNS, many=_MANY, lists={"status": ("measure-status",)})
    table = make_table(
        "plan",
        shown,
        (_row(attributes, shown, task) for task in tasks),
        role=TableRole.TASKS,
        paths=tuple(task.step.path for task in tasks),
        lead="name",
        today=today,
        empty=empty,
    )
    if party:
        title = catalogue().labelled(table.title, party.name)
        return (replace(table, title=title),)
    shown = columns("objectives", OBJECTIVE_COLUMNS, many=_MANY, lists={})
    others = (
        _workload(tasks),
        make_table(
            "objectives",
            shown,
            (attributes.row(shown, objective, element=objective.element) for objective in model.objectives),
            role=TableRole.OBJECTIVES,
            paths=tuple(objective.path for objective in model.objectives),
        ),
        make_properties("plan-about", TableRole.PROPERTIES, _about(model.plan, attributes)),
    )
    return (table, *(other for other in others if other.rows))


def _tasks(model: BarrierModel, attributes: Attributes, today: dt.date | None) -> Iterator[_Task]:
    """Yield the measures, overdue ones first and closed ones last, each with its activities behind it."""
    parties = {key: MeasureParties(model, key) for key in ("owner", "helped_by")}
    free = FreeNames()
    pairs = ((objective, measure) for objective in model.objectives for measure in objective.measures)
    for objective, measure in sorted(pairs, key=lambda pair: _urgency(pair[1], today)):
        owner, helped_by = (_parties(attributes, parties[key], measure, key) for key in parties)
        every: list[tuple[Measure | Activity, Cell, Cell]] = [(measure, owner, helped_by)]
        every += [(step, attributes.names("owner", step.owner) or owner, ()) for step in measure.activities]
        for step, leading, helping in every:
            own = measure.element if step is measure else f"{measure.element}/{slug(step.name)}"
            yield _Task(
                step=step,
                measure=measure,
                objective=objective,
                element=free.take(own),
                owner=leading,
                helped_by=helping,
                is_overdue=bool(today and is_overdue(step, today) and not is_closed(measure)),
            )


def _urgency(measure: Measure, today: dt.date | None) -> tuple[bool, bool, dt.date]:
    steps: tuple[Measure | Activity, ...] = (measure, *measure.activities) if not is_closed(measure) else ()
    late = today is not None and any(is_overdue(step, today) for step in steps)
    return is_closed(measure), not late, measure.due or dt.date.max


def _parties(attributes: Attributes, parties: MeasureParties, measure: Measure, key: str) -> Cell:
    """Name the parties of a measure, or those of its barriers if these agree."""
    if own := attributes.names(key, getattr(measure, key)):
        return own
    answers = parties.answers(measure)
    found = answers[0] if len(answers) == 1 else ()
    return tuple(Entry(text=one.name, element=one.element) for one in found)


# ---- the tables


def _row(attributes: Attributes, shown: tuple[Column, ...], task: _Task) -> tuple[Cell, ...]:
    texts = {
        "measure": task.measure.name if task.step is not task.measure else "",
        "objective": task.objective.statement,
        "element": task.element,
    }
    mark = "" if task.state is State.PLAIN else catalogue().say(f"views.plan.marks.{task.state}")
    status = task.step.status
    facets = {
        Facet.PARTY: tuple(dict.fromkeys(entry.text for entry in (*task.owner, *task.helped_by))),
        Facet.STATUS: (catalogue().label("measure-status", status),) if status else (),
    }
    name = Entry(
        text=task.step.name,
        state=task.state,
        mark=mark,
        element=task.element,
        facets={facet: texts for facet, texts in facets.items() if texts},
    )
    cells = {
        "name": (name,),
        "owner": task.owner,
        "helped_by": task.helped_by,
        **{name: (Entry(text=text, element=task.element),) for name, text in texts.items()},
    }
    own = attributes.row(shown, task.step, element=task.element)
    return tuple(cells.get(column.id, cell) for column, cell in zip(shown, own, strict=True))


def _workload(tasks: Iterable[_Task]) -> Table:
    """Count what each party leads and supports, the busiest first; cancelled tasks do not count."""
    nobody = (Entry(text=catalogue().say("views.workload.nobody")),)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for task in tasks:
        if task.state is State.DROPPED:
            continue
        is_done = task.state is State.DONE
        kind = "measures" if task.step is task.measure else "activities"
        for entry in task.owner or nobody:
            counts[entry.text]["done" if is_done else kind] += 1
            counts[entry.text]["overdue"] += task.is_overdue
        for entry in task.helped_by:
            counts[entry.text]["supports"] += not is_done
    shown = columns("workload", WORKLOAD_COLUMNS)
    ordered = sorted(counts.items(), key=lambda each: -each[1]["measures"] - each[1]["activities"])
    rows = (
        ((Entry(text=party),), *((Entry(text=str(count[name] or "")),) for name in WORKLOAD_COLUMNS[1:]))
        for party, count in ordered
    )
    return make_table("workload", shown, rows, role=TableRole.COUNTS)


def _about(plan: Plan | None, attributes: Attributes) -> Iterator[tuple[Path, str, Cell]]:
    """Describe the plan: who coordinates it, who agreed to it, and how it will be evaluated."""
    say = catalogue().say
    for key in ("coordinator", "agreed_with") if plan else ():
        yield ("plan", key), say(f"views.planned.{key}"), attributes.names(key, getattr(plan, key))
    for part in ("process", "outcome"):
        evaluation = getattr(plan, part, None)
        for key in ("method", "owner", "due", "budget") if evaluation else ():
            label = say(f"views.planned.{part}", what=say(f"views.planned.{key}"))
            value, path = getattr(evaluation, key), ("plan", "evaluation", part, key)
            if key == "owner":
                yield path, label, attributes.names(key, value)
            elif value:
                yield path, label, (Entry(text=str(value)),)
