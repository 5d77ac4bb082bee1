"""What can be shown of a model: a view is a function of a valid model and its gaps that gives a table.

A view's module is loaded only when that view is shown: most runs show none.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Final

from barrierctl.findings import Finding
from barrierctl.model.model import BarrierModel
from barrierctl.views.document import Table

View = Callable[[BarrierModel, tuple[Finding, ...]], Table]


def _view(name: str, *, of_gaps: bool = False) -> View:
    """The function that a view's module has under its own name."""

    def shown(model: BarrierModel, findings: tuple[Finding, ...]) -> Table:
        view = getattr(import_module(f"barrierctl.views.{name}"), name)
        table: Table = view(model, findings) if of_gaps else view(model)
        return table

    return shown


VIEWS: Final[dict[str, View]] = {
    "matrix": _view("matrix"),
    "items": _view("items"),
    "gaps": _view("gaps", of_gaps=True),
    "parties": _view("parties"),
    "types": _view("types"),
    "recommendations": _view("recommendations"),
}
"""Every view by its name."""


def annexes(model: BarrierModel) -> tuple[Table, ...]:
    """What a model holds beside its views, each as a table; empty ones are left out."""
    from barrierctl.views import appendix

    return appendix.annexes(model)
