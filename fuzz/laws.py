"""What holds whatever a file holds: nothing raises, every place lies in the file, every format tells it."""

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
from barrierctl.pipeline import LoadedModel, gaps, load_bytes, validate
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


class BrokenLawError(AssertionError):
    """A file for which something does not hold that always should."""


def look(data: bytes) -> None:
    """Do with a file whatever the program can do with it.

    Raises:
        BrokenLawError: a law is broken.
        Exception: which breaks the first one, that nothing raises.
    """
    opened = load_bytes(data)
    _both_parsers_agree(opened, load_bytes(data, pure=True))
    for use_case in (validate, gaps):
        report = use_case([FILE], io.BytesIO(data), RunOptions(today=TODAY))
        every_place_lies_in_the_file(report.findings, opened.lines)
        every_format_tells_it(report)
    if opened.model and opened.valid:
        every_plain_format_shows_it(document_of(opened.model, report.findings))


def _both_parsers_agree(fast: LoadedModel, slow: LoadedModel) -> None:
    if fast.violations != slow.violations:
        raise BrokenLawError(f"the parsers differ: {fast.violations} {slow.violations}")


def every_place_lies_in_the_file(findings: Iterable[Finding], lines: tuple[str, ...]) -> None:
    """A finding begins and ends on a line of the file, at one of its characters or right behind the last.

    What is missing at the end of a line is one character wide, so that it can be shown. A file that could not
    be read has no lines, and its findings stand at its beginning or where reading stopped.

    Raises:
        BrokenLawError: one does not.
    """
    for finding in findings:
        if lines and not _lies_within(finding.span, lines):
            raise BrokenLawError(f"{finding.span} lies outside the file: {finding.sentence}")
        if not finding.sentence.strip():
            raise BrokenLawError(f"{finding.rule} says nothing")


def _lies_within(span: Span, lines: tuple[str, ...]) -> bool:
    if not 1 <= span.line <= span.end_line <= len(lines) or min(span) < 1:
        return False
    begin_room, end_room = len(lines[span.line - 1]) + 1, len(lines[span.end_line - 1]) + 1
    missing = span == Span(span.line, begin_room, span.line, begin_room + 1)
    return span[:2] <= span[2:] and span.column <= begin_room and (missing or span.end_column <= end_room)


def every_format_tells_it(report: Report) -> None:
    """Every format of findings can be written, and read by whoever it is for.

    Raises:
        BrokenLawError: a terminal would act on it.
    """
    for name in FORMATS:
        told = reporter(name)(report)
        told.encode("utf-8", "backslashreplace")
        if name in _JSON:
            json.loads(told)
        elif name == "junit":
            ET.fromstring(told)  # noqa: S314 (we have just written it)
        elif name in _FOR_TERMINALS:
            nothing_acts(told)
    text.report(report, width=60, color=True)


def nothing_acts(told: str) -> None:
    """No character moves the cursor, changes a colour or turns the way of writing.

    Raises:
        BrokenLawError: one does.
    """
    if found := re.search(UNSEEN, told.replace("\n", "")):
        raise BrokenLawError(f"{found[0]!r} goes to the terminal")


def document_of(model: BarrierModel, findings: tuple[Finding, ...] = ()) -> Document:
    """All that can be shown of a model."""
    return build_document(model, VIEWS, ViewOptions(whole=True), GapReport(findings=findings))


def every_plain_format_shows_it(document: Document) -> None:
    """Every format that needs no library can be written, and nothing in it acts on a terminal."""
    for name in PLAIN_FORMATS:
        told = exporter(name)(document, Options())
        if name == "json":
            json.loads(told)
    nothing_acts(terminal.export(document, width=80, color=False))
