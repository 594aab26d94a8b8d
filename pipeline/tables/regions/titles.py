"""Titles that stand between two tables: what ends one and announces the other."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.tables.cells.columns import MOST_HEAD_LINES, NO_END
from pipeline.tables.cells.continuations import LEADING, SPACE
from pipeline.tables.features.alignment import IN_LINE
from pipeline.tables.features.text_rows import TextRow, leading
from pipeline.vocabulary import CAPTION

MOST_TITLE_LINES = 3
"""Lines that a title, or a header above its last line, may take."""

PROSE_LINES = 3
"""Lines of prose that may stand between a numbered title and its table."""

ROWS_OF_LABELS = 12
"""Rows whose labels show how wide a label may be."""


def has_room(rows: Sequence[TextRow], line: TextRow) -> bool:
    """Whether the label of the last of these rows has room for the first word of the line below it, which is none of its own."""
    labels = [row.segments[0] for row in rows[-ROWS_OF_LABELS:] if row.figures and row.tabular and not row.segments[0].figure]
    word = line.line.words[0]
    return bool(labels) and labels[-1].x1 + SPACE * line.size + word.x1 - word.x0 < max(label.x1 for label in labels)


def title_ends(rows: Sequence[TextRow], i: int) -> bool:
    """Whether line `i` is a title under the figures of one table, or under white, and over the header of another.

    The line has no gap. A number says that it is one: `Tabella 4`. What follows within a few lines has gaps and no figures: a
    heading of rows within a table is followed by figures. Under white, that stands over figures, and it or the title is bold,
    or is a name alone under a bold title and over one column of figures.
    Under figures, it is bold or stands over others, and the title is larger than the figures, or bold where not all of them
    are; under bold ones it is no next line of their label, which had room for it.
    """
    row = rows[i]
    if row.tabular or row.figures or i == 0:
        return False
    if CAPTION.match(row.line.text):
        return _header_below(rows, i, MOST_TITLE_LINES + PROSE_LINES) is not None
    header = _header_below(rows, i, MOST_TITLE_LINES)
    if header is None:
        return False
    white, bold = leading(rows[i - 1], row), rows[header].bold
    body = rows[header + 1 : header + 1 + MOST_HEAD_LINES]
    set_off = white is not None and white >= LEADING and (row.bold or bold)
    unlabelled = row.bold and rows[header].x0 > min((line.x0 for line in body), default=0.0) + IN_LINE
    over = _stands_over(rows[header], [line for line in body if line.figures], wide=bold or unlabelled)
    alone = row.bold and not rows[header].tabular and all(line.figures <= 1 for line in body)
    if set_off and (over or alone):
        return True
    here = [other for other in rows[max(0, i - ROWS_OF_LABELS) : i] if other.page == row.page]
    above = [other for other in reversed(here[-MOST_TITLE_LINES:]) if other.tabular]
    if not (bold or over) or not above or not above[0].figures:
        return False
    if row.bold and (not above[0].bold or (not all(other.bold for other in above) and has_room(here, row))):
        return True
    return row.size >= 1.05 * above[0].size


def _header_below(rows: Sequence[TextRow], i: int, most: int) -> int | None:
    """The first line within so many lines below line `i` that heads columns, if nothing down to it has figures.

    It has gaps, or is a name alone that stands right of the title and of all labels down to a line with figures.
    """
    for k in range(i + 1, min(len(rows), i + 1 + most)):
        if leading(rows[i], rows[k]) is None or rows[k].figures:
            return None
        if rows[k].tabular or _is_lone_name(rows[i], rows[k : k + 1 + MOST_TITLE_LINES]):
            return k
    return None


def _is_lone_name(title: TextRow, lines: Sequence[TextRow]) -> bool:
    """Whether the first of these lines is right of a title and of all labels down to the first with gaps, which has figures."""
    body = next((k for k, row in enumerate(lines) if k and row.tabular), 0)
    labels = [title.x1, *(row.segments[0].x1 for row in lines[1 : body + 1])]
    return bool(lines[body].figures) and lines[0].x0 > max(labels)


def _stands_over(header: TextRow, body: Sequence[TextRow], *, wide: bool) -> bool:
    """Whether half of the texts of a line, and two at least, head figures of these lines, that over their labels aside.

    Figures stand under a text; or, in `wide` columns, right of where it begins and left of where the next does: names set left
    or in the middle, figures set right.
    """
    label = min((row.segments[0].start for row in body), default=0)
    names = [s for s in header.segments if s.start > label]
    figures = [s for row in body for s in row.segments if s.figure]
    ends = [*(s.start for s in names[1:]), NO_END] if wide else [s.stop for s in names]
    over = sum(any(s.start < f.stop and f.start < max(s.stop, end) for f in figures) for s, end in zip(names, ends, strict=False))
    return over >= max(2, len(names) / 2)


def header_under_figures(rows: Sequence[TextRow], above: int, i: int) -> int | None:
    """The line that heads more figures under those of line `above`: line `i`, or one that line `i`, a text alone, stands over.

    There one table may end and another begin: the scores tell. A text alone in small letters goes on with the label above it.
    """
    if any(s.of_amount for s in rows[i].segments) or _goes_on(rows[i]):
        return None
    while above > 0 and _goes_on(rows[above]):
        above -= 1
    if not rows[above].figures:
        return None
    first = next((k for k in range(i + 1, min(len(rows), i + 1 + MOST_HEAD_LINES)) if rows[k].figures), i)
    header = next((k for k in range(first - 1, i - 1, -1) if rows[k].tabular), None)
    body = [row for row in rows[first : first + MOST_HEAD_LINES] if row.figures]
    return header if header is not None and _stands_over(rows[header], body, wide=rows[header].bold) else None


def _goes_on(row: TextRow) -> bool:
    return not row.tabular and row.line.text[0].islower()
