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
"""A pure function that takes a model and yields violations, each without the rule's id."""

DatedRuleFunction: TypeAlias = Callable[[BarrierModel, RuleContext], Iterator[Violation]]
"""A rule that looks at dates: it takes the day from the context, never from a clock."""
