"""Family `wording`: similar names, lists in a name, unfinished names, restricted names in public texts.

Serves ambiguity (Borrion 2013).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, TypeAlias

from barrierctl.dataclass import replace
from barrierctl.findings import Violation
from barrierctl.gaps.helpers import active_entities, at, once_per_model, similar_parties
from barrierctl.gaps.similarity import Name, find_similar
from barrierctl.limits import MAX_WORDS_OF_RESTRICTED_NAME
from barrierctl.model.entities import Entity, party_index
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Activity
from barrierctl.model.types import Element, Item, Party, Qualified, SourceUse, Stage, Translation
from barrierctl.names import fold
from barrierctl.resources.vocabulary import Block, Classification

Owner: TypeAlias = Stage | Party | Entity

_COMPARED: Final = (Block.OPPORTUNITIES, Block.SIGNALS, Block.BARRIERS)
_LIST: Final = re.compile(r"[\r\n]+|(?:^|\s)[•◦▪‣●∙·*](?=\s)")
_LIST_OF_PARTIES: Final = re.compile(rf"{_LIST.pattern}|\s/\s")
_COMMAS: Final = re.compile(r",\s+(?:(?:and|en|und|et)\s+)?|\s+(?:and|en|und|et)\s+")
_PLAIN: Final = re.compile(r"[^\W\d]+(?:[ '’-][^\W\d]+)*")  # noqa: RUF001 (an apostrophe)
_SEPARATORS: Final = frozenset(",;\r\n•◦▪‣●∙·*/")
"""Without one of these a name holds no list."""
_MAX_WORDS: Final = {";": 4, ",": 2}
"""So many words has a part of a list at most; longer ones make a sentence."""
_PLURALS: Final = {"en": ("s",), "nl": ("s", "en")}
"""Endings by which two words with a comma are two things: "Barrels, jerrycans", but not "Police, local"."""
_UNFINISHED: Final[tuple[str, ...]] = (*",;:/&…-–—([{«“„", "...")  # noqa: RUF001 (dashes that people type)
_BRACKETS: Final = {"(": ")", "[": "]", "{": "}"}
_LAST_WORDS: Final = {
    "en": {"and", "or", "of", "the"},
    "nl": {"en", "of", "van", "de", "het"},
    "de": {"und", "oder", "der", "die", "das", "des"},
    "fr": {"et", "ou", "de", "du", "des", "les"},
}


def similar_items(model: BarrierModel) -> Iterator[Violation]:
    """Report entities of one block whose names are probably the same. Source: Borrion 2013."""
    for block in _COMPARED:
        every = active_entities(model, block)
        names = [Name(entity.name, entity.element) for entity in every]
        for later, earlier in find_similar(names, model.header.language):
            other = every[earlier]
            violation = at(model, every[later], other=other.name, first=other.first.span.line)
            yield replace(violation, names=(other.name, every[later].name))


def party_written_twice(model: BarrierModel) -> Iterator[Violation]:
    """Report parties that are probably the same. Source: Borrion 2013."""
    for party, other in similar_parties(model):
        violation = at(model, party, subject=other.element, other=other.name, first=other.span.line)
        yield replace(violation, names=(other.name, party.name))


def party_named_as_barrier(model: BarrierModel) -> Iterator[Violation]:
    """Report barriers whose name is that of a party. Source: EUCPN 2021, 2.1 D and E."""
    _, parties = party_index(model.parties)
    for entity in active_entities(model, Block.BARRIERS):
        if party := parties.get(fold(entity.name)):
            yield at(model, entity, party=party.name)


def several_items_in_one(model: BarrierModel) -> Iterator[Violation]:
    """Report names that hold a list. Source: Borrion 2013."""
    for name, owner, is_party in _named(model):
        if name.replace(" ", "").isalnum():  # most names are words with nothing between them
            continue
        parts = _parts(name, is_party=is_party)
        # In names of stages and barriers, commas part what is done.
        is_action = isinstance(owner, Stage) or (isinstance(owner, Entity) and owner.block is Block.BARRIERS)
        if len(parts) == 1 and not is_action:
            parts = _parts_with_commas(name, model.header.language)
        if len(parts) > 1:
            yield at(model, owner, count=len(parts), names=parts)


def cut_off_name(model: BarrierModel) -> Iterator[Violation]:
    """Report names that are unfinished, unless they hold a list. Source: Borrion 2013."""
    last_words = _LAST_WORDS.get(model.header.language.split("-")[0].lower(), set())
    for name, owner, is_party in _named(model):
        ending = _ending(name, last_words)
        if ending and len(_parts(name, is_party=is_party)) == 1:
            variant = "bracket" if ending in _BRACKETS and not name.strip().endswith(ending) else ""
            yield at(model, owner, variant, ending=ending)


@once_per_model
def _named(model: BarrierModel) -> list[tuple[str, Owner, bool]]:
    """Each name once, with the first stage, party or entity of that name, and whether it names a party."""
    named: list[tuple[str, Owner, bool]] = [(stage.name, stage, False) for stage in model.stages]
    seen: set[str] = set()
    for party in model.parties:
        if party.listed:
            seen.add(fold(party.name))
            named.append((party.name, party, True))
    for entity in model.active_entities:
        if model.party_of(entity.first) is None:
            named.append(
                (entity.first.label, entity, False)
            )  # the items of one that is no party have one name
            continue
        for label in dict.fromkeys(item.label for item in entity.items):
            if fold(label) not in seen:
                seen.add(fold(label))
                named.append((label, entity, True))
    return named


def _parts(name: str, *, is_party: bool) -> list[str]:
    if _SEPARATORS.isdisjoint(name):
        return [name]
    pieces = (_LIST_OF_PARTIES if is_party else _LIST).split(name)
    parts = [stripped for piece in pieces if (stripped := piece.strip(" -*\t"))]
    if len(parts) == 1:
        short = [stripped for piece in name.split(";") if (stripped := piece.strip())]
        return short if _are_short(short, ";") else [name]
    return parts


def _parts_with_commas(name: str, language: str) -> list[str]:
    """The parts of a list with commas; the name alone if it is rather a sentence or an addition."""
    if "," not in name:
        return [name]
    parts = _COMMAS.split(name.strip())
    if not (_are_short(parts, ",") and all(map(_PLAIN.fullmatch, parts))):
        return [name]
    if len(parts) > 2:  # noqa: PLR2004 (of two, the second may only say more of the first)
        # "Fake invoices, contracts and receipts": the first or last word may be about all of them.
        return parts if len(parts[0].split()) == len(parts[-1].split()) else [name]
    endings = _PLURALS.get(language.partition("-")[0].lower(), ())
    are_two = parts[-1].islower() and all(part.isalpha() and part.endswith(endings) for part in parts)
    return parts if endings and are_two else [name]


def _are_short(parts: Sequence[str], sign: str) -> bool:
    return all(len(part.split()) <= _MAX_WORDS[sign] for part in parts)


def _ending(name: str, last_words: set[str]) -> str:
    """The sign or word by which a name is unfinished; empty if it is finished."""
    text = name.strip()
    if text.endswith(_UNFINISHED):
        return next(sign for sign in _UNFINISHED if text.endswith(sign))
    last = text.rsplit(maxsplit=1)[-1]
    if last in last_words and last != text:
        return last
    opened = (sign for sign in _BRACKETS if sign in text)
    return next((sign for sign in opened if text.count(sign) > text.count(_BRACKETS[sign])), "")


# Restricted names in public texts.

Text: TypeAlias = tuple[str, str]
"""A key and its text."""
Words: TypeAlias = tuple[str, ...]

_WORD: Final = re.compile(r"\w+")
_TEXT_KEYS: Final = (
    *("name", "title", "statement", "text", "domain", "target_group", "description", "note", "group"),
    *("side_effects", "evidence", "indicator", "baseline", "target", "budget", "tags", "sources"),
    *("not_applicable", "unknown", "legal_basis", "activities", "authors"),
    *("aliases", "competences", "information_exchange", "translations"),
)


def restricted_name_in_public_text(model: BarrierModel) -> Iterator[Violation]:
    """Report texts that are not restricted, but contain the name of a restricted item or party."""
    if model.header.classification is Classification.RESTRICTED or not model.has_restricted:
        return
    every = list(_with_restriction(model))
    named = [(element, restricted) for element, restricted in every if isinstance(element, Item | Party)]
    public = {_words(name) for element, restricted in named if not restricted for name in _called(element)}
    owners: dict[Words, tuple[str, str]] = {}
    for owner, restricted in named:
        for name in _called(owner) if restricted else ():
            words = _words(name)
            if words and words not in public:
                owners.setdefault(words[:MAX_WORDS_OF_RESTRICTED_NAME], (name, owner.element))
    lengths: dict[str, set[int]] = defaultdict(set)
    for words in owners:
        lengths[words[0]].add(len(words))
    for element, restricted in every if owners else ():
        found = {} if restricted else _find_names(owners, lengths, _texts(element))
        for (name, address), key in found.items():
            yield replace(at(model, element, subject=address, name=name, key=key), span=element.span)
    for (name, address), key in _find_names(owners, lengths, _texts_of_model(model)).items():
        yield at(model, None, "model", subject=address, name=name, key=key)


def _find_names(
    owners: Mapping[Words, tuple[str, str]], lengths: Mapping[str, set[int]], texts: Iterator[Text]
) -> dict[tuple[str, str], str]:
    """Find names in texts, and the first key of each.

    Args:
        owners: names as typed and the addresses of their owners, by the words of the name.
        lengths: the numbers of words of the names that begin with a word.
        texts: to look in.
    """
    found: dict[tuple[str, str], str] = {}
    for key, text in texts:
        words = _words(text)
        for begin, word in enumerate(words):
            for length in sorted(lengths.get(word, ())):
                if owner := owners.get(words[begin : begin + length]):
                    found.setdefault(owner, key)
    return found


def _with_restriction(model: BarrierModel) -> Iterator[tuple[Element, bool]]:
    """Every element, and whether it or its holder is restricted."""
    restricted_stages = {stage.id for stage in model.stages if _is_restricted(stage)}
    for item in model.items:
        party = model.party_of(item)
        of_party = party is not None and _is_restricted(party)
        yield item, _is_restricted(item) or item.stage in restricted_stages or of_party
    for element in (*model.stages, *model.parties, *model.sources, *model.knowledge_gaps):
        if not isinstance(element, Party) or element.listed:
            yield element, _is_restricted(element)
    holders: list[tuple[Element, tuple[Element, ...]]] = [
        *((group, group.items) for group in model.recommendations),
        *((objective, objective.measures) for objective in model.objectives),
    ]
    for holder, parts in holders:
        yield holder, _is_restricted(holder)
        yield from ((part, _is_restricted(part) or _is_restricted(holder)) for part in parts)


def _is_restricted(element: Element) -> bool:
    return element.classification is Classification.RESTRICTED


def _called(element: Item | Party) -> tuple[str, ...]:
    own = (element.label,) if isinstance(element, Item) else (element.name, *element.facts.aliases)
    return (*own, *(name for one in element.translations for name in _strings(one.texts.get("name"))))


def _texts(element: Element) -> Iterator[Text]:
    """The texts of an element that people read, with their keys."""
    facts = getattr(element, "facts", None)
    values = {key: getattr(element, key, None) or getattr(facts, key, None) for key in _TEXT_KEYS}
    if isinstance(element, Item):
        values["name"] = element.label
    return _keyed(values)


def _texts_of_model(model: BarrierModel) -> Iterator[Text]:
    """The texts of the header and of the plan's evaluation, with their keys."""
    header, plan = model.header, model.plan
    evaluations = filter(None, (plan.process, plan.outcome) if plan else ())
    return _keyed(
        {
            "title": header.title,
            "description": header.description,
            "scope": header.scope_area,
            "authors": header.authors,
            "labels": header.labels,
            "evaluation": tuple((one.method, one.budget, one.translations) for one in evaluations),
            "translations": header.translations,
        }
    )


def _keyed(values: Mapping[str, object]) -> Iterator[Text]:
    return ((key, text) for key, value in values.items() for text in _strings(value))


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Activity():
            yield from _strings((value.name, value.translations))
        case Translation():
            yield from _strings(value.texts)
        case Qualified():
            yield from _strings(value.reference)
        case SourceUse():
            yield from _strings(value.at)
        case Mapping():
            yield from _strings(tuple(value.values()))
        case tuple():
            yield from chain.from_iterable(map(_strings, value))
        case _:
            pass


def _words(text: str) -> Words:
    return tuple(_WORD.findall(fold(text)))
