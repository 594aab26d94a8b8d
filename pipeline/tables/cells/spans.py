"""The cells at the head of a table whose columns no rules part: names over several lines, and names over several columns."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from pipeline.tables.cells.continuations import LEADING, SAME_LEADING, begins_item, ends_with_link, may_continue
from pipeline.tables.cells.fragments import CellFragment, spans_of
from pipeline.tables.cells.header import CODE, adds_and_takes, answers_for_all, are_codes, names_columns, stands_under_names
from pipeline.tables.cells.row_lines import CLOSE, TIGHTEST, RowLines, distances_of
from pipeline.tables.cells.rows import ruled_rows
from pipeline.tables.features.alignment import IN_LINE
from pipeline.tables.features.text_rows import TextRow
from pipeline.tables.model import GridCell
from pipeline.vocabulary import MINUS, YEAR

SIGN = re.compile(rf"\(\s?[+={re.escape(MINUS)}]\s?\)")
"""What says in a column of its own whether a row is added, subtracted or the result: `(+)`, `(-)`, `(=)`."""

DAY = re.compile(r"0?1\.0?1|3[01]\.[01]?[0-9]")
"""The day on which a year begins, or a part of it ends."""


CODED = re.compile(rf".*[^\W\d_].* ({CODE.pattern})(?: €)?")
"""The name of a column that ends with its code, be its unit below."""

TITLE_INDENT = 8.0
"""Points right of the leftmost label within which a title at the left begins."""

LEAST_PITCH = 1.3
"""Rows this many font sizes apart or more have white between them that the lines of one cell have not."""

SAME_PITCH = 0.95
"""A heading of rows is at least so many times as far under what is above it as another one is."""

NAME_LINES = 3
"""So many lines in one column of the head are the lines of one name, not as many levels."""


def head_lines(table: RowLines) -> tuple[int, str]:
    """How many lines at the top of a table name its columns, and the rule that says so.

    They end where the first figures stand, or the row that rules make of what stands around these; in a table without figures,
    with the first band between rules, or with the bold print. Texts alone in the first column right above the figures head
    rows, not columns; and so do those over all columns that have been named.
    """
    coded = _coded_lines(table) or _like_figures(table)
    of_figures = {p.first for pieces in table.pieces for p in pieces if p.figure}
    digits = {p.first for pieces in table.pieces for p in pieces if any(map(str.isdigit, p.text))}
    figures = next(
        (
            i
            for i, pieces in enumerate(table.pieces)
            if (
                i >= coded
                and not adds_and_takes(_texts_of(pieces), digits)
                and any(p.first > 0 and _is_of_row(p) and not _ends_name(table, i, p) for p in pieces)
            )
            or answers_for_all(_texts_of(pieces), of_figures)
        ),
        None,
    )
    if figures is None:
        return _head_without_figures(table)
    ruled = zip(table.bands, ruled_rows(table, table.bands), strict=True)
    end = next((band[0] for band, is_row in ruled if is_row and figures in band and band[0] > 0), figures)
    rule = "the lines above the first figures" if end == figures else "the lines above the ruled row with the first figures"
    while (label := _label_above(table, end)) is not None:
        end = label
        rule = "the lines above the first figures and above what heads rows"
    named = min((p.first for pieces in table.pieces[end:] for p in pieces if p.figure and p.first > 0), default=1)
    if any(len(table.pieces[i]) > 1 or table.pieces[i][0].last >= named for i in range(end)):
        return end, rule
    return 0, "no line above the first figures names columns"


def _texts_of(pieces: Sequence[CellFragment]) -> dict[int, str]:
    """The texts of a line, by the column over which each stands alone."""
    return {piece.first: piece.text for piece in pieces if piece.first == piece.last}


def _is_of_row(piece: CellFragment) -> bool:
    """Whether a text is a figure, or the sign with which a row counts, `(+)`: neither names a column."""
    return piece.figure or SIGN.fullmatch(piece.text) is not None


def _coded_lines(table: RowLines) -> int:
    """How many lines at the top name columns by words and codes of one hundred, `Trasferimenti 104`, over amounts with marks.

    A name may have its code behind its last word or on a line of its own.
    """
    amounts = [[p for p in pieces if p.first and p.figure and not CODE.fullmatch(p.text)] for pieces in table.pieces]
    head = next((i for i, pieces in enumerate(amounts) if pieces), 0)
    figures = {p.first for pieces in amounts for p in pieces}
    names = [" ".join(p.text for pieces in table.pieces[:head] for p in pieces if p.first == column) for column in figures]
    codes = {match[1] for name in names if (match := CODED.fullmatch(name))}
    below = [p.text for pieces in table.pieces[head:] for p in pieces if p.first and p.figure]
    return head if len(codes) >= len(figures) and are_codes([*codes], below) else 0


def _like_figures(table: RowLines) -> int:
    """How many lines at the top there are with the first that has figures, if these name columns; else 0."""
    first = next((i for i, pieces in enumerate(table.pieces) if any(p.first and p.figure for p in pieces)), 0)
    below = ((piece.first, piece.text) for pieces in table.pieces[first + 1 :] for piece in pieces)
    apart = table.rows[first].bold and not any(row.bold for row in table.rows[first + 1 : first + 2])
    apart = apart and max(map(len, table.pieces[:first]), default=0) < 2
    return first + 1 if names_columns(((piece.first, piece.text) for piece in table.pieces[first]), below, apart=apart) else 0


def _ends_name(table: RowLines, line: int, piece: CellFragment) -> bool:
    """Whether a text ends the name above it: closes its bracket, or is its day or its year: `Residui al` and `31.12`.

    A year does that only alone on its line, where the name of another column ends with it: `Budget` beside `Consuntivo 2020`. A
    sign does where there are but signs on its line, and only figures below.
    """
    above = [p.text for pieces in table.pieces[:line] for p in pieces if p.first == piece.first]
    if not above:
        return False
    if SIGN.fullmatch(piece.text):
        below = [p for pieces in table.pieces[line + 1 :] for p in pieces if p.first == piece.first]
        alone = all(p.first > 0 and SIGN.fullmatch(p.text) for p in table.pieces[line])
        return alone and bool(below) and all(p.figure and not SIGN.fullmatch(p.text) for p in below)
    if piece.text.count(")") > piece.text.count("(") and "".join(above).count("(") > "".join(above).count(")"):
        return True
    if YEAR.fullmatch(piece.text):
        others = [p.text for pieces in table.pieces[:line] for p in pieces if p.first != piece.first]
        return len(table.pieces[line]) == 1 and any(text.endswith(f" {piece.text}") for text in others)
    return DAY.fullmatch(piece.text) is not None and above[-1].lower().endswith(" al")


def _label_above(table: RowLines, end: int) -> int | None:
    """The first of the lines right above line `end` that are one label over rows; None if the line there names columns."""
    if (heading := _heading_as_below(table, end)) is not None:
        return heading
    if end > 1 and distances_of(table, (end - 2, end - 1))[0] < TIGHTEST:
        return None  # it stands beside what is above it
    if end > 1 and table.heads_rows(end - 1):
        return end - 1
    band = next((band for band in table.bands if end - 1 in band), [])
    named = any(len(table.pieces[i]) > 1 for i in band if i < end - 1)
    if end not in band and named and not (end > 1 and begins_item(table.pieces[end - 1][0])):
        return None  # a rule parts it from the rows, and none from the names
    several = end > 1 and len(table.pieces[end - 1]) > 1
    alone = end > 1 and table.pieces[end - 1][0].first > 0
    counts = Counter((piece.first, piece.figure) for pieces in table.pieces[end:] for piece in pieces)
    figures = {column for column, figure in counts if figure and counts[column, True] >= counts[column, False]}
    line = end - 1 if several or alone else 0
    while any(len(table.pieces[i]) > 1 for i in range(line)):
        columns = [piece.first for piece in table.pieces[line]]
        above = {column for ps in table.pieces[:line] for p in ps for column in range(p.first, p.last + 1)}
        unlike = columns == [0] and table.rows[line].bold < table.rows[line - 1].bold
        if not unlike and not stands_under_names(table.pieces[line][0].text, columns, figures, above):
            break
        if not may_continue(table, line - 1, line):
            return line
        line -= 1
    if (begun := _label_begun(table, end)) is not None:
        return begun
    for line in range(end - 1, -1, -1):
        if _heads_rows(table, line):
            return line
        if len(table.pieces[line]) > 1 or table.pieces[line][0].first > 0:
            return None
    return None


def _heading_as_below(table: RowLines, end: int) -> int | None:
    """The line right above line `end`, or above the label begun there, that is set as a heading of rows further below is.

    Both are in bold, alone at the left, with a capital, and as far under what is above them: names, and a row not in bold.
    """
    for line in range(end - 1, 0, -1):
        pieces = table.pieces[line]
        if len(pieces) > 1 or pieces[0].first > 0:
            return None
        if table.rows[line].bold and pieces[0].text[0].isupper() and len(table.pieces[line - 1]) > 1:
            apart = distances_of(table, (line - 1, line))[0]
            for below in range(end + 1, len(table.rows) - 1):
                (piece, *others) = table.pieces[below]
                alike = not others and piece.first == 0 and table.rows[below].bold and piece.text[0].isupper()
                alike = alike and abs(piece.x0 - pieces[0].x0) <= IN_LINE
                alike = alike and not (table.rows[below - 1].bold or table.rows[below + 1].bold)
                if alike and apart >= SAME_PITCH * distances_of(table, (below - 1, below))[0]:
                    return line
    return None


def _label_begun(table: RowLines, end: int) -> int | None:
    """The line above the first figures with which a label begins, in a capital, that goes on beside them: in small letters, or
    behind a word that no label ends with.
    """
    if end == 0 or end == len(table.rows):
        return None
    for line in range(end - 1, -1, -1):
        (above, *others) = table.pieces[line]
        below = next((piece for piece in table.pieces[line + 1] if piece.first == above.first), None)
        if others or below is None or table.rows[line].bold != table.rows[line + 1].bold:
            return None
        if not below.text[0].islower() and not ends_with_link(above.text):
            return None
        if above.text[0].isupper():
            return line
    return None


def _heads_rows(table: RowLines, line: int) -> bool:
    """Whether a line has text in the first column only, and does not go on with the line above it."""
    pieces = table.pieces[line]
    if len(pieces) > 1 or pieces[0].first > 0:
        return False
    if pieces[0].last > 0 and any(len(table.pieces[i]) > pieces[0].last for i in range(line)):
        return True
    return line == 0 or begins_item(pieces[0]) or not may_continue(table, line - 1, line)


def title_lines(table: RowLines, head: int) -> int:
    """How many lines at the top are no part of the header, of `head` lines with them, but titles and notes at the left over it.

    A rule parts them from the names of the columns; or they reach over several of these, or do not go on in the first.
    """
    count = next((i for i in range(head) if len(table.pieces[i]) > 1 and table.rows[i].tabular), 0)
    lone = (table.pieces[i][0] for i in range(count))
    if not count or any(piece.first > 0 or piece.x0 > table.left + TITLE_INDENT for piece in lone):
        return 0
    above, names = count - 1, next((i for i in range(count, head) if table.pieces[i][0].first == 0), count)
    beside, apart = (distances_of(table, (above, line))[0] for line in (count, names))
    if count < names and 0 < beside < TIGHTEST and apart <= LEADING:
        return 0  # it is the upper line of the name of the labels, beside the other names
    if not any(above in band and count in band for band in table.bands):
        return count
    named = table.pieces[names][0].first == 0
    over = sum(piece.first <= table.pieces[above][0].last for piece in table.pieces[names])
    other = over > 1 or table.rows[above].bold != table.rows[names].bold or not may_continue(table, above, names)
    return count if named and other else 0


def _head_without_figures(table: RowLines) -> tuple[int, str]:
    if len(table.bands) > 1 and table.rows[table.bands[0][-1]].page == table.rows[0].page:
        names = next((band for band in table.bands[:-1] if any(len(table.pieces[i]) > 1 for i in band)), [-1])
        return names[-1] + 1, "no figures: what stands above the first rule under texts in several columns"
    count = 0
    while count < len(table.rows) and table.rows[count].bold:
        count += 1
    headed = 0 < count < len(table.rows) and len(table.pieces[0]) > 1
    return count if headed else 0, "no figures: the lines in bold, if not all are and they name several columns"


def head_cells(table: RowLines, lines: Sequence[int], row: int, further: Sequence[int] = ()) -> list[GridCell]:
    """The cells of a head, from row `row` on: names under names, each down to the name below it.

    `further` are the lines of the head below a rule under these.
    """
    cells: list[GridCell] = []
    apart = _least_apart(table, [*lines, *further])
    for line in lines:
        begun = list(cells)
        for span in spans_of(table.pieces[line]):
            above = [cell for cell in begun if _overlap(cell.columns, span)]
            cell = max(above, key=lambda c: c.lines[-1].baseline, default=None)
            levels = any(c.column_span > 1 for c in begun)
            if cell is None or not _goes_on(cell, table.rows[line], span, apart if levels else math.inf):
                cell = GridCell(max((c.row + 1 for c in above), default=row), span.start, 1, len(span))
                cells.append(cell)
            cell.lines += table.printed(line, span)
    bottom = max(cell.row for cell in cells) + 1
    for cell in cells:
        under = (c.row for c in cells if c.row > cell.row and _overlap(c.columns, cell.columns))
        cell.row_span = min(under, default=bottom) - cell.row
    return cells


def _overlap(a: range, b: range) -> bool:
    return a.start < b.stop and b.start < a.stop


def _least_apart(table: RowLines, head: Sequence[int]) -> float:
    """How many font sizes apart lines of the head are rows of their own: as far as rows with figures are from one another.

    Infinite where these are no further apart than the lines of a cell, or where a name of three lines shows that it is.
    """
    printed = Counter(piece.first for line in head for piece in table.pieces[line])
    return table.pitch / SAME_LEADING if table.pitch >= LEAST_PITCH and max(printed.values()) < NAME_LINES else math.inf


def _goes_on(cell: GridCell, row: TextRow, span: range, apart: float) -> bool:
    """Whether the text of a line in some columns is the next line of a cell above it, and no name under it, `apart` from it."""
    above = cell.lines[-1]
    distance = (row.baseline - above.baseline) / max(row.size, above.size)
    return span == cell.columns and distance <= LEADING and distance < apart and (distance <= CLOSE or row.bold == above.bold)
