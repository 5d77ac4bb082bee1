"""Text for XML, HTML, WordprocessingML, Markdown, SARIF messages and URIs."""

import re
from typing import Final
from urllib.parse import quote

from barrierctl.text.terminal import INVISIBLE, UNSEEN, shown, written_out

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAGS: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ENTITIES: Final = _TAGS | str.maketrans({'"': "&quot;", "'": "&apos;", "\r": "&#13;"})
_BLANKS: Final = str.maketrans({"\t": "&#9;", "\n": "&#10;"})


def legal(text: str) -> str:
    """Write out what XML cannot hold, not even as a reference; a library escapes the rest."""
    return _ILLEGAL.sub(written_out, text)


def content(text: str) -> str:
    """Escape the text of an element."""
    return (text if text.isprintable() else legal(text)).translate(_ENTITIES)


def attribute(text: str) -> str:
    """Escape the value of an attribute, for either kind of quotes."""
    return content(text).translate(_BLANKS)


_UNSHOWN = re.compile(
    f"[{INVISIBLE}\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)


def readable(text: str) -> str:
    """Write out what browsers and spreadsheets refuse, drop or turn round; a library escapes the rest."""
    is_plain = text.isascii() and text.isprintable()
    return text if is_plain else _UNSHOWN.sub(written_out, text)


_LINE_BREAK = re.compile("\r\n|[\r\n]")


def run_content(text: str) -> str:
    """Make the elements of a WordprocessingML run that show this text."""
    if text.isprintable():  # it has no line break and no tab
        return f'<w:t xml:space="preserve">{content(shown(text))}</w:t>'
    return "<w:br/>".join(
        "<w:tab/>".join(
            f'<w:t xml:space="preserve">{content(shown(part))}</w:t>' for part in line.split("\t")
        )
        for line in _LINE_BREAK.split(text)
    )


_ENTITY = re.compile(r"(&(?:amp|lt|gt|#x[0-9a-f]+);)")
_ACTIVE = re.compile(r"([\\`*_\[\]#|~$@]|:(?=\S))")  # a colon makes an emoji or a link of what follows it
_MAIL = re.compile(r"\\@(?=\S)")
_WEB = re.compile(r"(www)\.", re.IGNORECASE)


def escaped(text: str) -> str:
    """Put the text on one line, and escape every character that Markdown or HTML would act on."""
    one_line = " ".join(text.split())
    if one_line.isascii() and one_line.replace(" ", "").isalnum():  # so are most texts
        return one_line
    seen = re.sub(UNSEEN, lambda found: f"&#x{ord(found.group()):x};", one_line.translate(_TAGS))
    # Entities hold # and ;, which must stay; all else is escaped one by one.
    parts = _ENTITY.split(seen)
    for index in range(0, len(parts), 2):
        # GitHub links addresses after it has undone the escapes, so these are broken by an empty element.
        unlinked = _MAIL.sub("@<span></span>", _ACTIVE.sub(r"\\\1", parts[index]))
        parts[index] = _WEB.sub(r"\1\\.", unlinked)
    return "".join(parts)


_LIST = re.compile(r"^(\d{0,9})([-+.)])")


def as_paragraph(line: str) -> str:
    """Keep an escaped line from beginning a list or a rule."""
    return _LIST.sub(r"\1\\\2", line)


def fenced(text: str, language: str) -> str:
    """Make a block of code, within a fence that nothing in the text can close."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def message(text: str) -> str:
    """Escape in a SARIF message what a viewer would fill in or make a link of.

    Other braces stay as they are: the standard has them doubled, but platforms show both.
    """
    return _PLACEHOLDER.sub(r"{{\1}}", text.replace("](", "] ("))


def path(text: str) -> str:
    """Make a relative reference of a path with `/`; nothing in it is a scheme or a fragment."""
    return quote(text, safe="/", errors="surrogatepass")
