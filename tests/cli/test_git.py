"""Folders in git: ignored files are skipped, and no program configured there is run."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .samples import MODEL, git

if TYPE_CHECKING:
    from conftest import Run


def repository(folder: Path, ignored: str, *models: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q")
    (folder / ".gitignore").write_text(ignored, encoding="utf-8")
    for model in models:
        (folder / model).write_text(MODEL, encoding="utf-8")
    return folder


def listed(run: "Run", folder: str = ".", env: dict[str, str] | None = None) -> list[str]:
    return run("validate", "--list-files", folder, env=env).stdout.splitlines()


@pytest.mark.parametrize("command", ["validate", "gaps"])
def test_git_runs_no_program_configured_in_the_folder(command: str, run: "Run", tmp_path: Path) -> None:
    folder = repository(tmp_path / "theirs", "", "a.barrier.yaml")
    hook, trace = folder / "hook", tmp_path / "it-was-run"
    hook.write_text(f"#!/bin/sh\ntouch '{trace}'\n", encoding="utf-8")
    hook.chmod(0o755)
    git(folder, "add", ".")
    git(folder, "config", "core.fsmonitor", str(hook))
    assert run(command, "theirs").returncode == 0
    assert not trace.exists()


def test_nested_repository_uses_its_own_ignore_file(run: "Run", tmp_path: Path) -> None:
    repository(tmp_path, "*-old.barrier.yaml\n", "a.barrier.yaml", "b-old.barrier.yaml")
    inner = repository(tmp_path / "inner", "draft*\n", "c.barrier.yaml", "d-old.barrier.yaml")
    (inner / "draft.barrier.yaml").write_text(MODEL, encoding="utf-8")
    assert listed(run) == ["a.barrier.yaml", "inner/c.barrier.yaml"]


def test_several_repositories_in_a_plain_folder(run: "Run", tmp_path: Path) -> None:
    for name in ("one", "two"):
        repository(tmp_path / name, "draft*\n", "a.barrier.yaml", "draft.barrier.yaml")
    assert listed(run) == ["one/a.barrier.yaml", "two/a.barrier.yaml"]


def test_ignore_files_apply_beside_a_submodule(run: "Run", tmp_path: Path) -> None:
    outer = repository(tmp_path / "outer", "draft*\n", "a.barrier.yaml", "draft.barrier.yaml")
    inner = repository(tmp_path / "inner", "", "b.barrier.yaml")
    git(inner, "add", ".")
    git(inner, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner), "part")
    assert listed(run, "outer") == ["outer/a.barrier.yaml", "outer/part/b.barrier.yaml"]


def test_folder_behind_a_link_uses_ignore_files(run: "Run", tmp_path: Path) -> None:
    repository(tmp_path / "real", "draft*\n")
    (tmp_path / "real" / "models").mkdir()
    for name in ("a", "draft"):
        (tmp_path / "real" / "models" / f"{name}.barrier.yaml").write_text(MODEL, encoding="utf-8")
    (tmp_path / "real" / "link").symlink_to("models")
    assert listed(run, "real/link") == ["real/link/a.barrier.yaml"]


def test_variables_of_a_git_hook_are_ignored(run: "Run", tmp_path: Path) -> None:
    repository(tmp_path / "models", "draft*\n", "a.barrier.yaml", "draft.barrier.yaml")
    assert listed(run, "models", {"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index"}) == [
        "models/a.barrier.yaml"
    ]
