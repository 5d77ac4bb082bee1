"""The agenda in terminals of several widths: no line is too wide, no word is lost, the overview turns."""

import io
import json
from pathlib import Path

import pytest

from barrierctl.dataclass import replace
from barrierctl.files import Input
from barrierctl.pipeline import check_files
from barrierctl.reporters import text
from barrierctl.reporters.report import Report
from barrierctl.selection import RunOptions
from barrierctl.text.terminal import columns

WIDTHS = (40, 60, 80, 100)
MODELS = sorted((Path(__file__).parents[1] / "agenda" / "models").glob("*.barrier.yaml"))


def report_of(*models: bytes) -> Report:
    files = [Input(path=f"{at}.yaml", root_path=f"{at}.yaml", file=None) for at in range(len(models))]
    reports = [
        check_files("gaps", [file], io.BytesIO(model), RunOptions())
        for file, model in zip(files, models, strict=True)
    ]
    return replace(reports[0], files=tuple(file for report in reports for file in report.files))


def many_stages(names: list[str]) -> bytes:
    stages = [{"name": name, "signals": ["Cash"]} for name in names]
    head = {"barrier_model": 1, "id": "m", "title": "M", "language": "en"}
    return json.dumps({**head, "stages": stages}).encode()


def questions(output: str) -> str:
    return output.partition("\nIn short\n")[2]


@pytest.fixture(params=MODELS, ids=lambda path: path.stem)
def report(request: pytest.FixtureRequest) -> Report:
    return report_of(request.param.read_bytes())


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal(width: int, report: Report) -> None:
    for shown in (report, report_of(*(path.read_bytes() for path in MODELS))):
        output = text.report(shown, width=width)
        assert [line for line in output.splitlines() if columns(line) > width] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_agenda_says_the_same_at_every_width(width: int, report: Report) -> None:
    narrow, wide = (questions(text.report(report, width=each)) for each in (width, None))
    assert sorted(narrow.split()) == sorted(wide.split())


@pytest.mark.parametrize("width", WIDTHS)
def test_every_count_of_the_overview_is_shown_at_every_width(width: int, report: Report) -> None:
    (file,) = report.files
    assert file.overview
    above = text.report(report, width=width).partition("\nIn short\n")[0].split()
    for _, _, counts in file.overview.rows:
        for count in counts:
            for part in count.text.split():
                assert part in above
                above.remove(part)


def test_overview_of_many_stages_is_turned() -> None:
    names = [f"Stage {number}" for number in range(1, 13)]
    lines = text.report(report_of(many_stages(names)), width=80).splitlines()
    head = next(at for at, line in enumerate(lines) if "Facilitators" in line)
    assert lines[head].split() == ["Facilitators", "Opportunities", "Signals", "Partners", "Barriers"]
    shown = [" ".join(line.split()) for line in lines[head + 1 : head + 13]]
    assert shown == [f"{name} 0 ! 0 ! 1 0 ! 0 !" for name in names]


def test_overview_that_fits_in_no_grid_is_a_list() -> None:
    names = [f"Stage {number}" for number in range(1, 13)]
    output = text.report(report_of(many_stages(names)), width=40)
    assert "\n  Stage 12\n    0 ! Facilitators" in output
