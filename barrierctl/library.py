"""The public library: a model from a file, its gaps as findings. It reads no configuration."""

import os
from datetime import date
from pathlib import Path

from barrierctl.errors import ModelError
from barrierctl.findings import Finding, sort_key, with_occurrence_index
from barrierctl.gaps import RuleContext
from barrierctl.gaps.engine import run
from barrierctl.limits import MAX_BYTES
from barrierctl.messages import is_error, render
from barrierctl.model.model import BarrierModel
from barrierctl.pipeline import load_bytes


def load(path: str | os.PathLike[str]) -> BarrierModel:
    """Load a barrier model.

    Args:
        path: of the file.

    Returns:
        The model, resolved: iterate over its stages, items, entities, parties and links.

    Raises:
        ModelError: the file has errors; `problems` has them all, with line and column.
        OSError: the file cannot be read.
    """
    with Path(path).open("rb") as stream:
        loaded = load_bytes(stream.read(MAX_BYTES + 1))
    if loaded.model is None or not loaded.valid:
        findings = [render(each, Path(path).as_posix()) for each in loaded.violations if is_error(each)]
        raise ModelError(
            [f"{f.path}:{f.span.line}:{f.span.column}: {f.severity} {f.rule} {f.sentence}" for f in findings]
        )
    return loaded.model


def find_gaps(model: BarrierModel, path: str = "", *, today: date | None = None) -> list[Finding]:
    """Find what is missing or weak in a model.

    Args:
        model: as loaded.
        path: the name of its file in the findings.
        today: the day for dates; today's date by default.

    Returns:
        The findings in the order of the file; those that the model accepts have `accepted` set.
    """
    context = RuleContext(today=today or date.today())  # noqa: DTZ011 (the day where the user is)
    found = (render(violation, path, path) for violation in run(model, context))
    return with_occurrence_index(sorted(found, key=sort_key))
