"""The presentation file: its template, and the slides put into it."""

import io
from typing import Final

import pptx
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.oxml import CT_Relationships
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation
from pptx.shapes.placeholder import LayoutPlaceholder, MasterPlaceholder
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Pt

from barrierctl.exporters.common import repacked
from barrierctl.exporters.pptx.drawing import TABLE_STYLES
from barrierctl.text.markup import content
from barrierctl.text.paper import line
from barrierctl.views.document import Document

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


_FIRST_ID: Final = 256  # the least that a slide may have
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_APP: Final = (
    f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>barrierctl</Application></Properties>"
)


def packed(document: Document, front: str, slides: list[str]) -> bytes:
    """A presentation.

    Args:
        document: for what the file tells about itself.
        front: the first slide.
        slides: the others, in order.
    """
    presentation = opened()
    _describe(presentation, document)
    _add(presentation, front, slides)
    stream = io.BytesIO()
    presentation.save(stream)
    return repacked(stream.getvalue())


def _describe(presentation: Presentation, document: Document) -> None:
    """Tell what the file is; without the template's picture, printer, author and times."""
    package, part = presentation.part.package, presentation.part
    package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES).blob = _APP.encode()
    dropped = {RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.CORE_PROPERTIES}
    for relationship in [each for each in package.iter_rels() if each.reltype in dropped]:
        package.drop_rel(relationship.rId)
    for name in [rel.rId for rel in part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.PRINTER_SETTINGS]:
        part.rels.pop(name)
    core = Part(
        PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, package, _core(document).encode()
    )
    package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)


def _core(document: Document) -> str:
    day = f"{document.day.isoformat()}T00:00:00Z" if document.day else ""
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>'
        for name in ("created", "modified")
        if day
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{content(line(document.title))}</dc:title>"
        f"<dc:language>{content(document.language)}</dc:language>{times}</cp:coreProperties>"
    )


def _add(presentation: Presentation, front: str, slides: list[str]) -> None:
    """Put the slides behind those layouts that they are made for."""
    part = presentation.part
    under_title = layout(presentation, BELOW_TITLE)
    every = [_part(1, front, layout(presentation, FRONT))]
    every += [_part(number, slide, under_title) for number, slide in enumerate(slides, start=2)]
    links, parts = CT_Relationships.new(), {}
    for link in part.rels.values():
        links.add_rel(link.rId, link.reltype, link.target_ref)
        parts[link.target_part.partname] = link.target_part
    for number, each in enumerate(every, start=1):
        links.add_rel(f"slide{number}", RELATIONSHIP_TYPE.SLIDE, each.partname.relative_ref("/ppt"))
        parts[each.partname] = each
    part.load_rels_from_xml(links, parts)
    presentation.element.get_or_add_sldIdLst().extend(_listed(len(every)))


def _part(number: int, slide: str, layout: SlideLayout) -> Part:
    name = PackURI(f"/ppt/slides/slide{number}.xml")
    part = Part(name, CONTENT_TYPE.PML_SLIDE, layout.part.package, slide.encode())
    part.relate_to(layout.part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    return part


def _listed(count: int) -> list[object]:
    ids = "".join(f'<p:sldId id="{_FIRST_ID + number}" r:id="slide{number + 1}"/>' for number in range(count))
    return list(parse_xml(f'<p:sldIdLst xmlns:p="{_MAIN}" xmlns:r="{_RELATIONSHIPS}">{ids}</p:sldIdLst>'))
