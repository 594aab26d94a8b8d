"""Titles that stand between two tables: what ends one and announces the other."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.tables.features.text_rows import TextRow, leading

MOST_TITLE_LINES = 3
"""Lines that a title, or a header above its last line, may take."""


def title_ends(rows: Sequence[TextRow], i: int) -> bool:
    """Whether line `i` is a title under the figures of one table and over the header of another.

    The line is bold or larger than the figures above it and has no gap. What follows within a few lines has gaps, no figures
    and bold print: a heading of rows within a table is followed by figures.
    """
    row = rows[i]
    if row.tabular or row.figures or i == 0:
        return False
    above = next((rows[k] for k in range(i - 1, max(-1, i - 1 - MOST_TITLE_LINES), -1) if rows[k].tabular), None)
    if above is None or not above.figures or above.page != row.page:
        return False
    if not (row.bold and not above.bold) and row.size < 1.05 * above.size:
        return False
    for below in rows[i + 1 : i + 1 + MOST_TITLE_LINES]:
        if leading(row, below) is None or below.figures:
            return False
        if below.tabular:
            return below.bold
    return False
