"""Cells of a sheet as people type them, and the values of a file that they mean."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias

from barrierctl.changes.elements import stage_ids
from barrierctl.changes.lists import Entry, New
from barrierctl.changes.targets import Targets
from barrierctl.changes.words import CellError, say
from barrierctl.messages import catalogue, value_of
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Item, Reference
from barrierctl.names import fold
from barrierctl.patching import Plain
from barrierctl.resources.vocabulary import LISTS, Block
from barrierctl.source.decode import control_characters
from barrierctl.source.tree import ListNode, MappingNode, Value
from barrierctl.text.spreadsheet import parted, reading
from barrierctl.views.columns import CLOSED_LISTS, Attributes, attribute, block_label
from barrierctl.views.document import Column
from barrierctl.views.translations import own_column

_TEXTS: Final = ("aliases", "competences", "tags")
_REFERENCES: Final = ("seen_by", "reported_to", "helped_by", "addresses", "targets", "fallback_for")
_SEVERAL: Final = ("types", "approach", "categories")
_SCORES: Final = ("priority.feasibility", "priority.efficiency", "priority.impact")
_CATEGORIES: Final = {Block.OPPORTUNITIES: "opportunity-category", Block.SIGNALS: "signal-category"}


class ListValue(NamedTuple):
    """What a key is to hold: for each entry, its index as it is or a new value; and all the values."""

    entries: tuple[Entry, ...]
    values: tuple[Plain, ...]


Meaning: TypeAlias = "Plain | ListValue"
"""What a cell means; None or no entries if the key is to go."""


class _Present(NamedTuple):
    """An entry of the file, with what a cell may show for it."""

    at: int
    value: Plain
    readings: frozenset[str]


class Cells:
    """Finds what the cells of items mean in a model.

    Args:
        model: as it is.
        columns: of the items.
        new_names: the names of items that the sheet adds or renames.
    """

    def __init__(self, model: BarrierModel, columns: Iterable[Column], new_names: Iterable[str]) -> None:
        self._model = model
        self._columns = {column.id: column for column in columns}
        self._targets = Targets(model, new_names)
        self._attributes = Attributes(model)

    def stage(self, text: str) -> str:
        """Find the id of the stage with this id or name; `general` for the whole process."""
        found = stage_ids(self._model, text)
        if not found:
            names = [*(stage.name for stage in self._model.stages), catalogue().say("views.general")]
            raise CellError(say("cells.stage", text=text) + catalogue().did_you_mean(text, names))
        if len(found) > 1:
            raise CellError(say("cells.ambiguous", text=text))
        return found[0]

    def block(self, text: str) -> Block:
        """Find the block with this label."""
        labels = {block: block_label(self._model, block) for block in Block}
        own = next((block for block, label in labels.items() if fold(text) == fold(label)), None)
        if found := own or value_of("block", text, Block):
            return Block(found)
        raise CellError(say("cells.block", text=text, names=[*labels.values()]))

    def meaning(
        self, column: str, text: str, block: Block, item: Item | None = None, node: Value = None
    ) -> Meaning:
        """Find what a cell means.

        Args:
            column: its id.
            text: of the cell; empty if the value is to go.
            block: of the item, as the sheet has it.
            item: that the row is about; None if it is new.
            node: what the file has there.

        Raises:
            CellError: it means nothing, or several things.
        """
        text = text.strip()
        if any(True for line in text.split("\n") for _ in control_characters(line)):
            raise CellError(say("cells.control"))
        if text:
            self.check_block(column, block)
        column = own_column(column)
        if column in (*_TEXTS, *_SEVERAL):
            choose = self._choose(column, block) if column in _SEVERAL else str
            return _compared(_present_texts(node), parted(text), choose)
        if column in _REFERENCES:
            present, names = self._present_references(column, item), self._targets.parted(column, text)
            written = [str(entry.value) for entry in present]
            return _compared(present, names, lambda name: self._targets.reference(column, name, written))
        if column == "sources":
            return _compared(self._present_sources(item, node), parted(text), self._targets.source)
        if not text:
            return None
        if column in ("owner", "party"):
            parties = parted(text) if column == "owner" else [text]
            if len(parties) > 1:
                raise CellError(say("cells.owners", text=text))
            present = self._present_references(column, item)
            found = _compared(present, parties, lambda name: self._targets.reference(column, name))
            return str(found.values[0])
        if column in CLOSED_LISTS:
            return self._choose(column, block)(text)
        return _score(text) if column in _SCORES else text

    def check_block(self, column: str, block: Block) -> None:
        """Refuse a value in a column that the items of a block do not have."""
        blocks, label = self._columns[column].blocks, block_label(self._model, block)
        if blocks and label not in blocks:
            raise CellError(say("cells.no_column", kind=block.value, column=self._columns[column].label))

    def _choose(self, column: str, block: Block) -> Callable[[str], str]:
        """Return a function that finds the value of a closed list by its label."""
        name = _CATEGORIES.get(block, "") if column == "categories" else CLOSED_LISTS[column][0]
        values = LISTS[name] if name else ()

        def choose(text: str) -> str:
            if found := value_of(name, text, values):
                return str(found)
            labels = [catalogue().label(name, value) for value in values]
            raise CellError(say("cells.choice", text=text, names=labels))

        return choose

    def _present_references(self, column: str, item: Item | None) -> list[_Present]:
        given = attribute(item, column)
        references = given if isinstance(given, tuple) else (given,) if isinstance(given, Reference) else ()
        named = self._attributes.names(column, references)
        return [
            _Present(_index(each), each.text, frozenset(map(reading, (each.text, entry.text))))
            for each, entry in zip(references, named, strict=True)
        ]

    def _present_sources(self, item: Item | None, node: Value) -> list[_Present]:
        entries, present = node if isinstance(node, ListNode) else [node], []
        for use in item.sources if item else ():
            (named,) = self._attributes.names("sources", [use.source])
            shown = f"{named.text}, {use.at}" if use.at else named.text
            typed = f"{use.source.text} @ {use.at}" if use.at else use.source.text
            index = _index(use.source)
            present.append(_Present(index, plain(entries[index]), frozenset(map(reading, (shown, typed)))))
        return present


def plain(value: Value) -> Plain:
    """Return a value of the file without its positions."""
    if isinstance(value, MappingNode):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, ListNode) else value


def _index(reference: Reference) -> int:
    """Return the index of a reference in its list, where a source may have keys; 0 if it is alone."""
    *_, before, last = reference.path
    at = before if last == "id" else last
    return at if isinstance(at, int) else 0


def _present_texts(node: Value) -> list[_Present]:
    """List the texts that the file has."""
    entries = node if isinstance(node, ListNode) else [node]
    texts = ((index, entry) for index, entry in enumerate(entries) if entry is not None)
    return [_Present(index, plain(entry), frozenset([reading(str(entry))])) for index, entry in texts]


def _compared(
    present: Sequence[_Present], names: Iterable[str], value_of: Callable[[str], Plain]
) -> ListValue:
    """Compare the entries in a cell with those of the file: first as they read, then by what they mean."""
    left, entries, values = [*present], list[Entry](), list[Plain]()
    for name in names:
        same = next((each for each in left if reading(name) in each.readings), None)
        value = same.value if same else value_of(name)
        same = same or next((each for each in left if each.value == value), None)
        if same:
            left.remove(same)
        elif value in values:
            continue  # the same name twice
        entries.append(same.at if same else New(value))
        values.append(value)
    return ListValue(tuple(entries), tuple(values))


def _score(text: str) -> int:
    value = reading(text)
    if value not in "12345" or len(value) != 1:
        raise CellError(say("cells.score", text=text))
    return int(value)
