"""Format `pptx`: a presentation for a meeting, whose tables can be edited."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import pptx
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.oxml import CT_Relationships
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation
from pptx.util import Pt

from barrierctl.errors import UsageError
from barrierctl.exporters import Options
from barrierctl.exporters.common import packed_by, shortened
from barrierctl.exporters.pptx.boards import Board, Chart, board_pages, chart_pages
from barrierctl.exporters.pptx.deck import Deck
from barrierctl.exporters.pptx.pagination import Page, Sheet, pages
from barrierctl.exporters.pptx.slides import XML_HEAD, SlideWriter
from barrierctl.exporters.pptx.tables import front_texts
from barrierctl.limits import MAX_SLIDES
from barrierctl.messages import catalogue
from barrierctl.resources import packaged
from barrierctl.text.markup import content
from barrierctl.text.paper import line
from barrierctl.views.document import Document

_PAGES: Final[Mapping[type, Callable[[Any], Iterable[Page]]]] = {
    Sheet: pages,
    Board: board_pages,
    Chart: chart_pages,
}
"""How a topic becomes slides."""
_FOOTER: Final = 90  # letters of the title that a footer has room for
_LAYOUTS: Final = ("Title Slide", "Title Only")  # of the first slide, of all others
_PLACES: Final = {
    "TITLE": (36, 14, 888, 54),
    "CENTER_TITLE": (72, 90, 816, 170),
    "SUBTITLE": (72, 274, 816, 200),
    "FOOTER": (36, 504, 780, 26),
    "SLIDE_NUMBER": (824, 504, 100, 26),
}
"""Left, top, width and height of the placeholders, in points."""
_BAND: Final = (
    f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="20" name="band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
    '</p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="381000" cy="6858000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
    "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
)
"""A band on the left of the first slide."""
_BEHIND_ALL: Final = 2  # its place among the shapes, after two elements about the group
_THEME: Final = {
    b'typeface="Calibri"': b'typeface="Arial"',
    b'<a:srgbClr val="4F81BD"/>': b'<a:srgbClr val="3D4A57"/>',
    b'<a:srgbClr val="1F497D"/>': b'<a:srgbClr val="3D4A57"/>',
}
"""A font that other systems have in the same widths, and the neutral colour of the blocks."""
_FIRST_ID: Final = 256  # the least that a slide may have
_APP: Final = (
    f'{XML_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>barrierctl</Application></Properties>"
)


def export(document: Document, _options: Options) -> bytes:
    """Show the title, the overview, each stage, the other views and the annexes.

    Raises:
        UsageError: it would take more slides than anybody can show.
    """
    words, title = catalogue(), shortened(line(document.title), _FOOTER)
    footer = " · ".join(filter(None, (document.marking, title)))
    writer = SlideWriter(document.language, footer)
    deck = Deck(document)
    slides = [writer.write_front(*front_texts(document))]
    notes: list[list[str]] = [[]]
    for topic, after in deck.topics():
        every = [*_PAGES[type(topic)](topic)]
        for number, page in enumerate(every, start=1):
            head = topic.title
            if len(every) > 1:
                head = words.say("exports.pptx.part", title=head, part=number, parts=len(every))
            slides.append(writer.write(len(slides) + 1, head, page))
            notes.append([*page.notes])
        notes[-1] += after
        if len(slides) > MAX_SLIDES:
            raise UsageError(words.say("exports.pptx.too_many", most=MAX_SLIDES))
    presentation = _open_template()
    _describe(presentation, document)
    notes[0] += deck.first_notes()
    notes[-1] += deck.last_notes()
    _add_slides(presentation, slides, [writer.write_notes(texts) if texts else "" for texts in notes])
    return packed_by(presentation.save)


def _open_template() -> Presentation:
    """Open the library's template with wide slides, our places, colours and table style, and no date."""
    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Pt(960), Pt(540)
    del presentation.element.sldSz.attrib["type"]  # it says 4:3
    for each in list(presentation.slide_layouts):
        if each.name not in _LAYOUTS:
            presentation.slide_layouts.remove(each)
    master = presentation.slide_master
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    for old, new in _THEME.items():
        theme.blob = theme.blob.replace(old, new)
    styles = presentation.part.part_related_by(RELATIONSHIP_TYPE.TABLE_STYLES)
    styles.blob = (XML_HEAD + re.sub(r"\n *", "", packaged("exporters/pptx/table_styles.xml"))).encode()
    for holder in (master, *presentation.slide_layouts):
        for shape in list(holder.placeholders):
            kind = shape.placeholder_format.type.name
            if kind == "DATE":
                shape.element.getparent().remove(shape.element)
            elif kind in _PLACES:
                shape.left, shape.top, shape.width, shape.height = map(Pt, _PLACES[kind])
                frame = shape.text_frame
                frame.auto_size = MSO_AUTO_SIZE.NONE
                frame.vertical_anchor = MSO_ANCHOR.BOTTOM if kind == "CENTER_TITLE" else MSO_ANCHOR.MIDDLE
        for style in holder.element.xpath(".//a:lvl1pPr[@algn='ctr']"):
            style.set("algn", "l")
        for pale in holder.element.xpath(".//p:sp//a:tint"):
            pale.getparent().remove(pale)
    (letters,) = master.element.xpath(".//p:titleStyle/a:lvl1pPr/a:defRPr")
    letters.set("sz", "2800")
    letters.set("b", "1")
    (colour,) = letters.xpath("./a:solidFill/a:schemeClr")
    colour.set("val", "tx2")
    front, _ = presentation.slide_layouts
    front.shapes.element.insert(_BEHIND_ALL, parse_xml(_BAND))
    return presentation


