"""Errors that only the whole model shows: duplicates, and cells that contradict each other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TypeAlias

from barrierctl.dataclass import replace
from barrierctl.findings import NO_LOCATION, Location, Span, Violation, cap
from barrierctl.limits import MAX_BYTES, MAX_NAMES
from barrierctl.model.items import party_names, shared_party_entries
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Facilitator, Item, Partner, Party, Reference, Stage, violation_at
from barrierctl.names import fold
from barrierctl.resources.vocabulary import Classification
from barrierctl.source import NO_YAML
from barrierctl.source.tree import Path, Paths, Value, key_span

# The facts that are the same in every stage; the others may differ from cell to cell.
_CONSTANT_FACTS = ("sector", "world", "awareness", "industry", "country")

# Words that are no items: a stage has keys for what they say.
_NONE = {
    *("none", "no", "n/a", "na", "n.a", "nil", "nothing", "not applicable", "not relevant"),
    *("geen", "geen een", "niets", "nee", "nvt", "n.v.t", "niet van toepassing"),
    *("keine", "keiner", "keines", "kein", "nichts", "entfällt", "nicht zutreffend", "trifft nicht zu"),
    *("k.a", "nicht anwendbar"),
    *("aucun", "aucune", "néant", "rien", "non", "sans objet", "s.o", "pas applicable"),
    *("non applicable",),
    *("-", "--", "\u2013", "\u2014", "x", "0", "/"),
}
_UNKNOWN = {
    *("unknown", "not known", "not known yet", "tbd", "tba", "tbc", "todo", "to do", "to be determined"),
    *("to be filled in", "to be completed", "later"),
    *("onbekend", "nog onbekend", "niet bekend", "nog invullen", "nog in te vullen", "weet niet"),
    *("pm", "p.m", "nog niet bekend"),
    *("unbekannt", "noch unbekannt", "nicht bekannt", "noch nicht bekannt"),
    *("noch offen", "offen"),
    *("inconnu", "inconnue", "inconnus", "pas connu", "pas encore connu"),
    *("à compléter", "à définir", "à déterminer"),
    *("?", "??", "???"),
}
_KEYS = dict.fromkeys(_NONE, "not_applicable") | dict.fromkeys(_UNKNOWN, "unknown")
_MAX_LENGTH = 2 * max(map(len, _KEYS))
"""Characters of a label that may be one of them, with signs around it and blanks within."""

NamedParties: TypeAlias = Iterable[tuple[Party, tuple[Reference, ...]]]
"""Listed parties, each with its name and aliases as they are written."""


def check(model: BarrierModel, ids: Iterable[Reference], parties: NamedParties) -> Iterator[Violation]:
    """Find what is duplicate or contradictory; *ids* are all written ids, *parties* the model's own list."""
    yield from duplicate_ids(ids)
    yield from duplicate_names(parties)
    for blocks in (*(stage.blocks for stage in model.stages), model.general):
        for items in blocks.values():
            if len(items) > 1:
                yield from _duplicate_items(model, items)
    yield from _conflicting_parties(model)
    yield from _check_stages(model)
    yield from _find_placeholders(model)
    yield from _into_its_own_language(model)


def duplicate_ids(ids: Iterable[Reference]) -> Iterator[Violation]:
    """Find ids that are used twice."""
    first: dict[str, Reference] = {}
    for own_id in ids:
        if own_id.text in first:
            line = first[own_id.text].span.line
            yield violation_at(own_id, "duplicate-id", own_id.text, id=own_id.text, first=line)
        first.setdefault(own_id.text, own_id)


def duplicate_names(parties: NamedParties) -> Iterator[Violation]:
    """Find names that two listed parties share."""
    owners: dict[str, Party] = {}
    for party, names in parties:
        for name in names:
            other = owners.setdefault(fold(name.text), party)
            if other is not party:
                variant = "same" if fold(name.text) == fold(other.name) == fold(party.name) else ""
                parameters = {"name": name.text, "other": other.name, "first": other.span.line}
                yield violation_at(name, "duplicate-name", name.text, variant, **parameters)


def _duplicate_items(model: BarrierModel, cell: tuple[Item, ...]) -> Iterator[Violation]:
    """Find items of one cell that are one entity; those with one name share a violation."""
    by_entity: dict[int, list[Item]] = defaultdict(list)
    for item in cell:
        by_entity[id(model.entity_of(item))].append(item)
    for first, *others in by_entity.values():
        by_name: dict[str, list[Item]] = defaultdict(list)
        for item in others:
            by_name[fold(item.label)].append(item)
        for name, items in by_name.items():
            several = "several" if len(items) > 1 else ""
            variant = several if name == fold(first.label) else "party"
            parameters = {"other": first.label, "first": first.span.line, "count": len(items) + 1}
            yield violation_at(items[0], "duplicate-item", name, variant, **parameters)


def _conflicting_parties(model: BarrierModel) -> Iterator[Violation]:
    """Find unlisted parties with different facts in different cells."""
    facts: dict[tuple[str, str], tuple[object, Item]] = {}
    for item in model.items:
        party = model.party_of(item)
        if not isinstance(item, Facilitator | Partner) or party is None or party.listed:
            continue
        for key in _CONSTANT_FACTS:
            value = getattr(item.facts, key)
            if value is None:
                continue
            before, first = facts.setdefault((party.element, key), (value, item))
            if before != value:
                values = {"before": str(before), "now": str(value)}
                line = first.span.line
                yield violation_at(
                    item, "conflicting-party", key, "", name=party.name, key=key, first=line, **values
                )


