"""What the docs name exists, and what exists is named."""

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl.cli.app import COMMANDS
from barrierctl.config.loader import load_configuration
from barrierctl.messages import record, rule_ids
from barrierctl.pipeline import load_bytes
from barrierctl.reporters import rules
from barrierctl.resources import schema

if TYPE_CHECKING:
    from conftest import Golden

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def help_of(command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "barrierctl", command, "--help"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_its_options_are_described(command: str) -> None:
    described = text("docs/commands.md")
    assert f"barrierctl {command}" in described
    assert f"barrierctl {command}" in text("docs/tour.md")
    options = set(re.findall(r"--[a-z][a-z-]+", help_of(command))) - {"--help"}
    assert {option for option in options if option not in described} == set()


def pages_of_rules() -> dict[str, str]:
    """Cut what the program prints about all rules into an index and a page per family, by path."""
    intro, *families = rules.list_as_markdown([record(rule) for rule in rule_ids()]).split("\n## ")
    pages, index = {}, [intro]
    for section in families:
        family, _, rest = section.partition("\n")
        listed, *explained = rest.split("\n### ")
        link = f"rules/{family}.md"
        index.append(f"[{family}]({link})\n{listed.replace('](#', f']({link}#')}")
        text = "\n## ".join([f"# Rules: {family}\n\n[All rules](../rules.md)\n{listed}", *explained])
        pages[f"docs/{link}"] = text.rstrip() + "\n"
    return {"docs/rules.md": "\n## ".join(index).rstrip() + "\n", **pages}


def test_the_pages_of_rules_are_what_the_program_prints(golden: "Golden") -> None:
    pages = pages_of_rules()
    for path, text in pages.items():
        golden(ROOT / path, text)
    assert {page.relative_to(ROOT).as_posix() for page in (ROOT / "docs/rules").glob("*.md")} < set(pages)


def test_the_index_of_rules_links_each_rule_to_its_page() -> None:
    listed = re.findall(r"^\| \[(.+?)\]\(rules/(\w+)\.md#(.+?)\)", text("docs/rules.md"), re.MULTILINE)
    assert sorted(listed) == [(rule, record(rule).family, rule) for rule in rule_ids()]


def keys(part: object) -> set[str]:
    found: set[str] = set()
    if isinstance(part, dict):
        found |= set(part.get("properties", {}))
        found = found.union(*(keys(inner) for inner in part.values()))
    elif isinstance(part, list):
        found = found.union(*(keys(inner) for inner in part))
    return found


def test_every_key_of_the_format_is_described() -> None:
    described = text("docs/format.md")
    assert {key for key in keys(schema("barrier-model")) if not re.search(rf"\b{key}\b", described)} == set()


def test_every_whole_model_in_the_docs_validates() -> None:
    models = re.findall(r"```yaml\n(barrier_model:.*?)```", text("docs/format.md"), re.DOTALL)
    assert models
    assert [load_bytes(model.encode()).violations for model in models] == [()] * len(models)


def anchors(page: Path) -> set[str]:
    """The anchors of a page, as GitHub makes them of its headings."""
    outside_code = re.sub(
        r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    headings = re.findall(r"^#+ (.*)$", outside_code, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files_and_their_headings(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", page.read_text(encoding="utf-8"))
    targets = [((page.parent / file if file else page), anchor) for file, anchor in links]
    assert [file for file, _ in targets if not file.exists()] == []
    assert [(file.name, anchor) for file, anchor in targets if anchor and anchor not in anchors(file)] == []


def test_every_key_of_the_configuration_is_described_and_the_example_is_one(tmp_path: Path) -> None:
    described = text("docs/configuration.md")
    assert {key for key in keys(schema("config")) if f"`{key}`" not in described} == set()
    examples = re.findall(r"```yaml\n(.*?)```", described, re.DOTALL)
    assert examples
    for example in examples:
        name = "parties.yaml" if example.startswith("- id:") else "configuration.yaml"
        (tmp_path / name).write_text(example, encoding="utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"configuration.yaml", "parties.yaml"}
    _, reports = load_configuration(tmp_path / "configuration.yaml")
    assert reports == ()
