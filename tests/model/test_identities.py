"""Who and what is one, and what it is called (format.md, "Names, ids, elements")."""

from collections.abc import Callable

from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Facilitator, Partner
from barrierctl.resources.vocabulary import Block, Commitment, Sector, World

HEAD = "barrier_model: 1\nid: waste\ntitle: Waste dumping\nlanguage: en\n"
ModelOf = Callable[[str], BarrierModel]


def elements(model: BarrierModel) -> list[str]:
    return [item.element for item in model.items]


def test_item_without_id_gets_stage_block_and_slug_as_address(model_of: ModelOf) -> None:
    model = model_of(
        HEAD + "stages: [{name: Driving out, signals: [Lorries at Night!, {name: Smell, id: smell}]}]\n"
    )
    assert elements(model) == ["driving-out/signals/lorries-at-night", "smell"]
    assert model.items[1].address == "driving-out/signals/smell"


def test_items_of_one_name_get_the_first_free_number(model_of: ModelOf) -> None:
    model = model_of(HEAD + "stages: [{name: Go, signals: [Cash, Cash-2, Cash!, (Cash)]}]\n")
    assert elements(model) == [f"go/signals/{slug}" for slug in ("cash", "cash-2", "cash-3", "cash-4")]


def test_default_id_of_a_stage_avoids_written_ids(model_of: ModelOf) -> None:
    model = model_of(HEAD + "stages: [{name: General}, {name: Port}, {name: Port}, {name: Quay, id: port}]\n")
    assert [stage.id for stage in model.stages] == ["general-2", "port-2", "port-3", "port"]


def test_later_written_id_takes_precedence_over_a_default_one(model_of: ModelOf) -> None:
    text = (
        HEAD + "stages: [{name: Port, signals: [{name: Cranes, id: port}]}]\nparties: [{id: x, name: Port}]\n"
    )
    assert model_of(text).stages[0].id == "port-2"


def test_labels(model_of: ModelOf) -> None:
    model = model_of(
        HEAD + "parties: [{id: oig, name: Office of the inspector}]\n"
        "stages: [{name: Go, partners: [oig], facilitators: [{party: oig}],"
        " signals: [{party: oig, name: Ours}], opportunities: [As typed]}]\n"
    )
    assert [item.label for item in model.items] == [
        "Office of the inspector",
        "As typed",
        "Ours",
        "Office of the inspector",
    ]
    assert elements(model)[0] == "go/facilitators/office-of-the-inspector"
    assert [item.name for item in model.items] == [None, "As typed", "Ours", None]


def test_entity_has_items_in_several_stages(model_of: ModelOf) -> None:
    model = model_of(
        HEAD + "stages: [{name: A, signals: [Cash  flow]}, {name: B, signals: [cash FLOW, Smell]}]\n"
    )
    cash, smell = (entity for entity in model.entities if entity.block is Block.SIGNALS)
    assert (cash.name, [item.stage for item in cash.items]) == ("Cash  flow", ["a", "b"])
    assert (cash.element, smell.element) == ("a/signals/cash-flow", "b/signals/smell")
    assert model.entity_of(model.items[1]) is cash


def test_same_name_in_two_blocks_is_two_entities(model_of: ModelOf) -> None:
    model = model_of(HEAD + "stages: [{name: A, signals: [Cash], opportunities: [Cash]}]\n")
    assert [(entity.block, entity.name) for entity in model.entities] == [
        ("opportunities", "Cash"),
        ("signals", "Cash"),
    ]


def test_same_party_under_two_names_is_one_entity(model_of: ModelOf) -> None:
    model = model_of(
        HEAD + "parties: [{id: fire, name: Fire service, aliases: [Firemen]}]\n"
        "stages: [{name: A, partners: [{party: fire, name: The brigade}]}, {name: B, partners: [FIREMEN]},"
        " {name: C, partners: [the brigade]}]\n"
    )
    (entity,) = model.entities
    assert [item.label for item in entity.items] == ["The brigade", "FIREMEN", "the brigade"]
    (party,) = model.parties
    assert model.items_of(party) == entity.items
    assert model.items_of(party).partners == entity.items


def test_unlisted_parties_follow_the_listed_ones(model_of: ModelOf) -> None:
    model = model_of(
        HEAD + "parties: [{id: fire, name: Fire service}]\n"
        "stages: [{name: A, facilitators: [Farmers], partners: [Fire service]},"
        " {name: B, partners: [farmers, Mayor]}]\n"
    )
    assert [(party.name, party.listed) for party in model.parties] == [
        ("Fire service", True),
        ("Farmers", False),
        ("Mayor", False),
    ]
    farmers = model.parties[1]
    assert [(item.stage, item.block) for item in model.items_of(farmers)] == [
        ("a", "facilitators"),
        ("b", "partners"),
    ]


def test_facts_of_a_cell_override_those_of_the_party_there_only(model_of: ModelOf) -> None:
    model = model_of(
        HEAD + "parties: [{id: farm, name: Farmers, world: legal, sector: private, commitment: confirmed}]\n"
        "stages: [{name: A, facilitators: [{party: farm, world: criminal}]},"
        " {name: B, partners: [farm, {name: Mayor, sector: public}]}]\n"
    )
    facilitator, partner, mayor = model.items
    assert isinstance(facilitator, Facilitator)
    assert isinstance(partner, Partner)
    assert isinstance(mayor, Partner)
    there, here = model.facts_of(facilitator), model.facts_of(partner)
    assert (there.world, there.sector, there.commitment) == (
        World.CRIMINAL,
        Sector.PRIVATE,
        Commitment.CONFIRMED,
    )
    assert (here.world, here.sector) == (World.LEGAL, Sector.PRIVATE)
    assert model.facts_of(mayor).sector is Sector.PUBLIC


def test_unlisted_party_collects_the_facts_of_its_cells(model_of: ModelOf) -> None:
    model = model_of(
        HEAD + "stages: [{name: A, facilitators: [{name: Farmers, world: legal}]},"
        " {name: B, partners: [{name: farmers, sector: private}]}]\n"
    )
    (party,) = model.parties
    assert (party.facts.world, party.facts.sector) == (World.LEGAL, Sector.PRIVATE)


def test_item_of_another_block_can_be_a_party(model_of: ModelOf) -> None:
    model = model_of(
        HEAD + "parties: [{id: fire, name: Fire service}]\n"
        "stages: [{name: A, signals: [{party: fire}, Fire service]}]\n"
    )
    named, typed = model.items
    assert model.party_of(named) is model.parties[0]
    assert model.party_of(typed) is None


def test_paths_have_a_location(model_of: ModelOf) -> None:
    model = model_of(HEAD + "stages: [{name: A, signals: [Cash]}]\ngeneral: {barriers: [Law]}\n")
    cash, law = model.items
    place = model.location_of(cash)
    assert (place.element, place.stage, place.stage_name, place.block, place.name) == (
        "a/signals/cash",
        "a",
        "A",
        "signals",
        "Cash",
    )
    assert model.location_of(law).stage == "general"
    assert model.location_at(("stages", 0, "note")).stage == "a"
    assert model.location_at(("title",)).element is None
    assert (model.stage_name("a"), model.stage_name("general")) == ("A", None)
