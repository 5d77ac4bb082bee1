"""Texts pasted from a document: paragraphs under the names of blocks, and tables without these names."""

from barrierctl.importer.cells import clean
from barrierctl.importer.headers import GENERAL, Headers, find_stage
from barrierctl.importer.layout import Filled, Labels, Layout, Stage, stage_name
from barrierctl.importer.report import Report
from barrierctl.sheets import Grid


def recognise_outline(labels: Labels, headers: Headers, report: Report) -> Layout:
    """Read paragraphs: the names of the stages, then each block with a paragraph for each stage."""
    paragraphs = [line[0] for line in labels.lines if clean(line[0].text)]
    blocks = [headers.block(cell.text) for cell in paragraphs]
    first = next(at for at, block in enumerate(blocks) if block)
    layout = Layout()
    for cell in paragraphs[:first]:
        layout.stages.append(Stage(stage_name(cell.text, headers), cell))
    if not layout.stages:
        report.ask("no_stages", label=clean(paragraphs[first].text))
        return layout
    begins = [at for at, block in enumerate(blocks) if block]
    names = [stage.name or "" for stage in layout.stages]
    for begin, end in zip(begins, [*begins[1:], len(paragraphs)], strict=True):
        block, cells = blocks[begin], paragraphs[begin + 1 : end]
        layout.blocks.append(block)
        for number, cell in enumerate(cells):
            given = headers.given(clean(cell.text))
            in_order = len(cells) == len(names) and not given
            found = number if in_order else find_stage(given, names)
            if given == GENERAL:
                layout.filled.append(Filled(cell, (block,), (Stage(None, cell),)))
            elif found is None:
                report.ask("which_stage", block=block, text=clean(cell.text), stages=names)
            else:
                layout.filled.append(Filled(cell, (block,), (layout.stages[found],)))
    return layout


def recognise_continued(grid: Grid, before: Layout, headers: Headers, report: Report) -> Layout | None:
    """Read a table whose rows have no names, as the part before it has them in its order.

    None if it has other rows than that part has blocks.
    """
    head, *rows = [row for row in grid.rows if any(clean(cell.text) for cell in row)] or [()]
    if not head or not rows or len(rows) != len(before.blocks):
        return None
    report.guess("continued", lines=grid.name, blocks=before.blocks)
    layout = Layout(blocks=before.blocks)
    columns: list[Stage | None] = []
    for cell in head:
        if clean(cell.text):
            layout.stages.append(Stage(stage_name(cell.text, headers), cell))
        columns.append(layout.stages[-1] if layout.stages else None)
    for row, block in zip(rows, before.blocks, strict=True):
        for cell, stage in zip(row, columns, strict=True):
            if clean(cell.text) and stage:
                layout.filled.append(Filled(cell, (block,), (stage,)))
            elif clean(cell.text):
                report.ask("no_stage", cell=cell.address, text=clean(cell.text))
    return layout
