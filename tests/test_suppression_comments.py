"""Comments that accept findings: every rule, on the line, above it and for the whole file."""

from collections.abc import Callable
from datetime import date

import pytest

from barrierctl.findings import Violation
from barrierctl.gaps.engine import run
from barrierctl.gaps.helpers import RuleContext
from barrierctl.messages import acceptable_rules, record
from barrierctl.model.items import build_shared_parties
from barrierctl.pipeline import load_bytes
from barrierctl.selection import ModelContext
from barrierctl.source import read
from barrierctl.suppressions import suppress, suppressions_of

TODAY = date(2026, 1, 1)
SHARED = build_shared_parties(read(b"- {id: port-authority, name: Port authority}\n").tree)


def reported(rule: str, text: str) -> list[Violation]:
    """What a rule, and those about comments, report in a text."""
    loaded = load_bytes(text.encode(), context=ModelContext(parties=SHARED))
    assert loaded.valid, loaded.violations
    assert loaded.model is not None
    warnings = list(suppress(loaded.violations, suppressions_of(loaded.model), TODAY))
    every = [*warnings, *run(loaded.model, RuleContext(today=TODAY), warnings=loaded.violations)]
    return [one for one in every if one.rule == rule or one.rule in ABOUT_COMMENTS]


ABOUT_COMMENTS = ("acceptance-without-reason", "unused-acceptance")


def at_the_end(line: str, comment: str) -> str:
    return f"{line}  {comment}"


def alone_above(line: str, comment: str) -> str:
    return f"{line[: len(line) - len(line.lstrip())]}{comment}\n\n# Another comment\n{line}"


# Its finding is inside a text of several lines, above which the comment has to be.
IN_A_TEXT = "several-lines-in-one-item"


@pytest.mark.parametrize("put", [at_the_end, alone_above])
@pytest.mark.parametrize("rule", [*acceptable_rules()])
def test_comment_at_the_line_of_a_finding_accepts_it(rule: str, put: Callable[[str, str], str]) -> None:
    example = record(rule).example or ""
    lines = example.splitlines()
    for number in {one.span.line - (rule == IN_A_TEXT) for one in reported(rule, example)}:
        how = alone_above if rule == IN_A_TEXT else put
        lines[number - 1] = how(lines[number - 1], f"# barrierctl: ignore[{rule}] we know")
    hows = [one.accepted and one.accepted.how for one in reported(rule, "\n".join(lines) + "\n")]
    assert set(hows) == {"comment"}


@pytest.mark.parametrize("rule", [*acceptable_rules()])
def test_comment_on_the_first_lines_accepts_all_findings_of_a_rule(rule: str) -> None:
    text = f"# Our model\n\n# barrierctl: ignore[{rule}] we know\n---\n{record(rule).example}"
    hows = [one.accepted and one.accepted.how for one in reported(rule, text)]
    assert set(hows) == {"comment"}


HEAD = "barrier_model: 1\nid: waste\ntitle: Waste dumping\nlanguage: en\n"
STAGE = """\
stages:
  - name: Transport
    facilitators: [Van rental]
    opportunities: [Quiet roads]
    signals: [Smell in a van]
    partners:
      - Police
      - Municipality
    barriers: [{name: Checks, owner: Police}]
"""
ROLE = "partner-without-role"


def problems(text: str) -> list[tuple[str, str, int]]:
    """What is wrong with the comments of a text: rule, wording and line."""
    return [(one.rule, one.variant, one.span.line) for one in reported("", text)]


def test_comment_on_the_wrong_line_says_where_the_finding_is() -> None:
    text = HEAD + STAGE.replace("Police\n", f"Police  # barrierctl: ignore[{ROLE}] they advise\n", 1)
    (found,) = reported("unused-acceptance", text)
    assert (found.variant, found.parameters["line"]) == ("line", 12)


def test_second_comment_for_the_same_finding_is_unused() -> None:
    comment = f"  # barrierctl: ignore[{ROLE}] they advise\n"
    text = HEAD + STAGE.replace("Police\n", f"Police{comment}", 1).replace("lity\n", f"lity{comment}")
    assert problems(text) == [("unused-acceptance", "at", 11)]


def test_comment_at_an_item_of_many_that_are_reported_at_the_title_says_so() -> None:
    many = "".join(f"      - Partner {name}\n" for name in ("of the north", "near the harbour"))
    comment = f"  # barrierctl: ignore[{ROLE}] they advise\n"
    text = HEAD + STAGE.replace("lity\n", f"lity{comment}{many}")
    assert problems(text) == [("unused-acceptance", "line", 12)]
    (found,) = reported("unused-acceptance", text)
    assert found.parameters["line"] == 3


TEXT = f"Municipality # barrierctl: ignore[{ROLE}] they advise"


@pytest.mark.parametrize("written", [f'"{TEXT}"', f"'{TEXT}'", f"|\n          {TEXT}"])
def test_comment_inside_a_text_says_that_it_is_part_of_it(written: str) -> None:
    text = HEAD + STAGE.replace("- Municipality", f"- name: Municipality\n        note: {written}")
    ((rule, variant, _),) = problems(text)
    assert (rule, variant) == ("acceptance-without-reason", "in-text")


def test_comment_behind_the_sign_of_a_block_text_is_one() -> None:
    text = HEAD + STAGE.replace(
        "Municipality", f"|  # barrierctl: ignore[{ROLE}] they advise\n        Council"
    )
    (found,) = reported(ROLE, text)
    assert found.accepted


@pytest.mark.parametrize(
    "comment", ["barrierctl ignore[no-plan] x", "barrierctl-ignore: no-plan", "barrierctl: off"]
)
def test_comment_that_is_meant_for_barrierctl_and_is_not_read_is_reported(comment: str) -> None:
    assert problems(f"{HEAD}# {comment}\n{STAGE}") == [("acceptance-without-reason", "unclear", 5)]


def test_other_comments_about_barrierctl_are_comments() -> None:
    assert problems(f"# barrierctl checks this file, see github.com/barrierctl\n{HEAD}{STAGE}") == []


def test_comment_below_the_first_key_is_not_about_the_whole_file() -> None:
    text = HEAD.replace("id:", f"# barrierctl: ignore[{ROLE}] x\nid:") + STAGE
    assert problems(text) == [("unused-acceptance", "line", 2)]


@pytest.mark.parametrize(("rule", "variant"), [("missing-key", "error"), ("unused-acceptance", "acceptance")])
def test_comment_for_a_rule_that_cannot_be_accepted_says_why(rule: str, variant: str) -> None:
    (found,) = load_bytes(f"{HEAD}{STAGE}# barrierctl: ignore[{rule}] x\n".encode()).violations
    assert (found.rule, found.variant) == ("unknown-rule", variant)
