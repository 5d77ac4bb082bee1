"""View `parties`: one row per party, with all that it does in the model."""

from collections import defaultdict
from typing import Final

from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Advice
from barrierctl.model.types import Item
from barrierctl.names import fold
from barrierctl.resources.vocabulary import Block
from barrierctl.views.columns import columns, in_stage, item_entry, make_table, stage_label
from barrierctl.views.document import Cell, Entry, Facet, Table, TableRole

_IS: Final = {Block.FACILITATORS: "facilitates", Block.PARTNERS: "partner"}
DOES: Final = {
    "owner": "owns",
    "helped_by": "helps_with",
    "addresses": "addressed_by",
    "seen_by": "sees",
    "reported_to": "receives",
}
"""What barriers and signals say of parties: the key, and the column."""
COLUMNS: Final = ("party", *_IS.values(), *DOES.values(), "named_in", "recommendations", "plan")
"""The ids of the columns."""


def parties(model: BarrierModel) -> Table:
    """Show every party, also one that is listed and does nothing yet.

    Source: the questions are those of EUCPN 2021, 2.1 A and D: who makes it possible, and who could act.
    """
    roles = roles_of(model)
    rows = []
    for party in model.parties:
        facets = {Facet.PARTY: (party.name,)}
        if commitment := party.facts.commitment:
            facets[Facet.COMMITMENT] = (catalogue().label("commitment", commitment),)
        cells: list[Cell] = [(Entry(text=party.name, element=party.element, facets=facets),)]
        for name in COLUMNS[1:]:
            different = {(entry.text, entry.element): entry for entry in roles[party.element, name]}
            cells.append(tuple(different.values()))
        rows.append(tuple(cells))
    return make_table("parties", columns("parties", COLUMNS, many=COLUMNS[1:]), rows, role=TableRole.PARTIES)


def roles_of(model: BarrierModel) -> defaultdict[tuple[str, str], list[Entry]]:
    """Collect what the parties are and do, by the party's address and the column."""
    roles: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    say = catalogue().say
    links = [*model.links_by(*DOES, "coordinator", "agreed_with")]
    # An item may name many parties, and its entry is made once for all of them.
    holders = [link.holder for link in links if isinstance(link.holder, Item)]
    holders += (one for party in model.parties for one in model.items_of(party) if one.block not in _IS)
    entries = {
        address: item_entry(model, item, in_stage(model, item))
        for address, item in {item.address: item for item in holders}.items()
    }
    for party in model.parties:
        for item in model.items_of(party):
            entry = entries.get(item.address)
            if (
                entry is None
            ):  # a partner or a facilitator: its stage, and its name there if that is another one
                stage = stage_label(model, item)
                is_same = fold(item.label) == fold(party.name)
                other = "" if is_same else say("views.parties.called", stage=stage, name=item.label)
                entry = item_entry(model, item, other or stage)
            roles[party.element, _IS.get(item.block, "named_in")].append(entry)
    for link in links:
        match link.holder:
            case Item():
                column, entry = DOES[link.key], entries[link.holder.address]
            case Advice():
                column, entry = "recommendations", Entry(text=link.holder.text, element=link.holder.element)
            case _:
                # The measure, also if one of its activities names the party; or else the key that does.
                place = model.location_at(link.reference.path)
                name = place.name or say(f"views.parties.in_plan.{link.key}")
                column, entry = "plan", Entry(text=name, element=place.element)
        roles[link.target.element, column].append(entry)
    return roles
