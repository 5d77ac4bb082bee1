"""Every command, option, value, rule and path that the docs name is one that exists."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from barrierctl.cli.app import COMMANDS
from barrierctl.messages import current_id, rule_ids
from barrierctl.resources import schema

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES += sorted((ROOT / "docs").rglob("*.md"))
OTHER_PROGRAMS = {
    "--inputs",
    "--list",
    "--only",
    "--program",
    "--seconds",
    "--seed",
    "--upgrade",
    "--group",
    "--user",
    "--case",
    "--runs",
    "--smoke",
    # of git, pip, build and pre-commit
    "--all-files",
    "--atomic",
    "--exit-code",
    "--force-reinstall",
    "--outdir",
    "--prefix",
    "--ref",
    "--tags",
}
NO_RULES = {"not-told", "plan-about"}  # the ids of a column and a table
SECTIONS = dict.fromkeys(("validate", "gaps", "check"), "validate,-gaps-and-check")
OUTSIDE = re.compile(r"(?<![\w.:/-])(?:/home|/root|/Users|/tmp|/var)/\w|\]\((?:\.\./){2}")
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


@cache
def help_of(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "barrierctl", *command, "--help"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


@cache
def commands() -> tuple[str, ...]:
    _, _, listed = help_of().partition("\nCommands:\n")
    return tuple(re.findall(r"^  ([a-z]+) ", listed, re.MULTILINE))


def options_of(*command: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", help_of(*command)))


def section_of(command: str) -> str:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for part in page.split("\n## "):
        heading = part.partition("\n")[0].replace("`", "").replace(" ", "-")
        if heading == SECTIONS.get(command, command):
            return part
    raise AssertionError(command)


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@every_page
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    named = set(re.findall(r"(?:`|\$ |bin/|^)barrierctl (?:--?\w+ )*([a-z]+)\b", read(page), re.MULTILINE))
    assert named <= set(commands())


@pytest.mark.parametrize("page", ["README.md", "docs/commands.md"])
def test_every_command_is_named(page: str) -> None:
    assert [name for name in commands() if f"`{name}`" not in read(ROOT / page)] == []


@every_page
def test_every_option_that_a_page_names_exists(page: Path) -> None:
    known = options_of().union(*(options_of(name) for name in commands()), OTHER_PROGRAMS)
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", read(page))) <= known


@pytest.mark.parametrize("command", COMMANDS)
def test_the_section_of_a_command_has_its_options_and_their_values(command: str) -> None:
    section = section_of(command).replace("\\|", "|")
    own = options_of(command) - options_of()
    assert {option for option in own if not re.search(rf"[`\s]{option}\b", section)} == set()
    values = set(re.findall(r"<([a-z|]+\|[a-z|]+)>", help_of(command))) - {"auto|always|never"}
    assert {value for value in values if value not in section} == set()


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.parent.name != "rules"], ids=lambda one: one.name
)
def test_every_rule_that_a_page_names_exists(page: Path) -> None:
    named = set(re.findall(r'(?:barrierctl rule |\brule"?: "?)([a-z][a-z0-9-]*-[a-z0-9-]+)', read(page)))
    beginnings = {name.split("-")[0] for name in rule_ids()}
    spans = set(re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", read(page)))
    named |= {span for span in spans if span.split("-")[0] in beginnings}
    assert {current_id(name) for name in named} <= {*rule_ids(), *NO_RULES}


def properties(part: object) -> set[str]:
    if isinstance(part, list):
        return set[str]().union(*map(properties, part))
    if not isinstance(part, dict):
        return set()
    return set(part.get("properties", {})).union(*map(properties, part.values()))


def test_every_key_of_the_format_is_shown_as_a_key() -> None:
    page = read(ROOT / "docs" / "format.md")
    keys = properties(schema("barrier-model"))
    assert {key for key in keys if not re.search(rf"`{key}`|\b{key}:", page)} == set()


def test_no_file_leads_out_of_the_project() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    files = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    texts = {file: file.read_bytes().decode("utf-8", "replace") for file in files if file.is_file()}
    assert [file.name for file, text in texts.items() if OUTSIDE.search(text)] == []
