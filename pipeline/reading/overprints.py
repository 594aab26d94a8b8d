"""Characters that are printed over one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pipeline.reading.model import Char

Boxes: TypeAlias = npt.NDArray[np.float64]
"""One box a row: x0, top, x1, bottom."""

Pair: TypeAlias = tuple[int, int]
"""Places of two characters in their sequence, the first first."""

OVER = (0.15, 0.5)
"""Shares of the narrower's width and of the lower's height that two characters printed over one another have in common at least:
kerning makes less of it."""

BAND = 6.0
"""Points: characters are compared with those of a band of the page so high, …"""

NEXT = 4
"""… and there with so many that begin left of them."""


def boxes_of(chars: Sequence[Char]) -> Boxes:
    edges = [ch.x0 for ch in chars], [ch.top for ch in chars], [ch.x1 for ch in chars], [ch.bottom for ch in chars]
    return np.array(edges, np.float64).T


def overprints(boxes: Boxes) -> list[Pair]:
    """The pairs of boxes that lie over one another."""
    found: set[Pair] = set()
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    for shift in (0.0, BAND / 2):
        band = np.floor((middle + shift) / BAND)
        order = np.lexsort((boxes[:, 0], band))
        x0, top, x1, bottom = boxes[order].T
        width, height, band = x1 - x0, bottom - top, band[order]
        for step in range(1, NEXT + 1):
            across = np.minimum(x1[step:], x1[:-step]) - x0[step:]
            over = across > OVER[0] * np.minimum(width[step:], width[:-step])
            over &= band[step:] == band[:-step]
            for i in np.flatnonzero(over).tolist():
                j = i + step
                down = min(bottom[i], bottom[j]) - max(top[i], top[j])
                if down > OVER[1] * min(height[i], height[j]) and across[i] > 0:
                    one, other = int(order[i]), int(order[j])
                    found.add((min(one, other), max(one, other)))
    return sorted(found)
