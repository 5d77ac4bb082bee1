"""The styles and lists of a report."""

from dataclasses import dataclass
from typing import Final

from barrierctl.text.markup import attribute

DARK: Final = "1F3864"
"""Headings, and the heads of tables."""

TINT: Final = "E9EEF7"
"""Behind the heads of rows."""

_GREY = "595959"


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """A style of paragraphs; lengths are in points.

    Attributes:
        name: as users see it; built-in ones by the names that the format gives them.
        base: the style that it goes out from.
        size: of the letters.
        before, after: the space above and below.
        left: how far it is moved in.
        hanging: how far the first line is moved out again.
        color: of the letters.
        bold: whether they are.
        centred: whether the lines are.
        level: of a heading, from 0; None for what is none.
        bullet: whether it begins with one.
        stays: whether it is on the same page as what follows.
        anew: whether it begins a page.
    """

    name: str
    base: str = "Normal"
    size: float = 10
    before: float = 0
    after: float = 0
    left: float = 0
    hanging: float = 0
    color: str = "000000"
    bold: bool = False
    centred: bool = False
    level: int | None = None
    bullet: bool = False
    stays: bool = False
    anew: bool = False

    @property
    def id(self) -> str:
        """By which paragraphs name it."""
        return "".join(word[0].upper() + word[1:] for word in self.name.replace("toc", "TOC").split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """A style of letters within a paragraph."""

    name: str
    color: str
    bold: bool = False
    italic: bool = False
    struck: bool = False


PARAGRAPHS: Final = (
    Style(name="Title", size=26, after=4, color=DARK, bold=True),
    Style(name="Subtitle", size=11, after=12, color=_GREY),
    Style(name="heading 1", size=18, before=20, after=6, color=DARK, bold=True, level=0, stays=True),
    Style(name="heading 2", size=13, before=16, after=4, color=DARK, bold=True, level=1, stays=True),
    Style(name="heading 3", size=10.5, before=8, after=3, color=DARK, bold=True, level=2, stays=True),
    Style(name="caption", size=9, before=10, after=4, color=_GREY, stays=True),
    Style(name="header", size=8.5, color=_GREY),
    Style(name="footer", size=8.5, color=_GREY, centred=True),
    Style(name="List Bullet", after=2, left=14, hanging=14, bullet=True),
    Style(name="toc 1", before=4, after=1, bold=True),
    Style(name="toc 2", after=1, left=14),
    Style(name="TOC Heading", size=18, after=6, color=DARK, bold=True, stays=True, anew=True),
    Style(name="Contents Note", size=8.5, before=8, color=_GREY),
    Style(name="Told", size=9, after=3, left=14),
    Style(name="Cell Text", size=9, before=1, after=1),
    Style(name="Cell Sign", size=8.5, before=1, after=1, centred=True),
    Style(name="Cell Entry", base="List Bullet", size=8.5, after=1.5, left=8, hanging=8, bullet=True),
    Style(name="Section End", size=8),
)
LOOKS: Final = (
    Look(name="Name", color="000000", bold=True),
    Look(name="Label", color=_GREY),
    Look(name="Head", color="FFFFFF", bold=True),
    Look(name="Row Head", color=DARK, bold=True),
    Look(name="Continued", color=_GREY),
    Look(name="Doubtful", color="7F4F00", italic=True),
    Look(name="Dropped", color=_GREY, struck=True),
    Look(name="Absent", color=_GREY, italic=True),
    Look(name="Grave", color="9C2A00", bold=True),
)


_FONT: Final = "Arial"  # every office has it, or one that is as wide


def style_sheet(language: str) -> list[str]:
    """The defaults and every style, as XML; what stands first must come first.

    Args:
        language: of the texts, as a code.
    """
    return [_defaults(attribute(language)), *_BUILT_IN, *map(_style, PARAGRAPHS), *map(_look, LOOKS)]


def lists() -> list[str]:
    """A list with bullets for each style that begins with one, as XML; what is abstract comes first."""
    bulleted = [style for style in PARAGRAPHS if style.bullet]
    return [_abstract(style) for style in bulleted] + [
        f'<w:num w:numId="{_list_of(style)}"><w:abstractNumId w:val="{_list_of(style)}"/></w:num>'
        for style in bulleted
    ]


def _list_of(style: Style) -> int:
    return 1 + PARAGRAPHS.index(style)


def _abstract(style: Style) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{_list_of(style)}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{style.id}"/>'
        f'<w:lvlText w:val="\N{BULLET}"/><w:lvlJc w:val="left"/><w:pPr>{_indent(style)}</w:pPr></w:lvl>'
        "</w:abstractNum>"
    )


def _indent(style: Style) -> str:
    return f'<w:ind w:left="{_twentieths(style.left)}" w:hanging="{_twentieths(style.hanging)}"/>'


def _twentieths(points: float) -> int:
    return round(points * 20)


def _defaults(language: str) -> str:
    fonts = " ".join(f'w:{which}="{_FONT}"' for which in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val="20"/><w:szCs w:val="20"/>'
        f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )


_EDGE = 'w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"'
_EDGES = "".join(f"<w:{side} {_EDGE}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_MARGINS = (
    '<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
)
_NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    '<w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:style>'
)
_LETTERS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
)
_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    f'<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_MARGINS}'
    "</w:tblPr></w:style>"
)
_GRID = (
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>'
    f"<w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders>{_MARGINS}</w:tblPr></w:style>"
)
_BUILT_IN = (_NORMAL, _LETTERS, _TABLE, _GRID)


def _style(style: Style) -> str:
    keep = "<w:keepNext/><w:keepLines/>" if style.stays else ""
    keep += "<w:pageBreakBefore/>" if style.anew else ""
    bullet = f'<w:numPr><w:numId w:val="{_list_of(style)}"/></w:numPr>' if style.bullet else ""
    before, after = _twentieths(style.before), _twentieths(style.after)
    centred = '<w:jc w:val="center"/>' if style.centred else ""
    level = "" if style.level is None else f'<w:outlineLvl w:val="{style.level}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.base.replace(" ", "")}"/><w:qFormat/><w:pPr>{keep}{bullet}'
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="252" w:lineRule="auto"/>'
        f"{_indent(style)}{centred}{level}</w:pPr>"
        f"<w:rPr>{_letters(style.color, bold=style.bold)}"
        f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/></w:rPr></w:style>'
    )


def _look(look: Look) -> str:
    letters = _letters(look.color, bold=look.bold, italic=look.italic, struck=look.struck)
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{look.name.replace(" ", "")}">'
        f'<w:name w:val="{look.name}"/><w:qFormat/><w:rPr>{letters}</w:rPr></w:style>'
    )


def _letters(color: str, *, bold: bool = False, italic: bool = False, struck: bool = False) -> str:
    told = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    return f'{told}{"<w:strike/>" if struck else ""}<w:color w:val="{color}"/>'
