"""The examples in docs/ci.md, and scripts run as a runner would."""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "ci.md"
BROKEN = "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\nstages:\n  - {name: Ordering, signal: Cash}\n"
THIN = "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\nstages:\n  - {name: Ordering}\n"


def section(heading: str) -> str:
    """The section under a heading of the page."""
    (found,) = [part for part in PAGE.read_text(encoding="utf-8").split("\n## ") if part.startswith(heading)]
    return found


def blocks(language: str, text: str) -> list[str]:
    """The blocks of one language in a text."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def shown(heading: str) -> Any:
    """The one block of YAML under a heading, read."""
    (block,) = blocks("yaml", section(heading))
    return read(block)


def read(text: str) -> Any:
    return YAML(typ="safe").load(text)


def table(heading: str) -> dict[str, str]:
    """The inputs and their defaults in the table under a heading."""
    rows = re.findall(r"^\| `([^`]+)` \| (?:`([^`]*)`)? ?\|", section(heading), re.MULTILINE)
    return dict(rows)


def fits(schema: str, text: str, folder: Path) -> str:
    """What a published schema has against a text; empty where it fits."""
    file = folder / "checked.yaml"
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def bash(
    script: str, folder: Path, environment: Mapping[str, str], *, by: str = "bash"
) -> subprocess.CompletedProcess[str]:
    """Run a script as a runner does: in a shell that stops at the first failure, without input."""
    options = ["--noprofile", "--norc", "-eo", "pipefail"] if by == "bash" else ["-e"]
    return subprocess.run(
        [by, *options, "-c", script],
        cwd=folder,
        env={**environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def copy_project(target: Path) -> Path:
    """The project's files as git knows them, with what is not committed yet."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


def program_on_path(folder: Path) -> str:
    """A folder for PATH that holds `barrierctl` of this checkout."""
    command = folder / "barrierctl"
    command.parent.mkdir(parents=True, exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m barrierctl "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return str(folder)
