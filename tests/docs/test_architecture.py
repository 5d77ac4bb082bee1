"""The page of the architecture: what it names exists, and the walk is the one that a run takes."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "barrierctl"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
MADE_BY_A_RUN = {"benchmarks/.environments/", "fuzz/found/"}
NAMED = re.findall(r"`([\w/]+\.py)::([\w.]+)`", PAGE)
PATH = re.compile(r"`((?:[\w.]+/)*[\w.]+(?:\.py|\.yaml|\.toml|\.md|/))(?:::[\w.]+)?`")
WALK = PAGE.partition("## One file through `gaps`\n")[2].partition("\n## ")[0]


def definitions(path: Path) -> Iterator[str]:
    """Name the functions, classes and methods of a module."""
    for part in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(part, ast.FunctionDef | ast.ClassDef):
            yield part.name
        if isinstance(part, ast.ClassDef):
            yield from (
                f"{part.name}.{inner.name}" for inner in part.body if isinstance(inner, ast.FunctionDef)
            )


@pytest.mark.parametrize(("module", "name"), sorted(set(NAMED)))
def test_every_function_that_is_named_exists(module: str, name: str) -> None:
    assert name in set(definitions(PACKAGE / module))


@pytest.mark.parametrize("page", ["docs/architecture.md", "CONTRIBUTING.md"])
def test_every_path_that_is_named_exists(page: str) -> None:
    named = set(PATH.findall((ROOT / page).read_text(encoding="utf-8")))
    assert named
    placeholders = {path for path in named if re.search("[A-Z]{2,}", path) and not (ROOT / path).exists()}
    missing = {
        path for path in named - placeholders if not any((top / path).exists() for top in (PACKAGE, ROOT))
    }
    assert missing - MADE_BY_A_RUN == set()
    folders = {(Path(path).parent) for path in placeholders}
    assert {
        folder for folder in folders if not any((top / folder).is_dir() for top in (PACKAGE, ROOT))
    } == set()


def test_the_walk_is_the_one_that_a_run_takes(run: "Run", tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", WALK, re.DOTALL)
    (tmp_path / "fireworks.barrier.yaml").write_text(example, encoding="utf-8")
    begun: dict[tuple[str, str], int] = {}

    def note(frame: FrameType, event: str, _argument: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(f"{PACKAGE}/"):
            begun.setdefault((code.co_filename[len(f"{PACKAGE}/") :], code.co_qualname), len(begun))

    sys.setprofile(note)
    try:
        done = run("gaps", "fireworks.barrier.yaml", "--format", "text", "--format", "concise:found")
    finally:
        sys.setprofile(None)
    assert done.returncode == 0
    assert "fireworks.barrier.yaml:8:11: warning stage-empty" in (tmp_path / "found").read_text(
        encoding="utf-8"
    )
    walk = re.findall(r"`([\w/]+\.py)::([\w.]+)`", WALK)
    assert [step for step in walk if step not in begun] == []
    assert sorted(walk, key=lambda step: begun[step]) == walk


def test_the_layers_are_those_that_the_linter_checks() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (layers,) = [contract["layers"] for contract in contracts["contracts"] if contract["type"] == "layers"]
    real = [set(re.split(r" [|:] ", layer)) for layer in layers]
    table = PAGE.partition("| layer | modules |\n")[2].partition("\n\n")[0]
    stated = [set(re.findall(r"`([\w]+)(?:/|\.py)`", row.split("|")[2])) for row in table.splitlines()[1:]]
    assert stated == real
