"""What can be shown of a model: a view is a function of a valid model and its gaps that gives a table."""

from collections.abc import Callable
from typing import Final

from barrierctl.document import Table
from barrierctl.findings import Finding
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.views.annexes import annexes
from barrierctl.views.gaps import gaps
from barrierctl.views.items import items
from barrierctl.views.matrix import matrix
from barrierctl.views.parties import parties
from barrierctl.views.recommendations import recommendations
from barrierctl.views.types import types

__all__ = ["VIEWS", "View", "annexes"]

View = Callable[[BarrierModel, tuple[Finding, ...]], Table]

VIEWS: Final[dict[str, View]] = {
    "matrix": lambda model, _: matrix(model),
    "items": lambda model, _: items(model),
    "gaps": gaps,
    "parties": lambda model, _: parties(model),
    "types": lambda model, _: types(model),
    "recommendations": lambda model, _: recommendations(model),
}
"""Every view by its name."""
