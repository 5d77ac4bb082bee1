"""The shared list of parties that a configuration names."""

from collections.abc import Iterator
from pathlib import Path

from barrierctl.findings import Fault, Place
from barrierctl.frozen import frozen, replace
from barrierctl.model.checks import duplicate_ids, duplicate_names
from barrierctl.model.parties import build_shared, entries, party_names
from barrierctl.model.parts import Party
from barrierctl.schema import Grammar, check_tree
from barrierctl.source import MAX_BYTES, Reading, read


@frozen
class Listed:
    """What a shared list holds, where it is, and what is wrong with it."""

    file: Path | None = None
    parties: tuple[Party, ...] = ()
    faults: tuple[Fault, ...] = ()
    lines: tuple[str, ...] = ()


def read_parties(file: Path) -> Listed:
    """Read a shared list.

    Raises:
        OSError: it cannot be read.
    """
    with file.open("rb") as stream:
        reading = read(stream.read(MAX_BYTES + 1))
    if not reading.complete or reading.tree is None:
        return Listed(file=file, faults=reading.faults, lines=reading.lines)
    parties = build_shared(reading.tree)
    faults = (_placed(fault, parties) for fault in _faults(reading, parties))
    return Listed(file=file, parties=parties, faults=tuple(faults), lines=reading.lines)


def _faults(reading: Reading, parties: tuple[Party, ...]) -> Iterator[Fault]:
    yield from reading.faults
    yield from check_tree(reading.tree, reading.lines, Grammar.PARTIES).faults
    yield from duplicate_ids(given for entry in entries(reading.tree) for given in entry.references("id"))
    yield from duplicate_names(zip(parties, map(party_names, entries(reading.tree)), strict=True))


def _placed(fault: Fault, parties: tuple[Party, ...]) -> Fault:
    """The fault, with the name of the party that it is about."""
    index = fault.path[0] if fault.path else None
    party = parties[index] if isinstance(index, int) else None
    return (
        replace(fault, place=Place(element=party.element, kind="party", name=party.name))
        if party and party.name
        else fault
    )
