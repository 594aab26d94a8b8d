"""Ink that no text explains: what looks like lines of print on a page without its text.

Print makes a row of pixels change often between dark and light, in bands as high as letters with white between them. A photograph
changes without such bands, a drawing seldom, ruling lines and fills hardly at all.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from schemas.provenance import Box

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

FEWEST_FIGURES = 6
"""Digits right over or under an image that may be another row of them."""

FEWEST_LETTERS = 3
"""Shapes side by side that may be drawn letters or digits, …"""

MOST_SHAPES = 500
"""… on a page with no more of them: more are whole lines of print, or a map."""


def single_lines(
    images: Sequence[Box], shapes: Sequence[Box], text: npt.NDArray[np.float64], is_digit: npt.NDArray[np.bool_]
) -> list[Box]:
    """Where print may stand on a line of text: images no higher than a line, and shapes as high side by side.

    So may it on an image that is a line by itself, right over or under figures. `text` are the boxes of the page's characters,
    one a row, of which some are digits.
    """
    found = [image for image in images if _is_line_high(image)]
    rows: list[list[Box]] = []
    for box in sorted(filter(_is_line_high, shapes), key=lambda box: box.x0) if len(shapes) <= MOST_SHAPES else ():
        row = next((row for row in rows if _goes_on(row[-1], box)), None)
        if row is None:
            rows.append([box])
        else:
            row.append(box)
    found += [Box.around(row) for row in rows if len(row) >= FEWEST_LETTERS]
    middle = (text[:, 1] + text[:, 3]) / 2
    figures = text[is_digit]
    return [
        box
        for box in found
        if ((box.top < middle) & (middle < box.bottom)).any() or (box in images and _is_row_of_figures(box, figures))
    ]


def _is_row_of_figures(image: Box, figures: npt.NDArray[np.float64]) -> bool:
    """Whether an image is as wide as the figures right over or under it, and what is before them; these are several."""
    middle = (figures[:, 1] + figures[:, 3]) / 2
    near = figures[(image.top - image.height < middle) & (middle < image.bottom + image.height)]
    within = (image.x0 <= near[:, 0]) & (near[:, 2] <= image.x1)
    return len(near) >= FEWEST_FIGURES and bool(within.all())


def _is_line_high(box: Box) -> bool:
    return HEIGHTS[0] <= box.height <= HEIGHTS[1]


def _goes_on(last: Box, box: Box) -> bool:
    """Whether a shape stands beside another as letters of a line do."""
    common = min(last.bottom, box.bottom) - max(last.top, box.top)
    higher = max(last.height, box.height)
    return common > higher / 2 and box.x0 - last.x1 <= 2 * higher


def is_print(edges: npt.NDArray[np.bool_], scale: float) -> bool:
    """Whether a part of a page looks like print."""
    return any(_pieces(strip, scale) for strip in _strips(edges, scale))


def lines_of_print(edges: npt.NDArray[np.bool_], scale: float) -> list[Box]:
    """The lines of print that there seem to be, in points; none if too little of it.

    `edges` are the changes, at `scale` pixels a point.
    """
    pieces = [
        Box(STRIP * i, top / scale, STRIP * (i + 1), bottom / scale)
        for i, strip in enumerate(_strips(edges, scale))
        for top, bottom in _pieces(strip, scale)
    ]
    if len(pieces) < FEWEST_PIECES:
        return []
    lines = _lines(sorted(pieces, key=lambda piece: piece.top))
    return lines if len(lines) >= FEWEST_LINES else []


def _strips(edges: npt.NDArray[np.bool_], scale: float) -> npt.NDArray[np.int64]:
    """How often each row of pixels changes in each strip; a strip a row."""
    starts = np.arange(0, edges.shape[1], max(1, round(STRIP * scale)))
    return np.add.reduceat(edges, starts, axis=1, dtype=np.int64).T


def _pieces(changes: npt.NDArray[np.int64], scale: float) -> list[tuple[int, int]]:
    """The tops and feet, in pixels, of the pieces of print in one strip."""
    printed = changes >= CHANGES
    steps = np.diff(np.concatenate([[0], printed.astype(np.int8), [0]]))
    found = []
    for top, bottom in zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True):
        around = [*changes[max(0, top - 2 * round(scale) - 1) : top], *changes[bottom : bottom + 2 * round(scale) + 1]]
        if HEIGHTS[0] * scale <= bottom - top <= HEIGHTS[1] * scale and min(around, default=0) <= WHITE:
            found.append((top, bottom))
    return found


def _lines(pieces: Sequence[Box]) -> list[Box]:
    """The lines that the pieces, by their tops, are in: those of several."""
    lines: list[list[Box]] = [[]]
    for piece in pieces:
        if lines[-1] and piece.top - lines[-1][-1].top > SAME_LINE:
            lines.append([])
        lines[-1].append(piece)
    return [Box.around(line) for line in lines if len(line) > 1]
