"""Each format of findings and each view has its module, and each module its line in the registry."""

from pathlib import Path
from types import ModuleType

import pytest

import barrierctl.reporters as reporters_package
import barrierctl.views as views_package
from barrierctl.reporters import FORMATS
from barrierctl.views import VIEWS

NO_FORMATS = {"__init__", "agenda", "report", "rules", "text_gaps"}
NO_VIEWS = {"__init__", "appendix", "build", "columns", "document"}
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
