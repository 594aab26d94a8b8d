"""Parts of tables to whole tables: over page breaks, with repeated headings left out and cut rows made whole."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import dropwhile, groupby, islice, pairwise

from pipeline.reading.model import Line, Rule, Word, text_source_of, word_of
from pipeline.reading.page import Page
from pipeline.tables.beside import SAME_EDGE, faces, numbered_as
from pipeline.tables.cells.blanks import without_blanks
from pipeline.tables.cells.rows import ITEM, SPACE
from pipeline.tables.features.text_rows import is_figure
from pipeline.tables.model import Grid, GridCell, are_bold, join_lines
from pipeline.tables.sideways import turn_of, turned_back
from pipeline.vocabulary import LEADERS, TOTAL_LABEL
from schemas.provenance import Box
from schemas.table import Cell, Table

HEADER_GAP = 0.5
"""Heights of its rows by which a boxed header may stand over its unruled rows."""

REPEATED_GAP = 3.0
"""Rows by which a repeated header may stand over the first of its rows on the page."""

ALWAYS_FILLED = 0.85
"""Share of the rows with text in a column for an empty place there to say that a row is cut."""

STRIKE = (0.15, 0.5)
"""Font sizes above the baseline between which a line strikes text out."""

STRUCK_ALONE = 1.0
"""Font sizes by which a line goes beyond a figure at most that it takes back; a longer one leads elsewhere, or means a row."""

BLANK_ROW = 1.5
"""White no higher than so many rows is a blank row between two blocks of one table."""

GOES_ON = re.compile(
    r"^\W*(?i:segue|seguito|continua)(?:\W*$|\s*[:.,)\u2013-]|\s+(?:d?alla |da |a )?(?:[A-Z0-9]|pag|tab))"
    r"|\((?i:segue|continua)[^)]*\)\W*$"
)
"""What is printed above a table that goes on from the page before, or below one that goes on: `segue: Tabella 1`."""


def stitch(tables: Sequence[Sequence[Grid]], outside: Sequence[Sequence[Line]], pages: Sequence[Page]) -> list[list[Grid]]:
    """The tables with those made one that go on over a page break, without blank rows and columns.

    `outside` are the lines of each page that no table holds: where some stand between two parts, these are two tables.
    """
    of_page = {page.number: lines for page, lines in zip(pages, outside, strict=True)}  # some may not have been read
    joined: list[list[Grid]] = []
    for table in tables:
        if joined and _goes_on(_left_pages(joined[-1]), table[0], of_page):
            joined[-1] += table
        elif joined and _heads(joined[-1], table[0], of_page[table[0].page]):
            head, body = joined[-1].pop(), table[0]
            named = body.header_rows if _names_columns(body) else 0
            joined[-1] += [replace(head, header_rows=head.n_rows), replace(body, header_rows=named), *table[1:]]
        elif len(table) == 1 and (left := next((whole for whole in reversed(joined) if faces(whole, table[0])), None)):
            left.append(replace(table[0], beside=True))
        else:
            joined.append(list(table))
    by_number = {page.number: page for page in pages}
    whole = [_whole(parts) for parts in joined]
    for part in (part for parts in whole for part in parts):
        _drop_replaced(part, by_number[part.page])
    return whole


def _whole(parts: Sequence[Grid]) -> list[Grid]:
    """The parts of a table without what is blank, the rows of those beside others numbered as these are."""
    left, right = (without_blanks([part for part in parts if part.beside == beside]) for beside in (False, True))
    beside = [numbered_as(left[k], part) for k, part in enumerate(right)]
    return sorted([*left, *beside], key=lambda part: part.page)


def _left_pages(table: Sequence[Grid]) -> list[Grid]:
    """The parts of a table without those on facing pages, the last as if it stood on the page that faces it."""
    left = [part for part in table if not part.beside]
    return [*left[:-1], replace(left[-1], page=table[-1].page)]


def _goes_on(table: Sequence[Grid], part: Grid, outside: Mapping[int, Sequence[Line]]) -> bool:
    last = table[-1]
    if part.page == last.page:
        return _is_next_block(table, part, outside[part.page])
    if part.page != last.page + 1 or part.n_columns != last.n_columns:
        return False
    header, own = table[0].header_rows, _own_header_rows(part)
    if own and header and are_bold(table[0].rows()[0]) and not are_bold(part.rows()[0]):
        own = 0  # set as no header of this table is
    repeated = bool(own and _repeated_rows(part, _headings(table[0], header)))
    below = [line.text for line in outside[last.page] if line.baseline > last.box.bottom]
    above = [line.text for line in outside[part.page] if line.baseline < part.box.top]
    said = any(map(GOES_ON.search, above + below))
    if repeated and not _ends_in_total(last):
        titles = {line.text for line in outside[table[0].page] if line.baseline < table[0].box.top}
        above = [text for text in above if text not in titles]
    if not all(map(GOES_ON.search, above + below)) or not (
        _have_same_columns(last, part)
        or (repeated and _same_columns(table[0], part))
        or (repeated and (said or _share_gutters(last, part)))
    ):
        return False
    if repeated:
        return True
    if own and all(text[:1].islower() for text in part.texts()[0] if text):
        return True
    if own and sum(bool(text) for text in part.texts()[own - 1]) == 1:
        return not _ends_in_total(last)
    return not own


def _heads(table: Sequence[Grid], part: Grid, outside: Sequence[Line]) -> bool:
    """Whether a table of nothing but headings stands right over a part with figures in its columns: its boxed header.

    A part whose columns have names of their own is none of a table of several rows of text. A header that is repeated on a new
    page may stand further above its rows, if nothing is between.
    """
    head = table[-1]
    distance = part.box.top - head.box.bottom
    repeated = len(table) > 1 and not any(head.box.bottom < line.baseline < part.box.top for line in outside)
    return (
        (head.page, head.n_columns) == (part.page, part.n_columns)
        and (head.n_rows == head.header_rows or not _names_columns(part))
        and (
            abs(distance) < HEADER_GAP * head.box.height / head.n_rows
            or (repeated and distance < REPEATED_GAP * part.box.height / part.n_rows)
        )
        and not any(cell.figure for cell in head.cells)
        and any(cell.figure for cell in part.cells)
        and _stand_over(_columns(head), _reach(part))
    )


def _columns(head: Grid) -> dict[int, tuple[float, float]]:
    """From where to where the columns of a header reach: its frame's, or where it has none its texts."""
    return dict(enumerate(pairwise(head.column_edges))) if head.method == "ruled" else _reach(head)


