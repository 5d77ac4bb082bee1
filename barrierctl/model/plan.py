"""The plan of action that follows from a model.

Source: EUCPN 2021, section 2.2.
"""

from datetime import date

from barrierctl import vocabulary as voc
from barrierctl.findings import Span
from barrierctl.frozen import frozen
from barrierctl.model.facts import Reference
from barrierctl.model.parts import Element


@frozen
class Activity:
    """A step of a measure."""

    name: str
    span: Span
    owner: tuple[Reference, ...] = ()
    due: date | None = None
    status: voc.MeasureStatus | None = None


@frozen
class Measure(Element):
    """What will be done to reach an objective."""

    name: str
    id: str | None = None
    barriers: tuple[Reference, ...] = ()
    owner: tuple[Reference, ...] = ()
    helped_by: tuple[Reference, ...] = ()
    start: date | None = None
    due: date | None = None
    status: voc.MeasureStatus | None = None
    budget: str | None = None
    activities: tuple[Activity, ...] = ()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was given up; such a measure counts for no rule."""
        return self.status is voc.MeasureStatus.CANCELLED


@frozen
class Objective(Element):
    """What the plan wants to reach."""

    statement: str
    id: str | None = None
    indicator: str | None = None
    baseline: str | None = None
    target: str | None = None
    due: date | None = None
    measures: tuple[Measure, ...] = ()


@frozen
class Evaluation:
    """How the plan, or its effect, will be looked back on."""

    span: Span
    method: str | None = None
    owner: tuple[Reference, ...] = ()
    due: date | None = None
    budget: str | None = None


@frozen
class Plan:
    """The plan of action."""

    span: Span
    coordinator: tuple[Reference, ...] = ()
    agreed_with: tuple[Reference, ...] = ()
    objectives: tuple[Objective, ...] = ()
    process: Evaluation | None = None
    outcome: Evaluation | None = None
