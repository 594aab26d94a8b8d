"""Labels of several rows, each at half the height of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.reading.page import Page
from pipeline.tables.cells.blanks import without_rows
from pipeline.tables.cells.continuations import LEADING
from pipeline.tables.model import Grid, GridCell
from schemas.provenance import Box

BLANK = 0.2
"""Share of the rows of groups, at the least, beside which no label stands."""

MIDDLE = 0.3
"""Font sizes by which a label may stand off the middle of its rows."""


def with_groups(grid: Grid, page: Page) -> Grid:
    """The grid whose first column labels groups of rows, with each label over all rows of its group.

    That is so where the rows can be parted, top to bottom and with none left over, to groups in whose middle the labels stand,
    the first of which has several rows, and so has another, unless a label stands between its rows. One of them must stand beside
    none of the rows: where all do, as codes and notes do, each is of its own row.
    """
    grid = _with_groups_between_rules(grid, page)
    body = grid.rows()[grid.header_rows :]
    rows = [row for row in body if any(cell.lines for cell in row if cell.column)]
    begun = [row[0] for row in body if row and row[0].column == 0 and row[0].lines]
    labels = _labels(begun)
    if len(labels) < 2 or len(labels) >= len(rows) or any(c.row_span > 1 or c.column_span > 1 for row in body for c in row[:1]):
        return grid
    heights = [_height(row) for row in rows]
    groups = _groups(heights, [_middle(label) for label in labels], labels[0].lines[0].size)
    alone = {label.row for label in begun} - {row[0].row for row in rows}
    beside = [line.baseline for row in rows for cell in row if cell.column for line in cell.lines]
    if all(_is_level(label, [*beside, *heights]) for label in labels):
        return grid
    if not groups or len(groups[0]) == 1 or (sum(len(group) > 1 for group in groups) < 2 and not alone):
        return grid
    over = [range(rows[group[0]][0].row, rows[group[-1]][0].row + 1) for group in groups]
    taken = {row for reach in over for row in reach}
    cells = [cell for cell in grid.cells if cell.column or cell.row not in taken]
    cells += [replace(label, row=reach[0], row_span=len(reach)) for label, reach in zip(labels, over, strict=True)]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return without_rows(replace(grid, cells=cells), alone)


def _with_groups_between_rules(grid: Grid, page: Page) -> Grid:
    """The grid whose columns before its figures label groups of rows, where rules part the groups, and others each of the rows.

    What stands there between two such rules is of all rows between them, if it leaves rows blank: labels of single rows do not.
    """
    body = [cell for cell in grid.cells if cell.row >= grid.header_rows]
    labels = min((cell.column for cell in body if cell.column and cell.figure), default=0)
    rows = sorted({cell.row for cell in body if cell.column >= labels and cell.figure})
    edges, top, bottom = grid.column_edges, grid.row_edges[grid.header_rows], grid.row_edges[-1]
    heights = {row: _height([cell for cell in body if cell.row == row and cell.column >= labels]) for row in rows if labels}
    rules = [rule for rule in page.horizontals if top < rule.at < bottom]
    at_rows = [rule.at for rule in rules if rule.start < edges[labels + 1] and rule.end > edges[-2]] if labels else []
    cells = list(grid.cells)
    for column in range(labels if at_rows else 0):
        middle = (edges[column] + edges[column + 1]) / 2
        parts = [top, *sorted(rule.at for rule in rules if rule.start < middle < rule.end), bottom]
        own = [c for c in cells if c.columns == range(column, column + 1) and c.row >= grid.header_rows]
        groups = [(a, b, [row for row in rows if a < heights[row] < b]) for a, b in pairwise(parts)]
        groups = [group for group in groups if len(group[2]) > 1]
        steps = [(heights[a], heights[b]) for _, _, group in groups for a, b in pairwise(group)]
        filled = {cell.row for cell in own if cell.lines}
        count = sum(len(group) for _, _, group in groups)
        blank = count - sum(len(filled.intersection(group)) for _, _, group in groups)
        if not groups or blank < BLANK * count or not all(any(a < at < b for at in at_rows) for a, b in steps):
            continue
        for start, stop, group in groups:
            here = [cell for cell in own if cell.row in group or any(start < line.baseline < stop for line in cell.lines)]
            lines = [line for cell in here for line in cell.lines]
            box = Box(edges[column], grid.row_edges[group[0]], edges[column + 1], grid.row_edges[group[-1] + 1])
            cells = [cell for cell in cells if cell not in here]
            cells.append(GridCell(group[0], column, group[-1] + 1 - group[0], 1, box, lines))
    if cells == grid.cells:
        return grid
    left = {row for cell in cells if cell.lines for row in cell.rows}
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return without_rows(replace(grid, cells=cells), {cell.row for cell in body} - left)


def _labels(begun: Sequence[GridCell]) -> list[GridCell]:
    """The labels, of which one may go on, in a small letter, in the next row."""
    labels: list[GridCell] = []
    for cell in begun:
        if (
            labels
            and cell.text[0].islower()
            and cell.lines[0].baseline - labels[-1].lines[-1].baseline <= LEADING * cell.lines[0].size
        ):
            labels[-1] = replace(labels[-1], lines=[*labels[-1].lines, *cell.lines])
        else:
            labels.append(cell)
    return labels


def _middle(cell: GridCell) -> float:
    """Half-way between its first and its last word: a line may be one of several that are taken together."""
    return (cell.lines[0].words[0].baseline + cell.lines[-1].words[-1].baseline) / 2


def _is_level(label: GridCell, heights: Sequence[float]) -> bool:
    """Whether a label, by its middle or one of its lines, stands beside something at these heights."""
    own = [_middle(label), *(line.baseline for line in label.lines)]
    return any(abs(a - b) <= MIDDLE * label.lines[0].size for a in own for b in heights)


def _height(row: Sequence[GridCell]) -> float:
    """Where a row stands, whose cells are level in the middle or at the top."""
    middles = sorted(_middle(cell) for cell in row if cell.column and cell.lines)
    return middles[len(middles) // 2]


def _groups(rows: Sequence[float], labels: Sequence[float], size: float) -> list[range]:
    """The rows of each label; nothing if they cannot be parted so that each label stands in the middle of its own."""
    groups: list[range] = []
    first = 0
    for label in labels:
        last = next((i for i in range(first, len(rows)) if abs((rows[first] + rows[i]) / 2 - label) <= MIDDLE * size), None)
        if last is None:
            return []
        groups.append(range(first, last + 1))
        first = last + 1
    return groups if first == len(rows) else []
