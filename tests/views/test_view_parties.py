"""View `parties`: who does what, in the words of the model."""

from collections.abc import Callable

import pytest

from barrierctl.model.model import BarrierModel
from barrierctl.views.document import State, Table
from barrierctl.views.parties import parties

Rows = Callable[[Table], list[dict[str, list[str]]]]

MODEL = """\
barrier_model: 1
id: m
title: M
language: en
parties:
  - {id: customs, name: Customs, aliases: [Douane]}
  - {id: couriers, name: Couriers, commitment: possible}
  - {id: idle, name: Idle party}
stages:
  - name: Transport
    facilitators: [{party: couriers, name: Illegal couriers}]
    opportunities: [{party: couriers, name: Open parcel shops}]
    signals: [{name: Odd parcels, seen_by: customs, reported_to: Neighbours}]
    partners: [couriers, customs, Neighbours]
    barriers:
      - {name: Check parcels, owner: Douane, helped_by: couriers, addresses: Neighbours}
      - {name: Ban, owner: customs, status: dropped}
  - {name: Delivery, partners: [CUSTOMS]}
general: {partners: [customs]}
recommendations:
  - {domain: Detect, target_group: Authorities, items: [{text: Train customs., addresses: customs}]}
plan:
  coordinator: customs
  agreed_with: [customs, couriers]
  objectives:
    - statement: Fewer parcels
      measures:
        - name: Buy scanners
          owner: customs
          helped_by: customs
          activities: [{name: Tender, owner: couriers}]
  evaluation: {outcome: {method: Count, owner: Neighbours}}
"""


@pytest.fixture
def roles(model_of: Callable[[str], BarrierModel], rows: Rows) -> dict[str, dict[str, list[str]]]:
    return {row.pop("party")[0]: row for row in rows(parties(model_of(MODEL)))}


def test_every_party_has_a_row_listed_or_not_used_or_not(roles: dict[str, dict[str, list[str]]]) -> None:
    assert list(roles) == ["Customs", "Couriers", "Idle party", "Neighbours"]
    assert roles["Idle party"] == {}


def test_what_a_party_does_is_shown_with_its_stage(roles: dict[str, dict[str, list[str]]]) -> None:
    assert roles["Customs"] == {
        "partner": ["Transport", "Delivery", "General"],
        "owns": ["Check parcels (Transport)", "Ban (Transport) [dropped]"],
        "sees": ["Odd parcels (Transport)"],
        "recommendations": ["Train customs."],
        "plan": ["Coordinator", "Has agreed", "Buy scanners"],
    }
    assert roles["Neighbours"] == {
        "partner": ["Transport"],
        "addressed_by": ["Check parcels (Transport)"],
        "receives": ["Odd parcels (Transport)"],
        "plan": ["Evaluation"],
    }


def test_doubt_and_another_name_are_shown(roles: dict[str, dict[str, list[str]]]) -> None:
    assert roles["Couriers"] == {
        "facilitates": ["Transport, as Illegal couriers"],
        "partner": ["Transport [unconfirmed]"],
        "helps_with": ["Check parcels (Transport)"],
        "named_in": ["Open parcel shops (Transport)"],
        "plan": ["Has agreed", "Buy scanners"],
    }


def test_entries_lead_to_the_items(model_of: Callable[[str], BarrierModel]) -> None:
    table = parties(model_of(MODEL))
    row = table.rows[1]
    assert [entry.element for cell in row[:3] for entry in cell] == [
        "couriers",
        "transport/facilitators/illegal-couriers",
        "transport/partners/couriers",
    ]
    assert row[2][0].state is State.DOUBTFUL
