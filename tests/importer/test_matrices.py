"""A matrix that was exported gives the same cells when it is imported; so does the table of the paper."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from barrierctl.exporters import Options, exporter
from barrierctl.importer import ImportOptions, import_grids
from barrierctl.importer.cells import Split
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier, Partner
from barrierctl.pipeline import load_bytes
from barrierctl.resources.vocabulary import Block
from barrierctl.sheets import read_sheets
from barrierctl.views.build import ViewOptions, build_document

ROOT = Path(__file__).parents[2]
NAMES = st.sampled_from(
    (
        *("web shops", "Owners of garages", "=SUM of money", "+31 numbers", "-5 degrees", "@home workers"),
        *("Customs, police and others", "a; b", 'Chiefs of "the office"', "'tis said", "Été", "漢字"),
        *("Internet Service Providers", "112", "x | y", "A*star*", "_under_", "Notaries / banks", "a (b)"),
    )
)
ITEMS = st.lists(NAMES, max_size=3, unique=True)
EXTRAS: dict[Block, st.SearchStrategy[dict[str, str]]] = {
    Block.PARTNERS: st.sampled_from(({}, {"commitment": "possible"}, {"commitment": "unlikely"})),
    Block.BARRIERS: st.sampled_from(({}, {"status": "dropped"}, {"certainty": "assumed"})),
}
REASONS = st.sampled_from((None, "not_applicable", "unknown"))


@st.composite
def stages(draw: st.DrawFn, number: int) -> dict[str, Any]:
    held: dict[str, Any] = {"name": f"{draw(NAMES)} stage {number}", "not_applicable": {}, "unknown": {}}
    for block in Block:
        reason, extra = draw(REASONS), EXTRAS.get(block, st.just({}))
        held[block] = [{"name": name, **draw(extra)} for name in draw(ITEMS)]
        if reason and not held[block]:
            held[reason][block] = "They said so"
    return held


@st.composite
def models(draw: st.DrawFn) -> BarrierModel:
    count = draw(st.integers(1, 4))
    head = {"barrier_model": 1, "id": "m", "title": "M", "language": "en"}
    general = {"signals": draw(ITEMS)}
    return loaded(
        json.dumps({**head, "stages": [draw(stages(each)) for each in range(count)], "general": general})
    )


def loaded(text: str) -> BarrierModel:
    found = load_bytes(text.encode())
    assert found.valid, found.violations
    assert found.model is not None
    return found.model


def cells(model: BarrierModel) -> dict[tuple[str, str], list[Any]]:
    """What a matrix shows of a model."""
    shown: dict[tuple[str, str], list[Any]] = {}
    for item in model.items:
        commitment = model.facts_of(item).commitment if isinstance(item, Partner) else None
        status = isinstance(item, Barrier) and not item.is_active
        key = (model.stage_name(item.stage) or "general", item.block.value)
        shown.setdefault(key, []).append((item.label, commitment, status, item.certainty))
    for stage in model.stages:
        for block, reason in (*stage.not_applicable.items(), *stage.unknown.items()):
            shown[stage.name, block] = [reason]
    return shown


def imported(data: bytes, name: str, options: ImportOptions) -> BarrierModel:
    text, report = import_grids(read_sheets(data, name), Path("m.barrier.yaml"), options)
    assert text is not None, report.questions
    return loaded(text)


@pytest.mark.parametrize("suffix", ["csv", "md", "xlsx"])
@pytest.mark.parametrize("transpose", [False, True])
def test_exported_matrix_has_the_same_cells_when_it_is_imported(suffix: str, *, transpose: bool) -> None:
    write = exporter(suffix)

    @settings(max_examples=10 if suffix == "xlsx" else 60, deadline=None)
    @given(model=models())
    def check(model: BarrierModel) -> None:
        assume(suffix == "csv" or not any(";" in item.label for item in model.items))
        document = build_document(model, ["matrix"], ViewOptions(transpose=transpose))
        output = write(document, Options())
        data = output.encode() if isinstance(output, str) else output
        options = ImportOptions(ways=frozenset({Split.LINES}), language="en")
        assert cells(imported(data, f"m.{suffix}", options)) == cells(model)

    check()


def test_the_table_of_the_paper_has_the_cells_of_its_model() -> None:
    data = (ROOT / "tests/sheets/paper/sheet.txt").read_bytes()
    options = ImportOptions(words=("Scientific research=general",), ways=frozenset({Split.CAPITALS}))
    found = imported(data, "sheet.txt", options)
    paper = loaded((ROOT / "examples/darknet-drug-markets.barrier.yaml").read_text(encoding="utf-8"))

    def labels(model: BarrierModel) -> list[tuple[str, str, str]]:
        names = ((model.stage_name(item.stage) or "general").casefold() for item in model.items)
        return [(name, item.block, item.label) for name, item in zip(names, model.items, strict=True)]

    assert labels(found) == labels(paper)
