"""Everything a person reads, as templates: the catalogue of a language and the record of each rule."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from barrierctl.findings import Finding, Location, Severity, Violation
from barrierctl.frozen import frozen
from barrierctl.names import slug
from barrierctl.resources import Chapters, record_names, words
from barrierctl.vocabulary import RESERVED_ID

_MOST_NAMED = 12
_LONGEST = 1000


class Catalogue:
    """The words of one language.

    In a template, `{x}` is a parameter as it is (`:whole` however long it is), and these say how it is
    shown: `:list` names in quotes joined with "and", `:values` joined with commas, `:block` or `:blocks`
    their labels, `:kind` and `:kinds` what something is, `:holder` what keys belong to, `:list_name` what a
    closed list is about, `:types` and `:shown` kinds of YAML values, `:example` a line that shows a key,
    `:form` how a key and a text under it are written, `:meant` what a reference may mean, `:yaml` a text, or
    a list of texts under a key, as YAML.
    """

    def __init__(self, language: str) -> None:
        """The catalogue of that language, which must be shipped."""
        self._words = Chapters(f"languages/{language}.yaml")
        self._entries: dict[str, Any] = {}

    def say(self, key: str, /, **parameters: object) -> str:
        """The text under a dotted key, with its parameters filled in.

        Where the key has the forms `one` and `many`, the parameter `count` chooses.
        """
        found = self.entry(key)
        if isinstance(found, dict):
            found = found["one" if parameters.get("count") == 1 else "many"]
        return self.fill(str(found), parameters)

    def entry(self, key: str) -> Any:
        """What stands under a dotted key: a text or a group of them."""
        if key not in self._entries:
            found: Any = self._words
            for step in key.split("."):
                found = found[step]
            self._entries[key] = found
        return self._entries[key]

    def label(self, closed_list: str, value: str) -> str:
        """The label of a value of a closed list."""
        return str(self._words["lists"][closed_list][value]["label"])

    def fill(self, template: str, parameters: Mapping[str, object]) -> str:
        """A template with its parameters; what they hold is never read as a template."""
        told = ""
        for text, name, how in _parts(template):
            told += text
            if name is not None:
                told += self._field(parameters[name], how) if how else _shown(str(parameters[name]))
        return told

    def sentences(
        self, templates: str | Sequence[str] | None, parameters: Mapping[str, object]
    ) -> tuple[str, ...]:
        """One template or several, filled in; of several, those whose parameters are all there."""
        if not templates:
            return ()
        if isinstance(templates, str):
            return (self.fill(templates, parameters),)
        return tuple([self.fill(each, parameters) for each in templates if self._has_all(each, parameters)])

    def listed(self, names: Iterable[str]) -> str:
        """Names in quotes, joined as in a sentence."""
        every = tuple(names)
        told = [self.say("quoted", text=name) for name in every[:_MOST_NAMED]]
        if len(every) > _MOST_NAMED:
            told.append(self.say("more", count=len(every) - _MOST_NAMED))
            return str(self._words["list_separator"]).join(told)
        return self._joined(told)

    def _field(self, value: Any, how: str) -> str:
        """One parameter as the template asks for (see the class)."""
        match how:
            case "whole":
                return str(value)
            case "list":
                return self.listed(value)
            case "values":
                return str(self._words["list_separator"]).join(str(each) for each in value)
            case "or":
                return self._joined([str(each) for each in value], "or")
            case "yaml":
                return _as_yaml(value)
            case "form":
                return self._form(*value)
            case _:
                return self._several(value, how)

    def _several(self, value: Any, how: str) -> str:
        match how:
            case "types":
                return self._joined([str(self._words["types"][each]) for each in value], "or")
            case "blocks":
                return self._joined([self.label("block", each).lower() for each in value])
            case "kinds":
                return self._joined([self._kind(each) for each in value], "or")
            case "meant":
                return self._joined([self._meant(*meaning) for meaning in value])
            case _:
                return self._named(str(value), how)

    def _named(self, value: str, group: str) -> str:
        match group:
            case "block":
                return self.label("block", value).lower()
            case "kind":
                return self._kind(value)
            case "commitment":
                return self.label("commitment", value).lower()
            case "holder":
                return str(self._words["holders"].get(value) or self.say("quoted", text=value))
            case "example":
                return str(self._words["examples"].get(value, f"{value}: …"))
            case _:
                return str(self._words[f"{group}s"][value])

    def _meant(self, kind: str, name: str, line: int) -> str:
        return self.say("meant", kind=self._kind(kind), name=self.listed([name]), line=line)

    def _form(self, key: str, text: str) -> str:
        template = self._words["forms"].get(key) or self._words["examples"].get(key, f"{key}: …")
        return self.fill(str(template), {"text": text, "id": slug(text) if text.isalnum() else "…"})

    def _kind(self, value: str) -> str:
        return str(self._words["kinds"][value])

    def _joined(self, parts: list[str], conjunction: str = "and") -> str:
        *first, last = parts
        if not first:
            return last
        comma = str(self._words["list_separator"])
        return f"{comma.join(first)} {self._words[conjunction]} {last}"

    def _has_all(self, template: str, parameters: Mapping[str, object]) -> bool:
        return all(parameters.get(name) for _, name, _ in _parts(template) if name)


@cache  # a template is filled for each of many findings
def _parts(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """Its texts, each with the name of the parameter behind it, and how that is shown."""
    if "{" not in template and "}" not in template:
        return ((template, None, ""),)
    from string import Formatter  # which costs more than a run that has one word to say

    return tuple((text, name, how or "") for text, name, how, _ in Formatter().parse(template))


def _as_yaml(value: str | Iterable[str]) -> str:
    from barrierctl.text.data import items, scalar

    return scalar(_shown(value)) if isinstance(value, str) else items(map(_shown, value))


def _shown(text: str) -> str:
    """A text as far as anybody reads it: thousands of findings may name the same long one."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