def _names_columns(part: Grid) -> bool:
    """Whether the header of a part has names of several columns in one row."""
    return any(sum(bool(cell.lines) for cell in row) > 1 for row in part.rows()[: part.header_rows])


def _stand_over(heads: Mapping[int, tuple[float, float]], texts: Mapping[int, tuple[float, float]]) -> bool:
    """Whether each heading stands over the texts of its own column more than over those of any other."""

    def shared(a: tuple[float, float], b: tuple[float, float]) -> float:
        return min(a[1], b[1]) - max(a[0], b[0])

    return all(
        shared(heads[c], texts[c]) == max(shared(heads[c], other) for other in texts.values()) for c in heads.keys() & texts
    )


def _is_next_block(table: Sequence[Grid], part: Grid, outside: Sequence[Line]) -> bool:
    """Whether a part without a header stands right below the last of a table of the same columns, nothing between."""
    last = table[-1]
    if part.n_columns != last.n_columns or part.header_rows or not table[0].header_rows:
        return False
    between = any(last.box.bottom < line.baseline < part.box.top + 1 for line in outside)
    row = min(b - a for a, b in pairwise(part.row_edges))
    near = part.box.top - last.box.bottom <= BLANK_ROW * row and not between
    ruled = {last.method == "ruled", part.method == "ruled"}
    return near and len(ruled) == 1 and (_same_columns(last, part) if True in ruled else _share_gutters(last, part))


