"""View `recommendations`: what is recommended, by domain of action and target group."""

from typing import Final

from barrierctl.model.model import BarrierModel
from barrierctl.views.columns import EVERY, Attributes, columns, make_table
from barrierctl.views.document import Table, TableRole

_GROUP: Final = ("domain", "target_group")
COLUMNS: Final = (*_GROUP, "text", "barriers", "addresses", *EVERY)
"""The ids of the columns."""


def recommendations(model: BarrierModel) -> Table:
    """Show one row per recommendation; a group without any has a row too.

    Source: the conclusions of EUCPN 2021, 3.4, with their two domains and two target groups.
    """
    attributes, at = Attributes(model), len(_GROUP)
    shown = columns("recommendations", COLUMNS, many=("barriers", "addresses", "sources", "tags"))
    rows = (
        (
            *attributes.row(shown[:at], group, element=group.element),
            *attributes.row(shown[at:], advice, element=(advice or group).element),
        )
        for group in model.recommendations
        for advice in group.items or (None,)
    )
    return make_table(
        "recommendations",
        shown,
        rows,
        role=TableRole.RECOMMENDATIONS,
        paths=tuple(
            (advice or group).path for group in model.recommendations for advice in group.items or (None,)
        ),
        lead="text",
        group_by=_GROUP,
    )
