"""Titles that stand between two tables: what ends one and announces the other."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.tables.cells.rows import SPACE
from pipeline.tables.features.text_rows import TextRow, leading

MOST_TITLE_LINES = 3
"""Lines that a title, or a header above its last line, may take."""


ROWS_OF_LABELS = 12
"""Rows whose labels show how wide a label may be."""


def has_room(rows: Sequence[TextRow], line: TextRow) -> bool:
    """Whether the label of the last of these rows has room for the first word of the line below it, which is none of its own."""
    labels = [row.segments[0] for row in rows[-ROWS_OF_LABELS:] if row.tabular and not row.segments[0].figure]
    word = line.line.words[0]
    return bool(labels) and labels[-1].x1 + SPACE * line.size + word.x1 - word.x0 < max(label.x1 for label in labels)


def title_ends(rows: Sequence[TextRow], i: int) -> bool:
    """Whether line `i` is a title under the figures of one table and over the header of another.

    The line is larger than the figures above it, or bold where not all of these are, and has no gap. What follows within a few
    lines has gaps, no figures and bold print: a heading of rows within a table is followed by figures. Under bold figures it
    is no next line of their label, which had room for its first word.
    """
    row = rows[i]
    if row.tabular or row.figures or i == 0:
        return False
    above = [other for other in reversed(rows[max(0, i - MOST_TITLE_LINES) : i]) if other.tabular]
    if not above or not above[0].figures or above[0].page != row.page:
        return False
    bold = row.bold and (not above[0].bold or (not all(other.bold for other in above) and has_room(rows[:i], row)))
    if not bold and row.size < 1.05 * above[0].size:
        return False
    for below in rows[i + 1 : i + 1 + MOST_TITLE_LINES]:
        if leading(row, below) is None or below.figures:
            return False
        if below.tabular:
            return below.bold
    return False
