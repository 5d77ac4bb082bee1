"""Everything a person reads, as templates: the catalogue of a language and the record of each rule."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from barrierctl.findings import Finding, Location, Severity, Violation
from barrierctl.frozen import frozen
from barrierctl.limits import MAX_NAMES, MAX_PARAMETER_LENGTH
from barrierctl.names import slug
from barrierctl.resources import Chapters, record_names, words
from barrierctl.text.yaml import items, scalar
from barrierctl.vocabulary import RESERVED_ID


class Catalogue:
    """The words of one language.

    In a template, `{x}` is a parameter as it is (`:whole` however long it is). These say how it is shown:
    `:list` names in quotes joined with "and", `:values` joined with commas, `:or` joined with "or",
    `:block` or `:blocks` their labels, `:kind` and `:kinds` what something is, `:holder` what keys
    belong to, `:list_name` what a closed list is about, `:types` and `:shown` kinds of YAML values,
    `:example` a line that shows a key, `:form` how a key and a text under it are written, `:meant` what
    a reference may mean, `:yaml` a text, or a list of texts under a key, as YAML, `:inline` a list of
    texts as YAML on one line.
    """

    def __init__(self, language: str) -> None:
        self._words = Chapters(f"languages/{language}.yaml")
        self._entries: dict[str, Any] = {}
        self._forms: Mapping[str, Callable[[Any], str]] = {
            "whole": str,
            "yaml": _as_yaml,
            "inline": lambda texts: f"[{', '.join(scalar(_shortened(text)) for text in texts)}]",
            "list": self.listed,
            "values": lambda values: str(self._words["list_separator"]).join(map(str, values)),
            "or": lambda values: self._joined(map(str, values), "or"),
            "types": lambda names: self._joined((self._one_of("types", name) for name in names), "or"),
            "kinds": lambda names: self._joined((self._one_of("kinds", name) for name in names), "or"),
            "blocks": lambda blocks: self._joined(self.label("block", block).lower() for block in blocks),
            "meant": lambda candidates: self._joined(self._meant(*each) for each in candidates),
            "block": lambda block: self.label("block", block).lower(),
            "commitment": lambda value: self.label("commitment", value).lower(),
            "form": lambda pair: self._key_with_text(*pair),
            "holder": lambda name: str(self._words["holders"].get(name) or self.say("quoted", text=name)),
            "example": self._example,
        }

    def say(self, key: str, /, **parameters: object) -> str:
        """Fill in the text under a dotted key; `count` chooses between its forms `one` and `many`."""
        entry = self.entry(key)
        if isinstance(entry, dict):
            entry = entry["one" if parameters.get("count") == 1 else "many"]
        return self.fill(str(entry), parameters)

    def entry(self, key: str) -> Any:
        """Look up a dotted key: a text or a group of them."""
        if key not in self._entries:
            found: Any = self._words
            for step in key.split("."):
                found = found[step]
            self._entries[key] = found
        return self._entries[key]

    def label(self, closed_list: str, value: str) -> str:
        """Look up the label of a value of a closed list."""
        return str(self._words["lists"][closed_list][value]["label"])

    def severity(self, severity: str) -> str:
        """Look up what people call a severity."""
        return str(self.entry(f"severity.{severity}")["label"])

    def fill(self, template: str, parameters: Mapping[str, object]) -> str:
        """Fill in a template; the values of its parameters are never read as templates."""
        filled = ""
        for text, name, form in _parts(template):
            filled += text
            if name is not None:
                value = parameters[name]
                filled += self._formatted(value, form) if form else _shortened(str(value))
        return filled

    def sentences(
        self, templates: str | Sequence[str] | None, parameters: Mapping[str, object]
    ) -> tuple[str, ...]:
        """Fill in one template or several; of several, those whose parameters are all there."""
        if not templates:
            return ()
        if isinstance(templates, str):
            return (self.fill(templates, parameters),)
        return tuple(
            self.fill(each, parameters)
            for each in templates
            if all(parameters.get(name) for _, name, _ in _parts(each) if name)
        )

    def listed(self, names: Iterable[str]) -> str:
        """Join names, in quotes, as in a sentence."""
        every = tuple(names)
        quoted = [self.say("quoted", text=name) for name in every[:MAX_NAMES]]
        if len(every) > MAX_NAMES:
            quoted.append(self.say("more", count=len(every) - MAX_NAMES))
            return str(self._words["list_separator"]).join(quoted)
        return self._joined(quoted)

    def _formatted(self, value: Any, form: str) -> str:
        """Show a parameter in the form that the template asks for (see the class)."""
        show = self._forms.get(form)
        return show(value) if show else self._one_of(f"{form}s", value)

    def _one_of(self, group: str, value: object) -> str:
        return str(self._words[group][str(value)])

    def _example(self, key: str) -> str:
        return str(self._words["examples"].get(key, f"{key}: …"))

    def _meant(self, kind: str, name: str, line: int) -> str:
        return self.say("meant", kind=self._one_of("kinds", kind), name=self.listed([name]), line=line)

    def _key_with_text(self, key: str, text: str) -> str:
        template = str(self._words["forms"].get(key) or self._example(key))
        return self.fill(template, {"text": text, "id": slug(text) if text.isalnum() else "…"})

    def _joined(self, parts: Iterable[str], conjunction: str = "and") -> str:
        *first, last = parts
        if not first:
            return last
        return f"{str(self._words['list_separator']).join(first)} {self._words[conjunction]} {last}"


@cache  # a template is filled for each of many findings
def _parts(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """The texts of a template, each with the name of the parameter behind it, and its form."""
    if "{" not in template and "}" not in template:
        return ((template, None, ""),)
    from string import Formatter  # 1 ms, for a run that has more to say than "1 model is valid."

    return tuple((text, name, form or "") for text, name, form, _ in Formatter().parse(template))


def _as_yaml(value: str | Iterable[str]) -> str:
    return scalar(_shortened(value)) if isinstance(value, str) else items(map(_shortened, value))


def _shortened(text: str) -> str:
    """A text as far as anybody reads it: thousands of findings may name the same long one."""
    return text if len(text) <= MAX_PARAMETER_LENGTH else f"{text[:MAX_PARAMETER_LENGTH]}…"


@cache
def catalogue(language: str = "en") -> Catalogue:
    """Open the catalogue of a language, which must be shipped."""
    return Catalogue(language)


@frozen
class Record:
    """Everything about a rule that people read, in English.

    Attributes:
        id: stable, never reused.
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
    custom: Mapping[str, Record] = MappingProxyType({}),
) -> Finding:
    """Put a violation into words.

    Args:
        violation: with its location named.
        path: of the file, as it is shown.
        root_path: of the file, relative to the project root.
        custom: the records of custom rules, by id.
    """
    rule, words = custom.get(violation.rule) or record(violation.rule), catalogue()
    wording, parameters = rule.wordings[violation.variant], violation.parameters
    paste = wording.get("paste")
    notes = {"unread": violation.rest_unread, "excess": violation.more_follow}
    return Finding(
        rule=violation.rule,
        family=rule.family,
        severity=violation.severity or rule.severity,
        span=violation.span,
        location=violation.location,
        subject=violation.subject,
        where=where(violation.location, words),
        message=words.fill(wording["message"], parameters),
        label=next(iter(words.sentences(wording.get("label"), parameters)), None),
        hints=(
            *words.sentences(wording.get("hint"), parameters),
            *[words.say(key) for key, applies in notes.items() if applies],
        ),
        paste=paste and words.fill(paste, {"name": violation.location.name, **parameters}),
        path=path,
        root_path=root_path,
        accepted=violation.accepted,
    )


def where(location: Location, words: Catalogue) -> str | None:
    """Put a location into words; None for the model as a whole."""
    key = _location_key(location)
    if key is None:
        return None
    block = words.label("block", location.block) if location.block else ""
    return words.say(
        f"places.{key}",
        stage=location.stage_name or words.say("unnamed"),
        block=block.lower(),
        Block=block,
        name=location.name or words.say("unnamed"),
    )


def _location_key(location: Location) -> str | None:
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
