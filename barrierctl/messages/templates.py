"""The words of a language: templates, and how their parameters are shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from string import Formatter
from typing import Any, Final

from barrierctl.errors import UsageError
from barrierctl.limits import MAX_AGENDA_NAMES, MAX_NAMES, MAX_PARAMETER_LENGTH, MAX_SOME_NAMES
from barrierctl.names import nearest, slug
from barrierctl.resources import Chapters, languages, packaged
from barrierctl.resources.vocabulary import BLOCKS
from barrierctl.text.yaml import items, scalar


class Catalogue:
    """The words of one language.

    In a template, `{x}` is a parameter as it is (`:whole` however long it is). These say how it is shown:
    `:list` names in quotes joined with "and", `:some` the first of them, `:parties` names without quotes,
    `:values` joined with commas, `:or` joined with "or", `:number` a number with its thousands apart,
    `:block` a block by its key or by the model's own label, `:blocks` the labels of keys,
    `:kind` and `:kinds` what something is, `:holder` what keys belong to,
    `:list_name` what a closed list is about, `:types` and `:shown` kinds of YAML values,
    `:example` a line that shows a key, `:form` how a key and a text under it are written, `:meant` what
    a reference may mean, `:language` a language by its code, `:yaml` a text, or a list of texts under a
    key, as YAML, `:inline` a list of texts as YAML on one line.

    Attributes:
        language: its code.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = Chapters(packaged(f"languages/{language}.yaml"))
        self._entries: dict[str, Any] = {}
        self._singular = frozenset(self._words["grammar"]["singular"])
        self._nouns_have_capitals = bool(self._words["grammar"]["nouns_have_capitals"])
        self._forms: Mapping[str, Callable[[Any], str]] = {
            "": lambda value: _shortened(str(value)),
            "whole": str,
            "yaml": lambda value: (
                scalar(_shortened(value)) if isinstance(value, str) else items(map(_shortened, value))
            ),
            "inline": lambda texts: f"[{', '.join(scalar(_shortened(text)) for text in texts)}]",
            "list": self.listed,
            "values": self.joined,
            "number": self.number,
            "or": lambda values: self.enumerated(map(str, values), "or"),
            "types": lambda names: self.enumerated((self._one_of("types", name) for name in names), "or"),
            "kinds": lambda names: self.enumerated((self._one_of("kinds", name) for name in names), "or"),
            "blocks": lambda blocks: self.enumerated(self.noun("block", block) for block in blocks),
            "meant": lambda candidates: self.enumerated(
                self.say("meant", kind=self._one_of("kinds", kind), name=self.listed([name]), line=line)
                for kind, name, line in candidates
            ),
            "block": self.block,
            "commitment": lambda value: self.noun("commitment", value),
            "barrier_type": lambda value: self.noun("barrier-type", value),
            "form": lambda pair: self._key_with_text(*pair),
            "parties": lambda names: self.named(names[:MAX_AGENDA_NAMES], quoted=False),
            "some": self.some,
            "holder": lambda name: str(self._words["holders"].get(name) or self.say("quoted", text=name)),
            "example": self._example,
            "language": self.language_name,
        }

    def say(self, key: str, /, **parameters: object) -> str:
        """Fill in the text under a dotted key; `count` chooses between its forms `one` and `many`."""
        entry = self.entry(key)
        if isinstance(entry, dict):
            entry = entry[self._form_for(parameters.get("count"))]
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

    def noun(self, closed_list: str, value: str) -> str:
        """Look up a label that is a noun, as it is written within a sentence."""
        return self.within(self.label(closed_list, value))

    def within(self, noun: str) -> str:
        """Write a noun as it is written within a sentence."""
        return noun if self._nouns_have_capitals else noun.lower()

    def block(self, name: str) -> str:
        """What a sentence calls a block, by its key or by the model's own label."""
        return self.noun("block", name) if name in BLOCKS else self.say("quoted", text=name)

    def severity(self, severity: str) -> str:
        """Look up what people call a severity."""
        return str(self.entry(f"severity.{severity}")["label"])

    def fill(self, template: str, parameters: Mapping[str, object]) -> str:
        """Fill in a template; the values of its parameters are never read as templates."""
        filled = ""
        for text, name, form in _parts(template):
            filled += text
            if name is not None:
                show = self._forms.get(form)
                value = parameters[name]
                filled += show(value) if show else self._one_of(f"{form}s", value)
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

    def language_name(self, code: str) -> str:
        """What a language is called, or its code."""
        return str(self.entry("views.languages").get(code.lower(), code))

    def rule(self, rule: str) -> dict[str, Any]:
        """Look up what a language other than English says of a rule, by the keys of its record."""
        return self._words.chapters("rules")[rule]  # type: ignore[no-any-return]

    def listed(self, names: Iterable[str]) -> str:
        """Join names, in quotes, as in a sentence."""
        every = tuple(names)
        quoted = [self.say("quoted", text=name) for name in every[:MAX_NAMES]]
        if len(every) > MAX_NAMES:
            return self.joined(quoted) + " " + self.say("more", count=len(every) - MAX_NAMES)
        return self.enumerated(quoted)

    def counted(self, forms: Mapping[str, str] | None, parameters: Mapping[str, object]) -> str:
        """Fill in the form `one` or `many`, as the parameter `count` says; empty if there is none."""
        if not forms:
            return ""
        return self.fill(forms[self._form_for(parameters.get("count", 1))], parameters)

    def enumerated(self, parts: Iterable[str], conjunction: str = "and") -> str:
        """Join texts with commas and, before the last, a word."""
        *first, last = parts
        return f"{self.joined(first)} {self._words[conjunction]} {last}" if first else last

    def joined(self, values: Iterable[object]) -> str:
        """Join values with commas."""
        return str(self._words["list_separator"]).join(map(str, values))

    def named(self, names: Sequence[str], *, quoted: bool, separated: bool = False) -> str:
        """Join names as in a sentence, or with commas alone, as behind a colon."""
        shown = [self.say("quoted", text=name) if quoted else _shortened(name) for name in names]
        return self.joined(shown) if separated else self.enumerated(shown)

    def some(self, names: Sequence[str], *, quoted: bool = True) -> str:
        """Join the first names, and count the others."""
        if len(names) <= MAX_SOME_NAMES + 1:
            return self.named(names, quoted=quoted)
        shown = [self.named([name], quoted=quoted) for name in names[:MAX_SOME_NAMES]]
        return self.enumerated([*shown, self.say("agenda.others", count=len(names) - MAX_SOME_NAMES)])

    def alternatives(self, parts: Sequence[str]) -> str:
        """Join texts with commas and "or"."""
        return self.enumerated(parts, "or")

    def labelled(self, label: str, text: str) -> str:
        """Write a text behind its label."""
        return label + str(self._words["colon"]) + text

    def did_you_mean(self, name: str, known: Iterable[str]) -> str:
        """The end of a message: a blank and a question, or nothing if no name is near."""
        near = nearest(name, known)
        return " " + self.say("near", near=near) if near else ""

    def number(self, count: int) -> str:
        """Write a number with its thousands apart."""
        return f"{count:,}".replace(",", self._words["thousands"])

    def number_in_words(self, count: int) -> str:
        """Write a number, a small one as a word."""
        small = self.entry("agenda.numbers")
        return str(small[count]) if count < len(small) else str(count)

    def _form_for(self, count: object) -> str:
        """Choose the form for a number; French counts nothing as one."""
        return "one" if count in self._singular else "many"

    def _one_of(self, group: str, value: object) -> str:
        return str(self._words[group][str(value)])

    def _example(self, key: str) -> str:
        return str(self._words["examples"].get(key, f"{key}: …"))

    def _key_with_text(self, key: str, text: str) -> str:
        template = str(self._words["forms"].get(key) or self._example(key))
        return self.fill(template, {"text": text, "id": slug(text) if text.isalnum() else "…"})


