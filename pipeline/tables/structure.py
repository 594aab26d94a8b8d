"""The rows, columns and cells of a block of aligned lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.reading.page import Line, Page, Word
from pipeline.tables.grid import Grid, GridCell
from pipeline.tables.gutters import BITS_PER_POINT, CURRENCIES, Gutter, Row, is_figure
from pipeline.tables.heads import head_cells, head_lines
from pipeline.tables.rows import Piece, RowLines, group_lines
from schemas.provenance import Box

WORD_SPACE = 0.45
"""Words closer than this many font sizes are one text even over a gutter, unless something says they are not."""

PERCENT_SIGNS = frozenset({"%", "‰"})

MARKS = 0.75
"""Share of a column's words that are such signs for it to be no column."""

NEAR_RIGHT = 3.0
"""Points between a column and the edge on its left."""

CENTRED = 0.04
"""Share of a table's width by which a heading over all of it may be off its middle, counted twice."""

SAME_LEFT = 1.5
"""Points by which the left ends of a column's cells may differ."""


def fit_block(pages: Mapping[int, Page], rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[Grid]:
    """The grids, one for each page, of a block of lines whose columns are parted by `gutters`."""
    edges = _column_edges(pages, rows, _without_marks(rows, gutters))
    lefts = _left_ends(rows, edges)
    pieces = [_pieces(row, edges, lefts) for row in rows]
    separators = {number: _separators(pages[number], rows, edges) for number in {row.page for row in rows}}
    table = RowLines(rows, pieces, _bands(rows, separators))
    head = head_lines(table)
    groups = group_lines(table, head)
    grids = []
    for number, lines in groupby(range(len(rows)), key=lambda i: rows[i].page):
        here = set(lines)
        body = [group for group in groups if group[0] in here]
        grids.append(_grid(table, number, head, body, edges, separators[number]))
    return grids


def _without_marks(rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[Gutter]:
    """The gutters without those that part an amount from its currency or per cent sign."""
    edges = [0.0, *((a + b) / 2 / BITS_PER_POINT for a, b in gutters)]
    texts: list[list[str]] = [[] for _ in edges]
    for row in rows:
        for word in row.line.words:
            texts[_column(word.center_x, [*edges, word.x1 + 1])].append(word.text)
    kept = []
    for i, gutter in enumerate(gutters):
        if not (_mostly(texts[i], CURRENCIES) or _mostly(texts[i + 1], PERCENT_SIGNS)):
            kept.append(gutter)
    return kept


def _mostly(texts: Sequence[str], marks: frozenset[str]) -> bool:
    return bool(texts) and sum(text in marks for text in texts) >= MARKS * len(texts)


def _column_edges(pages: Mapping[int, Page], rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[float]:
    """Coordinates between the columns: a vertical rule where one stands in the gutter, else near the column on its right.

    A text too long for its column runs over into the white on its right.
    """
    inner = []
    for start, stop in gutters:
        x0, x1 = start / BITS_PER_POINT, stop / BITS_PER_POINT
        rules = [rule.at for page in pages.values() for rule in page.verticals if x0 <= rule.at <= x1]
        inner.append(rules[0] if rules else max((x0 + x1) / 2, x1 - NEAR_RIGHT))
    return [min(row.x0 for row in rows) - 1, *inner, max(row.x1 for row in rows) + 1]


def _left_ends(rows: Sequence[Row], edges: Sequence[float]) -> dict[int, float]:
    """Where the cells of each column that is aligned left begin."""
    ends: dict[int, Counter[float]] = {}
    for row in rows:
        for segment in row.segments:
            ends.setdefault(_column(segment.words[0].center_x, edges), Counter())[round(segment.x0, 1)] += 1
    common = {column: counter.most_common(1)[0] for column, counter in ends.items()}
    return {column: x for column, (x, count) in common.items() if count > 1}


def _separators(page: Page, rows: Sequence[Row], edges: Sequence[float]) -> list[float]:
    """Heights of the rules on a page that reach over all columns of the block."""
    here = [row for row in rows if row.page == page.number]
    top, bottom = here[0].top - 4, here[-1].bottom + 4
    return sorted(
        rule.at for rule in page.horizontals if top <= rule.at <= bottom and rule.start <= edges[1] and rule.end >= edges[-2]
    )


def _bands(rows: Sequence[Row], separators: Mapping[int, Sequence[float]]) -> list[list[int]]:
    """The lines between one rule or page break and the next."""

    def band(i: int) -> tuple[int, int]:
        row = rows[i]
        return row.page, sum(at < row.baseline - 0.25 * row.size for at in separators[row.page])

    return [list(lines) for _, lines in groupby(range(len(rows)), key=band)]


def _pieces(row: Row, edges: Sequence[float], lefts: Mapping[int, float]) -> list[Piece]:
    """The line's words by column; words that nothing parts stay together across columns.

    A lone text in the middle of a wide table stands over all of its columns.
    """
    if _heads_all(row, edges, lefts):
        return [Piece(0, len(edges) - 2, list(row.line.words))]
    pieces: list[Piece] = []
    for segment in row.segments:
        run: list[Word] = []
        columns: list[int] = []
        for i, word in enumerate(segment.words):
            column = _column(word.center_x, edges)
            if (
                run
                and column != columns[-1]
                and _breaks(run[-1], segment.words[i:], edges, column, lefts.get(column) if row.tabular else None)
            ):
                pieces.append(Piece(columns[0], columns[-1], run))
                run, columns = [], []
            run.append(word)
            columns.append(column)
        pieces.append(Piece(columns[0], columns[-1], run))
    return pieces


def _heads_all(row: Row, edges: Sequence[float], lefts: Mapping[int, float]) -> bool:
    """Whether a line is a lone text in the middle of a table of several columns, and not in line with one of them."""
    width = edges[-1] - edges[0]
    if len(edges) < 4 or row.tabular or row.x0 < edges[0] + 0.1 * width:
        return False
    left = lefts.get(_column(row.x0 + 1, edges))
    return (left is None or abs(row.x0 - left) > 2 * SAME_LEFT) and abs(row.x0 + row.x1 - edges[0] - edges[-1]) < CENTRED * width


def _column(x: float, edges: Sequence[float]) -> int:
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
    return is_figure(" ".join(word.text for word in rest if _column(word.center_x, edges) == column))


@dataclass(slots=True)
class _Placed:
    """A cell by row and column, and the lines it is printed on."""

    row: int
    row_span: int
    first: int
    last: int
    lines: list[int]


def _grid(
    table: RowLines, page: int, head: int, body: Sequence[Sequence[int]], column_edges: list[float], separators: Sequence[float]
) -> Grid:
    """The grid of one page: of the lines of the head that it has, and of the rows of the body."""
    columns = len(column_edges) - 1
    placed: list[_Placed] = []
    row = 0
    for band in table.bands:
        lines = [i for i in band if i < head and table.rows[i].page == page]
        if not lines:
            continue
        cells = head_cells(table, lines)
        placed += [_Placed(row + c.level, c.depth, c.first, c.last, c.lines) for c in cells]
        row += max(c.level + c.depth for c in cells)
    for group in body:
        placed += [_Placed(row, 1, first, last, list(group)) for first, last in _spans(group, table.pieces)]
        row += 1
    row_edges = _row_edges(table.rows, placed, row, separators)
    taken = {(r, c) for p in placed for r in range(p.row, p.row + p.row_span) for c in range(p.first, p.last + 1)}
    placed += [_Placed(r, 1, c, c, []) for r in range(row) for c in range(columns) if (r, c) not in taken]
    return Grid(page, row_edges, column_edges, [_cell(table, p, row_edges, column_edges) for p in placed], "aligned")


def _cell(table: RowLines, placed: _Placed, row_edges: Sequence[float], column_edges: Sequence[float]) -> GridCell:
    lines = []
    for i in placed.lines:
        words = [word for p in table.pieces[i] if placed.first <= p.first <= placed.last for word in p.words]
        if words:
            lines.append(Line(words, table.rows[i].baseline))
    box = Box(
        column_edges[placed.first], row_edges[placed.row], column_edges[placed.last + 1], row_edges[placed.row + placed.row_span]
    )
    return GridCell(placed.row, placed.first, placed.row_span, placed.last - placed.first + 1, box, lines)


def _row_edges(rows: Sequence[Row], placed: Sequence[_Placed], count: int, separators: Sequence[float]) -> list[float]:
    """Heights between the rows: a rule where there is one, else the middle of the white."""
    tops = [min((rows[p.lines[0]].top for p in placed if p.row == r), default=0.0) for r in range(count)]
    bottoms = [
        max((rows[p.lines[-1]].bottom for p in placed if p.row + p.row_span - 1 == r), default=tops[r]) for r in range(count)
    ]
    edges = [tops[0] - 1]
    for bottom, top in zip(bottoms, tops[1:], strict=False):
        low, high = sorted((bottom, top))
        rule = next((at for at in separators if low - 4 < at < high + 4), None)
        edges.append(max(edges[-1], rule if rule is not None else (low + high) / 2))
    return [*edges, max(bottoms) + 1]


def _spans(group: Sequence[int], pieces: Sequence[Sequence[Piece]]) -> list[tuple[int, int]]:
    """The cells of a row as first and last column."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted({(p.first, p.last) for i in group for p in pieces[i]}):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged
