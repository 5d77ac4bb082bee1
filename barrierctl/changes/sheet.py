"""An items sheet against a model: the file with the changes of the sheet, and these in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from barrierctl.changes.arrangement import Arrangement
from barrierctl.changes.compare import NO_ENTRY, Base, Record, compare, records_of
from barrierctl.changes.edits import rename, set_keys
from barrierctl.changes.follow import follow
from barrierctl.changes.lists import New
from barrierctl.changes.plan import Plan, make_plan
from barrierctl.changes.words import CellError, Problem, Words
from barrierctl.importer.tables import SheetTable
from barrierctl.messages import is_error, render
from barrierctl.model.model import BarrierModel
from barrierctl.patching import Edit, Plain, SetValue, patch
from barrierctl.pipeline import LoadedModel, load_bytes
from barrierctl.resources.vocabulary import RESERVED_ID, Block
from barrierctl.selection import NO_CONTEXT, ModelContext
from barrierctl.source import read
from barrierctl.source.tree import MappingNode, Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a sheet does to a model.

    Attributes:
        data: the bytes of the file with the changes; unchanged if there are problems.
        changes: a line for each, stage by stage.
        notes: what was not taken over, and why.
        problems: what was changed on both sides, and what has to be decided first.
        loaded: the model in these bytes, if it was loaded already.
    """

    data: bytes
    changes: tuple[str, ...]
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    loaded: LoadedModel | None = None


def apply_sheet(
    data: bytes,
    loaded: LoadedModel,
    table: SheetTable,
    base: Base | None = None,
    context: ModelContext = NO_CONTEXT,
) -> Outcome:
    """Bring the changes of an items sheet into the file of its model.

    Args:
        data: the file of the model.
        loaded: the model in it, without errors.
        table: the items in the sheet.
        base: the items as they were exported; None if that is not known.
        context: what a configuration adds to the model.

    Raises:
        PatchError: the file cannot be edited safely.
    """
    model = _model(loaded)
    comparison = compare(model, table, base)
    words = Words(model, {column.id: column.label for column in comparison.columns})
    plan = make_plan(model, model.tree, comparison, table.rows, words)
    application, now = _Application(data, loaded, plan, words, context), dict[Path, Record]()
    if not plan.problems:
        now = application.apply()
    changes = [*plan.changes]
    for item, column, text in plan.cells:  # as people read them in the changed model
        old = comparison.records[item.element].cells[column].text
        new = now[item.path].cells.get(column, NO_ENTRY).text if item.path in now else text
        if new != old:
            changes.append(words.cell(item, column, old, new))
    return Outcome(
        data=data if plan.problems else application.data,
        changes=tuple(words.in_order(changes)),
        notes=tuple(plan.notes),
        problems=tuple(problem.text for problem in sorted(plan.problems, key=attrgetter("row"))),
        loaded=loaded if plan.problems else application.load(),
    )


def _model(loaded: LoadedModel) -> BarrierModel:
    if loaded.model is None:
        raise ValueError("the file is no model")
    return loaded.model


class _Application:
    """Makes the changes one kind after the other, so that each finds the paths of the file as it is then.

    Values come first. So references still mean what the sheet says before items are renamed and moved.
    """

    def __init__(
        self, data: bytes, loaded: LoadedModel, plan: Plan, words: Words, context: ModelContext
    ) -> None:
        self.data, self._loaded, self._loaded_from = data, loaded, data
        self._plan, self._words, self._context = plan, words, context

    def apply(self) -> dict[Path, Record]:
        """Make all changes in `data`; what goes wrong is added to the problems of the plan.

        Returns:
            The items, by the paths that they had before.
        """
        plan, model = self._plan, _model(self._loaded)
        self._patch(edit for item, values in plan.values for edit in set_keys(model.tree, item, values))
        before = _model(self.load())
        self._patch(edit for item, names in plan.names for edit in rename(before.tree, model, item, names))
        self._make_general()
        arrangement = self._arranged(model)
        try:
            self._patch(arrangement.edits())
        except CellError as error:
            plan.problems.append(Problem(0, str(error)))
            return {}
        now, places = _model(self.load()), arrangement.places()
        followed = follow(before, now, now.tree, places, self._words)
        plan.changes += followed.changes
        plan.problems += (Problem(0, text) for text in followed.problems)
        self._patch(followed.edits)
        if not plan.problems:
            errors = filter(is_error, self.load().violations)
            plan.problems += (Problem(0, render(each, "").sentence) for each in errors)
        by_path = {record.item.path: record for record in records_of(_model(self.load()))[1].values()}
        return {path: by_path[place] for path, place in places.items() if place in by_path}

    def load(self) -> LoadedModel:
        """Load the model as it is now."""
        if self._loaded_from != self.data:
            self._loaded, self._loaded_from = load_bytes(self.data, context=self._context), self.data
        return self._loaded

    def _patch(self, edits: Iterator[Edit] | Sequence[Edit]) -> None:
        if every := [*edits]:
            self.data = patch(self.data, every)

    def _make_general(self) -> None:
        """Make the place of items of the whole process with what is new there, if the file has none."""
        plan, tree = self._plan, read(self.data).tree
        if not isinstance(tree, MappingNode) or tree.get(RESERVED_ID):
            return
        made: dict[str, list[Plain]] = {}
        for token in plan.tokens:
            stage, block = (plan.moved | plan.added).get(token, ("", ""))
            if stage == RESERVED_ID:
                new = made.setdefault(str(block), [])
                if isinstance(token, New):
                    new.append(token.value)
                    del plan.added[token]
        if made:
            ordered = {block.value: made[block] or None for block in Block if block in made}
            self._patch([SetValue((RESERVED_ID,), ordered)])

    def _arranged(self, model: BarrierModel) -> Arrangement:
        """Put every item where the sheet has it."""
        plan, arrangement = self._plan, Arrangement(model, read(self.data).tree)
        for item in plan.removed:
            arrangement.remove(item.path)
        for token in plan.moved:
            arrangement.remove(token)
        for cell, tokens in plan.reordered:
            arrangement.reorder(cell, tokens)
        waiting = plan.moved | plan.added
        order = plan.tokens if plan.in_order else []
        for at, token in enumerate(plan.tokens):
            if token in waiting:
                # Before the next row that has its place already, and behind the row above.
                before = next((each for each in order[at + 1 :] if each not in waiting), None)
                arrangement.put(token, waiting[token], before, order[at - 1] if order and at else None)
        return arrangement
