"""Defects of stages and of links within them: each function adds one and returns its place."""

from .clean import Draft, add, add_stage, forget
from .yaml_lines import Node, Place


def stage_empty(draft: Draft) -> Place:
    stage: Node = {"name": draft.name("Step")}
    draft.model["stages"].append(stage)
    return stage, "name"


def stage_without_barriers(draft: Draft) -> Place:
    return _emptied(draft, "barriers")


def stage_without_partners(draft: Draft) -> Place:
    return _emptied(draft, "partners")


def stage_without_signals(draft: Draft) -> Place:
    return _emptied(draft, "signals")


def stage_without_facilitators(draft: Draft) -> Place:
    return _emptied(draft, "facilitators")


def stage_without_opportunities(draft: Draft) -> Place:
    stage = add_stage(draft)
    for barrier in stage["barriers"]:
        barrier["targets"] = [stage["facilitators"][0]["name"]]
    return _emptied(draft, "opportunities", stage)


def _emptied(draft: Draft, block: str, stage: Node | None = None) -> Place:
    """Leave one block of a stage empty or out."""
    stage = stage or add_stage(draft)
    names = [item["name"] for item in stage[block]]
    stage[block] = None
    forget(draft, names)
    if draft.random.random() < 0.5:
        return stage, block
    del stage[block]
    return stage, "name"


def stage_with_unconfirmed_partners_only(draft: Draft) -> Place:
    stage = add_stage(draft)
    # Its owner is one of them, which would be another gap.
    forget(draft, [stage["barriers"].pop()["name"]])
    for partner in stage["partners"]:
        partner["commitment"] = "possible"
    return stage, "partners"


def stage_with_one_partner(draft: Draft) -> Place:
    stage = add_stage(draft)
    forget(draft, [stage["partners"].pop()["name"]])
    return stage, "partners"


def stage_without_public_partner(draft: Draft) -> Place:
    stage = add_stage(draft)
    for partner in stage["partners"]:
        partner["sector"] = draft.random.choice(["private", "society"])
    for barrier in stage["barriers"]:
        barrier["owner"] = stage["partners"][0]["name"]
    return stage, "partners"


def barrier_without_owner(draft: Draft) -> Place:
    return add(draft, draft.stage, "barriers", "Camera", owner=None), ""


def owner_not_partner(draft: Draft) -> Place:
    stage = draft.stage
    stranger = draft.another(stage)["partners"][0]["name"]
    return add(draft, stage, "barriers", "Camera", owner=stranger), ""


def owner_doubtful(draft: Draft) -> Place:
    stage = draft.stage
    partner = add(draft, stage, "partners", "Club", sector="society", commitment="possible")
    return add(draft, stage, "barriers", "Camera", owner=partner["name"]), ""


def addressee_not_partner(draft: Draft) -> Place:
    stage = draft.stage
    stranger = draft.another(stage)["partners"][0]["name"]
    return add(draft, stage, "barriers", "Letter", addresses=[stranger]), ""


def barrier_without_target(draft: Draft) -> Place:
    return add(draft, draft.stage, "barriers", "Camera", targets=None), ""


def barrier_away_from_its_target(draft: Draft) -> Place:
    stage = draft.stage
    target = draft.another(stage)["opportunities"][0]["name"]
    return add(draft, stage, "barriers", "Camera", targets=[target]), ""


def opportunity_without_barrier(draft: Draft) -> Place:
    item = add(draft, draft.stage, "opportunities", "Tunnel", categories=["shielding"])
    forget(draft, [item["name"]])
    return item, ""


def facilitator_without_barrier(draft: Draft) -> Place:
    item = add(draft, draft.stage, "facilitators", "Notary", world="legal", awareness="knowing")
    forget(draft, [item["name"]])
    return item, ""


def signal_nobody_sees(draft: Draft) -> Place:
    return add(draft, draft.stage, "signals", "Noise", categories=["physical"]), ""


def partner_without_role(draft: Draft) -> Place:
    item = add(draft, draft.stage, "partners", "School", sector="public")
    forget(draft, [item["name"]])
    return item, ""


def signal_without_recipient(draft: Draft) -> Place:
    stage = draft.stage
    seen = {"categories": ["physical"], "seen_by": [stage["partners"][1]["name"]]}  # the bank: no authority
    return add(draft, stage, "signals", "Noise", **seen, reported_to=None), ""


def partner_unlikely_to_cooperate(draft: Draft) -> Place:
    stage = draft.stage
    doubt: Node = draft.random.choice(
        [{"world": "criminal"}, {"awareness": "knowing"}, {"commitment": "unlikely"}]
    )
    item = add(draft, stage, "partners", "Club", sector="society", **doubt)
    forget(draft, [item["name"]])
    stage["signals"][0]["seen_by"].append(item["name"])
    return item, ""


def no_fallback(draft: Draft) -> Place:
    return add(draft, draft.stage, "partners", "Club", sector="society", commitment="unlikely"), ""


def exchange_impossible(draft: Draft) -> Place:
    never = {"status": "impossible"}
    return add(draft, draft.stage, "partners", "Club", sector="society", information_exchange=never), ""


def party_unused(draft: Draft) -> Place:
    party = {"id": "museum", "name": "Museum"}
    draft.model.setdefault("parties", []).append(party)
    return party, ""
