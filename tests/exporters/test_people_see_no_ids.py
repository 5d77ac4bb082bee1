"""No id, address or key of the file is in what people read, whatever the format."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from ruamel.yaml import YAML

import barrierctl
from barrierctl.resources import keys

FULL = Path(__file__).parent.parent / "valid" / "full.barrier.yaml"
ID = re.compile(r"zq\d+")
KEYS = re.compile(rf"\b(?:{'|'.join(sorted(key for key in keys() if '_' in key))})\b")


def ids_of(node: Any) -> Iterator[str]:
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if isinstance(node, dict) and isinstance(node.get("id"), str):
        yield node["id"]
    for each in inner:
        yield from ids_of(each)


def renamed(node: Any, names: dict[str, str]) -> Any:
    """Replace each id, wherever it is a value or a step of an address."""
    match node:
        case dict():
            return {key: renamed(inner, names) for key, inner in node.items() if key != "classification"}
        case list():
            return [renamed(inner, names) for inner in node]
        case str() if "/" in node and " " not in node:
            return "/".join(names.get(step, step) for step in node.split("/"))
        case str():
            return names.get(node, node)
        case _:
            return node


@pytest.fixture(scope="module")
def nonsense() -> barrierctl.BarrierModel:
    tree = YAML(typ="safe", pure=True).load(FULL)
    names = {name: f"zq{at}" for at, name in enumerate(dict.fromkeys(ids_of(tree)))}
    stream = io.StringIO()
    YAML(typ="safe", pure=True).dump(renamed(tree, names), stream)
    assert stream.getvalue().count("zq") > 30
    return barrierctl.loads(stream.getvalue(), path="m.barrier.yaml")


class _Text(HTMLParser):
    """Collects what is read: all but scripts, styles and what a reader does not see."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in ("script", "style")
        self.texts += [text for name, text in attrs if text and name in ("title", "alt", "aria-label")]

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.texts.append(data)


def text_of_html(data: bytes) -> str:
    parser = _Text()
    parser.feed(data.decode())
    return "\n".join(parser.texts)


def text_of_office(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        xml = "\n".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    return "\n".join(
        [
            *re.findall(r"<[aw]:t(?: [^>]*)?>([^<]*)</[aw]:t>", xml),
            *re.findall(r'(?:descr|title)="([^"]*)"', xml),
        ]
    )


def text_of_workbook(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    texts = []
    for sheet in book:
        if sheet.sheet_state != "visible":
            continue
        texts.append(sheet.title)
        hidden = {
            number
            for shape in sheet.column_dimensions.values()
            if shape.hidden
            for number in range(shape.min or 0, (shape.max or 0) + 1)
        }
        texts += [
            str(cell.value)
            for number, row in enumerate(sheet.iter_rows(), start=1)
            if not sheet.row_dimensions[number].hidden
            for cell in row
            if cell.value and cell.column not in hidden
        ]
    return "\n".join(texts)


def text_of_svg(data: bytes) -> str:
    return re.sub(r"<[^>]*>", "\n", data.decode())


READ: dict[str, Callable[[bytes], str]] = {
    "html": text_of_html,
    "docx": text_of_office,
    "pptx": text_of_office,
    "xlsx": text_of_workbook,
    "svg": text_of_svg,
    "md": bytes.decode,
}


@pytest.mark.parametrize("name", READ)
def test_no_id_and_no_key_is_in_a_format_for_people(name: str, nonsense: barrierctl.BarrierModel) -> None:
    views = ("matrix",) if name in ("svg", "md") else ()
    text = READ[name](barrierctl.export(nonsense, name, *views))
    assert len(text) > 500
    assert [line for line in text.splitlines() if ID.search(line) or KEYS.search(line)] == []
