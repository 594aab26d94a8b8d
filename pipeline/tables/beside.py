"""What goes on to the right of a table on a later page, its rows at the same heights: facing pages, sheets wider than a page."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count, pairwise

from pipeline.reading.model import Line
from pipeline.tables.features.text_rows import is_figure, segments_of
from pipeline.tables.model import Grid, GridCell
from pipeline.vocabulary import CAPTION
from schemas.provenance import Box

SAME_EDGE = 4.0
"""Points by which the edges of columns, or the heights of rows, of one table may differ from page to page."""

FEWEST_ROWS = 3
"""Rows at the same heights on two pages that may stand so by chance."""

GOING_ON = 0.8
"""Share of the rows with figures that have some on the page beside, too."""

LABELLED = 0.75
"""Share of the rows of a part with labels that have words in the column of these, the first or the one behind codes."""

FURTHEST = 10
"""Pages by which a part may stand behind the one whose rows it goes on with: no sheet is longer."""

RULE = "figures at the heights of the rows on the page before"


def strip_beside(table: Sequence[Grid], part: Grid, outside: Mapping[int, Sequence[Line]]) -> int | None:
    """The strip of a sheet wider than a page that a part without labels belongs to: its rows are at the heights of those.

    The pages of a sheet follow one another to the right, row of pages by row, or down, strip by strip. A part may lack the
    header, where only the pages with labels have one, and rows that print no figures there. It has no title of its own among the
    lines of its page that are in no table.
    """
    labels = [p for p in table if not p.strip]
    filled = Counter(p.strip for p in table if p.strip)
    strip = next(s for s in count(1) if filled[s] < len(labels))
    if any(p.n_columns != part.n_columns for p in table if p.strip == strip):
        return None
    whole = labels[filled[strip]]
    pages = sorted({p.page for p in labels})
    below = pages[-1] + 1 + (strip - 1) * len(pages) + pages.index(whole.page)
    if part.page not in (whole.page + strip, below) or part.page > whole.page + FURTHEST:
        return None
    if _has_labels(part) or not any(_share_of_words(whole, column) >= LABELLED for column in (0, 1)):
        return None
    if _is_titled(part, outside[part.page], whole, outside[whole.page]):
        return None
    return strip if _go_on(whole, part, 0 if filled[strip] else FEWEST_ROWS) else None


def _has_labels(part: Grid) -> bool:
    """Whether the rows of a part begin with words, or have words before figures, or are numbered."""
    if _share_of_words(part, 0):
        return True
    last = max((cell.column for cell in part.cells if cell.figure and cell.row >= part.header_rows), default=0)
    if any(_share_of_words(part, column) >= LABELLED for column in range(1, last)):
        return True
    first = [row[0] for row in part.texts()[part.header_rows :]]
    return len(first) >= FEWEST_ROWS and all(b.isdecimal() and a == str(int(b) - 1) for a, b in pairwise(first))


def _is_titled(part: Grid, here: Sequence[Line], whole: Grid, there: Sequence[Line]) -> bool:
    """Whether a line above a part is printed above no table on the page with labels, be its number another."""
    top = min(part.box.top, whole.box.top)
    known = {_but_for_page(line.text) for line in there}
    return any(line.baseline < top and _but_for_page(line.text) not in known for line in here)


def _but_for_page(text: str) -> str:
    """A line without figures, which may count pages, but the numbered title of a table."""
    return text if CAPTION.match(text) else re.sub(r"[0-9]+", "", text)


def _share_of_words(part: Grid, column: int) -> float:
    """In which share of its rows a part has words in a column, neither a figure nor what says that there is none."""
    body = part.texts()[part.header_rows :]
    return sum(len(row) > column and row[column] != "" and not is_figure(row[column]) for row in body) / max(1, len(body))


def _rows_beside(left: Grid, part: Grid) -> dict[int, int] | None:
    """By the numbers of a part's rows, which row of another each goes on; None if one goes on none.

    Headers are set at heights of their own: they end where those of the other do, and begin above it, at rows below 0, if they
    are higher.
    """
    ours = [(height, row) for row, heights in _baselines(left).items() if row >= left.header_rows for height in heights]
    places: dict[int, int] = {}
    for row, heights in _baselines(part).items():
        off, near = min(((abs(height - max(heights)), other) for height, other in ours), default=(math.inf, row))
        if off <= SAME_EDGE and near not in places.values():
            places[row] = near
        elif row >= part.header_rows or places:
            return None
    first = min(places, default=0)
    return places | {row: row - first + left.header_rows for row in range(first)}


def _go_on(left: Grid, part: Grid, fewest: int) -> bool:
    """Whether nearly all rows of a grid that print figures go on in a part, more than the fewest."""
    places = _rows_beside(left, part) or {}
    printed = {cell.row for cell in left.cells if cell.column and cell.row >= left.header_rows and cell.figure}
    return len(places) > fewest and len(printed.intersection(places.values())) >= GOING_ON * len(printed)


def numbered_as(labels: Sequence[Grid], strips: Sequence[Sequence[Grid]]) -> list[list[Grid]]:
    """The parts with labels, and the strips beside them with the numbers of their rows.

    Where the header of a strip is higher, the first part with labels has more rows, too.
    """
    first, *others = labels
    missing = max((-min(_places(first, strip[0]).values()) for strip in strips), default=0)
    if missing > 0:
        first = _with_rows_above(first, missing)
    whole = [first, *others]
    return [whole, *([_numbered(left, part) for left, part in zip(whole, strip, strict=False)] for strip in strips)]


def _places(left: Grid, part: Grid) -> dict[int, int]:
    """Which row each row of a part goes on that was taken for one that goes on beside another."""
    places = _rows_beside(left, part)
    assert places is not None
    return places


def _with_rows_above(part: Grid, rows: int) -> Grid:
    """A part with so many more rows in its header, with nothing in them."""
    edges = [part.row_edges[0] - k for k in range(rows, 0, -1)]
    cells = [replace(cell, row=cell.row + rows) for cell in part.cells]
    return replace(part, cells=cells, row_edges=[*edges, *part.row_edges], header_rows=part.header_rows + rows)


def _numbered(left: Grid, part: Grid) -> Grid:
    """A part with the numbers of the rows that it goes on, without rows of a header that stand above all of these."""
    places = {row: place for row, place in _places(left, part).items() if place >= 0}
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
            if column is not None and not _is_titled(column, left[page], part, left[part.page]):
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
    if not all(is_figure(line.text) and len(segments_of(line, ())) == 1 for line in figures):
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
    return column if _go_on(table, column, FEWEST_ROWS) else None
