"""View `recommendations`: what is recommended, by domain of action and target group."""

from typing import Final

from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Advice, Recommendation
from barrierctl.views.columns import Attributes, columns
from barrierctl.views.document import Cell, Table

COLUMNS: Final = (
    "domain",
    "target_group",
    "text",
    "barriers",
    "addresses",
    "note",
    "sources",
    "tags",
    "classification",
    "certainty",
)
"""The columns by id."""


def recommendations(model: BarrierModel) -> Table:
    """A row a recommendation; a group that holds none yet has a row too.

    Source: the conclusions of EUCPN 2021, 3.4, with their two domains and two target groups.
    """
    told = Attributes(model)
    shown = columns("recommendations", COLUMNS, many=("barriers", "addresses", "sources", "tags"))

    def row(group: Recommendation, advice: Advice | None) -> tuple[Cell, ...]:
        cells = told.row(shown[2:], advice, element=(advice or group).element)
        return (*told.row(shown[:2], group, element=group.element), *cells)

    return Table(
        id="recommendations",
        title=catalogue().say("views.recommendations.title"),
        columns=shown,
        rows=tuple(
            row(group, advice) for group in model.recommendations for advice in group.items or (None,)
        ),
        lead="text",
        group_by=("domain", "target_group"),
        empty=catalogue().say("views.recommendations.empty"),
    )
