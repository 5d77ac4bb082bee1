"""A finding in one text, for formats that have a single field for it."""

from barrierctl.findings import Finding
from barrierctl.languages import catalogue
from barrierctl.text.terminal import visible


def sentence(finding: Finding) -> str:
    """What is wrong, on one line and with nothing unseen in it."""
    return visible(finding.sentence)


def advice(finding: Finding) -> str:
    """What to do about it, in one line or several; may be empty."""
    return "\n".join(visible(line) for line in (finding.advice or "").split("\n"))


def whole(finding: Finding) -> str:
    """Sentence, advice, and whether it is accepted."""
    parts = (sentence(finding), advice(finding), visible(acceptance(finding)))
    return "\n".join(part for part in parts if part)


def acceptance(finding: Finding) -> str:
    """That it is accepted, and what is known of why, by whom and until when; empty where it is not."""
    words, accepted = catalogue(), finding.accepted
    if accepted is None:
        return ""
    told = [accepted.reason or words.say(f"accepted.{accepted.how}")]
    told += [words.say("accepted.by", by=accepted.by)] if accepted.by else []
    told += [words.say("accepted.until", until=accepted.until)] if accepted.until else []
    return words.say("accepted.why", why=", ".join(told))
