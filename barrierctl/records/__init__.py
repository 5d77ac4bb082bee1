"""A record a rule: what it is called, how it speaks, why it is there. Loaded only when something is shown."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from barrierctl.findings import Fault, Finding, Place, Severity
from barrierctl.frozen import frozen
from barrierctl.languages import Catalogue, catalogue
from barrierctl.resources import record_names, words
from barrierctl.vocabulary import RESERVED_ID

_FORM = r"\{(\w+):\w+\}"  # how a parameter is shown is nobody's business outside


@frozen
class Record:
    """What is known of a rule, in English.

    Attributes:
        id: stable, never reused.
        family: `validate`, `coverage`, `links`, …
        severity: unless a finding says otherwise.
        title: what is wrong, in a sentence.
        finds, why, mend, accept_when: for `rule ID`.
        example, mended: a small model on which the rule fires, and its twin on which it does not; None for
            rules about bytes.
        criterion: of quality that the rule serves (Borrion 2013).
        source: section of the paper, or another source.
        wordings: message, label, hint and paste by variant; the first is under the empty name.
    """

    id: str
    family: str
    severity: Severity
    title: str
    finds: str
    why: str
    mend: str
    example: str | None
    mended: str | None
    accept_when: str | None
    criterion: str
    source: str
    wordings: Mapping[str, Mapping[str, Any]]

    @property
    def message(self) -> str:
        """What a finding says, with the names of its parameters in braces."""
        return _plain(self.wordings[""]["message"])

    @property
    def hint(self) -> str | None:
        """What a finding advises, likewise, a line a sentence; None where it advises nothing."""
        hint = self.wordings[""].get("hint")
        return _plain("\n".join([hint] if isinstance(hint, str) else hint)) if hint else None


def _plain(template: str) -> str:
    return re.sub(_FORM, r"{\1}", template)


def rule_ids() -> tuple[str, ...]:
    """Every rule that has a record, in alphabetical order."""
    return record_names()


def is_gap(rule: str) -> bool:
    """Whether a rule, a house rule too, is one of `gaps`, as against those of `validate`."""
    return rule not in rule_ids() or record(rule).family != "validate"


@cache
def record(rule: str) -> Record:
    """The record of a rule.

    Raises:
        FileNotFoundError: there is no such rule.
    """
    raw = words(f"records/{rule}.yaml")
    return Record(
        id=rule,
        family=raw["family"],
        severity=Severity(raw["severity"]),
        title=raw["title"],
        finds=raw["finds"],
        why=raw["why"],
        mend=raw["mend"],
        example=raw["example"],
        mended=raw["mended"],
        accept_when=raw["accept_when"],
        criterion=raw["criterion"],
        source=raw["source"],
        wordings={"": raw, **raw.get("variants", {})},
    )


def put_into_words(
    fault: Fault,
    path: str,
    root_path: str = "",
    words_of: Catalogue | None = None,
    own: Mapping[str, Record] = MappingProxyType({}),
) -> Finding:
    """The finding that tells of a fault.

    Args:
        fault: with its place named.
        path: of the file, as it is to be shown.
        root_path: of the file, relative to the project root.
        words_of: the catalogue for what is no rule's own; English unless told.
        own: the records of house rules, by id.
    """
    told, speaker = own.get(fault.rule) or record(fault.rule), words_of or catalogue()
    wording = told.wordings[fault.variant]
    return Finding(
        rule=fault.rule,
        family=told.family,
        severity=fault.severity or told.severity,
        span=fault.span,
        place=fault.place,
        subject=fault.subject,
        where=where(fault.place, speaker),
        message=speaker.fill(wording["message"], fault.parameters),
        label=next(iter(speaker.sentences(wording.get("label"), fault.parameters)), None),
        hints=(*speaker.sentences(wording.get("hint"), fault.parameters), *_untold(fault, speaker)),
        paste=_paste(wording.get("paste"), fault, speaker),
        path=path,
        root_path=root_path,
        accepted=fault.accepted,
    )


def _untold(fault: Fault, speaker: Catalogue) -> tuple[str, ...]:
    """What is added where a fault ends the reading of its file, or where more like it are not told."""
    return tuple([speaker.say(key) for key in ("unread", "excess") if fault.parameters.get(key)])


def _paste(template: str | None, fault: Fault, speaker: Catalogue) -> str | None:
    return template and speaker.fill(template, {"name": fault.place.name, **fault.parameters})


def where(place: Place, speaker: Catalogue) -> str | None:
    """The place in words; None for the model as a whole."""
    key = _kind_of(place)
    if key is None:
        return None
    block = speaker.label("block", place.block) if place.block else ""
    unnamed = speaker.say("unnamed")
    return speaker.say(
        f"places.{key}",
        stage=place.stage_name or unnamed,
        block=block.lower(),
        Block=block,
        name=place.name or unnamed,
    )


def _kind_of(place: Place) -> str | None:
    """The wording that tells of such a place."""
    match place:
        case Place(stage=None, block=str(), name=str()):
            return "thing"
        case Place(name=None, stage=None):
            return None
        case Place(kind=str(kind)):
            return kind
        case Place(block=None):
            return "stage" if place.element else "general"
        case _:
            general = "general_" if place.stage == RESERVED_ID else ""
            return general + ("block" if place.name is None else "item")
