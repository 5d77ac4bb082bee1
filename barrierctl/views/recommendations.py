"""View `recommendations`: what is recommended, by domain of action and target group."""

from typing import Final

from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.views.columns import Attributes, columns
from barrierctl.views.document import Table

_GROUP: Final = ("domain", "target_group")
COLUMNS: Final = (
    *_GROUP,
    *("text", "barriers", "addresses", "note", "sources", "tags", "classification", "certainty"),
)
"""The ids of the columns."""


def recommendations(model: BarrierModel) -> Table:
    """Show one row per recommendation; a group without any has a row too.

    Source: the conclusions of EUCPN 2021, 3.4, with their two domains and two target groups.
    """
    attributes, at = Attributes(model), len(_GROUP)
    shown = columns("recommendations", COLUMNS, many=("barriers", "addresses", "sources", "tags"))
    rows = [
        (
            *attributes.row(shown[:at], group, element=group.element),
            *attributes.row(shown[at:], advice, element=(advice or group).element),
        )
        for group in model.recommendations
        for advice in group.items or (None,)
    ]
    return Table(
        id="recommendations",
        title=catalogue().say("views.recommendations.title"),
        columns=shown,
        rows=tuple(rows),
        lead="text",
        group_by=_GROUP,
        empty=catalogue().say("views.recommendations.empty"),
    )
