"""The lines at either end of a block that belong to its first or last row, or head them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile, zip_longest

from pipeline.tables.cells.continuations import LEADING
from pipeline.tables.cells.row_lines import TIGHTEST
from pipeline.tables.features.alignment import IN_LINE, is_centred
from pipeline.tables.features.text_rows import Segment, TextRow, is_figure, leading
from pipeline.tables.features.whitespace import Gutter, crosses
from pipeline.tables.regions.row_rules import OTHER_SIZE
from pipeline.tables.regions.score import PLAY, pitch_range
from pipeline.tables.regions.titles import has_room, title_ends
from pipeline.tables.trace import Candidate
from pipeline.vocabulary import CAPTION
from schemas.provenance import Box

GROUP_LEADING = 3.0
"""Font sizes between the baselines of a name right of all labels and of what it is over, names or figures, at most."""

FEWEST_IN_STRIP = 3
"""Rows that begin with figures on a page without labels; fewer may end a table, if they are at heights of their own."""


def grow_regions(rows: Sequence[TextRow], blocks: list[Candidate], headers: Sequence[tuple[int, Box]]) -> list[Candidate]:
    """Extend each region by adjacent lines of its first or last row, or its title.

    `headers` are the tables in rules that have no figures, with their pages.
    """
    under = zip_longest(blocks, blocks[1:])
    blocks = [block for block, below in under if not (below and _names_groups(rows, block, below))]
    taken = {i for block in blocks for i in range(block.start, block.stop)}
    for block in blocks:
        inside = rows[block.start : block.stop]
        while (
            block.stop < len(rows)
            and block.stop not in taken
            and not title_ends(rows, block.stop)
            and not (rows[block.stop].page != rows[block.stop - 1].page and block.stop + 1 in taken)
            and not begins_strip(rows, block.stop)
            and _ends(rows[block.stop - 1], rows[block.stop], inside, block.gutters)
        ):
            block.stop += 1
        while (
            block.start > 0
            and block.start - 1 not in taken
            and (
                _heads(rows[block.start - 1], rows[block.start], inside, block.gutters)
                or _is_section_under(headers, rows[block.start - 1], inside)
            )
        ):
            block.start -= 1
        taken |= set(range(block.start, block.stop))
    starts = {block.start for block in blocks}
    for block in blocks:
        if block.stop in starts and _titles_next(rows[block.start : block.stop], rows[block.stop]):
            block.stop -= 1
    return blocks


def begins_strip(rows: Sequence[TextRow], start: int) -> bool:
    """Whether a line is the first of a page without labels, or of the next after one, as of a sheet wider than a page.

    A page without labels prints no more than a column of figures; or its rows begin with figures where those of the other page
    have their labels.
    """
    if start and rows[start - 1].page == rows[start].page:
        return False
    lines = list(takewhile(lambda row: row.page == rows[start].page, map(rows.__getitem__, range(start, len(rows)))))
    if not any(row.tabular for row in lines):
        return sum(row.figures for row in lines) > max(1, len(lines) // 2)
    before = list(takewhile(lambda row: row.page == rows[start - 1].page, reversed(rows[:start])))
    return _lacks_labels(lines, before) or _lacks_labels(before, lines)


def _lacks_labels(rows: Sequence[TextRow], others: Sequence[TextRow]) -> bool:
    """Whether rows begin with figures left of where all figures of others stand, which have labels there."""
    figures = [row for row in rows if row.figures]
    if not figures or any(map(_label, figures)):
        return False
    behind = (s.x0 for row in others if (label := _label(row)) for s in row.segments if s.x0 > label.x0 and is_figure(s.text))
    ends = min(behind, default=0.0)
    if not all(row.segments[0].x1 < ends for row in figures):
        return False
    return len(figures) >= FEWEST_IN_STRIP or all(
        any(abs(row.baseline - other.baseline) < IN_LINE for other in others) for row in figures
    )


def _label(row: TextRow) -> Segment | None:
    """The words that a line begins with, behind a code or not: no code has a comma."""
    first, *others = row.segments
    if not is_figure(first.text):
        return first
    return next((second for second in others[:1] if "," not in first.text and not is_figure(second.text)), None)


def _names_groups(rows: Sequence[TextRow], block: Candidate, below: Candidate) -> bool:
    """Whether a block has no figures, and all its lines, right above another, stand right of the labels of that."""
    names, inside = rows[block.start : block.stop], rows[below.start : below.stop]
    near = block.stop == below.start and names[-1].page == inside[0].page
    return near and all(not row.figures and _stands_right_of_labels(row, inside) for row in names)


def _titles_next(inside: Sequence[TextRow], following: TextRow) -> bool:
    """Whether the last line of a region, right above another, is no end of a label in it, but the title of the next region.

    At the foot of a page a line set as the sections of its region are is one of them.
    """
    *others, last = inside
    if last.page != following.page and _is_set_as_section(last, others):
        return False
    if last.tabular or last.figures or not (others[-1].tabular and others[-1].figures) or last.line.text[0].islower():
        return False
    return has_room(others, last)


def _within(row: TextRow, inside: Sequence[TextRow]) -> bool:
    return row.x0 > min(r.x0 for r in inside) - IN_LINE and row.x1 < max(r.x1 for r in inside) + IN_LINE


def _ends(last: TextRow, row: TextRow, inside: Sequence[TextRow], gutters: Sequence[Gutter]) -> bool:
    """Whether `row` goes on with the last row of a block, is one more heading like others in it, or has its figures in line."""
    distance = leading(last, row)
    if distance is not None and _has_figures_in_line(row, inside):
        return not any(crosses(s.start, s.stop, gutters) for s in row.segments)
    if not _within(row, inside) or (distance is not None and distance > pitch_range(inside)[1]):
        return False
    if any(crosses(s.start, s.stop, gutters) for s in row.segments):
        return distance is not None and _like_a_heading(row, inside, gutters)
    return distance is not None or any(
        abs(row.x0 - s.x0) < IN_LINE and other.size == row.size for other in inside for s in other.segments
    )


def _has_figures_in_line(row: TextRow, inside: Sequence[TextRow]) -> bool:
    """Whether several figures of a line, all that it has, end where figures of a block end: a total set off by white."""
    figures = [s for s in row.segments if s.figure]
    if len(figures) < 2 or row.segments[0].figure:
        return False
    ends = [s.x1 for other in inside for s in other.segments if s.figure]
    return all(any(abs(s.x1 - x) <= 1 for x in ends) for s in figures)


def _heads(row: TextRow, first: TextRow, inside: Sequence[TextRow], gutters: Sequence[Gutter]) -> bool:
    """Whether `row` is an upper line of a block's first row, the name of its one column of figures, or a heading centred over it.

    Such a heading takes less than half of its width; prose takes more.
    """
    tall = [under for under in inside[:1] if under.upwards]
    distance = min([d for under in (first, *tall) if (d := leading(row, under)) is not None], default=None)
    nearest, furthest = pitch_range(inside)
    few = len(row.segments) == 1 or 2 * len(row.segments) <= len(gutters) + 1
    no_names = _has_one_figure_each(inside) if first.figures else row.bold >= first.bold
    group = few and no_names and _stands_right_of_labels(row, inside)
    section = bool(first.figures) and _is_set_as_section(row, inside)
    reach = GROUP_LEADING if group else PLAY * _white_under_sections(inside) if section else 0.0
    if distance is None or distance > max(furthest, reach) or not _within(row, inside):
        return False
    if abs(row.size - first.size) > OTHER_SIZE * first.size:
        return False
    if distance < TIGHTEST and row.x1 < first.x0:
        return True
    if abs(row.x0 - first.x0) < IN_LINE and _begins_label(row, gutters) and _goes_on(first, inside):
        return distance <= LEADING
    if section or group or _ends_where_figures_do(row, inside):
        return True
    left, right = min(r.x0 for r in inside), max(r.x1 for r in inside)
    if row.x0 < left + IN_LINE or any(crosses(s.start, s.stop, gutters) for s in row.segments):
        centred = is_centred(row.x0, row.x1, left, right)
        return centred and 2 * (row.x1 - row.x0) < right - left and not row.line.text.endswith((".", ":", ";"))
    return distance <= nearest


def _has_one_figure_each(rows: Sequence[TextRow]) -> bool:
    """Whether no row has two figures, codes before the labels aside."""
    return all(sum(segment.figure for segment in row.segments[1:]) <= 1 for row in rows)


def _ends_where_figures_do(row: TextRow, inside: Sequence[TextRow]) -> bool:
    """Whether words of a line, be they a space apart, end where each figure of the next line that has some does, all in line."""
    ends = [word.x1 for word in row.line.words]
    first = next((other for other in inside if other.figures), inside[0])
    figures = [word.x1 for segment in first.segments if segment.figure for word in segment.words]
    over = not row.figures and len(figures) > 1 and abs(row.x1 - figures[-1]) <= 1
    return over and all(any(abs(x - end) <= 1 for end in ends) for x in figures)


def _begins_label(row: TextRow, gutters: Sequence[Gutter]) -> bool:
    """Whether a line is one text in the column of the labels, begins with a capital and ends as no sentence does."""
    text = row.line.text
    return not row.tabular and row.segments[0].stop < gutters[0][1] and text[0].isupper() and not text.endswith((".", ":", ";"))


def _goes_on(first: TextRow, inside: Sequence[TextRow]) -> bool:
    """Whether a line begins with a small letter, as no more than half of the lines with figures of its block do."""
    begun = [row.line.text[0].islower() for row in inside if row.figures]
    return first.line.text[0].islower() and 2 * sum(begun) <= len(begun)


def _stands_right_of_labels(row: TextRow, inside: Sequence[TextRow]) -> bool:
    """Whether the texts of a line stand right of the labels of a block: they name some of its columns.

    A title begins at the left, is centred over all of it or has a number; what ends where it does may be its unit, if not bold.
    """
    if row.figures or CAPTION.match(row.line.text):
        return False
    left = min(other.x0 for other in inside) + IN_LINE
    begun = [other.segments[other.segments[0].figure and other.x0 < left :][:1] for other in inside if other.figures]
    labels = [s.x1 for texts in begun for s in texts if not s.figure]
    last = max(other.x1 for other in inside)
    return bool(labels) and max(labels) < row.x0 and row.x1 < (last + IN_LINE if row.bold else last - IN_LINE)


def _is_set_as_section(row: TextRow, inside: Sequence[TextRow]) -> bool:
    """Whether a line is one bold text, and so are others in a block whose rows with figures are not all bold."""
    sections = any(map(_is_bold_text, inside))
    return row.bold and not row.tabular and sections and not all(other.bold for other in inside if other.figures)


def _is_section_under(headers: Sequence[tuple[int, Box]], row: TextRow, inside: Sequence[TextRow]) -> bool:
    """Whether a line of bold text, set as the labels of a block are, stands between this and a header in rules."""
    if not _is_bold_text(row) or not inside[0].figures or all(other.bold for other in inside if other.figures):
        return False
    if CAPTION.match(row.line.text) or abs(row.x0 - min(other.x0 for other in inside)) > IN_LINE:
        return False
    above = (box.bottom for page, box in headers if page == row.page and box.x0 <= row.x0 and inside[0].x1 <= box.x1 + 1)
    distance = leading(row, inside[0])
    near = distance is not None and distance <= GROUP_LEADING
    return near and any(0 <= row.baseline - bottom <= GROUP_LEADING * row.size for bottom in above)


def _is_bold_text(row: TextRow) -> bool:
    return row.bold and not row.tabular and not row.figures


def _white_under_sections(inside: Sequence[TextRow]) -> float:
    """The most font sizes between a line of bold text alone and the next line of a block."""
    under = [leading(row, below) for row, below in pairwise(inside) if _is_bold_text(row) and below.figures]
    return max((distance for distance in under if distance is not None), default=0.0)


def _like_a_heading(row: TextRow, block: Sequence[TextRow], gutters: Sequence[Gutter]) -> bool:
    """Whether the block has other lines that run across its columns, begin as this one does and are set like it."""
    return any(
        not other.tabular
        and other.bold == row.bold
        and abs(other.x0 - row.x0) < IN_LINE
        and crosses(other.segments[0].start, other.segments[0].stop, gutters)
        for other in block
    )
