"""Lines of a table, grouped into rows, to cells in rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.tables.cells.fragments import spans_of
from pipeline.tables.cells.row_lines import RowLines
from pipeline.tables.model import Grid, GridCell
from schemas.provenance import Box

PADDING = 4.0
"""Points between a rule and the text of the row that it ends or begins: rules further off are of something else."""


def place_row(table: RowLines, lines: Sequence[int], row: int) -> list[GridCell]:
    """The cells of one row."""
    return [
        GridCell(row, columns.start, 1, len(columns), lines=[text for i in lines for text in table.printed(i, columns)])
        for columns in spans_of(piece for i in lines for piece in table.pieces[i])
    ]


def height_of(placed: Sequence[GridCell]) -> int:
    """How many rows the cells take, row 0 being the first."""
    return max((p.row + p.row_span for p in placed), default=0)


def row_edges_of(placed: Sequence[GridCell], separators: Sequence[float]) -> list[float]:
    """Heights between the rows of these cells, which start at row 0: a rule where there is one, else the middle of the white."""
    first: dict[int, list[float]] = {}
    last: dict[int, list[float]] = {}
    for cell in placed:
        if cell.lines:
            first.setdefault(cell.row, []).append(cell.lines[0].top)
            last.setdefault(cell.rows[-1], []).append(cell.lines[-1].bottom)
    tops = [min(first.get(row, [0.0])) for row in range(height_of(placed))]
    bottoms = [max(last.get(row, [top])) for row, top in enumerate(tops)]
    edges = [tops[0] - 1]
    for bottom, top in zip(bottoms, tops[1:], strict=False):
        low, high = sorted((bottom, top))
        rule = next((at for at in separators if low - PADDING < at < high + PADDING), None)
        edges.append(max(edges[-1], rule if rule is not None else (low + high) / 2))
    return [*edges, max(bottoms) + 1]


def lay_out(
    placed: Sequence[GridCell], row_edges: list[float], column_edges: list[float], page: int, method: str, header_rows: int = 0
) -> Grid:
    """The grid of these cells, each put in its box; places that none covers become cells without text."""
    taken = {(r, c) for cell in placed for r in cell.rows for c in cell.columns}
    places = ((r, c) for r in range(len(row_edges) - 1) for c in range(len(column_edges) - 1))
    free = [GridCell(r, c, 1, 1) for r, c in places if (r, c) not in taken]
    cells = []
    for cell in sorted([*placed, *free], key=lambda cell: (cell.row, cell.column)):
        right, bottom = column_edges[cell.column + cell.column_span], row_edges[cell.row + cell.row_span]
        cells.append(replace(cell, box=Box(column_edges[cell.column], row_edges[cell.row], right, bottom)))
    return Grid(page, row_edges, column_edges, cells, method, header_rows)
