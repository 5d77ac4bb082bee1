"""The items of a model come back from csv, with stubs for the parties and sources that they name."""

import csv
import io
from pathlib import Path

import pytest

from barrierctl.exporters import Options, exporter
from barrierctl.importer import ImportOptions, import_grids
from barrierctl.pipeline import load_bytes
from barrierctl.sheets import read_sheets
from barrierctl.views.build import ViewOptions, build_document
from barrierctl.views.document import Reader

from .workbooks import HEAD, tree

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("darknet*.yaml"))


PLAIN = Options()


def items_of(text: str, options: Options = PLAIN) -> str:
    """The items of a model as csv."""
    model = load_bytes(text.encode()).model
    assert model
    document = build_document(model, ["items"], ViewOptions(readers=(Reader.PROGRAMS,)))
    written = exporter("csv")(document, options)
    assert isinstance(written, str)
    return written


def imported(data: bytes | str) -> str:
    """The text of the model that a csv file becomes."""
    content = data.encode() if isinstance(data, str) else data
    text, report = import_grids(
        read_sheets(content, "items.csv"), Path("m.barrier.yaml"), ImportOptions(language="en")
    )
    assert text is not None, report.questions
    return text


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name.partition(".")[0])
@pytest.mark.parametrize("options", [Options(), Options(delimiter=";", bom=True), Options(delimiter="\t")])
def test_items_come_back(path: Path, options: Options) -> None:
    text = path.read_text(encoding="utf-8")
    assert items_of(imported(items_of(text, options)), options) == items_of(text, options)


def test_hostile_items_come_back(hostile: str) -> None:
    assert items_of(imported(items_of(hostile))) == items_of(hostile)


MODEL = (
    HEAD
    + """\
parties:
  - {id: customs, name: Customs}
sources:
  - {id: police-2025, title: What was found}
stages:
  - id: order
    name: Ordering
    signals:
      - {name: Many small payments, seen_by: customs, sources: {id: police-2025, at: page 12}}
    partners: [customs, Banks]
  - name: Storing
    barriers:
      - {name: Check, types: [legal, economic], priority: {impact: 4}, owner: Banks}
general:
  opportunities: Garages
"""
)
BACK = {
    "barrier_model": 1,
    "id": "m",
    "title": "M",
    "language": "en",
    "sources": [{"id": "police-2025", "title": "police-2025"}],
    "parties": [{"id": "customs", "name": "customs"}],
    "stages": [
        {
            "id": "order",
            "name": "Ordering",
            "signals": [
                {
                    "name": "Many small payments",
                    "seen_by": ["customs"],
                    "sources": [{"id": "police-2025", "at": "page 12"}],
                }
            ],
            "partners": [{"name": "Customs", "party": "customs"}, "Banks"],
        },
        {
            "name": "Storing",
            "barriers": [
                {"name": "Check", "types": ["legal", "economic"], "owner": "Banks", "priority": {"impact": 4}}
            ],
        },
    ],
    "general": {"opportunities": ["Garages"]},
}


def test_what_is_only_named_has_a_stub_with_a_comment() -> None:
    text = imported(items_of(MODEL))
    assert tree(text) == BACK
    lines = [line.strip() for line in text.splitlines()]
    for stub in ("- id: police-2025", "- id: customs"):
        assert lines[lines.index(stub) - 1].startswith("# ")


def rewritten(text: str, delimiter: str = ",", end: str = "\n", columns: slice = slice(None)) -> str:
    """The file as another program writes it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerows(line[columns] for line in csv.reader(io.StringIO(text)))
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(rewritten(items_of(MODEL), ";", "\r\n").encode("cp1252"), id="excel-in-another-locale"),
        pytest.param(("sep=;\r\n" + rewritten(items_of(MODEL), ";", "\r\n")).encode("utf-8-sig"), id="sep"),
        pytest.param(rewritten(items_of(MODEL), "\t").encode("utf-16"), id="excel-unicode-text"),
        pytest.param(rewritten(items_of(MODEL), end="\r\n").encode(), id="google-sheets"),
        pytest.param(rewritten(items_of(MODEL), columns=slice(None, None, -1)).encode(), id="reversed"),
    ],
)
def test_other_programs_may_have_saved_the_file(data: bytes) -> None:
    assert tree(imported(data)) == BACK
