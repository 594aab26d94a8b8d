"""Grids of rules that hold several tables, one under the other with no white between: each begins with a header of its own."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pipeline.tables.features.text_rows import TextRow
from pipeline.tables.model import Grid, lines_of
from pipeline.tables.regions.lattice import grid_of
from pipeline.tables.regions.titles import header_under_figures


def part_stacked(grid: Grid) -> list[Grid]:
    """The tables in a grid with its words, top to bottom: cut above each header that stands under figures, and its title."""
    numbers: list[int] = []
    lines: list[TextRow] = []
    for number, row in enumerate(grid.rows()):
        here = lines_of(word for cell in row for line in cell.lines for word in line.words)
        lines += [TextRow(line, grid.page, grid.box.x1) for line in here]
        numbers += [number] * len(here)
    cuts = [0]
    figures: list[int] = []
    for i, line in enumerate(lines):
        if line.figures:
            figures.append(i)
        elif figures and (header := header_under_figures(lines, figures[-1], i)) is not None:
            below = next(k for k in range(header + 1, len(lines)) if lines[k].figures)
            contrast = lines[header].bold and not lines[below].bold and not all(lines[k].bold for k in figures)
            ours, theirs, body = (_columns(grid, numbers[k]) for k in (header, figures[-1], below))
            alone = numbers[figures[-1]] < numbers[i] and numbers[header] < numbers[below]
            parted = all(cell.row >= numbers[i] or cell.row + cell.row_span <= numbers[i] for cell in grid.cells)
            if alone and parted and (contrast or (ours == body and ours - theirs and theirs - ours)):
                cuts.append(numbers[i])
                figures = []
    return [_part(grid, start, stop) for start, stop in pairwise([*cuts, grid.n_rows])] if len(cuts) > 1 else [grid]


def _columns(grid: Grid, row: int) -> set[tuple[int, int]]:
    """From which to which column each cell of a row reaches."""
    return {(cell.column, cell.column_span) for cell in grid.cells if cell.row == row}


def _part(grid: Grid, start: int, stop: int) -> Grid:
    """Rows `start` to `stop` as a grid of their own, without the edges between columns that only other rows have."""
    cells = [cell for cell in grid.cells if start <= cell.row < stop]
    part = grid_of([cell.box for cell in cells], grid.page)
    lines = {(cell.box.top, cell.box.x0): cell.lines for cell in cells}
    return replace(part, cells=[replace(cell, lines=lines.get((cell.box.top, cell.box.x0), [])) for cell in part.cells])
