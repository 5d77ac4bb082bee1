"""What a group may answer to a question of the agenda: a value for a key, or a link to what is there."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

Model = dict[str, Any]
BLOCKS = ("facilitators", "opportunities", "signals", "partners", "barriers")
LINKS = {
    "barriers": ("owner", "helped_by", "addresses", "targets"),
    "signals": ("seen_by", "reported_to"),
}
VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "facilitators": {
        "world": ("legal", "criminal", "both"),
        "awareness": ("knowing", "unknowing", "both"),
        "sector": ("public", "private", "society"),
    },
    "opportunities": {"categories": ("services", "infrastructure")},
    "signals": {"categories": ("financial", "social")},
    "partners": {"sector": ("public", "private", "society")},
    "barriers": {
        "types": ("economic", "legal", "information", "criminal-law"),
        "approach": ("preventive", "repressive"),
    },
}


def with_mappings(model: Model) -> Model:
    """Copy a model in which each item is a mapping, so that it can get a key."""
    copy = deepcopy(model)
    for cells in _cells(copy):
        for block in BLOCKS:
            items = cells.get(block)
            if items is None:
                continue
            every = items if isinstance(items, list) else [items]
            cells[block] = [item if isinstance(item, dict) else {"name": item} for item in every]
    return copy


def answers(model: Model) -> Iterator[tuple[str, Callable[[], Model]]]:
    """List the answers that a model allows, each in words and as the model that it gives."""
    parties = [_reference(item) for item in _items(model, "facilitators", "partners")]
    targets = [_reference(item) for item in _items(model, "facilitators", "opportunities", "signals")]
    for at, cells in enumerate(_cells(model)):
        for block in BLOCKS:
            for index, item in enumerate(cells.get(block) or ()):
                for key in LINKS.get(block, ()):
                    for name in dict.fromkeys(targets if key == "targets" else parties):
                        if key not in item:
                            yield _answer(model, at, block, index, key, name)
                for key, values in VALUES[block].items():
                    for value in values:
                        if key not in item and "party" not in item:  # a party may have it already
                            yield _answer(model, at, block, index, key, value)


def _answer(
    model: Model, at: int, block: str, index: int, key: str, value: str
) -> tuple[str, Callable[[], Model]]:
    item = _cells(model)[at][block][index]

    def answered() -> Model:
        copy = deepcopy(model)
        _cells(copy)[at][block][index][key] = value
        return copy

    return f"{json.dumps(item, ensure_ascii=False)} + {key}: {value}", answered


def _cells(model: Model) -> list[Model]:
    return [*model["stages"], *([model["general"]] if model.get("general") else [])]


def _items(model: Model, *blocks: str) -> Iterator[Model]:
    for cells in _cells(model):
        for block in blocks:
            yield from cells.get(block) or ()


def _reference(item: Model) -> str:
    return str(item.get("id") or item.get("party") or item.get("name"))
