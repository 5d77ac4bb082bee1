"""What people read is in plain English: no word that is hard to follow, and no sentence that is too long."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from barrierctl.cli.app import COMMANDS
from barrierctl.messages import Record, record, rule_ids

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", "CONTRIBUTING.md", *(str(path.relative_to(ROOT)) for path in ROOT.glob("docs/**/*.md"))]
BEING_REWRITTEN: set[str] = set()
"""Pages, schemas and commands whose English is being rewritten."""

BANNED = {
    "report, state, list or set": r"told|tells?",
    "is, appears or is listed": r"stands?|stood",
    "fix": r"mend(s|ed|ing)?",
    "severity, more severe": r"graver?|gravest|milder|mildest",
    "findings; check": r"to look at|looks at|looked at",
    "overwrite, or write": r"anew|outright",
    "no longer matches": r"found no more",
    "matches": r"what fits|fits (this|no|more than)",
    "unconfirmed": r"(?<!-)doubtful(?!-)",
    "takes part, cooperates": r"join(s|ed)? in",
    "powers": r"competences?",
    "custom rule": r"house rules?",
    "maximum": r"at most",
    "can be repeated": r"as often as you like",
    "comma-separated": r"commas between",
    "two sentences": r"of which|of whom|all the same|and neither is|as if",
    "not reported if": r"silent",
    "what exactly": r"all that|what is there",
    "per": r"(a|one) (row|line|finding|note|file|sheet|slide|column) an? \w+",
    "is not a": r"(?<!there )(is|are) no (list|key|text|fault|partner|plan|file|id|model|party|such)",
    "on line": r"in line (\d|\{)",
    "note": r"info(?!:)",
    "unwittingly": r"unknowingly",
}
PATTERNS = {
    better: re.compile(rf"\b(?:{banned})(?![\w-])", re.IGNORECASE) for better, banned in BANNED.items()
}
LONGEST_SENTENCE = 20
LONGEST_MESSAGE = 12


def problems(text: str) -> list[str]:
    """List what is not plain English, without what is quoted from models or is code."""
    text = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)|<!--.*?-->", " ", text, flags=re.DOTALL)
    text = re.sub(r'"[^"\n]*"|“[^”]*”', " ", text)
    return [
        f"{found.group()!r} (better: {better}) in {text[max(found.start() - 30, 0) : found.end() + 30]!r}"
        for better, pattern in PATTERNS.items()
        for found in pattern.finditer(text)
    ]


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)


def being_rewritten(names: list[str]) -> list[Any]:
    mark = pytest.mark.xfail(reason="is being rewritten", strict=False)
    return [pytest.param(name, marks=[mark] if name in BEING_REWRITTEN else []) for name in names]


def prose_of(shown: Record) -> list[str]:
    return [shown.title, shown.finds, shown.why, shown.fix, shown.accept_when or ""]


def words_in(text: str) -> int:
    return len([word for word in text.split() if re.search(r"\w", word)])


def sentences_of(text: str) -> list[str]:
    return re.split(r"(?<=[.?!:;])\s+", text)


@pytest.mark.parametrize("rule", rule_ids())
def test_rules_are_in_plain_english(rule: str) -> None:
    shown = record(rule)
    wordings = [
        wording[key]
        for wording in shown.wordings.values()
        for key in ("message", "label", "hint", "question", "point", "facts", "line")
        if wording.get(key)
    ]
    assert [found for text in [*prose_of(shown), *texts_in(wordings)] for found in problems(text)] == []


@pytest.mark.parametrize("rule", rule_ids())
def test_sentences_of_rules_are_short(rule: str) -> None:
    sentences = [sentence for text in prose_of(record(rule)) for sentence in sentences_of(text)]
    assert [sentence for sentence in sentences if words_in(sentence) > LONGEST_SENTENCE] == []


@pytest.mark.parametrize("rule", rule_ids())
def test_messages_are_short_statements(rule: str) -> None:
    messages = [wording["message"] for wording in record(rule).wordings.values()]
    assert [message for message in messages if words_in(message) > LONGEST_MESSAGE or "?" in message] == []


@pytest.mark.parametrize("rule", rule_ids())
def test_a_hint_asks_the_group_one_question_or_says_what_to_do(rule: str) -> None:
    shown = record(rule)
    hints = [" ".join(texts_in(wording.get("hint"))) for wording in shown.wordings.values()]
    most = 0 if shown.family == "validate" else 1
    assert [hint for hint in hints if len(re.findall(r"[\w}]\?(?=\s|$)", hint)) > most] == []


@pytest.mark.parametrize("rule", [rule for rule in rule_ids() if record(rule).family != "validate"])
def test_messages_of_gaps_name_no_keys_in_brackets(rule: str) -> None:
    messages = [wording["message"] for wording in record(rule).wordings.values()]
    assert [message for message in messages if re.search(r"\([a-z_]+\)", message)] == []


@pytest.mark.parametrize("rule", rule_ids())
def test_a_rule_says_when_it_is_reported(rule: str) -> None:
    assert re.match(r"Reported (when|once) ", record(rule).finds)


def test_the_catalogue_is_in_plain_english() -> None:
    words = YAML(typ="safe").load((ROOT / "barrierctl/languages/en.yaml").read_text(encoding="utf-8"))
    assert [found for text in texts_in(words) for found in problems(text)] == []


@pytest.mark.parametrize("page", being_rewritten(PAGES))
def test_pages_are_in_plain_english(page: str) -> None:
    assert problems((ROOT / page).read_text(encoding="utf-8")) == []


def test_the_changes_to_be_released_are_in_plain_english() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert problems(text.partition("## [Unreleased]")[2].partition("\n## [")[0]) == []


@pytest.mark.parametrize("name", being_rewritten([path.name for path in sorted(ROOT.glob("schemas/*.json"))]))
def test_schemas_are_in_plain_english(name: str) -> None:
    schema = json.loads((ROOT / "schemas" / name).read_text(encoding="utf-8"))
    assert [found for text in descriptions_in(schema) for found in problems(text)] == []


def descriptions_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for text in (value.get("description"), value.get("title")) if isinstance(text, str))
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from descriptions_in(each)


@pytest.mark.parametrize("command", being_rewritten(["", *COMMANDS]))
def test_help_is_in_plain_english(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "barrierctl", *filter(None, [command]), "--help"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert problems(" ".join(done.stdout.split())) == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/*.yaml")), ids=lambda path: str(path.name))
def test_comments_in_examples_are_in_plain_english(path: Path) -> None:
    comments = re.findall(r"^\s*#(.*)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert problems(" ".join(comments)) == []
