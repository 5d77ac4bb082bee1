"""The results: a table and a chart for people, and the raw figures."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path

from benchmarks.cases import Case
from benchmarks.clock import Measure

Result = tuple[Case, dict[str, Measure]]
_BAR, _ROW, _LEFT = 420, 18, 260


def write(results: Sequence[Result], folder: Path) -> None:
    """Write `results.md`, `results.svg` and `results.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.md").write_text("\n".join(_table(results)) + "\n", encoding="utf-8")
    (folder / "results.svg").write_text("\n".join(_chart(results)) + "\n", encoding="utf-8")
    raw = {case.name: {name: asdict(one) for name, one in taken.items()} for case, taken in results}
    (folder / "results.json").write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")


def _table(results: Sequence[Result]) -> Iterator[str]:
    yield "| case | program | median, s | memory, MB | ours, as a share of it | at most |"
    yield "|---|---|--:|--:|--:|--:|"
    for case, taken in results:
        ours = next(iter(taken.values())).median
        for name, one in taken.items():
            target = case.targets.get(name)
            wanted = f"{target:.2f}" if target else ""
            share = f"{ours / one.median:.2f}"
            yield f"| {case.name} | {name} | {one.median:.3f} | {one.megabytes:.0f} | {share} | {wanted} |"


def _chart(results: Sequence[Result]) -> Iterator[str]:
    """A bar a program, as long as its share of the slowest in its case."""
    rows = sum(len(taken) + 1 for _, taken in results)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LEFT + _BAR + 80}" height="{rows * _ROW + 10}" '
        'font-family="sans-serif" font-size="12">'
    )
    top = 0
    for case, taken in results:
        yield f'<text x="4" y="{top + 13}" font-weight="bold">{escape(case.name)}</text>'
        top += _ROW
        slowest = max(one.median for one in taken.values())
        for name, one in taken.items():
            yield from _bar(
                name, one.median, one.median / slowest, top, first=one is next(iter(taken.values()))
            )
            top += _ROW
    yield "</svg>"


def _bar(name: str, seconds: float, share: float, top: int, *, first: bool) -> Iterator[str]:
    width = max(round(_BAR * share), 1)
    colour = "#1f6f8b" if first else "#b8b8b8"
    yield f'<text x="{_LEFT - 8}" y="{top + 13}" text-anchor="end">{escape(name)}</text>'
    yield f'<rect x="{_LEFT}" y="{top + 3}" width="{width}" height="{_ROW - 6}" fill="{colour}"/>'
    yield f'<text x="{_LEFT + width + 6}" y="{top + 13}">{seconds:.3f} s</text>'
