"""The decorator of records that pass between rooms: frozen dataclasses whose class is made fast.

`dataclass` writes and compiles each method of each class when its module is loaded; with fifty records that
was a quarter of what a small run took. What all records do alike is written here, once.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

__all__ = ["frozen", "replace"]

T = TypeVar("T")
_set = object.__setattr__


@dataclass_transform(frozen_default=True, kw_only_default=True)
def frozen(kind: type[T]) -> type[T]:
    """A dataclass that is frozen and takes its attributes by name; what is not told is as its class says."""
    made: Any = dataclass(init=False, repr=False, eq=False, match_args=False, kw_only=True)(kind)
    own = fields(made)
    made.__known__ = frozenset(field.name for field in own)
    made.__made__ = tuple(_makers(own))
    made.__asked__ = frozenset(
        field.name for field in own if field.default is MISSING and field.default_factory is MISSING
    )
    for name, method in _METHODS.items():
        setattr(made, name, method)
    found_out = {name for name, one in vars(made).items() if isinstance(one, cached_property)}
    made.__found_out__ = found_out | getattr(kind, "__found_out__", set())
    if made.__found_out__:
        made.__getstate__ = _told
    return made  # type: ignore[no-any-return]


def _makers(own: tuple[Field[Any], ...]) -> Iterator[tuple[str, Callable[[], object]]]:
    """What makes the attributes that cannot stand in the class."""
    for field in own:
        if field.default_factory is not MISSING:
            yield field.name, field.default_factory
        elif hasattr(field.default, "__get__"):  # in a class, a function is a method of its instances
            yield field.name, _giving(field.default)


def _giving(value: object) -> Callable[[], object]:
    return lambda: value


if TYPE_CHECKING:
    # The checker of types knows that one, and what each record takes.
    from dataclasses import replace
else:

    def replace(record: T, **changes: object) -> T:
        """The record with other values for some of its attributes."""
        if not changes.keys() <= record.__known__:
            raise _differing(record, changes.keys() - record.__known__)
        other = object.__new__(type(record))
        _set(other, "__dict__", _told(record) | changes)
        return other


def _tell(self: Any, **told: object) -> None:
    if not self.__asked__ <= told.keys() <= self.__known__:
        raise _differing(self, self.__asked__ - told.keys() | told.keys() - self.__known__)
    for name, make in self.__made__:
        if name not in told:
            told[name] = make()
    _set(self, "__dict__", told)


def _differing(record: object, names: Iterable[str]) -> TypeError:
    return TypeError(f"{type(record).__name__}: {', '.join(sorted(names))}")


def _told(record: Any) -> dict[str, object]:
    """What the record was told, without what was found out of it since."""
    told: dict[str, object] = vars(record).copy()
    for name in record.__found_out__:
        told.pop(name, None)
    return told


def _values(record: Any) -> tuple[object, ...]:
    return tuple(getattr(record, field.name) for field in fields(record) if field.compare)


def _equal(self: object, other: object) -> bool:
    return type(self) is type(other) and _values(self) == _values(other)


def _hash(self: object) -> int:
    return hash(_values(self))


def _shown(self: Any) -> str:
    told = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.repr)
    return f"{type(self).__name__}({', '.join(told)})"


def _kept(self: object, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"{type(self).__name__}.{name} can't be changed")


_METHODS = {
    "__init__": _tell,
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _shown,
    "__setattr__": _kept,
    "__delattr__": _kept,
}
