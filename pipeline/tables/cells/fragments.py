"""What the lines of a table print in its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.reading.model import Word
from pipeline.tables.features.alignment import is_centred
from pipeline.tables.features.text_rows import TextRow, is_figure

SAME_LEFT = 1.5
"""Points by which the left ends of a column's cells may differ."""

WORD_SPACE = 0.45
"""Words closer than this many font sizes are one text even over a gutter, unless something says they are not."""


@dataclass(slots=True)
class CellFragment:
    """What one line prints in one column, or across the columns `first` to `last`."""

    first: int
    last: int
    words: list[Word]

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @property
    def numeric(self) -> bool:
        """Whether this is a figure, a year not counted."""
        return is_figure(self.text)

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)


def fragments_of(row: TextRow, edges: Sequence[float], lefts: Mapping[int, float]) -> list[CellFragment]:
    """The line's words by column; words that nothing parts stay together across columns.

    A lone text in the middle of a wide table stands over all of its columns.
    """
    if _heads_all(row, edges, lefts):
        return [CellFragment(0, len(edges) - 2, list(row.line.words))]
    pieces: list[CellFragment] = []
    for segment in row.segments:
        if row.whole:
            reach = [column_of(word.center_x, edges) for word in segment.words]
            pieces.append(CellFragment(min(reach), max(reach), segment.words))
            continue
        run: list[Word] = []
        columns: list[int] = []
        for i, word in enumerate(segment.words):
            column = column_of(word.center_x, edges)
            if (
                run
                and column != columns[-1]
                and _breaks(run[-1], segment.words[i:], edges, column, lefts.get(column) if row.tabular else None)
            ):
                pieces.append(CellFragment(columns[0], columns[-1], run))
                run, columns = [], []
            run.append(word)
            columns.append(column)
        pieces.append(CellFragment(columns[0], columns[-1], run))
    return pieces


def fragments_across(row: TextRow, edges: Sequence[float], lefts: Mapping[int, float]) -> list[CellFragment]:
    """The line's segments, each over all columns that it reaches; one in the middle of several columns stands over these."""
    pieces = []
    for segment in row.segments:
        columns = [column_of(word.center_x, edges) for word in segment.words]
        first, last = columns[0], columns[-1]
        if abs(segment.x0 - lefts.get(first, edges[first])) > 2 * SAME_LEFT:
            middle = [c for c in range(first) if is_centred(segment.x0, segment.x1, edges[c], edges[-1])]
            first, last = (middle[-1], len(edges) - 2) if middle else (first, last)
        pieces.append(CellFragment(first, last, segment.words))
    return pieces


def _heads_all(row: TextRow, edges: Sequence[float], lefts: Mapping[int, float]) -> bool:
    """Whether a line is a lone text in the middle of a table of several columns, and not in line with one of them."""
    width = edges[-1] - edges[0]
    if len(edges) < 4 or row.tabular or row.x0 < edges[0] + 0.1 * width:
        return False
    left = lefts.get(column_of(row.x0 + 1, edges))
    return (left is None or abs(row.x0 - left) > 2 * SAME_LEFT) and is_centred(row.x0, row.x1, edges[0], edges[-1])


def column_of(x: float, edges: Sequence[float]) -> int:
    return max(0, sum(edge <= x for edge in edges[:-1]) - 1)


def _breaks(left: Word, rest: Sequence[Word], edges: Sequence[float], column: int, column_left: float | None) -> bool:
    """Whether two neighbouring words on either side of a column's edge are two cells; `rest` begins with the right one."""
    right, edge = rest[0], edges[column]
    if left.x1 > edge + 1 or right.x0 < edge - 1:
        return False
    if right.x0 - left.x1 > WORD_SPACE * max(left.font.size, right.font.size):
        return True
    if column_left is not None and abs(right.x0 - column_left) <= SAME_LEFT:
        return True
    return is_figure(" ".join(word.text for word in rest if column_of(word.center_x, edges) == column))


def spans_of(group: Sequence[int], pieces: Sequence[Sequence[CellFragment]]) -> list[tuple[int, int]]:
    """The cells of a row as first and last column."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted({(p.first, p.last) for i in group for p in pieces[i]}):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged
