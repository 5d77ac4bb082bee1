"""A model from the layouts of sheets: its stages, the items in their blocks, and the parties among them."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, Final

from barrierctl.importer.cells import Part, Split, clean, is_in_brackets, split_cell
from barrierctl.importer.layout import STAGE_TEXTS, Filled, Layout, Stage
from barrierctl.importer.report import Report
from barrierctl.limits import MAX_NAME_LENGTH
from barrierctl.messages import catalogue, catalogues
from barrierctl.model.checks import placeholder_key
from barrierctl.names import FreeNames, fold, slug
from barrierctl.resources.vocabulary import BLOCKS, RESERVED_ID, Block
from barrierctl.sheets import Cell
from barrierctl.source.tree import Path

_ERROR: Final = re.compile(r"#(?:REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)")
_STRUCK: Final = re.compile(r"~~(.+)~~")
_MARKED: Final = re.compile(r"(.+?)\s*\[([^\[\]]+)\]")
_KEYS_OF_MARKS: Final = {
    "possible": ("commitment", "possible"),
    "unlikely": ("commitment", "unlikely"),
    "dropped": ("status", "dropped"),
    "assumed": ("certainty", "assumed"),
    "disputed": ("certainty", "disputed"),
}
_ORDER: Final = ("party", "name", "group", "commitment", "status", "note", "certainty")
_OF_BLOCK: Final[Mapping[str, set[str]]] = {
    Block.PARTNERS: {"certainty", "commitment"},
    Block.BARRIERS: {"certainty", "status"},
}
_OF_PARTIES: Final = (Block.FACILITATORS, Block.PARTNERS)


class Draft:
    """Collects what a model holds, and reports on it.

    Attributes:
        stages: with their items, as the file has them.
        general: the blocks of the whole process.
    """

    def __init__(self, report: Report, ways: Collection[Split], *, capitals: bool) -> None:
        """Begin an empty model; the arguments are those of `split_cell`."""
        self.stages: list[dict[str, Any]] = []
        self.general: dict[str, Any] = {}
        self._report, self._ways, self._capitals = report, ways, capitals
        self._cells: dict[str, Cell] = {}
        self._doubts: dict[Split, dict[str, Cell]] = defaultdict(dict)
        self._names: set[tuple[Path, str, str]] = set()
        self._placeholders: list[tuple[Cell, Path, str, str, str]] = []

    @property
    def items(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every item with its block."""
        for holder in (*self.stages, self.general):
            yield from ((block, item) for block in BLOCKS for item in holder.get(block) or ())

    def add(self, layout: Layout) -> None:
        """Add the stages and items of a sheet."""
        places: dict[Stage, Path] = {}
        for stage in layout.stages:
            places[stage] = (RESERVED_ID,) if stage.name is None else ("stages", len(self.stages))
            if stage.name is None:
                continue
            if len(stage.name) > MAX_NAME_LENGTH:
                self._report.ask("too_long", cell=stage.cell.address, most=MAX_NAME_LENGTH)
            if twin := self._cells.get(fold(stage.name)):
                self._report.ask("same_name", text=stage.name, cell=twin.address, other=stage.cell.address)
            self._cells[fold(stage.name)] = stage.cell
            texts = {key: " ".join(stage.texts.get(key, ())) for key in STAGE_TEXTS}
            held: dict[str, Any] = {"name": stage.name, "description": texts["description"]}
            held |= {block: [] for block in BLOCKS}
            held |= {"not_applicable": {}, "unknown": {}, "note": texts["note"]}
            self.stages.append({key: value for key, value in held.items() if value != ""})
        for filled in layout.filled:
            for stage in filled.stages:
                for block in filled.blocks:
                    self._add_cell(filled, places.get(stage, (RESERVED_ID,)), block)

    def _add_cell(self, filled: Filled, place: Path, block: str) -> None:
        cell = filled.cell
        if cell.struck and block != Block.BARRIERS:
            self._report.leave_out(cell, "struck")
            return
        is_barrier = block == Block.BARRIERS
        parts = split_cell(cell.text, self._ways, capitals=self._capitals, sentences=is_barrier)
        if parts.doubt:
            self._doubts[parts.doubt][cell.address] = cell
        if parts.decided:
            self._report.guess(parts.decided.value, (*place, block), cell.address)
        if parts.unsplit:
            self._report.guess("unsplit", (*place, block), cell.address)
        if len(filled.stages) > 1 or len(filled.blocks) > 1:
            self._report.guess("spans", (*place, block), cell.address, text=clean(cell.text))
        for part in parts.items:
            self._add_part(part, cell, place, block)

    def _holder(self, place: Path) -> dict[str, Any]:
        return self.general if place == (RESERVED_ID,) else self.stages[int(place[1])]

    def _add_part(self, part: Part, cell: Cell, place: Path, block: str) -> None:
        items: list[dict[str, Any]] = self._holder(place).setdefault(block, [])
        keys = _keys(part, block, struck=cell.struck)
        if fold(part.name) in _nothing():
            return  # so our own documents show an empty cell
        if _ERROR.fullmatch(part.name):
            self._report.leave_out(cell, "error", part.name)
        elif len(part.name) > MAX_NAME_LENGTH:
            self._report.ask("too_long", cell=cell.address, most=MAX_NAME_LENGTH)
        elif placeholder := _placeholder(part.name):
            self._placeholders.append((cell, place, block, *placeholder))
        elif (name := (place, block, fold(keys["name"]))) in self._names:
            self._report.leave_out(cell, "twice", part.name)
        else:
            for reason in ("brackets", "struck"):
                if catalogue().say(f"import.notes.{reason}") in keys.get("note", ""):
                    self._report.guess(reason, (*place, block, len(items)), keys["name"])
            self._names.add(name)
            items.append(keys)

    def finish(self) -> list[dict[str, Any]]:
        """Ask what is in doubt, note why blocks are empty, and give the parties of several cells."""
        for way, cells in self._doubts.items():
            points = [
                catalogue().say("import.in_cell", cell=cell.address, text=" / ".join(filter(None, lines)))
                for cell in cells.values()
                for lines in [[clean(line) for line in cell.text.split("\n")]]
            ]
            self._report.ask(way.value, points)
        for cell, place, block, name, reason in self._placeholders:
            holder = self._holder(place)
            if holder is self.general or holder[block]:
                self._report.leave_out(cell, "none")
            else:
                holder[name][block] = reason
        parties = self._join_parties()
        for holder in (*self.stages, self.general):
            for key in (*BLOCKS, "not_applicable", "unknown"):
                if isinstance(held := holder.get(key), list):
                    # As plain texts if they have names alone; a key without items is bare.
                    ordered = ({name: item[name] for name in _ORDER if name in item} for item in held)
                    holder[key] = [item if len(item) > 1 else item["name"] for item in ordered] or None
                elif not held:
                    holder.pop(key, None)
        return parties

    def _join_parties(self) -> list[dict[str, Any]]:
        met: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for block, item in self.items:
            if block in _OF_PARTIES:
                met[fold(_party_name(item))].append(item)
        ids = FreeNames([RESERVED_ID, *(slug(stage["name"]) for stage in self.stages)])
        parties = []
        for items in met.values():
            if len(items) > 1:
                name = min(
                    (_party_name(item) for item in items), key=lambda one: one != _party_name(items[0])
                )
                identity = slug(name)
                parties.append({"id": ids.take(identity if identity.isascii() else "party"), "name": name})
                for item in items:
                    if fold(str(item["name"])) != fold(name):
                        item["party"] = parties[-1]["id"]
        return parties


