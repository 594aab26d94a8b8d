"""The cells at the head of a table whose columns no rules part: names over several lines, and names over several columns."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.tables.cells.fragments import SAME_END, CellFragment, spans_of
from pipeline.tables.cells.header import stands_under_names
from pipeline.tables.cells.row_lines import CLOSE, RowLines
from pipeline.tables.cells.rows import LEADING, SAME_LEADING, SPACE, begins_item, may_continue, ruled_rows
from pipeline.tables.features.alignment import CENTRED, are_level, in_line, mid_height
from pipeline.tables.features.text_rows import TextRow
from pipeline.tables.model import GridCell
from pipeline.vocabulary import MINUS
from schemas.records.headings import SHARE

SIGN = re.compile(rf"\(\s?[+={re.escape(MINUS)}]\s?\)")
"""What says in a column of its own whether a row is added, subtracted or the result: `(+)`, `(-)`, `(=)`."""

DAY = re.compile(r"0?1\.0?1|3[01]\.[01]?[0-9]")
"""The day on which a year begins, or a part of it ends."""

YEAR = re.compile(r"(?:19|20)[0-9]{2}")

OFF_NAMES = 1.0
"""Font sizes by which a name over several columns may be off their middle."""

TITLE_INDENT = 8.0
"""Points right of the leftmost label within which a title at the left begins."""

LEAST_PITCH = 1.3
"""Rows this many font sizes apart or more have white between them that the lines of one cell have not."""

LEAST_PADDING = 1.0
"""Points between the text of a cell and its edge at the least."""

NAME_LINES = 3
"""So many lines in one column of the head are the lines of one name, not as many levels."""


def head_lines(table: RowLines) -> tuple[int, str]:
    """How many lines at the top of a table name its columns, and the rule that says so.

    They end where the first figures stand, or the row that rules make of what stands around these; in a table without figures,
    with the first band between rules, or with the bold print. Texts alone in the first column right above the figures head
    rows, not columns; and so do those over all columns that have been named.
    """
    figures = next(
        (
            i
            for i, pieces in enumerate(table.pieces)
            if any(p.first > 0 and _is_of_row(p) and not _ends_date(table, i, p) for p in pieces)
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
    if any(len(table.pieces[i]) > 1 or table.pieces[i][0].last > 0 for i in range(end)):
        return end, rule
    return 0, "no line above the first figures names columns"


def _is_of_row(piece: CellFragment) -> bool:
    """Whether a text is a figure, or the sign with which a row counts, `(+)`: neither names a column."""
    return piece.figure or SIGN.fullmatch(piece.text) is not None


def _ends_date(table: RowLines, line: int, piece: CellFragment) -> bool:
    """Whether a text is the day or the year with which the name above it ends: `Residui al` and `31.12`.

    A year does that only alone on its line, where the name of another column ends with it: `Budget` beside `Consuntivo 2020`.
    """
    above = [p.text for pieces in table.pieces[:line] for p in pieces if p.first == piece.first]
    if not above:
        return False
    if YEAR.fullmatch(piece.text):
        others = [p.text for pieces in table.pieces[:line] for p in pieces if p.first != piece.first]
        return len(table.pieces[line]) == 1 and any(text.endswith(f" {piece.text}") for text in others)
    return DAY.fullmatch(piece.text) is not None and above[-1].lower().endswith(" al")


def _label_above(table: RowLines, end: int) -> int | None:
    """The first of the lines right above line `end` that are one label over rows; None if the line there names columns."""
    several = end > 1 and len(table.pieces[end - 1]) > 1
    alone = end > 1 and table.pieces[end - 1][0].first > 0 and len(_level_with(table, end - 1)) == 1
    figures = {piece.first for pieces in table.pieces[end:] for piece in pieces if piece.figure}
    line = end - 1 if several or alone else 0
    while any(len(table.pieces[i]) > 1 for i in range(line)):
        columns, above = [piece.first for piece in table.pieces[line]], {p.first for ps in table.pieces[:line] for p in ps}
        if not stands_under_names(table.pieces[line][0].text, columns, figures, above):
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


def _label_begun(table: RowLines, end: int) -> int | None:
    """The line above the first figures with which a label begins, in a capital, that goes on in small letters beside them."""
    if end == 0 or end == len(table.rows):
        return None
    for line in range(end - 1, -1, -1):
        (above, *others) = table.pieces[line]
        below = next((piece for piece in table.pieces[line + 1] if piece.first == above.first), None)
        if others or below is None or not below.text[0].islower() or table.rows[line].bold != table.rows[line + 1].bold:
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
    count = next((i for i in range(head) if len(table.pieces[i]) > 1), 0)
    lone = (table.pieces[i][0] for i in range(count))
    if not count or any(piece.first > 0 or piece.x0 > table.left + TITLE_INDENT for piece in lone):
        return 0
    if not any(count - 1 in band and count in band for band in table.bands):
        return count
    above, names = count - 1, count
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
    columns, apart = _extents(table), _least_apart(table, [*lines, *further])
    for k, line in enumerate(lines):
        begun = list(cells)
        below = [*lines[k + 1 :], *further]
        span = range(0)
        for printed in spans_of(table.pieces[line]):
            words = [word for piece in table.pieces[line] if piece.first in printed for word in piece.words]
            piece = CellFragment(printed.start, printed.stop - 1, words)
            span = _widened(table, piece, line, below, columns, apart, min(span.stop, printed.start))
            above = [cell for cell in begun if _overlap(cell.columns, span)]
            cell = max(above, key=lambda c: c.lines[-1].baseline, default=None)
            levels = any(c.column_span > 1 for c in begun)
            if cell is None or not _goes_on(cell, table.rows[line], span, apart if levels else math.inf):
                cell = GridCell(max((c.row + 1 for c in above), default=row), span.start, 1, len(span))
                cells.append(cell)
            cell.lines += table.printed(line, printed)
    bottom = max(cell.row for cell in cells) + 1
    for cell in cells:
        under = (c.row for c in cells if c.row > cell.row and _overlap(c.columns, cell.columns))
        cell.row_span = min(under, default=bottom) - cell.row
    return cells


def widen_level(head: Sequence[GridCell]) -> None:
    """Widen the names of an upper level over the columns beside them that are named level with the name under theirs.

    Those are the columns on their right; or on their left, where names set right end with the last of groups of one size.
    """
    for step in (1, -1):
        groups = _groups_of_level(head, step)
        if _are_a_level(head, [names for _, names in groups], [over for over, _ in groups], strict=step < 0):
            for over, names in groups:
                over.column, over.column_span = min(over.column, *(name.column for name in names)), len(names)
                for name in names:
                    name.row, name.row_span = names[0].row, names[0].row_span
            return


def _groups_of_level(head: Sequence[GridCell], step: int) -> list[tuple[GridCell, list[GridCell]]]:
    """The names of an upper level, each with those under it and, on one side, level with these and under no other."""
    groups: list[tuple[GridCell, list[GridCell]]] = []
    for cell in head:
        names = [c for c in head if c.lines and c.row == cell.row + cell.row_span and c.column in cell.columns]
        if not cell.lines or len(names) < cell.column_span:
            continue
        placed = cell.column_span > 1 and _is_over_middle(cell, names)
        while not placed:
            column = names[-1].column + 1 if step > 0 else names[0].column - 1
            beside = _alone_in(head, column) if step > 0 or column > 0 else None
            if beside is None or not _are_beside(beside, names[0]):
                break
            names.insert(len(names) if step > 0 else 0, beside)
        groups.append((cell, names))
    return groups


def _are_a_level(
    head: Sequence[GridCell], groups: Sequence[Sequence[GridCell]], over: Sequence[GridCell], *, strict: bool
) -> bool:
    """Whether names stand over groups of others, and are not the first lines of names.

    It is shown by a name that returns in the level below; or by groups of one size; or where no other column's name is as low.
    To be `strict` is to ask for groups of one size in which the same names return.
    """
    texts = [name.text for names in groups for name in names]
    sizes = {len(names) for names in groups}
    if not groups or 1 in sizes:
        return False
    if strict:
        return len(groups) > 1 and len({tuple(name.text for name in names) for names in groups}) == 1
    levels = len(set(texts)) < len(texts) or len(sizes) == 1
    inside = {column for names in (over, *groups) for cell in names for column in cell.columns}
    others = [cell for cell in head if cell.lines and not inside & set(cell.columns)]
    apart = bool(others) and not any(_are_beside(cell, names[0]) for cell in others for names in groups)
    return apart or (len(groups) > 1 and levels)


def _are_beside(a: GridCell, b: GridCell) -> bool:
    """Whether two names end at one height."""
    return are_level(a.lines[-1], b.lines[-1])


def _is_over_middle(cell: GridCell, names: Sequence[GridCell]) -> bool:
    """Whether a name stands in the middle of names under it."""
    over, first, last = cell.lines[0], names[0].lines[0], names[-1].lines[0]
    return abs(over.x0 + over.x1 - first.x0 - last.x1) < 2 * OFF_NAMES * over.size


def _alone_in(head: Sequence[GridCell], column: int) -> GridCell | None:
    """The only name in a column, if it is of no other."""
    names = [cell for cell in head if cell.lines and column in cell.columns]
    return names[0] if len(names) == 1 and names[0].column_span == 1 else None


def _overlap(a: range, b: range) -> bool:
    return a.start < b.stop and b.start < a.stop


def _extents(table: RowLines) -> dict[int, tuple[float, float]]:
    """How far to the left and to the right the texts of each column reach."""
    extents: dict[int, tuple[float, float]] = {}
    for piece in (piece for pieces in table.pieces for piece in pieces if piece.first == piece.last):
        x0, x1 = extents.get(piece.first, (piece.x0, piece.x1))
        extents[piece.first] = min(x0, piece.x0), max(x1, piece.x1)
    return extents


def _least_apart(table: RowLines, head: Sequence[int]) -> float:
    """How many font sizes apart lines of the head are rows of their own: as far as rows with figures are from one another.

    Infinite where these are no further apart than the lines of a cell, or where a name of three lines shows that it is.
    """
    printed = Counter(piece.first for line in head for piece in table.pieces[line])
    return table.pitch / SAME_LEADING if table.pitch >= LEAST_PITCH and max(printed.values()) < NAME_LINES else math.inf


def _widened(
    table: RowLines,
    piece: CellFragment,
    line: int,
    below: Sequence[int],
    columns: Mapping[int, tuple[float, float]],
    apart: float,
    free: int,
) -> range:
    """All columns from `free` on that a text stands in the middle of, if they are named below and nothing else is above them.

    The middle is that of the names, or, of columns without labels, that of all their texts, or that of their cells.
    """
    own = range(piece.first, piece.last + 1)
    if not below or _breaks_off(table, piece, line, below):
        return own
    beside = [p for i in _level_with(table, line) for p in table.pieces[i] if i != line or p.first not in own]
    names = [p for i in below for p in table.pieces[i] if table.rows[i].page == table.rows[line].page]
    beside += [p for p in names if min(word.top for word in p.words) < table.rows[line].baseline]
    named = [p.last + 1 for p in beside if p.last < piece.first]
    low = max([free, *(named or [1])]) if beside else 0
    high = min((p.first - 1 for p in beside if p.first > piece.last), default=max(p.last for p in (piece, *names)))
    if ruled := _over_rule(table, piece, line, names, beside):
        return ruled
    left, right = _walls(table, piece, line)
    low, high = max(low, left), min(high, right)
    if not beside and left == 0 and right >= high and _in_the_middle((piece.x0 + piece.x1) / 2, names, table.axis):
        return range(max(p.last for p in names) + 1)
    if _are_flush([piece, *beside], names, table.rows[line], apart, left=True):
        return range(piece.first, max(piece.last, high) + 1)
    if _are_flush([piece, *beside], names, table.rows[line], apart, left=False):
        return range(min(low, piece.first), piece.last + 1)
    best, off = _centred_over(table, piece, names, (low, high), columns)
    first, last = _over_from_one_end(table, piece, line, names, apart)
    if first < last and off > SAME_END:
        return range(max(first, min(low, piece.first)), min(last, high) + 1)
    return own if len(own) > 1 and off > SAME_END else best


def _walls(table: RowLines, piece: CellFragment, line: int) -> tuple[int, int]:
    """The first and the last of the columns between the upright rules that stand beside a text on its line."""
    row, cells = table.rows[line], table.cells
    y = mid_height(row)
    beside = [rule.at for rule in table.pages[row.page].verticals if rule.start <= y <= rule.end]
    walls = [min(range(len(cells)), key=lambda k: abs(cells[k] - at)) for at in beside]
    left, right = [k for k in walls if k <= piece.first], [k for k in walls if k > piece.last]
    return max(left, default=0), min(right, default=len(cells) - 1) - 1


def _over_rule(
    table: RowLines, piece: CellFragment, line: int, names: Sequence[CellFragment], beside: Sequence[CellFragment]
) -> range | None:
    """The columns whose names stand under a rule that is drawn under a text, wider than it, and under no other."""
    row = table.rows[line]
    for rule in table.pages[row.page].horizontals:
        over = [p for p in names if rule.start < (p.x0 + p.x1) / 2 < rule.end]
        columns = {c for p in over for c in range(p.first, p.last + 1)}
        wider = rule.start <= piece.x0 and piece.x1 <= rule.end and rule.end - rule.start > piece.x1 - piece.x0 + row.size
        alone = not any(p.x0 < rule.end and rule.start < p.x1 for p in beside)
        between = row.baseline < rule.at and all(rule.at < 1 + min(word.top for word in p.words) for p in over)
        if wider and alone and between and 1 < len(columns) < len(table.cells) - 1:
            return range(min(columns), max(columns) + 1)
    return None


def _breaks_off(table: RowLines, piece: CellFragment, line: int, below: Sequence[int]) -> bool:
    """Whether a text is a line of a name that goes on below, in small letters and in line with it.

    It does so for want of room, or in its middle or at its end beside names in capitals: those of one level are written alike.
    The sign of a share goes on with its name as well.
    """
    row = table.rows[line]
    next_line = next((p for i in below for p in table.pieces[i] if p.first == piece.first), None)
    if piece.first < piece.last or next_line is None or next_line.last > piece.last:
        return False
    word = next_line.words[0]
    if word.text[0].isupper():
        return False
    if (word.baseline - row.baseline) > LEADING * row.size or in_line([piece.places, next_line.places]) < 2:
        return False
    room = table.cells[piece.first + 1] - table.cells[piece.first] - 2 * LEAST_PADDING
    width = piece.x1 - piece.x0
    beside = [p for i in below for p in table.pieces[i] if p.first > 0 and abs(p.first - piece.first) == 1]
    level = [p for p in beside if abs(p.words[0].baseline - word.baseline) < CLOSE * row.size]
    goes_on = word.text[0].islower() or (next_line.text == "%" and re.search(SHARE, piece.text, re.IGNORECASE))
    set_left = abs(piece.x0 - next_line.x0) <= SAME_END < abs(piece.x1 - next_line.x1)
    if goes_on and not set_left and len(level) > 1 and all(p.text[0].isupper() for p in level):
        return True
    return width <= room < width + SPACE * row.size + word.x1 - word.x0


def _are_flush(upper: Sequence[CellFragment], names: Sequence[CellFragment], row: TextRow, apart: float, *, left: bool) -> bool:
    """Whether texts on one line, those with no name below aside, are set to one end of columns of which they are other names.

    Each begins, or ends, where a name below does; and one reaches over two of these, or they are rows `apart` from it.
    """

    def reach(p: CellFragment) -> tuple[int, float, float]:
        return (p.first, p.x0, p.x1) if left else (-p.last, -p.x1, -p.x0)

    below = [(*reach(p), p.words[0].baseline - row.baseline) for p in names]
    heads = [found for found in map(reach, upper) if any(column == found[0] for column, *_ in below)]
    flush = [[d for c, start, _, d in below if c == column and abs(start - x) <= SAME_END] for column, x, _ in heads]
    over_two = any(c == column + 1 and start < end for column, _, end in heads for c, start, *_ in below)
    return len(heads) > 1 and all(flush) and (over_two or all(found[0] >= apart * row.size for found in flush))


def _centred_over(
    table: RowLines,
    piece: CellFragment,
    names: Sequence[CellFragment],
    within: tuple[int, int],
    columns: Mapping[int, tuple[float, float]],
) -> tuple[range, float]:
    """The columns, its own among them, that a text is nearest to the middle of, all of them named; and by how much it is off.

    Of those whose middle it stands in as far as can be told, which is `SAME_END`, it is over the most.
    """
    low, high = within
    center, ends = (piece.x0 + piece.x1) / 2, _right_ends(table)
    best, nearest = range(piece.first, piece.last + 1), OFF_NAMES * piece.words[0].font.size
    for first in range(low, piece.first + 1):
        for last in range(piece.last, high + 1):
            over = [p for p in names if first <= p.first and p.last <= last]
            if first == last or len({p.first for p in over}) < last - first + 1:
                continue
            middles = [(min(p.x0 for p in over) + max(p.x1 for p in over)) / 2]
            if first > 0 and first in columns and last in columns:
                middles.append((columns[first][0] + columns[last][1]) / 2)
            if first in ends and last in ends:
                name = [p for p in over if p.first == first]
                middle_of_first = (min(p.x0 for p in name) + max(p.x1 for p in name)) / 2
                middles.append((2 * middle_of_first - ends[first] + ends[last]) / 2)
            off = max(SAME_END, min(abs(middle - center) for middle in middles))
            if off < nearest or (off == nearest and last - first >= len(best)):
                best, nearest = range(first, last + 1), off
    return best, nearest


def _right_ends(table: RowLines) -> dict[int, float]:
    """Where the cells of each column end whose figures are in line at the right."""
    figures: dict[int, list[float]] = {}
    for piece in (piece for pieces in table.pieces for piece in pieces if piece.figure and piece.first == piece.last):
        figures.setdefault(piece.first, []).append(piece.x1)
    return {column: max(ends) for column, ends in figures.items() if len(ends) > 1 and max(ends) - min(ends) < SAME_END}


def _over_from_one_end(
    table: RowLines, piece: CellFragment, line: int, names: Sequence[CellFragment], apart: float
) -> tuple[int, int]:
    """The columns that a piece stands over that begins, or ends, where the name of one of them does, a row below it.

    One that ends there is over no labels.
    """
    row = table.rows[line]
    under = [p for p in names if p.first == p.last and p.words[0].baseline - row.baseline >= apart * row.size]
    first, last = piece.first, piece.last
    if any(p.first == first and abs(p.x0 - piece.x0) <= SAME_END for p in under):
        while any(p.first == last + 1 for p in names):
            last += 1
    elif any(p.last == last and abs(p.x1 - piece.x1) <= SAME_END for p in under):
        while first > 1 and any(p.last == first - 1 for p in names):
            first -= 1
    return first, last


def _level_with(table: RowLines, line: int) -> list[int]:
    """The line itself, and the lines so close above and below that their characters overlap in height."""
    rows, here = table.rows, table.rows[line]
    near = range(max(0, line - 1), min(len(rows), line + 2))
    return [i for i in near if rows[i].page == here.page and abs(rows[i].baseline - here.baseline) < CLOSE * here.size]


def _in_the_middle(center: float, names: Sequence[CellFragment], axis: float | None) -> bool:
    """Whether a lone text stands in the middle of the table, or of all the names below it, as far as their alignment tells."""
    left, right = min(p.x0 for p in names), max(p.x1 for p in names)
    middles = [(left + right) / 2] if axis is None else [(left + right) / 2, axis]
    return len({p.first for p in names}) > 2 and any(abs(middle - center) < CENTRED * (right - left) for middle in middles)


def _goes_on(cell: GridCell, row: TextRow, span: range, apart: float) -> bool:
    """Whether the text of a line in some columns is the next line of a cell above it, and no name under it, `apart` from it."""
    above = cell.lines[-1]
    distance = (row.baseline - above.baseline) / max(row.size, above.size)
    return span == cell.columns and distance <= LEADING and distance < apart and (distance <= CLOSE or row.bold == above.bold)
