"""Lines of a table, grouped into rows, to cells in rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.model import Line, Word
from pipeline.tables.cells.fragments import spans_of
from pipeline.tables.cells.row_lines import CLOSE, RowLines
from pipeline.tables.cells.spans import head_cells
from pipeline.tables.model import Grid, GridCell
from schemas.provenance import Box

PADDING = 4.0
"""Points between a rule and the text of the row that it ends or begins: rules further off are of something else."""


NOWHERE = Box(0.0, 0.0, 0.0, 0.0)
"""The box of a cell that is not laid out yet."""


def place_head(table: RowLines, lines: Sequence[int], row: int, further: Sequence[int] = ()) -> list[GridCell]:
    """The cells of a head, or of a band of it over `further` lines of the same page, from row `row` on."""
    return [
        _cell(row + name.level, name.depth, name.first, name.last, _printed(table, name.lines, name.first, name.last))
        for name in head_cells(table, lines, further)
    ]


def place_row(table: RowLines, lines: Sequence[int], row: int) -> list[GridCell]:
    """The cells of one row."""
    return [_cell(row, 1, first, last, _printed(table, lines, first, last)) for first, last in spans_of(lines, table.pieces)]


def _cell(row: int, row_span: int, first: int, last: int, lines: list[Line]) -> GridCell:
    return GridCell(row, first, row_span, last - first + 1, NOWHERE, lines)


def _printed(table: RowLines, lines: Sequence[int], first: int, last: int) -> list[Line]:
    """What the lines print in columns `first` to `last`."""
    printed = []
    for i in lines:
        run: list[Word] = []
        for word in (word for piece in table.pieces[i] if first <= piece.first <= last for word in piece.words):
            if run and word.baseline - run[-1].baseline > CLOSE * word.font.size:
                printed.append(Line(run, run[0].baseline))
                run = []
            run.append(word)
        if run:
            printed.append(Line(run, table.rows[i].baseline))
    return printed


def height_of(placed: Sequence[GridCell]) -> int:
    """How many rows the cells take, row 0 being the first."""
    return max((p.row + p.row_span for p in placed), default=0)


def row_edges_of(placed: Sequence[GridCell], separators: Sequence[float]) -> list[float]:
    """Heights between the rows of these cells, which start at row 0: a rule where there is one, else the middle of the white."""
    count = height_of(placed)
    tops = [min((p.lines[0].top for p in placed if p.row == r and p.lines), default=0.0) for r in range(count)]
    bottoms = [
        max((p.lines[-1].bottom for p in placed if p.row + p.row_span - 1 == r and p.lines), default=tops[r])
        for r in range(count)
    ]
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
    taken = {
        (r, c)
        for cell in placed
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.column, cell.column + cell.column_span)
    }
    places = ((r, c) for r in range(len(row_edges) - 1) for c in range(len(column_edges) - 1))
    free = [_cell(r, 1, c, c, []) for r, c in places if (r, c) not in taken]
    cells = []
    for cell in sorted([*placed, *free], key=lambda cell: (cell.row, cell.column)):
        right, bottom = column_edges[cell.column + cell.column_span], row_edges[cell.row + cell.row_span]
        cells.append(replace(cell, box=Box(column_edges[cell.column], row_edges[cell.row], right, bottom)))
    return Grid(page, row_edges, column_edges, cells, method, header_rows)
