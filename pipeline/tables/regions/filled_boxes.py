"""Cells that are filled boxes and no rules: each row of boxes is one line for the finder of aligned words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.reading.model import Line
from pipeline.reading.page import Page
from pipeline.tables.features.text_rows import Segment, TextRow, is_figure
from pipeline.tables.model import Grid, GridCell, lines_of
from pipeline.tables.regions.row_rules import SAME_END

FEWEST_BOXES = 3
"""So many filled boxes side by side part the cells of the lines below them."""


def is_unruled(grid: Grid, page: Page) -> bool:
    """Whether fills part the columns of the grid, and no rules."""
    box = grid.box
    inside = (rule for rule in page.verticals if box.x0 - 1 <= rule.at <= box.x1 + 1)
    return not any(min(rule.end, box.bottom) - max(rule.start, box.top) > 2 for rule in inside)


def is_boxed(grid: Grid, page: Page) -> bool:
    """Whether each column of the grid has a filled box as wide as it is."""
    fills = [fill.box for fill in page.fills if fill.box.overlaps(grid.box)]
    return all(
        any(abs(box.x0 - x0) <= SAME_END and abs(box.x1 - x1) <= SAME_END for box in fills)
        for x0, x1 in pairwise(grid.column_edges)
    )


def boxed_rows(grid: Grid, page: Page) -> list[TextRow]:
    """The rows of a grid of filled boxes, each as one line, at the height of the cells that are of this row alone.

    Where a cell has figures on several lines, it is several rows that no box parts: each line is one by itself. So is a line with
    several figures in one cell over several columns: a stripe that touches the boxes above it.
    """
    rows = []
    for number in range(grid.n_rows):
        here = [cell for cell in grid.cells if cell.row == number and cell.lines]
        if any(sum(is_figure(line.text) for line in cell.lines) > 1 or _is_striped(cell, page) for cell in here):
            lines = lines_of(word for cell in here for line in cell.lines for word in line.words)
            column = here[0].lines[0].text_column
            rows += [TextRow(replace(line, text_column=column), page.number, page.width) for line in lines]
        elif here:
            cells = [Segment([word for line in cell.lines for word in line.words]) for cell in here]
            words = [word for cell in cells for word in cell.words]
            color = next(
                (fill.color for fill in page.fills if fill.box.contains_point(words[0].center_x, words[0].baseline)), None
            )
            own = [line for cell in here if cell.row_span == 1 for line in cell.lines] or [
                line for cell in here for line in cell.lines
            ]
            line = Line(words, max(line.baseline for line in own), here[0].lines[0].text_column)
            rows.append(TextRow(line, page.number, page.width, cells, color, boxed=True))
    return rows


def edges_below(heads: Sequence[Grid], line: Line) -> list[float]:
    """Where the lowest row of filled boxes above a line parts its cells; nowhere if one of its words stands on such an edge."""
    above = [grid for grid in heads if grid.box.bottom < line.baseline and grid.n_columns >= FEWEST_BOXES]
    if not above:
        return []
    lowest = max(above, key=lambda grid: grid.box.bottom)
    edges = lowest.column_edges[1:-1]
    inside = lowest.box.x0 <= line.box.x0 and line.box.x1 <= lowest.box.x1
    return edges if inside and not any(w.x0 < edge < w.x1 for w in line.words for edge in edges) else []


def _is_striped(cell: GridCell, page: Page) -> bool:
    """Whether a cell over several columns holds figures of more than one of them."""
    return cell.column_span > 1 and any(TextRow(line, page.number, page.width).figures > 1 for line in cell.lines)