def _party_name(item: Mapping[str, Any]) -> str:
    """The name of the party that an item is about, without the brackets around it."""
    name = str(item["name"])
    return name[1:-1].strip() if is_in_brackets(name) else name


def _keys(part: Part, block: str, *, struck: bool) -> dict[str, Any]:
    """The keys of an item, as its cell says them."""
    bare = _STRUCK.fullmatch(part.name)
    name = bare[1] if bare else part.name
    marks: dict[str, str] = {}
    if found := _MARKED.fullmatch(name):  # a view puts marks behind a name
        words = found[2].split(",")
        marks = dict(mark for word in words if (mark := _marks().get(word.strip())))
        is_name = len(marks) < len(words) or not marks.keys() <= _OF_BLOCK.get(block, {"certainty"})
        name, marks = (name, {}) if is_name else (found[1], marks)
    keys: dict[str, Any] = {"name": name, **marks}
    say, notes = catalogue().say, list[str]()
    if part.heading and block == Block.BARRIERS:
        keys["group"] = part.heading
    elif part.heading and not name.startswith(part.heading):
        notes.append(say("import.notes.heading", text=part.heading))
    if block == Block.PARTNERS and is_in_brackets(name) and "commitment" not in keys:
        keys["commitment"] = "possible"
        notes.append(say("import.notes.brackets"))
    if (struck or bare) and block == Block.BARRIERS and "status" not in keys:
        keys["status"] = "dropped"
        notes.append(say("import.notes.struck"))
    return keys | ({"note": " ".join(notes)} if notes else {})


def _placeholder(text: str) -> tuple[str, str] | None:
    """The key of a stage that a text such as "N/A" means, and the reason; None if it is an item."""
    for key, before, behind in _reasons():
        if text.startswith(before) and text.endswith(behind) and len(text) > len(before + behind):
            return key, text[len(before) : len(text) - len(behind)]
    key = placeholder_key(text.removeprefix("#"))
    return (key, text) if key else None


@cache
def _marks() -> dict[str, tuple[str, str]]:
    return {words.say(f"views.{word}"): key for words in catalogues() for word, key in _KEYS_OF_MARKS.items()}


@cache
def _nothing() -> frozenset[str]:
    return frozenset(fold(words.say("exports.nothing")) for words in catalogues())


@cache
def _reasons() -> tuple[tuple[str, str, str], ...]:
    """What is before and behind the reason for an empty block, by the key, in any language."""
    texts = (
        (key, clean(words.say(f"views.{key}", reason="|")).partition("|"))
        for words in catalogues()
        for key in ("not_applicable", "unknown")
    )
    return tuple((key, before, behind) for key, (before, _, behind) in texts)
