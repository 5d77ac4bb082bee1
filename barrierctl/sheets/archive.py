"""Files of spreadsheet programs are zip archives of XML: they are unpacked here, within limits."""

import io
from collections.abc import Callable, Mapping
from typing import TypeAlias
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812

from barrierctl.errors import InputError
from barrierctl.limits import MAX_UNPACKED_BYTES
from barrierctl.messages import catalogue

Parts: TypeAlias = Mapping[str, bytes]
"""The XML files of an archive, by name."""


def unpack(data: bytes, file: str) -> Parts:
    """Unpack the XML of an archive; pictures and macros are left out.

    Raises:
        InputError: it is no archive, it is protected or damaged, or it holds too much.
    """
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED_BYTES
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.flag_bits & 1:
                    raise refusal(file, "protected")
                if not entry.filename.endswith((".xml", ".rels")):
                    continue
                if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
                    raise refusal(file, "damaged")
                with archive.open(entry) as stream:
                    content = stream.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise refusal(file, "too_large")
                parts[entry.filename] = content
    except (BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise refusal(file, "damaged") from None
    return parts


def pack(parts: Parts) -> bytes:
    """Pack parts again, as they are: what reads the archive sees what was checked, and nothing else."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name), content)
    return packed.getvalue()


def parse_xml(
    content: bytes,
    file: str,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], object] = lambda _name: None,
    text: Callable[[str], object] = lambda _text: None,
) -> None:
    """Call functions for the elements and texts of a part; the names of elements have no prefix.

    Raises:
        InputError: it is no XML, or has a document type, which may declare entities.
    """

    def refuse(*_declaration: object) -> None:
        raise refusal(file, "entities")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = len(content) + 1  # texts come whole: to join pieces takes quadratic time
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)  # noqa: FBT003
    except (expat.ExpatError, ValueError, LookupError):  # a number is none, or its encoding or order is odd
        raise refusal(file, "damaged") from None


def refusal(file: str, why: str, **parameters: object) -> InputError:
    """Say why a file cannot be read."""
    return InputError(catalogue().say(f"sheets.{why}", file=file, **parameters))