def _own_header_rows(part: Grid) -> int:
    """The header rows of a part by itself: where all of it is header, no more than its first row, and of one row none."""
    return part.header_rows if part.header_rows < part.n_rows else min(1, part.n_rows - 1)


def _heading(rows: Sequence[Sequence[str]]) -> list[str]:
    """What some rows print over each column, in whatever rows."""
    return [" ".join(filter(None, texts)) for texts in zip(*rows, strict=True)]


def _headings(part: Grid, rows: int) -> list[list[str]]:
    """What the first rows of a part print over each column: with the titles at the left over it, and without."""
    texts = part.texts()[:rows]
    found = [_heading(texts), _heading(list(dropwhile(lambda row: not any(row[1:]), texts)))]
    return [heading for heading in found if heading]


def _repeated_rows(part: Grid, headings: Sequence[Sequence[str]]) -> int:
    """How many rows at the top of a part print one of these, column by column, be they divided as in the heading or not."""
    texts = part.texts()
    return next((n for n in range(1, part.n_rows + 1) if _heading(texts[:n]) in headings), 0) if headings else 0


def _ends_in_total(part: Grid) -> bool:
    return TOTAL_LABEL.search(part.texts()[-1][0]) is not None


def _same_columns(a: Grid, b: Grid) -> bool:
    return all(abs(x - y) <= SAME_EDGE for x, y in zip(a.column_edges, b.column_edges, strict=True))


def _have_same_columns(a: Grid, b: Grid) -> bool:
    """Whether the edges of columns are the same, or where only one part has ruled ones, their texts leave the same white."""
    return _same_columns(a, b) or ((a.method == "ruled") != (b.method == "ruled") and _share_gutters(a, b))


def _share_gutters(a: Grid, b: Grid) -> bool:
    """Whether there is white between the texts of each column and the next, below the header, that both parts have in common."""
    bodies = [replace(part, cells=[c for c in part.cells if c.row >= _own_header_rows(part)]) for part in (a, b)]
    reach = _reach(*bodies)
    columns = [reach[c] for c in sorted(reach)]
    return all(left[1] < right[0] for left, right in pairwise(columns))


def _reach(*parts: Grid) -> dict[int, tuple[float, float]]:
    """From where to where the texts of each column reach."""
    reach: dict[int, tuple[float, float]] = {}
    for cell in (cell for part in parts for cell in part.cells):
        if cell.lines and cell.column_span == 1:
            x0, x1 = reach.get(cell.column, (math.inf, -math.inf))
            reach[cell.column] = min(x0, *(line.x0 for line in cell.lines)), max(x1, *(line.x1 for line in cell.lines))
    return reach


def assemble(parts: Sequence[Grid], pages: Mapping[int, Page], table_id: str) -> Table:
    """One logical table out of its parts."""
    header = parts[0].header_rows if len(parts) > 1 else _own_header_rows(parts[0])
    headings = _headings(parts[0], header)
    if len(parts) > 1 and header == parts[0].n_rows and not parts[1].beside:
        header += parts[1].header_rows - _repeated_rows(parts[1], headings)  # the page break cuts it
    cells: dict[tuple[int, int], Cell] = {}
    filled = _Filled()
    rows = 0
    columns = parts[0].n_columns + next((part.n_columns for part in parts if part.beside), 0)
    begun: list[tuple[int, int]] = []
    """Of each part with labels, how many rows of its top are left out, and how far down its rows are."""
    beside = 0
    for k, part in enumerate(parts):
        if part.beside:
            (skip, offset), column = begun[beside], parts[0].n_columns
            beside += 1
        else:
            column = 0
            skip = _repeated_rows(part, headings) if k else 0
            cut = (
                k > 0
                and part.page > parts[k - 1].page
                and skip < part.n_rows
                and _is_cut(
                    filled,
                    [above.text if (above := cells.get((rows - 1, c))) else "" for c in range(columns)],
                    parts[: k + 1],
                    skip,
                    in_body=rows > header,
                )
            )
            offset = rows - skip - cut
            begun.append((skip, offset))
            rows += part.n_rows - skip - cut
        for cell in part.cells:
            if cell.row >= skip:
                place = cell.row + offset, cell.column + column
                cells[place] = _joined(cells.get(place), _cell(cell, *place, pages[part.page]))
                if cells[place].text and place[0] >= header:
                    filled.add(*place)
    table = Table(
        table_id=table_id,
        first_page=parts[0].page,
        last_page=parts[-1].page,
        rows=rows,
        columns=columns,
        header_rows=header,
        method=parts[0].method,
        boxes=tuple((part.page, pages[part.page].displayed(part.box)) for part in parts),
        cells=tuple(cells[place] for place in sorted(cells)),
    )
    turn = turn_of(parts)
    return turned_back(table, turn) if turn else table


