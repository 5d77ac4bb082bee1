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
    reader = _Reader(path, options, context)
    return reader.read(grids), reader.report


class _Reader:
    """Reads sheets that people made for themselves.

    Attributes:
        report: what it takes, guesses, leaves out and has to ask.
    """

    def __init__(self, path: Path, options: ImportOptions, context: ModelContext) -> None:
        self.report = Report()
        self._path, self._options, self._context = path, options, context
        self._headers = Headers(options.words)

    def read(self, grids: Sequence[Grid]) -> str | None:
        """Make a model of a list of items, or else of a matrix; None if there is something to ask."""
        chosen = _chosen(grids, self._options.sheet)
        sheets = [found for grid in chosen if (found := find_items(grid, self._headers))]
        return self._read_items(sheets[0]) if len(sheets) == 1 else self._read_matrix(chosen)

    def _read_items(self, sheet: ItemSheet) -> str | None:
        report = self.report
        table = read_rows(sheet, self._headers, report, self._options.ways)
        report.leave_out_remarks(sheet.grid)
        stages = dict.fromkeys(row.values["stage_name"] for row in table.rows if "stage_name" in row.values)
        self._headers.check(stages)
        if not table.rows and not report.questions:
            report.ask("no_items", cell=sheet.grid.rows[sheet.head][0].address)
        head = self._head(sheet.titles)
        self._summarise([*stages], len(table.rows))
        return None if report.questions else restore_items(table, self._path, head, report, self._context)

    def _read_matrix(self, grids: Sequence[Grid]) -> str | None:
        report, layouts = self.report, self._layouts(grids)
        self._headers.check(stage.name for layout in layouts for stage in layout.stages if stage.name)
        head = self._head([cell for layout in layouts for cell in layout.titles])
        draft = Draft(report, self._options.ways, capitals=head["language"].partition("-")[0] != "de")
        for layout in layouts:
            draft.add(layout)
        parties = draft.finish()
        self._summarise([stage["name"] for stage in draft.stages], sum(1 for _ in draft.items))
        if parties:
            report.take("parties", count=len(parties), names=[party["name"] for party in parties])
        for key in ("not_applicable", "unknown"):
            if blocks := sum(len(stage.get(key, ())) for stage in draft.stages):
                report.take(key, count=blocks)
        if not draft.stages and layouts and not report.questions:
            report.ask("no_stages", label=catalogue().label("block", layouts[0].blocks[0]))
        if report.questions:
            return None
        own = {"barrier_model": 1, "id": default_id(self._path), **head}
        tree: dict[str, Any] = {**own, "parties": parties, "stages": draft.stages, "general": draft.general}
        filled = {key: value for key, value in tree.items() if value}
        return checked(write_yaml(filled, report.comments, modeline(self._path)), self._context)

    def _layouts(self, grids: Sequence[Grid]) -> list[Layout]:
        """Read the one sheet that is a matrix, and what continues it; ask if none or several are."""
        report, headers = self.report, self._headers
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

    def _summarise(self, stages: Sequence[str], count: int) -> None:
        """Say which stages were taken, and how many items."""
        counts = {"stages": len(stages), "items": count}
        texts = {key: catalogue().say(f"report.{key}", count=number) for key, number in counts.items()}
        self.report.take("items", **texts)
        if stages:
            self.report.take("stages", count=len(stages), names=stages)

    def _head(self, titles: Sequence[Cell]) -> dict[str, str]:
        """Choose the title and the language: those of the options, or else of the sheet.

        Its title is the first text above the table, or the name of the file; its language is that of headers.
        """
        report, title, language = self.report, self._options.title, self._options.language
        fitting = [cell for cell in titles if len(clean(cell.text)) <= MAX_NAME_LENGTH]
        taken = None if title or not fitting else fitting[0]
        for cell in titles:
            if cell != taken:
                report.leave_out(cell)
        if taken:
            title = clean(taken.text)
            report.take("title", title=title, cell=taken.address)
        elif not title:
            title = default_title(self._path)
            report.guess("no_title", (), title)
        if not language and self._headers.language:
            language = self._headers.language
            name = catalogue().entry("views.languages").get(language, language)
            report.guess("language", (), language, language=name)
        elif not language and not report.questions:
            report.ask("language")
        return {"title": title, "language": language or ""}


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


def _words(grids: Sequence[Grid]) -> Iterator[str]:
    """Say which words the first row and the first column of each sheet have, which may be headers."""
    for grid in grids:
        for key, cells in (("row", grid.rows[0]), ("column", [row[0] for row in grid.rows])):
            words = [text for cell in cells if (text := clean(cell.text)) and len(text) <= MAX_QUOTED_LENGTH]
            if words:
                yield catalogue().say(f"import.first_{key}", words=words)
