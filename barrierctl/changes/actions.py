"""Small changes to a model: a key is set, items are added, a gap is accepted."""

from collections.abc import Sequence
from typing import Final

from barrierctl.changes.edits import new_item, rename
from barrierctl.changes.elements import Place, find_block, find_element, find_stage_id, subject
from barrierctl.changes.follow import follow
from barrierctl.changes.settings import Key, find_key, label_of, read_value, set_key, shown
from barrierctl.changes.sheet import Outcome
from barrierctl.changes.words import Words, brief, say
from barrierctl.errors import UsageError
from barrierctl.messages import acceptable_rules, catalogue, current_id, rule_ids
from barrierctl.model.entities import called
from barrierctl.model.model import BarrierModel
from barrierctl.model.references import Index
from barrierctl.model.types import Element, Item, Party
from barrierctl.names import fold
from barrierctl.patching import Edit, Insert, Plain, SetValue, patch
from barrierctl.pipeline import load_bytes
from barrierctl.resources.vocabulary import RESERVED_ID
from barrierctl.selection import NO_CONTEXT, ModelContext
from barrierctl.source.tree import ListNode, value_at

_NAMING: Final = ("name", "id", "party")
_HEADS: Final = ("name", "title", "statement", "text", "domain", "id")
"""The keys by which references know what is no item."""
_ACCEPTED: Final = "accepted_gaps"


def set_value(
    data: bytes,
    model: BarrierModel,
    element: str,
    key_name: str,
    text: str,
    context: ModelContext = NO_CONTEXT,
) -> Outcome:
    """Set a key of a part of a model; references to what gets another name follow.

    Args:
        data: the file of the model.
        model: without errors.
        element: `model`, `plan`, or an id, address or name.
        key_name: of the key, or its label.
        text: what the value is to be; empty if the key is to go.
        context: what a configuration adds to the model.

    Raises:
        UsageError: there is no such part or key, or the text means no value of it.
        PatchError: the file cannot be edited safely.
    """
    place = find_element(model, element)
    whose = subject(model, place)
    key = find_key(place.path, key_name, whose)
    value = read_value(model, key, text)
    old, edits = _edits(model, place, key, value)
    new = patch(data, edits)
    if new == data:
        return Outcome(data=data, changes=())
    before, after = (shown(key, one) if one is not None else "" for one in (old, value))
    word = "changed" if before and after else "set" if after else "cleared"
    word = "renamed" if word == "changed" and key.name == "name" else word
    change = say(word, subject=whose, column=key.label, old=brief(before), new=brief(after))
    if isinstance(place.element, Item) and key.name in _NAMING:
        return _follow_item(new, model, change, context)
    if place.element and key.name in _HEADS and isinstance(old, str) and isinstance(value, str):
        return _follow_name(new, model, place.element, key, (old, value), change)
    return Outcome(data=new, changes=(change,))


def _edits(model: BarrierModel, place: Place, key: Key, value: Plain) -> tuple[object, list[Edit]]:
    """Give the value that a key has, and the edits that set another."""
    item, tree = place.element, model.tree
    if not (isinstance(item, Item) and key.name in _NAMING):
        head = "party" if isinstance(item, Item) and item.party else "name"
        edits = set_key(tree, place.path, key, value, {head: str(value_at(tree, place.path))})
        return value_at(tree, key.path), list(edits)
    if value is None and key.name == "name" and not item.party:
        raise UsageError(say("required", key=key.label))
    old = item.party and item.party.text if key.name == "party" else getattr(item, key.name)
    return old, list(rename(tree, model, item, {key.name: None if value is None else str(value)}))


def _follow_item(data: bytes, model: BarrierModel, change: str, context: ModelContext) -> Outcome:
    """Let references follow to an item with another name, id or party."""
    after = load_bytes(data, context=context)
    if after.model is None:
        return Outcome(data=data, changes=(change,), loaded=after)
    words, places = Words(model, {}), {item.path: item.path for item in model.items}
    found = follow(model, after.model, after.model.tree, places, words)
    is_followed = bool(found.edits) and not found.problems
    return Outcome(
        data=patch(data, found.edits) if is_followed else data,
        changes=(change, *words.in_order(found.changes)),
        problems=tuple(found.problems),
        loaded=None if is_followed else after,
    )


