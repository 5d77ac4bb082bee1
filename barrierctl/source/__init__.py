"""Bytes to a tree with positions, in one pass and within limits: the only way into the program."""

from collections.abc import Callable, Iterator

from ruamel.yaml.error import YAMLError

from barrierctl.dataclass import frozen, replace
from barrierctl.findings import Severity, Span, Violation, cap_one_rule
from barrierctl.source.comments import Comment, find_comments
from barrierctl.source.decode import (
    RefusedError,
    control_characters,
    decode,
    split_lines,
    unseen_letters,
    without_controls,
    without_tabs,
)
from barrierctl.source.parser import events
from barrierctl.source.tree import Value
from barrierctl.source.tree_builder import TreeBuilder

NO_YAML = ("yaml-syntax", "yaml-unsupported")
"""The rules for a text that is no YAML."""

_LIMITS = ("yaml-too-deep", "yaml-too-many-nodes", "too-many-items")


@frozen
class ParsedSource:
    """A file, read.

    Attributes:
        tree: its content; None if it has none or could not be read.
        lines: its text, as far as it is text.
        violations: in the order in which they were met.
        comments: those addressed to barrierctl.
        complete: whether the whole file was read, so that it can be checked further.
        recovered: of a file that could not be read, its content as far as it was meant: it names places.
        meant: its lines as they were meant, as many as there are; none if they are not all understood.
    """

    tree: Value
    lines: tuple[str, ...]
    violations: tuple[Violation, ...]
    complete: bool
    comments: tuple[Comment, ...] = ()
    recovered: Value = None
    meant: tuple[str, ...] = ()


def read(data: bytes, *, pure: bool = False) -> ParsedSource:
    """Read a file's bytes. Never raises, whatever they are.

    Args:
        data: the file, or as much of it as shows that it is too large.
        pure: use the parser that is written in Python even where the C parser is installed.
    """
    try:
        text = decode(data)
    except RefusedError as refusal:
        return ParsedSource(tree=None, lines=(), violations=(refusal.violation,), complete=False)
    lines = split_lines(text)
    violations: list[Violation] = []
    clean = without_controls(text)
    if clean != text:
        violations += _report_letters(lines, control_characters)
    if not text.isascii():
        violations += _report_letters(lines, unseen_letters, Severity.WARNING)
    builder, error = _build(without_tabs(clean), lines, pure=pure)
    if error:
        return _failed(error, lines, builder.quoted, pure=pure)
    comments = find_comments(lines, builder.marked_texts) if "barrierctl" in text else ()
    return ParsedSource(
        tree=builder.tree,
        lines=lines,
        violations=(*violations, *builder.violations),
        complete=True,
        comments=tuple(comments),
    )


def _report_letters(
    lines: tuple[str, ...],
    find: Callable[[str], Iterator[tuple[int, int, str]]],
    severity: Severity | None = None,
) -> Iterator[Violation]:
    """Report letters that nobody sees: those that no output can hold, or that turn the text around them."""
    found = (
        Violation(
            rule="control-character",
            severity=severity,
            span=Span(number, start + 1, number, end + 1),
            parameters={"names": names},
        )
        for number, line in enumerate(lines, 1)
        for start, end, names in find(line)
    )
    return cap_one_rule(found)


def _build(text: str, lines: tuple[str, ...], *, pure: bool) -> tuple[TreeBuilder, Exception | None]:
    """Build the tree; give the builder, and the error that stopped it."""
    builder = TreeBuilder(text, lines, events(text, pure=pure))
    try:
        builder.build()
    except (RefusedError, YAMLError, ValueError) as error:
        if pure or (isinstance(error, RefusedError) and error.violation.rule in _LIMITS):
            return builder, error
        # The C parser refuses some texts that are YAML, and says less: the other one has the last word.
        return _build(text, lines, pure=True)
    return builder, None


def _failed(error: Exception, lines: tuple[str, ...], quoted: Span | None, *, pure: bool) -> ParsedSource:
    if isinstance(error, RefusedError) and error.violation.rule != "yaml-syntax":
        unread = any(line.strip() for line in lines[error.violation.span.line :])
        violation = replace(error.violation, rest_unread=unread)
        return ParsedSource(tree=None, lines=lines, violations=(violation,), complete=False)
    # Loading the diagnosis takes 1 ms, which a valid file does not need to wait for.
    from barrierctl.source.recovery import Attempt, recover

    def parse(text: str, lines: tuple[str, ...]) -> Attempt:
        builder, error = _build(text, lines, pure=pure)
        return Attempt(builder.tree, error, builder.quoted)

    recovered = recover(Attempt(None, error, quoted), lines, parse)
    return ParsedSource(
        tree=None,
        lines=lines,
        violations=recovered.violations,
        complete=False,
        recovered=recovered.tree,
        meant=recovered.lines,
    )
