"""Completion with the Tab key, requested as a shell requests it."""

from typing import TYPE_CHECKING

import pytest

from barrierctl.messages import rule_ids

if TYPE_CHECKING:
    from conftest import Run


def completions(run: "Run", *typed: str) -> list[str]:
    request = {
        "_BARRIERCTL_COMPLETE": "complete_bash",
        "COMP_WORDS": " ".join(("barrierctl", *typed)),
        "COMP_CWORD": str(len(typed)),
    }
    return run(env=request).stdout.split()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("ga",), ["gaps"]),
        (("gaps", "--show-a"), ["--show-accepted"]),
        (("gaps", "--format", "s"), ["sarif", "statistics"]),
        (("validate", "--format", "g"), ["github", "gitlab"]),
        (("gaps", "--level", "w"), ["warning"]),
        (("gaps", "--select", "no-"), ["no-fallback", "no-links", "no-plan"]),
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
def test_tab_completes_commands_options_and_values(
    typed: tuple[str, ...], expected: list[str], run: "Run"
) -> None:
    assert completions(run, *typed) == expected


def test_tab_offers_every_rule(run: "Run") -> None:
    assert completions(run, "rule", "") == list(rule_ids())
