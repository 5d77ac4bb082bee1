"""What can be chosen on the command line is what there is."""

from pathlib import Path

import barrierctl.reporters as reporters_room
from barrierctl.cli.export import ExportFormat
from barrierctl.cli.models import View
from barrierctl.cli.output_options import Format
from barrierctl.exporters import FORMATS as EXPORTERS
from barrierctl.reporters import FORMATS as REPORTERS
from barrierctl.views import VIEWS

NO_FORMATS = {"__init__", "common", "overview", "report", "rules"}


def test_views() -> None:
    assert [view.value for view in View] == list(VIEWS)


def test_formats_of_exports() -> None:
    assert [how.value for how in ExportFormat] == list(EXPORTERS)


def test_formats_of_findings() -> None:
    assert [how.value for how in Format] == list(REPORTERS)
    modules = {path.stem for path in Path(*reporters_room.__path__).glob("*.py")}
    assert modules - NO_FORMATS == set(REPORTERS)
