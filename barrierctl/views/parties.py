"""View `parties`: a row a party, with all that it does in the model."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from barrierctl.messages import catalogue
from barrierctl.model.entities import Link
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Advice
from barrierctl.model.types import Item, Party
from barrierctl.names import fold
from barrierctl.views.columns import columns, in_stage, item_entry, stage_label
from barrierctl.views.document import Cell, Entry, Table
from barrierctl.vocabulary import Block

_IS: Final = {Block.FACILITATORS: "facilitates", Block.PARTNERS: "partner"}
_DOES: Final = {"owner": "owns", "helped_by": "helps_with", "addresses": "addressed_by", "seen_by": "sees"}
COLUMNS: Final = ("party", *_IS.values(), *_DOES.values(), "named_in", "recommendations", "plan")
"""The columns by id."""

_Roles = dict[str, dict[str, list[Entry]]]


def parties(model: BarrierModel) -> Table:
    """Every party, also one that is listed and does nothing yet.

    Source: the questions are those of EUCPN 2021, 2.1 A and D: who makes it possible, and who could act.
    """
    roles = _roles(model)
    return Table(
        id="parties",
        title=catalogue().say("views.parties.title"),
        columns=columns("parties", COLUMNS, many=COLUMNS[1:]),
        rows=tuple(_row(party, roles[party.element]) for party in model.parties),
        empty=catalogue().say("views.parties.empty"),
    )


def _row(party: Party, roles: dict[str, list[Entry]]) -> tuple[Cell, ...]:
    head = (Entry(text=party.name, element=party.element),)
    return (head, *(_once(roles.get(name, [])) for name in COLUMNS[1:]))


def _once(entries: list[Entry]) -> Cell:
    return tuple({(entry.text, entry.element): entry for entry in entries}.values())


def _roles(model: BarrierModel) -> _Roles:
    """What each party is and does, by column."""
    roles: _Roles = defaultdict(lambda: defaultdict(list))
    # An item may name many parties, and is told once for all of them.
    inside = {item.address: _in_stage(model, item) for item in model.items if item.block not in _IS}
    for party in model.parties:
        for item in model.items_of(party):
            role = _IS.get(item.block, "named_in")
            entry = inside.get(item.address) or _place(model, party, item)
            roles[party.element][role].append(entry)
    for link in model.links_by(*_DOES, "coordinator", "agreed_with"):
        role, entry = _named(model, link, inside)
        roles[link.target.element][role].append(entry)
    return roles


def _place(model: BarrierModel, party: Party, item: Item) -> Entry:
    """The stage in which a party stands, and the name that it has there if that is another one."""
    stage = stage_label(model, item)
    if fold(item.label) == fold(party.name):
        return item_entry(model, item, stage)
    return item_entry(model, item, catalogue().say("views.parties.called", stage=stage, name=item.label))


def _in_stage(model: BarrierModel, item: Item) -> Entry:
    return item_entry(model, item, in_stage(model, item, item.label))


def _named(model: BarrierModel, link: Link, inside: Mapping[str, Entry]) -> tuple[str, Entry]:
    """What names a party, and the column in which that stands."""
    match link.holder:
        case Item():
            return _DOES[link.key], inside[link.holder.address]
        case Advice():
            return "recommendations", Entry(text=link.holder.text, element=link.holder.element)
        case _:
            return "plan", _planned(model, link)


def _planned(model: BarrierModel, link: Link) -> Entry:
    """The measure, also where one of its activities names the party; or else the key that does."""
    place = model.location_at(link.reference.path)
    named = place.name or catalogue().say(f"views.parties.in_plan.{link.key}")
    return Entry(text=named, element=place.element)
