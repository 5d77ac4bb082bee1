"""Text for a run of WordprocessingML: it stays text, its lines stay lines, and nothing unseen acts in it."""

import re

from barrierctl.text.terminal import shown
from barrierctl.text.xml import content

_LINE_BREAK = re.compile("\r\n|[\r\n]")


def run_content(text: str) -> str:
    """The elements of a run that show this text."""
    return "<w:br/>".join(_line(line) for line in _LINE_BREAK.split(text))


def _line(line: str) -> str:
    return "<w:tab/>".join(
        f'<w:t xml:space="preserve">{content(shown(part))}</w:t>' for part in line.split("\t")
    )
