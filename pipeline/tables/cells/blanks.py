"""Rows and columns in which nothing stands: between double rules, along padding drawn as a box, around a highlighted text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.tables.model import Grid
from schemas.provenance import Box


def without_blanks(parts: Sequence[Grid]) -> list[Grid]:
    """The parts of one table without the rows, and without the columns that are blank in all parts.

    A column with no more than a heading is not blank.
    """
    columns = _blank_columns(parts) if len({part.n_columns for part in parts}) == 1 else []
    return [without_rows(part, _blank_rows(part), columns) for part in parts]


def _blank_columns(parts: Sequence[Grid]) -> list[int]:
    cells = ((cell.column, cell.column + cell.column_span) for part in parts for cell in part.cells if cell.lines)
    return _blank(set(cells), parts[0].n_columns)


def _blank_rows(grid: Grid) -> list[int]:
    return _blank({(cell.row, cell.row + cell.row_span) for cell in grid.cells if cell.lines}, grid.n_rows)


def _blank(texts: Collection[tuple[int, int]], count: int) -> list[int]:
    """Of `count` rows or columns those with no text of their own; of those that a text reaches over, one is left to it."""
    left = set(range(count))
    for i in range(count):
        over = [range(start, stop) for start, stop in texts if start <= i < stop]
        if all(len(left.intersection(reach)) > 1 for reach in over):
            left.discard(i)
    return [i for i in range(count) if i not in left] if left else []


def without_rows(grid: Grid, rows: Collection[int], columns: Collection[int] = ()) -> Grid:
    """The grid without these rows and columns, whose place the row above or the column before takes."""
    if not rows and not columns:
        return grid
    kept_rows, kept_columns = (
        [i for i in range(n) if i not in out] for n, out in ((grid.n_rows, rows), (grid.n_columns, columns))
    )
    row_edges, column_edges = _edges_of(kept_rows, grid.row_edges), _edges_of(kept_columns, grid.column_edges)
    cells = []
    for cell in grid.cells:
        down = [k for k, row in enumerate(kept_rows) if cell.row <= row < cell.row + cell.row_span]
        across = [k for k, column in enumerate(kept_columns) if cell.column <= column < cell.column + cell.column_span]
        if down and across:
            box = Box(column_edges[across[0]], row_edges[down[0]], column_edges[across[-1] + 1], row_edges[down[-1] + 1])
            cells.append(replace(cell, row=down[0], row_span=len(down), column=across[0], column_span=len(across), box=box))
    header_rows = sum(row < grid.header_rows for row in kept_rows)
    doubtful = frozenset(k for k, column in enumerate(kept_columns) if column in grid.doubtful)
    found = replace(grid, row_edges=row_edges, column_edges=column_edges, cells=cells)
    return replace(found, header_rows=header_rows, doubtful=doubtful)


def _edges_of(kept: Sequence[int], edges: Sequence[float]) -> list[float]:
    return [edges[0], *(edges[i] for i in kept[1:]), edges[-1]]
