"""How `show`, `export` and `gaps` show a Dutch model whose English translations are not complete."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

GOLDEN = Path(__file__).parent / "golden"
MODEL = Path(__file__).parents[1] / "valid" / "two-languages.barrier.yaml"
VIEWS = ("matrix", "items", "parties", "plan", "gaps")


@pytest.mark.parametrize("view", VIEWS)
def test_show_is_as_its_golden_file(view: str, run: "Run", golden: Callable[[Path, str], None]) -> None:
    done = run("show", str(MODEL), "--view", view, "--language", "en", "--today", "2026-11-28")
    golden(GOLDEN / f"two-languages-{view}.show.txt", done.stdout)


@pytest.mark.parametrize("form", ["md", "csv", "json"])
@pytest.mark.parametrize("view", VIEWS)
def test_export_is_as_its_golden_file(
    form: str, view: str, run: "Run", golden: Callable[[Path, str], None]
) -> None:
    command = ("export", str(MODEL), "--view", view, "--format", form)
    done = run(*command, "--language", "en", "--today", "2026-11-28")
    golden(GOLDEN / f"two-languages-{view}.{form}", done.stdout)


def test_the_agenda_in_a_document_is_translated(run: "Run", tmp_path: Path) -> None:
    done = run("gaps", str(MODEL), "-o", "agenda.html", "--language", "en", "--today", "2026-11-28")
    assert "agenda.html" in done.stderr
    page = (tmp_path / "agenda.html").read_text(encoding="utf-8")
    assert "Opslaan [nl] has no barrier" in page
    assert page.count("[nl]: not translated") == 1
    assert "Bezorgen" not in page


def test_findings_have_the_texts_of_the_file(run: "Run") -> None:
    shown = run("gaps", str(MODEL), "--language", "en", "--today", "2026-11-28", "--all").stdout
    assert "Opslaan" in shown
    assert "Bezorgen" in shown
    assert "The English texts are incomplete: 7 of 23 are missing." in shown
    assert "Delivering" not in shown


@pytest.mark.parametrize("command", ["show", "export"])
def test_without_a_language_it_is_shown_in_its_own(command: str, run: "Run") -> None:
    shown = run(command, str(MODEL)).stdout
    assert "Kruitlucht" in shown
    assert "[nl]" not in shown
