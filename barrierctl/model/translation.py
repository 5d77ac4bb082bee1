"""A model in another language: its texts from `translations`, and a mark behind each text without one.

A text that is the same in several places needs one translation only. Ids and addresses are made from the
model's own texts before, so they are the same in every language.
"""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, TypeVar, cast

from barrierctl.dataclass import replace
from barrierctl.errors import UsageError
from barrierctl.limits import MAX_TRANSLATED_ITEMS
from barrierctl.messages import catalogue
from barrierctl.model.entities import Entity, Occurrences, called
from barrierctl.model.model import BarrierModel, TextHolder
from barrierctl.model.types import Header, Item, Party, Qualified, Reference, TranslatedText, Translation
from barrierctl.names import fold

T = TypeVar("T")

_PARTS: Final = (
    *("header", "stages", "general", "parties", "sources", "recommendations", "knowledge_gaps", "plan"),
    *("accepted_gaps", "entities", "links", "party_by_item", "items_by_party", "entity_by_item"),
)
"""The fields of a model that have texts, or records with texts."""
_TEXTS_OF_FACTS: Final = ("competences", "information_exchange")
_TEXTS: Final = frozenset(
    (
        *("name", "title", "statement", "text", "domain", "target_group", "description", "group"),
        *("side_effects", "evidence", "indicator", "baseline", "target", "budget", "method", "reason"),
        *("scope_area", "labels", "not_applicable", "unknown", "legal_basis", "note", "tags"),
        *_TEXTS_OF_FACTS,
    )
)
"""The fields of records that are translated."""
_NO_TEXTS: Final = frozenset(("translations", "path", "span"))
_FIELDS: Final = {"scope": "scope_area"}
"""The fields that are not called like the key of a translation."""
_KEYS: Final = {field: key for key, field in _FIELDS.items()}


def translate(model: BarrierModel, wanted: str) -> BarrierModel:
    """Show a model in a language; as it is if it has no better texts than its own.

    Raises:
        UsageError: it is too large.
    """
    own, codes = model.header.language, _preferred(model, wanted)
    if not codes:
        return model
    if (count := len(model.items)) > MAX_TRANSLATED_ITEMS:
        texts = {"count": count, "most": MAX_TRANSLATED_ITEMS}
        raise UsageError(catalogue().say("errors.too_many_to_translate", **texts))
    mark = "" if is_same_language(wanted, own) else f" [{own}]"
    translated = _Translator(model, codes, mark).model()
    return replace(translated, header=replace(translated.header, language=codes[0]), original=model)


def first_translations(model: BarrierModel) -> dict[str, Translation]:
    """The first translation into each language that a model has translations into, by its code.

    Those of shared parties do not count: a shared list is for models in any language.
    """
    first: dict[str, Translation] = {}
    for holder in model.text_holders:
        is_shared = isinstance(holder, Party) and holder.shared
        for translation in () if is_shared else holder.translations:
            first.setdefault(translation.language.lower(), translation)
    return {translation.language: translation for translation in first.values()}


def missing_texts(model: BarrierModel, language: str) -> tuple[list[str], int]:
    """The texts without a translation into a language, each once, and the number of all texts."""
    texts, missing, total = Texts(model, _preferred(model, language)), dict[str, str](), set[str]()
    for holder in model.text_holders:
        given = texts.given(holder)
        for key, own in texts_of(holder).items():
            for text, better in pairs(own, given.get(key)):
                if _has_letters(text):
                    total.add(fold(text))
                if not better and texts.known(text) is None:
                    missing.setdefault(fold(text), text)
    return list(missing.values()), len(total)


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def is_same_language(language: str, other: str) -> bool:
    """Whether two codes are of one language, whatever the region."""
    return language.partition("-")[0].lower() == other.partition("-")[0].lower()


def _preferred(model: BarrierModel, wanted: str) -> list[str]:
    """List the languages whose texts serve for a wanted one better than the model's own, the best first."""
    own, parts = model.header.language.lower(), wanted.lower().split("-")
    begun = {code.lower(): code for code in first_translations(model)}
    codes = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    if not is_same_language(own, wanted):
        codes += (code for code in begun if is_same_language(code, wanted))
    better = codes[: codes.index(own)] if own in codes else codes
    return [begun[code] for code in dict.fromkeys(better) if code in begun]


def texts_of(holder: TextHolder) -> dict[str, TranslatedText]:
    """The texts of a record that can be translated, by the key that a translation has them under."""
    given = vars(holder)
    if "facts" in given:
        given = given | vars(given["facts"])
    return {_KEYS.get(name, name): text for name, text in given.items() if text and name in _TEXTS}


def pairs(own: TranslatedText, given: TranslatedText | None) -> Iterator[tuple[str, str | None]]:
    """Pair the texts under a key with their translations, or with None."""
    match own, given:
        case str(), _:
            yield own, given if isinstance(given, str) else None
        case tuple(), tuple():
            if len(own) == len(given):
                yield from zip(own, given, strict=True)
        case tuple(), _:
            yield from ((text, None) for text in own)
        case Qualified(reference=str() as text), _:
            yield text, given.reference if isinstance(given, Qualified) else None
        case Mapping(), _:
            others = given if isinstance(given, Mapping) else {}
            yield from ((text, others.get(block)) for block, text in own.items())
        case _:
            return


