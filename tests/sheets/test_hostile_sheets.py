"""Sheets that are damaged or made to do harm are refused, in words that say where and what to do."""

import io
import random
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from barrierctl.errors import BarrierctlError, InputError
from barrierctl.limits import MAX_BYTES, MAX_CELL_TEXT
from barrierctl.sheets import read_sheets

FOLDER = Path(__file__).parent
XLSX = (FOLDER / "merged-headers/sheet.xlsx").read_bytes()
ODS = (FOLDER / "french-ods/sheet.ods").read_bytes()
SHEET = "xl/worksheets/sheet1.xml"
CONTENT = "content.xml"
LAST_ROW = '<row r="1048576"><c r="{}"{}</row></sheetData>'
FAR_CELLS = {
    "in its place": LAST_ROW.format("XFD1048576", "><v>1</v></c>"),
    "in small letters": LAST_ROW.format("xfd1048576", "><v>1</v></c>"),
    "without a value": LAST_ROW.format("XFD1048576", "><v></v></c>"),
    "with a text": LAST_ROW.format("XFD1048576", ' t="inlineStr"><is><t>x</t></is></c>'),
    "with a formula": LAST_ROW.format("XFD1048576", ' t="str"><f>A1</f></c>'),
}


def changed(archive: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change a part of an archive."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return packed.getvalue()


def put(text: str, before: str) -> Callable[[bytes], bytes]:
    """Put a text into a part, in place of another one."""
    return lambda content: content.replace(before.encode(), text.encode(), 1)


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(InputError) as raised:
        read_sheets(data, name)
    return str(raised.value)


@pytest.mark.parametrize("row", FAR_CELLS.values(), ids=FAR_CELLS)
def test_a_far_cell_does_not_end_the_process(row: str, tmp_path: Path) -> None:
    (tmp_path / "far.xlsx").write_bytes(changed(XLSX, SHEET, put(row, "</sheetData>")))
    done = subprocess.run(
        [sys.executable, "-m", "barrierctl", "import", "far.xlsx", "-o", "m.barrier.yaml"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert 'Sheet "Model" of far.xlsx has something in cell XFD1048576' in done.stderr


def test_rows_that_repeat_a_text_without_end_are_refused() -> None:
    repeated = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell'
    data = changed(
        ODS, CONTENT, lambda content: content.replace(b"<table:table-row", repeated.encode()[:-17])
    )
    assert "far from the rest" in refusal(data, "far.ods")


@pytest.mark.parametrize(("archive", "part"), [(XLSX, SHEET), (ODS, CONTENT)], ids=["xlsx", "ods"])
def test_declarations_of_entities_are_refused(archive: bytes, part: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    data = changed(archive, part, lambda content: bomb + re.sub(rb"^<\?xml.*?\?>", b"", content))
    assert "XML that spreadsheet programs do not write" in refusal(data, "x.xlsx")


@pytest.mark.parametrize(("archive", "part"), [(XLSX, SHEET), (ODS, CONTENT)], ids=["xlsx", "ods"])
def test_an_archive_that_grows_without_end_is_refused(archive: bytes, part: str) -> None:
    data = changed(archive, part, lambda content: content + b" " * 150_000_000)
    assert len(data) < MAX_BYTES
    assert "is too large to read" in refusal(data, "bomb.xlsx")


def test_a_formula_without_a_result_is_not_taken_for_an_empty_cell() -> None:
    data = changed(XLSX, SHEET, put('<row r="99"><c r="B99"><f>A1</f></c></row></sheetData>', "</sheetData>"))
    assert 'Sheet "Model" of x.xlsx has a formula without a result in cell B99' in refusal(data, "x.xlsx")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(100), "has a password, or is in an old Excel format"),
        (b"PK\x03\x04" + bytes(100), "is damaged"),
        (b"a\0b,c\n", "cannot be read as text"),
        (b"\x81\x8d\x8f", "cannot be read as text"),
        (b"a" * (MAX_BYTES + 1), "is too large to read"),
        (b"a," * 900_000 + b"\n" + b"b\n" * 900_000, "is too large to read"),
        (b"x,A\nsignals,B\n" + b"c" * (MAX_CELL_TEXT + 1), "Cell A3 of x.csv has more than"),
    ],
    ids=["old", "no-zip", "zero", "encoding", "large", "wide", "long-cell"],
)
def test_what_is_no_sheet_is_refused(data: bytes, words: str) -> None:
    assert words in refusal(data, "x.csv")


@pytest.mark.parametrize("number", range(60))
def test_damaged_files_are_read_or_refused(number: int) -> None:
    chance = random.Random(number)  # noqa: S311 (the same damage in every run)
    file = chance.choice(sorted(FOLDER.glob("*/sheet.*")))
    data = file.read_bytes()

    def damage(content: bytes) -> bytes:
        at, length = chance.randrange(len(content)), chance.randrange(60)
        extra = chance.choice([b"", b"<v>", b'"', b"99999999999999999999", b"&a;", b"\xff\xfe", b"-1"])
        return content[:at] + extra + content[at + length :]

    if data.startswith(b"PK") and number % 3:
        part = SHEET if file.suffix == ".xlsx" else CONTENT
        data = changed(data, part, damage)
    else:
        data = damage(data)
    with suppress(BarrierctlError):
        read_sheets(data, file.name)


def compressed_otherwise() -> bytes:
    """A workbook in a way of packing that no spreadsheet program uses, and damaged."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(XLSX)) as old, ZipFile(packed, "w", ZIP_LZMA) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        starts = [entry.header_offset + 30 + len(entry.filename) for entry in new.infolist()]
    data = bytearray(packed.getvalue())
    for start in starts:
        data[start + 4 : start + 9] = b"\xff" * 5
    return bytes(data)


def many_sheets(name: str, part: str) -> bytes:
    """A workbook whose second sheet has a name and a part."""
    second = f'<sheet name="{name}" sheetId="2" r:id="rId9" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></sheets>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relation = f'<Relationship Type="{kind}" Target="/{part}" Id="rId9"/></Relationships>'
    data = changed(XLSX, "xl/workbook.xml", put(second, "</sheets>"))
    data = changed(data, "xl/_rels/workbook.xml.rels", put(relation, "</Relationships>"))
    with ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read(SHEET)
    packed = io.BytesIO(data)
    if part != SHEET:
        with ZipFile(packed, "a") as archive:
            archive.writestr(part, sheet)
    return packed.getvalue()


OTHER = "xl/worksheets/sheet9.xml"
END = "</table:table>"
TEXT = "<table:table-row><table:table-cell{}><text:p>{}</text:p></table:table-cell></table:table-row>"
WIDE = TEXT.replace("-row>", '-row table:number-rows-repeated="700">', 1).format(
    ' table:number-columns-repeated="1000"', "x"
)
NEXT = f'{END}<table:table table:name="more">{WIDE}'
RICH = f'<row r="40"><c r="A40" t="inlineStr"><is>{"<r><t>word </t></r>" * 500_000}</is></c></row>'
TABLE = "|a" * 1000 + "|\n" + "|-" * 1000 + "|\n" + "|x|\n" * 600 + "\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (compressed_otherwise(), "is damaged"),
        (many_sheets("Model", OTHER), "is damaged"),
        (changed(XLSX, SHEET, lambda xml: b'<?xml version="1.0" encoding="A0"?>' + xml), "is damaged"),
        (
            changed(ODS, CONTENT, put("<text:p><table:table-cell>x</table:table-cell>", "<text:p>")),
            "is damaged",
        ),
        (many_sheets("Other", SHEET), "is damaged"),
        (
            changed(ODS, CONTENT, put(TEXT.format("", '<text:s text:c="2000"/>' * 100_000) + END, END)),
            "has more than 50000 characters",
        ),
        (
            changed(XLSX, SHEET, put(f"{RICH}</sheetData>", "</sheetData>")),
            "Cell A40 of x has more than 50000 characters",
        ),
        (changed(ODS, CONTENT, put(NEXT * 2 + END, END)), "is too large to read"),
        ((TABLE * 3).encode(), "is too large to read"),
    ],
    ids=[
        "lzma",
        "one-name",
        "encoding",
        "cell-in-text",
        "one-part",
        "pieces-ods",
        "pieces-xlsx",
        "sheets-ods",
        "tables",
    ],
)
def test_what_would_take_for_ever_or_be_lost_is_refused(data: bytes, words: str) -> None:
    assert words in refusal(data, "x")


def test_two_other_sheets_are_read() -> None:
    assert [grid.name for grid in read_sheets(many_sheets("Other", OTHER), "x.xlsx")] == ["Model", "Other"]
