"""The library's door: a model from a file, its gaps as findings. It reads no configuration."""

import os
from datetime import date
from pathlib import Path

from barrierctl.errors import ModelError
from barrierctl.findings import Finding, numbered, order
from barrierctl.gaps import Context
from barrierctl.gaps.engine import run
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.opening import is_error, open_bytes
from barrierctl.records import put_into_words
from barrierctl.source import MAX_BYTES


def load(path: str | os.PathLike[str]) -> BarrierModel:
    """Load a barrier model.

    Args:
        path: of the file.

    Returns:
        The model, resolved: iterate over its stages, items, things, parties and links.

    Raises:
        ModelError: the file has errors; `problems` has them all, with line and column.
        OSError: the file cannot be read.
    """
    with Path(path).open("rb") as stream:
        opened = open_bytes(stream.read(MAX_BYTES + 1))
    if opened.model is None or not opened.valid:
        findings = [
            put_into_words(fault, Path(path).as_posix()) for fault in opened.faults if is_error(fault)
        ]
        raise ModelError(
            [f"{f.path}:{f.span.line}:{f.span.column}: {f.severity} {f.rule} {f.sentence}" for f in findings]
        )
    return opened.model


def find_gaps(model: BarrierModel, path: str = "", *, today: date | None = None) -> list[Finding]:
    """What is missing or weak in a model, in the order of its file.

    Args:
        model: as loaded.
        path: what the findings call its file.
        today: the day on which dates are looked at; the clock's unless told.

    Returns:
        The findings; those that the model accepts have `accepted` set.
    """
    context = Context(today=today or date.today())  # noqa: DTZ011 (the day where the user is)
    return numbered(sorted((put_into_words(fault, path, path) for fault in run(model, context)), key=order))
