"""`@frozen`: a frozen dataclass that takes its fields by name and costs little to define.

`dataclass` writes and compiles the methods of each class when its module is loaded. With `frozen=True` from
the standard library, `validate` of one model took 276 ms instead of 208 (60 classes; shortest of 45 runs
each). So the methods are written here, once. A record keeps its fields in its `__dict__`.
"""

from collections.abc import Iterable
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

__all__ = ["frozen", "replace"]

T = TypeVar("T")
_set = object.__setattr__


@dataclass_transform(frozen_default=True, kw_only_default=True)
def frozen(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass whose fields are given by name."""
    cls.__doc__ = cls.__doc__ or cls.__name__  # else `dataclass` writes one, from a signature that takes 1 ms
    made: Any = dataclass(init=False, repr=False, eq=False, match_args=False, kw_only=True)(cls)
    own = fields(made)
    made.__fields__ = frozenset(field.name for field in own)
    factories = {field.name: field.default_factory for field in own if field.default_factory is not MISSING}
    # A default that is a function would be a method of the instances, if it stayed in the class.
    functions = {
        field.name: lambda value=field.default: value for field in own if hasattr(field.default, "__get__")
    }
    made.__factories__ = (*factories.items(), *functions.items())
    optional = {field.name for field in own if field.default is not MISSING} | factories.keys()
    made.__required__ = made.__fields__ - optional
    for name, method in _METHODS.items():
        setattr(made, name, method)
    cached = {name for name, value in vars(made).items() if isinstance(value, cached_property)}
    made.__cached__ = cached | getattr(cls, "__cached__", set())
    if made.__cached__:
        made.__getstate__ = _given
    return made  # type: ignore[no-any-return]


if TYPE_CHECKING:
    # The type checker knows this one, and the fields of each record.
    from dataclasses import replace
else:

    def replace(record: T, **changes: object) -> T:
        """Copy a record with other values for some of its fields."""
        if not changes.keys() <= record.__fields__:
            raise _wrong_fields(record, changes.keys() - record.__fields__)
        copy = object.__new__(type(record))
        _set(copy, "__dict__", _given(record) | changes)
        return copy


def _init(self: Any, **given: object) -> None:
    names = given.keys()
    if not (names >= self.__required__ and names <= self.__fields__):
        raise _wrong_fields(self, self.__required__ - names | names - self.__fields__)
    for name, make in self.__factories__:
        if name not in given:
            given[name] = make()
    _set(self, "__dict__", given)


def _wrong_fields(record: object, names: Iterable[str]) -> TypeError:
    return TypeError(f"{type(record).__name__}: {', '.join(sorted(names))}")


def _given(record: Any) -> dict[str, object]:
    """The values that a record was given, without its cached properties."""
    given: dict[str, object] = vars(record).copy()
    for name in record.__cached__:
        given.pop(name, None)
    return given


def _values(record: Any) -> tuple[object, ...]:
    return tuple(getattr(record, field.name) for field in fields(record) if field.compare)


def _eq(self: object, other: object) -> bool:
    return type(self) is type(other) and _values(self) == _values(other)


def _hash(self: object) -> int:
    return hash(_values(self))


def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.repr)
    return f"{type(self).__name__}({', '.join(shown)})"


def _refuse_change(self: object, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"{type(self).__name__}.{name} can't be changed")


_METHODS = {
    "__init__": _init,
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _refuse_change,
    "__delattr__": _refuse_change,
}
