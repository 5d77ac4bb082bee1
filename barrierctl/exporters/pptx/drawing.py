"""Slides as PresentationML: title, table, note, footer and number."""

from collections.abc import Iterable, Iterator
from typing import Final

from barrierctl.exporters.pptx.pagination import MARGIN, WIDTH, Page, Row
from barrierctl.exporters.pptx.text_layout import GAP, INDENT, Box, Look, Paragraph
from barrierctl.frozen import frozen
from barrierctl.text.markup import attribute, content

STYLE: Final = "{6E2B1C50-2F0B-4C5B-9B0A-5D1F0C9A7B31}"
"""The id of the style."""
_LINE: Final = '<a:ln w="9525" cmpd="sng"><a:solidFill><a:srgbClr val="A6A6A6"/></a:solidFill></a:ln>'
_BOLD: Final = ' b="on"'
_NONE: Final = '<a:ln w="0"><a:noFill/></a:ln>'


def _text(colour: str, bold: str = "") -> str:
    font = '<a:fontRef idx="minor"><a:prstClr val="black"/></a:fontRef>'
    return f'<a:tcTxStyle{bold}>{font}<a:schemeClr val="{colour}"/></a:tcTxStyle>'


def _style_cell(fill: str, borders: str = "") -> str:
    return f"<a:tcStyle><a:tcBdr>{borders}</a:tcBdr><a:fill>{fill}</a:fill></a:tcStyle>"


def _borders() -> str:
    lines = {
        "left": _NONE,
        "right": _NONE,
        "top": _LINE,
        "bottom": _LINE,
        "insideH": _LINE,
        "insideV": _LINE,
    }
    return "".join(f"<a:{side}>{line}</a:{side}>" for side, line in lines.items())


_DARK: Final = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
_PALE: Final = '<a:solidFill><a:srgbClr val="E9EFF6"/></a:solidFill>'

TABLE_STYLES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" def="{STYLE}">'
    f'<a:tblStyle styleId="{STYLE}" styleName="Barrier model">'
    f"<a:wholeTbl>{_text('dk1')}{_style_cell('<a:noFill/>', _borders())}</a:wholeTbl>"
    f"<a:firstCol>{_text('dk1', _BOLD)}{_style_cell(_PALE)}</a:firstCol>"
    f"<a:firstRow>{_text('lt1', _BOLD)}{_style_cell(_DARK)}</a:firstRow>"
    f"<a:nwCell>{_text('lt1', _BOLD)}{_style_cell(_DARK)}</a:nwCell>"
    "</a:tblStyle></a:tblStyleLst>"
)
"""The part of the presentation that holds the style."""


POINT: Final = 12_700
"""The unit of these files in a point."""
LEFT, TOP = 36, 94
"""Where a table begins, in points."""
_NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_GREY: Final = '<a:solidFill><a:srgbClr val="595959"/></a:solidFill>'
_LOOKS: Final = {
    Look.PLAIN: ("", ""),
    Look.ASIDE: (' b="0"', _GREY),
    Look.SLANTED: (' i="1"', ""),
    Look.STRUCK: (' strike="sngStrike"', _GREY),
    Look.SIGN: ("", ""),
}


@frozen
class Frame:
    """What is the same on each slide.

    Attributes:
        language: of the text, as a BCP 47 tag.
        footer: what stands at the foot.
    """

    language: str
    footer: str


def table_slide(frame: Frame, number: int, title: tuple[str, int], page: Page) -> str:
    """A slide with a table under its title.

    Args:
        frame: what is the same on each slide.
        number: of the slide.
        title: with the number of its part, if it has several, and the size of its letters.
        page: what stands below.
    """
    body = [_table(frame, title[0], page)] if page.rows else []
    if page.note:
        body.append(_note(frame, page))
    return slide(frame, number, placeholder(frame, 2, "title", [title]), *body)


