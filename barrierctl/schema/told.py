"""One fault gives one finding: what follows from another is left out."""

from collections.abc import Iterable, Iterator

from barrierctl.findings import Fault


def told_once(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Leave out what follows from another fault: from a misspelt key, or a value of the wrong kind."""
    every = list(faults)
    mistyped = {fault.path for fault in every if fault.rule == "wrong-type"}
    strays = [fault for fault in every if fault.rule == "unknown-key"]
    named = {fault.path[:-1] for fault in strays if fault.variant in ("name", "names")}
    misspelt = {
        (fault.path[:-1], fault.parameters.get("near") or "name")
        for fault in strays
        if fault.variant in ("near", "colon", "braces", "question-mark")
    }
    for fault in every:
        missing = fault.rule == "missing-key" and (
            fault.path in named or (fault.path, fault.subject) in misspelt
        )
        unwritten = fault.rule in ("value-not-allowed", "bad-format") and fault.path in mistyped
        if not missing and not unwritten:
            yield fault
