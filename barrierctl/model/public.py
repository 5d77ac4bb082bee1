"""What is left out of a model for the public: what is restricted, and every reference to it."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from barrierctl.model.entities import Entity, Target
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Element, Party
from barrierctl.patching import Remove, patch
from barrierctl.resources.vocabulary import Classification
from barrierctl.schema.paths import Grammar, is_required
from barrierctl.source.tree import ListNode, MappingNode, Path, Value, value_at


class Restricted:
    """The restricted elements of a model: what is marked, what is in it, and the items of such a party."""

    def __init__(self, model: BarrierModel) -> None:
        self._model = model
        own = (each for each in model.elements if not _is_shared(each))
        self._marked = {element.path for element in own if _is_marked(element)}
        self._parties = {
            party.element
            for party in model.parties
            if (_is_marked(party) if party.shared else party.listed and self.has(party.path))
        }
        for item in model.items:
            party = model.party_of(item)
            if party and party.element in self._parties:
                self._marked.add(item.path)

    def has(self, path: Path) -> bool:
        """Whether what is at a path is restricted, or what holds it."""
        return any(path[:length] in self._marked for length in range(1, len(path) + 1))

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        """What to remove: each element that is restricted, and each reference to one."""
        hidden = (
            link.reference.path
            for link in self._model.links
            if self._hides(link.target)
            or (link.occurrences and all(self.has(item.path) for item in link.occurrences))
        )
        return (*self._marked, *map(entry_of, hidden))

    @property
    def count(self) -> int:
        """The number of elements that are restricted."""
        own = (each for each in self._model.elements if not _is_shared(each))
        return sum(1 for element in own if self.has(element.path))

    def _hides(self, target: Target) -> bool:
        match target:
            case Entity():
                return all(self.has(item.path) for item in target.items)
            case Party():
                return target.element in self._parties
            case _:
                return self.has(target.path)


def _is_marked(element: Element) -> bool:
    return element.classification is Classification.RESTRICTED


def _is_shared(element: Element) -> bool:
    return isinstance(element, Party) and (element.shared or not element.listed)


def leave_out(data: bytes, tree: Value, paths: Iterable[Path]) -> bytes:
    """Remove what is at these paths from a file, and what would be empty or lack a key without it.

    Raises:
        PatchError: it cannot be done safely.
    """
    removed = set(paths)
    pending = list(removed)
    gone: defaultdict[Path, set[str | int]] = defaultdict(set)
    while pending:
        path = pending.pop()
        holder = path[:-1]
        gone[holder].add(path[-1])
        entries = value_at(tree, holder)
        size = len(entries) if isinstance(entries, MappingNode | ListNode) else 1
        is_empty = len(gone[holder]) == size
        if holder and holder not in removed and (is_empty or is_required(path, Grammar.MODEL)):
            removed.add(holder)
            pending.append(holder)
    outermost = (
        path for path in removed if not any(path[:length] in removed for length in range(1, len(path)))
    )
    return patch(data, [Remove(path) for path in outermost])


def entry_of(path: Path) -> Path:
    """The path of what has to go with a reference: the acceptance, or the source with its page."""
    if path[0] == "accepted_gaps":
        return path[:2]
    return path[:-1] if path[-1] == "id" else path
