"""With the views and the annexes, a document holds all that stands in a model."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from barrierctl.model.model import BarrierModel
from barrierctl.views.appendix import annexes
from barrierctl.views.build import ViewOptions, build_document
from barrierctl.views.document import Document, Table

Rows = Callable[[Table], list[dict[str, list[str]]]]

ROOT = Path(__file__).parents[2]
FULL = ROOT / "tests" / "valid" / "full.barrier.yaml"
EXAMPLE = ROOT / "examples" / "darknet-drug-markets.barrier.yaml"
SMALL = "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\nstages: [{name: Ordering}]\n"


def texts(node: Any) -> Iterator[str]:
    """Every scalar of a file but its keys, the number of its format, and its texts in other languages."""
    match node:
        case dict():
            for key, value in node.items():
                yield from () if key in ("barrier_model", "translations") else texts(value)
        case list():
            for value in node:
                yield from texts(value)
        case None:
            pass
        case _:
            yield str(node)


def folded(text: str) -> str:
    """A label and the id of a closed list are the same."""
    return text.casefold().replace("-", " ")


@pytest.mark.parametrize("path", [FULL, EXAMPLE], ids=["full", "darknet"])
@pytest.mark.parametrize("without", [set(), {"gaps", "matrix", "parties", "types"}], ids=["all", "records"])
def test_every_text_of_a_model_is_in_a_table(
    path: Path, without: set[str], whole: Callable[[str], Document]
) -> None:
    document = whole(path.read_text(encoding="utf-8"))
    tables = [*(table for table in document.tables if table.id not in without), *document.annexes]
    entries = {
        folded(text)
        for table in tables
        for row in table.rows
        for cell in row
        for entry in cell
        for text in (entry.shown, entry.stored)
    }
    every = "\n".join(sorted(entries))
    tree = YAML(typ="safe", pure=True).load(path)
    del tree["id"]  # people read the title
    typed = list(texts(tree))
    assert len(typed) > 200
    assert [text for text in typed if folded(text) not in every] == []


@pytest.fixture
def tables(model_of: Callable[[str], BarrierModel]) -> dict[str, Table]:
    model = model_of(FULL.read_text(encoding="utf-8"))
    return {table.id: table for table in annexes(model)}


def test_they_come_in_the_order_in_which_they_are_read(tables: dict[str, Table]) -> None:
    beginning = ["about", "stages", "party-list", "knowledge-gaps", "recommendation-groups"]
    assert list(tables) == [*beginning, "accepted-gaps", "sources"]
    assert all(table.title for table in tables.values())


def test_what_is_empty_is_left_out_or_a_form(model_of: Callable[[str], BarrierModel]) -> None:
    document = build_document(model_of(SMALL), [], ViewOptions(whole=True))
    assert [table.id for table in document.annexes] == ["about", "stages"]
    forms = [table.id for table in document.forms]
    assert forms == ["party-list", "knowledge-gaps", "recommendation-groups", "accepted-gaps", "sources"]
    assert not any(table.rows for table in document.forms)


def test_about_describes_the_model_in_words(tables: dict[str, Table], rows: Rows) -> None:
    about = {row["label"][0]: row["value"] for row in rows(tables["about"])}
    assert about["Status"] == ["Draft"]
    assert about["Language"] == ["English"]
    assert about["Level"] == ["EU"]
    assert about["Time between reviews"] == ["12 months"]
    assert about["Names of blocks"][:2] == ["Facilitators: Helpers", "Opportunities: Chances"]
    assert "" not in about


def test_stages_tell_what_is_empty_on_purpose_in_the_words_of_the_model(
    tables: dict[str, Table], rows: Rows
) -> None:
    first, running, *_ = rows(tables["stages"])
    assert first["alternative_to"] == ["Running marketplace"]
    assert running["unknown"] == ["Allies: asked, nobody knew", "Hurdles: asked, nobody knew"]


def test_parties_are_listed_with_all_attributes(tables: dict[str, Table], rows: Rows) -> None:
    isp = rows(tables["party-list"])[0]
    assert (isp["name"], isp["id"], isp["aliases"]) == (["Internet service providers"], ["isp"], ["ISPs"])
    assert isp["information_exchange.reference"] == ["E-commerce directive"]
    assert isp["sources"] == ["Barrier models, 3.4"]


def test_accepted_gap_is_listed_with_reason_and_place(tables: dict[str, Table], rows: Rows) -> None:
    (gap,) = rows(tables["accepted-gaps"])
    assert gap["reason"] == ["The partners act when the drugs are sold."]
    assert gap["at"] == ["Running marketplace"]


def test_a_cell_can_be_chosen_where_a_list_is_closed(whole: Callable[[str], Document]) -> None:
    document = whole(FULL.read_text(encoding="utf-8"))
    offered = 0
    for table in (*document.tables, *document.annexes):
        for column, *cells in zip(table.columns, *table.rows, strict=True):
            values = {value for cell in cells for e in cell for value in e.text.split("; ") if value}
            assert not column.choices or values <= {*column.choices}, (table.id, column.id)
            offered += bool(column.choices and values)
    assert offered > 20


@pytest.mark.parametrize(("code", "name"), [("nl", "Dutch"), ("eo", "eo"), ("nl-BE", "nl-BE")])
def test_a_language_has_its_name_if_it_is_a_known_one(
    code: str, name: str, model_of: Callable[[str], BarrierModel]
) -> None:
    about = annexes(model_of(SMALL.replace("language: en", f"language: {code}")))[0]
    (entry,) = next(cell for label, cell in about.rows if label[0].text == "Language")
    assert (entry.text, entry.stored) == (name, code)
