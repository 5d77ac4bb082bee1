"""Slides into a file.

The library would look through all slides for each one that is added to it; here they are added all at once.
"""

import io
from typing import Final

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.oxml import CT_Relationships
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from barrierctl.document import Document
from barrierctl.exporters.packing import repacked
from barrierctl.exporters.pptx import template
from barrierctl.text.slides import line
from barrierctl.text.xml import content

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
    presentation = template.opened()
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
    under_title = template.layout(presentation, template.BELOW_TITLE)
    every = [_part(1, front, template.layout(presentation, template.FRONT))]
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
