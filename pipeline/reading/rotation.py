"""Pages whose text runs sideways, upside down or askew: by how much, and how to lay them so that it runs from left to right."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from pipeline.reading.model import Char, Transform

MOSTLY = 0.7
"""Share of a page's characters that must run in one direction for the page to be turned by it."""

LEAST = 0.15
"""Degrees by which text may be askew and still stand on one baseline across a page."""


def turn_of(chars: Sequence[Char]) -> float:
    """The direction in which most of a page's text runs, in degrees clockwise; 0 for left to right, and for no one way."""
    if {ch.angle for ch in chars} <= {0.0}:
        return 0.0
    ((angle, count),) = Counter(ch.angle for ch in chars).most_common(1)
    return angle if count >= MOSTLY * len(chars) and LEAST <= angle <= 360 - LEAST else 0.0


def turned_back(width: float, height: float, turn: float) -> tuple[float, float, Transform]:
    """Width and height, in points, of a page of this size once it is turned back by `turn` degrees, and the map that does it.

    It is turned about its middle; a page turned by a quarter is as wide as it was high, one a little askew keeps its size.
    """
    sideways = round(turn / 90) % 2 == 1
    across, down = (height, width) if sideways else (width, height)
    cos, sin = round(math.cos(math.radians(turn)), 9), round(math.sin(math.radians(turn)), 9)
    e = across / 2 - cos * width / 2 - sin * height / 2
    f = down / 2 + sin * width / 2 - cos * height / 2
    return across, down, Transform(cos, -sin, sin, cos, e, f)
