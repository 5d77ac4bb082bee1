"""A large model of any size: the same numbers always give the same text."""

import json
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

LargeModel = Callable[..., str]
Item = dict[str, Any]

_STAGES = (
    *("Choosing a brand", "Finding a workshop", "Copying the design", "Buying materials", "Hiring workers"),
    *("Making the goods", "Printing labels", "Packing", "Sea transport", "Passing customs", "Storing"),
    *("Setting up web shops", "Advertising", "Taking payments", "Delivering", "Moving the profits"),
)
_SECTORS = {
    "public": (
        *(
            "Customs",
            "Police",
            "Tax Administration",
            "Municipalities",
            "Port authority",
            "Trade inspectorate",
        ),
        *("Chamber of Commerce", "Public Prosecution Service", "Medicines inspectorate", "Fire service"),
    ),
    "private": (
        *("Brand owners", "Parcel services", "Shipping agents", "Banks", "Payment companies", "Warehouses"),
        *("Landlords of business premises", "Online market places", "Domain registrars", "Printing houses"),
    ),
    "society": ("Consumer association", "Trade unions", "Shopkeepers' association", "Neighbours of the port"),
}
_PARTIES = [name for names in _SECTORS.values() for name in names]
_CRIMINAL = ("Investors", "Forgers of certificates", "Straw men", "Cash couriers", "Bribed port workers")
_HELPERS = (*_PARTIES[10:20], *_CRIMINAL, "Influencers", "Freelance designers", "Accountants", "Translators")
_SERVICES = (
    *("Storage units", "Parcel lockers", "Prepaid telephone cards", "Company addresses", "Rented vans"),
    *("Free trade zones", "Payment accounts", "Customs declarations", "Domain names", "Printing presses"),
    *("Advertising accounts", "Second-hand machines", "Shipping containers", "Gift cards"),
)
_WEAKNESSES = (
    *("without a check of identity", "that nobody inspects", "in the name of somebody else"),
    *("paid for in cash", "ordered from abroad", "without a limit", "outside every register"),
    *("shared by several companies", "that change hands within a day", "offered by middlemen"),
)
_NOTICED = (
    *("Customers", "Drivers", "Deliveries", "Invoices", "Payments", "Directors", "Advertisements", "Returns"),
    *("Containers", "Temporary staff", "Visitors", "Telephone numbers"),
)
_STRANGE = (
    *("at unusual hours", "that change every week", "from an address that does not exist", "without papers"),
    *("that do not match the order", "in very large numbers", "that nobody can explain"),
    *("linked to an earlier case", "with the same details as another company", "with a false name"),
)
_CALLS = (
    *("Inform {}", "Train the staff of {}", "Agree on a contact person with {}", "Share figures with {}"),
    *("Ask {} to refuse suspicious orders", "Certificate for {}", "Joint checks at {}"),
)
_CONTROLS = ("Register of {}", "More checks of {}", "Teach sellers of {} what to report", "Licence for {}")
_OPPORTUNITIES = [" ".join(pair) for pair in product(_SERVICES, _WEAKNESSES)]
_SIGNALS = [" ".join(pair) for pair in product(_NOTICED, _STRANGE)]
_CALLED = {call.format(name): name for name, call in product(_SECTORS["private"], _CALLS)}
_BARRIERS = [*_CALLED, *(text.format(name.lower()) for name, text in product(_SERVICES, _CONTROLS))]
_QUESTIONS = (
    *("How much is sold to other countries?", "Who pays for the machines?", "Where do the labels come from?"),
    *("How many buyers know that the goods are not genuine?", "What becomes of the workers after a raid?"),
)
_CATEGORIES = ("infrastructure", "materials", "services", "shielding", "government", "resources")
_KINDS = ("financial", "social", "logistical", "physical", "administrative")
_TYPES = ("information", "legal", "information", "economic", "criminal-law")
_BLOCKS = ("facilitators", "partners", "opportunities", "signals", "barriers", "opportunities")
_WITHOUT_BARRIERS = (4, 11)
_UNCONFIRMED = 6


@pytest.fixture
def large_model() -> LargeModel:
    """Make the text of a model with these numbers of stages and items."""
    return _large_model


