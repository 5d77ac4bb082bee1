"""The pre-commit hooks, installed and run by pre-commit from a copy of this project."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from barrierctl import __version__

from .repository import Repository
from .shown import BROKEN, THIN, blocks, section

ROOT = Path(__file__).parents[2]
HOME = "https://github.com/barrierctl/barrierctl"
REVISION = f"v{__version__}"


@pytest.fixture
def repository(released: Repository, tmp_path: Path) -> Repository:
    """A repository with the configuration that the page shows, but for the address of the project."""
    (config,) = blocks("yaml", section("Before each commit"))
    assert f"repo: {HOME}\n    rev: {REVISION}\n" in config
    made = Repository(folder=tmp_path, environment=released.environment)
    made.git("init", "-q")
    others = "      - id: barrierctl-validate\n      - id: barrierctl-gaps\n"
    made.write(".pre-commit-config.yaml", config.replace(HOME, str(released.folder)) + others)
    return made


@pytest.mark.installs
@pytest.mark.parametrize("name", ["barrierctl-check", "barrierctl-validate", "barrierctl-gaps"])
def test_hook_that_passes_prints_one_line(name: str, repository: Repository) -> None:
    for number in (1, 2):
        text = THIN.replace("Ordering}", "Ordering, signals: [Cash], partners: [Bank], barriers: [Limit]}")
        repository.write(f"models/{number}.barrier.yaml", text)
    done = repository.hook(name)
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = [line for line in done.stdout.splitlines() if not line.startswith("[INFO]")]
    assert line.endswith("Passed")


@pytest.mark.installs
@pytest.mark.parametrize("name", ["barrierctl-check", "barrierctl-validate"])
def test_hook_checks_the_committed_files(name: str, repository: Repository) -> None:
    repository.write("old.barrier.yaml", BROKEN)
    repository.git("commit", "-qm", "Before there were hooks")
    repository.write("new.barrier.yml", BROKEN)
    repository.write("other.yaml", "no: model\n")
    done = repository.hook(name)
    assert done.returncode == 1
    assert "new.barrier.yml:6:22  unknown-key" in done.stdout
    assert "old.barrier.yaml" not in done.stdout
    assert "1 model: 1 error." in done.stdout


@pytest.mark.installs
def test_check_hook_shows_errors_and_gaps_in_one_run(repository: Repository) -> None:
    repository.write("broken.barrier.yaml", BROKEN)
    repository.write("thin.barrier.yaml", THIN)
    done = repository.hook("barrierctl-check")
    assert done.returncode == 1
    assert ("unknown-key" in done.stdout, "stage-empty" in done.stdout) == (True, True)
    assert "2 models: 1 error, 1 warning, 3 notes." in done.stdout


@pytest.mark.installs
def test_check_hook_respects_excludes(repository: Repository) -> None:
    config = (repository.folder / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    repository.write(".pre-commit-config.yaml", config.replace("args: [", "args: [--exclude, drafts, "))
    repository.write("drafts/new.barrier.yaml", BROKEN)
    assert repository.hook("barrierctl-check").returncode == 0


@pytest.mark.installs
def test_gaps_hook_checks_all_models_of_the_repository(repository: Repository) -> None:
    repository.write("old.barrier.yaml", THIN)
    repository.git("commit", "-qm", "Before there were hooks")
    repository.write("new.barrier.yaml", THIN)
    done = repository.hook("barrierctl-gaps")
    assert done.returncode == 1
    assert done.stdout.count("All five blocks of this stage are empty.") == 2


@pytest.mark.installs
def test_check_hook_without_arguments_fails_on_errors_only(repository: Repository) -> None:
    config = (repository.folder / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    repository.write(".pre-commit-config.yaml", config.replace("        args: [--fail-on, warning]\n", ""))
    repository.write("new.barrier.yaml", THIN)
    assert repository.hook("barrierctl-check").returncode == 0


@pytest.mark.installs
def test_commit_without_models_passes(repository: Repository) -> None:
    repository.write("readme.txt", "Nothing to see\n")
    for name in ("barrierctl-check", "barrierctl-validate", "barrierctl-gaps"):
        done = repository.hook(name)
        assert (done.returncode, "Skipped" in done.stdout) == (0, True)


def test_hooks_are_valid_for_pre_commit(environment: Callable[..., dict[str, str]]) -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
