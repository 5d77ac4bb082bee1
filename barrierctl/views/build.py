"""A document: the views of a model that were asked for, limited to stages, transposed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from shlex import quote

from barrierctl.errors import UsageError
from barrierctl.findings import Finding
from barrierctl.frozen import frozen
from barrierctl.messages import Record
from barrierctl.model.model import BarrierModel
from barrierctl.names import did_you_mean, fold
from barrierctl.views import VIEWS
from barrierctl.views.appendix import annexes
from barrierctl.views.document import Document, Table, only_stages, transposed
from barrierctl.views.matrix import overview
from barrierctl.vocabulary import RESERVED_ID, Classification


@frozen
class Looks:
    """How a model is shown.

    Attributes:
        stages: ids or names of the stages to show; none for all.
        transpose: change rows and columns of a grid.
        whole: add what stands beside the views.
    """

    stages: tuple[str, ...] = ()
    transpose: bool = False
    whole: bool = False


@frozen
class Gaps:
    """What was found in a model, and the records of the rules that found it, by id."""

    findings: Sequence[Finding] = ()
    records: Mapping[str, Record] = field(default_factory=dict)


def build_document(
    model: BarrierModel, views: Iterable[str], looks: Looks = Looks(), gaps: Gaps = Gaps()
) -> Document:
    """Show a model.

    Args:
        model: without errors.
        views: names out of `VIEWS`.
        looks: how.
        gaps: those of the model, where they are shown.

    Raises:
        UsageError: a stage is not in the model, or stages are asked for of a view that tells none.
    """
    found = tuple(finding for finding in gaps.findings if not finding.accepted)
    wanted = tuple(_stage_id(model, name) for name in looks.stages)
    tables = (VIEWS[view](model, found) for view in dict.fromkeys(views))
    return Document(
        title=model.title,
        language=model.header.language,
        classification=model.header.classification or Classification.PUBLIC,
        tables=tuple(_fitted(table, wanted, transpose=looks.transpose) for table in tables),
        annexes=annexes(model) if looks.whole else (),
        overview=overview(model) if looks.whole else None,
        findings=found,
        records=gaps.records,
        date=model.header.date,
    )


def refuse_restricted(model: BarrierModel, doing: str, file: str) -> None:
    """Stop before anything restricted leaves the file.

    Args:
        model: what it holds.
        doing: what was to be done with it.
        file: its name, as the user gave it.

    Raises:
        UsageError: the model, or something in it, is restricted.
    """
    if model.has_restricted:
        raise UsageError(
            f'"{model.title}" holds what is restricted, and {doing} cannot leave that out yet. '
            f"Nothing was written. To look at it here: barrierctl show {quote(file)}"
        )


def _fitted(table: Table, stages: tuple[str, ...], *, transpose: bool) -> Table:
    if stages and not table.by_stage:
        raise UsageError(
            f"{table.title} are not shown by stage. --stage goes with --view matrix, items or gaps."
        )
    if stages:
        table = only_stages(table, stages)
    return transposed(table) if transpose and table.kind == "grid" and table.rows else table


def _stage_id(model: BarrierModel, name: str) -> str:
    known = {stage.id: stage.id for stage in model.stages}
    known |= {fold(stage.name): stage.id for stage in model.stages}
    if model.general_items:
        known[RESERVED_ID] = RESERVED_ID
    found = known.get(name) or known.get(fold(name))
    if found:
        return found
    meant = did_you_mean(name, [stage.name for stage in model.stages])
    raise UsageError(f'"{name}" is not a stage of this model.{meant}')
