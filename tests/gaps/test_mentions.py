"""A barrier without a target whose name holds that of a facilitator: the agenda asks about it."""

import json
from collections.abc import Sequence

import pytest

from barrierctl.library import find_gaps
from barrierctl.pipeline import load_bytes


def facts(barriers: Sequence[str], facilitators: Sequence[str]) -> list[str]:
    others = [{"name": f"Other {number}", "targets": "Cash"} for number in range(len(barriers))]
    blocks = {"facilitators": [*facilitators], "opportunities": ["Cash"], "barriers": [*barriers, *others]}
    stage = {"name": "A", **blocks}
    head = {"barrier_model": 1, "id": "m", "title": "M", "language": "en"}
    model = load_bytes(json.dumps({**head, "stages": [stage]}).encode()).model
    assert model is not None
    found = find_gaps(model)
    return [fact for finding in found if finding.rule == "barrier-without-target" for fact in finding.facts]


@pytest.mark.parametrize(
    ("barrier", "facilitator"),
    [
        ("Inspect web shops abroad", "Web shops"),
        ("Licences for webshops", "Webshop"),
        ("Huurwoningcontroles", "Woningcontrole"),
        ("WEB  SHOPS", "web shops"),
    ],
)
def test_name_is_found_anywhere_in_the_name_of_a_barrier(barrier: str, facilitator: str) -> None:
    assert facts([barrier], [facilitator]) == [f'does "{barrier}" target "{facilitator}"?']


@pytest.mark.parametrize("facilitator", ["Shops", "Web shop owners", "x" * 41])
def test_short_long_or_absent_name_is_not_found(facilitator: str) -> None:
    assert facts([f"Inspect web shops {'x' * 41}"], [facilitator]) == []


def test_mention_is_found_in_a_large_model() -> None:
    barriers = [f"Measure {number}" for number in range(400)]
    facilitators = [f"Supplier {number}" for number in range(400)]
    assert facts([*barriers, "Inspect web shops"], [*facilitators, "Web shops"]) == [
        'does "Inspect web shops" target "Web shops"?'
    ]
