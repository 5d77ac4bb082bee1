"""Family `wording`: names of restricted elements in texts that are not restricted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from barrierctl.findings import Violation
from barrierctl.gaps.helpers import at_element, at_model
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Measure
from barrierctl.model.types import (
    Barrier,
    Element,
    Facilitator,
    Item,
    Partner,
    Party,
    PartyFacts,
    Qualified,
    Source,
    Stage,
)
from barrierctl.names import fold
from barrierctl.vocabulary import Classification

Text = tuple[str, str]
"""A key and what stands there."""
Words = tuple[str, ...]

_MOST_WORDS: Final = 20
_WORD: Final = re.compile(r"\w+")
_KEYS: Final = (
    *("name", "title", "statement", "text", "domain", "target_group", "description", "note", "group"),
    *("side_effects", "evidence", "indicator", "baseline", "target", "budget"),
)


@dataclass(slots=True)
class _Names:
    """Names as a tree of their words.

    Attributes:
        following: what follows each word.
        told: the name that ends here, with the element of its owner.
    """

    following: dict[str, "_Names"] = field(default_factory=dict)
    told: tuple[str, str] | None = None

    def add(self, name: str, owner: str) -> None:
        """Add a name; of a long one its beginning counts."""
        node = self
        for word in _words(name)[:_MOST_WORDS]:
            node = node.following.setdefault(word, _Names())
        if node is not self:
            node.told = node.told or (name, owner)

    def found_in(self, text: str) -> Iterator[tuple[str, str]]:
        """The names that stand in a text, each with its owner."""
        words = _words(text)
        for at in range(len(words)):
            node: _Names | None = self
            for word in words[at : at + _MOST_WORDS]:
                node = node.following.get(word) if node else None
                if node is None:
                    break
                if node.told:
                    yield node.told


def restricted_name_in_public_text(model: BarrierModel) -> Iterator[Violation]:
    """The name of a restricted item or party stands in a text that is not restricted."""
    names = _restricted_names(model) if model.has_restricted else _Names()
    if model.header.classification is Classification.RESTRICTED or not names.following:
        return
    for element, is_restricted in _with_secrecy(model):
        told = {} if is_restricted else _told(names, _texts(element))
        for (name, owner), key in told.items():
            yield at_element(model, element, subject=owner, name=name, key=key)
    for (name, owner), key in _told(names, _texts_of_all(model)).items():
        yield at_model(model, "model", owner, name=name, key=key)


def _restricted_names(model: BarrierModel) -> _Names:
    """The names that restricted items and parties have, and nothing that is public."""
    every = [
        (element, secret) for element, secret in _with_secrecy(model) if isinstance(element, Item | Party)
    ]
    public = {_words(name) for element, secret in every if not secret for name in _called(element)}
    names = _Names()
    for element, secret in every:
        for name in _called(element) if secret else ():
            if _words(name) not in public:
                names.add(name, element.element)
    return names


def _told(names: _Names, texts: Iterator[Text]) -> dict[tuple[str, str], str]:
    """The names in these texts, each with the first key under which it stands."""
    told: dict[tuple[str, str], str] = {}
    for key, text in texts:
        for found in names.found_in(text):
            told.setdefault(found, key)
    return told


def _with_secrecy(model: BarrierModel) -> Iterator[tuple[Element, bool]]:
    """Every element, and whether it or what holds it is restricted."""
    secret = {stage.id for stage in model.stages if _is_marked(stage)}
    for item in model.items:
        party = model.party_of(item)
        yield item, _is_marked(item) or item.stage in secret or (party is not None and _is_marked(party))
    for element in (*model.stages, *model.parties, *model.sources, *model.knowledge_gaps):
        if not isinstance(element, Party) or element.listed:
            yield element, _is_marked(element)
    objectives = model.plan.objectives if model.plan else ()
    held = [(group, group.items) for group in model.recommendations] + [
        (one, one.measures) for one in objectives
    ]
    for holder, parts in held:
        yield holder, _is_marked(holder)
        yield from ((part, _is_marked(part) or _is_marked(holder)) for part in parts)


def _is_marked(element: Element) -> bool:
    return element.classification is Classification.RESTRICTED


def _called(element: Item | Party) -> tuple[str, ...]:
    return (element.label,) if isinstance(element, Item) else (element.name, *element.facts.aliases)


def _texts(element: Element) -> Iterator[Text]:
    """What people read of an element, with its key."""
    told = {key: getattr(element, key, None) for key in _KEYS}
    if isinstance(element, Item):
        told["name"] = element.label
    yield from ((key, text) for key, text in told.items() if text)
    yield from (("tags", tag) for tag in element.tags)
    yield from (("sources", use.at) for use in element.sources if use.at)
    yield from _own_texts(element)


def _own_texts(element: Element) -> Iterator[Text]:
    match element:
        case Stage():
            for key in ("not_applicable", "unknown"):
                yield from ((key, reason) for reason in getattr(element, key).values())
        case Barrier(legal_basis=Qualified(reference=str(text))):
            yield "legal_basis", text
        case Measure():
            yield from (("activities", activity.name) for activity in element.activities)
        case Source():
            yield from (("authors", author) for author in element.authors)
        case Party() | Facilitator() | Partner():
            yield from _texts_of_facts(element.facts)
        case _:
            pass


def _texts_of_facts(facts: PartyFacts) -> Iterator[Text]:
    yield from (("aliases", alias) for alias in facts.aliases)
    yield from (("competences", competence) for competence in facts.competences)
    if facts.information_exchange and facts.information_exchange.reference:
        yield "information_exchange", facts.information_exchange.reference


def _texts_of_all(model: BarrierModel) -> Iterator[Text]:
    """What people read of the model as a whole, and of its evaluation."""
    header = model.header
    evaluations = [one for one in (model.plan.process, model.plan.outcome) if one] if model.plan else []
    told = {"title": header.title, "description": header.description, "scope": header.scope_area}
    yield from ((key, text) for key, text in told.items() if text)
    yield from (("authors", author) for author in header.authors)
    yield from (("labels", label) for label in header.labels.values())
    yield from (("evaluation", text) for one in evaluations for text in (one.method, one.budget) if text)


def _words(text: str) -> Words:
    return tuple(_WORD.findall(fold(text)))
