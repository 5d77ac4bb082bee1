"""The views: functions that show a valid model and its gaps as a table.

To add a view, write its module with a function of the same name, and add a line to `VIEWS`. A module is
loaded only when its view is requested.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

from barrierctl.limits import MAX_WORKSHOP_ENTRIES

if TYPE_CHECKING:
    from barrierctl.findings import Finding
    from barrierctl.model.model import BarrierModel
    from barrierctl.views.document import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is known of a view before it is loaded."""

    name: str  # of its module, and of the function in it
    of_findings: bool = False  # whether it shows the gaps of a model
    of_tasks: bool = False  # whether it shows tasks, of all parties or one, compared with a day
    handout: bool = False  # whether it is sheets of paper, which are made only if they are requested
    options: frozenset[str] = frozenset()  # the names of the `ViewOptions` that it takes
    most_entries: int | None = None  # of a model that is shown
    translated: bool = False  # whether it can have columns for texts in other languages

    def __call__(
        self,
        model: "BarrierModel",
        findings: "tuple[Finding, ...]",
        *,
        whole: bool = True,
        **options: object,
    ) -> "tuple[Table, ...]":
        """Load the view and show a model in it; a view may be a table for people and one for programs.

        `whole` says whether the findings are of the whole model, as against some of its stages. `options` are
        those of the view, by name; views of tasks take the day and the party.
        """
        function = getattr(import_module(f"barrierctl.views.{self.name}"), self.name)
        shown: Table | tuple[Table, ...] = (
            function(model, findings, whole=whole, **options)
            if self.of_findings
            else function(model, **options)
        )
        return shown if isinstance(shown, tuple) else (shown,)


VIEWS: Final[Mapping[str, View]] = {
    view.name: view
    for view in (
        View(name="matrix"),
        View(name="items", translated=True),
        View(name="gaps", of_findings=True),
        View(name="parties"),
        View(name="types"),
        View(name="recommendations"),
        View(name="plan", of_tasks=True),
        View(name="barriers"),
        View(
            name="workshop",
            of_findings=True,
            handout=True,
            options=frozenset({"duration"}),
            most_entries=MAX_WORKSHOP_ENTRIES,
        ),
    )
}
"""Every view by its name."""

STANDARD_VIEWS: Final = tuple(view.name for view in VIEWS.values() if not view.handout)
"""The views of a document for which none is requested."""

TASK_VIEWS: Final = tuple(view.name for view in VIEWS.values() if view.of_tasks)
"""The views of tasks."""

HANDOUTS: Final = tuple(view.name for view in VIEWS.values() if view.handout)
"""The views that are sheets of paper."""