def _large_model(stages: int = 16, items: int = 600) -> str:
    return json.dumps(
        {
            "barrier_model": 1,
            "id": "counterfeit-goods",
            "title": "Counterfeit goods",
            "language": "en",
            "date": "2026-10",
            "sources": [
                {"id": "cases", "title": "Forty cases of counterfeit goods", "kind": "case"},
                {"id": "interviews", "title": "Interviews with brand owners", "kind": "interview"},
            ],
            "parties": [_party(number, name) for number, name in enumerate(_PARTIES)],
            "stages": [
                _stage(number, items // stages + (number < items % stages)) for number in range(stages)
            ],
            "knowledge_gaps": [{"name": name} for name in _QUESTIONS],
        },
        indent=1,
    )


def _party(number: int, name: str) -> Item:
    sector = next(sector for sector, names in _SECTORS.items() if name in names)
    commitment = ("confirmed", "confirmed", "possible", "confirmed", "possible", "unlikely")[number % 6]
    return {"id": f"party-{number}", "name": name, "sector": sector, "commitment": commitment}


def _stage(number: int, size: int) -> Item:
    blocks: dict[str, list[Item]] = {block: [] for block in dict.fromkeys(_BLOCKS)}
    for turn in range(size):
        block = _BLOCKS[turn % len(_BLOCKS)]
        if block == "barriers" and number in _WITHOUT_BARRIERS:
            block = "opportunities"
        blocks[block].append(_MAKERS[block](number, len(blocks[block])))
    lap, place = divmod(number, len(_STAGES))
    name = _STAGES[place] + (f", phase {lap + 1}" if lap else "")
    return {"name": name, "sources": ["cases"] if number % 4 else [], **blocks}


def _facilitator(stage: int, place: int) -> Item:
    name = _pick(_HELPERS, stage * 3 + place)
    item: Item = {"name": name}
    if name in _CRIMINAL:
        item |= {"world": "criminal", "awareness": "knowing"}
    elif (stage + place) % 3:
        item |= {"world": "legal"}
    return item


def _partner(stage: int, place: int) -> Item:
    item: Item = {"name": _partner_name(stage, place)}
    return item | {"commitment": "possible"} if stage == _UNCONFIRMED else item


def _partner_name(stage: int, place: int) -> str:
    return _pick(_PARTIES, stage * 5 + place * 7)


def _opportunity(stage: int, place: int) -> Item:
    item: Item = {"name": _opportunity_name(stage, place)}
    if (stage + place) % 4:
        item["categories"] = [_pick(_CATEGORIES, stage + place)]
    return item


def _opportunity_name(stage: int, place: int) -> str:
    return _pick(_OPPORTUNITIES, stage * 9 + place * 13)


def _signal(stage: int, place: int) -> Item:
    item: Item = {
        "name": _pick(_SIGNALS, stage * 5 + place * 11),
        "categories": [_pick(_KINDS, stage + place)],
    }
    if (stage + place) % 5 not in {0, 2}:
        item["seen_by"] = [_partner_name(stage, place)]
    return item


def _barrier(stage: int, place: int) -> Item:
    turn = stage * 7 + place
    item: Item = {"name": _pick(_BARRIERS, turn * 13), "types": [_pick(_TYPES, turn)]}
    if turn % 3:
        item["owner"] = _partner_name(stage, place if turn % 5 else place + 9)
    if turn % 5 < 3:
        item["targets"] = [_opportunity_name(stage, place)]
    if turn % 2 and item["name"] in _CALLED:
        item["addresses"] = [_CALLED[item["name"]]]
    if turn % 4 == 0:
        item["approach"] = ["preventive"]
    if turn % 9 == 0:
        item["legal_basis"] = {"status": "needed"}
    return item


def _pick(texts: tuple[str, ...] | list[str], number: int) -> str:
    return texts[number % len(texts)]


_MAKERS: dict[str, Callable[[int, int], Item]] = {
    "facilitators": _facilitator,
    "partners": _partner,
    "opportunities": _opportunity,
    "signals": _signal,
    "barriers": _barrier,
}
