"""What is reckoned of an instance when it is first asked for, and kept.

As `functools.cached_property`, which takes a lock each time on Python 3.11: longer than most of what is kept takes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Self, TypeVar, overload

Owner = TypeVar("Owner")
Value = TypeVar("Value")


class cached(Generic[Owner, Value]):  # noqa: N801 (a decorator)
    """A method without arguments as an attribute that is reckoned once."""

    def __init__(self, reckon: Callable[[Owner], Value]) -> None:
        self.reckon = reckon
        self.__doc__ = reckon.__doc__

    def __set_name__(self, owner: type[Owner], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type[Owner]) -> Self: ...
    @overload
    def __get__(self, instance: Owner, owner: type[Owner]) -> Value: ...
    def __get__(self, instance: Owner | None, owner: type[Owner]) -> Self | Value:
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.reckon(instance)
        return value
