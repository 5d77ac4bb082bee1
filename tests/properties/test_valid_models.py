"""Invariants of valid models: whatever the schema allows is read, shown and exported without loss."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

import barrierctl
from barrierctl.errors import UsageError
from barrierctl.exporters import FORMATS, Exporter, Options, exporter
from barrierctl.messages import is_error
from barrierctl.model.model import BarrierModel
from barrierctl.pipeline import load_bytes
from barrierctl.source import read
from barrierctl.text.spreadsheet import joined
from barrierctl.views import VIEWS
from barrierctl.views.document import Table
from fuzz.invariants import PLAIN_FORMATS, check, full_document

from .models import models

if TYPE_CHECKING:
    from conftest import Run

with_a_file = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
HEAVY = [name for name, form in FORMATS.items() if name not in PLAIN_FORMATS and not form.of_tasks]


def as_json(tree: Any, *, ascii_only: bool = False) -> bytes:
    return json.dumps(tree, indent=1, ensure_ascii=ascii_only).encode()


def as_yaml(tree: Any) -> bytes:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False  # in one line it writes what it cannot read itself: {a: ::b}
    yaml.allow_unicode = True
    stream = io.StringIO()
    yaml.dump(tree, stream)
    return stream.getvalue().encode()


def model_of(tree: Any) -> BarrierModel:
    opened = load_bytes(as_json(tree))
    assert opened.model is not None
    # Two items of one party are the same, which a generator that draws ids does not know.
    assume(not any(one.variant == "fallback-for-itself" for one in opened.violations))
    assert [violation for violation in opened.violations if is_error(violation)] == []
    return opened.model


@settings(max_examples=60, deadline=None)
@given(tree=models(), ascii_only=st.booleans())
def test_valid_model_keeps_the_invariants(*, tree: Any, ascii_only: bool) -> None:
    assert model_of(tree).title == tree["title"]
    check(as_json(tree, ascii_only=ascii_only))


@settings(max_examples=60, deadline=None)
@given(tree=models(), pure=st.booleans())
def test_yaml_and_json_are_read_back(*, tree: Any, pure: bool) -> None:
    for data in (as_yaml(tree), as_json(tree), as_json(tree, ascii_only=True)):
        assert read(data, pure=pure).tree == tree


@with_a_file
@given(tree=models())
def test_commands_accept_valid_models(tree: Any, run: "Run", tmp_path: Path) -> None:
    (tmp_path / "m.barrier.yaml").write_bytes(as_json(tree))
    assert barrierctl.load(tmp_path / "m.barrier.yaml").title == tree["title"]
    done = run("validate", "m.barrier.yaml", "--level", "error")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def cells(table: Table) -> list[list[list[str]]]:
    return [[[entry.stored for entry in cell] for cell in row] for row in table.rows]


@settings(max_examples=60, deadline=None)
@given(tree=models())
def test_json_and_csv_hold_every_view(tree: Any) -> None:
    document = full_document(model_of(tree))
    assert {table.id for table in document.tables if not table.blank_lines} >= {*VIEWS, "agenda"}
    output = json.loads(exporter("json")(document, Options()))
    for table in document.tables:
        wanted = [
            [cell if column.many else "".join(cell) for column, cell in zip(table.columns, row, strict=True)]
            for row in cells(table)
        ]
        assert [list(row.values()) for row in output[table.id]] == wanted
        assert from_csv(table, document) == [[text_of(cell) for cell in row] for row in wanted]


def text_of(cell: str | list[str]) -> str:
    return cell if isinstance(cell, str) else joined(cell)


def from_csv(table: Table, document: Any) -> list[list[str]]:
    text = exporter("csv")(replace(document, tables=(table,)), Options(raw=True))
    assert isinstance(text, str)
    _, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    return rows


def loaded(name: str) -> Exporter:
    """The function of a format; where its module or library is not there, the test is left out."""
    try:
        return exporter(name)
    except (ModuleNotFoundError, UsageError) as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("name", HEAVY)
def test_every_other_format_exports_valid_models(name: str) -> None:
    write = loaded(name)

    @settings(max_examples=2 if name in ("png", "svg") else 4, deadline=None)  # drawn like pdf, and slowly
    @given(tree=models())
    def written(tree: Any) -> None:
        document = full_document(model_of(tree))
        assert write(document, Options()) == write(document, Options())

    written()
