"""Bytes to text: size, encoding, and the characters that no output can hold."""

import codecs
import re
from collections.abc import Iterator

from barrierctl.findings import Span, Violation
from barrierctl.limits import BINARY_ZERO_RATIO, MAX_BYTES

_BREAK = r"\r\n|\r|\n"
# C0 and C1 but TAB, LF, CR; line and paragraph separators; a BOM midway; what is no character at all.
_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]+"
_BLANK_WITH_TAB = r"(?:(?<=[\r\n])|\A) *\t[ \t]*(?=[\r\n]|\Z)"
_PAIR = "[\ud800-\udbff][\udc00-\udfff]"
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


class RefusedError(Exception):
    """The file ends here, with this one violation."""

    def __init__(self, violation: Violation) -> None:
        """Carry the violation."""
        super().__init__(violation.rule)
        self.violation = violation


def decode(data: bytes) -> str:
    """The text of a file.

    Raises:
        RefusedError: it is too large, or not UTF-8.
    """
    if len(data) > MAX_BYTES:
        raise RefusedError(Violation(rule="file-too-large", span=Span()))
    body = data.removeprefix(codecs.BOM_UTF8)
    if data.startswith(_WIDE_BOMS) or _is_no_text(body):
        variant = "wide" if data.startswith(_WIDE_BOMS) or _looks_wide(data) else "binary"
        raise RefusedError(Violation(rule="not-utf-8", span=Span(), variant=variant))
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(_misplaced_byte(body, error.start)) from None


def split_lines(text: str) -> tuple[str, ...]:
    """The lines as YAML counts them, without their ends."""
    return tuple(re.split(_BREAK, text) if "\r" in text else text.split("\n"))


def line_starts(text: str) -> list[int]:
    """Where each line begins in the text."""
    return [0, *(found.end() for found in re.finditer(_BREAK, text))]


def has_controls(text: str) -> bool:
    """Whether a control character stands anywhere in a text."""
    # Nearly every text holds none, and that is found out ten times as fast.
    return not text.replace("\n", "").isprintable() and re.search(_CONTROL, text) is not None


def control_characters(line: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and written form of each run of control characters in a line or text."""
    for found in () if line.isprintable() else re.finditer(_CONTROL, line):
        names = " ".join(f"U+{ord(letter):04X}" for letter in found.group()[:5])
        yield found.start(), found.end(), names


def without_controls(text: str) -> str:
    """The same text, as long, with a stand-in for each control character, so that reading can go on."""
    return re.sub(_CONTROL, lambda found: "\ufffd" * len(found.group()), text)


def _is_no_text(data: bytes) -> bool:
    """Zeros all over are no slip of the hand; a few are control characters like others."""
    return data.count(0) * BINARY_ZERO_RATIO > len(data)


def with_pairs(text: str) -> str:
    """The same text, with one character for each pair of halves, as JSON writes an emoji."""
    if text.isascii():
        return text
    return re.sub(_PAIR, lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), text)


def without_tabs(text: str) -> str:
    """The same lines, empty where they hold blanks only: nobody sees the tab that YAML refuses."""
    return re.sub(_BLANK_WITH_TAB, "", text) if "\t" in text else text


def _looks_wide(data: bytes) -> bool:
    """Plain text in UTF-16 has a zero in every second byte."""
    head = data[:64]
    return any(head[0::2]) is not any(head[1::2])


def _misplaced_byte(body: bytes, position: int) -> Violation:
    if b"\x00" in body or b"\x1a" in body[:64] or body[:1] > b"\x7f":
        return Violation(rule="not-utf-8", span=Span(), variant="binary")
    lines = split_lines(body[:position].decode("utf-8"))
    line, column = len(lines), len(lines[-1]) + 1
    return Violation(rule="not-utf-8", span=Span(line, column, line, column + 1))
