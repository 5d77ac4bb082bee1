"""Whatever a sheet holds: there is a valid model, or a question. Nothing else happens."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from barrierctl.importer import ImportOptions, import_grids
from barrierctl.importer.cells import Split
from barrierctl.pipeline import load_bytes
from barrierctl.resources.vocabulary import Block
from barrierctl.sheets import Grid
from barrierctl.sheets.grid import make_grid

TEXTS = st.sampled_from(
    (
        *("", "", "", " ", "Facilitators", "Gelegenheden", "Signaux", "Partner", "Barriers", "Stap", "Block"),
        *("Item", "General", "Note", "Owner", "Status", "Type", "1. Buying", "Stap 2: Vervoeren", "1", "•"),
        *("n/a", "-", "?", "#REF!", "#N/A", "Police", "police", "(Police)", "( )", "()", "[]", "; ;", "1."),
        *("a; b", "x\ny", "- a\n- b", "Foo:\n- a\n- b", "Aa bb Cc dd", "one, two, three", "~~x~~", "true"),
        *("X [dropped]", "Y [assumed]", "Z [unconfirmed, disputed]", "not applicable: x", "nothing yet"),
        *("a" * 1001, "\x07", "\u202e", "\u200b", "# barrierctl: ignore[x]", "parties: x", "general", "漢字"),
        *("agreed", "idea", "Financial; social", "2026-01-01", "null"),
    )
)
BLOCKS = st.permutations([block.value.title() for block in Block])
HEADS = st.permutations(["Stage", "Block", "Item", "Owner", "Status", "Note"])


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A sheet; in most, there are the names of blocks, or the headers of a list of items."""
    height, width = draw(st.integers(1, 7)), draw(st.integers(1, 6))
    rows = [[draw(TEXTS) for _ in range(width)] for _ in range(height)]
    kind = draw(st.sampled_from(("matrix", "matrix", "turned", "items", "anything")))
    if kind == "matrix":
        for row, block in zip(rows[1:], draw(BLOCKS), strict=False):
            row[0] = block
    if kind == "turned":
        rows[0][1:] = draw(BLOCKS)[: width - 1]
    if kind == "items":
        rows[0] = draw(HEADS)[:width]
    places = st.tuples(st.integers(0, height - 1), st.integers(0, width - 1))
    sizes = st.tuples(st.integers(1, 3), st.integers(1, 3))
    spans, struck = draw(st.dictionaries(places, sizes, max_size=2)), draw(st.frozensets(places, max_size=2))
    return make_grid("f", "Sheet", rows, spans=spans, struck=struck)


@settings(max_examples=300, deadline=None)
@given(grid=grids(), ways=st.frozensets(st.sampled_from(Split)), language=st.sampled_from((None, "nl")))
def test_any_sheet_gives_a_valid_model_or_a_question(
    grid: Grid, ways: frozenset[Split], language: str | None
) -> None:
    options = ImportOptions(ways=ways, language=language)
    text, report = import_grids([grid], Path("m.barrier.yaml"), options)
    assert (text is None) is bool(report.questions)
    assert text is None or load_bytes(text.encode()).valid
    assert all([*report.taken, *report.guessed, *report.left_out])
