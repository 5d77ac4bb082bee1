"""What a person most likely did within brackets, or with one too many."""

from barrierctl.findings import Fault
from barrierctl.source.trouble import Trouble, syntax_fault


def missing_comma(trouble: Trouble) -> Fault | None:
    """Two entries with nothing between them: `["a" "b"]`."""
    line, column = trouble.at
    ended = trouble.line(line)[:column].rstrip().endswith(("'", '"', "]", "}"))
    if not ended or "expected ',' or" not in trouble.problem or trouble.character not in tuple("\"'[{"):
        return None
    return syntax_fault("missing-comma", line, column)


def stray_comma(trouble: Trouble) -> Fault | None:
    """A comma with nothing before it: `[, a]`."""
    if "flow node" not in trouble.context or trouble.character != ",":
        return None
    return syntax_fault("stray-comma", *trouble.at)


def stray_bracket(trouble: Trouble) -> Fault | None:
    """A bracket that closes nothing: `[a]]`."""
    if "flow" in trouble.context or trouble.character not in ("]", "}"):
        return None
    return syntax_fault("stray-bracket", *trouble.at, bracket=trouble.character)


def unclosed(trouble: Trouble) -> Fault | None:
    """A bracket that is not closed, or not by its own kind."""
    if "flow" not in trouble.context:
        return None
    line, column = trouble.since
    if trouble.line(line)[column : column + 1] not in ("[", "{"):
        line, column = _last_bracket(trouble)
    return syntax_fault("unclosed-bracket", line, column, bracket=trouble.line(line)[column : column + 1])


def _last_bracket(trouble: Trouble) -> tuple[int, int]:
    """The last bracket that opens before the place, where the parser does not tell which."""
    for number in range(trouble.at[0], -1, -1):
        column = max(trouble.line(number).rfind("["), trouble.line(number).rfind("{"))
        if column >= 0:
            return number, column
    return trouble.at
