"""A document of the requested views of a model, limited to stages or transposed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from barrierctl.errors import UsageError
from barrierctl.findings import Finding
from barrierctl.limits import MAX_WORKSHOP, MIN_WORKSHOP
from barrierctl.messages import Record, catalogue, unknown
from barrierctl.model.entities import party_index
from barrierctl.model.model import BarrierModel
from barrierctl.model.translation import is_same_language, missing_texts
from barrierctl.model.types import Party
from barrierctl.names import find_stage, fold, nearest
from barrierctl.resources.vocabulary import Block
from barrierctl.views import TASK_VIEWS, VIEWS
from barrierctl.views.appendix import annexes
from barrierctl.views.columns import FILL_IN, stage_columns
from barrierctl.views.document import Document, Reader, Roster, Table, only_stages, transposed
from barrierctl.views.gaps import discussion
from barrierctl.views.matrix import overview
from barrierctl.views.origins import with_origins


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewOptions:
    """How a model is shown."""

    stages: tuple[str, ...] = ()  # ids or names of the stages to show; none for all
    party: str | None = None  # id or name of the only party whose tasks are shown; None for all
    today: date | None = None  # to compare days with; without it, nothing is overdue
    transpose: bool = False  # change rows and columns of a grid
    whole: bool = False  # add the overview and the annexes
    readers: tuple[Reader, ...] = tuple(Reader)  # whom the tables are for
    read_back: bool = False  # whether a program may read the document back: it has the origins of its rows
    duration: int | None = None  # of a workshop, in minutes; for the views that take it
    language: str = ""  # in which people are addressed, if not in that of the model

    def __post_init__(self) -> None:
        """Refuse a workshop that is too short or too long."""
        if self.duration is not None and not MIN_WORKSHOP <= self.duration <= MAX_WORKSHOP:
            raise UsageError(f"A workshop takes from {MIN_WORKSHOP} to {MAX_WORKSHOP} minutes.")


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReport:
    """The findings of a model, and the records of their rules by id."""

    findings: Sequence[Finding] = ()
    records: Mapping[str, Record] = field(default_factory=dict)


def build_document(
    model: BarrierModel,
    views: Iterable[str],
    options: ViewOptions = ViewOptions(),
    gaps: GapReport = GapReport(),
) -> Document:
    """Show a model.

    Args:
        model: without errors.
        views: keys of `VIEWS`.
        options: how the views are shown.
        gaps: those of the model, for the views and formats that show them.

    Raises:
        UsageError: no view takes an option, or one has no such stage or party, or cannot show so much.
    """
    given = _options_of_views(model, tuple(dict.fromkeys(views)), options)
    stages = tuple(_stage_id(model, name) for name in options.stages)
    open_gaps = tuple(
        finding
        for finding in gaps.findings
        if not finding.accepted and (not stages or finding.is_about_stage(*stages))
    )
    own = model.original or model if options.read_back else model
    tables = tuple(_tables(model, given, options, stages, open_gaps))
    every_annex, rest = annexes(own) if options.whole else (), ""
    if options.read_back:
        every, rest = with_origins((*tables, *every_annex), model.tree)
        tables, every_annex = every[: len(tables)], every[len(tables) :]
    return Document(
        title=model.title,
        id=model.id or "",
        language=model.header.language,
        classification=model.header.classification,
        tables=tables,
        annexes=tuple(table for table in every_annex if table.rows),
        forms=tuple(table for table in every_annex if table.fill_in and not table.rows),
        rosters=_rosters(own) if options.whole else {},
        overview=overview(model) if options.whole else None,
        discussion=discussion(model, open_gaps) if options.whole else None,
        findings=open_gaps,
        records=gaps.records,
        date=model.header.date,
        untranslated=_untranslated(model),
        rest=rest if options.whole else "",
    )


def _tables(
    model: BarrierModel,
    views: Mapping[str, Mapping[str, Any]],
    options: ViewOptions,
    stages: tuple[str, ...],
    findings: tuple[Finding, ...],
) -> Iterator[Table]:
    """Show the views, each with its own options, to those readers and limited to those stages."""
    original, count = model.original or model, model.entry_count
    for name, given in views.items():
        view = VIEWS[name]
        if view.most_entries is not None and count > view.most_entries:
            text = catalogue().say(f"views.{name}.too_large", count=count, most=view.most_entries)
            raise UsageError(text)
        # What is read back has the model's own texts, and those in other languages in columns of their own.
        is_own = "translations" in given or (options.read_back and name in FILL_IN)
        for table in view(original if is_own else model, findings, whole=not stages, **given):
            if table.reader not in (None, *options.readers):
                continue
            if stages and not table.by_stage:
                text = f"The view {table.id} is not shown by stage."
                raise UsageError(f"{text} --stage goes with --view matrix, items or gaps.")
            shown = only_stages(table, stages) if stages else table
            is_turned = options.transpose and shown.kind == "grid" and shown.rows
            yield transposed(shown) if is_turned else shown


def _untranslated(model: BarrierModel) -> str:
    """Say what the mark of texts without a translation means, if there are any."""
    shown, original = model.header.language, model.original
    if original is None or is_same_language(shown, own := original.header.language):
        return ""
    missing, _ = missing_texts(original, shown)
    return catalogue().say("views.untranslated", language=own) if missing else ""


def _options_of_views(
    model: BarrierModel, views: Iterable[str], options: ViewOptions
) -> Mapping[str, Mapping[str, Any]]:
    """Collect the options of each view that are given; refuse those that none of the views takes."""
    known = sorted({name for view in VIEWS.values() for name in view.options})
    given = {name: getattr(options, name) for name in known if getattr(options, name) is not None}
    taken = {view: {name: given[name] for name in VIEWS[view].options & given.keys()} for view in views}
    for name in given:
        if not any(name in own for own in taken.values()):
            takers = [view.name for view in VIEWS.values() if name in view.options]
            raise UsageError(f"--{name} goes with --view {catalogue().alternatives(takers)}.")
    tasks = {"today": options.today, "party": _party(model, options.party, views)}
    if options.read_back or Reader.PEOPLE not in options.readers:
        for view in views:
            if VIEWS[view].translated:
                taken[view] |= {"translations": (options.language,)}
    return {view: own | tasks if VIEWS[view].of_tasks else own for view, own in taken.items()}


def _party(model: BarrierModel, name: str | None, views: Iterable[str]) -> Party | None:
    """Find the party with this id, name or alias, and check that the views can be limited to it."""
    if name is None:
        return None
    if other := next((view for view in views if not VIEWS[view].of_tasks), None):
        takers = catalogue().alternatives(TASK_VIEWS)
        raise UsageError(f"The view {other} is not shown by party. --party goes with --view {takers}.")
    by_id, by_name = party_index(model.parties)
    if found := by_id.get(name) or by_name.get(fold(name)):
        return found
    near = nearest(name, [*by_id, *by_name])
    meant = by_id.get(near) or by_name.get(near)
    raise unknown("party", name, [party.name for party in model.parties], meant.name if meant else "")


def _stage_id(model: BarrierModel, name: str) -> str:
    stages = [(column.id, column.label) for column in stage_columns(model, "")[1:]]
    if found := find_stage(name, stages):
        return found
    raise unknown("stage", name, [label for _, label in stages])


def _rosters(model: BarrierModel) -> Mapping[Roster, tuple[str, ...]]:
    """Collect the names of each kind to which cells may refer, without repeats."""
    measures = (measure.name for objective in model.objectives for measure in objective.measures)
    names = {
        Roster.STAGES: (*(stage.name for stage in model.stages), catalogue().say("views.general")),
        Roster.PARTIES: (party.name for party in model.parties),
        Roster.TARGETS: _labels(model, Block.FACILITATORS, Block.OPPORTUNITIES, Block.SIGNALS),
        Roster.BARRIERS: _labels(model, Block.BARRIERS),
        Roster.OBJECTIVES: (objective.statement for objective in model.objectives),
        Roster.MEASURES: measures,
        Roster.SOURCES: (source.title for source in model.sources),
    }
    return {roster: tuple(dict.fromkeys(each)) for roster, each in names.items()}


def _labels(model: BarrierModel, *blocks: Block) -> Iterable[str]:
    return (item.label for item in model.items if item.block in blocks)
