"""Bytes to text: size, encoding, and the characters that no output can hold."""

import codecs
import re
from collections.abc import Iterator
from typing import Any

from barrierctl.findings import Span, Violation
from barrierctl.limits import BINARY_ZERO_RATIO, MAX_BYTES
from barrierctl.text.terminal import INVISIBLE

_BREAK = r"\r\n|\r|\n"
# C0 and C1 but TAB, LF, CR; line and paragraph separators; a BOM midway; what is no character at all.
_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]+"
# A line that holds only blanks: nobody sees the tab in it that YAML refuses.
_BLANK_WITH_TAB = r"(?:(?<=[\r\n])|\A) *\t[ \t]*(?=[\r\n]|\Z)"
_SURROGATE_PAIR = "[\ud800-\udbff][\udc00-\udfff]"
_WIDEST_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, *_WIDEST_BOMS)
BULLETS = "•·∙▪▫◦‣●○■□→➔➢➤✓✔✗\uf0a7\uf0b7"
HARD_SPACES = "\u00a0\u2007\u2009\u202f\u3000"  # of web pages and of Word; YAML takes them for letters
# What people and word processors write before the items of a list, where YAML wants a dash.
BULLET = rf"\s*([{BULLETS}])"
BULLET_OR_DASH = rf"\s*([{BULLETS}]|(?:[*\u2013\u2014]|[-=]>)(?=\s))"


class RefusedError(Exception):
    """Reading stops here; one violation says why."""

    def __init__(self, rule: str, span: Span, **fields: Any) -> None:
        super().__init__(rule)
        self.violation = Violation(rule=rule, span=span, **fields)


def decode(data: bytes) -> str:
    """Decode a file's bytes; raises RefusedError if they are too many, or not UTF-8."""
    if len(data) > MAX_BYTES:
        raise RefusedError("file-too-large", Span())
    body = data.removeprefix(codecs.BOM_UTF8)
    is_wide = data.startswith(_WIDE_BOMS)
    if is_wide or body.count(0) * BINARY_ZERO_RATIO > len(body):
        # Plain text in UTF-16 has a zero in every second byte.
        is_wide = is_wide or any(data[0:64:2]) is not any(data[1:64:2])
        # Text in UTF-32 has three zeros for each letter.
        is_widest = data.startswith(_WIDEST_BOMS) or body.count(0) * 3 > len(body) * 2
        parameters = {"encoding": "UTF-32" if is_widest else "UTF-16"}
        raise RefusedError(
            "not-utf-8", Span(), variant="wide" if is_wide else "binary", parameters=parameters
        )
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\x00" in body or b"\x1a" in body[:64] or body[:1] > b"\x7f":
            raise RefusedError("not-utf-8", Span(), variant="binary") from None
        lines = split_lines(body[: error.start].decode("utf-8"))
        line, column = len(lines), len(lines[-1]) + 1
        raise RefusedError("not-utf-8", Span(line, column, line, column + 1)) from None


def split_lines(text: str) -> tuple[str, ...]:
    """Split a text into lines as YAML counts them, without their ends."""
    return tuple(re.split(_BREAK, text) if "\r" in text else text.split("\n"))


def line_starts(text: str) -> list[int]:
    """List the offset in the text at which each line begins."""
    return [0, *(found.end() for found in re.finditer(_BREAK, text))]


def control_characters(line: str) -> Iterator[tuple[int, int, str]]:
    """Give start, end and written form (`U+0007`) of each run of control characters in a text."""
    return iter(()) if line.isprintable() else _runs(_CONTROL, line)


def unseen_letters(line: str) -> Iterator[tuple[int, int, str]]:
    """Give the same of each run of letters that nobody sees, but that every output can hold."""
    return iter(()) if line.isascii() else _runs(f"[{INVISIBLE}]+", line)


def _runs(pattern: str, line: str) -> Iterator[tuple[int, int, str]]:
    for found in re.finditer(pattern, line):
        names = " ".join(f"U+{ord(letter):04X}" for letter in found.group()[:5])
        yield found.start(), found.end(), names


def without_controls(text: str) -> str:
    """Replace each control character, so that reading can go on; the text keeps its length."""
    # Nearly every text holds none, and this finds that out ten times as fast.
    if text.replace("\n", "").isprintable():
        return text
    return re.sub(_CONTROL, lambda found: "\ufffd" * len(found.group()), text)


def without_tabs(text: str) -> str:
    """Empty the lines that hold only blanks: nobody sees the tab in them that YAML refuses."""
    return re.sub(_BLANK_WITH_TAB, "", text) if "\t" in text else text


def join_surrogates(text: str) -> str:
    r"""Join each pair of surrogates to one character: JSON writes an emoji as `\ud83d\ude00`."""
    return re.sub(
        _SURROGATE_PAIR, lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), text
    )
