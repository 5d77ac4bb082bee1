"""Text for XML, HTML, WordprocessingML, Markdown, SARIF messages and URIs."""

import re
from typing import Final
from urllib.parse import quote

from barrierctl.text.invisible import UNSEEN, written_out
from barrierctl.text.terminal import shown

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;", "\r": "&#13;"}
)
_BLANKS: Final = str.maketrans({"\t": "&#9;", "\n": "&#10;"})


def legal(text: str) -> str:
    """The text with what XML cannot hold, not even as a reference, written out; for what escapes the rest."""
    return _ILLEGAL.sub(written_out, text)


def content(text: str) -> str:
    """The text of an element."""
    return legal(text).translate(_ENTITIES)


def attribute(text: str) -> str:
    """The value of an attribute, for either kind of quotes."""
    return content(text).translate(_BLANKS)


_UNSHOWN = re.compile(
    "[\u202d\u202e\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)


def readable(value: object) -> object:
    """The value; in a text, what browsers refuse or drop is written out, and what turns letters round."""
    if isinstance(value, str) and not value.isprintable() and _UNSHOWN.search(value):
        return _UNSHOWN.sub(written_out, value)
    return value


_LINE_BREAK = re.compile("\r\n|[\r\n]")


def run_content(text: str) -> str:
    """The elements of a run that show this text."""
    return "<w:br/>".join(_line(line) for line in _LINE_BREAK.split(text))


def _line(line: str) -> str:
    return "<w:tab/>".join(
        f'<w:t xml:space="preserve">{content(shown(part))}</w:t>' for part in line.split("\t")
    )


_ACTIVE = re.compile(r"([\\`*_\[\]#|~$@]|:(?=\S))")  # a colon makes an emoji or a link of what follows it
_MAIL = re.compile(r"\\@(?=\S)")
_WEB = re.compile(r"(www)\.", re.IGNORECASE)
_NAMES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(text: str) -> str:
    """The text with every character that Markdown or HTML would act on made harmless, on one line."""
    one_line = " ".join(text.split())
    harmless = re.sub(
        UNSEEN, lambda found: f"&#x{ord(found.group()):x};", re.sub(r"[&<>]", _entity, one_line)
    )
    return _escape_words(harmless)


def fenced(text: str, language: str) -> str:
    """The text as a block of code, within a fence that nothing in it can close."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _entity(found: re.Match[str]) -> str:
    return _NAMES[found.group()]


def _escape_words(text: str) -> str:
    # Entities hold # and ;, which must stay; all else is escaped one by one.
    parts = re.split(r"(&(?:amp|lt|gt|#x[0-9a-f]+);)", text)
    return "".join(part if index % 2 else _inert(part) for index, part in enumerate(parts))


def _inert(text: str) -> str:
    # GitHub links addresses once the escapes are undone, so these are broken by what nobody sees.
    unlinked = _MAIL.sub("@<span></span>", _ACTIVE.sub(r"\\\1", text))
    return _WEB.sub(r"\1\\.", unlinked)


_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def message(text: str) -> str:
    """The text without anything that a viewer would fill in or make a link of.

    Other braces stay as they are: the standard has them doubled, but platforms show both.
    """
    return _PLACEHOLDER.sub(r"{{\1}}", text.replace("](", "] ("))


def path(text: str) -> str:
    """A path with `/` between its parts, as a relative reference; nothing in it is a scheme or a fragment."""
    return quote(text, safe="/", errors="surrogatepass")
