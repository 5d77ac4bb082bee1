"""The YAML parser's events: from the C parser where it is installed, else from the pure one."""

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.compat import check_anchorname_char
from ruamel.yaml.events import Event, MappingStartEvent, ScalarEvent, SequenceStartEvent
from ruamel.yaml.main import CParser  # type: ignore[attr-defined]
from ruamel.yaml.parser import Parser
from ruamel.yaml.scanner import Scanner, ScannerError
from ruamel.yaml.tokens import DocumentEndToken

from barrierctl.findings import Span

NodeEvent: TypeAlias = ScalarEvent | MappingStartEvent | SequenceStartEvent

_YAML_TAGS = "tag:yaml.org,2002:"
_TEXT_TAG = f"{_YAML_TAGS}str"
_new = tuple.__new__  # one is made for each event, and by its name it takes twice the time


def events(text: str, *, pure: bool) -> Callable[[], Event]:
    """Make a function that gives the next event of a text, so that a limit can stop it midway.

    The last event is the end of the stream. The function raises YAMLError if the text is no YAML.
    """
    if pure or CParser is None:
        yaml = YAML(typ="safe", pure=True)
        yaml.Scanner, yaml.Parser = TabScanner, PatientParser
        pure_events: Callable[[], Event] = iter(yaml.parse(text)).__next__
        return pure_events
    c_events: Callable[[], Event] = CParser(text).get_event
    return c_events


def span_of(event: Event) -> Span:
    """Give the place of an event, counted from 1."""
    start, end = event.start_mark, event.end_mark
    place = start.line + 1, start.column + 1, end.line + 1, end.column + 1
    return _new(Span, place)


def tag_of(event: NodeEvent) -> str:
    """Give the tag of a value as it is written; empty if it has none that matters."""
    if not event.tag or (event.tag == _TEXT_TAG and isinstance(event, ScalarEvent)):
        return ""
    return str(event.tag).replace(_YAML_TAGS, "!!")


_BREAKS = "\r\n"
_BEHIND_ANCHOR = "?:%@`"
_SIGNS = re.compile(r"[-+]?[1-9]?[-+]?")


class TabScanner(Scanner):
    """Reads what the C parser reads, so that both take the same files; each method replaces one of ruamel's.

    Most of them are about tabs: one counts as a space, except where it would say how far a line is indented.
    """

    def scan_to_next_token(self) -> None:
        """Skip blanks, comments and line ends; within brackets, or behind a key, a tab is a blank too."""
        while True:
            self._skip(" \t" if self.flow_level or not self.allow_simple_key else " ")
            if self.reader.peek() == "#":
                while self.reader.peek() not in "\0\r\n":
                    self.reader.forward()
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def fetch_block_entry(self) -> None:
        """Read a dash; the blank behind it may be a tab, for it indents nothing."""
        super().fetch_block_entry()
        self._skip(" \t")

    def scan_anchor(self, TokenClass: Any) -> Any:  # noqa: N803 (the parser's name)
        """Read an anchor or alias; its name ends before a sign, so that `&a: b` is a key without a name."""
        begin, length = self.reader.get_mark(), 1
        while check_anchorname_char(letter := self.reader.peek(length)) and letter not in _BEHIND_ANCHOR:
            length += 1
        if length == 1:
            return super().scan_anchor(TokenClass)
        name = self.reader.prefix(length)[1:]
        self.reader.forward(length)
        return TokenClass(name, begin, self.reader.get_mark())

    def scan_plain_spaces(self, indent: int, _start_mark: Any) -> list[str] | None:
        """Read the blanks between two words of a plain text; None where the text ends."""
        blanks = self._skip(" \t")
        if self.reader.peek() not in _BREAKS:
            return [blanks] if blanks else []
        self.scan_line_break()
        self.allow_simple_key = True
        breaks: list[str] = []
        while not (self.check_document_start() or self.check_document_end()):
            while self.reader.peek() == " " or (self.reader.peek() == "\t" and self.reader.column >= indent):
                self.reader.forward()
            if self.reader.peek() not in _BREAKS:
                return breaks or [" "]
            breaks.append(self.scan_line_break())
        return None

    def scan_block_scalar_indicators(self, start_mark: Any) -> Any:
        """Read what follows the sign of a block text (`|2-`): its indentation, and if its end is kept."""
        signs = _SIGNS.findall(self.reader.prefix(2))[0]
        if self.reader.peek(len(signs)) not in "\t#":
            return super().scan_block_scalar_indicators(start_mark)
        self.reader.forward(len(signs))
        is_kept = "+" in signs if signs.strip("123456789") else None
        return is_kept, next((int(sign) for sign in signs if sign.isdigit()), None)

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, Any]:
        """Read the blank lines before a block text: the breaks, its column, and where they end."""
        breaks: list[str] = []
        column = 0
        end = self.reader.get_mark()
        while True:
            self._skip(" ")
            column = max(column, self.reader.column)
            if self.check_document_start() or self.check_document_end():
                column = max(column, 1)  # so that the line does not belong to the text
            if self.reader.peek() not in _BREAKS:
                return breaks, column, end
            breaks.append(self.scan_line_break())
            end = self.reader.get_mark()

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> Any:
        """Skip the rest of the line that holds the sign of a block text."""
        self._skip(" \t")
        return super().scan_block_scalar_ignored_line(start_mark)

    def scan_flow_scalar_non_spaces(self, double: Any, start_mark: Any) -> Any:
        """Read a stretch of a quoted text."""
        try:
            return super().scan_flow_scalar_non_spaces(double, start_mark)
        except (ValueError, OverflowError) as error:
            # The number of an escape lies beyond the last character that there is.
            context = "while scanning a double-quoted scalar"
            raise ScannerError(context, start_mark, "unknown escape", self.reader.get_mark()) from error

    def _skip(self, blanks: str) -> str:
        """Go past a run of blanks, and give it."""
        length = 0
        while self.reader.peek(length) in blanks:
            length += 1
        skipped = str(self.reader.prefix(length))
        self.reader.forward(length)
        return skipped


class PatientParser(Parser):
    """Lets a document end several times: what follows a second `...` is no document yet."""

    def parse_implicit_document_start(self) -> Any:
        """Read the start of a document, or the end of the stream."""
        while self.scanner.check_token(DocumentEndToken):
            self.scanner.get_token()
        return super().parse_implicit_document_start()