class Texts:
    """What is translated into a language: the texts of each record, and those that are known by another."""

    def __init__(self, model: BarrierModel, codes: Sequence[str]) -> None:
        self._ranks = {code.lower(): rank for rank, code in enumerate(codes)}
        self._known: dict[str, str] = {}
        for holder in model.text_holders:
            given = self.given(holder)
            for key, own in texts_of(holder).items() if given else ():
                for text, better in pairs(own, given.get(key)):
                    if better:
                        self._known.setdefault(fold(text), better)
        for party in model.parties:
            if name := self._known.get(fold(party.name)):
                for alias in party.facts.aliases:
                    self._known.setdefault(fold(alias), name)

    def given(self, holder: TextHolder) -> dict[str, TranslatedText]:
        """The texts of the translations of a record itself, by key."""
        ranked = ((self._ranks.get(one.language.lower()), one.texts) for one in holder.translations)
        best_last = sorted(
            ((rank, texts) for rank, texts in ranked if rank is not None), key=itemgetter(0), reverse=True
        )
        found: dict[str, TranslatedText] = {}
        for _, texts in best_last:
            for key, text in texts.items():
                own = found.get(key)
                # Of texts by block, each for itself.
                found[key] = (
                    {**own, **text} if isinstance(own, Mapping) and isinstance(text, Mapping) else text
                )
        return found

    def known(self, text: str) -> str | None:
        """The translation of a text somewhere in the model; a text without letters needs none."""
        return self._known.get(fold(text)) or (None if _has_letters(text) else text)


class _Translator:
    """Makes the records of a model again, each once, with other texts."""

    def __init__(self, model: BarrierModel, codes: Sequence[str], mark: str) -> None:
        self._model, self._mark = model, mark
        self._texts = Texts(model, codes)
        self._links = {link.reference.path: link for link in model.links}
        self._made: dict[int, Any] = {}

    def model(self) -> BarrierModel:
        return replace(self._model, **{name: self._of(getattr(self._model, name)) for name in _PARTS})

    def _of(self, value: T) -> T:
        """Translate a record, or the records in a collection; others stay as they are."""
        fields = getattr(value, "__fields__", None)
        if fields is None and type(value) not in (tuple, Occurrences, dict):
            return value
        if id(value) in self._made:
            return cast("T", self._made[id(value)])
        record: Any = value
        if isinstance(record, dict):
            made: Any = {key: self._of(inner) for key, inner in record.items()}
        elif fields is None:
            made = type(record)([self._of(inner) for inner in record])
        else:
            inner = {
                name: self._of(own)
                for name, own in vars(record).items()
                if own and type(own) is not str and name in fields and name not in _NO_TEXTS
            }
            made = replace(record, **inner | self._words(record))
        self._made[id(value)] = made
        return cast("T", made)

    def _words(self, record: object) -> dict[str, Any]:
        """The texts of a record in the other language, by field."""
        match record:
            case Reference():
                # A name is that of the target in the other language; an id or address stays.
                link = self._links.get(record.path)
                if link is None:
                    return {}
                ids = {link.target.element, getattr(link.target, "id", None)}
                ids.update(each for item in link.occurrences for each in (item.id, item.address))
                return {} if record.text in ids else {"text": called(self._of(link.target))}
            case Entity():
                return {"name": self._of(record.first).label}
            case Item():
                party, texts = self._model.party_of(record), self._own_texts(record)
                name = texts.get("name") or (self._of(party).name if party else self._text(record.label))
                return {"label": name, **texts}
            case Header() | Party():
                return self._own_texts(record)
            case _:
                return self._own_texts(record) if hasattr(record, "translations") else {}

    def _own_texts(self, holder: Any) -> dict[str, Any]:
        own, given = texts_of(holder), self._texts.given(holder)
        keys = [*own, *(key for key, text in given.items() if isinstance(text, str) and key not in own)]
        better = {_FIELDS.get(key, key): self._better(own.get(key), given.get(key)) for key in keys}
        facts = {name: better.pop(name) for name in _TEXTS_OF_FACTS if name in better}
        return better | {"facts": replace(holder.facts, **facts)} if facts else better

    def _better(self, own: Any, given: Any) -> Any:
        """What a translation has under a key, or the texts that are there without it."""
        match own:
            case Qualified():
                text = given.reference if given else None
                return replace(own, reference=text or (own.reference and self._text(own.reference)))
            case Mapping():
                others = given or {}
                return {block: others.get(block) or self._text(text) for block, text in own.items()}
            case tuple():
                return given or tuple(map(self._text, own))
            case _:
                return given or self._text(own)

    def _text(self, own: str) -> str:
        return self._texts.known(own) or f"{own}{self._mark}"
