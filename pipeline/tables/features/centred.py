"""Rows of which cells of two lines stand beside cells of one in their middle, so that the lines overlap in height."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.model import Line
from pipeline.tables.features.text_rows import OVERLAPPING, Segment, TextRow, is_broken, leading


def join_centred(rows: Sequence[TextRow]) -> list[TextRow]:
    """The lines of a page, top to bottom, those made one that are cells of two lines with cells of one between them."""
    joined: list[TextRow] = []
    i = 0
    while i < len(rows):
        count = _interleaved(rows, i)
        joined.append(_by_columns(rows[i : i + count]) if count else rows[i])
        i += max(1, count)
    return joined


def _interleaved(rows: Sequence[TextRow], i: int) -> int:
    """How many lines from line `i` on are one row because they overlap in height, cells of two lines between those of one; or 0.

    Lines so close can but stand beside one another. Each goes on, text by text, two lines below.
    """
    last = i
    while last + 1 < len(rows):
        above, below = rows[last], rows[last + 1]
        distance = leading(above, below)
        if above.whole or below.whole or distance is None or not 0 < distance < OVERLAPPING:
            break
        if any(a.overlaps(b) for a in above.segments for b in below.segments):
            break
        last += 1
    lines = rows[i : last + 1]
    whole = len(lines) > 2 and any(line.figures for line in lines)
    return len(lines) if whole and all(_goes_on(a, b) for a, b in zip(lines, lines[2:], strict=False)) else 0


def _goes_on(above: TextRow, below: TextRow) -> bool:
    """Whether the texts of one line stand over those of the other, one by one, and no two are figures by themselves."""
    pairs = [(a, b) for a in above.segments for b in below.segments if a.overlaps(b)]
    if any(a.figure and b.figure and not is_broken(a.text, b.text) for a, b in pairs):
        return False
    return (
        len(pairs)
        == len(above.segments)
        == len(below.segments)
        == len({id(a) for a, _ in pairs})
        == len({id(b) for _, b in pairs})
    )


def _by_columns(lines: Sequence[TextRow]) -> TextRow:
    """Lines of one row as one, each text with those under it as one cell."""
    cells: list[list[Segment]] = [[segment] for line in lines[:2] for segment in line.segments]
    for below in lines[2:]:
        for segment in below.segments:
            next(cell for cell in cells if cell[-1].overlaps(segment)).append(segment)
    joined = [Segment([word for segment in cell for word in segment.words]) for cell in cells]
    joined.sort(key=lambda cell: cell.x0)
    line = Line([word for cell in joined for word in cell.words], lines[-1].baseline, lines[0].text_column)
    return TextRow(line, lines[0].page, lines[0].page_width, joined)
