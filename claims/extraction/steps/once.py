"""A property that is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Owner = TypeVar("Owner")
Value = TypeVar("Value")


class once(Generic[Owner, Value]):  # noqa: N801  (reads as a decorator)
    """functools.cached_property without the lock that it takes on Python 3.11, which costs more than most of what is
    worked out here. What is found stays in the object's __dict__, also where the dataclass is frozen."""

    def __init__(self, work: Callable[[Owner], Value]) -> None:
        self._work = work
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, one: None, owner: type) -> once[Owner, Value]: ...
    @overload
    def __get__(self, one: Owner, owner: type) -> Value: ...
    def __get__(self, one: Any, owner: type) -> Any:
        if one is None:
            return self
        value = one.__dict__[self._name] = self._work(one)
        return value
