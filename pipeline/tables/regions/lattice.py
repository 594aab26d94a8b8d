"""Ruled tables: the cells that ruling lines enclose.

Rules are given the outer borders that they lack, and the cells between them become a grid whose merged cells are known as such.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.reading.model import Rule
from pipeline.reading.page import Page
from pipeline.tables.features.alignment import IN_LINE
from pipeline.tables.features.rulings import rules_with_fill_edges
from pipeline.tables.model import AMOUNT, RULED, Grid, GridCell
from pipeline.tables.regions.enclosed import SNAP, cells_enclosed, hanging_together
from schemas.provenance import Box


class Ruled(NamedTuple):
    """What rules enclose on a page, top to bottom."""

    grids: list[Grid]
    """Grids of cells, without their words."""
    boxes: list[Box]
    """Boxes that share no corner with another."""


def find_ruled(page: Page) -> Ruled:
    """The grids of cells enclosed by rules, and the boxes."""
    horizontals, verticals = rules_with_fill_edges(page)
    if len(horizontals) < 2 or not verticals:
        return Ruled([], [])
    across, down = list(horizontals), list(verticals)
    for group in _groups(horizontals, verticals):
        closing_across, closing_down = _missing_borders(*group)
        across += closing_across
        down += closing_down
    enclosed = [part for cells in cells_enclosed(across, down) for part in _parted_from_fills(cells, page)]
    boxes = [box for cells in enclosed if len(cells) == 1 for box in cells]
    return Ruled([grid_of(cells, page.number) for cells in enclosed if len(cells) > 1], boxes)


def _parted_from_fills(cells: list[Box], page: Page) -> list[list[Box]]:
    """The cells of a grid, those of fills under its last rule apart if their columns are others and they print no amounts.

    They head the next table.
    """
    if len(cells) == 1:
        return [cells]
    around = Box.around(cells)
    across = [h.at for h in page.horizontals if h.start < around.x1 and h.end > around.x0]
    down = [v.end for v in page.verticals if around.x0 - SNAP < v.at < around.x1 + SNAP and v.start < around.bottom]
    foot = max((at for at in (*across, *down) if around.top < at < around.bottom + SNAP), default=around.bottom)
    above, below = ([cell for cell in cells if (cell.top > foot - SNAP) == under] for under in (False, True))
    ours, theirs = ({round(cell.x0 / SNAP) for cell in part} for part in (above, below))
    whole = any(cell.bottom > foot + SNAP for cell in above) or not ours - theirs or not theirs - ours
    if whole:
        return [cells]
    fills = Box.around(below)
    printed = (line.text for line in page.lines if fills.contains_point(*line.box.center))
    return [cells] if any(map(AMOUNT.search, printed)) else [above, below]


def _groups(horizontals: Sequence[Rule], verticals: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules in groups that hang together by crossing."""
    across = sorted(horizontals)
    heights = [h.at for h in across]
    crossed: list[tuple[set[int], Rule]] = []
    for v in verticals:
        level = range(bisect_left(heights, v.start - IN_LINE), bisect_right(heights, v.end + IN_LINE))
        own = {i for i in level if across[i].start - IN_LINE <= v.at <= across[i].end + IN_LINE}
        if own:
            crossed.append((own, v))
    for numbers, down in hanging_together(crossed):
        yield [across[i] for i in sorted(numbers)], down


def _missing_borders(horizontals: Sequence[Rule], verticals: Sequence[Rule]) -> tuple[list[Rule], list[Rule]]:
    """The outer borders that a group of rules lacks although most of its rules end on them, each counted once for its place.

    A frame that is open at the top or bottom, where a page break parts it, ends with its two sides.
    """
    across: list[Rule] = []
    down: list[Rule] = []
    if len(horizontals) > 1:
        top, bottom = min(h.at for h in horizontals), max(h.at for h in horizontals)
        for x, ending in _outermost(horizontals):
            if _places(ending) > _places(horizontals) / 2 and not any(abs(v.at - x) < SNAP for v in verticals):
                down.append(Rule(x, top, bottom, 0))
    if len(verticals) > 1:
        left, right = min(v.at for v in verticals), max(v.at for v in verticals)
        left, right = min([left, *(h.start for h in horizontals)]), max([right, *(h.end for h in horizontals)])
        for y, ending in _outermost(verticals):
            framed = min(v.at for v in ending) - left < SNAP and right - max(v.at for v in ending) < SNAP
            most = _places(ending) > _places(verticals) / 2
            if (most or framed) and not any(abs(h.at - y) < SNAP for h in horizontals):
                across.append(Rule(y, left, right, 0))
    return across, down


def _outermost(rules: Sequence[Rule]) -> Iterator[tuple[float, list[Rule]]]:
    """Where the first rule starts and the last one ends, each with the rules that do so too."""
    start, end = min(rule.start for rule in rules), max(rule.end for rule in rules)
    yield start, [rule for rule in rules if rule.start - start < SNAP]
    yield end, [rule for rule in rules if end - rule.end < SNAP]


def _places(rules: Sequence[Rule]) -> int:
    """At how many places the rules stand."""
    places = sorted(rule.at for rule in rules)
    return len(places) - sum(b - a < SNAP for a, b in pairwise(places))


def grid_of(boxes: Sequence[Box], page: int) -> Grid:
    """The grid that these cells make up. Places that no cell covers become cells of their own."""
    column_edges = _merged({x for box in boxes for x in (box.x0, box.x1)})
    row_edges = _merged({y for box in boxes for y in (box.top, box.bottom)})
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for box in sorted(boxes, key=lambda b: (b.top, b.x0)):
        row, column = _index(row_edges, box.top), _index(column_edges, box.x0)
        row_span = max(1, _index(row_edges, box.bottom) - row)
        column_span = max(1, _index(column_edges, box.x1) - column)
        places = {(r, c) for r in range(row, row + row_span) for c in range(column, column + column_span)}
        if places & taken:
            continue
        taken |= places
        cells.append(GridCell(row, column, row_span, column_span, box))
    for row, (top, bottom) in enumerate(pairwise(row_edges)):
        for column, (x0, x1) in enumerate(pairwise(column_edges)):
            if (row, column) not in taken:
                cells.append(GridCell(row, column, 1, 1, Box(x0, top, x1, bottom)))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(page, row_edges, column_edges, cells, RULED)


def _merged(coordinates: set[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(coordinates):
        if not edges or value - edges[-1] > 1.0:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    """Which of the edges, in order, is the nearest."""
    i = bisect_left(edges, value)
    return i - 1 if i == len(edges) or (i > 0 and value - edges[i - 1] <= edges[i] - value) else i
