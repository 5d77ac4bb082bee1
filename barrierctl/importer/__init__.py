"""Sheets that people filled in become models."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from barrierctl.errors import UsageError
from barrierctl.importer.cells import Split, clean
from barrierctl.importer.draft import Draft
from barrierctl.importer.headers import Headers
from barrierctl.importer.layout import Layout, find_labels, recognise
from barrierctl.importer.outline import recognise_continued, recognise_outline
from barrierctl.importer.report import Report
from barrierctl.importer.restore import restore, restore_items
from barrierctl.importer.rows import ItemSheet, find_items, read_rows
from barrierctl.importer.writer import write_yaml
from barrierctl.limits import MAX_NAME_LENGTH, MAX_QUOTED_LENGTH
from barrierctl.messages import catalogue, catalogues
from barrierctl.names import fold
from barrierctl.scaffold import checked, default_id, default_title, modeline
from barrierctl.selection import NO_CONTEXT, ModelContext
from barrierctl.sheets import Cell, Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the user decides.

    Attributes:
        words: what words of the sheet mean, as `WORD=block`.
        sheet: the name of the sheet to take.
        title, language: of the model.
        ways: how texts in doubt are split.
    """

    words: tuple[str, ...] = ()
    sheet: str | None = None
    title: str | None = None
    language: str | None = None
    ways: frozenset[Split] = frozenset()


def import_grids(
    grids: Sequence[Grid], path: Path, options: ImportOptions, context: ModelContext = NO_CONTEXT
) -> tuple[str | None, Report]:
    """Make a model of sheets that were exported, or that people made for themselves.

    Args:
        grids: every sheet of the file.
        path: of the new model, whose name gives the default id and title.
        options: what the user decides; a sheet that is named is read as one that people made.
        context: what a configuration adds to the model.

    Returns:
        The text of the model, or None if the report has questions.

    Raises:
        UsageError: an option does not fit the file.
        InputError: a workbook was made by another version.
    """
    head = {"title": options.title, "language": options.language}
    restored = restore(grids, path, head, context) if options.sheet is None else None
    if restored:
        return restored
    report, headers = Report(), Headers(options.words)
    chosen = _chosen(grids, options.sheet)
    sheets = [found for grid in chosen if (found := find_items(grid, headers))]
    if len(sheets) == 1:
        return _import_items(sheets[0], headers, path, options, context, report), report
    return _import_matrix(chosen, headers, path, options, context, report), report


def _import_items(
    sheet: ItemSheet,
    headers: Headers,
    path: Path,
    options: ImportOptions,
    context: ModelContext,
    report: Report,
) -> str | None:
    table = read_rows(sheet, headers, report, options.ways)
    report.leave_out_remarks(sheet.grid)
    stages = dict.fromkeys(row.values["stage_name"] for row in table.rows if "stage_name" in row.values)
    headers.check(stages)
    if not table.rows and not report.questions:
        report.ask("no_items", cell=sheet.grid.rows[sheet.head][0].address)
    head = {
        "title": _title(options.title, sheet.titles, path, report),
        "language": _language(options.language, headers, report),
    }
    say = catalogue().say
    report.take(
        "items",
        stages=say("report.stages", count=len(stages)),
        items=say("report.items", count=len(table.rows)),
    )
    if stages:
        report.take("stages", count=len(stages), names=[*stages])
    return None if report.questions else restore_items(table, path, head, report, context)


def _import_matrix(
    grids: Sequence[Grid],
    headers: Headers,
    path: Path,
    options: ImportOptions,
    context: ModelContext,
    report: Report,
) -> str | None:
    layouts = _layouts(grids, headers, report)
    headers.check(stage.name for layout in layouts for stage in layout.stages if stage.name)
    titles = [cell for layout in layouts for cell in layout.titles]
    title = _title(options.title, titles, path, report)
    language = _language(options.language, headers, report)
    draft = Draft(report, options.ways, capitals=language.partition("-")[0] != "de")
    for layout in layouts:
        draft.add(layout)
    parties = draft.finish()
    _summarise(draft, parties, report)
    if not draft.stages and layouts and not report.questions:
        report.ask("no_stages", label=catalogue().label("block", layouts[0].blocks[0]))
    if report.questions:
        return None
    own = {"barrier_model": 1, "id": default_id(path), "title": title, "language": language}
    tree: dict[str, Any] = {**own, "parties": parties, "stages": draft.stages, "general": draft.general}
    text = write_yaml({key: value for key, value in tree.items() if value}, report.comments, modeline(path))
    return checked(text, context)


