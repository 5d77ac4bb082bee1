"""Text for a cell or heading in GitHub-flavoured Markdown."""

import re

from barrierctl.text.unseen import UNSEEN

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
