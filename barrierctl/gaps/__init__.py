"""What is missing or weak in a well-formed model. Source: Borrion 2013, quality of crime scripts."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from barrierctl.findings import Fault
from barrierctl.model.barrier_model import BarrierModel

RuleFunction: TypeAlias = Callable[[BarrierModel], Iterator[Fault]]
"""A rule is pure: it takes a model and yields what it sees, each fault without the rule's id."""
