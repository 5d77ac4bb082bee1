"""The gaps of a valid model: what is missing or weak. Source: Borrion 2013, quality of crime scripts."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeAlias

from barrierctl.dataclass import frozen
from barrierctl.findings import Violation
from barrierctl.model.model import BarrierModel


@frozen
class RuleContext:
    """What a rule may know besides the model.

    Attributes:
        today: the day to compare dates with.
        review_months: the months between two reviews, unless the model says so itself.
    """

    today: date
    review_months: int = 12


RuleFunction: TypeAlias = Callable[[BarrierModel], Iterator[Violation]]
"""A pure function that takes a model; one that looks at dates takes the context too, never a clock."""