def _joined(upper: Cell | None, lower: Cell) -> Cell:
    """A cell that a page break cuts; where one half has no text, the other."""
    if upper is None or not upper.text:
        return lower if upper is None or lower.text else upper
    return upper.model_copy(update={"text": join_lines((upper.text, lower.text))}) if lower.text else upper


def _cell(cell: GridCell, row: int, column: int, page: Page) -> Cell:
    words = [word for line in cell.lines for word in line.words]
    box = Box.around([word.box for word in words]) if words else cell.box
    chars = [ch for word in words for ch in word.chars]
    recognised = [ch.confidence for ch in chars if ch.confidence is not None]
    return Cell(
        row=row,
        column=column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        text=_without_leaders(cell.text),
        page=page.number,
        box=page.displayed(box),
        bold=cell.bold,
        red=cell.red,
        struck=_is_struck(words, page),
        cut=True in {ch.cut for ch in chars},
        text_source=text_source_of(chars),
        confidence=Decimal(str(min(recognised))) if recognised else None,
    )


def _drop_replaced(part: Grid, page: Page) -> None:
    """Take figures that a line strikes out from cells in which the figure stands that replaces them."""
    for cell in part.cells:
        words = [word for line in cell.lines for word in line.words if any(map(str.isdigit, word.text))]
        if not words or (len(words) == 1 and words[0].chars[0].run == words[0].chars[-1].run):
            continue
        pieces = [word_of(list(run)) for word in words for _, run in groupby(word.chars, lambda ch: ch.run)]
        figures = [piece for piece in pieces if is_figure(piece.text) and any(map(str.isdigit, piece.text))]
        struck = [
            piece for piece in figures if any(_strikes(lines, piece, STRUCK_ALONE) for lines in (page.horizontals, page.strokes))
        ]
        if 0 < len(struck) == len(figures) - 1:
            gone = {id(ch) for piece in struck for ch in piece.chars}
            left = [[[ch for ch in word.chars if id(ch) not in gone] for word in line.words] for line in cell.lines]
            kept = [[word_of(chars) for chars in line if chars] for line in left]
            cell.lines = [replace(line, words=words) for line, words in zip(cell.lines, kept, strict=True) if words]


def _is_struck(words: Sequence[Word], page: Page) -> bool:
    """Whether a drawn line goes through the middle of all of these words that have digits."""
    figures = [word for word in words if any(map(str.isdigit, word.text))]
    return bool(figures) and all(_strikes(page.horizontals, word) or _strikes(page.strokes, word) for word in figures)


