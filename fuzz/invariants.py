"""Invariants of any input: no exception, every span lies in the file, every format can be written."""

import io
import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Final
from xml.etree import ElementTree as ET

from barrierctl.exporters import Options, exporter, terminal
from barrierctl.files import Input
from barrierctl.findings import Finding, Span
from barrierctl.model.model import BarrierModel
from barrierctl.model.translation import first_translations, translate
from barrierctl.pipeline import LoadedModel, check_files, load_bytes
from barrierctl.reporters import FORMATS, reporter, text
from barrierctl.reporters.report import Report
from barrierctl.selection import RunOptions
from barrierctl.text.terminal import UNSEEN
from barrierctl.views import VIEWS
from barrierctl.views.build import GapReport, ViewOptions, build_document
from barrierctl.views.document import Document

FILE: Final = Input(path="m.barrier.yaml", root_path="m.barrier.yaml", file=None)
TODAY: Final = date(2026, 1, 1)
PLAIN_FORMATS: Final = ("csv", "md", "json")
_JSON = ("json", "gitlab", "sarif")
_FOR_TERMINALS = ("text", "concise")


class InvariantError(AssertionError):
    """A file breaks an invariant."""


def check(data: bytes) -> None:
    """Do with a file whatever the program can do with it, and check every invariant.

    Raises:
        InvariantError: the file breaks an invariant.
        Exception: the program raised it, which breaks the first invariant.
    """
    opened = load_bytes(data)
    _check_parsers(opened, load_bytes(data, pure=True))
    for command in ("validate", "check", "gaps"):
        report = check_files(command, [FILE], io.BytesIO(data), RunOptions(today=TODAY))
        check_spans(report.findings, opened.lines)
        check_reporters(report)
    if opened.model and opened.valid:
        check_exporters(full_document(opened.model, report.findings))
        for language in [*first_translations(opened.model)][:2]:
            check_exporters(full_document(translate(opened.model, language), report.findings))


def _check_parsers(fast: LoadedModel, slow: LoadedModel) -> None:
    if fast.violations != slow.violations:
        raise InvariantError(f"the parsers differ: {fast.violations} {slow.violations}")


def check_spans(findings: Iterable[Finding], lines: tuple[str, ...]) -> None:
    """Check that each finding begins and ends on a line, at one of its characters or right after the last.

    What is missing at the end of a line is one character wide, so that it can be shown. A file that could not
    be read has no lines; its findings are at its beginning or where reading stopped.

    Raises:
        InvariantError: a span lies outside the file, or a finding has no message.
    """
    for finding in findings:
        if lines and not _is_within(finding.span, lines):
            raise InvariantError(f"{finding.span} lies outside the file: {finding.sentence}")
        if not finding.sentence.strip():
            raise InvariantError(f"{finding.rule} has no message")


def _is_within(span: Span, lines: tuple[str, ...]) -> bool:
    if not 1 <= span.line <= span.end_line <= len(lines) or min(span) < 1:
        return False
    begin_room, end_room = len(lines[span.line - 1]) + 1, len(lines[span.end_line - 1]) + 1
    missing = span == Span(span.line, begin_room, span.line, begin_room + 1)
    return span[:2] <= span[2:] and span.column <= begin_room and (missing or span.end_column <= end_room)


def check_reporters(report: Report) -> None:
    """Check that every format of findings can be written and parsed.

    Raises:
        InvariantError: a terminal would interpret the output.
    """
    for name in FORMATS:
        output = reporter(name)(report)
        output.encode("utf-8", "backslashreplace")
        if name in _JSON:
            json.loads(output)
        elif name == "junit":
            ET.fromstring(output)  # noqa: S314 (our own output)
        elif name in _FOR_TERMINALS:
            check_terminal_output(output)
    text.report(report, width=60, color=True)


def check_terminal_output(output: str) -> None:
    """Check that no character moves the cursor, sets a colour or reverses the writing direction.

    Raises:
        InvariantError: one does.
    """
    if found := re.search(UNSEEN, output.replace("\n", "")):
        raise InvariantError(f"{found[0]!r} would reach the terminal")


def full_document(model: BarrierModel, findings: tuple[Finding, ...] = ()) -> Document:
    """Build the document with everything that can be shown of a model."""
    return build_document(model, VIEWS, ViewOptions(whole=True), GapReport(findings=findings))


def check_exporters(document: Document) -> None:
    """Check every export format that needs no library, and the output of `show`."""
    for name in PLAIN_FORMATS:
        output = exporter(name)(document, Options())
        if name == "json":
            json.loads(output)
    check_terminal_output(terminal.export(document, width=80, color=False))
