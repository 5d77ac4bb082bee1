"""The repository: fifty models from one seed, with three hundred defects."""

from collections.abc import Callable, Iterator
from random import Random
from types import ModuleType
from typing import TypeAlias

from . import errors, in_items, in_stages, in_whole_models
from .clean import Draft, clean
from .yaml_lines import Place

Kind: TypeAlias = Callable[[Draft], Place]


def kinds(*modules: ModuleType) -> list[Kind]:
    """The defects of these modules, in order."""
    return [
        one
        for module in modules
        for name, one in vars(module).items()
        if callable(one) and getattr(one, "__module__", "") == module.__name__ and not name.startswith("_")
    ]


def rule_of(kind: Kind) -> str:
    """The rule that reports this defect."""
    return str(getattr(kind, "__name__", "")).replace("_", "-")


PART_DEFECTS = [
    kind for kind in kinds(in_stages, in_items) if kind is not in_items.restricted_name_in_public_text
]
WHOLE_DEFECTS = kinds(in_whole_models)
ERRORS = kinds(errors)

_EXCLUDED_BY = {
    "no-plan": "objective measure agreed",
    "model-without-sources": "items-without-source",
    "no-links": "signal-nobody-sees signal-without-recipient",
    "barriers-not-prioritised": "priorities-incomplete",
    "one-owner-for-most": "barrier-without-owner",
}
"""Prefixes of rules that stay silent in a model with this defect of the whole."""


CORRUPTIONS = {
    "newer-format": ("barrier_model", b"barrier_model: 1", b"barrier_model: 2"),
    "not-utf-8": ("title", b"A generated model", b"Un mod\xe8le"),
    "yaml-syntax": ("language", b"language: en", b"language: [en"),
    "yaml-too-deep": ("language", b"language: en", b"language: " + b"[" * 101 + b"]" * 101),
}
"""Edits that make a file unreadable, so that nothing else is reported: key of the line, bytes, new bytes."""


def add_defect(draft: Draft, kind: Kind) -> None:
    """Add a defect to a model."""
    place = kind(draft)
    draft.known.append((rule_of(kind), place))


def is_applicable(draft: Draft, kind: Kind, whole: str) -> bool:
    """Whether a defect is reported apart from the others of a model with that defect of the whole."""
    shut_out = tuple(_EXCLUDED_BY.get(whole, "-").split(" "))
    return rule_of(kind) not in {rule for rule, _ in draft.known} and not rule_of(kind).startswith(shut_out)


def _with_gaps(path: str, random: Random, turn: list[Kind], whole: Kind) -> Draft:
    draft = clean(path, random)
    for _ in range(5):
        chosen = next(kind for kind in turn if is_applicable(draft, kind, rule_of(whole)))
        turn.remove(chosen)
        turn.append(chosen)
        add_defect(draft, chosen)
    add_defect(draft, whole)
    return draft


def repository(seed: int) -> Iterator[Draft]:
    """Forty models with six defects, two that hold secrets, four with errors, four that cannot be read."""
    random = Random(seed)  # noqa: S311 (no secret depends on it)
    turn = random.sample(PART_DEFECTS, len(PART_DEFECTS))
    wholes = [WHOLE_DEFECTS[number % len(WHOLE_DEFECTS)] for number in range(40)]
    for number, whole in enumerate(random.sample(wholes, 40)):
        yield _with_gaps(f"open/{number:02}.barrier.yaml", random, turn, whole)
    for number in range(2):
        secret = in_items.restricted_name_in_public_text
        yield _with_gaps(f"secret/{number:02}.barrier.yaml", random, turn, secret)
    for number in range(4):
        draft = clean(f"broken/{number:02}.barrier.yaml", random)
        for kind in random.sample(ERRORS, 11):
            add_defect(draft, kind)
        yield draft
    for rule, (key, *ruin) in CORRUPTIONS.items():
        draft = clean(f"ruined/{rule}.barrier.yaml", random)
        draft.ruin = (ruin[0], ruin[1])
        draft.known.append((rule, (draft.model, key)))
        yield draft
