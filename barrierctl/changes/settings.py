"""One key of one part of a model: what somebody calls it, and the value that a text means there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from barrierctl.changes.targets import Targets
from barrierctl.changes.words import CellError, say
from barrierctl.errors import UsageError
from barrierctl.messages import catalogue, value_of
from barrierctl.model.model import BarrierModel
from barrierctl.model.references import MAY_NAME, Index
from barrierctl.names import fold
from barrierctl.patching import Edit, Plain, Remove, SetValue
from barrierctl.schema.paths import is_required, keys_at, rules_at
from barrierctl.source.tree import ListNode, MappingNode, Path, Value, value_at

_SOURCES: Final = "sources"
_TRANSLATIONS: Final = "translations"
_MAX_KEYS_OF_A_LINK: Final = 2  # whatever has more keys is a record, which is no value
_NUMBER: Final = r"-?[0-9]+(\.[0-9]+)?"
_LABELS: Final = {
    **{key: f"header.{key}" for key in ("language", "version", "sequence", "labels")},
    "scope.level": "header.scope_level",
    "scope.area": "header.scope_area",
    "review.last": "header.reviewed",
    "review.every_months": "header.review_months",
    **{key: f"planned.{key}" for key in ("coordinator", "agreed_with")},
}
"""The labels of keys that are no columns."""


class Key(NamedTuple):
    """A key that can be set.

    Attributes:
        path: of its value.
        name: in the format, with dots between keys within each other.
        many: whether it can have several values.
        closed_list: the name of the list of its values, if there is one.
        types: the types that the schema allows for a value.
        values: of the closed list.
    """

    path: Path
    name: str
    many: bool
    closed_list: str
    types: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def label(self) -> str:
        """What people call the key."""
        return label_of(self.name)


def label_of(key: str) -> str:
    """Return what people call a key; one without a label is shown in words."""
    words, (first, *rest) = catalogue(), key.split(".", 2)
    if first == _TRANSLATIONS and len(rest) > 1:
        return words.say("views.with_more", text=label_of(rest[1]), more=rest[:1])
    if other := _LABELS.get(key):
        return words.say(f"views.{other}")
    in_words = key.replace("_", " ").replace(".", " ").capitalize()
    return str(words.entry("views.columns").get(key, in_words))


def find_key(path: Path, text: str, subject: str) -> Key:
    """Find a key of what is at a path, by its name in the format or by its label.

    Args:
        path: of a part of a model.
        text: what somebody calls the key.
        subject: what the part is called.

    Raises:
        UsageError: there is no such key, or it holds more than a value.
    """
    keys, (first, *rest) = [*_keys_below(path, path)], text.strip().split(".", 2)
    if first == _TRANSLATIONS and len(rest) > 1 and first in keys_at(path):  # `translations.nl.name`
        keys += _keys_below((*path, first, rest[0]), path)
    wanted = re.sub(r"[ -]+", "_", fold(text))
    for key in keys:
        if text.strip() == key.name or wanted in (key.name, re.sub(r"[ -]+", "_", fold(key.label))):
            return key
    if wanted in keys_at(path):
        raise UsageError(say("key_of_records", key=wanted))
    names = [key.name for key in keys]
    near = catalogue().did_you_mean(text, [*names, *(key.label for key in keys)])
    raise UsageError(say("no_key", subject=subject, text=text) + (near or f" {say('keys', names=names)}"))


def _keys_below(path: Path, base: Path) -> Iterator[Key]:
    """Give the keys at a path that hold values, those of mappings within it too."""
    for name, own in keys_at(path).items():
        here = (*path, name)
        rules, inner, many = rules_at(here), keys_at(here), "array" in own.get("type", ())
        is_source = name == _SOURCES and len(inner) <= _MAX_KEYS_OF_A_LINK
        if inner and not many:
            yield from _keys_below(here, base)
        elif name != _TRANSLATIONS and (not inner or is_source):
            types = rules.get("type", "string")
            yield Key(
                path=here,
                name=".".join(map(str, here[len(base) :])),
                many=many,
                closed_list=str(own.get("items", own).get("$ref", "")).rpartition("/")[2],
                types=(types,) if isinstance(types, str) else tuple(types),
                values=tuple(rules.get("enum", ())),
            )


def read_value(model: BarrierModel, key: Key, text: str) -> Plain:
    """Find the value that a text means; None if it is empty.

    Several values have commas between them, or semicolons if they hold commas themselves.

    Raises:
        UsageError: it means nothing that the key can have.
    """
    if not text.strip():
        return None
    name, parts = str(key.path[-1]), [text.strip()]
    try:
        is_name = name in MAY_NAME and Targets(model, ()).meant(name, text.strip())
        if key.many and not is_name:
            sign = ";" if ";" in text or name == _SOURCES else ","
            parts = [part.strip() for part in text.split(sign) if part.strip()]
        values = [_read_one(model, key, part) for part in parts]
    except CellError as error:
        raise UsageError(str(error)) from None
    return values if key.many else values[0]


def _read_one(model: BarrierModel, key: Key, text: str) -> Plain:
    name = str(key.path[-1])
    if key.values:
        if found := value_of(key.closed_list, text, key.values):
            return found
        labels = [catalogue().label(key.closed_list, value) for value in key.values]
        near = catalogue().did_you_mean(text, [*key.values, *labels])
        raise UsageError(say("cells.choice", text=text, names=key.values) + near)
    if name == _SOURCES:
        return Targets(model, ()).source(text)
    if name in MAY_NAME:
        text = Targets(model, ()).reference(name, text)
        # A name as the model writes it.
        names = (str(getattr(one.target, "name", "")) for one in Index(model).candidates(name, text))
        return next((each for each in names if fold(each) == fold(text)), text)
    number = re.fullmatch(_NUMBER, text)
    if number and not number[1] and ("integer" in key.types or "number" in key.types):
        return int(text)
    if number and "number" in key.types:
        return float(text)
    if key.types == ("integer",):
        raise UsageError(say("no_number", text=text))
    return text


def set_key(tree: Value, path: Path, key: Key, value: Plain, head: Mapping[str, str]) -> Iterator[Edit]:
    """Give the edits that set a key of what is at a path.

    Args:
        tree: of the file.
        path: of a part of the model; it may be a plain text.
        key: to set.
        value: None if the key goes.
        head: the keys that such a plain text means.

    Raises:
        UsageError: the key has to be there.
    """
    if value is None:
        if is_required(key.path):
            raise UsageError(say("required", key=key.label))
        place = key.path
        while len(place) - 1 > len(path) and len(_keys_of(tree, place[:-1])) == 1:
            place = place[:-1]  # nothing is left that is empty
        if key.path[-1] in _keys_of(tree, key.path[:-1]):
            yield Remove(place)
        return
    present, first = value_at(tree, key.path), key.path[len(path) :]
    if key.many and isinstance(value, list) and len(value) == 1 and not isinstance(present, ListNode | None):
        value = value[0]  # a single value stays one
    if not isinstance(value_at(tree, path), MappingNode):
        yield SetValue(path, {**head, **_nested(first, value)})
        return
    there = next(
        length
        for length in range(len(key.path) - 1, len(path) - 1, -1)
        if isinstance(value_at(tree, key.path[:length]), MappingNode)
    )
    yield SetValue(key.path[: there + 1], _nested(key.path[there:], value)[str(key.path[there])])


def _nested(path: Path, value: Any) -> dict[str, Any]:
    for step in reversed(path):
        value = {str(step): value}
    return dict(value)


def _keys_of(tree: Value, path: Path) -> Sequence[str]:
    node = value_at(tree, path)
    return [*node] if isinstance(node, MappingNode) else []


def shown(key: Key, value: Any) -> str:
    """Show a value of a key on one line."""
    if isinstance(value, list):
        return ("; " if key.name == _SOURCES else ", ").join(shown(key, one) for one in value)
    if isinstance(value, Mapping):
        return ", ".join(map(str, value.values()))
    return catalogue().label(key.closed_list, value) if value in key.values else str(value)
