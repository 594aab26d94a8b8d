"""The picture of a page made ready: upright, in black and white, its ruling lines apart from its print.

Coordinates are pixels of the picture, from its top left.
"""

from __future__ import annotations

import math
from typing import NamedTuple, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.reading.model import Transform
from pipeline.reading.rulings import Segment

Picture: TypeAlias = npt.NDArray[np.uint8]
"""Grey values, 0 is black; or a mask, where what is not 0 is ink."""

MOST_SKEW, COARSE, FINE = 5.0, 0.5, 0.05
"""Degrees: how far a scan may be askew, and the steps in which it is tried."""

LEAST_SKEW = 0.1
"""Degrees that are worth turning a picture for."""

LOOK_SIDE = 1000
"""Pixels of the longer side at which the skew is measured."""

GROUND_POINTS, DARKER = 18.0, 25
"""Ink is darker by so many grey values of 255 than the mean of a square so wide around it."""

LEAST_SPECK = 0.6
"""Points: what is smaller both ways is dirt."""

LEAST_RULE, THICKEST_RULE = 18.0, 3.5
"""Points: a ruling line is at least so long and at most so thick."""

BESIDE_RULE, MOST_BESIDE = 1.0, 0.25
"""Points on both sides of a ruling line, and the share of them that may be ink: more is the foot of a line of print."""


NO_PRINT = 60.0
"""Points: ink that runs on for so long is a ruling line, be there print close beside it."""


class Prepared(NamedTuple):
    """A picture ready to be read."""

    grey: Picture
    print: Picture
    """The ink without ruling lines and dirt."""
    rules: list[Segment]
    """The ruling lines."""


def skew_of(grey: Picture) -> float:
    """By how many degrees clockwise the lines of a picture are askew; 0 if by too little to matter.

    Lines that run level make the sums of ink over rows of pixels differ most from one row to the next.
    """
    factor = max(1, round(max(grey.shape) / LOOK_SIDE))
    small = cv2.resize(grey, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA) if factor > 1 else grey
    ys, xs = np.nonzero(_ink(np.asarray(small, np.uint8), 25))
    if len(ys) < 100:
        return 0.0

    def contrast(angle: float) -> float:
        rows = np.round(ys - xs * math.tan(math.radians(angle))).astype(np.int64)
        sums = np.bincount(rows - rows.min())
        return float(np.square(np.diff(sums)).sum())

    best = max(np.arange(-MOST_SKEW, MOST_SKEW + COARSE, COARSE).tolist(), key=contrast)
    best = max(np.arange(best - COARSE, best + COARSE, FINE).tolist(), key=contrast)
    return best if abs(best) >= LEAST_SKEW else 0.0


def turned(grey: Picture, quarters: int) -> tuple[Picture, Transform]:
    """The picture turned by so many quarters counter-clockwise, and the map back to the picture as it was."""
    height, width = grey.shape
    back = {
        0: Transform(1, 0, 0, 1, 0, 0),
        1: Transform(0, 1, -1, 0, width, 0),
        2: Transform(-1, 0, 0, -1, width, height),
        3: Transform(0, -1, 1, 0, 0, height),
    }[quarters % 4]
    return np.ascontiguousarray(np.rot90(grey, quarters)), back


def levelled(grey: Picture, skew: float) -> tuple[Picture, Transform]:
    """The picture turned counter-clockwise by `skew` degrees about its middle, and the map back to the picture as it was."""
    height, width = grey.shape
    forth = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    picture = cv2.warpAffine(grey, forth, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    (a, c, e), (b, d, f) = cv2.invertAffineTransform(forth).tolist()
    return np.asarray(picture, np.uint8), Transform(a, b, c, d, e, f)


def prepared(grey: Picture, scale: float) -> Prepared:
    """A picture of `scale` pixels a point, upright, with its ruling lines found."""
    ink = _ink(grey, round(GROUND_POINTS * scale))
    horizontal, level = _rules(ink, scale)
    vertical, upright = _rules(np.ascontiguousarray(ink.T), scale)
    lines = cv2.bitwise_or(level, np.ascontiguousarray(upright.T))
    rest = cv2.bitwise_and(ink, cv2.bitwise_not(cv2.dilate(lines, np.ones((5, 5), np.uint8))))
    sideways = [Segment(s.y0, s.x0, s.y1, s.x1, s.thickness) for s in vertical]
    return Prepared(grey, _without_dirt(np.asarray(rest, np.uint8), scale), [*horizontal, *sideways])


def _ink(grey: Picture, around: int) -> Picture:
    """A mask of what is darker than its ground."""
    mask = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around | 1, DARKER)
    return np.asarray(mask, np.uint8)


def _rules(ink: Picture, scale: float) -> tuple[list[Segment], Picture]:
    """The ruling lines that run across, and a mask of them."""
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((2, 3), np.uint8))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, round(LEAST_RULE * scale)), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    segments, no_rule = [], np.zeros(count, np.bool_)
    beside = max(2, round(BESIDE_RULE * scale))
    for i, (x, y, width, height, area) in enumerate(stats.tolist()):
        above, below = ink[max(0, y - 1 - beside) : max(0, y - 1)], ink[y + height + 1 : y + height + 1 + beside]
        printed = max(np.count_nonzero(part) / max(1, part.size) for part in (above[:, x : x + width], below[:, x : x + width]))
        short = width < NO_PRINT * scale
        if i == 0 or area / width > THICKEST_RULE * scale or (short and printed > MOST_BESIDE):
            no_rule[i] = True
            continue
        middle = y + height / 2
        segments.append(Segment(x, middle, x + width, middle, area / width))
    mask = np.where(no_rule[labels], 0, 255).astype(np.uint8)
    return segments, mask


def _without_dirt(ink: Picture, scale: float) -> Picture:
    """The mask without specks, and without what reaches the edge: the shadow of the paper's, or of a picture that was turned."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    x, y, across, down = np.asarray(stats)[:, :4].T
    height, width = ink.shape
    kept = (np.maximum(across, down) >= LEAST_SPECK * scale) & (x > 0) & (y > 0) & (x + across < width) & (y + down < height)
    kept[0] = False
    return np.where(kept[labels], 255, 0).astype(np.uint8)
