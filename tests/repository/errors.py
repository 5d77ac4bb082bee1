"""Errors, which make a model invalid: each function adds one and returns its place."""

from .clean import Draft, add, measure
from .frame import OWNER
from .yaml_lines import Again, Bare, Node, Place


def unknown_key(draft: Draft) -> Place:
    stage = draft.stage
    stage["remarks"] = "None"
    return stage, "remarks"


def missing_key(draft: Draft) -> Place:
    source = {"id": "figures", "kind": "data"}
    draft.model["sources"].append(source)
    return source, ""


def wrong_type(draft: Draft) -> Place:
    item = add(draft, draft.stage, "signals", "Noise", seen_by=[OWNER], description=12)
    return item, "description"


def value_not_allowed(draft: Draft) -> Place:
    return add(draft, draft.stage, "signals", "Noise", categories=["finacial"]), "categories"


def bad_format(draft: Draft) -> Place:
    node = measure(draft.name("Measure"), ["Watch"]) | {"due": "next summer"}
    draft.model["plan"]["objectives"][0]["measures"].append(node)
    return node, "due"


def unknown_reference(draft: Draft) -> Place:
    return add(draft, draft.stage, "barriers", "Camera", owner=draft.name("Nobody")), "owner"


def ambiguous_reference(draft: Draft) -> Place:
    stage = draft.stage
    opportunity = add(draft, stage, "opportunities", "Tunnel")
    draft.watch["targets"].pop()
    stage["signals"].append({"name": opportunity["name"]})
    return add(draft, stage, "barriers", "Camera", targets=[opportunity["name"]]), "targets"


def duplicate_id(draft: Draft) -> Place:
    stage = draft.stage
    add(draft, stage, "signals", "Noise", id="noise")
    return add(draft, stage, "signals", "Noise", id="noise"), "id"


def duplicate_name(draft: Draft) -> Place:
    later: Node = {"id": "two", "name": "Water board"}
    draft.model["parties"] = [{"id": "one", "name": "Water board"}, later]
    return later, "name"


def unknown_rule(draft: Draft) -> Place:
    node = {"rule": "stage-emty", "reason": "Talks go on."}
    draft.model["accepted_gaps"] = [node]
    return node, "rule"


def not_applicable_but_filled(draft: Draft) -> Place:
    stage = draft.stage
    stage["not_applicable"] = {"signals": "Nothing is to be seen."}
    return stage, "signals"


def yaml_duplicate_key(draft: Draft) -> Place:
    again = Again("level")
    item = add(draft, draft.stage, "barriers", "Camera", level="local")
    item[again] = "national"
    return item, again


def yaml_unsupported(draft: Draft) -> Place:
    item = add(draft, draft.stage, "signals", "Noise", note=Bare("!loud At night."))
    return item, "note"


def control_character(draft: Draft) -> Place:
    item = add(draft, draft.stage, "signals", "Noise", note=Bare(r'"Heard \a twice."'))
    return item, "note"
