"""Opening a model: bytes in, a checked model out, with all that is wrong with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from barrierctl.findings import NOWHERE, Fault, Severity, Span
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.parts import Party
from barrierctl.names import nearest
from barrierctl.records import record, rule_ids
from barrierctl.source import Reading, read
from barrierctl.source.tree import Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A model file, read and checked.

    Attributes:
        model: as far as it could be built; None where the file is none.
        faults: everything that `validate` tells, in order, with their places named.
        lines: the file's text.
    """

    model: BarrierModel | None
    faults: tuple[Fault, ...]
    lines: tuple[str, ...]

    @property
    def valid(self) -> bool:
        """Whether rules may run on the model, and views show it."""
        return self.model is not None and not any(is_error(fault) for fault in self.faults)


def is_error(fault: Fault) -> bool:
    """Whether a fault keeps the model from being used."""
    return (fault.severity or record(fault.rule).severity) is Severity.ERROR


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """What a configuration adds to every model.

    Attributes:
        rules: the ids of house rules, whose findings can be accepted.
        parties: of the shared list.
    """

    rules: frozenset[str] = frozenset()
    parties: tuple[Party, ...] = ()


ALONE: Final = Surroundings()
"""A model without a configuration."""


def unreadable(error: OSError) -> Fault:
    """The fault of a file that cannot be read."""
    return Fault(rule="unreadable-file", span=Span(), parameters={"reason": error.strerror or "unknown"})


def open_bytes(data: bytes, *, pure: bool = False, beside: Surroundings = ALONE) -> Opened:
    """Read and check a file's bytes; tells all faults at once, and never fails.

    Args:
        data: of the file.
        pure: use the parser that is written in Python even where the C parser is installed.
        beside: what a configuration adds to it.
    """
    reading = read(data, pure=pure)
    if not reading.complete:
        return Opened(model=None, faults=reading.faults, lines=reading.lines)
    stop = _no_model(reading)
    if stop:
        return Opened(model=None, faults=(stop,), lines=reading.lines)
    return _check(reading, beside)


def _no_model(reading: Reading) -> Fault | None:
    """The one fault of a file that is no model of this format."""
    from barrierctl.schema import is_foreign, newer_format

    tree = reading.tree
    if is_foreign(tree):
        variant = "empty" if tree is None else "list" if isinstance(tree, list) else ""
        return Fault(rule="not-a-barrier-model", span=getattr(tree, "span", Span()), variant=variant)
    return newer_format(tree)


def _check(reading: Reading, beside: Surroundings) -> Opened:
    from barrierctl.model.build import build
    from barrierctl.schema import check_tree

    result = check_tree(reading.tree, reading.lines)
    built = build(reading.tree, result.refused, reading.comments, beside.parties)
    faults = (*reading.faults, *result.faults, *built.faults, *_unknown_rules(built.model, beside.rules))
    placed = (_placed(fault, built.model, reading.tree) for fault in faults)
    return Opened(model=built.model, faults=tuple(sorted(placed, key=_order)), lines=reading.lines)


def _order(fault: Fault) -> tuple[Span, str, str]:
    return fault.span, fault.rule, fault.subject or ""


def _placed(fault: Fault, model: BarrierModel, tree: Value) -> Fault:
    if fault.place is not NOWHERE:
        return fault
    from barrierctl.source.tree import path_at

    path = fault.path or path_at(tree, fault.span)
    return replace(fault, place=model.place_at(path))


def _unknown_rules(model: BarrierModel, house: frozenset[str]) -> Iterator[Fault]:
    if not (model.accepted_gaps or model.comments):
        return
    from barrierctl.gaps.accepted import grants

    known = {*acceptable_rules(), *house}
    for grant in grants(model):
        if grant.rule and grant.rule not in known:
            near = nearest(grant.rule, known, most=1)
            yield Fault(
                rule="unknown-rule",
                span=grant.span,
                subject=grant.rule,
                variant="near" if near else "",
                parameters={"text": grant.rule, "near": near[0] if near else ""},
            )


def acceptable_rules() -> Iterable[str]:
    """The rules whose findings may be accepted or left out: all but the errors of `validate`."""
    return (rule for rule in rule_ids() if record(rule).severity is not Severity.ERROR)
