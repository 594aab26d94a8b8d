"""What goes on to the right of a table on a later page, its rows at the same heights: facing pages, sheets wider than a page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from pipeline.numbers import NOT_STATED
from pipeline.reading.model import Line
from pipeline.tables.features.text_rows import is_figure
from pipeline.tables.model import Grid, GridCell
from schemas.provenance import Box

SAME_EDGE = 4.0
"""Points by which the edges of columns, or the heights of rows, of one table may differ from page to page."""

FEWEST_ROWS = 3
"""Rows at the same heights on two pages that may stand so by chance."""

GOING_ON = 0.8
"""Share of the rows with figures that have some on the page beside, too."""

FURTHEST = 10
"""Pages by which a part may stand behind the one whose rows it goes on with: no sheet is longer."""

RULE = "figures at the heights of the rows on the page before"


def faces(table: Sequence[Grid], part: Grid) -> bool:
    """Whether a part without labels goes on to the right of one with labels: its rows are at the heights of that one's.

    It stands on the page that faces it, or, of a sheet that is wider than a page, on one after all pages with labels. It may lack
    the header, where only the left page has one, and rows that print no figures there.
    """
    left, right = [p for p in table if not p.beside], [p for p in table if p.beside]
    if len(right) == len(left) or any(p.n_columns != part.n_columns for p in right):
        return False
    whole = left[len(right)]
    pages = sorted({p.page for p in left})
    if part.page not in (whole.page + 1, pages[-1] + 1 + pages.index(whole.page)) or part.page > whole.page + FURTHEST:
        return False
    body = [cell for cell in part.cells if cell.text and cell.row >= part.header_rows]
    labels = [cell for cell in whole.cells if cell.text and cell.row >= whole.header_rows and cell.column == 0]
    if not body or not all(_may_be_figure(cell.text) for cell in body) or any(cell.figure for cell in labels):
        return False
    return _rows_beside(whole, part) is not None


def _may_be_figure(text: str) -> bool:
    """Whether a text is a figure, or says that there is none."""
    return is_figure(text) or text.lower() in NOT_STATED


def _rows_beside(left: Grid, part: Grid) -> dict[int, int] | None:
    """By the numbers of a part's rows, which row of another each goes on; None if one goes on none, or if they are few.

    Nearly all rows of the other that print figures go on in them. Headers are set at heights of their own.
    """
    header = max(left.header_rows, part.header_rows)
    ours = [(height, row) for row, heights in _baselines(left).items() if row >= header for height in heights]
    places = {row: row + header - part.header_rows for row in range(part.header_rows)}
    for row, heights in _baselines(part).items():
        if row >= part.header_rows:
            off, near = min(((abs(height - max(heights)), other) for height, other in ours), default=(math.inf, row))
            if off > SAME_EDGE or near in places.values():
                return None
            places[row] = near
    printed = {cell.row for cell in left.cells if cell.column and cell.row >= header and cell.figure}
    met = printed.intersection(places.values())
    return places if len(places) > FEWEST_ROWS and len(met) >= GOING_ON * len(printed) else None


def numbered_as(left: Grid, part: Grid) -> Grid:
    """A part that goes on beside another, with the numbers of its rows."""
    places = _rows_beside(left, part)
    assert places is not None  # as when the part was taken for one that goes on beside it
    cells = []
    for cell in part.cells:
        if cell.row in places:
            row = places[cell.row]
            cells.append(replace(cell, row=row, row_span=places.get(cell.row + cell.row_span - 1, row) - row + 1))
    return replace(part, cells=cells, row_edges=list(left.row_edges))


def _baselines(part: Grid) -> dict[int, list[float]]:
    """The baselines of the lines of cells that begin in each row, those without lines left out."""
    found: dict[int, list[float]] = {}
    for cell in (cell for cell in part.cells if cell.lines):
        found.setdefault(cell.row, []).extend(line.words[0].baseline for line in cell.lines)
    return found


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
        first = page
        while first - 1 in filled and page - first < FURTHEST:
            first -= 1
        for part in parts:
            if not first <= part.page < page:
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
    body = [height for row, heights in _baselines(table).items() if row >= table.header_rows for height in heights]
    if not body:
        return None
    first, last = min(body) - SAME_EDGE, max(body) + SAME_EDGE
    figures = sorted((line for line in lines if first <= line.baseline <= last), key=lambda line: line.baseline)
    if not all(_may_be_figure(line.text) for line in figures):
        return None
    heads = [line for line in lines if table.row_edges[0] - SAME_EDGE <= line.baseline < first]
    if not any(is_figure(line.text) for line in figures):
        return None
    cells = [heads, *([line] for line in figures)] if heads else [[line] for line in figures]
    here = [line for cell in cells for line in cell]
    x0, x1 = min(line.x0 for line in here) - 1, max(line.x1 for line in here) + 1
    edges = [min(line.top for line in cells[0]) - 1, *(max(line.bottom for line in cell) for cell in cells)]
    found = [GridCell(row, 0, 1, 1, Box(x0, edges[row], x1, edges[row + 1]), cell) for row, cell in enumerate(cells)]
    column = Grid(page, edges, [x0, x1], found, f"aligned: {RULE}", int(bool(heads)))
    return column if _rows_beside(table, column) is not None else None
