"""The presentation that slides are put into: wide, with two layouts, and nothing of who made the template."""

from typing import Final

import pptx
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation
from pptx.shapes.placeholder import LayoutPlaceholder, MasterPlaceholder
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Pt

from barrierctl.exporters.pptx.table_style import TABLE_STYLES

FRONT, BELOW_TITLE = "Title Slide", "Title Only"
"""The layouts that are used, by their names."""
_WIDTH, _HEIGHT = 960, 540
_PLACES: Final = {
    "TITLE": (36, 24, 888, 64),
    "CENTER_TITLE": (72, 90, 816, 170),
    "SUBTITLE": (72, 274, 816, 200),
    "FOOTER": (36, 504, 780, 26),
    "SLIDE_NUMBER": (824, 504, 100, 26),
}
"""Left, top, width and height of what a layout has a place for, in points."""
_BEHIND_ALL: Final = 2  # after the two elements that tell of the shapes as a group
_BAND: Final = (
    f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="20" name="band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
    '</p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="381000" cy="6858000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
    "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
)
"""What marks the first slide: a band on its left."""
_THEME: Final = {
    b'typeface="Calibri"': b'typeface="Arial"',
    b'<a:srgbClr val="4F81BD"/>': b'<a:srgbClr val="1F4E79"/>',
    b'<a:srgbClr val="1F497D"/>': b'<a:srgbClr val="1F4E79"/>',
}
"""A font whose measure other systems have under other names, and a blue that prints dark."""


def opened() -> Presentation:
    """The template of the library, made wide."""
    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Pt(_WIDTH), Pt(_HEIGHT)
    del presentation.element.sldSz.attrib["type"]  # it says 4:3
    _keep_two_layouts(presentation)
    master = presentation.slide_master
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme.blob = _themed(theme.blob)
    styles = presentation.part.part_related_by(RELATIONSHIP_TYPE.TABLE_STYLES)
    styles.blob = TABLE_STYLES.encode()
    for holder in (master, *presentation.slide_layouts):
        for shape in list(holder.placeholders):
            _place(shape)
        for style in holder.element.xpath(".//a:lvl1pPr[@algn='ctr']"):
            style.set("algn", "l")
        for paleness in holder.element.xpath(".//p:sp//a:tint"):
            paleness.getparent().remove(paleness)
    _set_titles(master)
    (shapes,) = layout(presentation, FRONT).element.xpath("./p:cSld/p:spTree")
    shapes.insert(_BEHIND_ALL, parse_xml(_BAND))
    return presentation


def layout(presentation: Presentation, name: str) -> SlideLayout:
    """The layout of that name."""
    return next(each for each in presentation.slide_layouts if each.name == name)


def _keep_two_layouts(presentation: Presentation) -> None:
    for each in list(presentation.slide_layouts):
        if each.name not in (FRONT, BELOW_TITLE):
            presentation.slide_layouts.remove(each)


def _themed(blob: bytes) -> bytes:
    for old, new in _THEME.items():
        blob = blob.replace(old, new)
    return blob


def _set_titles(master: SlideMaster) -> None:
    (letters,) = master.element.xpath(".//p:titleStyle/a:lvl1pPr/a:defRPr")
    letters.set("sz", "2800")
    letters.set("b", "1")
    (colour,) = letters.xpath("./a:solidFill/a:schemeClr")
    colour.set("val", "tx2")


def _place(shape: MasterPlaceholder | LayoutPlaceholder) -> None:
    """Put a placeholder where it belongs; a date is not shown."""
    kind = shape.placeholder_format.type.name
    if kind == "DATE":
        shape.element.getparent().remove(shape.element)
        return
    if kind not in _PLACES:
        return
    shape.left, shape.top, shape.width, shape.height = map(Pt, _PLACES[kind])
    frame = shape.text_frame
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if kind == "CENTER_TITLE" else MSO_ANCHOR.MIDDLE
