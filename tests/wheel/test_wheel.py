"""The wheel works when it is installed in its own environment outside the checkout."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

import barrierctl

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.installs


def _run(*command: str | Path, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        env=clean,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the source distribution, as an installer would."""
    target = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--outdir", target, ROOT, cwd=target)
    (found,) = target.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, installed from the wheel."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=True)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    _run(scripts / "python", "-m", "pip", "install", "--quiet", wheel, cwd=home)
    return scripts / "barrierctl"


def test_wheel_contains_exactly_the_needed_files(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    shipped = {name for name in names if name.startswith("barrierctl/_data/")}
    assert shipped == {
        "barrierctl/_data/schemas/barrier-model.schema.json",
        "barrierctl/_data/schemas/config.schema.json",
        "barrierctl/_data/schemas/findings.schema.json",
        "barrierctl/_data/examples/darknet-with-plan.barrier.yaml",
        "barrierctl/_data/examples/darknet-drug-markets.barrier.yaml",
        "barrierctl/_data/examples/blank.barrier.yaml",
    }
    assert {name.split("/")[0].split("-")[0] for name in names} == {"barrierctl"}
    assert "barrierctl/records/no-links.yaml" in names
    assert "barrierctl/languages/en.yaml" in names


def test_every_public_name_is_used_and_typed_outside_the_checkout(program: Path, tmp_path: Path) -> None:
    script = tmp_path / "library_use.py"
    script.write_bytes((ROOT / "tests" / "wheel" / "library_use.py").read_bytes())
    (tmp_path / "used").mkdir()
    python = program.with_name("python")
    _run(program, "new", "copy.barrier.yaml", "--keep", "content", cwd=tmp_path)
    _run(python, script, "copy.barrier.yaml", "used", cwd=tmp_path)
    _run(sys.executable, "-m", "mypy", "--strict", "--python-executable", python, script, cwd=tmp_path)
    unused = [name for name in barrierctl.__all__ if f"barrierctl.{name}" not in script.read_text("utf-8")]
    assert unused == []


def test_installed_program_creates_a_valid_model(program: Path, tmp_path: Path) -> None:
    _run(program, "new", "x.barrier.yaml", cwd=tmp_path)
    assert _run(program, "validate", "x.barrier.yaml", cwd=tmp_path).stderr == "1 model is valid.\n"


def test_installed_program_finds_the_gaps_of_the_example(program: Path, tmp_path: Path) -> None:
    _run(program, "new", "copy.barrier.yaml", "--keep", "content", cwd=tmp_path)
    found = _run(program, "gaps", "copy.barrier.yaml", "--fail-on", "warning", cwd=tmp_path, code=1)
    assert "have no barrier. Who could" in found.stdout
    assert " findings: " in found.stderr
    _run(program, "gaps", "copy.barrier.yaml", "-o", "agenda.csv", cwd=tmp_path)
    assert "This stage has no barrier." in (tmp_path / "agenda.csv").read_text(encoding="utf-8")


def test_c_parser_is_installed(program: Path, tmp_path: Path) -> None:
    script = "import ruamel.yaml; print(ruamel.yaml.__with_libyaml__)"
    assert _run(program.with_name("python"), "-c", script, cwd=tmp_path).stdout == "True\n"


def test_only_declared_dependencies_are_installed(program: Path, tmp_path: Path) -> None:
    script = (
        "import importlib.util as u; print([n for n in ('pydantic', 'yaml', 'pytest') if u.find_spec(n)])"
    )
    assert _run(program.with_name("python"), "-c", script, cwd=tmp_path).stdout == "[]\n"
