"""Rules and fills as they tell of tables: fills without those that show no edge, and rules with the edges of fills."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.model import Fill, Rule
from pipeline.reading.page import Page
from schemas.provenance import Box

SAME_EDGE = 1.0
"""Points between two edges that are one."""

TOUCHING = 0.3
"""Points between two fills with no white to be seen between them."""

LOWEST_ROW = 7.0
"""Points: a fill lower than this holds no line of text."""

PAPER = (255, 255, 255)
"""The colour of the page: a fill of it shows only on another fill."""


def clean_fills(fills: Sequence[Fill]) -> list[Fill]:
    """The fills whose edges a viewer sees, top to bottom.

    A fill inside another of its colour shows no edge, nor does one in the colour of the page with nothing under it. Fills of one
    colour and one width that touch, as in shading painted line by line, are one.
    """
    shown = [fill for i, fill in enumerate(fills) if not _is_lost(fill, fills, i)]
    shown.sort(key=lambda fill: (fill.box.x0, fill.box.x1, fill.box.top))
    joined: list[Fill] = []
    for fill in shown:
        last = joined[-1] if joined else None
        if last is not None and last.color == fill.color and _continues(last.box, fill.box):
            joined[-1] = Fill(Box.around((last.box, fill.box)), fill.color)
        else:
            joined.append(fill)
    return sorted(joined, key=lambda fill: (fill.box.top, fill.box.x0))


def _is_lost(fill: Fill, fills: Sequence[Fill], i: int) -> bool:
    same = (other for j, other in enumerate(fills) if j != i and other.color == fill.color and (j < i or other.box != fill.box))
    if any(_holds(other.box, fill.box) for other in same):
        return True
    return fill.color == PAPER and not any(other.color != PAPER and other.box.overlaps(fill.box) for other in fills[:i])


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.x0 - SAME_EDGE <= inner.x0
        and inner.x1 <= outer.x1 + SAME_EDGE
        and outer.top - SAME_EDGE <= inner.top
        and inner.bottom <= outer.bottom + SAME_EDGE
    )


def _continues(above: Box, below: Box) -> bool:
    """Whether one fill goes on in the other, right below it and as wide, and one of them holds no line of text by itself."""
    return (
        min(above.height, below.height) < LOWEST_ROW
        and abs(above.x0 - below.x0) <= SAME_EDGE
        and abs(above.x1 - below.x1) <= SAME_EDGE
        and below.top <= above.bottom + TOUCHING
    )


def rules_with_fill_edges(page: Page) -> tuple[list[Rule], list[Rule]]:
    """The page's horizontal and vertical rules and, as rules of no thickness, the edges of its fills."""
    horizontals, verticals = list(page.horizontals), list(page.verticals)
    for fill in page.fills:
        x0, top, x1, bottom = fill.box
        horizontals += [Rule(top, x0, x1, 0), Rule(bottom, x0, x1, 0)]
        verticals += [Rule(x0, top, bottom, 0), Rule(x1, top, bottom, 0)]
    return horizontals, verticals
