"""The decorator of records that pass between rooms: frozen dataclasses whose class is made fast.

`dataclass` writes and compiles each method of each class when its module is loaded; with fifty records that
was a quarter of what a small run took. Comparing and showing them is the same for all, so it is written once.
"""

from dataclasses import dataclass, fields
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def frozen(kind: type[T]) -> type[T]:
    """A dataclass with slots that is frozen and takes its attributes by name."""
    made = dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)(kind)
    for name, method in (("__eq__", _equal), ("__hash__", _hash), ("__repr__", _shown)):
        setattr(made, name, method)
    return made


def _values(record: object) -> tuple[object, ...]:
    return tuple(getattr(record, field.name) for field in fields(record) if field.compare)  # type: ignore[arg-type]


def _equal(self: object, other: object) -> bool:
    return type(self) is type(other) and _values(self) == _values(other)


def _hash(self: object) -> int:
    return hash(_values(self))


def _shown(self: object) -> str:
    told = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.repr)  # type: ignore[arg-type]
    return f"{type(self).__name__}({', '.join(told)})"
