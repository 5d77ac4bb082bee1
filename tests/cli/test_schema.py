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
def test_the_shipped_schema_is_printed(which: str, run: "Run") -> None:
    done = run("schema", which)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.encode() == (ROOT / "schemas" / FILES[which]).read_bytes()
    Draft7Validator.check_schema(json.loads(done.stdout))


def test_the_model_is_the_default(run: "Run") -> None:
    assert run("schema").stdout == run("schema", "model").stdout


def test_into_a_file_that_it_may_replace(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text("old", encoding="utf-8")
    done = run("schema", "findings", "-o", "s.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "s.json: written.\n")
    assert (tmp_path / "s.json").read_bytes() == (ROOT / "schemas" / FILES["findings"]).read_bytes()


def test_a_misspelt_schema_names_those_that_there_are(run: "Run") -> None:
    done = run("schema", "modle")
    assert (done.returncode, done.stdout) == (2, "")
    assert "model" in done.stderr
    assert "findings" in done.stderr
