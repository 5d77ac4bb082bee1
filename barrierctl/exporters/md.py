"""Format `md`: tables in GitHub-flavoured Markdown, for reports and merge requests."""

from typing import Final

from barrierctl.exporters import Options
from barrierctl.messages import catalogue
from barrierctl.text.markup import as_paragraph, escaped
from barrierctl.views.document import Document, Entry, State, Table, has_text, outline

_RULE: Final = "---"  # a line across the page
_MARKS: Final = {State.DROPPED: "~~", State.NOT_APPLICABLE: "*", State.UNKNOWN: "*"}


def export(document: Document, _options: Options) -> str:
    """Write a heading and every table; empty columns are left out of records."""
    blocks = [f"# {escaped(document.title)}"]
    for table in document.tables:
        if len(document.tables) > 1:
            blocks.append(f"## {escaped(table.title)}")
        if table.is_outline and table.rows:
            level = "##" if len(document.tables) == 1 else "###"
            for section, rows in outline(table):
                blocks.append(f"{level} {escaped(section)}")
                items = [["".join(map(_entry, text)), *map(_entry, points)] for text, points in rows]
                blocks.append("\n".join("- " + "\n  - ".join(map(as_paragraph, item)) for item in items))
        else:
            blocks.append(_table(table) if table.rows or not table.empty else escaped(table.empty))
        if table.blank_lines:
            blocks += [escaped(catalogue().say("exports.room")), *[_RULE] * table.blank_lines]
    if document.untranslated:
        blocks.append(escaped(document.untranslated))
    return "\n\n".join(blocks) + "\n"


def _table(table: Table) -> str:
    kept = [at for at, column in enumerate(table.columns) if not column.technical]
    if table.kind == "records" and table.rows:
        kept = [at for at in kept if any(has_text(row[at]) for row in table.rows)]
    lines = [[escaped(table.columns[at].label) for at in kept], ["---"] * len(kept)]
    for row in table.rows:
        cells = ["<br>".join(map(_entry, row[at])) for at in kept]
        if table.kind == "grid" and cells[0]:
            cells[0] = f"**{cells[0]}**"
        lines.append(cells)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _entry(entry: Entry) -> str:
    mark = _MARKS.get(entry.state, "")
    return f"{mark}{escaped(entry.shown)}{mark}"
