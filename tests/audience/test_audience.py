"""A public output is that of the model from which the restricted elements were deleted by hand.

In the cases, `#-` ends a line that has to go, and `#= TEXT` one that becomes TEXT. What is restricted has the
word "geheim" in all its texts.
"""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import barrierctl
from barrierctl.exporters import FORMATS

from .unpacked import unpacked

if TYPE_CHECKING:
    from conftest import Run

CASES = sorted(Path(__file__).parent.glob("*.yaml"))
DAY = date(2026, 6, 1)
WORD = "geheim"
STEMS = {path.stem for path in CASES}


def written(path: Path) -> str:
    """The model as its author wrote it."""
    return re.sub(r" +#[-=].*", "", path.read_text(encoding="utf-8"))


def deleted_by_hand(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = (re.sub(r"^( *).* #= (.*)", r"\1\2", line) for line in lines if not line.endswith("#-"))
    return "\n".join(kept) + "\n"


@pytest.fixture(params=CASES, ids=lambda path: str(path.stem))
def case(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_a_case_is_a_model_before_and_after(case: Path) -> None:
    assert barrierctl.validate("a", text=written(case), today=DAY) == barrierctl.validate(
        "a", text=written(case)
    )
    assert not [
        one for one in barrierctl.validate("a", text=deleted_by_hand(case)) if one.severity == "error"
    ]
    assert WORD not in deleted_by_hand(case).lower()


@pytest.mark.parametrize("form", FORMATS)
def test_a_public_export_is_that_of_the_rest(case: Path, form: str) -> None:
    if (form, case.stem) in {("ics", other) for other in STEMS - {"plan"}}:
        pytest.skip("no day is in it")
    public = barrierctl.loads(written(case), audience="public")
    rest = barrierctl.loads(deleted_by_hand(case))
    made = barrierctl.export(public, form, today=DAY)
    assert made == barrierctl.export(rest, form, today=DAY)
    assert all(WORD not in part.decode("utf-8", "replace").lower() for part in unpacked(made))


@pytest.mark.parametrize(
    "view", ["gaps", "items", "parties", "types", "recommendations", "workshop", "plan", "barriers"]
)
def test_a_public_view_is_that_of_the_rest(case: Path, view: str) -> None:
    public = barrierctl.loads(written(case), audience="public")
    rest = barrierctl.loads(deleted_by_hand(case))
    assert barrierctl.export(public, "md", view, today=DAY) == barrierctl.export(rest, "md", view, today=DAY)


@pytest.mark.parametrize(
    "form", ["text", "concise", "json", "github", "gitlab", "sarif", "junit", "md", "statistics"]
)
@pytest.mark.parametrize("command", ["validate", "gaps", "check"])
def test_a_public_report_is_that_of_the_rest(
    case: Path, command: str, form: str, tmp_path: Path, run: "Run"
) -> None:
    path = tmp_path / "m.barrier.yaml"
    arguments = (
        command,
        "--format",
        form,
        "--audience",
        "public",
        "--today",
        "2026-06-01",
        "--show-accepted",
    )
    path.write_text(written(case), encoding="utf-8")
    done = run(*arguments, path.name)
    assert "left out" in done.stderr
    path.write_text(deleted_by_hand(case), encoding="utf-8")
    assert done.stdout == run(*arguments, path.name).stdout
    assert WORD not in (done.stdout + done.stderr).lower()


def test_a_public_copy_is_that_of_the_rest(case: Path, tmp_path: Path, run: "Run") -> None:
    texts = []
    for text in (written(case), deleted_by_hand(case)):
        (tmp_path / "m.barrier.yaml").write_text(text, encoding="utf-8")
        copy = tmp_path / "copy.barrier.yaml"
        source = ("--from", "m.barrier.yaml", "--keep", "content", "--audience", "public")
        run("new", copy.name, *source, "--force")
        texts.append(copy.read_text(encoding="utf-8"))
    assert texts[0] == texts[1]
    assert WORD not in texts[0].lower()
