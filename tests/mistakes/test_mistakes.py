"""What people type: each case is the mistaken file, what `validate` prints, the fixed file.

To add a case, write the two files as one, with the lines `=== message` and `=== fixed` between them.
Run this test with BARRIERCTL_GOLDEN=write, and read the message as somebody who has typed that file.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from barrierctl.changes.fixes import fix
from barrierctl.findings import Finding
from barrierctl.messages import record, render, rule_ids
from barrierctl.pipeline import load_bytes
from barrierctl.source import read
from barrierctl.source.decode import split_lines

if TYPE_CHECKING:
    from conftest import Golden, Run

CASES = sorted(Path(__file__).parent.glob("*.txt"))
FILE = "hennep.barrier.yaml"


class Case(NamedTuple):
    typed: str
    fixed: str


def case(path: Path) -> Case:
    typed, _, rest = path.read_bytes().decode("utf-8").partition("=== message\n")
    return Case(typed, rest.partition("=== fixed\n")[2])


def findings(text: str) -> list[Finding]:
    return [render(violation, FILE) for violation in load_bytes(text.encode()).violations]


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.stem))
def test_the_message_is_the_expected_one(path: Path, tmp_path: Path, run: "Run", golden: "Golden") -> None:
    typed, fixed = case(path)
    (tmp_path / FILE).write_bytes(typed.encode())
    done = run("validate", FILE)
    assert done.stdout.startswith(f"{FILE}\n")
    golden(path, f"{typed}=== message\n{done.stdout}=== fixed\n{fixed}")


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.stem))
def test_the_fixed_file_is_valid(path: Path) -> None:
    assert findings(case(path).fixed) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.stem))
def test_the_fixed_file_holds_what_the_advice_says(path: Path) -> None:
    """What follows two blanks in an advice is to be typed as it is; `…` stands for words of one's own."""
    typed, fixed = case(path)
    for finding in findings(typed):
        advice = "\n".join(filter(None, (finding.label, *finding.hints)))
        texts = [
            text.split("…")[0].strip()
            for text in re.findall(
                r"(?<!such as)(?<!such as:)(?<!as in)  (\S.*?)(?:  |$)", advice, re.MULTILINE
            )
        ]
        assert not texts or any(text in fixed for text in texts)


def test_there_are_more_than_a_hundred_cases() -> None:
    assert len(CASES) >= 120


# ---- --fix


def test_what_is_called_fixable_is_corrected_in_a_case() -> None:
    fixable = {
        (rule, variant)
        for rule in rule_ids()
        for variant, wording in record(rule).wordings.items()
        if "fixable" in wording
    }
    typed = (case(path).typed for path in CASES)
    corrected = (findings(text) for text in typed if fix(text.encode()).loaded.valid)
    assert fixable <= {(one.rule, one.variant) for found in corrected for one in found}


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.stem))
def test_a_corrected_file_says_what_was_meant(path: Path) -> None:
    typed, fixed = (text.encode() for text in case(path))
    corrected = fix(typed)
    if corrected.loaded.valid and corrected.corrections:
        assert read(corrected.data).tree == read(fixed).tree


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.stem))
def test_a_correction_keeps_the_ends_of_lines_and_the_mark_at_the_start(path: Path) -> None:
    typed = case(path).typed.rstrip("\n").replace("\r\n", "\n")
    corrected = fix(typed.encode()).data.decode()
    with_returns = fix(b"\xef\xbb\xbf" + typed.replace("\n", "\r\n").encode()).data
    assert with_returns == b"\xef\xbb\xbf" + corrected.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.stem))
def test_a_correction_changes_only_the_lines_that_it_names(path: Path) -> None:
    typed = case(path).typed.encode()
    corrected = fix(typed)
    before, after = (split_lines(data.decode()) for data in (typed, corrected.data))
    changed = [
        (number, old, new)
        for number, (old, new) in enumerate(zip(before, after, strict=True), start=1)
        if old != new
    ]
    assert [tuple(one) for one in corrected.corrections] == changed


def test_a_corrected_file_is_not_corrected_again() -> None:
    for path in CASES:
        once = fix(case(path).typed.encode()).data
        assert fix(once).data == once
