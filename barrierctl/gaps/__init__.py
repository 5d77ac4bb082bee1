"""What is missing or weak in a well-formed model. Source: Borrion 2013, quality of crime scripts."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeAlias

from barrierctl.findings import Violation
from barrierctl.frozen import frozen
from barrierctl.model.model import BarrierModel


@frozen
class Context:
    """What a rule may know beside the model.

    Attributes:
        today: the day on which dates are looked at.
        review_months: how often a model is to be reviewed, unless it says so itself.
    """

    today: date
    review_months: int = 12


RuleFunction: TypeAlias = Callable[[BarrierModel], Iterator[Violation]]
"""A rule is pure: it takes a model and yields what it sees, each violation without the rule's id."""

DatedRuleFunction: TypeAlias = Callable[[BarrierModel, Context], Iterator[Violation]]
"""A rule that looks at dates takes the day from its context, never from a clock."""
