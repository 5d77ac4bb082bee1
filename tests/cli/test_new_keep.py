"""`barrierctl new --keep content`: only the replaced values change."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

REST = "language: en\nstages:\n  - name: A\n"
NOTE = "# yaml-language-server: $schema=x.json"


def copied(run: "Run", folder: Path, text: str, *args: str) -> str:
    (folder / "old.barrier.yaml").write_text(text, encoding="utf-8")
    done = run("new", "new.barrier.yaml", "--from", "old.barrier.yaml", "--keep", "content", *args)
    assert done.returncode == 0, done.stderr
    return (folder / "new.barrier.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Old # why\n", "title: New # why\n"),
        ("title: > # why\n  Old\n  and long\n", "title: New # why\n"),
        ("title: >\n  Old\n\n# c\n", "title: New\n\n# c\n"),
        ("title: |2-\n    Old\n\n\n", "title: New\n\n\n"),
        ('title: "Old\n  and long" # why\n', 'title: "New" # why\n'),
        ("title: # why\n  Old\n", "title: # why\n  New\n"),
        ("title: &t Old\ndescription: *t\n", "title: &t New\ndescription: Old\n"),
        ("title: &t # why\n  Old\ndescription: *t\n", "title: &t # why\n  New\ndescription: Old\n"),
        (
            "title: &t > # why\n  Old\n# c\ndescription: *t\n",
            "title: &t New # why\n# c\ndescription: |\n  Old\n",
        ),
        ("title: !!str Old\n", "title: !!str New\n"),
    ],
)
def test_new_title_replaces_only_the_title(old: str, new: str, run: "Run", tmp_path: Path) -> None:
    copy = copied(run, tmp_path, f"barrier_model: 1\nid: old\n{old}{REST}", "--title", "New")
    assert copy == f"barrier_model: 1\nid: new\n{new}{REST}"


def test_new_title_replaces_the_title_in_a_flow_mapping(run: "Run", tmp_path: Path) -> None:
    text = "{{barrier_model: 1, id: {}, title: &t {}, description: {}, language: en, stages: [name: A]}}\n"
    copy = copied(run, tmp_path, text.format("old", "Old", "*t"), "--title", "New")
    assert copy == text.format("new", "New", "Old")


def test_modeline_is_removed_only_above_the_first_key(run: "Run", tmp_path: Path) -> None:
    texts = f'description: "One\n\n{NOTE}\n  two"\n'
    body = f"barrier_model: 1\nid: {{}}\ntitle: T\n{texts}{REST}{NOTE}\n"
    copy = copied(run, tmp_path, f"# Ours.\n{NOTE}\n{body.format('old')}")
    assert copy == f"# Ours.\n{body.format('new')}"


def test_a_copy_is_not_in_a_language_that_it_has_translations_into(run: "Run", tmp_path: Path) -> None:
    text = f"barrier_model: 1\nid: old\ntitle: T\ntranslations: {{nl: {{title: T}}}}\n{REST}"
    assert copied(run, tmp_path, text).endswith(text.partition("\n")[2].partition("\n")[2])
    done = run(
        *("new", "other.barrier.yaml", "--from", "old.barrier.yaml"),
        *("--keep", "content", "--language", "nl"),
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "old.barrier.yaml heeft vertalingen" in done.stderr
    assert not (tmp_path / "other.barrier.yaml").exists()