def _check_stages(model: BarrierModel) -> Iterator[Violation]:
    """Find stages of one name, and blocks with items that are said not to apply."""
    first: dict[str, Stage] = {}
    for stage in model.stages:
        other = first.setdefault(fold(stage.name), stage)
        if stage.name and other.name_span != stage.name_span:
            parameters = {"name": stage.name, "first": other.name_span.line}
            violation = violation_at(stage, "duplicate-stage-name", stage.name, **parameters)
            yield replace(violation, span=stage.name_span)
        for block in stage.not_applicable:
            if count := len(stage.blocks[block]):
                called = model.header.labels.get(block) or block.value
                yield Violation(
                    rule="not-applicable-but-filled",
                    span=stage.block_spans[block],
                    path=(*stage.path, block.value),
                    subject=block.value,
                    variant="one" if count == 1 else "",
                    parameters={"block": called, "count": count},
                )


def _find_placeholders(model: BarrierModel) -> Iterator[Violation]:
    """Find items that are no items: words such as "none" or "unknown"."""
    for stage in model.stages:
        for block, items in stage.blocks.items():
            for item in items:
                if not (key := placeholder_key(item.label)):
                    continue
                explained = block in (stage.not_applicable if key == "not_applicable" else stage.unknown)
                variant = key.replace("_", "-") if len(items) == 1 and not explained else ""
                parameters = {"text": item.label, "block": block.value}
                yield violation_at(item, "placeholder-item", item.label, variant, **parameters)


def _into_its_own_language(model: BarrierModel) -> Iterator[Violation]:
    """Find translations into the language of the model itself; a shared list is for models in any."""
    for holder in model.text_holders:
        is_shared = isinstance(holder, Party) and holder.shared
        for translation in () if is_shared else holder.translations:
            code = translation.language
            if code.lower() == model.header.language.lower():
                yield violation_at(translation, "value-not-allowed", code, "own-language", code=code)


def placeholder_key(label: str) -> str:
    """The key of a stage that is meant by a word such as "none"; empty if the word is an item."""
    if len(label) > _MAX_LENGTH:
        return ""
    folded = fold(label).replace(". ", ".")
    return _KEYS.get(folded) or _KEYS.get(folded.strip(" .!()"), "")


def join_unknown_names(violations: Iterable[Violation]) -> Iterator[Violation]:
    """Join the violations of one unknown name to the first of them, which names the lines of the others."""
    by_name: dict[tuple[object, ...], list[Violation]] = defaultdict(list)
    for violation in violations:
        is_unknown = violation.rule == "unknown-reference" and violation.variant in ("", "near")
        name = (violation.variant, fold(violation.subject or "")) if is_unknown else (violation.path,)
        by_name[name].append(violation)
    for first, *others in by_name.values():
        lines = sorted({other.span.line for other in others} - {first.span.line})
        yield replace(first, parameters={**first.parameters, "lines": lines[:MAX_NAMES]})


def check_parties(tree: Value, parties: tuple[Party, ...]) -> Iterator[Violation]:
    """Report ids and names that a shared list has twice; *parties* are those of its entries."""
    yield from duplicate_ids(
        given for entry in shared_party_entries(tree) for given in entry.references("id")
    )
    yield from duplicate_names(zip(parties, map(party_names, shared_party_entries(tree)), strict=True))


def locate_all(found: Iterable[Violation], model: BarrierModel, tree: Value) -> tuple[Violation, ...]:
    """Sort violations by line, column and rule, cap them, and name the elements that they are about."""
    paths = Paths(tree)

    def locate(violation: Violation) -> Violation:
        if violation.location is not NO_LOCATION:
            return violation
        find = partial(_syntax_path, paths, tree) if violation.rule in NO_YAML else paths.at
        location = model.location_at(violation.path or find(violation.span))
        if location.block and violation.rule in NO_YAML:
            location = replace(location, name=None)  # it could not be read, so it has no name
        return replace(violation, location=location)

    ordered = sorted(found, key=lambda violation: (violation.span, violation.rule, violation.subject or ""))
    return tuple(map(locate, cap(ordered)))


def _syntax_path(paths: Paths, tree: Value, span: Span) -> Path:
    """Find the path of what is on the line of a syntax error, or else of what the line belongs to."""
    for column in (span.column, MAX_BYTES):
        path = paths.at(Span(span.line, column))
        if path and key_span(tree, path).line == span.line:
            return path
    ends = range(len(path), 0, -1)
    return next((path[:end] for end in ends if key_span(tree, path[:end]).column <= span.column), ())


def names_restricted(violations: Iterable[Violation], parties: Iterable[Party]) -> bool:
    """Whether violations name a shared party that is restricted, as one that may be meant or is replaced."""
    restricted = [party for party in parties if party.classification is Classification.RESTRICTED]
    names = {name for party in restricted for name in (party.id, party.name, *party.facts.aliases)}
    return bool(names) and any(
        not names.isdisjoint(_texts([one.subject, *one.parameters.values()])) for one in violations
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def locate_party(violation: Violation, parties: tuple[Party, ...]) -> Violation:
    """Name the party that a violation in a shared list is about."""
    index = violation.path[0] if violation.path else None
    party = parties[index] if isinstance(index, int) else None
    if not (party and party.name):
        return violation
    return replace(violation, location=Location(element=party.element, kind="party", name=party.name))
