"""Edit a YAML file in place: what is not edited keeps its bytes.

All edits of one patch are made at once, so their paths are those of the file as it is now. New text takes the
place of the old one between two offsets that the reader knows; the file is never written anew.
"""

import codecs
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from barrierctl.findings import Severity
from barrierctl.patching.aliases import AliasFinder
from barrierctl.patching.edits import Commented, Edit, Insert, Move, PatchError, Plain, Remove, SetValue
from barrierctl.patching.layout import Layout, spliced
from barrierctl.patching.plan import applied, plan, same
from barrierctl.patching.splices import Splicer
from barrierctl.source import ParsedSource, read
from barrierctl.source.decode import decode

__all__ = ["Commented", "Edit", "Insert", "Move", "PatchError", "Plain", "Remove", "SetValue", "patch"]


def patch(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Make all edits in the bytes of a model, and give its new bytes.

    What comes out is read again: it must be exactly the intended tree, and have every comment outside of the
    edits.

    Args:
        data: the file.
        edits: made at once; several entries inserted at one place come in this order.

    Raises:
        PatchError: it cannot be done safely, or the file has errors that hide what is where.
    """
    parsed = read(data)
    if not parsed.complete or parsed.tree is None or _errors(parsed):
        first = next((one.span.line for one in parsed.violations), 0)
        raise PatchError("unreadable", first)
    changes = plan(parsed.tree, edits)
    intended = applied(parsed.tree, changes)
    layout = Layout(decode(data), parsed.tree)
    AliasFinder(layout, changes).write_out()
    splicer = Splicer(layout, changes)
    text = spliced(layout, list(splicer.splices()), 0, len(layout.text))
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    new = mark + text.encode("utf-8", "surrogatepass")
    result = read(new)
    if not (result.complete and _errors(result) <= _errors(parsed) and same(result.tree, intended)):
        raise PatchError("unsafe")
    if not _keeps_comments(layout, splicer.extents, Layout(text, result.tree)):
        raise PatchError("comments_lost")
    return new


def _errors(parsed: ParsedSource) -> Counter[str]:
    """Count what is wrong with the text of a file, by rule."""
    return Counter(one.rule for one in parsed.violations if one.severity is not Severity.WARNING)


def _keeps_comments(old: Layout, extents: list[tuple[int, int]], new: Layout) -> bool:
    """Whether every comment outside of what is removed or replaced is still there."""
    starts, ends = [], [0]
    for start, end in sorted(extents):
        starts.append(start)
        ends.append(max(end, ends[-1]))
    outside = (text for start, text in old.comments() if start >= ends[bisect_right(starts, start)])
    return Counter(outside) <= Counter(text for _, text in new.comments())
