"""Records: what they take, that they stay as they are, and what two of them have in common."""

import pickle
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, field
from functools import cached_property

import pytest

from barrierctl.frozen import frozen, replace


def shout(text: str) -> str:
    return text.upper()


@frozen
class Cell:
    name: str
    note: str | None = None
    told: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)
    say: Callable[[str], str] = shout

    @cached_property
    def letters(self) -> int:
        return len(self.name)


@frozen
class Barrier(Cell):
    level: int = 1


def test_what_is_not_told_is_as_the_class_says() -> None:
    one = Barrier(name="Licence")
    assert (one.name, one.note, one.told, one.level) == ("Licence", None, {}, 1)
    assert one.told is not Barrier(name="Licence").told
    assert one.say("a") == "A"


@pytest.mark.parametrize(("told", "missed"), [({}, "name"), ({"name": "a", "nmae": "b"}, "nmae")])
def test_a_name_that_is_missing_or_unknown_is_an_error(told: dict[str, str], missed: str) -> None:
    with pytest.raises(TypeError, match=f"Cell: {missed}"):
        Cell(**told)  # type: ignore[arg-type]


def test_a_record_stays_as_it_is() -> None:
    cell = Cell(name="a")
    with pytest.raises(FrozenInstanceError, match=r"Cell\.name"):
        cell.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match=r"Cell\.name"):
        del cell.name
    assert cell == Cell(name="a")


def test_records_are_one_where_all_is_the_same() -> None:
    assert {Cell(name="a", note=None), Cell(name="a")} == {Cell(name="a")} != {Barrier(name="a")}
    assert repr(Cell(name="a", say=len)) == f"Cell(name='a', note=None, say={len!r})"  # type: ignore[arg-type]


def test_another_record_takes_over_what_was_told_and_not_what_was_found() -> None:
    long = Cell(name="Licence", note="x")
    assert long.letters == 7
    short = replace(long, name="Tax")
    assert (short.letters, short.note, long.name) == (3, "x", "Licence")
    before = pickle.dumps(short)
    assert short.letters == 3
    assert pickle.dumps(short) == before
    assert pickle.loads(before) == short  # noqa: S301
