"""Everything a person reads: the record of each rule, and violations in words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from barrierctl.dataclass import frozen, replace
from barrierctl.errors import UsageError
from barrierctl.findings import Finding, Location, Severity, Violation, sort_key, with_occurrence_index
from barrierctl.messages.templates import (
    ENGLISH,
    Catalogue,
    catalogue,
    catalogues,
    in_language,
    insist_on_language,
    language,
    use_language,
)
from barrierctl.names import fold, nearest
from barrierctl.resources import former_rule_ids, rule_ids, words
from barrierctl.resources.vocabulary import RESERVED_ID

__all__ = [
    "ENGLISH",
    "Catalogue",
    "catalogue",
    "catalogues",
    "in_language",
    "insist_on_language",
    "language",
    "rule_ids",
    "use_language",
]

HOME: Final = "https://github.com/barrierctl/barrierctl"


@frozen
class Record:
    """Everything about a rule that people read, in English.

    Attributes:
        id: stable, never reused.
        aliases: its former ids, which still work.
        family: `validate`, `coverage`, `links`, …
        severity: unless a violation has another.
        title: what is wrong, in a sentence.
        finds, why, fix, accept_when: for `rule ID`.
        example, fixed: a small model that the rule reports, and its twin that it does not; None for rules
            about bytes.
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
    fix: str
    example: str | None
    fixed: str | None
    accept_when: str | None
    criterion: str
    source: str
    wordings: Mapping[str, Mapping[str, Any]]
    aliases: tuple[str, ...] = ()

    @property
    def url(self) -> str | None:
        """Where its explanation is; a custom rule is on no page of ours."""
        return None if self.family == "house" else f"{HOME}/blob/main/docs/rules/{self.family}.md#{self.id}"

    @property
    def is_fixable(self) -> bool:
        """Whether `--fix` can correct some of what the rule reports."""
        return any("fixable" in wording for wording in self.wordings.values())

    @property
    def message(self) -> str:
        """The message of a finding, with the names of its parameters in braces."""
        return _plain(self.wordings[""]["message"])

    @property
    def hint(self) -> str | None:
        """The hints of a finding, likewise, one line per sentence; None if it has none."""
        hint = self.wordings[""].get("hint")
        return _plain("\n".join([hint] if isinstance(hint, str) else hint)) if hint else None


def _plain(template: str) -> str:
    """A template without the forms of its parameters."""
    return re.sub(r"\{(\w+):\w+\}", r"{\1}", template)


def current_id(rule: str) -> str:
    """The id of a rule that may be named by a former one; another text as it is."""
    return rule if rule in rule_ids() else former_rule_ids().get(rule, rule)


def ids_of(rule: str) -> tuple[str, ...]:
    """The id of a rule, then its former ones."""
    return (rule, *(alias for alias, current in former_rule_ids().items() if current == rule))


def is_gap(rule: str) -> bool:
    """Whether a rule, a custom rule too, is one of `gaps`, as against those of `validate`."""
    return rule not in rule_ids() or record(rule).family != "validate"


def acceptable_rules() -> Iterable[str]:
    """The rules whose findings may be accepted: no errors, and none that is about suppressions itself."""
    return (rule for rule in rule_ids() if record(rule).accept_when)


def is_error(violation: Violation) -> bool:
    """Whether a violation keeps the model from being used."""
    return (violation.severity or record(violation.rule).severity) is Severity.ERROR


def record(rule: str) -> Record:
    """The record of a rule in the language of the run, by its id or a former one.

    Raises:
        FileNotFoundError: there is no such rule.
    """
    return _record(current_id(rule), language())


@cache
def _record(rule: str, code: str) -> Record:
    raw = words(f"records/{rule}.yaml")
    variants: dict[str, Any] = raw.get("variants", {})
    if code != ENGLISH:
        translated = catalogue().rule(rule)
        texts = translated.get("variants", {})
        variants = {name: wording | texts.get(name, {}) for name, wording in variants.items()}
        raw = raw | translated
    own = {field.name: raw[field.name] for field in fields(Record) if field.name in raw}
    severity = Severity(raw["severity"])
    return Record(**own | {"id": rule, "severity": severity, "wordings": {"": raw, **variants}})


def render_all(
    violations: Iterable[Violation],
    path: str,
    root_path: str,
    custom: Mapping[str, Record],
    *,
    paste: bool = True,
) -> list[Finding]:
    """Put the violations of a file into words, and in order; the arguments are those of `render`."""
    findings = (render(violation, path, root_path, custom, paste=paste) for violation in violations)
    return with_occurrence_index(sorted(findings, key=sort_key))


def is_fixable(finding: Finding | Violation) -> bool:
    """Whether `--fix` can correct what was found; never for custom rules."""
    known = finding.rule in rule_ids()
    return known and "fixable" in record(finding.rule).wordings[finding.variant]


