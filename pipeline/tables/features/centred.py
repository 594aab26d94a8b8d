"""Rows whose amounts stand at half height beside a label of several lines: no line holds both."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.model import Line
from pipeline.tables.features.text_rows import COLUMN_GAP, IN_LINE, OVERLAPPING, Segment, TextRow, leading

EVEN = 0.15
"""Font sizes by which the lines of one label may differ in their distances, and amounts stand off the middle of two."""


def join_centred(rows: Sequence[TextRow]) -> list[TextRow]:
    """The lines of a page, top to bottom, those made one that are a label of several lines and the figures beside its middle.

    Of a label, as many lines of one style and left end stand above the figures as below them.
    """
    joined: list[TextRow] = []
    i = 0
    while i < len(rows):
        reach = _lines_beside(rows, i)
        if reach and len(joined) >= reach and joined[-reach:] == list(rows[i - reach : i]):
            label, figures = [*joined[-reach:], *rows[i + 1 : i + 1 + reach]], rows[i]
            del joined[-reach:]
            joined.append(_as_one(label, figures))
            i += reach + 1
        else:
            joined.append(rows[i])
            i += 1
    return joined


def _lines_beside(rows: Sequence[TextRow], i: int) -> int:
    """How many lines of a label stand above line `i`, and as many below it, if it is figures in the middle of one; else 0."""
    row = rows[i]
    if row.whole or not row.figures or not 0 < i < len(rows) - 1:
        return 0
    pitch = _distance(rows[i - 1], rows[i + 1])
    if pitch is None or abs(_between(rows[i - 1], row) - pitch / 2) > EVEN or pitch / 2 >= OVERLAPPING:
        return 0
    reach = 0
    while i - reach - 1 >= 0 and i + reach + 1 < len(rows):
        above, below = rows[i - reach - 1], rows[i + reach + 1]
        if not (_labels(above, row) and _labels(below, row) and abs(above.x0 - below.x0) <= IN_LINE and above.bold == below.bold):
            break
        if reach and not all(_is_next(a, b, pitch) for a, b in ((above, rows[i - reach]), (rows[i + reach], below))):
            break
        reach += 1
    return reach


def _labels(line: TextRow, figures: TextRow) -> bool:
    """Whether a line is a text by itself, clearly left of the figures."""
    return not line.whole and not line.tabular and not line.figures and figures.x0 - line.x1 > COLUMN_GAP * line.size


def _is_next(above: TextRow, below: TextRow, pitch: float) -> bool:
    distance = _distance(above, below)
    return distance is not None and abs(distance - pitch) <= EVEN


def _distance(above: TextRow, below: TextRow) -> float | None:
    return leading(above, below) if above.text_column == below.text_column else None


def _between(above: TextRow, below: TextRow) -> float:
    return (below.baseline - above.baseline) / above.size


def _as_one(label: Sequence[TextRow], figures: TextRow) -> TextRow:
    cells = [Segment([word for row in label for word in row.line.words]), *figures.segments]
    words = [word for cell in cells for word in cell.words]
    line = Line(words, max(row.baseline for row in label), figures.text_column)
    return TextRow(line, figures.page, figures.page_width, cells)
