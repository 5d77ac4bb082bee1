"""Defects of a whole model: each function changes all of it and returns the place."""

from typing import Any

from .clean import Draft, add
from .frame import OWNER
from .yaml_lines import Place


def no_plan(draft: Draft) -> Place:
    del draft.model["plan"]
    return draft.model, "title"


def plan_without_coordinator(draft: Draft) -> Place:
    del draft.model["plan"]["coordinator"]
    return draft.model["plan"], ""


def plan_without_evaluation(draft: Draft) -> Place:
    evaluation = draft.model["plan"]["evaluation"]
    del evaluation[draft.random.choice(["process", "outcome"])]
    return draft.model["plan"], ""


def no_links(draft: Draft) -> Place:
    for signal in _items(draft, "signals"):
        signal.pop("seen_by", None)
    return draft.model, "title"


def barrier_types_missing(draft: Draft) -> Place:
    for barrier in _items(draft, "barriers"):
        barrier["types"] = [kind for kind in barrier["types"] if kind != "criminal-law"]
    return draft.model, "title"


def mostly_repressive(draft: Draft) -> Place:
    return _mostly(draft, "repressive")


def mostly_preventive(draft: Draft) -> Place:
    return _mostly(draft, "preventive")


def _mostly(draft: Draft, approach: str) -> Place:
    for barrier in _items(draft, "barriers"):
        barrier["approach"] = [approach]
    return draft.model, "title"


def signals_of_one_category(draft: Draft) -> Place:
    for signal in _items(draft, "signals"):
        if "categories" in signal:
            signal["categories"] = ["social"]
    return draft.model, "title"


def barriers_not_prioritised(draft: Draft) -> Place:
    for barrier in _items(draft, "barriers"):
        barrier.pop("priority", None)
    return draft.model, "title"


def displacement_not_considered(draft: Draft) -> Place:
    for barrier in _items(draft, "barriers"):
        barrier.pop("side_effects", None)
    return draft.model, "title"


def side_effects_not_considered(draft: Draft) -> Place:
    displacement_not_considered(draft)
    draft.watch["side_effects"] = "It moves elsewhere."
    return draft.model, "title"


def barriers_in_one_stage(draft: Draft) -> Place:
    stage = draft.stage
    for number in range(3 * len(_items(draft, "barriers"))):
        barrier = add(draft, stage, "barriers", "Patrol")
        if number % 2:
            council = stage["partners"][0]["name"]
            barrier |= {"owner": council, "types": ["criminal-law"], "approach": ["repressive"]}
    return stage, "barriers"


def barriers_of_one_type(draft: Draft) -> Place:
    for barrier in _items(draft, "barriers"):
        barrier["types"] = ["information"]
    draft.watch["types"] = ["criminal-law", "economic", "legal"]
    return draft.model, "title"


def one_owner_for_most(draft: Draft) -> Place:
    for barrier in _items(draft, "barriers"):
        barrier["owner"] = OWNER
    return draft.model, "title"


def review_overdue(draft: Draft) -> Place:
    draft.model["review"]["last"] = "2026-01-14"
    return draft.model, "review"


def translation_missing(draft: Draft) -> Place:
    draft.model["translations"] = {"nl": {"title": "Een titel"}}
    return draft.model["translations"], "nl"


def never_reviewed(draft: Draft) -> Place:
    del draft.model["review"]
    return draft.model, "title"


def model_without_sources(draft: Draft) -> Place:
    _without_sources(draft.model)
    return draft.model, "title"


def _without_sources(part: Any) -> None:
    if isinstance(part, dict):
        part.pop("sources", None)
    for one in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _without_sources(one)


def _items(draft: Draft, block: str) -> list[dict[str, Any]]:
    columns = [*draft.model["stages"], draft.model["general"]]
    return [item for column in columns for item in column.get(block) or ()]
