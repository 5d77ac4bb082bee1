"""Opening a model: bytes in, a checked model out, with all that is wrong with it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, cast

from barrierctl.excess import first_of_each
from barrierctl.findings import NOWHERE, Fault, Severity, Span
from barrierctl.frozen import frozen, replace
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.parts import Party
from barrierctl.names import Guesses, fold
from barrierctl.records import record, rule_ids
from barrierctl.source import Reading, read
from barrierctl.source.tree import Paths

# Whatever is not plainly public; a word that is misspelt is taken for the graver one.
_CLASSIFIED = r"""classification["']?\s*:(?!\s*["']?public\b)"""

_NO_YAML = ("yaml-syntax", "yaml-unsupported")


@frozen
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

    @property
    def may_be_restricted(self) -> bool:
        """Whether it holds what only some may see; of a file with errors, whether it might."""
        if self.model and self.valid:
            return self.model.has_restricted
        return any(re.search(_CLASSIFIED, line) for line in self.lines)


def is_error(fault: Fault) -> bool:
    """Whether a fault keeps the model from being used."""
    return (fault.severity or record(fault.rule).severity) is Severity.ERROR


@frozen
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


def unreadable(error: OSError, *, folder: bool = False) -> Fault:
    """The fault of a file, or of a folder, that cannot be read."""
    variant, reason = "folder" if folder else "", error.strerror or "unknown"
    return Fault(rule="unreadable-file", span=Span(), variant=variant, parameters={"reason": reason})


def open_bytes(data: bytes, *, pure: bool = False, beside: Surroundings = ALONE) -> Opened:
    """Read and check a file's bytes; tells all faults at once, and never fails.

    Args:
        data: of the file.
        pure: use the parser that is written in Python even where the C parser is installed.
        beside: what a configuration adds to it.
    """
    reading = read(data, pure=pure)
    if not reading.complete:
        return Opened(model=None, faults=_unread(reading), lines=reading.lines)
    stop = _no_model(reading)
    if stop:
        return Opened(model=None, faults=(stop,), lines=reading.lines)
    return _check(reading, beside)


def _unread(reading: Reading) -> tuple[Fault, ...]:
    """What is said of a file that cannot be read to its end; of a letter or a report, that it is no model."""
    from barrierctl.schema import mentions_no_key

    is_no_yaml = any(fault.rule in _NO_YAML for fault in reading.faults)
    if is_no_yaml and mentions_no_key(reading.lines):
        return (Fault(rule="not-a-barrier-model", span=Span()),)
    return reading.faults


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
    from barrierctl.schema import check_tree, misread

    result = check_tree(reading.tree, reading.lines)
    unmeant = tuple(misread(reading.tree, reading.lines))
    refused = result.refused | _meant(unmeant)
    built = build(reading.tree, refused, reading.comments, beside.parties)
    others = (*reading.faults, *result.faults, *built.faults, *_unknown_rules(built.model, beside.rules))
    faults = (*unmeant, *_not_following(others, unmeant))
    if not faults:
        return Opened(model=built.model, faults=(), lines=reading.lines)
    paths = Paths(reading.tree)
    told = first_of_each(sorted(faults, key=_order))
    placed = tuple(_placed(fault, built.model, paths) for fault in told)
    return Opened(model=built.model, faults=placed, lines=reading.lines)


def _meant(unmeant: Iterable[Fault]) -> set[str]:
    """The folded texts that were meant where another was read."""
    return {fold(text) for fault in unmeant for text in cast("list[str]", fault.parameters["meant"])}


def _not_following(faults: Iterable[Fault], unmeant: Iterable[Fault]) -> Iterator[Fault]:
    """The faults that do not follow from a text that is not read as it was meant."""
    spans = sorted(fault.span for fault in unmeant)
    for fault in faults:
        begun = bisect_right(spans, fault.span[:2], key=lambda span: span[:2])
        if not (begun and fault.span[:2] < spans[begun - 1][2:]):
            yield fault


def _order(fault: Fault) -> tuple[Span, str, str]:
    return fault.span, fault.rule, fault.subject or ""


def _placed(fault: Fault, model: BarrierModel, paths: Paths) -> Fault:
    if fault.place is not NOWHERE:
        return fault
    place = model.place_at(fault.path or paths.at(fault.span))
    if place.block and fault.rule in _NO_YAML:
        place = replace(place, name=None)  # what is no text is no name of an item either
    return replace(fault, place=place)


def _unknown_rules(model: BarrierModel, house: frozenset[str]) -> Iterator[Fault]:
    if not (model.accepted_gaps or model.comments):
        return
    from barrierctl.gaps.accepted import grants

    known = dict.fromkeys((*acceptable_rules(), *sorted(house)))
    guesses = Guesses(known)
    for grant in grants(model):
        if grant.rule and grant.rule not in known:
            near = guesses.nearest(grant.rule)
            is_other = grant.rule in rule_ids() and record(grant.rule).severity is Severity.ERROR
            yield Fault(
                rule="unknown-rule",
                span=grant.span,
                subject=grant.rule,
                variant="error" if is_other else "near" if near else "",
                parameters={"text": grant.rule, "near": near or ""},
            )


def acceptable_rules() -> Iterable[str]:
    """The rules whose findings may be accepted: no errors, and nothing that is about acceptances."""
    return (rule for rule in rule_ids() if record(rule).accept_when)
