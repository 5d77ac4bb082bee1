"""docs/releasing.md: its steps, in a copy of the project whose server is a folder."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from barrierctl import __version__

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "releasing.md").read_text(encoding="utf-8")
NEXT = "99.0.1"
ELSEWHERE = ("https://github.com", ".ci/run")  # on the server, and in the run of all tests


def steps(*without: str) -> list[str]:
    """The lines of the page's steps, but for those with one of these words."""
    _, _, section = PAGE.partition("\n## Steps\n")
    blocks = re.findall(r"^```sh\n(.*?)^```$", section.partition("\n## ")[0], re.DOTALL | re.MULTILINE)
    return [
        line for block in blocks for line in block.splitlines() if not any(word in line for word in without)
    ]


@pytest.fixture
def checkout(tmp_path: Path, uncovered: Callable[..., dict[str, str]]) -> Callable[[str], str]:
    """Runs a script in a clean checkout of this project, as it would be after more changes."""
    identity = {
        f"GIT_{who}_{what}": "m@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    none = dict.fromkeys(("PYTHONPATH", "PYTHONWARNDEFAULTENCODING", "PYTEST_ADDOPTS"), "")
    around = {**uncovered(), **identity, **none}

    def run(script: str) -> str:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=tmp_path / "project" if (tmp_path / "project").exists() else tmp_path,
            env=around,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    copy = (
        f"git -C {ROOT} ls-files -z --cached --others --exclude-standard | (cd {ROOT} && xargs -0 tar -cf -)"
    )
    run(f"git init -q --bare server && mkdir new && {copy} | tar -xf - -C new && mv new project")
    run("git init -q -b main && git add -A && git commit -qm Before && git remote add origin ../server")
    run(f"ln -s {sys.prefix} .venv")
    return run


@pytest.mark.parametrize("without", [["build"], pytest.param([], marks=pytest.mark.installs)])
def test_steps_make_a_release_that_the_docs_pin(without: list[str], checkout: Callable[[str], str]) -> None:
    heading = rf"s/^## \[{re.escape(__version__)}\]/## [Unreleased]\n\n- A line.\n\n&/"
    checkout(f"sed -i '{heading}' CHANGELOG.md && git commit -qam More")
    script = "\n".join(steps(*ELSEWHERE, *without)).replace("VERSION=1.2.3", f"VERSION={NEXT}", 1)
    assert (f"barrierctl {NEXT}\n" in checkout(script)) == (not without)
    assert checkout("git status --porcelain --untracked-files=no") == ""
    assert checkout("git -C ../server rev-parse main") == checkout(f"git rev-parse 'v{NEXT}^{{commit}}'")
    pins = checkout(f"git -C ../server grep -c 'barrierctl@v{NEXT}' v{NEXT} -- docs/ci.md templates")
    assert pins == f"v{NEXT}:docs/ci.md:4\nv{NEXT}:templates/barrierctl.yml:1\n"
