"""Format `md`: tables in GitHub-flavoured Markdown, for reports and merge requests."""

from collections.abc import Iterable, Iterator

from barrierctl.exporters import Options
from barrierctl.text.markup import escaped
from barrierctl.views.document import Cell, Document, Entry, State, Table


def export(document: Document, _options: Options) -> str:
    """A heading, and every table; columns in which nothing stands are left out of records."""
    blocks = [f"# {escaped(document.title)}"]
    for table in document.tables:
        if len(document.tables) > 1:
            blocks.append(f"## {escaped(table.title)}")
        blocks.append("\n".join(_table(table)) if table.rows or not table.empty else escaped(table.empty))
    return "\n\n".join(blocks) + "\n"


def _table(table: Table) -> Iterator[str]:
    all_kept = table.kind == "grid" or not table.rows
    kept = [index for index in range(len(table.columns)) if all_kept or _is_used(table, index)]
    yield _line(escaped(table.columns[index].label) for index in kept)
    yield _line("---" for _ in kept)
    for row in table.rows:
        yield _line(_cell(row[index], head=index == 0 and table.kind == "grid") for index in kept)


def _is_used(table: Table, index: int) -> bool:
    return any(entry.text for row in table.rows for entry in row[index])


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(cell: Cell, *, head: bool) -> str:
    shown = "<br>".join(_entry(entry) for entry in cell)
    return f"**{shown}**" if head and shown else shown


def _entry(entry: Entry) -> str:
    text = escaped(entry.shown)
    match entry.state:
        case State.DROPPED:
            return f"~~{text}~~"
        case State.NOT_APPLICABLE | State.UNKNOWN:
            return f"*{text}*"
        case _:
            return text
