"""A last column of a wide sheet that stands alone on a page after its table: its figures are at the heights of the rows."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.model import Line
from pipeline.tables.features.text_rows import is_figure
from pipeline.tables.model import Grid, GridCell
from pipeline.tables.stitch import SAME_EDGE, last_baselines, rows_beside
from schemas.provenance import Box

RULE = "figures at the heights of the rows on the page before"


def with_lone_columns(
    tables: Sequence[list[Grid]], outside: Sequence[list[Line]], numbers: Sequence[int]
) -> tuple[list[list[Grid]], list[list[Line]]]:
    """The tables, a lone column that faces one put after it, and the lines of each page that are then in none.

    `numbers` are those of the pages whose lines `outside` has.
    """
    left = dict(zip(numbers, outside, strict=True))
    parts = sorted((part for table in tables for part in table), key=lambda part: part.page)
    filled = {part.page for part in parts}
    found = list(tables)
    for page in sorted(left.keys() - filled):
        for part in parts:
            if not filled.issuperset(range(part.page, page)):
                continue
            column = _lone_column(part, page, left[page])
            if column is not None:
                found.append([column])
                filled.add(page)
                taken = {id(line) for cell in column.cells for line in cell.lines}
                left[page] = [line for line in left[page] if id(line) not in taken]
    return sorted(found, key=lambda table: table[0].page), [left[number] for number in numbers]


def _lone_column(table: Grid, page: int, lines: Sequence[Line]) -> Grid | None:
    """The column of a table that lines of a later page print: figures at the heights of its rows, and nothing else there."""
    rows = last_baselines(table)
    body = [height for row, height in rows.items() if row >= table.header_rows]
    if not body:
        return None
    first, last = min(body) - SAME_EDGE, max(body) + SAME_EDGE
    figures = sorted((line for line in lines if first <= line.baseline <= last), key=lambda line: line.baseline)
    if not all(is_figure(line.text) for line in figures):
        return None
    heads = [line for line in lines if table.row_edges[0] - SAME_EDGE <= line.baseline < first]
    if not figures:
        return None
    cells = [heads, *([line] for line in figures)] if heads else [[line] for line in figures]
    here = [line for cell in cells for line in cell]
    x0, x1 = min(line.x0 for line in here) - 1, max(line.x1 for line in here) + 1
    edges = [min(line.top for line in cells[0]) - 1, *(max(line.bottom for line in cell) for cell in cells)]
    found = [GridCell(row, 0, 1, 1, Box(x0, edges[row], x1, edges[row + 1]), cell) for row, cell in enumerate(cells)]
    column = Grid(page, edges, [x0, x1], found, f"aligned: {RULE}", int(bool(heads)))
    return column if rows_beside(table, column) is not None else None
