"""The use case of `show` and `export`: a model and the names of views in, a document out."""

from collections.abc import Iterable
from shlex import quote

from barrierctl.document import Document, Table, only_stages, transposed
from barrierctl.errors import UsageError
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.names import fold, nearest
from barrierctl.views import VIEWS
from barrierctl.vocabulary import RESERVED_ID, Classification


def make_document(
    model: BarrierModel, views: Iterable[str], *, stages: Iterable[str] = (), transpose: bool = False
) -> Document:
    """Show a model.

    Args:
        model: without errors.
        views: names out of `VIEWS`.
        stages: ids or names of the stages to show; none for all.
        transpose: change rows and columns of a grid.

    Raises:
        UsageError: a stage is not in the model.
    """
    wanted = tuple(_stage_id(model, name) for name in stages)
    tables = (_table(model, view, wanted, transpose=transpose) for view in dict.fromkeys(views))
    return Document(
        title=model.title,
        language=model.header.language,
        classification=model.header.classification or Classification.PUBLIC,
        tables=tuple(tables),
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


def _table(model: BarrierModel, view: str, stages: tuple[str, ...], *, transpose: bool) -> Table:
    table = VIEWS[view](model)
    if stages:
        table = only_stages(table, stages)
    return transposed(table) if transpose and table.kind == "grid" else table


def _stage_id(model: BarrierModel, name: str) -> str:
    known = {stage.id: stage.id for stage in model.stages}
    known |= {fold(stage.name): stage.id for stage in model.stages}
    if model.general_items:
        known[RESERVED_ID] = RESERVED_ID
    found = known.get(name) or known.get(fold(name))
    if found:
        return found
    near = nearest(name, [stage.name for stage in model.stages], most=1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    raise UsageError(f'"{name}" is not a stage of this model.{meant}')
