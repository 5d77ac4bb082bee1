"""View `recommendations`: by domain and target group, with what they rest on by name."""

from collections.abc import Callable

from barrierctl.model.model import BarrierModel
from barrierctl.views.document import Table
from barrierctl.views.recommendations import recommendations

Rows = Callable[[Table], list[dict[str, list[str]]]]

MODEL = """\
barrier_model: 1
id: m
title: M
language: en
sources: [{id: paper, title: The paper}]
parties: [{id: customs, name: Customs}]
stages:
  - {name: Ordering, barriers: [{name: Ban, id: ban}]}
  - {name: Transport, barriers: [Ban]}
recommendations:
  - domain: Detect more
    target_group: Authorities
    items:
      - {text: Train customs., addresses: customs, sources: [{id: paper, at: "3.4"}]}
      - {text: Forbid it., barriers: [ban, transport/barriers/ban]}
  - {domain: Engage suppliers, target_group: Companies, items: []}
"""


def test_a_row_a_recommendation_with_its_group(model_of: Callable[[str], BarrierModel], rows: Rows) -> None:
    group = {"domain": ["Detect more"], "target_group": ["Authorities"]}
    shown = rows(recommendations(model_of(MODEL)))
    assert shown == [
        {**group, "text": ["Train customs."], "addresses": ["Customs"], "sources": ["The paper, 3.4"]},
        {**group, "text": ["Forbid it."], "barriers": ["Ban", "Ban (Transport)"]},
        {"domain": ["Engage suppliers"], "target_group": ["Companies"]},
    ]
