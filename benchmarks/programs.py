"""The programs that are measured, each in an environment of its own as `pip install` gives it."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Programs:
    """Where they are installed.

    Attributes:
        ours: barrierctl's environment, which has Typer too.
        peer: check-jsonschema's.
        fast_peer: the same with ruamel's C parser, which it does not bring itself.
        linter: yamllint's.
    """

    ours: Path
    peer: Path
    fast_peer: Path
    linter: Path


def install(folder: Path) -> Programs:
    """Install what is missing, and our own program each time."""
    _install(folder / "barrierctl", str(ROOT), again=True)
    _install(folder / "check-jsonschema", "check-jsonschema")
    _install(folder / "check-jsonschema-c", "check-jsonschema", "ruamel.yaml[oldlibyaml]")
    _install(folder / "yamllint", "yamllint")
    return Programs(
        ours=folder / "barrierctl" / "bin",
        peer=folder / "check-jsonschema" / "bin",
        fast_peer=folder / "check-jsonschema-c" / "bin",
        linter=folder / "yamllint" / "bin",
    )


def _install(environment: Path, *packages: str, again: bool = False) -> None:
    python = environment / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)  # noqa: S603
    elif not again:
        return
    subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)  # noqa: S603
