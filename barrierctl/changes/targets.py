"""What a name in a cell refers to, and how the file writes that reference."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, TypeAlias

from barrierctl.changes.words import CellError, say
from barrierctl.messages import catalogue
from barrierctl.model.entities import Entity, Occurrences, Target
from barrierctl.model.model import BarrierModel
from barrierctl.model.references import MAY_NAME, Index
from barrierctl.model.types import Item
from barrierctl.names import fold
from barrierctl.patching import Plain
from barrierctl.text.spreadsheet import parted
from barrierctl.views.columns import in_stage

_OFTEN: Final = 2  # one reference in so many is by an id in a file that uses ids

Meant: TypeAlias = tuple[bool, str, tuple[str, ...]]
"""A target with the addresses of the items that are meant, so that two of them can be compared."""


def meant(target: Target, occurrences: Occurrences) -> Meant:
    """Say which target this is."""
    is_entity = isinstance(target, Entity)
    return is_entity, "" if is_entity else target.element, tuple(item.address for item in occurrences)


class Targets:
    """Finds what the names in cells refer to in a model.

    Args:
        model: as it is.
        new_names: the names of items that the sheet adds or renames: cells may refer to these too.
    """

    def __init__(self, model: BarrierModel, new_names: Iterable[str]) -> None:
        self._model, self._index = model, Index(model)
        self._new = {fold(name): name for name in new_names}

    def meant(self, key: str, text: str) -> Meant | None:
        """Say what a text under this key means; None if it means nothing or several things."""
        found = self._index.candidates(key, text)
        return meant(found[0].target, found[0].occurrences) if len(found) == 1 else None

    def parted(self, key: str, text: str) -> Iterator[str]:
        """Split the names in a cell; a line break separates names too, unless it is within one."""
        for entry in parted(text):
            is_one = "\n" not in entry or self._index.candidates(key, entry)
            yield from [entry] if is_one else filter(None, map(str.strip, entry.split("\n")))

    def reference(self, key: str, text: str, present: Sequence[str] = ()) -> str:
        """Choose how the file refers to what a text means: as the cell does already, or else as is usual.

        Args:
            key: of the reference.
            text: of the name in the cell.
            present: the references that the file has there.

        Raises:
            CellError: the text means nothing, or several things.
        """
        target = self.meant(key, text)
        if target is None and fold(text) in self._new and key != "party":
            return self._new[fold(text)]
        if target is None and (item := self._by_label_in_stage.get(fold(text))):
            text, target = item.address, self.meant(key, item.address)
        if target is None:
            raise CellError(self._why_not(key, text))
        usual = self._used.get(target, Counter())
        written = [*present, *([text] if text in usual else ()), *(used for used, _ in usual.most_common())]
        same = next((used for used in written if self.meant(key, used) == target), None)
        return same or (self._uses_ids and self._id_of(key, text)) or text

    def source(self, text: str) -> Plain:
        """Find a source by its id or title, with the place in it behind a comma or an `@`.

        Raises:
            CellError: there is no such source.
        """
        # The longest source comes first.
        cuts = [at for sign in "@," for at in range(len(text) - 1, 0, -1) if text[at] == sign]
        for name, place in ((text, ""), *((text[:at].strip(), text[at + 1 :].strip()) for at in cuts)):
            if found := self._index.candidates("sources", name):
                identity = str(getattr(found[0].target, "id", name))
                return {"id": identity, "at": place} if place else identity
        raise CellError(self._why_not("sources", text))

    def _why_not(self, key: str, text: str) -> str:
        if self._index.candidates(key, text):
            return say("cells.ambiguous", text=text)
        if parts := self._index.parts(key, text):
            return say("cells.parts", text=text, parts="; ".join(parts))
        unknown = say(f"cells.{'unlisted' if key == 'party' else 'unknown'}", text=text, wanted=MAY_NAME[key])
        near = self._index.guess(key, text)
        return f"{unknown} {catalogue().say('near', near=near)}" if near else unknown

    @cached_property
    def _used(self) -> Mapping[Meant, Counter[str]]:
        """The texts by which the file refers to each target."""
        used: defaultdict[Meant, Counter[str]] = defaultdict(Counter)
        for link in self._model.links:
            used[meant(link.target, link.occurrences)][link.reference.text] += 1
        return used

    @cached_property
    def _uses_ids(self) -> bool:
        texts = [(link.key, link.reference.text) for link in self._model.links]
        by_id = sum(self._id_of(key, text) == text for key, text in texts)
        return _OFTEN * by_id >= len(texts)

    def _id_of(self, key: str, text: str) -> str | None:
        """Return the id of what a text means; None if it has none, or if one place is meant among several."""
        ((target, _, occurrences, _),) = self._index.candidates(key, text)
        if not isinstance(target, Entity):
            return getattr(target, "id", None)
        return next((item.id for item in occurrences if item.id), None)

    @cached_property
    def _by_label_in_stage(self) -> Mapping[str, Item]:
        return {fold(in_stage(self._model, item)): item for item in reversed(self._model.items)}