def _follow_name(
    data: bytes, model: BarrierModel, element: Element, key: Key, names: tuple[str, str], change: str
) -> Outcome:
    """Let references follow that name something else than an item, and items that are a party by its name."""
    old, new = names
    followed = [
        (link.reference.path, Place(link.reference.path, link.holder), label_of(link.key))
        for link in model.links
        if getattr(link.target, "path", None) == element.path and fold(link.reference.text) == fold(old)
    ]
    if isinstance(element, Party) and key.name in ("name", "id"):
        # Items that are the party, as plain texts.
        nodes = ((item, value_at(model.tree, item.path)) for item in model.items_of(element))
        called = (item for item, node in nodes if isinstance(node, str) and fold(node) == fold(old))
        followed += [(item.path, Place((), item), key.label) for item in called]
    in_words = (
        say("follows", subject=subject(model, holder), column=column, old=brief(old), new=brief(new))
        for _, holder, column in followed
    )
    edits = [SetValue(path, new) for path, *_ in followed]
    return Outcome(data=patch(data, edits), changes=(change, *in_words))


def add_items(data: bytes, model: BarrierModel, stage: str, block: str, names: Sequence[str]) -> Outcome:
    """Add items to a block of a stage.

    Args:
        data: the file of the model.
        model: without errors.
        stage: an id or a name; `general` for the whole process.
        block: a key, a label, or what one of its items is called.
        names: of the items.

    Raises:
        UsageError: there is no such stage or block, or it has such an item.
        PatchError: the file cannot be edited safely.
    """
    stage_id, kind, words = find_stage_id(model, stage), find_block(model, block), Words(model, {})
    is_general = stage_id == RESERVED_ID
    path = (RESERVED_ID,) if is_general else model.stage_by_id[stage_id].path
    present = model.general[kind] if is_general else model.stage_by_id[stage_id].blocks[kind]
    known = {fold(item.label) for item in present}
    for name in names:
        if not name.strip():
            raise UsageError(say("empty_name"))
        if fold(name) in known:
            raise UsageError(say("added_twice", name=name, cell=words.cell_name(stage_id, kind)))
        known.add(fold(name))
    values: list[Plain] = [new_item(model, kind, name.strip(), {}) for name in names]
    changes = [words.added(stage_id, kind, name.strip()).text for name in names]
    edits: list[Edit] = [SetValue(path, {kind.value: values})]
    if value_at(model.tree, path) is not None:
        node = value_at(model.tree, (*path, kind.value))
        end = len(node) if isinstance(node, ListNode) else int(node is not None)
        edits = [Insert((*path, kind.value), end, value) for value in values]
    return Outcome(data=patch(data, edits), changes=tuple(changes))


def accept_gap(
    data: bytes,
    model: BarrierModel,
    rule: str,
    acceptance: dict[str, str],
    custom_rules: Sequence[str] = (),
) -> Outcome:
    """Accept the findings of a rule; if they are accepted at that place already, this is changed.

    Args:
        data: the file of the model.
        model: without errors.
        rule: its id.
        acceptance: the keys `at`, `reason`, `by` and `until`, as far as they are given.
        custom_rules: the ids of the rules of the configuration.

    Raises:
        UsageError: no finding of such a rule can be accepted, the place is not in the model, or the reason
            is empty.
        PatchError: the file cannot be edited safely.
    """
    rule, acceptable = current_id(rule), [*acceptable_rules(), *custom_rules]
    if rule in rule_ids() and rule not in acceptable:
        raise UsageError(say("not_acceptable", rule=rule))
    if rule not in acceptable:
        raise UsageError(say("no_rule", text=rule) + catalogue().did_you_mean(rule, acceptable))
    if not acceptance["reason"].strip():
        raise UsageError(say("no_reason"))
    at, where = acceptance.get("at", ""), say("the_model")
    found = Index(model).candidates("at", at) if at else []
    if len(found) == 1:
        where = called(found[0].target)
    elif at:
        element = find_element(model, at).element
        at, where = (element.element, called(element)) if element else ("", where)
    entry = {"rule": rule, **{key: text for key, text in {**acceptance, "at": at}.items() if text}}
    for known in model.accepted_gaps:
        if current_id(known.rule) == rule and [fold(one.text) for one in known.at] == [fold(at)] * bool(at):
            change = say("acceptance_changed", rule=rule, at=where)
            return Outcome(data=patch(data, [SetValue(known.path, entry)]), changes=(change,))
    node = value_at(model.tree, (_ACCEPTED,))
    end = len(node) if isinstance(node, ListNode) else int(node is not None)
    change = say("accepted", rule=rule, at=where)
    return Outcome(data=patch(data, [Insert((_ACCEPTED,), end, entry)]), changes=(change,))
