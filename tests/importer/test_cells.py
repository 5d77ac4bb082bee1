"""What becomes of the text of a cell: its items, and whether it is in doubt that there are more."""

import pytest

from barrierctl.importer.cells import Part, Split, split_cell

ITEMS = {
    "": [],
    "Web shops": ["Web shops"],
    "Web shops\nBanks": ["Web shops", "Banks"],
    "Web shops; Banks;": ["Web shops", "Banks"],
    '"a; b"; c': ["a; b", "c"],
    "1. Web shops 2. Banks 3. Forums": ["Web shops", "Banks", "Forums"],
    "1) Web shops; 2) Banks": ["Web shops", "Banks"],
    "- Web shops\n- Banks": ["Web shops", "Banks"],
    "\u2022 Web shops \u2022 Banks": ["Web shops", "Banks"],
    "\u2022 Web shops that\nsell it\n\u2022 Banks": ["Web shops that sell it", "Banks"],
    "web shops\nbanks": ["web shops", "banks"],
    "Port of Antwerp - Bruges": ["Port of Antwerp - Bruges"],
    "Police / customs": ["Police / customs"],
    "-": ["-"],
    "1.5 million in cash": ["1.5 million in cash"],
    "A\u00a0hard\u00a0space and\u200b a\u00ad soft\x07 one": ["A hard space and a soft one"],
}
IN_DOUBT = {
    "Moderator Vendors Buyers Cryptocurrency exchangers": (
        Split.CAPITALS,
        ["Moderator", "Vendors", "Buyers", "Cryptocurrency exchangers"],
    ),
    "Sophisticated concealment Increase of parcel shipment": (
        Split.CAPITALS,
        ["Sophisticated concealment", "Increase of parcel shipment"],
    ),
    "Supplier of packaging (Il)legal courier services": (
        Split.CAPITALS,
        ["Supplier of packaging", "(Il)legal courier services"],
    ),
    "Use of bitcoin ATMs Modified delivery vans": (
        Split.CAPITALS,
        ["Use of bitcoin ATMs", "Modified delivery vans"],
    ),
    "Long names of\nitems\nBanks": (Split.CAPITALS, ["Long names of items", "Banks"]),
    "Notaries, banks and landlords": (Split.COMMAS, ["Notaries", "banks", "landlords"]),
}
NOT_IN_DOUBT = (
    "Internet Service Providers",
    "Dutch police with Europol officers",
    "Chamber of Commerce",
    "Police (National unit)",
    "Police, local",
    "Fake invoices from firms abroad, contracts and receipts",
)


@pytest.mark.parametrize(("text", "names"), ITEMS.items())
def test_cell_is_split_at_clear_signs(text: str, names: list[str]) -> None:
    parts = split_cell(text)
    assert [part.name for part in parts.items] == names
    assert parts.doubt is None


@pytest.mark.parametrize(("text", "answer"), IN_DOUBT.items())
def test_cell_in_doubt_is_split_as_the_user_says(text: str, answer: tuple[Split, list[str]]) -> None:
    way, names = answer
    assert split_cell(text).doubt is way
    decided = split_cell(text, {way})
    assert ([part.name for part in decided.items], decided.doubt, decided.decided) == (names, None, way)
    assert split_cell(text, {Split.LINES}).doubt is None
    assert [part.name for part in split_cell(text, {Split.LINES}).items] == text.split("\n")


@pytest.mark.parametrize("text", NOT_IN_DOUBT)
def test_one_item_is_not_in_doubt(text: str) -> None:
    assert split_cell(text).doubt is None


def test_commas_in_sentences_and_capitals_of_nouns_are_no_signs() -> None:
    assert split_cell("Notaries, banks and landlords", sentences=True).doubt is None
    assert split_cell("Auffälliges Vermögen ohne Einkommen Falsche Papiere", capitals=False).doubt is None


@pytest.mark.parametrize(
    "text",
    [
        "Inform and train of\n- couriers\n- banks",
        "Inform and train of - couriers - banks",
    ],
)
def test_heading_that_goes_on_in_its_items_is_repeated(text: str) -> None:
    heading = "Inform and train of"
    assert split_cell(text).items == (
        Part("Inform and train of couriers", heading),
        Part("Inform and train of banks", heading),
    )


def test_heading_with_a_colon_is_kept_beside_the_names() -> None:
    items = split_cell("Checks:\n- of sheds\n- of vans\nFines").items
    assert items == (Part("of sheds", "Checks"), Part("of vans", "Checks"), Part("Fines"))
