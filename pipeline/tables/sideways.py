"""Tables set sideways on an upright page: their rows run up or down the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.tables.features.text_rows import is_figure
from pipeline.tables.model import Grid
from schemas.table import Cell, Table

UP, DOWN = 270, 90
"""Degrees clockwise in which the text of such a table runs."""

MOSTLY = 0.9
"""Share of a table's characters that must run sideways; headings alone may, over narrow columns."""


def turn_of(parts: Sequence[Grid]) -> int:
    """In which direction the text of a table runs: `UP`, `DOWN`, or 0 for any other."""
    angles = [ch.angle for part in parts for word in part.words() for ch in word.chars]
    turned = Counter(map(round, filter(None, angles)))
    return next((angle for angle in (UP, DOWN) if turned[angle] and turned[angle] >= MOSTLY * len(angles)), 0)


def turned_back(table: Table, turn: int) -> Table:
    """The table as who turns the page reads it: what stands in a column of the page is a row."""

    def placed(cell: Cell) -> Cell:
        after = table.rows - cell.row - cell.row_span, table.columns - cell.column - cell.column_span
        row, column = (cell.column, after[0]) if turn == UP else (after[1], cell.row)
        return cell._replace(row=row, column=column, row_span=cell.column_span, column_span=cell.row_span)

    cells = sorted(map(placed, table.cells), key=lambda cell: (cell.row, cell.column))
    shape = {"rows": table.columns, "columns": table.rows, "header_rows": _header_rows(cells)}
    return table.model_copy(update={"cells": tuple(cells), **shape})


def _header_rows(cells: Sequence[Cell]) -> int:
    """The rows above the first figures."""
    data = [cell.row for cell in cells if cell.column and is_figure(cell.text)]
    return min(data) if data else 1