def slide(frame: Frame, number: int, *shapes: str) -> str:
    """A slide with these shapes, the footer and the number."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<p:sld {_NAMESPACES}><p:cSld><p:spTree>'
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{''.join(shapes)}{_footer(frame)}{_number(frame, number)}"
        "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )


def placeholder(frame: Frame, shape: int, kind: str, told: Iterable[tuple[str, int]]) -> str:
    """A shape that the layout has a place for.

    Args:
        frame: what is the same on each slide.
        shape: its number on the slide.
        kind: `title`, `ctrTitle` or `subTitle idx="1"`.
        told: its paragraphs, each with the size of its letters.
    """
    name, _, more = kind.partition(" ")
    paragraphs = (f"<a:p>{_run(frame, text, size)}</a:p>" for text, size in told)
    return _shape(shape, name, f'<p:ph type="{name}" {more}/>', "".join(paragraphs))


def _shape(number: int, name: str, place: str, paragraphs: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name} {number}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
    )


def _footer(frame: Frame) -> str:
    place = '<p:ph type="ftr" sz="quarter" idx="11"/>'
    return _shape(8, "footer", place, f"<a:p>{_run(frame, frame.footer, 12)}</a:p>")


def _number(frame: Frame, number: int) -> str:
    field = (
        '<a:p><a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
        f'<a:rPr lang="{attribute(frame.language)}" sz="1200"/><a:t>{number}</a:t></a:fld></a:p>'
    )
    return _shape(9, "number", '<p:ph type="sldNum" sz="quarter" idx="12"/>', field)


def _note(frame: Frame, page: Page) -> str:
    """A text box, under the table where there is one."""
    top = TOP + sum(row.height for row in _all_rows(page)) if page.rows else TOP
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="4" name="note 4"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr><a:xfrm>{_at(LEFT, top)}{_extent(WIDTH, page.note_height)}</a:xfrm>"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" {_insets()} anchor="ctr"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
        f"<a:p>{_run(frame, page.note, page.size)}</a:p></p:txBody></p:sp>"
    )


def _table(frame: Frame, title: str, page: Page) -> str:
    rows = _all_rows(page)
    high = sum(row.height for row in rows)
    flags = ' firstRow="1"' * (page.head is not None) + ' firstCol="1"' * (len(page.widths) > 1)
    columns = "".join(f'<a:gridCol w="{_units(width)}"/>' for width in page.widths)
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="3" name="table 3" descr="{attribute(title)}"/>'
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f"</p:nvGraphicFramePr><p:xfrm>{_at(LEFT, TOP)}{_extent(WIDTH, high)}</p:xfrm><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        f"<a:tblPr{flags}><a:tableStyleId>{STYLE}</a:tableStyleId></a:tblPr>"
        f"<a:tblGrid>{columns}</a:tblGrid>{''.join(_rows(frame, page.size, rows))}"
        "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _all_rows(page: Page) -> list[Row]:
    return [page.head, *page.rows] if page.head else [*page.rows]


def _rows(frame: Frame, size: int, rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        cells = "".join(_cell(frame, size, box) for box in row.boxes)
        yield f'<a:tr h="{_units(row.height)}">{cells}</a:tr>'


def _cell(frame: Frame, size: int, box: Box) -> str:
    end = f'<a:p><a:endParaRPr lang="{attribute(frame.language)}" sz="{size}00"/></a:p>'
    told = "".join(_paragraph(frame, size, paragraph) for paragraph in box.paragraphs)
    fill = f'<a:solidFill><a:srgbClr val="{box.fill}"/></a:solidFill>' if box.fill else ""
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{told or end}</a:txBody>"
        f"<a:tcPr {_margins()}>{fill}</a:tcPr></a:tc>"
    )


def _paragraph(frame: Frame, size: int, told: Paragraph) -> str:
    indent, sign = "", "<a:buNone/>"
    if told.bullet:
        indent = f' marL="{_units(INDENT)}"'
    if told.bullet and not told.continues:
        indent += f' indent="-{_units(INDENT)}"'
        sign = '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
    align = ' algn="ctr"' if told.look is Look.SIGN else ""
    space = f'<a:spcBef><a:spcPts val="{GAP}00"/></a:spcBef>'
    bold, plain = told.text[: told.bold], told.text[told.bold :]
    runs = _run(frame, bold, size, ' b="1"', told.look) + _run(frame, plain, size, "", told.look)
    return f"<a:p><a:pPr{indent}{align}>{space}{sign}</a:pPr>{runs}</a:p>"


def _run(frame: Frame, text: str, size: int, more: str = "", look: Look = Look.PLAIN) -> str:
    if not text:
        return ""
    mark, colour = _LOOKS[look]
    about = f'lang="{attribute(frame.language)}" sz="{size}00"{more or mark}'
    return f"<a:r><a:rPr {about}>{colour}</a:rPr><a:t>{content(text)}</a:t></a:r>"


def _margins() -> str:
    side, high = _units(MARGIN), _units(MARGIN / 2)
    return f'marL="{side}" marR="{side}" marT="{high}" marB="{high}"'


def _insets() -> str:
    side, high = _units(MARGIN), _units(MARGIN / 2)
    return f'lIns="{side}" rIns="{side}" tIns="{high}" bIns="{high}"'


def _at(left: float, top: float) -> str:
    return f'<a:off x="{_units(left)}" y="{_units(top)}"/>'


def _extent(width: float, height: float) -> str:
    return f'<a:ext cx="{_units(width)}" cy="{_units(height)}"/>'


def _units(points: float) -> int:
    return round(points * POINT)
