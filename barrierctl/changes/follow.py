"""References that follow what they mean: to another name, another id or another place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from barrierctl.changes.words import Change, Words, brief, say
from barrierctl.messages import where
from barrierctl.model.entities import Entity, Link
from barrierctl.model.model import BarrierModel
from barrierctl.model.references import Index
from barrierctl.model.types import Item, Party
from barrierctl.names import fold
from barrierctl.patching import Edit, Insert, Remove, SetValue
from barrierctl.source.tree import ListNode, Path, Value, value_at

_ONE_ONLY = ("owner", "coordinator", "at")
"""The keys that hold one reference."""


@dataclass(slots=True, kw_only=True)
class Followed:
    """What becomes of the references.

    Attributes:
        edits: of the file after the other changes.
        changes: the same in words.
        problems: references that would mean nothing any more, or less than before.
    """

    edits: list[Edit] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def follow(
    before: BarrierModel, after: BarrierModel, tree: Value, places: Mapping[Path, Path], words: Words
) -> Followed:
    """Find the references that no longer mean all that they meant.

    Args:
        before: with new values, and with the old names and places of items.
        after: with the new names and places; some of its references may mean nothing.
        tree: of the file after.
        places: the paths of the items in it, by those before; without the items that are removed.
        words: for the model before.
    """
    if not before.links:
        return Followed()
    follower = _Follower(before, after, tree, places, words)
    for link in before.links:
        follower.check(link)
    return follower.found


class _Follower:
    def __init__(
        self,
        before: BarrierModel,
        after: BarrierModel,
        tree: Value,
        places: Mapping[Path, Path],
        words: Words,
    ) -> None:
        self._before, self._tree, self._places, self._words = before, tree, places, words
        self._items = {item.path: item for item in before.items}
        self._new_items = {item.path: item for item in after.items}
        self._links = {(link.key, link.reference.path): link for link in after.links}
        self._index = Index(after)
        self.found = Followed()

    def check(self, link: Link) -> None:
        """Check one reference, and let it follow if it must."""
        path, target = link.reference.path, link.target
        outer = next((path[:end] for end in range(len(path), 0, -1) if path[:end] in self._items), ())
        if link.key == "party" or (outer and self._places.get(outer) is None):
            return  # an item follows with its party; one that is removed takes its references along
        path = (*self._places.get(outer, ()), *path[len(outer) :])
        places = (self._places.get(item.path) for item in link.occurrences)
        meant = [self._new_items[place] for place in places if place in self._new_items]
        if now := self._links.get((link.key, path)):
            is_item = isinstance(target, Entity) or (isinstance(target, Party) and not target.listed)
            is_same = meant if is_item else getattr(now.target, "path", None) == getattr(target, "path", ())
            if is_same and {item.path for item in meant} <= {item.path for item in now.occurrences}:
                return
        if not meant and link.occurrences:
            self._report(link, "dangling")
            return
        texts = self._texts(link, meant)
        if not texts or (len(texts) > 1 and link.key in _ONE_ONLY):
            self._report(link, "divided" if texts else "lost")
            return
        self._write(link, path, texts)

    def _texts(self, link: Link, meant: Sequence[Item]) -> list[str]:
        """Choose texts that together mean what the reference meant; none if there are none."""
        text = link.reference.text
        by_address = len(link.occurrences) == 1 and text == link.occurrences[0].address
        by_id = any(item.id == text for item in link.occurrences)
        if by_address or (by_id and any(item.id for item in meant)):
            texts = [meant[0].address if by_address else next(item.id for item in meant if item.id) or ""]
        else:
            labels = {fold(item.label): item.label for item in meant}
            texts = [text if fold(text) == folded else label for folded, label in labels.items()]
        covered = {item.path for each in texts for item in self._meant_by(link.key, each)}
        if {item.path for item in meant} <= covered:
            return texts
        address = meant[0].address if len(meant) == 1 else ""
        return [address] if address and self._meant_by(link.key, address) else []

    def _meant_by(self, key: str, text: str) -> Sequence[Item]:
        found = self._index.candidates(key, text)
        return found[0].occurrences if len(found) == 1 else ()

    def _write(self, link: Link, path: Path, texts: Sequence[str]) -> None:
        first, *others = texts
        parent, at = value_at(self._tree, path[:-1]), path[-1]
        if isinstance(parent, ListNode) and isinstance(at, int):
            if first != link.reference.text:
                self.found.edits.append(Remove(path) if first in parent else SetValue(path, first))
            self.found.edits += [Insert(path[:-1], at + 1, other) for other in others]
        else:
            self.found.edits.append(SetValue(path, [*texts] if others else first))
        shown = "; ".join(map(brief, texts))
        self.found.changes.append(self._say(link, "follows", old=brief(link.reference.text), new=shown))

    def _report(self, link: Link, key: str) -> None:
        stages = [self._words.stage(item.stage) for item in link.occurrences]
        change = self._say(link, key, name=brief(link.reference.text), stages=[*dict.fromkeys(stages)])
        self.found.problems.append(change.text)

    def _say(self, link: Link, key: str, **parameters: object) -> Change:
        column = self._words.label(link.key)
        if isinstance(link.holder, Item):
            return self._words.of(link.holder, key, column=column, **parameters)
        subject = where(self._before.location_of(link.holder)) if link.holder else None
        subject = subject or say(f"holders.{link.reference.path[0]}")
        return Change("", "", say(key, subject=subject, column=column, **parameters))
