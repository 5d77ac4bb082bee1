"""Family `wording`: names that are likely one, hold several entities, or break off.

Serves ambiguity (Borrion 2013).
"""

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from barrierctl.findings import Violation
from barrierctl.gaps.helpers import at_element, at_entity, at_stage, entities
from barrierctl.gaps.similarity import Name, alike
from barrierctl.model.entities import Entity
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Party, Stage
from barrierctl.names import fold
from barrierctl.vocabulary import Block

Owner: TypeAlias = Stage | Party | Entity

_COMPARED: Final = (Block.OPPORTUNITIES, Block.SIGNALS, Block.BARRIERS)
_LIST: Final = re.compile(r";|[\r\n]+|(?:^|\s)[•◦▪‣●∙·*](?=\s)")
_LIST_OF_PARTIES: Final = re.compile(rf"{_LIST.pattern}|\s/\s")
_BROKEN_OFF: Final[tuple[str, ...]] = (*",;:/&…-–—([{«“„", "...")  # noqa: RUF001 (dashes that people type)
_SIGNS: Final = frozenset(";\r\n•◦▪‣●∙·*/")
"""Without one of these a name holds no list."""
_BRACKETS: Final = {"(": ")", "[": "]", "{": "}"}
_OPENING: Final = frozenset(_BRACKETS)
_LAST_WORDS: Final = {
    "en": {"and", "or", "of", "the"},
    "nl": {"en", "of", "van", "de", "het"},
    "de": {"und", "oder", "der", "die", "das", "des"},
    "fr": {"et", "ou", "de", "du", "des", "les"},
}


def similar_items(model: BarrierModel) -> Iterator[Violation]:
    """Two entities in one block whose names are likely one."""
    for block in _COMPARED:
        every = entities(model, block)
        names = [Name(text=entity.name, owner=entity.element) for entity in every]
        for later, earlier in alike(names, model.header.language):
            other = every[earlier]
            yield at_entity(model, every[later], other=other.name, first=other.first.span.line)


def party_written_twice(model: BarrierModel) -> Iterator[Violation]:
    """Two parties that are likely one."""
    called = [(party, name) for party in model.parties for name in _names_of(model, party)]
    names = [Name(text=name, owner=party.element) for party, name in called]
    told: set[str] = set()
    for later, earlier in alike(names, model.header.language):
        party, other = called[later][0], called[earlier][0]
        if party.element not in told:
            told.add(party.element)
            yield at_element(model, party, subject=other.element, other=other.name, first=other.span.line)


def several_items_in_one(model: BarrierModel) -> Iterator[Violation]:
    """A name that holds a list."""
    for name, owner, is_party in _named(model):
        parts = _parts(name, is_party=is_party)
        if len(parts) > 1:
            yield _at(model, owner, count=len(parts), names=parts)


def cut_off_name(model: BarrierModel) -> Iterator[Violation]:
    """A name that ends in the middle; a list is told by `several-items-in-one`."""
    small = _LAST_WORDS.get(model.header.language.split("-")[0].lower(), set())
    for name, owner, is_party in _named(model):
        ending = _ending(name, small)
        if ending and len(_parts(name, is_party=is_party)) == 1:
            variant = "bracket" if ending in _BRACKETS and not name.strip().endswith(ending) else ""
            yield _at(model, owner, variant, ending=ending)


def _at(model: BarrierModel, owner: Owner, variant: str = "", **parameters: object) -> Violation:
    match owner:
        case Stage():
            return at_stage(owner, None, variant, **parameters)
        case Party():
            return at_element(model, owner, variant, None, None, **parameters)
        case Entity():
            return at_entity(model, owner, variant, **parameters)


def _named(model: BarrierModel) -> Iterator[tuple[str, Owner, bool]]:
    """Each name once, with the first whose it is, and whether that is a party."""
    yield from ((stage.name, stage, False) for stage in model.stages)
    told: set[str] = set()
    for party in model.parties:
        if party.listed:
            told.add(fold(party.name))
            yield party.name, party, True
    for entity in model.living:
        if model.party_of(entity.first) is None:
            yield entity.first.label, entity, False  # the places of what is no party have one name
            continue
        for label in dict.fromkeys(item.label for item in entity.items):
            if fold(label) not in told:
                told.add(fold(label))
                yield label, entity, True


def _names_of(model: BarrierModel, party: Party) -> list[str]:
    labels = (item.label for item in model.items_of(party))
    names = (party.name, *party.facts.aliases, *labels)
    return list({fold(name): name for name in names}.values())


def _parts(name: str, *, is_party: bool) -> list[str]:
    pieces = [name]
    if not _SIGNS.isdisjoint(name):
        pieces = (_LIST_OF_PARTIES if is_party else _LIST).split(name)
    return [stripped for piece in pieces if (stripped := piece.strip(" -*\t"))]


def _ending(name: str, small: set[str]) -> str:
    text = name.strip()
    if text.endswith(_BROKEN_OFF):
        return next(sign for sign in _BROKEN_OFF if text.endswith(sign))
    last = text.split()[-1]
    if last in small and last != text:
        return last
    if _OPENING.isdisjoint(text):
        return ""
    return next((sign for sign, end in _BRACKETS.items() if text.count(sign) > text.count(end)), "")
