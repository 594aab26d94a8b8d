"""A last column of a wide sheet that stands alone on the page after its table: its figures are at the heights of the rows."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.model import Line
from pipeline.tables.features.text_rows import is_figure
from pipeline.tables.model import Grid, GridCell
from pipeline.tables.stitch import FEWEST_ROWS, SAME_EDGE, last_baselines
from schemas.provenance import Box

RULE = "figures at the heights of the rows on the page before"


def with_lone_columns(
    tables: Sequence[list[Grid]], outside: Sequence[list[Line]], numbers: Sequence[int]
) -> tuple[list[list[Grid]], list[list[Line]]]:
    """The tables, a lone column that faces one put after it, and the lines of each page that are then in none.

    `numbers` are those of the pages whose lines `outside` has.
    """
    found: list[list[Grid]] = []
    left = dict(zip(numbers, outside, strict=True))
    filled = {part.page for table in tables for part in table}
    for table in tables:
        found.append(table)
        page = table[-1].page + 1
        if page in left and page not in filled:
            column = _lone_column(table[-1], page, left[page])
            if column is not None:
                found.append([column])
                taken = {id(line) for cell in column.cells for line in cell.lines}
                left[page] = [line for line in left[page] if id(line) not in taken]
    return found, [left[number] for number in numbers]


def _lone_column(table: Grid, page: int, lines: Sequence[Line]) -> Grid | None:
    """The column of a table that lines of the next page print: a figure at the height of each row, and nothing else there."""
    rows = last_baselines(table)
    if table.n_rows <= FEWEST_ROWS or len(rows) < table.n_rows or table.header_rows > 1:
        return None
    first, last = rows[0] - SAME_EDGE, rows[table.n_rows - 1] + SAME_EDGE
    here = sorted((line for line in lines if first <= line.baseline <= last), key=lambda line: line.baseline)
    if len(here) != len(rows) or any(
        abs(line.baseline - rows[row]) > SAME_EDGE or (row >= table.header_rows and not is_figure(line.text))
        for row, line in enumerate(here)
    ):
        return None
    x0, x1 = min(line.x0 for line in here) - 1, max(line.x1 for line in here) + 1
    edges = table.row_edges
    cells = [GridCell(row, 0, 1, 1, Box(x0, edges[row], x1, edges[row + 1]), [line]) for row, line in enumerate(here)]
    return Grid(page, list(edges), [x0, x1], cells, f"aligned: {RULE}", table.header_rows)
