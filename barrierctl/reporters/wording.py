"""A finding in one text, for formats that have a single field for it."""

from barrierctl.findings import Finding
from barrierctl.text.terminal import visible


def sentence(finding: Finding) -> str:
    """What is wrong, on one line and with nothing unseen in it."""
    return visible(finding.sentence)


def advice(finding: Finding) -> str:
    """What to do about it, in one line or several; may be empty."""
    return "\n".join(visible(line) for line in (finding.advice or "").split("\n"))


def whole(finding: Finding) -> str:
    """Sentence and advice."""
    return f"{sentence(finding)}\n{advice(finding)}".rstrip("\n")
