"""`barrierctl schema`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft7Validator

if TYPE_CHECKING:
    from conftest import Run

ROOT = Path(__file__).parents[2]
FILES = {
    "model": "barrier-model.schema.json",
    "findings": "findings.schema.json",
    "config": "config.schema.json",
}


@pytest.mark.parametrize("which", sorted(FILES))
def test_shipped_schema_is_printed(which: str, run: "Run") -> None:
    done = run("schema", which)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.encode() == (ROOT / "schemas" / FILES[which]).read_bytes()
    Draft7Validator.check_schema(json.loads(done.stdout))


def test_default_is_the_schema_of_models(run: "Run") -> None:
    assert run("schema").stdout == run("schema", "model").stdout


def test_schema_overwrites_its_file(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text("old", encoding="utf-8")
    done = run("schema", "findings", "-o", "s.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "s.json: written.\n")
    assert (tmp_path / "s.json").read_bytes() == (ROOT / "schemas" / FILES["findings"]).read_bytes()


def test_unknown_schema_lists_the_known_ones(run: "Run") -> None:
    done = run("schema", "modle")
    assert (done.returncode, done.stdout) == (2, "")
    assert "model" in done.stderr
    assert "findings" in done.stderr
