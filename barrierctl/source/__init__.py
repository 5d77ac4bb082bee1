"""Bytes to a guarded tree in one pass: the only way into the program for a file's content."""

from barrierctl.findings import Span, Violation
from barrierctl.frozen import frozen, replace
from barrierctl.limits import cap_one_rule
from barrierctl.source.comments import Comment
from barrierctl.source.decode import (
    RefusedError,
    control_characters,
    decode,
    has_controls,
    split_lines,
    without_controls,
    without_tabs,
)
from barrierctl.source.tree import Value


@frozen
class ParsedSource:
    """What reading a file gave.

    Attributes:
        tree: its content; None where it has none or could not be read.
        lines: its text, as far as it is text.
        violations: in the order in which they were met.
        comments: those that speak to barrierctl.
        complete: whether the whole file was read, so that more can be said of it.
    """

    tree: Value
    lines: tuple[str, ...]
    violations: tuple[Violation, ...]
    complete: bool
    comments: tuple[Comment, ...] = ()


def read(data: bytes, *, pure: bool = False) -> ParsedSource:
    """Read a file's bytes. Never raises for what is in them.

    Args:
        data: the file, or as much of it as shows that it is too large.
        pure: use the parser that is written in Python even where the C parser is installed.
    """
    try:
        text = decode(data)
    except RefusedError as refusal:
        return ParsedSource(tree=None, lines=(), violations=(refusal.violation,), complete=False)
    lines = split_lines(text)
    violations = _written_controls(lines) if has_controls(text) else []
    text = without_tabs(without_controls(text) if violations else text)
    return _parse(text, lines, violations, pure=pure)


def _written_controls(lines: tuple[str, ...]) -> list[Violation]:
    every = (
        Violation(
            rule="control-character",
            span=Span(number, start + 1, number, end + 1),
            parameters={"names": names},
        )
        for number, line in enumerate(lines, 1)
        for start, end, names in control_characters(line)
    )
    return list(cap_one_rule(every))


def _parse(text: str, lines: tuple[str, ...], violations: list[Violation], *, pure: bool) -> ParsedSource:
    from ruamel.yaml.error import YAMLError

    from barrierctl.source.parser import events
    from barrierctl.source.tree_builder import TreeBuilder

    builder = TreeBuilder(text, lines, events(text, pure=pure))
    try:
        tree = builder.build()
    except (RefusedError, YAMLError, ValueError) as error:
        if not (pure or _is_limit(error)):
            # The C parser refuses some texts that are YAML, and tells less: the other one has the last word.
            return _parse(text, lines, violations, pure=True)
        return _broken(error, lines, builder.quoted)
    return ParsedSource(
        tree=tree,
        lines=lines,
        violations=(*violations, *builder.violations),
        complete=True,
        comments=tuple(builder.comments()),
    )


def _broken(error: Exception, lines: tuple[str, ...], quoted: Span | None) -> ParsedSource:
    from barrierctl.source.syntax_errors import diagnose

    violation = error.violation if isinstance(error, RefusedError) else diagnose(error, lines, quoted)
    if any(line.strip() for line in lines[violation.span.line :]):
        violation = replace(violation, rest_unread=True)
    return ParsedSource(tree=None, lines=lines, violations=(violation,), complete=False)


def _is_limit(error: Exception) -> bool:
    return isinstance(error, RefusedError) and error.violation.rule in (
        "yaml-too-deep",
        "yaml-too-many-nodes",
    )
