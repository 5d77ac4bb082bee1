"""Every version that a file names is the one in `barrierctl/__init__.py`; actions of others are commits.

BARRIERCTL_GOLDEN=write puts this version into every place.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl import __version__

if TYPE_CHECKING:
    from conftest import Golden

ROOT = Path(__file__).parents[2]
FILES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "action.yml", ".pre-commit-hooks.yaml")),
    *sorted((ROOT / "templates").glob("*.yml")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
VERSION = re.compile(r'(barrierctl@v|barrierctl\n +rev: v|"barrierctl", "version": ")(\d+\.\d+[\w.]*)')
USES = re.compile(r"uses: (\S+)(.*)")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def places() -> Iterator[tuple[str, str]]:
    """Each place that names a version, and the version."""
    for path in FILES:
        text = path.read_bytes().decode()
        for found in VERSION.finditer(text):
            yield f"{name_of(path)}:{text.count(chr(10), 0, found.start(2)) + 1}", found[2]


def test_every_place_names_this_version(golden: "Golden") -> None:
    if os.environ.get("BARRIERCTL_GOLDEN") == "write":
        for path in FILES:
            golden(path, VERSION.sub(rf"\g<1>{__version__}", path.read_bytes().decode()))
    different = [f"{place} has {version}" for place, version in places() if version != __version__]
    assert not different, f"not {__version__}: {', '.join(different)}"


def test_the_examples_for_every_platform_name_a_version() -> None:
    files = [place.partition(":")[0] for place, _ in places()]
    assert (files.count("docs/ci.md"), files.count("templates/barrierctl.yml")) == (5, 1)


def test_the_newest_release_in_the_changelog_is_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest, *_ = re.findall(r"^## \[(\d[^\]]*)\] - \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)
    assert newest == __version__


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_actions_of_others_are_commits_with_their_version_as_a_comment(path: Path) -> None:
    used = [found.groups() for found in USES.finditer(path.read_text(encoding="utf-8"))]
    others = [(action, comment) for action, comment in used if not action.startswith("barrierctl/")]
    pinned = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert [action for action, comment in others if not pinned.fullmatch(action + comment)] == []
