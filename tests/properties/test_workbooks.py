"""The workbook of any model becomes the same model again, and its csv file the same items."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from barrierctl.exporters import Options, exporter
from barrierctl.importer import ImportOptions, import_grids
from barrierctl.model.model import BarrierModel
from barrierctl.pipeline import load_bytes
from barrierctl.sheets import read_sheets
from barrierctl.views import STANDARD_VIEWS
from barrierctl.views.build import ViewOptions, build_document
from barrierctl.views.document import Reader

from .models import models


def assert_comes_back(drawn: dict[str, Any]) -> None:
    loaded = load_bytes(json.dumps(drawn).encode())
    assume(loaded.valid)
    assert loaded.model
    assert loaded.parsed
    options = ViewOptions(whole=True, read_back=True)
    written = exporter("xlsx")(build_document(loaded.model, STANDARD_VIEWS, options), Options())
    assert isinstance(written, bytes)
    text, report = import_grids(read_sheets(written, "m.xlsx"), Path("m.barrier.yaml"), ImportOptions())
    assert text is not None, report.questions
    back = load_bytes(text.encode())
    assert back.parsed
    assert back.parsed.tree == loaded.parsed.tree
    assert not report.taken


@settings(max_examples=20, deadline=None)
@given(models())
def test_any_model_comes_back_whole(model: dict[str, Any]) -> None:
    assert_comes_back(model)


@pytest.mark.opens
@settings(max_examples=200, deadline=None)
@given(models())
def test_each_of_many_models_comes_back_whole(model: dict[str, Any]) -> None:
    assert_comes_back(model)


def items_of(model: BarrierModel) -> str:
    options = ViewOptions(readers=(Reader.PROGRAMS,))
    written = exporter("csv")(build_document(model, ["items"], options), Options())
    assert isinstance(written, str)
    return written


def rows_of(written: str) -> list[dict[str, str]]:
    """The rows of items; a language of which only other parts of the model have texts has empty columns."""
    rows = csv.DictReader(io.StringIO(written, newline=""))
    return [{key: text for key, text in row.items() if text or "translations." not in key} for row in rows]


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_of(inner)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(models())
def test_items_of_any_model_come_back_from_csv(drawn: dict[str, Any]) -> None:
    model = load_bytes(json.dumps(drawn).encode()).model
    assume(model and any(stage.items for stage in model.stages))  # a model needs a stage
    assert model
    # Programs add and lose blanks around a text, so none are read.
    assume(all(text == text.strip() for text in texts_of(drawn)))
    written = items_of(model)
    text, report = import_grids(
        read_sheets(written.encode(), "i.csv"), Path("m.barrier.yaml"), ImportOptions(language="en")
    )
    assert text is not None, report.questions
    back = load_bytes(text.encode()).model
    assert back
    assert rows_of(items_of(back)) == rows_of(written)
