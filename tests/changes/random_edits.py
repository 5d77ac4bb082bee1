"""Random edits of the rows of a sheet, and the tree of the model that they lead to."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any, NamedTuple

from barrierctl.limits import MAX_QUOTED_LENGTH
from barrierctl.messages import catalogue

from .random_models import BLOCKS, CHOICES, EVERY, KEYS, RandomModel

LISTS = (
    *("aliases", "competences", "tags", "categories", "types", "seen_by", "reported_to", "helped_by"),
    *("targets", "sources"),
)
REFERENCES = ("owner", "seen_by", "reported_to", "helped_by", "targets")
CLOSED = {"status": "barrier-status", "opportunities": "opportunity-category", "signals": "signal-category"}
CLOSED |= {"types": "barrier-type"}
NEEDED = ("element", "stage", "stage_name", "block", "name")
Row = dict[str, str]


class Place(NamedTuple):
    """An item with the list that it is in."""

    stage: str
    block: str
    items: list[Any]
    name: str

    @property
    def item(self) -> Any:
        return next(item for item in self.items if name_of(item) == self.name)


def name_of(item: Any) -> str:
    return item if isinstance(item, str) else str(item["name"])


class RandomEdits:
    """Edits rows, and a copy of the tree as the edits mean it.

    Attributes:
        rows: by the ids of columns, from the top; a new row has few of them.
        tree: as it must become.
        said: for each edit, what a line about it must contain.
        followers: how many references must follow a new name.
        removed: the names of the items whose lines go, or change.
    """

    def __init__(self, model: RandomModel, rows: list[Row], random: Random) -> None:
        self.random, self.rows, self.tree, self._model = random, rows, deepcopy(model.tree), model
        self.said: list[tuple[str, ...]] = []
        self.followers = 0
        self.changed: set[str] = set()
        self.removed: set[str] = set()
        self.is_sorted = random.random() < 0.15
        self._cells: set[tuple[str, str]] = set()
        self._number = 1000
        self._originals, self._before = [*rows], deepcopy(rows)

    def make(self, count: int) -> None:
        """Make so many edits of different items."""
        kinds: list[Callable[[Place], tuple[str, ...] | None]] = [
            *(self.rename, self.set_text, self.set_text, self.choose, self.choose_several, self.refer),
            *(self.refer, self.score, self.cite, self.add, self.remove, self.move, self.move_block),
        ]
        if not self.is_sorted:
            kinds.append(self.reorder)
        while len(self.said) < count:
            place = self.random.choice([place for place in self.places() if place.name not in self.changed])
            said = self.random.choice(kinds)(place)
            if said:
                self.said.append(said)
                self.changed.add(place.name)
        if self.is_sorted:
            self._sort()

    def places(self) -> list[Place]:
        """List the items that are there before any edit."""
        holders = [(stage["id"], stage) for stage in self.tree["stages"]]
        holders += [("general", self.tree["general"])] if "general" in self.tree else []
        return [
            Place(stage, block, holder[block], name_of(item))
            for stage, holder in holders
            for block in BLOCKS
            for item in holder.get(block, ())
            if not name_of(item).startswith("Added")
        ]

    def spare_columns(self) -> set[str]:
        """Choose columns that nobody would miss: each row has what it had, and new ones have nothing."""
        pairs = zip(self._originals, self._before, strict=True)
        edited = {name for row, before in pairs for name in before if row[name] != before[name]}
        edited |= {name for row in self.rows if "element" not in row for name in row}
        spare = [name for name in self._before[0] if name not in edited and name not in NEEDED]
        return {name for name in spare if self.random.random() < 0.2}

    # ---- cells

    def rename(self, place: Place) -> tuple[str, ...]:
        new = f"Renamed {self.number()}"
        self.row(place)["name"] = new
        self._change(place, "name", new)
        for holder, key in self._referring(place.name):
            value = holder[key]
            self.followers += 1
            self.changed.add(name_of(holder))
            holder[key] = new if value == place.name else [new if one == place.name else one for one in value]
        self.changed.add(new)
        return (self._quoted(place.name), f'renamed to "{new}"')

    def set_text(self, place: Place) -> tuple[str, ...]:
        key = self.random.choice(("note", "description"))
        old = place.item.get(key) if isinstance(place.item, dict) else None
        if old and self.random.random() < 0.3:
            self.row(place)[key] = ""
            self.removed.add(place.name)  # so may be a comment beside the key
            self._change(place, key, None)
            return (self._quoted(place.name), f"{key.capitalize()} ", "removed")
        texts = ("new", "= 1 + 1", "two\nlines", 'it\'s; "so"', "# x", "12", "1999-12-31", "-", "@x", "a: b")
        new = f"{self.random.choice(texts)} {self.number()}"
        self.row(place)[key] = new
        self._change(place, key, new)
        return (self._quoted(place.name), key.capitalize(), " ".join(new.split()))

    def choose(self, place: Place) -> tuple[str, ...] | None:
        key = self.random.choice([key for key in (*KEYS[place.block], "certainty") if key in CHOICES])
        if key == "types":
            return None
        old = place.item.get(key) if isinstance(place.item, dict) else None
        value = self.random.choice([value for value in CHOICES[key] if value != old])
        label = catalogue().label(CLOSED.get(key, key), value)
        self.row(place)[key] = self.random.choice((label, label.upper(), value))
        self._change(place, key, value)
        return (self._quoted(place.name), f'"{label}"')

    def choose_several(self, place: Place) -> tuple[str, ...] | None:
        key = next((key for key in KEYS[place.block] if key in ("types", "categories")), None)
        if key is None:
            return None
        kind = key if key == "types" else place.block
        old = place.item.get(key, []) if isinstance(place.item, dict) else []
        values = self.random.sample(CHOICES[kind], self.random.randint(1, 3))
        if set(values) == set(old if isinstance(old, list) else [old]):
            return None
        labels = [catalogue().label(CLOSED[kind], value) for value in values]
        self.row(place)[key] = "; ".join(labels)
        self._change(place, key, values)
        return (self._quoted(place.name), "; ".join(labels))

    def refer(self, place: Place) -> tuple[str, ...] | None:
        keys = [key for key in KEYS[place.block] if key in REFERENCES]
        if not keys:
            return None
        key = self.random.choice(keys)
        blocks = (
            ("facilitators", "opportunities", "signals") if key == "targets" else ("facilitators", "partners")
        )
        among = [each for each in self.places() if each.block in blocks and each.name not in self.changed]
        names = [each.name for each in self.random.sample(among, min(len(among), self.random.randint(1, 3)))]
        names = names[:1] if key == "owner" else names
        old = place.item.get(key, []) if isinstance(place.item, dict) else []
        old_names = [self._named(one) for one in (old if isinstance(old, list) else [old])]
        if not names or sorted(old_names) == sorted(names):
            return None
        self.changed.update(names)  # so that they are neither renamed nor removed afterwards
        quoted = ['"' + name.replace('"', '""') + '"' if {*';"'} & {*name} else name for name in names]
        self.row(place)[key] = self.random.choice(("; ", ";", ";\n")).join(quoted)
        self._change(place, key, names[0] if key == "owner" else names)
        return (self._quoted(place.name), catalogue().entry("views.columns")[key])

    def score(self, place: Place) -> tuple[str, ...] | None:
        if place.block != "barriers":
            return None
        present = place.item.get("priority", {}) if isinstance(place.item, dict) else {}
        value = self.random.choice([score for score in range(1, 6) if score != present.get("impact")])
        self.row(place)["priority.impact"] = str(value)
        self._change(place, "priority", {**present, "impact": value})
        return (self._quoted(place.name), "Impact", f'"{value}"')

    def cite(self, place: Place) -> tuple[str, ...]:
        number = self.number()
        self.row(place)["sources"] = f"A report, in 2 parts, page {number}; The law"
        self._change(place, "sources", [{"id": "report", "at": f"page {number}"}, "law"])
        return (self._quoted(place.name), "Sources", f"page {number}")

    # ---- rows

    def add(self, place: Place) -> tuple[str, ...] | None:
        if not self._take(place):
            return None
        name = f"Added {self.number()}"
        row = {"stage_name": self._stage_name(place.stage), "block": self._label(place.block), "name": name}
        note = self.random.choice((None, "why: because", "two\nlines"))
        if note:
            row["note"] = note
        item = {"name": name, "note": note} if note else name
        if self.random.random() < 0.5 and not self.is_sorted:
            self.rows.insert(self.rows.index(self.row(place)) + 1, row)
            place.items.insert(place.items.index(place.item) + 1, item)
        else:
            self.rows.append(row)
            place.items.append(item)
        return (f'"{name}" added',)

    def remove(self, place: Place) -> tuple[str, ...] | None:
        known = {place.name, place.item.get("id") if isinstance(place.item, dict) else None}
        if any(list(self._referring(name)) for name in known if name) or not self._take(place):
            return None
        row = self.row(place)
        self.removed.add(place.name)
        place.items.remove(place.item)
        if self.random.random() < 0.3:
            row.update(dict.fromkeys(row.keys() - {"key", "element", "stage"}, ""))
        else:
            self.rows.remove(row)
        return (self._quoted(place.name), " removed")

    def move(self, place: Place) -> tuple[str, ...] | None:
        stages = [stage["id"] for stage in self.tree["stages"] if stage["id"] != place.stage]
        return self._move(place, self.random.choice(stages), place.block)

    def move_block(self, place: Place) -> tuple[str, ...] | None:
        keys = place.item.keys() if isinstance(place.item, dict) else set()
        is_named = any(True for _ in self._referring(place.name))
        is_named = is_named or ("id" in keys and any(True for _ in self._referring(place.item["id"])))
        if keys - {"name", *EVERY} or is_named:
            return None
        return self._move(
            place, place.stage, self.random.choice([each for each in BLOCKS if each != place.block])
        )

    def _move(self, place: Place, stage: str, block: str) -> tuple[str, ...] | None:
        if (stage, block) in self._cells or not self._fits(place, stage, block) or not self._take(place):
            return None
        self._cells.add((stage, block))
        row, item = self.row(place), place.item
        row["stage_name"], row["block"] = self._stage_name(stage), self._label(block)
        place.items.remove(item)
        holder = next((one for one in self.tree["stages"] if one["id"] == stage), self.tree.get("general"))
        assert holder is not None
        there = holder.setdefault(block, [])
        anchors = [each for each in self.places() if each.items is there]
        if anchors and not self.is_sorted:
            anchor = self.random.choice(anchors)
            self.rows.remove(row)
            self.rows.insert(self.rows.index(self.row(anchor)) + 1, row)
            there.insert(there.index(anchor.item) + 1, item)
        else:
            there.append(item)
        return (self._quoted(place.name), "moved to")

    def _fits(self, place: Place, stage: str, block: str) -> bool:
        """Whether there is room for the comments of an item where it is to go."""
        return (stage, block) not in self._model.in_brackets or not self._model.comments.get(place.name)

    def reorder(self, place: Place) -> tuple[str, ...] | None:
        at = place.items.index(place.item)
        others = [to for to in range(len(place.items)) if abs(to - at) > 1]
        if not others or not self._take(place):
            return None
        to = self.random.choice(others)
        rows = [self.row(Place(place.stage, place.block, place.items, name_of(one))) for one in place.items]
        row = self.row(place)
        self.rows.remove(row)
        self.rows.insert(self.rows.index(rows[to]) + (to > at), row)
        place.items.insert(to, place.items.pop(at))
        return (self._quoted(place.name), "moved")

    # ---- helpers

    def number(self) -> int:
        self._number += 1
        return self._number

    def row(self, place: Place) -> Row:
        """Find the row of an item, which may have been renamed."""
        return next(row for row in self.rows if row.get("name") == place.name)

    def _take(self, place: Place) -> bool:
        """Let a cell be changed by one edit of its rows only."""
        if (place.stage, place.block) in self._cells:
            return False
        self._cells.add((place.stage, place.block))
        return True

    def _change(self, place: Place, key: str, value: Any) -> None:
        item = place.item if isinstance(place.item, dict) else {"name": place.name}
        changed = {**item, key: value}
        if value is None:
            del changed[key]
        place.items[place.items.index(place.item)] = changed

    def _referring(self, name: str) -> Iterator[tuple[Any, str]]:
        """Yield what refers to an item by this text, with the key."""
        for place in self.places():
            for key in REFERENCES:
                value = place.item.get(key) if isinstance(place.item, dict) else None
                if value == name or (isinstance(value, list) and name in value):
                    yield place.item, key

    def _named(self, reference: str) -> str:
        ids = {
            place.item["id"]: place.name
            for place in self.places()
            if isinstance(place.item, dict) and "id" in place.item
        }
        return str(ids.get(reference, reference))

    def _stage_name(self, stage: str) -> str:
        return next((one["name"] for one in self.tree["stages"] if one["id"] == stage), "General")

    @staticmethod
    def _label(block: str) -> str:
        return catalogue().label("block", block)

    @staticmethod
    def _quoted(name: str) -> str:
        return f'"{name}"' if len(name) <= MAX_QUOTED_LENGTH else f'"{name[:40]}'

    def _sort(self) -> None:
        self.rows.sort(key=lambda row: row.get("name", "").casefold(), reverse=self.random.random() < 0.5)


def comparable(tree: Any) -> Any:
    """Give a tree in which values and lists of one, texts and names, ids and names are the same."""
    tree = deepcopy(tree)
    holders = [*tree["stages"], *([tree["general"]] if tree.get("general") else [])]
    names = {party["id"]: party["name"] for party in tree["parties"]}
    for holder in holders:
        for block in BLOCKS:
            present = holder.pop(block, None) or []
            holder[block] = [{"name": item} if isinstance(item, str) else item for item in present]
            names |= {item["id"]: item["name"] for item in holder[block] if "id" in item}
    for item in (item for holder in holders for block in BLOCKS for item in holder[block]):
        for key in LISTS:
            if key in item:
                item[key] = item[key] if isinstance(item[key], list) else [item[key]]
        for key in REFERENCES:
            if isinstance(item.get(key), list):
                item[key] = [names.get(one, one) for one in item[key]]
            elif key in item:
                item[key] = names.get(item[key], item[key])
    if not any(tree.get("general", {}).values()):
        tree.pop("general", None)
    return tree
