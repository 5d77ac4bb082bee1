"""Models and a git command for the tests of the command line."""

import subprocess
from pathlib import Path

MODEL = "barrier_model: 1\nid: ok\ntitle: OK\nlanguage: en\nstages:\n  - name: A\n"
BROKEN = "barrier_model: 1\nid: b\ntitle: B\nlanguage: en\nstages:\n  - name: A\n    colour: red\n"
"""A model with one error: an unknown key in line 7, column 5."""


def git(folder: Path, *args: str) -> None:
    """Run git in a folder."""
    subprocess.run(["git", "-C", str(folder), *args], check=True, capture_output=True)
