"""Rows whose amounts stand at half height beside a label of several lines: no line holds both."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.model import Line
from pipeline.tables.features.alignment import IN_LINE
from pipeline.tables.features.text_rows import COLUMN_GAP, OVERLAPPING, Segment, TextRow, is_broken, leading

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
        elif interleaved := _interleaved(rows, i):
            joined.append(_by_columns(rows[i : i + interleaved]))
            i += interleaved
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


def _interleaved(rows: Sequence[TextRow], i: int) -> int:
    """How many lines from line `i` on are one row because they overlap in height, cells of two lines between those of one; or 0.

    Lines so close can but stand beside one another. Each goes on, text by text, two lines below.
    """
    last = i
    while last + 1 < len(rows):
        above, below = rows[last], rows[last + 1]
        distance = _distance(above, below)
        if above.whole or below.whole or distance is None or not 0 < distance < OVERLAPPING:
            break
        if any(_overlap(a, b) for a in above.segments for b in below.segments):
            break
        last += 1
    lines = rows[i : last + 1]
    whole = len(lines) > 2 and any(line.figures for line in lines)
    return len(lines) if whole and all(_goes_on(a, b) for a, b in zip(lines, lines[2:], strict=False)) else 0


def _goes_on(above: TextRow, below: TextRow) -> bool:
    """Whether the texts of one line stand over those of the other, one by one, and no two are figures by themselves."""
    pairs = [(a, b) for a in above.segments for b in below.segments if _overlap(a, b)]
    if any(a.figure and b.figure and not is_broken(a.text, b.text) for a, b in pairs):
        return False
    return (
        len(pairs)
        == len(above.segments)
        == len(below.segments)
        == len({id(a) for a, _ in pairs})
        == len({id(b) for _, b in pairs})
    )


def _overlap(a: Segment, b: Segment) -> bool:
    return a.start < b.stop and b.start < a.stop


def _by_columns(lines: Sequence[TextRow]) -> TextRow:
    """Lines of one row as one, each text with those under it as one cell."""
    cells: list[list[Segment]] = [[segment] for line in lines[:2] for segment in line.segments]
    for below in lines[2:]:
        for segment in below.segments:
            next(cell for cell in cells if _overlap(cell[-1], segment)).append(segment)
    joined = [Segment([word for segment in cell for word in segment.words]) for cell in cells]
    joined.sort(key=lambda cell: cell.x0)
    line = Line([word for cell in joined for word in cell.words], lines[-1].baseline, lines[0].text_column)
    return TextRow(line, lines[0].page, lines[0].page_width, joined)


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
