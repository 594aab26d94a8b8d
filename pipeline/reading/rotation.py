"""Pages whose text runs sideways, upside down or askew: by how much, and how to lay them so that it runs from left to right."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.reading.model import Char, Transform

MOSTLY = 0.7
"""Share of a page's characters that must run in one direction for the page to be turned by it."""

LEAST = 0.15
"""Degrees by which text may be askew and still stand on one baseline across a page."""

ASKEW = 0.5
"""Degrees by which text may be askew and figures still stand on the lines of their labels."""

UPSIDE_DOWN = 180

FEWEST = 3
"""Amounts that are more than a stamp has."""

AMOUNT = re.compile(r"[0-9](?:,[0-9]{2}|\.[0-9]{3})(?![0-9])")


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


def amounts_askew(chars: Iterable[Char]) -> int:
    """How many amounts run askew or upside down on a page most of whose text does not; 0 for what a stamp may have."""
    turned = [ch for ch in chars if ch.angle]
    return amounts_among(ch for ch in turned if ASKEW <= ch.angle % 90 <= 90 - ASKEW or round(ch.angle) == UPSIDE_DOWN)


def amounts_among(chars: Iterable[Char]) -> int:
    """How many amounts characters make; 0 for what a stamp may have."""
    text, run = "", 0
    for ch in chars:
        text += f" {ch.text}" if ch.after_space or ch.run != run else ch.text
        run = ch.run
    amounts = len(AMOUNT.findall(text))
    return amounts if amounts >= FEWEST else 0
