"""Grids of rules that hold several tables, one under the other with no white between: each begins with a header of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.tables.features.text_rows import is_figure, segments_of
from pipeline.tables.model import Grid, GridCell, are_bold
from pipeline.tables.regions.lattice import grid_of

FEWEST_NAMES = 2
"""Names of columns that a header has at the least, and figures that stand under them."""


def part_stacked(grid: Grid) -> list[Grid]:
    """The tables in a grid with its words, top to bottom: cut above each header that stands under figures, and its title."""
    rows = grid.rows()
    figured = [_has_figures(row) for row in rows]
    cuts = [0]
    above: list[list[GridCell]] = []
    for i, row in enumerate(rows):
        if figured[i]:
            above.append(row)
        elif above and True in figured[i:] and _is_header(row, above, rows[figured.index(True, i)]):
            start = i
            while len([cell for cell in rows[start - 1] if cell.lines]) == 1 and not figured[start - 1]:
                start -= 1
            if all(cell.row >= start or cell.row + cell.row_span <= start for cell in grid.cells):
                cuts.append(start)
                above = []
    return [_part(grid, start, stop) for start, stop in pairwise([*cuts, grid.n_rows])] if len(cuts) > 1 else [grid]


def _is_header(row: Sequence[GridCell], above: Sequence[Sequence[GridCell]], below: Sequence[GridCell]) -> bool:
    """Whether a row names columns of the figures below it that are not those of the figures above, or is alone in bold."""
    names = [cell for cell in row if cell.lines]
    if len(names) < FEWEST_NAMES:
        return False
    columns = {cell.column for cell in below if any(is_figure(line.text) for line in cell.lines)} & {
        cell.column for cell in names
    }
    if len(columns) < FEWEST_NAMES:
        return False
    if are_bold(names) and not all(map(are_bold, above)) and not are_bold(below):
        return True
    ours, theirs = _columns(row), _columns(above[-1])
    return ours == _columns(below) and bool(ours - theirs) and bool(theirs - ours)


def _has_figures(cells: Sequence[GridCell]) -> bool:
    """Whether a line of these cells has a figure, its label aside: one cell may hold several rows, and several columns."""
    return any(s.figure for cell in cells for line in cell.lines for s in segments_of(line)[cell.column == 0 :])


def _columns(row: Sequence[GridCell]) -> set[tuple[int, int]]:
    """From which to which column each cell of a row reaches."""
    return {(cell.column, cell.column_span) for cell in row}


def _part(grid: Grid, start: int, stop: int) -> Grid:
    """Rows `start` to `stop` as a grid of their own, without the edges between columns that only other rows have."""
    cells = [cell for cell in grid.cells if start <= cell.row < stop]
    part = grid_of([cell.box for cell in cells], grid.page)
    lines = {(cell.box.top, cell.box.x0): cell.lines for cell in cells}
    return replace(part, cells=[replace(cell, lines=lines.get((cell.box.top, cell.box.x0), [])) for cell in part.cells])