@cache
def catalogue(language: str = "en") -> Catalogue:
    """The catalogue of a language."""
    return Catalogue(language)


_FORM = r"\{(\w+):\w+\}"  # how a parameter is shown is nobody's business outside


@frozen
class Record:
    """What is known of a rule, in English.

    Attributes:
        id: stable, never reused.
        family: `validate`, `coverage`, `links`, …
        severity: unless a finding says otherwise.
        title: what is wrong, in a sentence.
        finds, why, fix, accept_when: for `rule ID`.
        example, fixed: a small model on which the rule fires, and its twin on which it does not; None for
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
    fix: str
    example: str | None
    fixed: str | None
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
    """Whether a rule, a custom rule too, is one of `gaps`, as against those of `validate`."""
    return rule not in rule_ids() or record(rule).family != "validate"


def acceptable_rules() -> Iterable[str]:
    """The rules whose findings may be accepted: no errors, and none that is about suppressions itself."""
    return (rule for rule in rule_ids() if record(rule).accept_when)


def is_error(violation: Violation) -> bool:
    """Whether a violation keeps the model from being used."""
    return (violation.severity or record(violation.rule).severity) is Severity.ERROR


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
        fix=raw["fix"],
        example=raw["example"],
        fixed=raw["fixed"],
        accept_when=raw["accept_when"],
        criterion=raw["criterion"],
        source=raw["source"],
        wordings={"": raw, **raw.get("variants", {})},
    )


def render(
    violation: Violation,
    path: str,
    root_path: str = "",
    words_of: Catalogue | None = None,
    own: Mapping[str, Record] = MappingProxyType({}),
) -> Finding:
    """The finding that tells of a violation.

    Args:
        violation: with its location named.
        path: of the file, as it is to be shown.
        root_path: of the file, relative to the project root.
        words_of: the catalogue for what is no rule's own; English unless told.
        own: the records of custom rules, by id.
    """
    told, speaker = own.get(violation.rule) or record(violation.rule), words_of or catalogue()
    wording = told.wordings[violation.variant]
    return Finding(
        rule=violation.rule,
        family=told.family,
        severity=violation.severity or told.severity,
        span=violation.span,
        location=violation.location,
        subject=violation.subject,
        where=where(violation.location, speaker),
        message=speaker.fill(wording["message"], violation.parameters),
        label=next(iter(speaker.sentences(wording.get("label"), violation.parameters)), None),
        hints=(*speaker.sentences(wording.get("hint"), violation.parameters), *_untold(violation, speaker)),
        paste=_paste(wording.get("paste"), violation, speaker),
        path=path,
        root_path=root_path,
        accepted=violation.accepted,
    )


def _untold(violation: Violation, speaker: Catalogue) -> tuple[str, ...]:
    """What is added where a violation ends the reading of its file, or where more like it are not told."""
    notes = {"unread": violation.rest_unread, "excess": violation.more_follow}
    return tuple([speaker.say(key) for key, applies in notes.items() if applies])


def _paste(template: str | None, violation: Violation, speaker: Catalogue) -> str | None:
    return template and speaker.fill(template, {"name": violation.location.name, **violation.parameters})


def where(location: Location, speaker: Catalogue) -> str | None:
    """The location in words; None for the model as a whole."""
    key = _kind_of(location)
    if key is None:
        return None
    block = speaker.label("block", location.block) if location.block else ""
    unnamed = speaker.say("unnamed")
    return speaker.say(
        f"places.{key}",
        stage=location.stage_name or unnamed,
        block=block.lower(),
        Block=block,
        name=location.name or unnamed,
    )


def _kind_of(location: Location) -> str | None:
    """The wording that tells of such a location."""
    match location:
        case Location(stage=None, block=str(), name=str()):
            return "thing"
        case Location(name=None, stage=None):
            return None
        case Location(kind=str(kind)):
            return kind
        case Location(block=None):
            return "stage" if location.element else "general"
        case _:
            general = "general_" if location.stage == RESERVED_ID else ""
            return general + ("block" if location.name is None else "item")
