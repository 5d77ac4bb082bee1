"""Each format of findings and each view has its module, and each module its line in the registry."""

import io
from pathlib import Path
from types import ModuleType

import pytest

import barrierctl.reporters as reporters_package
import barrierctl.views as views_package
from barrierctl.files import Input
from barrierctl.pipeline import check_files
from barrierctl.reporters import FORMATS, WITH_AGENDA, reporter
from barrierctl.selection import RunOptions
from barrierctl.views import VIEWS

NO_FORMATS = {"__init__", "agenda", "report", "rules"}
NO_VIEWS = {
    "origins",
    "values",
    "rosters",
    "__init__",
    "appendix",
    "build",
    "columns",
    "document",
    "translations",
}
COMMANDS = Path(__file__).parents[1] / "docs" / "commands.md"


def modules_of(package: ModuleType) -> set[str]:
    return {path.stem for path in Path(*package.__path__).glob("*.py")}


def test_every_module_of_a_format_is_registered() -> None:
    assert modules_of(reporters_package) - NO_FORMATS == set(FORMATS)


def test_every_module_of_a_view_is_registered() -> None:
    assert modules_of(views_package) - NO_VIEWS == set(VIEWS)


@pytest.mark.parametrize("name", [*FORMATS, *VIEWS])
def test_every_format_of_findings_and_every_view_is_described(name: str) -> None:
    lines = COMMANDS.read_text(encoding="utf-8").splitlines()
    described = any(line.startswith((f"| `{name}` |", f"- `{name}`:")) for line in lines)
    assert described, f"docs/commands.md has no line that says what {name} is"


@pytest.mark.parametrize("name", FORMATS)
def test_agenda_is_made_for_the_formats_that_show_it(name: str, example: Path) -> None:
    file = Input(path="a.barrier.yaml", root_path="a.barrier.yaml", file=None)
    with_agenda, without = (
        check_files("gaps", [file], io.BytesIO(example.read_bytes()), RunOptions(agenda=agenda))
        for agenda in (True, False)
    )
    is_the_same = reporter(name)(with_agenda) == reporter(name)(without)
    assert is_the_same is (name not in WITH_AGENDA)
