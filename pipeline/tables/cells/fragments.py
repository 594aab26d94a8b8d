"""What the lines of a table print in its columns."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from pipeline.reading.model import Word
from pipeline.tables.features.alignment import is_centred
from pipeline.tables.features.text_rows import FIGURE_GAP, Segment, TextRow, is_figure
from pipeline.tables.model import AMOUNT
from pipeline.vocabulary import CURRENCIES, DASHES

NO_ENDS: Mapping[int, float] = {}

SAME_END = 1.5
"""Points by which the left ends of a column's cells may differ."""


class CellFragment(Segment):
    """What one line prints in one column, or across the columns `first` to `last`."""

    def __init__(self, first: int, last: int, words: list[Word]) -> None:
        super().__init__(words)
        self.first, self.last = first, last


def fragments_of(
    row: TextRow, edges: Sequence[float], lefts: Mapping[int, float], rights: Mapping[int, float] = NO_ENDS
) -> list[CellFragment]:
    """The line's words by column; words that nothing parts stay together across columns, but for an amount under others.

    A lone text in the middle of a wide table stands over all of its columns. `rights` says where the amounts of columns end.
    """
    if _heads_all(row, edges, lefts):
        return [CellFragment(0, len(edges) - 2, list(row.line.words))]
    pieces: list[CellFragment] = []
    for segment in row.segments:
        if row.whole and segment.words[0].baseline < segment.words[-1].baseline:
            reach = [column_of(word.center_x, edges) for word in segment.words]
            pieces.append(CellFragment(min(reach), max(reach), segment.words))
            continue
        run: list[Word] = []
        columns: list[int] = []
        for i, word in enumerate(segment.words):
            column = column_of(word.center_x, edges)
            left = lefts.get(column) if row.tabular else None
            if run and (
                (column != columns[-1] and _breaks(run, segment.words[i:], edges, column, left))
                or (column > columns[0] and _is_amount_at(segment.words[i:], rights.get(column)))
            ):
                pieces.append(CellFragment(min(columns), max(columns), run))
                run, columns = [], []
            run.append(word)
            columns.append(column)
        pieces.append(CellFragment(min(columns), max(columns), run))
    for label, amount in pairwise(pieces):
        if label.first < amount.first <= label.last and _is_amount_at(amount.words, rights.get(amount.first)):
            label.last = amount.first - 1  # a label that reaches up to the amount
    for figure, nil, after in zip(pieces, pieces[1:], [*pieces[2:], None], strict=False):
        room = (after.first if after else len(edges) - 1) - nil.last
        if figure.last == nil.first and room > 1 and nil.text in DASHES and figure.figure and figure.text not in DASHES:
            nil.first = nil.last = nil.first + 1  # set left, near the column before
    return pieces


def fragments_across(row: TextRow, edges: Sequence[float], lefts: Mapping[int, float]) -> list[CellFragment]:
    """The line's segments, each over all columns that it reaches; one in the middle of several columns stands over these."""
    pieces = []
    for segment in row.segments:
        columns = [column_of(word.center_x, edges) for word in segment.words]
        first, last = min(columns), max(columns)
        if abs(segment.x0 - lefts.get(first, edges[first])) > 2 * SAME_END:
            middle = [c for c in range(first) if is_centred(segment.x0, segment.x1, edges[c], edges[-1])]
            first, last = (middle[-1], len(edges) - 2) if middle else (first, last)
        pieces.append(CellFragment(first, last, segment.words))
    return pieces


def _heads_all(row: TextRow, edges: Sequence[float], lefts: Mapping[int, float]) -> bool:
    """Whether a line is a lone text in the middle of a table of several columns, and not in line with one of them.

    What begins in a small letter is the next line of a name.
    """
    width = edges[-1] - edges[0]
    if len(edges) < 4 or row.tabular or row.x0 < edges[0] + 0.1 * width or row.line.text[0].islower():
        return False
    left = lefts.get(column_of(row.x0 + 1, edges))
    return (left is None or abs(row.x0 - left) > 2 * SAME_END) and is_centred(row.x0, row.x1, edges[0], edges[-1])


def left_ends(rows: Sequence[TextRow], edges: Sequence[float]) -> dict[int, float]:
    """Where the cells of each column that is aligned left begin."""
    segments = (segment for row in rows for segment in row.segments)
    return _commonest(((column_of(s.words[0].center_x, edges), s.x0) for s in segments), 2)


def amount_ends(rows: Sequence[TextRow], edges: Sequence[float]) -> dict[int, float]:
    """Where the amounts of each column end that are set to the right."""
    segments = (segment for row in rows for segment in row.segments if segment.figure)
    return _commonest(((column_of(s.words[-1].center_x, edges), s.x1) for s in segments), 3)


def _commonest(ends: Iterable[tuple[int, float]], fewest: int) -> dict[int, float]:
    """Of each column the end, to a tenth of a point, that most of its texts share, if so many do."""
    found: dict[int, Counter[float]] = {}
    for column, x in ends:
        found.setdefault(column, Counter())[round(x, 1)] += 1
    common = {column: counter.most_common(1)[0] for column, counter in found.items()}
    return {column: x for column, (x, count) in common.items() if count >= fewest}


def _is_amount_at(words: Sequence[Word], right: float | None) -> bool:
    """Whether the first words are an amount, with its currency, that ends where those of a column do."""
    start = int(words[0].text in CURRENCIES)
    if right is None or start == len(words) or AMOUNT.fullmatch(words[start].text) is None:
        return False
    behind = words[start + 1 : start + 2]
    last = behind[0] if not start and behind and behind[0].text in CURRENCIES else words[start]
    return abs(last.x1 - right) <= SAME_END / 2


def column_of(x: float, edges: Sequence[float]) -> int:
    return max(0, bisect_right(edges, x, 0, len(edges) - 1) - 1)


def _breaks(begun: Sequence[Word], rest: Sequence[Word], edges: Sequence[float], column: int, column_left: float | None) -> bool:
    """Whether the words on either side of a column's edge are two cells: those on its left, and the rest of the line.

    Words that are printed as one text, and begin as no code does, are one label: a total may reach over codes and labels.
    """
    left, right, edge = begun[-1], rest[0], edges[column]
    if left.x1 > edge + 1 or right.x0 < edge - 1:
        return False
    if right.x0 - left.x1 > FIGURE_GAP * max(left.font.size, right.font.size):
        return True
    if column_left is not None and abs(right.x0 - column_left) <= SAME_END:
        one_text = 0 < left.chars[0].run == right.chars[0].run
        return not (one_text and begun[0].text.isalpha())
    return is_figure(" ".join(word.text for word in rest if column_of(word.center_x, edges) == column))


def spans_of(pieces: Iterable[CellFragment]) -> list[range]:
    """The columns of each cell that these make up: those that share a column are one cell."""
    spans: list[range] = []
    for first, last in sorted((piece.first, piece.last) for piece in pieces):
        if spans and first < spans[-1].stop:
            spans[-1] = range(spans[-1].start, max(spans[-1].stop, last + 1))
        else:
            spans.append(range(first, last + 1))
    return spans
