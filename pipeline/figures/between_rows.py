"""Figures that stand on a line of their own between two rows: of which of the two they are cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from schemas.table import Cell, Table

SQUEEZED = 1.2
"""Times the usual distance of two rows that those around such a line stand apart at most: it has no room of its own."""


def between_rows(table: Table) -> list[Cell]:
    """The figures of lines without a label that stand in the white between two rows, one of which prints none there."""
    rows = [[cell for cell in row if cell and cell.text] for row in table.body()]
    labelled = [any(cell.value is None for cell in row) for row in rows]
    places = [row[-1].box.bottom if row else 0.0 for row in rows]
    steps = [
        places[i + 1] - places[i]
        for i in range(len(rows) - 1)
        if labelled[i] and labelled[i + 1] and rows[i][-1].page == rows[i + 1][-1].page
    ]
    if not steps:
        return []
    found: list[Cell] = []
    for i in range(1, len(rows) - 1):
        lone = rows[i] and not labelled[i] and labelled[i - 1] and labelled[i + 1]
        if lone and 0 < places[i + 1] - places[i - 1] <= SQUEEZED * median(steps):
            found += [cell for cell in rows[i] if not (_has(rows[i - 1], cell) and _has(rows[i + 1], cell))]
    return found


def _has(row: Sequence[Cell], figure: Cell) -> bool:
    return any(cell.column == figure.column for cell in row)
