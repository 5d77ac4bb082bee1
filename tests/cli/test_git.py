"""Folders in git: ignored files are skipped, and no program configured there is run."""

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl.config.types import find_configuration

from .samples import MODEL, git

if TYPE_CHECKING:
    from collections.abc import Callable

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
    folder = repository(tmp_path / "theirs", "*.yaml", "a.barrier.yaml")
    hook, trace = folder / "hook", tmp_path / "it-was-run"
    hook.write_text(f"#!/bin/sh\ntouch '{trace}'\n", encoding="utf-8")
    hook.chmod(0o755)
    git(folder, "add", "--force", ".")
    git(folder, "config", "core.fsmonitor", str(hook))
    assert run(command, "theirs").returncode == 0
    assert not trace.exists()


def test_git_fetches_nothing_that_is_missing_in_the_folder(run: "Run", tmp_path: Path) -> None:
    folder = repository(tmp_path / "theirs", "", "a.barrier.yaml")
    for part in ("in", "out"):
        (folder / part).mkdir()
        (folder / part / f"{part}.barrier.yaml").write_text(MODEL, encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x")
    git(folder, "sparse-checkout", "set", "--cone", "--sparse-index", "in")
    # The index stands for a folder by an object that is gone, and would be fetched by a program.
    gone = git(folder, "rev-parse", "HEAD:out")
    (folder / ".git" / "objects" / gone[:2] / gone[2:]).unlink()
    trace = tmp_path / "it-was-run"
    for key, value in (
        ("core.repositoryformatversion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", f"ext::sh -c touch% {trace}"),
        ("protocol.ext.allow", "always"),
    ):
        git(folder, "config", key, value)
    (folder / ".gitignore").write_text("*.barrier.yaml\n", encoding="utf-8")
    assert listed(run, "theirs") == ["theirs/a.barrier.yaml", "theirs/in/in.barrier.yaml"]
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


@pytest.mark.parametrize("where", [".git/info/exclude", "own-patterns", "home"])
def test_ignore_files_of_the_user_count_too(where: str, run: "Run", tmp_path: Path) -> None:
    repository(tmp_path / "models", "", "a.barrier.yaml", "draft.barrier.yaml")
    home = tmp_path / "home" / "git"
    home.mkdir(parents=True)
    if where == "own-patterns":
        git(tmp_path / "models", "config", "core.excludesFile", str(tmp_path / where))
    file = {"home": home / "ignore", "own-patterns": tmp_path / where}.get(where, tmp_path / "models" / where)
    file.write_text("draft*\n", encoding="utf-8")
    assert listed(run, "models", {"XDG_CONFIG_HOME": str(home.parent)}) == ["models/a.barrier.yaml"]
    done = run("validate", "models", env={"XDG_CONFIG_HOME": str(home.parent)})
    assert "Left out: 1 ignored by git." in done.stderr


# ---- what a merge request could do


def test_tracked_model_is_checked_even_if_it_is_ignored(run: "Run", tmp_path: Path) -> None:
    repository(tmp_path, "", "a.barrier.yaml", "b.barrier.yaml")
    git(tmp_path, "add", ".")
    (tmp_path / ".gitignore").write_text("*.barrier.yaml\n", encoding="utf-8")
    (tmp_path / "new.barrier.yaml").write_text(MODEL, encoding="utf-8")
    assert listed(run) == ["a.barrier.yaml", "b.barrier.yaml"]


def test_configuration_above_the_repository_is_not_used(run: "Run", tmp_path: Path) -> None:
    repository(tmp_path / "inner", "", "a.barrier.yaml")
    (tmp_path / ".barrierctl.yaml").write_text("fail_on: note\n", encoding="utf-8")
    done = run("gaps", "--show-config", "--config", "inner/none.yaml")
    assert done.returncode == 2
    assert find_configuration(tmp_path / "inner") is None
    (tmp_path / "inner" / "sub").mkdir()
    (tmp_path / "inner" / ".barrierctl.yaml").write_text("", encoding="utf-8")
    assert find_configuration(tmp_path / "inner" / "sub") == tmp_path / "inner" / ".barrierctl.yaml"


@pytest.mark.parametrize(
    ("args", "by"),
    [
        (("validate",), "1 by exclude in {config}:1, 2 ignored by git"),
        (("gaps", "--exclude", "[ab].*"), "2 by --exclude, 2 ignored by git"),
        (("validate", "--no-config"), "2 ignored by git"),
        (
            ("validate", "a.barrier.yaml", "b.barrier.yaml", "--force-exclude"),
            "1 by exclude in .barrierctl.yaml:1",
        ),
    ],
)
def test_summary_says_how_many_files_were_left_out(
    args: tuple[str, ...], by: str, run: "Run", tmp_path: Path
) -> None:
    names = ("a", "b", "c", "draft-1", "draft-2")
    repository(tmp_path, "draft*\n", *(f"{name}.barrier.yaml" for name in names))
    (tmp_path / ".barrierctl.yaml").write_text("exclude: [a.barrier.yaml]\n", encoding="utf-8")
    left_out = f"Left out: {by.format(config='.barrierctl.yaml')}."
    assert f" {left_out}" in run(*args).stderr
    summary = run(*args, "--format", "md").stdout.splitlines()[0].replace("\\", "")
    assert summary.endswith(left_out)


def test_summary_of_a_run_that_left_out_nothing_does_not_say_so(run: "Run", tmp_path: Path) -> None:
    repository(tmp_path, "draft*\n", "a.barrier.yaml")
    assert run("validate").stderr == "1 model is valid.\n"


# ---- what makes git wait

SECONDS = 20.0


def evil_pattern(folder: Path) -> None:
    (folder / ".gitignore").write_text("*a" * 20 + "*b\n", encoding="utf-8")
    (folder / f"{'a' * 100}.barrier.yaml").write_text(MODEL, encoding="utf-8")


def pipe_as_ignore_file(folder: Path) -> None:
    (folder / ".gitignore").unlink()
    os.mkfifo(folder / ".gitignore")


def pipe_as_exclude_file(folder: Path) -> None:
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "info" / "exclude").unlink(missing_ok=True)
    os.mkfifo(folder / ".git" / "info" / "exclude")


@pytest.mark.parametrize("attack", [evil_pattern, pipe_as_ignore_file, pipe_as_exclude_file])
def test_git_gets_a_time_limit(attack: "Callable[[Path], None]", run_process: "Run", tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        attack(repository(tmp_path / name, "", "a.barrier.yaml"))
    start = time.monotonic()
    done = run_process("validate")
    assert time.monotonic() - start < SECONDS
    assert done.returncode == 0
    assert "git took too long to say which files it ignores, so all of them are checked." in done.stderr


@pytest.mark.parametrize("key", ["parties", "baseline"])
def test_pipe_is_no_file_of_a_configuration(key: str, run_process: "Run", tmp_path: Path) -> None:
    repository(tmp_path, "", "a.barrier.yaml")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / ".barrierctl.yaml").write_text(f"{key}: pipe\n", encoding="utf-8")
    done = run_process("gaps")
    assert done.returncode == 2
    assert "pipe" in done.stderr
    assert run_process("gaps", "--no-config", "--baseline", "pipe").returncode == 2


def test_pipe_as_a_configuration_is_no_configuration(run_process: "Run", tmp_path: Path) -> None:
    repository(tmp_path, "", "a.barrier.yaml")
    os.mkfifo(tmp_path / ".barrierctl.yaml")
    assert run_process("validate").returncode == 0
