"""Edit a YAML file in place: what is not edited keeps its bytes.

All edits of one patch are made at once, so their paths are those of the file as it is now. What comes out is
read again: it must be exactly the intended tree, and every byte outside of the edits must be the same.
"""

from collections.abc import Sequence

from barrierctl.errors import BarrierctlError
from barrierctl.patching.edits import Edit, Insert, Move, Plain, Remove, SetValue
from barrierctl.source import read
from barrierctl.source.decode import line_starts
from barrierctl.source.tree import key_span, value_span
from barrierctl.text.yaml import in_place_of

__all__ = ["Edit", "Insert", "Move", "PatchError", "Plain", "Remove", "SetValue", "patch"]


class PatchError(BarrierctlError):
    """A file cannot be edited safely; the message says why.

    Attributes:
        line: of the file as it is, where the edit would be; 0 if it is nowhere.
    """

    def __init__(self, message: str, line: int = 0) -> None:
        """Keep the line."""
        super().__init__(message)
        self.line = line


def patch(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Make all edits in the bytes of a file, and give its new bytes.

    Args:
        data: the file.
        edits: made at once; several entries inserted at one place come in this order.

    Raises:
        PatchError: it cannot be done safely.
    """
    text = data.decode()
    tree = read(data).tree
    starts = line_starts(text)
    splices = []
    for edit in edits:
        if not (isinstance(edit, SetValue) and isinstance(edit.value, str)):
            raise PatchError("This edit is not supported yet.")
        span = value_span(tree, edit.path)
        if span == key_span(tree, edit.path):
            raise PatchError("This edit is not supported yet.", span.line)
        begin = starts[span.line - 1] + span.column - 1
        end = starts[span.end_line - 1] + span.end_column - 1
        splices.append((begin, end, in_place_of(text[begin:end], edit.value)))
    for begin, end, written in sorted(splices, reverse=True):
        text = text[:begin] + written + text[end:]
    return text.encode()
