"""Each file of `tests/invalid` gives exactly the findings of its `.expected` file, with either parser."""

from pathlib import Path

import pytest

from barrierctl.findings import sort_key
from barrierctl.messages import record, render, rule_ids
from barrierctl.pipeline import load_bytes

FOLDER = Path(__file__).parents[1] / "invalid"
MISTAKES = sorted((FOLDER.parent / "mistakes").glob("*.txt"))
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".expected")

NOT_A_FILE_HERE = {
    ("unreadable-file", ""): "needs a file system",
    ("unreadable-file", "folder"): "likewise, see tests/cli/test_unreadable.py",
    ("unreadable-file", "link"): "likewise, see tests/cli/test_other_files.py",
    ("unreadable-file", "outside"): "likewise, see tests/cli/test_other_files.py",
    ("file-too-large", ""): "10 MiB are made in tests/source/test_limits.py",
    ("too-many-items", ""): "50,000 are made in tests/source/test_limits.py",
    ("newer-format", ""): "the only finding, in tests/schema/test_only_finding.py",
    **dict.fromkeys(
        [
            ("bad-format", "pattern"),
            ("bad-format", "requires"),
            ("bad-format", "slow-pattern"),
            ("duplicate-id", "built-in"),
            ("missing-key", "condition"),
            ("missing-key", "empty-mapping"),
            ("value-not-allowed", "conditions"),
            ("value-not-allowed", "not-a-list"),
            ("unknown-rule", "choice"),
            ("unknown-rule", "choice-error"),
            ("unknown-rule", "choice-near"),
            ("unknown-rule", "choice-other"),
            ("value-not-allowed", "version-of-the-program"),
            ("unreadable-file", "named"),
            ("unreadable-file", "parties"),
            ("wrong-type", "top"),
            ("wrong-type", "top-entry"),
        ],
        "findings of a configuration, in tests/config/invalid",
    ),
    ("party-overrides-shared", ""): "needs a shared list, in tests/config/test_shared_parties.py",
    ("party-overrides-shared", "other-name"): "needs a shared list, in tests/config/test_shared_parties.py",
}


def expected_of(path: Path) -> Path:
    return path.with_name(path.name.split(".")[0] + ".expected")


def findings(data: bytes, *, pure: bool) -> list[str]:
    rendered = sorted(
        (render(violation, "") for violation in load_bytes(data, pure=pure).violations), key=sort_key
    )
    return [f"{f.span.line}:{f.span.column} {f.severity} {f.rule} {f.sentence}" for f in rendered]


@pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.name))
def test_invalid_file_gives_the_expected_findings(path: Path, *, pure: bool) -> None:
    expected = expected_of(path).read_bytes().decode("utf-8").split("\n")
    assert [*findings(path.read_bytes(), pure=pure), ""] == expected


def test_every_invalid_file_has_expected_findings() -> None:
    assert {expected_of(path) for path in FILES} == set(FOLDER.glob("*.expected"))
    assert len(FILES) > 100


def test_every_variant_of_a_message_has_a_file() -> None:
    typed = [path.read_bytes().partition(b"=== message")[0] for path in MISTAKES]
    shown = {
        (violation.rule, violation.variant)
        for data in (*(path.read_bytes() for path in FILES), *typed)
        for violation in load_bytes(data).violations
    }
    wordings = {
        (rule, variant)
        for rule in rule_ids()
        if record(rule).family == "validate"
        for variant in record(rule).wordings
    }
    assert wordings - shown == set(NOT_A_FILE_HERE)
