"""Format `png`: a poster as a picture, one sheet."""

from barrierctl.exporters import Options
from barrierctl.exporters.poster import poster
from barrierctl.views.document import Document


def export(document: Document, options: Options) -> bytes:
    """The first table of a document as a poster."""
    return poster(document, options, "png")
