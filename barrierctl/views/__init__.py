"""What can be shown of a model: a view is a function of a valid model and its gaps that gives a table."""

from collections.abc import Callable
from typing import Final

from barrierctl.document import Table
from barrierctl.findings import Finding
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.views.items import items
from barrierctl.views.matrix import matrix

View = Callable[[BarrierModel, tuple[Finding, ...]], Table]

VIEWS: Final[dict[str, View]] = {
    "matrix": lambda model, _: matrix(model),
    "items": lambda model, _: items(model),
}
"""Every view by its name."""


def annexes(_model: BarrierModel) -> tuple[Table, ...]:
    """What a model holds beside its views, each as a table; empty ones are left out."""
    return ()
