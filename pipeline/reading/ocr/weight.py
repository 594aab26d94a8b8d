"""How heavy print is: which texts of a picture are bold."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.reading.ocr.picture import Picture

HEAVIER = 1.2
"""Times that bold print is as heavy as regular print, at least: mostly it is 1.5 times."""

REGULAR = 0.3
"""Share of the characters of a page that are no heavier than its regular print: fewer are bold than regular."""

EDGE, AROUND = 2, 31
"""Pixels by which a stroke's grey edge reaches beyond its ink, and how wide the square is that tells the ground around it."""


class Heaviness:
    """How wide and dark the strokes of a picture's print are."""

    def __init__(self, grey: Picture, ink: Picture) -> None:
        near = cv2.dilate(ink, np.ones((2 * EDGE + 1, 2 * EDGE + 1), np.uint8)) > 0
        ground = cv2.boxFilter(np.where(near, 0, grey).astype(np.float32), -1, (AROUND, AROUND))
        share = cv2.boxFilter((~near).astype(np.float32), -1, (AROUND, AROUND))
        darkness = np.where(near, np.clip(ground / np.maximum(share, 1e-3) - grey, 0, None), 0).astype(np.float32)
        slope = np.zeros_like(darkness)
        slope[:-1, :-1] = np.hypot(np.diff(darkness, axis=1)[:-1], np.diff(darkness, axis=0)[:, :-1])
        self.squares, self.slopes = (np.asarray(cv2.integral(of), np.float64) for of in (np.square(darkness), slope))

    def within(self, left: float, top: float, right: float, bottom: float) -> float:
        """The heaviness of the strokes in a box, in pixels times grey values; 0 if there are none.

        The sum of darkness by that of its slopes is the width of a stroke. A thin stroke that is blurred has no slope as steep as
        its edge was and looks as wide as a thick one, but it is less dark: its darkness counts twice.
        """
        height, width = self.squares.shape
        rows = [min(max(round(y), 0), height - 1) for y in (top, bottom)]
        columns = [min(max(round(x), 0), width - 1) for x in (left, right)]
        slope = _sum(self.slopes, rows, columns)
        return 2 * _sum(self.squares, rows, columns) / slope if slope > 0 else 0.0


def _sum(table: npt.NDArray[np.float64], rows: Sequence[int], columns: Sequence[int]) -> float:
    """The sum over a box, of a table of sums."""
    (top, bottom), (left, right) = rows, columns
    return float(table[bottom, right] - table[top, right] - table[bottom, left] + table[top, left])


def are_bold(heaviness: Sequence[float], lengths: Sequence[int]) -> list[bool]:
    """Which texts of a page are bold, of which these are the heaviness by font size and the numbers of characters."""
    if not heaviness:
        return []
    order = np.argsort(heaviness)
    so_far = np.cumsum(np.array(lengths)[order])
    regular = heaviness[order[int(np.searchsorted(so_far, REGULAR * so_far[-1]))]]
    return [one > HEAVIER * regular for one in heaviness]
