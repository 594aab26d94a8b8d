"""Ink that no text explains: what looks like lines of print on a page without its text.

Print makes a row of pixels change often between dark and light, in bands as high as letters with white between them. A photograph
changes without such bands, a drawing seldom, ruling lines and fills hardly at all.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

STRIP = 24.0
"""Points: the page is looked at in upright strips so wide, …"""

CHANGES = 5
"""… in which a line of print changes so often at least from one pixel to the next, …"""

WHITE = 1
"""… and the white between lines so often at most."""

HEIGHTS = (3.0, 18.0)
"""Points: a line of print is at least and at most so high."""

FEWEST_PIECES, FEWEST_LINES = 10, 3
"""Pieces of print, a strip wide each, and lines of them, that are more than a logo or a signature."""

SAME_LINE = 3.0
"""Points between the tops of pieces of one line."""


def lines_of_print(edges: npt.NDArray[np.bool_], scale: float) -> int:
    """How many lines of print there seem to be; 0 if too little of it. `edges` are the changes, at `scale` pixels a point."""
    tops = [top for strip in _strips(edges, scale) for top in _pieces(strip, scale)]
    if len(tops) < FEWEST_PIECES:
        return 0
    lines = _lines(sorted(tops), scale)
    return lines if lines >= FEWEST_LINES else 0


def _strips(edges: npt.NDArray[np.bool_], scale: float) -> npt.NDArray[np.int64]:
    """How often each row of pixels changes in each strip; a strip a row."""
    starts = np.arange(0, edges.shape[1], max(1, round(STRIP * scale)))
    return np.add.reduceat(edges, starts, axis=1, dtype=np.int64).T


def _pieces(changes: npt.NDArray[np.int64], scale: float) -> list[int]:
    """The tops of the pieces of print in one strip."""
    printed = changes >= CHANGES
    steps = np.diff(np.concatenate([[0], printed.astype(np.int8), [0]]))
    found = []
    for top, bottom in zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True):
        around = [*changes[max(0, top - 2 * round(scale) - 1) : top], *changes[bottom : bottom + 2 * round(scale) + 1]]
        if HEIGHTS[0] * scale <= bottom - top <= HEIGHTS[1] * scale and min(around, default=0) <= WHITE:
            found.append(top)
    return found


def _lines(tops: Sequence[int], scale: float) -> int:
    """How many lines the pieces are in: those of several."""
    lines, run = 0, 0
    for previous, top in zip([tops[0], *tops], tops, strict=False):
        if top - previous > SAME_LINE * scale:
            lines += run > 1
            run = 0
        run += 1
    return lines + (run > 1)
