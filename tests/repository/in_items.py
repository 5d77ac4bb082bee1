"""Defects of single items, of the plan and of names: each function adds one and returns its place."""

from .clean import Draft, add, advice, forget, measure, objective
from .frame import OWNER
from .yaml_lines import Bare, Node, Place


def items_not_classified(draft: Draft) -> Place:
    block, noun = draft.random.choice([("signals", "Noise"), ("opportunities", "Tunnel")])
    add(draft, draft.stage, block, noun, seen_by=[OWNER] if block == "signals" else None)
    return draft.model, "title"


def legal_basis_needed(draft: Draft) -> Place:
    return add(draft, draft.stage, "barriers", "Ban", legal_basis={"status": "needed"}), ""


def priorities_incomplete(draft: Draft) -> Place:
    priority: Node | None = draft.random.choice([None, {"impact": 2}])
    return add(draft, draft.stage, "barriers", "Camera", priority=priority), ""


def party_named_as_barrier(draft: Draft) -> Place:
    stage = draft.stage
    item = add(draft, stage, "barriers", "Camera")
    forget(draft, [item["name"]])
    item["name"] = Bare(stage["partners"][0]["name"])
    advice(draft)["barriers"].append(str(item["name"]))
    return item, ""


def objective_not_measurable(draft: Draft) -> Place:
    node = objective(draft.name("Objective"), [measure(draft.name("Measure"), ["Watch"])])
    del node[draft.random.choice(["indicator", "target", "due"])]
    draft.model["plan"]["objectives"].append(node)
    return node, ""


def objective_without_measures(draft: Draft) -> Place:
    node = objective(draft.name("Objective"), [])
    del node["measures"]
    draft.model["plan"]["objectives"].append(node)
    return node, ""


def measure_without_owner(draft: Draft) -> Place:
    check, course = draft.stage["barriers"][:2]
    node = _measure(draft, owner=None)
    node["barriers"] = [check["name"], course["name"]]
    return node, ""


def measure_without_date(draft: Draft) -> Place:
    return _measure(draft, due=None), ""


def measure_overdue(draft: Draft) -> Place:
    node = _measure(draft)
    if draft.random.random() < 0.5:
        node["due"] = "2027-01-14"
        return node, ""
    late = {"name": draft.name("Activity"), "due": "2026-12-31", "status": "in-progress"}
    node["activities"] = [late]
    return late, ""


def measure_not_linked(draft: Draft) -> Place:
    return _measure(draft, barriers=None), ""


def _measure(draft: Draft, **values: str | None) -> Node:
    made = measure(draft.name("Measure"), ["Watch"]) | values
    kept = {key: value for key, value in made.items() if value is not None}
    draft.model["plan"]["objectives"][0]["measures"].append(kept)
    return kept


def agreed_barrier_without_measure(draft: Draft) -> Place:
    return add(draft, draft.stage, "barriers", "Camera", status="agreed"), ""


def recommendation_without_barrier(draft: Draft) -> Place:
    node = {"text": f"{draft.name('Look into it')}."}
    draft.model["recommendations"][0]["items"].append(node)
    return node, ""


def barrier_in_no_recommendation(draft: Draft) -> Place:
    item = add(draft, draft.stage, "barriers", "Camera")
    advice(draft)["barriers"].remove(item["name"])
    return item, ""


def items_without_source(draft: Draft) -> Place:
    del draft.stage["sources"]
    return draft.model, "title"


def disputed_or_assumed(draft: Draft) -> Place:
    stage = draft.stage
    certainty = draft.random.choice(["assumed", "disputed"])
    add(draft, stage, "opportunities", "Tunnel", categories=["shielding"], certainty=certainty)
    return stage, "name"


def open_knowledge_gap(draft: Draft) -> Place:
    node = {"name": draft.name("What they earn")}
    draft.model["knowledge_gaps"].append(node)
    return node, ""


def unused_acceptance(draft: Draft) -> Place:
    return _acceptance(draft), "rule"


def expired_acceptance(draft: Draft) -> Place:
    return _acceptance(draft, until="2027-01-14"), "rule"


def _acceptance(draft: Draft, **values: str) -> Node:
    made = {"rule": "stage-with-one-partner", "at": draft.stage["name"], "reason": "Talks go on.", **values}
    draft.model.setdefault("accepted_gaps", []).append(made)
    return made


def acceptance_without_reason(draft: Draft) -> Place:
    item = add(draft, draft.stage, "signals", "Noise", categories=["physical"], seen_by=[OWNER])
    draft.comments[id(item)] = "barrierctl: ignore[signal-nobody-sees]"
    return item, ""


def similar_items(draft: Draft) -> Place:
    stage = draft.stage
    like = stage["opportunities"][0]["name"].replace("Cellar", "Cellars")
    return _opportunity(draft, stage, like), ""


def party_written_twice(draft: Draft) -> Place:
    stage = draft.stage
    item = add(draft, stage, "partners", "Bank", sector="private")
    like = stage["partners"][1]["name"].replace("Bank", "Banks")
    draft.watch["helped_by"][-1] = item["name"] = like
    return item, ""


def several_items_in_one(draft: Draft) -> Place:
    return _opportunity(draft, draft.stage, f"{draft.name('Tunnel')}; {draft.name('attic')}"), ""


def cut_off_name(draft: Draft) -> Place:
    return _opportunity(
        draft, draft.stage, f"{draft.name('Tunnel')} {draft.random.choice(['and', 'of', '('])}"
    ), ""


def restricted_name_in_public_text(draft: Draft) -> Place:
    hidden = add(draft, draft.stage, "opportunities", "Tunnel", categories=["shielding"])
    hidden["classification"] = "restricted"
    signal = add(draft, draft.stage, "signals", "Noise", categories=["physical"], seen_by=[OWNER])
    signal["note"] = f"Heard at the end of {hidden['name']}."
    return signal, ""


def _opportunity(draft: Draft, stage: Node, name: str) -> Node:
    item = add(draft, stage, "opportunities", "Tunnel", categories=["shielding"])
    draft.watch["targets"][-1] = item["name"] = name
    return item


def duplicate_item(draft: Draft) -> Place:
    stage = draft.stage
    twin = {"name": stage["signals"][0]["name"].upper()}
    stage["signals"].append(twin)
    return twin, "name"


def conflicting_party(draft: Draft) -> Place:
    """Name one party in two stages, the second time with another industry."""
    first, *_, last = draft.model["stages"][:3]
    twin = {**first["facilitators"][0], "industry": "ict"}
    last["facilitators"].append(twin)
    return twin, ""


def text_cut_by_comment(draft: Draft) -> Place:
    item = add(draft, draft.stage, "signals", "Lorry", categories=["logistical"], seen_by=[OWNER])
    item["name"] = Bare(f"{item['name']} #2")
    return item, "name"
