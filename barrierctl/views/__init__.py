"""What can be shown of a model: each view is a function of a valid model that gives a table."""

from collections.abc import Callable
from typing import Final

from barrierctl.document import Table
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.views.items import items
from barrierctl.views.matrix import matrix

VIEWS: Final[dict[str, Callable[[BarrierModel], Table]]] = {
    "matrix": matrix,
    "items": items,
}
"""Every view by its name."""
