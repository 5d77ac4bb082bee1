"""Completion with the Tab key, requested as a shell requests it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from barrierctl.messages import rule_ids

ROOT = Path(__file__).parents[2]


def completions(*typed: str) -> list[str]:
    variables = {
        "PYTHONPATH": str(ROOT),
        "_BARRIERCTL_COMPLETE": "complete_bash",
        "COMP_WORDS": " ".join(("barrierctl", *typed)),
        "COMP_CWORD": str(len(typed)),
    }
    done = subprocess.run(
        [sys.executable, "-m", "barrierctl"],
        env={**os.environ, **variables},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("ga",), ["gaps"]),
        (("gaps", "--show-a"), ["--show-accepted"]),
        (("gaps", "--format", "s"), ["sarif"]),
        (("validate", "--format", "g"), ["github", "gitlab"]),
        (("gaps", "--level", "w"), ["warning"]),
        (("gaps", "--select", "no-"), ["no-links", "no-plan"]),
        (("gaps", "--ignore", "stage-empty,no-l"), ["stage-empty,no-links"]),
        (("show", "--view", "m"), ["matrix"]),
        (("export", "--view", "i"), ["items"]),
        (("export", "--format", "c"), ["csv"]),
        (("new", "--from", "b"), ["blank"]),
        (("new", "--keep", "c"), ["content"]),
        (("rule", "--format", "j"), ["json"]),
        (("schema", "f"), ["findings"]),
    ],
)
def test_tab_completes_commands_options_and_values(typed: tuple[str, ...], expected: list[str]) -> None:
    assert completions(*typed) == expected


def test_tab_offers_every_rule() -> None:
    assert completions("rule", "") == list(rule_ids())
