"""Where a value was read: the page and the box on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from schemas.base import taken_as_it_is


@taken_as_it_is
class Box(NamedTuple):
    """A rectangle on a page as displayed: points, origin top left, y down."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def center_x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def center_y(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def center(self) -> tuple[float, float]:
        return self.center_x, self.center_y

    def contains_point(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def overlaps(self, other: Box) -> bool:
        return self.x0 < other.x1 and other.x0 < self.x1 and self.top < other.bottom and other.top < self.bottom

    def grown(self, by: float) -> Box:
        """The box with every side moved outwards by `by` points."""
        return Box(self.x0 - by, self.top - by, self.x1 + by, self.bottom + by)

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """The smallest box that holds all of `boxes`, of which there is at least one."""
        first, *others = boxes
        if not others:
            return first
        x0s, tops, x1s, bottoms = zip(first, *others, strict=True)
        return Box(min(x0s), min(tops), max(x1s), max(bottoms))


class Place(NamedTuple):
    """A page (1-based) and a box on it."""

    page: int
    box: Box
