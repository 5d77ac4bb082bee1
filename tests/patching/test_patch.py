"""What `patch` promises beside its edits: comments for new values, bytes that stay, and speed."""

from time import process_time

import pytest

from barrierctl.patching import Commented, Edit, Insert, Move, PatchError, Remove, SetValue, patch
from barrierctl.source import read

PLAN = Commented(
    {
        "objectives": [
            {
                "statement": Commented("All is done.", below=("due: when?",)),
                "measures": [Commented({"name": "One"}, above=("first",)), {"name": "Two"}],
            }
        ]
    },
    above=("A skeleton.", "Fill it in."),
)


def test_a_new_value_has_its_comments() -> None:
    new = patch(b"id: x\nstages: []\n", [SetValue(("plan",), PLAN)])
    assert new.decode() == (
        "id: x\nstages: []\n"
        "# A skeleton.\n# Fill it in.\nplan:\n  objectives:\n    - statement: All is done.\n"
        "      # due: when?\n      measures:\n        # first\n        - name: One\n        - name: Two\n"
    )


def test_comments_of_a_new_value_are_left_out_in_brackets() -> None:
    new = patch(b"{id: x}\n", [SetValue(("plan",), PLAN)])
    measures = "[{name: One}, {name: Two}]"
    assert (
        new.decode()
        == f"{{id: x, plan: {{objectives: [{{statement: All is done., measures: {measures}}}]}}}}\n"
    )
    assert (
        patch(b'{"id": "x"}', [SetValue(("note",), Commented("y", above=("z",)))])
        == b'{"id": "x", "note": "y"}'
    )


def test_an_entry_has_its_comments() -> None:
    new = patch(b"a:\n  - one\n", [Insert(("a",), 1, Commented("two", above=("why",), below=("end",)))])
    assert new == b"a:\n  - one\n  # why\n  - two\n  # end\n"


@pytest.mark.parametrize(
    "edits",
    [
        [],
        [SetValue(("a",), ["x", {"b": 1.5}])],
        [SetValue(("a", 1, "b"), 1.5)],
        [SetValue(("a", 1), {"b": 1.5})],
        [Move(("a", 0), ("a",), 1)],
    ],
)
def test_nothing_changes_if_nothing_differs(edits: list[Edit]) -> None:
    data = b"a: # c\n-   x\n-   {b:   1.5}   # d\r\n\n\n"
    assert patch(data, edits) == data


def test_numbers_and_truth_values_are_not_the_same() -> None:
    edits = [SetValue(("a",), value=True), SetValue(("b",), 1)]
    assert patch(b"a: 1\nb: true\n", edits) == b"a: true\nb: 1\n"


def test_an_error_has_a_line() -> None:
    with pytest.raises(PatchError) as error:
        patch(b"a: x\nb: [\n", [Remove(("a",))])
    assert error.value.line == 2


def test_five_hundred_edits_of_a_large_file_take_little_longer_than_reading_it() -> None:
    entry = "      # about {number}\n      - name: Facilitator {number}  # behind\n        note: Words.\n"
    stage = "  - name: Stage {number}\n    facilitators:\n" + "".join(
        entry.format(number=number) for number in range(30)
    )
    data = ("stages:\n" + "".join(stage.replace("{number}", str(one)) for one in range(200))).encode()
    edits: list[Edit] = []
    for number in range(125):
        cell = ("stages", number, "facilitators")
        edits += [
            SetValue((*cell, 0, "note"), "Another text."),
            Insert(cell, 5, {"name": "New", "note": "Inserted."}),
            Remove((*cell, 10)),
            Move((*cell, 20), ("stages", number + 1, "facilitators"), 3),
        ]
    begun = process_time()
    read(data)
    reading = process_time() - begun
    begun = process_time()
    patch(data, edits)
    assert process_time() - begun < 8 * reading
