"""Bytes to a tree with positions, in one pass and within limits: the only way into the program."""

import re

from ruamel.yaml.error import YAMLError

from barrierctl.dataclass import frozen, replace
from barrierctl.findings import Span, Violation, cap_one_rule
from barrierctl.source.comments import Comment, find_comments
from barrierctl.source.decode import (
    BLANK_WITH_TAB,
    RefusedError,
    control_characters,
    decode,
    split_lines,
    without_controls,
)
from barrierctl.source.parser import events
from barrierctl.source.tree import Value
from barrierctl.source.tree_builder import TreeBuilder

NO_YAML = ("yaml-syntax", "yaml-unsupported")
"""The rules for a text that is no YAML."""

_LIMITS = ("yaml-too-deep", "yaml-too-many-nodes")


@frozen
class ParsedSource:
    """A file, read; if it is not `complete`, it cannot be checked further and `tree` is None."""

    tree: Value
    lines: tuple[str, ...]
    violations: tuple[Violation, ...]
    complete: bool
    comments: tuple[Comment, ...] = ()


def read(data: bytes, *, pure: bool = False) -> ParsedSource:
    """Read a file's bytes, whatever they are, and never raise; *pure* prefers the parser in Python."""
    try:
        text = decode(data)
    except RefusedError as refusal:
        return ParsedSource(tree=None, lines=(), violations=(refusal.violation,), complete=False)
    lines = split_lines(text)
    violations: list[Violation] = []
    clean = without_controls(text)
    if clean != text:
        found = (
            Violation(
                rule="control-character",
                span=Span(number, start + 1, number, end + 1),
                parameters={"names": names},
            )
            for number, line in enumerate(lines, 1)
            for start, end, names in control_characters(line)
        )
        violations = list(cap_one_rule(found))
    if "\t" in clean:
        clean = re.sub(BLANK_WITH_TAB, "", clean)
    return _parse(clean, lines, violations, pure=pure)


def _parse(text: str, lines: tuple[str, ...], violations: list[Violation], *, pure: bool) -> ParsedSource:
    builder = TreeBuilder(text, lines, events(text, pure=pure))
    try:
        tree = builder.build()
    except (RefusedError, YAMLError, ValueError) as error:
        refused = error.violation if isinstance(error, RefusedError) else None
        if not (pure or (refused and refused.rule in _LIMITS)):
            # The C parser refuses some texts that are YAML, and says less: the other one has the last word.
            return _parse(text, lines, violations, pure=True)
        # Loading the diagnosis takes 1 ms, which a valid file does not need to wait for.
        from barrierctl.source.syntax_errors import diagnose

        violation = refused or diagnose(error, lines, builder.quoted)
        if any(line.strip() for line in lines[violation.span.line :]):
            violation = replace(violation, rest_unread=True)
        return ParsedSource(tree=None, lines=lines, violations=(violation,), complete=False)
    comments = find_comments(lines, builder.marked_texts) if "barrierctl:" in text else ()
    return ParsedSource(
        tree=tree,
        lines=lines,
        violations=(*violations, *builder.violations),
        complete=True,
        comments=tuple(comments),
    )
