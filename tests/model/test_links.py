"""What references mean: ids, names, aliases and places (format.md, "Reference")."""

from collections.abc import Callable

import pytest

from barrierctl.model.entities import Entity, Link
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Party, Stage
from barrierctl.pipeline import load_bytes

ModelOf = Callable[[str], BarrierModel]
TEXT = """barrier_model: 1
id: waste
title: Waste dumping
language: en
sources: [{id: report-2021, title: Waste in numbers}]
parties:
  - {id: fire, name: Fire service, aliases: [Firemen]}
  - {id: farm, name: Farmers}
stages:
  - name: Storing drums
    facilitators: [farm, Drivers]
    opportunities: [{name: Empty barns, id: barns}]
    signals: [Smell of solvents, Cash]
    partners: [fire]
    barriers:
      - {name: Check of barns, id: check, KEY: VALUE}
  - name: Dumping
    signals: [Cash]
    facilitators: [{party: farm, name: Farmers nearby}]
    barriers: [Patrols]
"""


def link(model_of: ModelOf, key: str, value: str) -> Link:
    (found,) = model_of(TEXT.replace("KEY: VALUE", f"{key}: {value}")).links_by(key)
    return found


def rules(key: str, value: str) -> list[str]:
    return [
        violation.rule
        for violation in load_bytes(TEXT.replace("KEY: VALUE", f"{key}: {value}").encode()).violations
    ]


@pytest.mark.parametrize(
    "written", ["fire", "Fire service", "FIRE  service", "firemen", "storing-drums/partners/fire-service"]
)
def test_party_is_found_by_id_name_alias_and_address(model_of: ModelOf, written: str) -> None:
    found = link(model_of, "owner", written)
    assert isinstance(found.target, Party)
    assert found.target.id == "fire"
    assert found.reference.text == written
    assert found.holder is not None
    assert found.holder.element == "check"


def test_unlisted_party_is_found(model_of: ModelOf) -> None:
    target = link(model_of, "addresses", "drivers").target
    assert isinstance(target, Party)
    assert (target.name, target.listed) == ("Drivers", False)


@pytest.mark.parametrize("written", ["barns", "empty BARNS", "storing-drums/opportunities/empty-barns"])
def test_entity_is_found_by_id_name_and_address(model_of: ModelOf, written: str) -> None:
    found = link(model_of, "targets", written)
    assert isinstance(found.target, Entity)
    assert found.target.element == "barns"


def test_name_means_all_items_of_an_entity_and_an_address_one(model_of: ModelOf) -> None:
    assert [item.stage for item in link(model_of, "targets", "Cash").occurrences] == [
        "storing-drums",
        "dumping",
    ]
    assert [item.stage for item in link(model_of, "targets", "dumping/signals/cash").occurrences] == [
        "dumping"
    ]


def test_party_as_target_means_its_facilitator_items(model_of: ModelOf) -> None:
    found = link(model_of, "targets", "farm")
    assert [item.address for item in found.occurrences] == [
        "storing-drums/facilitators/farmers",
        "dumping/facilitators/farmers-nearby",
    ]
    assert all(item.block == "facilitators" for item in found.occurrences)


def test_addresses_means_all_items_of_a_party(model_of: ModelOf) -> None:
    found = link(model_of, "addresses", "[Farmers nearby]")
    assert isinstance(found.target, Party)
    assert found.target.id == "farm"
    assert len(found.occurrences) == 2


def test_barrier_is_found_by_name(model_of: ModelOf) -> None:
    target = link(model_of, "fallback_for", "patrols").target
    assert isinstance(target, Entity)
    assert target.element == "dumping/barriers/patrols"


def test_source_is_found_by_id(model_of: ModelOf) -> None:
    assert link(model_of, "sources", "{id: report-2021, at: page 7}").target.element == "report-2021"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("owner", "barns"),
        ("owner", "Cash"),
        ("owner", "storing-drums"),
        ("targets", "fire"),
        ("targets", "check"),
        ("targets", "storing-drums/partners/fire-service"),
        ("fallback_for", "fire"),
        ("addresses", "report-2021"),
        ("sources", "fire"),
        ("party", "Drivers"),
        ("owner", "storing-drums/signals/cash"),
        ("targets", "storing-drums/signals/nothing"),
    ],
)
def test_reference_finds_only_the_kinds_of_its_key(key: str, value: str) -> None:
    assert rules(key, value) == ["unknown-reference"]


def test_id_takes_precedence_over_a_name() -> None:
    text = TEXT.replace("Smell of solvents", "barns").replace("KEY: VALUE", "targets: barns")
    opened = load_bytes(text.encode())
    assert opened.violations == ()
    assert opened.model is not None
    (found,) = opened.model.links_by("targets")
    assert found.target.element == "barns"


def test_list_gives_one_link_per_entry_in_order(model_of: ModelOf) -> None:
    model = model_of(TEXT.replace("KEY: VALUE", "helped_by: [farm, fire]"))
    links = tuple(model.links_by("helped_by"))
    assert [found.target.element for found in links] == ["farm", "fire"]
    holder = links[0].holder
    assert holder is not None
    assert tuple(model.links_of(holder, "helped_by", "owner")) == links
    assert tuple(model.links_of(holder, "owner")) == ()


def test_stages_and_plan(model_of: ModelOf) -> None:
    model = model_of(
        TEXT.replace(", KEY: VALUE", "")
        + "knowledge_gaps: [{name: Amounts, stages: [dumping, Storing drums], measures: Count drums}]\n"
        "plan: {coordinator: Mayor, agreed_with: fire,"
        " objectives: [{statement: Less, measures: [{name: Count drums}]}]}\n"
        "general: {partners: [Mayor]}\n"
        "accepted_gaps: [{rule: stage-without-signals, at: Dumping, reason: Later}]\n"
    )
    targets = [found.target for found in model.links_by("stages")]
    assert all(isinstance(target, Stage) for target in targets)
    assert [target.element for target in targets] == ["dumping", "storing-drums"]
    assert [
        (found.key, found.target.element)
        for found in model.links_by("measures", "coordinator", "agreed_with", "at")
    ] == [
        ("measures", "plan/less/count-drums"),
        ("at", "dumping"),
        ("coordinator", "general/partners/mayor"),
        ("agreed_with", "fire"),
    ]