@cache  # a template is filled for each of many findings
def _parts(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """The texts of a template, each with the name of the parameter behind it, and its form."""
    if "{" not in template and "}" not in template:
        return ((template, None, ""),)
    return tuple((text, name, form or "") for text, name, form, _ in Formatter().parse(template))


def _shortened(text: str) -> str:
    """A text as far as anybody reads it: thousands of findings may name the same long one."""
    return text if len(text) <= MAX_PARAMETER_LENGTH else f"{text[:MAX_PARAMETER_LENGTH]}…"


# ---- the language of a run

ENGLISH: Final = "en"
"""The language in which the program is written: that of the records of rules too."""
_LANGUAGE: Final[ContextVar[str]] = ContextVar("language", default=ENGLISH)


def language() -> str:
    """The language in which people are addressed."""
    return _LANGUAGE.get()


def use_language(wanted: str) -> None:
    """Address people in a language from now on, or in the most similar one that there are words for."""
    _LANGUAGE.set(best_language(wanted))


def insist_on_language(wanted: str) -> None:
    """Address people in the language that they asked for.

    Raises:
        UsageError: there are no words in it.
    """
    use_language(wanted)
    if wanted.partition("-")[0].lower() != language():
        known = catalogue().alternatives(sorted(languages()))
        raise UsageError(f'There are no texts in "{wanted}". Use {known}.')


@contextmanager
def in_language(wanted: str) -> Iterator[None]:
    """Address people in a language for a while."""
    token = _LANGUAGE.set(best_language(wanted))
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


def best_language(wanted: str) -> str:
    """Find the language with words that begins a code such as `nl-BE`; English if there is none."""
    code = wanted.partition("-")[0].lower()
    return code if code == ENGLISH or code in languages() else ENGLISH


def catalogue() -> Catalogue:
    """Open the catalogue of the language in which people are addressed."""
    return _catalogue(_LANGUAGE.get())


def catalogues() -> Iterator[Catalogue]:
    """Open the catalogue in use, then those of the other languages, in which a sheet may be as well."""
    yield catalogue()
    yield from (_catalogue(code) for code in sorted(languages() - {language()}))


@cache
def _catalogue(code: str) -> Catalogue:
    return Catalogue(code)
