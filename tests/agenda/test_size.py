"""An agenda is short enough for a meeting: a page and a half, however large the model is."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Run

TODAY = ("--today", "2026-11-28")
WIDTH = {"COLUMNS": "80"}


def agenda_lines(run: "Run", path: str | Path) -> list[str]:
    return run("gaps", path, *TODAY, env=WIDTH).stdout.splitlines()


def test_agenda_of_the_published_model_has_at_most_60_lines_of_80_columns(run: "Run", example: Path) -> None:
    lines = agenda_lines(run, example)
    assert len(lines) <= 60
    assert max(map(len, lines)) <= 80


def test_agenda_of_a_model_of_600_items_has_at_most_80_lines_of_80_columns(
    run: "Run", large_model: Callable[[int, int], str], tmp_path: Path
) -> None:
    (tmp_path / "large.barrier.yaml").write_text(large_model(16, 600), "utf-8")
    lines = agenda_lines(run, "large.barrier.yaml")
    assert len(lines) <= 80
    assert max(map(len, lines)) <= 80
