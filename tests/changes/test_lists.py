"""The edits between two lists give the second one, and leave in place what can stay."""

from hypothesis import given
from hypothesis import strategies as st

from barrierctl.changes.lists import Entry, New, edit_list, longest_run
from barrierctl.patching import Move, patch
from barrierctl.source import read
from barrierctl.source.tree import MappingNode

LENGTH = 6
WANTED = st.permutations([*range(LENGTH), *(New(f"new {number}") for number in range(3))])


@given(wanted=WANTED, count=st.integers(1, LENGTH + 3), replace=st.booleans())
def test_edits_lead_to_the_wanted_list(wanted: list[Entry], count: int, *, replace: bool) -> None:
    entries = wanted[:count]
    removed = [at for at in range(LENGTH) if at not in entries]
    data = b"x:\n" + b"".join(b"- old %d # comment %d\n" % (at, at) for at in range(LENGTH))
    edits = [*edit_list(("x",), entries, removed, LENGTH, replace=replace)]
    tree = read(patch(data, edits)).tree
    assert isinstance(tree, MappingNode)
    assert tree["x"] == [one.value if isinstance(one, New) else f"old {one}" for one in entries]
    moved = sum(isinstance(edit, Move) for edit in edits)
    own = [one for one in entries if isinstance(one, int)]
    assert moved == len(own) - len(longest_run(own))


@given(st.lists(st.integers(0, 20), unique=True))
def test_longest_run_is_in_order_and_no_longer_one_is(ranks: list[int]) -> None:
    run = longest_run(ranks)
    assert run == sorted(run)
    assert [rank for rank in ranks if rank in run] == run
    lengths = [0] * len(ranks)
    for at, rank in enumerate(ranks):
        lengths[at] = 1 + max((lengths[before] for before in range(at) if ranks[before] < rank), default=0)
    assert len(run) == max(lengths, default=0)
