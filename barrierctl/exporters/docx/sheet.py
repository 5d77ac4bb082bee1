"""The styles and lists of a report as WordprocessingML."""

from typing import Final

from barrierctl.exporters.docx.styles import LOOKS, PARAGRAPHS, Look, Style
from barrierctl.text.xml import attribute

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
