"""Each format of findings has its module, and each module its line in the registry."""

from pathlib import Path

import barrierctl.reporters as reporters_room
from barrierctl.reporters import FORMATS

NO_FORMATS = {"__init__", "report", "rules"}


def test_every_module_of_a_format_is_registered() -> None:
    modules = {path.stem for path in Path(*reporters_room.__path__).glob("*.py")}
    assert modules - NO_FORMATS == set(FORMATS)
