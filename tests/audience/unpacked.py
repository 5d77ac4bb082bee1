"""All the bytes in which a word could be: of a file, of its parts and of its text."""

import io
import zipfile
from collections.abc import Iterator

from pypdf import PdfReader


def unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes of a file, of its parts and of its text."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for part in parts.infolist():
                yield part.filename.encode()
                yield parts.read(part)
    if data.startswith(b"%PDF"):
        yield "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).encode()
