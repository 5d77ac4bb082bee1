"""The measures of the code's structure, on a tiny package and on this checkout."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import structure

ROOT = Path(__file__).parents[2]

PROGRAM = """\
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import io


def _main():
    import json
    print(json.dumps(sys.argv[1:]), Told()._once(), [_twice() for _ in (lambda: "1")()])
    _twice()
    sys.exit(0 if sys.argv[1] == "validate" else 3)


def _twice():
    return 2


def _never():
    if TYPE_CHECKING:
        import io


class Told:
    def __str__(self):
        return "told and told, untold, Told"

    def _once(self):
        from barrierctl import text


_main()
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "__init__.py": "",
        "__main__.py": PROGRAM,
        "errors.py": "",
        "text/__init__.py": '"""Text."""\n',
        "text/linked.py": "def long():\n" + "    pass\n" * 24,
        "text/meaning.py": "\n" * 60,
    }
    for name, text in files.items():
        path = tmp_path / "barrierctl" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def line(text: str) -> int:
    return PROGRAM.splitlines().index(text) + 1


def test_modules_and_lines_are_counted(root: Path) -> None:
    modules = structure.read_modules(root)
    assert len(modules) == 6
    assert sum(len(module.lines) for module in modules) == len(PROGRAM.splitlines()) + 1 + 25 + 60


def test_private_functions_used_once_are_found(root: Path) -> None:
    program = structure.read_modules(root)[1]
    assert [function.name for function in program.private_functions] == ["_main", "_twice", "_never", "_once"]
    assert structure.places("private", root) == [
        f"barrierctl/__main__.py:{line('def _main():')} _main",
        f"barrierctl/__main__.py:{line('    def _once(self):')} _once",
    ]


def test_imports_in_functions_are_found_unless_only_for_types(root: Path) -> None:
    assert structure.places("imports", root) == [
        f"barrierctl/__main__.py:{line('    import json')} import json",
        f"barrierctl/__main__.py:{line('        from barrierctl import text')} from barrierctl import text",
    ]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("names", ["barrierctl/text/linked.py linked"]),
        ("loose", ["barrierctl/errors.py"]),
        ("long", ["barrierctl/text/linked.py:1 long, 25 lines"]),
    ],
)
def test_other_places_are_found(root: Path, measure: str, expected: list[str]) -> None:
    assert structure.places(measure, root) == expected


def test_told_is_counted_as_a_whole_word_in_lower_case(root: Path) -> None:
    assert len(structure.places("told", root)) == 2


def test_modules_under_sixty_lines_are_small(root: Path) -> None:
    assert "barrierctl/text/linked.py, 25 lines" in structure.places("small", root)
    assert not any("meaning" in place for place in structure.places("small", root))


def test_what_a_command_runs_is_traced(root: Path) -> None:
    assert structure.places("validate", root) == [
        "module barrierctl",
        "module barrierctl.text",
        f"class barrierctl/__main__.py:{line('class Told:')} Told",
        f"function barrierctl/__main__.py:{line('def _twice():')} _twice",
        f"function barrierctl/__main__.py:{line('    def _once(self):')} Told._once",
        f"function barrierctl/__main__.py:{line('def _main():')} _main",
    ]


def test_a_command_that_fails_is_not_measured(root: Path) -> None:
    with pytest.raises(RuntimeError, match=r"gaps.*--jobs"):
        structure.places("gaps", root)


def test_this_checkout_is_measured() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.structure"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    heading, _, *rows = done.stdout.splitlines()
    assert heading == "| measure | value | target |"
    assert len(rows) == 22
    assert all(row.count("|") == 4 for row in rows)