def records_of(findings: Iterable[Finding], custom: Mapping[str, Record]) -> dict[str, Record]:
    """Collect the records of the rules that found something, by id."""
    rules = sorted({finding.rule for finding in findings})
    return {rule: custom.get(rule) or record(rule) for rule in rules}


def render(
    violation: Violation,
    path: str,
    root_path: str = "",
    custom: Mapping[str, Record] = MappingProxyType({}),
    *,
    paste: bool = True,
) -> Finding:
    """Put a violation into words.

    Args:
        violation: with its location named.
        path: of the file, as it is shown.
        root_path: of the file, relative to the project root.
        custom: the records of custom rules, by id.
        paste: whether YAML to paste is shown.
    """
    rule, words = custom.get(violation.rule) or record(violation.rule), catalogue()
    wording, parameters = rule.wordings[violation.variant], violation.parameters
    place, message = where(violation.location), words.fill(wording["message"], parameters)
    yaml = wording.get("paste") if paste else None
    notes = {"unread": violation.rest_unread, "excess": violation.more_follow}
    return Finding(
        rule=violation.rule,
        family=rule.family,
        severity=violation.severity or rule.severity,
        span=violation.span,
        location=violation.location,
        subject=violation.subject,
        where=place,
        message=message,
        sentence=words.labelled(place, message) if place else message,
        label=next(iter(words.sentences(wording.get("label"), parameters)), None),
        hints=(
            *words.sentences(wording.get("hint"), parameters),
            *[words.say(key) for key, applies in notes.items() if applies],
        ),
        paste=yaml and words.fill(yaml, {"name": violation.location.name, **parameters}),
        path=path,
        root_path=root_path,
        accepted=violation.accepted,
        variant=violation.variant,
        names=violation.names,
        stages=violation.stages,
        facts=words.sentences(wording.get("facts") or rule.wordings[""].get("facts"), parameters),
        line=words.counted(wording.get("line") or rule.wordings[""].get("line"), parameters),
    )


def where(location: Location) -> str | None:
    """Put a location into words; None for the model as a whole."""
    if location.stage is None and location.name is None:
        return None
    if location.stage is None and location.block:
        key = "thing"
    elif location.kind:
        key = location.kind
    elif location.block is None:
        key = "stage" if location.element else "general"
    else:
        general = "general_" if location.stage == RESERVED_ID else ""
        key = general + ("block" if location.name is None else "item")
    words = catalogue()
    block = words.label("block", location.block) if location.block else ""
    own = location.block_name
    return words.say(
        f"places.{key}",
        stage=location.stage_name or words.say("unnamed"),
        block=own or words.within(block),
        Block=own or block,
        name=location.name or words.say("unnamed"),
    )


def message_in_stage(finding: Finding) -> str:
    """The message and what it is about, for a reader who already knows the stage."""
    own = finding.location
    if not own.name:
        return finding.message
    return catalogue().labelled(where(replace(own, stage=None)) or "", finding.message)


def by_stage(
    findings: Iterable[Finding], stages: Iterable[tuple[str, str]]
) -> list[tuple[str, list[Finding]]]:
    """Group findings under headings: by stage, then general ones, those of several stages, and the rest.

    Args:
        findings: in order.
        stages: the id and name of each, in order.
    """
    say = catalogue().say
    groups: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.location.stage].append(finding)
    every = [(name, groups[stage]) for stage, name in (*stages, (RESERVED_ID, say("views.general")))]
    every.append((say("report.several_stages"), [one for one in groups[None] if one.location.block]))
    every.append((say("report.whole_model"), [one for one in groups[None] if not one.location.block]))
    return [(heading, group) for heading, group in every if group]


def unknown(kind: str, name: str, known: Iterable[str], near: str = "") -> UsageError:
    """The error of a name that none has: it names the nearest one, or lists all.

    Args:
        kind: `stage`, `party`, or `stage_anywhere` in several models.
        name: as given.
        known: the names that there are.
        near: the one that is meant, if the caller knows it.
    """
    say, names = catalogue().say, tuple(dict.fromkeys(known))
    message, near = say(f"errors.unknown.{kind}", text=name), near or nearest(name, names)
    if near:
        message += f" {say('near', near=near)}"
    elif names:
        message += f" {say(f'errors.known.{kind}', names=names)}"
    return UsageError(message)


def value_of(closed_list: str, text: str, values: Iterable[str]) -> str | None:
    """Find the value of a closed list by itself, or by its label in any language."""
    every = list(values)
    found = (value for value in every if fold(value) == fold(text))
    by_label = (
        value
        for words in catalogues()
        for value in every
        if fold(words.label(closed_list, value)) == fold(text)
    )
    return next(found, None) or next(by_label, None)


def is_whole_process(text: str) -> bool:
    """Whether a text names the whole process, in any language, and not a stage of it."""
    names = (words.say("views.general") for words in catalogues())
    return fold(text) == RESERVED_ID or any(fold(name) == fold(text) for name in names)
