"""The sheet of any valid model, read back as it was, changes nothing."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings

from barrierctl.changes.compare import base_of_table
from barrierctl.changes.sheet import apply_sheet
from barrierctl.exporters import Options, exporter
from barrierctl.importer.tables import read_tables
from barrierctl.pipeline import load_bytes
from barrierctl.sheets import read_sheets
from barrierctl.views.build import ViewOptions, build_document

from .models import models


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(tree=models())
def test_a_sheet_without_edits_changes_nothing(tree: Any) -> None:
    data = json.dumps(tree, ensure_ascii=False).encode()
    loaded = load_bytes(data)
    model = loaded.model
    assert model
    for kind in ("xlsx", "csv"):
        document = build_document(
            model, ["items"], ViewOptions(whole=kind == "xlsx", read_back=kind == "xlsx")
        )
        written = exporter(kind)(document, Options())
        sheet = written.encode() if isinstance(written, str) else written
        table = read_tables(read_sheets(sheet, f"m.{kind}")).get("items")
        if table is None:
            assert not model.items
            continue
        outcome = apply_sheet(data, loaded, table, base_of_table(table))
        assert (outcome.changes, outcome.notes, outcome.problems) == ((), (), ())
        assert outcome.data == data
