"""Whether texts stand in line, level with one another, or in the middle of something: one measure for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol, TypeAlias

IN_LINE = 2.0
"""Points by which coordinates may differ that are meant to be the same."""

EXACTLY = 0.5
"""Points by which coordinates may differ that a program meant to be the same: where one column is told from chance."""

LEVEL = 0.3
"""Baselines less than this many font sizes apart are at one height; those of two lines of text are never so near."""

MID_HEIGHT = 0.3
"""Font sizes from the baseline up to the middle of small letters: on which side of a rule that is, the line is."""

CENTRED = 0.03
"""Share of a width by which the middle of a text may be off its middle: proportional fonts are not set closer."""


class _Printed(Protocol):
    """What has a baseline and a font size: lines, and rows of them."""

    @property
    def baseline(self) -> float: ...
    @property
    def size(self) -> float: ...


Places: TypeAlias = tuple[int, int, int]
"""Where a text begins, ends and has its middle, in steps of `IN_LINE`."""


def places_of(x0: float, x1: float) -> Places:
    return round(x0 / IN_LINE), round(x1 / IN_LINE), round((x0 + x1) / 2 / IN_LINE)


def in_line(texts: Iterable[Places]) -> int:
    """How many of some texts begin, end or have their middles, whichever are the most, at one place, give or take a step."""
    most = 0
    for places in zip(*texts, strict=True):
        if max(places) - min(places) <= 1:
            return len(places)
        counts = Counter(places)
        most = max(most, *(count + counts.get(place + 1, 0) for place, count in counts.items()))
    return most


def are_level(a: _Printed, b: _Printed) -> bool:
    """Whether two lines stand at one height."""
    return abs(a.baseline - b.baseline) < LEVEL * a.size


def mid_height(line: _Printed) -> float:
    """The height of the middle of a line's letters."""
    return line.baseline - MID_HEIGHT * line.size


def is_centred(x0: float, x1: float, left: float, right: float) -> bool:
    """Whether what reaches from `x0` to `x1` stands in the middle between `left` and `right`."""
    return abs(x0 + x1 - left - right) < 2 * CENTRED * (right - left)