def _strikes(strokes: Sequence[Rule], word: Word, beyond: float = math.inf) -> bool:
    """Whether one of these lines, sorted by their height, goes through the middle of a word, and `beyond` it at most so far.

    That is in font sizes.
    """
    size, reach = word.font.size, STRIKE[1] * word.font.size + 1
    near = strokes[bisect_left(strokes, (word.baseline - reach,)) : bisect_left(strokes, (word.baseline + 1,))]
    return any(
        word.x0 - beyond * size <= stroke.start <= word.x0 + size / 2
        and word.x1 - size / 2 <= stroke.end <= word.x1 + beyond * size
        and STRIKE[0] <= (word.baseline - stroke.at) / size <= STRIKE[1]
        for stroke in near
    )


def _without_leaders(text: str) -> str:
    """A label without the dots that lead to its figure."""
    match = LEADERS.search(text)
    return text[: match.start()].rstrip() if match and match.start() and not text[match.start() :].strip(" ._…") else text


class _Filled:
    """In which columns the rows of a table's body have text, and how many rows have it in the same ones."""

    def __init__(self) -> None:
        self.columns: dict[int, frozenset[int]] = {}
        self.rows: Counter[frozenset[int]] = Counter()

    def add(self, row: int, column: int) -> None:
        before = self.columns.get(row)
        if before is not None:
            self.rows[before] -= 1
        self.columns[row] = (before or frozenset()) | {column}
        self.rows[self.columns[row]] += 1

    def but_the_last(self) -> Counter[frozenset[int]]:
        """How many rows have text in the same columns, the last one, which may be cut, left out."""
        return self.rows - Counter(islice(reversed(self.columns.values()), 1))


def _is_cut(filled: _Filled, last: Sequence[str], parts: Sequence[Grid], top: int, *, in_body: bool) -> bool:
    """Whether row `top` of the last of the parts goes on with the last row before it.

    `last` are the texts of that row, `in_body` tells that it is none of the header, `filled` is about the rows up to it.

    It does if it has text but none where every row has some, or just the texts that the last row lacks of these, but for a label
    alone under figures alone where other rows are so; or if all of its text begins in the middle of a sentence. With figures it
    does if the last row is the beginning of its label. It does not if it prints words under a figure of that row.
    """
    first = parts[-1].texts()[top]
    whole = filled.but_the_last()
    least = ALWAYS_FILLED * max(1, sum(n for columns, n in whole.items() if len(columns) > 1))
    always = {c for c in range(len(first)) if sum(n for columns, n in whole.items() if c in columns) >= least}
    here = frozenset(c for c, text in enumerate(first) if text)
    if not here:
        return True
    before = frozenset(c for c, text in enumerate(last) if text)
    if always - here and always - before and always <= here | before and not here & before:
        return not (here == {0} and here in whole and before in whole)
    if any(c > 0 and is_figure(last[c]) and not is_figure(first[c]) and len(first[c]) > 1 for c in here):
        return False
    if any(is_figure(first[c]) for c in here):
        return in_body and before == {0} and _label_goes_on([part for part in parts if not part.beside], top)
    if filled.rows[here] and not any(_begins_within(first[c]) for c in here):
        return False
    if 0 not in here and always - here:
        return True
    if len(here) > 1 and always - here and max(here) > 0 and always:
        return True
    return all(_begins_within(first[c]) for c in here)


def _begins_within(text: str) -> bool:
    """Whether a text begins in the middle of a sentence, and not as an item does: `c) Finanziarie`."""
    return text[:1].islower() and not ITEM.match(text)


def _label_goes_on(parts: Sequence[Grid], top: int) -> bool:
    """Whether row `top` of the last part goes on with the label that ends the part before it: no capital, and no room there."""
    *_, before, part = parts
    above, label = before.cell_at(before.n_rows - 1, 0), part.cell_at(top, 0)
    if above is None or label is None or not _begins_within(label.text) or above.bold != label.bold:
        return False
    line, word = above.lines[-1], label.lines[0].words[0]
    labels = (cell for part in parts[:-1] for cell in part.cells if cell.column == 0 and cell.column_span == 1)
    widest = max(line.x1 - line.x0 for cell in labels for line in cell.lines)
    return line.x1 - line.x0 + SPACE * line.size + word.x1 - word.x0 > widest
