"""Which parts of tables are one table: over page breaks, and on one page where a header or blank rows part them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile, pairwise
from typing import TypeAlias

from pipeline.reading.model import Line
from pipeline.reading.page import Page
from pipeline.tables.beside import SAME_EDGE, numbered_as, strip_beside
from pipeline.tables.cells.blanks import without_blanks
from pipeline.tables.cells.header import naming_rows
from pipeline.tables.cells.struck import drop_replaced
from pipeline.tables.model import Grid, are_bold
from pipeline.tables.trace import Verdict, short
from pipeline.vocabulary import TOTAL_LABEL

Texts: TypeAlias = Sequence[Sequence[str]]
"""What rows print in each column."""

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
    for first, *more in tables:
        verdict = _goes_on(_left_pages(joined[-1]), first, of_page) if joined else Verdict(False, "")
        table = [_told(first, verdict, joined[-1][-1].page) if verdict.rule else first, *more]
        if verdict.kept:
            joined[-1] += table
        elif joined and _heads(joined[-1], table[0], of_page[table[0].page]):
            head, body = joined[-1].pop(), table[0]
            named = body.header_rows if _names_columns(body) else 0
            body = _told(body, Verdict(True, "that is nothing but headings"), head.page)
            joined[-1] += [_as_header(head, body), replace(body, header_rows=named), *table[1:]]
        elif found := _wider_sheet(joined, table, of_page):
            found[0].extend(found[1])
        else:
            joined.append(list(table))
    by_number = {page.number: page for page in pages}
    whole = [_whole(parts) for parts in joined]
    for part in (part for parts in whole for part in parts):
        drop_replaced(part, by_number[part.page])
    return whole


def _wider_sheet(
    tables: Sequence[list[Grid]], parts: Sequence[Grid], outside: Mapping[int, Sequence[Line]]
) -> tuple[list[Grid], list[Grid]] | None:
    """The last of some tables whose rows go on to the right in all of these parts, and the parts as strips of it."""
    first, *others = parts
    headings = headings_of(first, first.header_rows) if others else []
    headed = [first, *(replace(part, header_rows=max(part.header_rows, repeated_rows(part, headings))) for part in others)]
    for table in reversed(tables):
        beside: list[Grid] = []
        for part in headed:
            if (strip := strip_beside([*table, *beside], part, outside)) is None:
                break
            said = f"its rows go on with those of page {table[-1].page}, beside them"
            beside.append(replace(part, strip=strip, goes_on=said))
        else:
            return table, beside
    return None


def _as_header(head: Grid, body: Grid) -> Grid:
    """A part of nothing but headings as the header of the part below it, but for the rows at its foot that head rows of that."""
    rows = [[cell for cell in row if cell.lines] for row in head.rows()]
    return replace(head, header_rows=naming_rows(rows, {cell.column for cell in body.cells if cell.figure}))


def _told(part: Grid, verdict: Verdict, page: int) -> Grid:
    """A part that tells whether it goes on with the table that ends on a page, and why."""
    what = "goes on with" if verdict.kept else "is no part of"
    return replace(part, goes_on=f"{what} the table on page {page}: {verdict.rule}")


def _whole(parts: Sequence[Grid]) -> list[Grid]:
    """The parts of a table without what is blank, the rows of those beside others numbered as these are."""
    left, *right = (without_blanks([p for p in parts if p.strip == strip]) for strip in sorted({p.strip for p in parts}))
    strips = numbered_as(_with_header_that_returns(left), right)
    return sorted((part for strip in strips for part in strip), key=lambda part: part.page)


def _with_header_that_returns(parts: Sequence[Grid]) -> list[Grid]:
    """The parts, the first of which, if it has no figures, has no more header rows than the next page prints again.

    A page break right after the headings of the first rows leaves nothing that tells these from the names of columns.
    """
    first, *others = parts
    if others and not any(cell.figure for cell in first.cells):
        same = (k for k in range(first.header_rows, 0, -1) if _heading(first.texts()[:k]) == _heading(others[0].texts()[:k]))
        first = replace(first, header_rows=next(same, first.header_rows))
    return [first, *others]


def _left_pages(table: Sequence[Grid]) -> list[Grid]:
    """The parts of a table without those on facing pages, the last as if it stood on the page that faces it."""
    left = [part for part in table if not part.strip]
    return [*left[:-1], replace(left[-1], page=table[-1].page)]


def _goes_on(table: Sequence[Grid], part: Grid, outside: Mapping[int, Sequence[Line]]) -> Verdict:
    """Whether a part goes on with a table, and by which rule; none where it is neither on the same page nor on the next."""
    last = table[-1]
    if part.page == last.page:
        below = _is_next_block(table, part, outside[part.page])
        return Verdict(below, "it stands right below, without a header" if below else "")
    if part.page != last.page + 1:
        return Verdict(False, "")
    if part.n_columns != last.n_columns:
        return Verdict(False, f"{last.n_columns} columns there, {part.n_columns} here")
    header, own = table[0].header_rows, own_header_rows(part)
    if own and header and are_bold(table[0].rows()[0]) and not are_bold(part.rows()[0]):
        own = 0  # set as no header of this table is
    repeated = bool(own and repeated_rows(part, headings_of(table[0], header)))
    below_it = [line.text for line in outside[last.page] if line.baseline > last.box.bottom]
    above = [line.text for line in outside[part.page] if line.baseline < part.box.top]
    if header and above and _words([above]) == _words(table[0].texts()[:header]):
        above, repeated = [], True  # the white of a row that the page break cuts stands between the header and its rows
    said = any(map(GOES_ON.search, above + below_it))
    if repeated and not _ends_in_total(last):
        titles = {line.text for line in outside[table[0].page] if line.baseline < table[0].box.top}
        above = [text for text in above if text not in titles]
    between = next((text for text in below_it + above if not GOES_ON.search(text)), None)
    if between is not None:
        return Verdict(False, f"“{short(between)}” stands between")
    if not (
        _have_same_columns(last, part)
        or (repeated and _same_columns(table[0], part))
        or (repeated and (said or _share_gutters(last, part)))
    ):
        return Verdict(False, "its columns stand elsewhere")
    if repeated:
        return Verdict(True, "its header is repeated")
    if own and all(text[:1].islower() for text in part.texts()[0] if text):
        return Verdict(True, "its first row goes on in small letters")
    if own and sum(bool(text) for text in part.texts()[own - 1]) == 1:
        ended = _ends_in_total(last)
        return Verdict(
            not ended, "it ends in a total there" if ended else "its columns are the same, and one text heads its rows"
        )
    return Verdict(not own, "it has a header of its own" if own else "its columns are the same, and it has no header")


def _words(rows: Iterable[Sequence[str]]) -> Counter[str]:
    """The words of some rows, and how often each is printed."""
    return Counter(word for row in rows for text in row for word in text.split())


def _heads(table: Sequence[Grid], part: Grid, outside: Sequence[Line]) -> bool:
    """Whether a table of nothing but headings stands over a part with figures in its columns, by half a row at most: its header.

    A part whose columns have names of their own is none of a table of several rows of text. A header that is repeated on a new
    page may stand further above its rows, if nothing is between: the page break cuts a row.
    """
    head = table[-1]
    if (
        (head.page, head.n_columns) != (part.page, part.n_columns)
        or any(cell.figure for cell in head.cells)
        or not any(cell.figure for cell in part.cells)
    ):
        return False
    if len(table) > 1 and _words(head.texts()) == _words(table[0].texts()[: table[0].header_rows]):
        between = any(head.box.bottom < line.baseline < part.box.top for line in outside)
        return not between and _share_gutters(table[-2], part)
    return (
        (head.n_rows == head.header_rows or not _names_columns(part))
        and abs(part.box.top - head.box.bottom) < max(grid.box.height / grid.n_rows for grid in (head, part)) / 2
        and _stand_over(_columns(head), _reach(part))
    )


def _columns(head: Grid) -> dict[int, tuple[float, float]]:
    """From where to where the columns of a header reach: its frame's, or where it has none its texts."""
    return dict(enumerate(pairwise(head.column_edges))) if head.ruled else _reach(head)


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
    ruled = {last.ruled, part.ruled}
    return near and len(ruled) == 1 and (_same_columns(last, part) if True in ruled else _share_gutters(last, part))