def _describe(presentation: Presentation, document: Document) -> None:
    """Set the properties of the file, without the template's picture, printer, author and times."""
    part = presentation.part
    package = part.package
    package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES).blob = _APP.encode()
    dropped = {RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.CORE_PROPERTIES}
    for relationship in [each for each in package.iter_rels() if each.reltype in dropped]:
        package.drop_rel(relationship.rId)
    for name in [rel.rId for rel in part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.PRINTER_SETTINGS]:
        part.rels.pop(name)
    times = ""
    if document.day:
        times = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{document.day.isoformat()}T00:00:00Z</dcterms:{name}>'
            for name in ("created", "modified")
        )
    xml = (
        f'{XML_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{content(line(document.title))}</dc:title>"
        f"<dc:language>{content(document.language)}</dc:language>{times}</cp:coreProperties>"
    )
    core = Part(PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, package, xml.encode())
    package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)


def _add_slides(presentation: Presentation, slides: list[str], notes: list[str]) -> None:
    """Add the slides all at once, because the library looks through all others for each that it adds."""
    part, master = presentation.part, presentation.notes_master.part
    listed = f'<p:notesMasterId r:id="{part.relate_to(master, RELATIONSHIP_TYPE.NOTES_MASTER)}"/>'
    xml = f"<p:notesMasterIdLst {nsdecls('p', 'r')}>{listed}</p:notesMasterIdLst>"
    presentation.element.sldMasterIdLst.addnext(parse_xml(xml))
    front, other = presentation.slide_layouts
    links, parts = CT_Relationships.new(), {}
    for link in part.rels.values():
        links.add_rel(link.rId, link.reltype, link.target_ref)
        parts[link.target_part.partname] = link.target_part
    ids = ""
    for number, xml in enumerate(slides, start=1):
        name = PackURI(f"/ppt/slides/slide{number}.xml")
        parts[name] = slide = Part(name, CONTENT_TYPE.PML_SLIDE, part.package, xml.encode())
        slide.relate_to((front if number == 1 else other).part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
        if text := notes[number - 1]:
            name_of_notes = PackURI(f"/ppt/notesSlides/notesSlide{number}.xml")
            page = Part(name_of_notes, CONTENT_TYPE.PML_NOTES_SLIDE, part.package, text.encode())
            page.relate_to(master, RELATIONSHIP_TYPE.NOTES_MASTER)
            page.relate_to(slide, RELATIONSHIP_TYPE.SLIDE)
            slide.relate_to(page, RELATIONSHIP_TYPE.NOTES_SLIDE)
        links.add_rel(f"slide{number}", RELATIONSHIP_TYPE.SLIDE, name.relative_ref("/ppt"))
        ids += f'<p:sldId id="{_FIRST_ID + number - 1}" r:id="slide{number}"/>'
    part.load_rels_from_xml(links, parts)
    listed = parse_xml(f"<p:sldIdLst {nsdecls('p', 'r')}>{ids}</p:sldIdLst>")
    presentation.element.get_or_add_sldIdLst().extend(list(listed))