def _language(given: str | None, headers: Headers, report: Report) -> str:
    """The language of the texts: what the user says, or that of the headers."""
    if not given and headers.language:
        name = catalogue().entry("views.languages").get(headers.language, headers.language)
        report.guess("language", (), headers.language, language=name)
    elif not given and not report.questions:
        report.ask("language")
    return given or headers.language


def _summarise(draft: Draft, parties: list[dict[str, Any]], report: Report) -> None:
    """Say how much was taken."""
    say, count = catalogue().say, sum(1 for _ in draft.items)
    stages = say("report.stages", count=len(draft.stages))
    report.take("items", stages=stages, items=say("report.items", count=count))
    if draft.stages:
        report.take("stages", count=len(draft.stages), names=[stage["name"] for stage in draft.stages])
    if parties:
        report.take("parties", count=len(parties), names=[party["name"] for party in parties])
    for key in ("not_applicable", "unknown"):
        if blocks := sum(len(stage.get(key, ())) for stage in draft.stages):
            report.take(key, count=blocks)


def _chosen(grids: Sequence[Grid], name: str | None) -> list[Grid]:
    """The sheets to look at: the one that the user names, or all that are not hidden.

    Raises:
        UsageError: there is no sheet of that name.
    """
    if name is None:
        guides = {words.say("exports.xlsx.guide.title") for words in catalogues()}  # in our own workbooks
        return [grid for grid in grids if grid.rows and not grid.hidden and grid.name not in guides]
    found = [grid for grid in grids if fold(grid.name) == fold(name)]
    if not found:
        names = [grid.name for grid in grids if grid.name]
        say, near = catalogue().say, catalogue().did_you_mean(name, names)
        listed = near or (say("import.usage.sheets", names=names) if names else "")
        raise UsageError(say("import.usage.sheet", name=name, listed=listed))
    return found


def _layouts(grids: Sequence[Grid], headers: Headers, report: Report) -> list[Layout]:
    """Read the one sheet that is a matrix, and the parts that continue it; ask if none or several are."""
    labels = [find_labels(grid, headers) for grid in grids]
    found = [grid for grid, own in zip(grids, labels, strict=True) if own]
    if len(found[:1]) + sum(not grid.continues for grid in found[1:]) != 1:
        names = [grid.name for grid in found]
        report.ask("which_sheet" if found else "no_blocks", () if found else _words(grids), names=names)
        return []
    if not any(grid.continues for grid in grids) and len(grids) > 1:
        report.take("sheet", name=found[0].name)
    layouts: list[Layout] = []
    before: list[Cell] = []  # what a text says above its table
    for grid, own in zip(grids, labels, strict=True):
        layout = None
        if own:
            layout = (recognise_outline if grid.width == 1 else recognise)(own, headers, report)
            layout.titles[:0] = before if grid.continues and not layouts else ()
        elif layouts and grid.continues:
            layout = recognise_continued(grid, layouts[-1], headers, report)
        elif found[0].continues:
            before += [cell for row in grid.rows for cell in row if clean(cell.text)]
            continue
        if layout:
            layouts.append(layout)
            report.leave_out_remarks(grid)
        else:
            report.leave_out_sheet(grid)
    return layouts


def _words(grids: Sequence[Grid]) -> Iterator[str]:
    """Say which words the first row and the first column of each sheet have, which may be headers."""
    for grid in grids:
        for key, cells in (("row", grid.rows[0]), ("column", [row[0] for row in grid.rows])):
            words = [text for cell in cells if (text := clean(cell.text)) and len(text) <= MAX_QUOTED_LENGTH]
            if words:
                yield catalogue().say(f"import.first_{key}", words=words)


def _title(given: str | None, titles: Sequence[Cell], path: Path, report: Report) -> str:
    """The title: what the user says, the first text above the table, or the name of the file."""
    taken = [] if given else [cell for cell in titles if len(clean(cell.text)) <= MAX_NAME_LENGTH][:1]
    for cell in titles:
        if cell not in taken:
            report.leave_out(cell)
    if given:
        return given
    for cell in taken:
        report.take("title", title=clean(cell.text), cell=cell.address)
        return clean(cell.text)
    report.guess("no_title", (), default_title(path))
    return default_title(path)