def own_header_rows(part: Grid) -> int:
    """The header rows of a part by itself: where all of it is header, no more than its first row, and of one row none."""
    return part.header_rows if part.header_rows < part.n_rows else min(1, part.n_rows - 1)


def _heading(rows: Sequence[Sequence[str]]) -> list[str]:
    """What some rows print over each column, in whatever rows, without spaces: a header that is repeated may lose some."""
    return ["".join("".join(texts).split()) for texts in zip(*rows, strict=True)]


def headings_of(part: Grid, rows: int) -> list[Texts]:
    """What the first rows of a part print: with the titles at the left over it, and without."""
    texts = part.texts()[:rows]
    return [found for found in (texts, list(dropwhile(lambda row: not any(row[1:]), texts))) if found]


def repeated_rows(part: Grid, headings: Sequence[Texts]) -> int:
    """How many rows at the top of a part print one of these, column by column, be they divided as in the heading or not.

    Or text by text, where names of several columns stand over others there, or word by word in fewer rows: they may be placed by
    what only one page shows. All rows do if they are nothing but the words of the heading.
    """
    if not headings:
        return 0
    texts = part.texts()
    if part.header_rows == part.n_rows and _words(texts) == _words(headings[0]):
        return part.n_rows
    by_column, turns = list(map(_heading, headings)), _in_turn(texts)
    in_turn = [rows for rows in map(_in_turn, headings) if any(len(row) > 1 for row in rows)]
    levels = max(headings, key=len)

    def is_heading(n: int) -> bool:
        return _heading(texts[:n]) in by_column or turns[:n] in in_turn or (n < len(levels) and _is_flat(texts[:n], levels))

    return next((n for n in range(1, part.n_rows + 1) if is_heading(n)), 0)


def _is_flat(rows: Texts, levels: Sequence[Sequence[str]]) -> bool:
    """Whether some rows print all words of the levels of a heading, those of the lowest in their order."""
    lowest = " ".join(filter(None, levels[-1])).split()
    return _words(rows) == _words(levels) and [w for row in rows for text in row for w in text.split() if w in lowest] == lowest


def _in_turn(rows: Texts) -> list[list[str]]:
    """The texts of each row, left to right, without spaces."""
    return [["".join(text.split()) for text in row if text] for row in rows]


def _ends_in_total(part: Grid) -> bool:
    return TOTAL_LABEL.search(part.texts()[-1][0]) is not None


def _same_columns(a: Grid, b: Grid) -> bool:
    return all(abs(x - y) <= SAME_EDGE for x, y in zip(a.column_edges, b.column_edges, strict=True))


def _have_same_columns(a: Grid, b: Grid) -> bool:
    """Whether the edges of columns are the same, or where only one part has ruled ones, their texts leave the same white."""
    return _same_columns(a, b) or (a.ruled != b.ruled and _share_gutters(a, b))


def _share_gutters(a: Grid, b: Grid) -> bool:
    """Whether there is white between the texts of each column and the next, below the header, that both parts have in common."""
    bodies = [replace(part, cells=[c for c in part.cells if c.row >= own_header_rows(part)]) for part in (a, b)]
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
