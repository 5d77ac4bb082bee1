"""A generated repository of fifty models: exactly its defects are found."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeAlias

import pytest

from barrierctl.findings import Severity
from barrierctl.messages import record, rule_ids

from .clean import Draft, clean
from .frame import TODAY
from .generated import PART_DEFECTS, add_defect, is_applicable, repository, rule_of
from .yaml_lines import Bare, Node

if TYPE_CHECKING:
    from conftest import Run

SEED = 2027
Found: TypeAlias = tuple[str, int, str]
TESTED_ELSEWHERE = {
    "unreadable-file",
    "party-overrides-shared",
    "file-too-large",
    "not-a-barrier-model",
    "name-too-long",
    "too-many-items",
    "too-many-stages",
    "yaml-too-many-nodes",
    "facilitator-could-be-partner",  # facilitator-without-barrier reports the same facilitators
    "stage-depends-on-new-powers",  # legal-basis-needed reports the same barriers
    # How people type: in tests/mistakes.
    "duplicate-stage-name",
    "list-in-one-text",
    "placeholder-item",
    "several-lines-in-one-item",
}
WARNINGS = [
    rule
    for rule in rule_ids()
    if record(rule).family == "validate" and record(rule).severity is Severity.WARNING
]


@pytest.fixture
def drafts(tmp_path: Path) -> list[Draft]:
    """The models, and their files."""
    made = list(repository(SEED))
    write(tmp_path, *made)
    return made


def write(folder: Path, *drafts: Draft) -> None:
    for draft in drafts:
        (folder / draft.path).parent.mkdir(exist_ok=True)
        (folder / draft.path).write_bytes(draft.data())


def expected_findings(drafts: list[Draft], command: str) -> list[Found]:
    """What a command is to find: `gaps` tells errors too, but no warnings of `validate`."""
    everything = [each for draft in drafts for each in draft.expected()]
    return sorted(each for each in everything if is_reported(each[2], command))


def is_reported(rule: str, command: str) -> bool:
    family, severity = record(rule).family, record(rule).severity
    return severity is Severity.ERROR or (family == "validate") is (command == "validate")


def reported(report: str) -> list[Found]:
    findings = json.loads(report)["findings"]
    return sorted((finding["path"], finding["line"], finding["rule"]) for finding in findings)


def options(*more: str) -> tuple[str, ...]:
    return ("--format", "json", "--today", TODAY, *more)


def test_clean_model_has_no_findings(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, clean("clean.barrier.yaml", Random(SEED)))  # noqa: S311
    for command in ("validate", "gaps"):
        done = run(command, *options("--fail-on", "info"))
        assert (done.returncode, reported(done.stdout)) == (0, [])


def test_repository_has_defects_of_all_rules(drafts: list[Draft]) -> None:
    rules = [rule for draft in drafts for _, _, rule in draft.expected()]
    assert (len(drafts), len(rules)) == (50, 300)
    untested = set(rule_ids()) - set(rules) - TESTED_ELSEWHERE
    assert not untested, f"no function in in_items.py or its neighbours plants a defect for {untested}"
    assert not TESTED_ELSEWHERE & set(rules)


def test_same_seed_gives_the_same_files(drafts: list[Draft]) -> None:
    again = {draft.path: draft.data() for draft in repository(SEED)}
    assert again == {draft.path: draft.data() for draft in drafts}


@pytest.mark.parametrize("command", ["validate", "gaps"])
def test_exactly_the_defects_are_found_at_their_lines(command: str, run: "Run", drafts: list[Draft]) -> None:
    done = run(command, *options())
    assert done.returncode == 1
    assert reported(done.stdout) == expected_findings(drafts, command)


def test_both_commands_together_find_all_defects(drafts: list[Draft]) -> None:
    found = {*expected_findings(drafts, "validate"), *expected_findings(drafts, "gaps")}
    assert len(found) == 300


@pytest.fixture
def suppressed(run: "Run", drafts: list[Draft], tmp_path: Path) -> list[Draft]:
    """The models without errors: ten defects are accepted, half in comments; the rest is in a baseline."""
    opened = [draft for draft in drafts if draft.path.startswith("open/")]
    for number, (draft, rule, item) in enumerate(ten_of(opened)):
        if number % 2:
            draft.comments[id(item)] = f"barrierctl: ignore[{rule}] we know"
        else:
            grant = {"rule": rule, "at": item["name"], "reason": "We know."}
            draft.model.setdefault("accepted_gaps", []).append(grant)
    write(tmp_path, *opened)
    for command in ("validate", "gaps"):
        run(command, "open", "--today", TODAY, "--write-baseline", "known.json")
    return opened


def ten_of(drafts: list[Draft]) -> list[tuple[Draft, str, Node]]:
    """Choose eight gaps and two warnings of `validate` that are reported at an item."""
    random = Random(SEED)  # noqa: S311
    items = list(defects_of_items(drafts))
    warnings = [each for each in items if each[1] in WARNINGS]
    return random.sample(warnings, 2) + random.sample([each for each in items if each not in warnings], 8)


def defects_of_items(drafts: list[Draft]) -> Iterator[tuple[Draft, str, Node]]:
    for draft in drafts:
        items = [id(item) for stage in draft.model["stages"] for item in items_of(stage)]
        for rule, (node, _) in draft.known:
            if id(node) in items and id(node) not in draft.comments and not isinstance(node["name"], Bare):
                yield draft, rule, node


def items_of(stage: Node) -> Iterator[Node]:
    for block in ("facilitators", "opportunities", "signals", "partners", "barriers"):
        yield from stage.get(block) or ()


def test_suppressed_findings_are_counted_and_do_not_fail(run: "Run", suppressed: list[Draft]) -> None:
    ways: list[str] = []
    for command in ("validate", "gaps"):
        looking = (command, "open", *options("--fail-on", "info", "--baseline", "known.json"))
        done = run(*looking)
        accepted = json.loads(done.stdout)["summary"]["accepted"]
        assert (done.returncode, reported(done.stdout), "no longer" in done.stderr) == (0, [], False)
        assert accepted == len(expected_findings(suppressed, command))
        shown = run(*looking, "--show-accepted")
        assert reported(shown.stdout) == expected_findings(suppressed, command)
        ways += [finding["accepted"]["how"] for finding in json.loads(shown.stdout)["findings"]]
    assert {way: ways.count(way) for way in set(ways)} == {"list": 5, "comment": 5, "baseline": 230}


def test_new_defect_is_the_only_finding(run: "Run", suppressed: list[Draft], tmp_path: Path) -> None:
    for draft in Random(SEED).sample(suppressed, 2):  # noqa: S311
        gaps = [kind for kind in PART_DEFECTS if rule_of(kind) not in WARNINGS]
        kinds = [kind for kind in gaps if is_applicable(draft, kind, draft.known[-1][0])]
        file, before = tmp_path / draft.path, draft.data()
        add_defect(draft, draft.random.choice(kinds))
        file.write_bytes(b"# Everything moves down.\n\n" + draft.data())
        done = run("gaps", "open", *options("--fail-on", "info", "--baseline", "known.json"))
        path, line, rule = draft.expected().pop()
        assert (done.returncode, reported(done.stdout)) == (1, [(path, line + 2, rule)])
        file.write_bytes(before)
