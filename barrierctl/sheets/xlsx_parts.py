"""Parts of a workbook of Excel beside its sheets: what is struck out, and comments."""

from collections.abc import Iterator, Mapping
from posixpath import basename, dirname, join, normpath
from typing import Final, NamedTuple

from barrierctl.sheets.archive import Parts, parse_xml
from barrierctl.sheets.grid import Remark

_STYLES: Final = "xl/styles.xml"
_TEXTS: Final = "xl/sharedStrings.xml"
_NONE: Final = b"<none/>"
_OFF: Final = {"0", "false"}


class StruckText(NamedTuple):
    """The words of a text that are struck out, and whether these are all of them."""

    words: str
    is_whole: bool


def read_struck_styles(parts: Parts, file: str) -> frozenset[str]:
    """The numbers of the styles whose font is struck out."""
    fonts: list[bool] = []
    styles: list[str] = []
    within: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        within.append(name)
        if name == "font" and "fonts" in within:
            fonts.append(False)
        elif name == "strike" and fonts and "fonts" in within:
            fonts[-1] = attributes.get("val", "1") not in _OFF
        elif name == "xf" and "cellXfs" in within:
            styles.append(attributes.get("fontId", "0"))

    parse_xml(parts.get(_STYLES, _NONE), file, start, lambda _name: within.pop())
    struck = {str(number) for number, is_struck in enumerate(fonts) if is_struck}
    return frozenset(str(number) for number, font in enumerate(styles) if font in struck)


def read_struck_texts(parts: Parts, file: str) -> Mapping[str, StruckText]:
    """Find the texts with words that are struck out, by their numbers in the workbook."""
    found: dict[str, StruckText] = {}
    number, every, struck = -1, list[str](), list[str]()
    in_text = is_struck = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal number, every, struck, in_text, is_struck
        match name:
            case "si":
                number, every, struck = number + 1, [], []
            case "r":
                is_struck = False
            case "strike":
                is_struck = attributes.get("val", "1") not in _OFF
            case _:
                in_text = name == "t"

    def end(name: str) -> None:
        nonlocal in_text, is_struck
        in_text = False
        if name == "r":
            is_struck = False
        elif name == "si" and (words := "".join(struck).split()):
            found[str(number)] = StruckText(" ".join(words), words == "".join(every).split())

    def text(letters: str) -> None:
        if in_text:
            every.append(letters)
            struck.extend([letters] * is_struck)

    parse_xml(parts.get(_TEXTS, _NONE), file, start, end, text)
    return found


def read_comments(parts: Parts, sheet: str, file: str) -> Iterator[Remark]:
    """Read the comments on the cells of a sheet, which is given by the name of its part."""
    relations = f"{dirname(sheet)}/_rels/{basename(sheet)}.rels"
    targets: list[str] = []
    found: dict[str, list[str]] = {}
    at, in_text = "", False

    def relation(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/comments"):
            targets.append(normpath(join("/", dirname(sheet), attributes.get("Target", "")))[1:])

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal at, in_text
        in_text = name == "t"
        if name == "comment":
            at = attributes.get("ref", "")

    def text(letters: str) -> None:
        if in_text:
            found.setdefault(at, []).append(letters)

    parse_xml(parts.get(relations, _NONE), file, relation)
    for target in targets:
        parse_xml(parts.get(target, _NONE), file, start, text=text)
    for cell, words in found.items():
        yield Remark("comment", cell, " ".join("".join(words).split()))
