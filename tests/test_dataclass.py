"""Frozen records: arguments, defaults, equality and replacement."""

import pickle
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, field
from functools import cached_property

import pytest

from barrierctl.dataclass import frozen, replace


def upper(text: str) -> str:
    return text.upper()


@frozen
class Cell:
    name: str
    note: str | None = None
    facts: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)
    convert: Callable[[str], str] = upper

    @cached_property
    def length(self) -> int:
        return len(self.name)


@frozen
class Barrier(Cell):
    level: int = 1


def test_omitted_field_has_its_default() -> None:
    one = Barrier(name="Licence")
    assert (one.name, one.note, one.facts, one.level) == ("Licence", None, {}, 1)
    assert one.facts is not Barrier(name="Licence").facts
    assert one.convert("a") == "A"


@pytest.mark.parametrize(("facts", "name_in_message"), [({}, "name"), ({"name": "a", "nmae": "b"}, "nmae")])
def test_missing_or_unknown_argument_is_a_type_error(facts: dict[str, str], name_in_message: str) -> None:
    with pytest.raises(TypeError, match=f"Cell: {name_in_message}"):
        Cell(**facts)  # type: ignore[arg-type]


def test_record_cannot_be_changed() -> None:
    cell = Cell(name="a")
    with pytest.raises(FrozenInstanceError, match=r"Cell\.name"):
        cell.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match=r"Cell\.name"):
        del cell.name
    assert cell == Cell(name="a")


def test_records_with_equal_fields_are_equal() -> None:
    assert {Cell(name="a", note=None), Cell(name="a")} == {Cell(name="a")} != {Barrier(name="a")}
    assert repr(Cell(name="a", convert=len)) == f"Cell(name='a', note=None, convert={len!r})"  # type: ignore[arg-type]


def test_replace_keeps_fields_and_drops_cached_properties() -> None:
    long = Cell(name="Licence", note="x")
    assert long.length == 7
    short = replace(long, name="Tax")
    assert (short.length, short.note, long.name) == (3, "x", "Licence")
    before = pickle.dumps(short)
    assert short.length == 3
    assert pickle.dumps(short) == before
    assert pickle.loads(before) == short  # noqa: S301
