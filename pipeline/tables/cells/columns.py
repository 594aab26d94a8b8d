"""The gutters between the columns of some lines, whatever their headings do."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import partial, reduce
from itertools import pairwise
from operator import or_

from pipeline.reading.model import Word
from pipeline.tables.cells.fragments import SAME_END
from pipeline.tables.features.text_rows import Segment, TextRow
from pipeline.tables.features.whitespace import (
    BITS_PER_POINT,
    Gutter,
    bits_of,
    bits_of_all,
    mask_of,
    meets_any,
    overlap,
    printed_in,
    runs,
    to_bit,
    white_in,
)
from pipeline.vocabulary import TOTAL

SPANNED = 5
"""One in so many lines may have a heading across columns …"""

MOST_SPANNED = 2
"""… but of those with figures no more than so many."""

FILLED = 0.6
"""Share of a gutter that a heading fills which stands over both of its sides."""

MOST_HEAD_LINES = 6
"""Lines above the first figures that may be the heads of columns."""

FEW = 6
"""Fewer lines than this say little of the white between columns."""

NARROWEST = 0.2
"""Share of the least width of a gutter that is enough where this share of the lines with figures has a gap in it …"""

HALF_PARTED = 0.5

MOSTLY_PARTED = 0.8
"""… and this of all lines; behind figures, close to which labels may stand, of those that print in both columns."""

NEAR_RIGHT = 3.0
"""Points between a column and the edge on its left."""

PADDING = 4.0
"""Points between figures that are set right and the end of their cell."""

BESIDE = 4.0
"""Font sizes from the name of a column at most of a name over several that is in its cell."""

NO_END = 1 << 30
"""Right of everything."""


def column_gutters(tabular: Sequence[TextRow]) -> list[Gutter]:
    """The gutters between the columns of these lines, each of which has gaps.

    The lines with figures say where the white is; the heads above them, on each page, may stand over several columns, or reach
    into the white on one side of their own.
    """
    count = head_of(tabular)
    head, names = tabular[:count], {row.line.text for row in tabular[:count]}
    body = [row for row in tabular[count:] if row.line.text not in names]
    gutters = _common_gutters(body, head)
    return _fit_gutters_to_header(gutters, head, body) if head else gutters


def head_of(tabular: Sequence[TextRow]) -> int:
    """How many of the lines, which have gaps, stand above the first figures, if half of the others have some, several in all.

    Where these are more than a few, only the bold ones that come first are head, if others are not bold.
    """
    first = next((i for i, row in enumerate(tabular) if row.figures), 0)
    counts = [row.figures for row in tabular[first:]]
    full = all(count == len(row.segments) for count, row in zip(counts, tabular[first:], strict=True))
    sure = full or (sum(counts) > 1 and sum(count > 0 for count in counts) >= 0.5 * len(counts))
    if sure and first > MOST_HEAD_LINES:
        bold = next((i for i, row in enumerate(tabular) if not row.bold), 0)
        return min(bold, first)
    return first if sure else 0


def _least(tabular: Sequence[TextRow]) -> float:
    """The least width of a gutter, in points: the more lines leave it white, or have figures on both sides, the narrower."""
    size = sorted(row.size for row in tabular)[len(tabular) // 2]
    figures = [row.figures for row in tabular if row.figures]
    sure = len(tabular) >= 4 or (figures != [] and min(figures) > 1)
    return (0.35 if len(tabular) >= FEW else 0.5 if sure else 0.8) * size


def _common_gutters(tabular: Sequence[TextRow], head: Sequence[TextRow]) -> list[Gutter]:
    """The white in all lines but headings over several columns, with words on both sides in some line, be it of the head."""
    least = _least(tabular)
    plain = [row for row in tabular if row.figures and not row.bold]
    places = _places_behind_labels(tabular)
    figures = [_mask_beside_label(row, places, bold=len(plain) > 1) for row in tabular if row.figures]
    words = [row.mask for row in tabular if not row.figures]
    covered = printed_in(figures, min(len(figures) // SPANNED, MOST_SPANNED)) | printed_in(words, len(words) // SPANNED)
    gutters = _between_cells(covered, tabular, head, least)
    if not gutters:
        return []
    masks = _masks_within_columns(tabular, gutters)
    gutters = _between_cells(printed_in(masks, 0), tabular, head, least)
    beside = [*tabular, *head]
    masks += _masks_within_columns(head, gutters)
    while gutters:
        middles = [(a + b) // 2 for a, b in gutters]
        columns = [bits_of(span) for span in pairwise([0, *middles])] + [-1 << middles[-1]]
        white = bits_of_all(gutters)
        here = [_out_of_white(mask, row, white) for mask, row in zip(masks, beside, strict=True)]
        idle = [
            gutter
            for gutter, left, right in zip(gutters, columns, columns[1:], strict=False)
            if not _is_between(gutter, left, right, here, beside)
        ]
        if not idle:
            break
        gutters.remove(min(idle, key=lambda g: g[1] - g[0]))
    return gutters


def _out_of_white(mask: int, row: TextRow, white: int) -> int:
    """What a line covers of columns, and its names that stand in the white beside their figures: others are those they reach."""
    within = [mask_of(s.words) for s in row.segments if not row.figures] if mask & white else []
    return reduce(or_, [bits & mask for bits in within if not bits & ~white], mask & ~white)


def _places_behind_labels(tabular: Sequence[TextRow]) -> list[tuple[float, float]]:
    """From where to where figures stand right behind labels that several lines set right, one under the other."""
    places = sorted(
        (row.segments[1].x1, row.segments[1].x0) for row in tabular if row.segments[1].figure and not row.segments[0].figure
    )
    near = [(one, other) for one, other in pairwise(places) if other[0] - one[0] <= SAME_END]
    return [(start, end) for pair in near for end, start in pair]


def _mask_beside_label(row: TextRow, places: Sequence[tuple[float, float]], *, bold: bool) -> int:
    """What a line covers, but for the label of a total, or, where others are not, of a bold line; or a text that runs over.

    The label of a total may stand over the codes and the labels of all rows. A label, or the figure behind it, runs over `places`
    behind the labels of others where its own line has no figures.
    """
    label, *others = row.segments
    over = TOTAL.match(label.text) or (bold and row.bold)
    if not over and others and not label.figure:
        over = any(start < label.x1 and end < others[0].x0 for start, end in places)
        if any(label.x1 < start <= others[0].x0 < end < others[0].x1 - SAME_END for start, end in places):
            return mask_of([*label.words, *(word for segment in others[1:] for word in segment.words)])
    return mask_of(row.line.words[len(label.words) :]) if over else row.mask


def _is_between(gutter: Gutter, left: int, right: int, masks: Sequence[int], rows: Sequence[TextRow]) -> bool:
    """Whether some line prints in the columns on both sides of a gutter, and has a gap in it."""
    white = bits_of(gutter)
    return any(mask & left and mask & right and row.white & white for mask, row in zip(masks, rows, strict=True))


def _between_cells(covered: int, tabular: Sequence[TextRow], head: Sequence[TextRow], least: float) -> list[Gutter]:
    """The white at least `least` points wide where some line has a gap, or narrower where most lines have one to themselves.

    Where lines are few, these have to be gaps before texts, or in lines of the head: two figures may stand in one column. Right
    behind figures, lines without any do not count.
    """
    found = []
    with_figures = [row for row in tabular if row.figures]
    white = reduce(or_, [row.white for row in tabular], 0)
    gutters = white_in(covered, NARROWEST * least)
    wide = [gutter for gutter in gutters if gutter[1] - gutter[0] >= int(least * BITS_PER_POINT)]
    for gutter in gutters:
        (low, high), bits = gutter, bits_of(gutter)
        if not white & bits:
            continue
        if gutter not in wide:
            parted = [row for row in tabular if row.white & bits]
            left = bits_of((max((b for _, b in wide if b <= low), default=0), low))
            right = bits_of((high, min((a for a, _ in wide if a >= high), default=covered.bit_length())))
            gaps = (gap for row in parted for gap in zip(row.segments, row.gaps, row.segments[1:], strict=False))
            own = [(before, after) for before, (a, b), after in gaps if low < b > a < high and not meets_any((a, b), wide)]
            named = any(row.white & bits for row in head)
            sure = sum(named or len(tabular) >= FEW or not after.figure for _, after in own)
            of_figures = all(before.figure for before, _ in own)
            lines = [row for row in with_figures if row.mask & left and row.mask & right] if of_figures else tabular
            if sure < max(MOSTLY_PARTED * len(lines), HALF_PARTED * len(with_figures)):
                continue
        found.append(gutter)
    return found


def _fit_gutters_to_header(gutters: Sequence[Gutter], head: Sequence[TextRow], body: Sequence[TextRow]) -> list[Gutter]:
    """The gutters, narrowed by the heads of the columns beside them; one that holds a further head is two."""
    least = int(_least([*head, *body]) * BITS_PER_POINT)
    start, end = min(row.segments[0].start for row in body), max(s.stop for row in body for s in row.segments)
    left = [s.stop for row in head for s in row.segments if s.stop + least <= start]
    named_alone = names_of_columns(head, list(map(between, gutters)), body)
    count = len(_names(named_alone))
    unfilled = [(max(left), start)] if left and count > len(gutters) + 1 else []
    found = [*unfilled, *gutters, (end, NO_END)]
    if names := names_in_order(found[:-1], named_alone):
        return _narrowed(found, names, least)[:-1]
    further = count > len(found)
    for row in reversed(head):
        named = [s for line in (head if further else [row]) for s in line.segments]
        before = [0, *(stop for _, stop in found)]
        after = [*(start for start, _ in found[1:]), found[-1][1]]
        if names := names_in_order(found[:-1], [row.segments]):
            found = _narrowed(found, names, least)
            continue
        found = [
            part
            for gutter, beside in zip(found, zip(before, after, strict=False), strict=True)
            for part in _parts(gutter, beside, row, named, least)
        ]
    return found[:-1]


def names_in_order(gutters: Sequence[Gutter], head: Sequence[Sequence[Segment]]) -> dict[int, tuple[int, int]]:
    """Of each column from where to where its name reaches in these lines; nothing if they do not name one column after the other.

    There are as many names as columns, or one less, where the labels have none; each lies for the most part over its column or
    the white beside it. Names that nearly touch are told apart where one run of text ends, or else in gutters, if each
    reaches over its column.
    """
    names = _names(head)
    if not names or not gutters:
        return {}
    labelled = names[0][0] < gutters[0][0]
    count = len(gutters) + labelled
    if len(names) >= count:
        return _over_columns(names, gutters)
    columns = list(zip([0, *(high for _, high in gutters)], [*(low for low, _ in gutters), NO_END], strict=True))
    texts = [text for line in head for text in line]
    by_gutter = partial(_are_parted, gutters=gutters)
    for parts in ((text.by_run for text in texts), (text.cut(by_gutter) for text in texts)):
        places = _over_columns(_names(parts), gutters)
        if places and all(overlap(name, columns[c]) > 0 for c, name in places.items()):
            return places
    return {}


def _are_parted(left: Word, right: Word, gutters: Sequence[Gutter]) -> bool:
    """Whether the white between two words is in a gutter for the most part."""
    gap = to_bit(left.x1) + 1, to_bit(right.x0)
    return any(2 * overlap(gap, gutter) > gap[1] - gap[0] for gutter in gutters)


def _over_columns(names: Sequence[tuple[int, int]], gutters: Sequence[Gutter]) -> dict[int, tuple[int, int]]:
    """The names by column, if they are as many as the columns, or than those with figures, and each lies over its own."""
    first = len(gutters) + 1 - len(names)
    if first not in (0, 1) or (first and names[0][0] < gutters[0][0]):
        return {}
    places = dict(enumerate(names, first))
    # long labels may reach under the name of the first figures
    lows = [0, *(low if c or first else 0 for c, (low, _) in enumerate(gutters))]
    highs = [*(high for _, high in gutters), NO_END]
    return places if all(2 * overlap(name, (lows[c], highs[c])) > name[1] - name[0] for c, name in places.items()) else {}


def _names(lines: Iterable[Sequence[Segment]]) -> list[tuple[int, int]]:
    """From where to where the names of columns reach that lines print: texts under one another are one name."""
    return runs(bits_of_all((s.start, s.stop) for line in lines for s in line))


def names_of_columns(head: Sequence[TextRow], inner: Sequence[float], body: Sequence[TextRow]) -> list[list[Segment]]:
    """The texts of the lines of a head without those over several columns, between which are the coordinates `inner`.

    These are over two texts of a line below, or beside one in the cell in which they have their middle.
    """
    if len(head) < 2 or not inner:
        return [row.segments for row in head]
    edges = cell_edges(inner, body)
    places = [[bisect_right(edges, (s.x0 + s.x1) / 2) for s in row.segments] for row in head]
    found: list[list[Segment]] = []
    for i, row in enumerate(head):
        under = [(below.segments, columns) for below, columns in zip(head[i + 1 :], places[i + 1 :], strict=True)]
        found.append(
            [
                s
                for s, column in zip(row.segments, places[i], strict=True)
                if not any(
                    sum(map(s.overlaps, texts)) > 1
                    or any(c == column and _is_just_beside(s, text) for text, c in zip(texts, columns, strict=True))
                    for texts, columns in under
                )
            ]
        )
    return found


def _is_just_beside(text: Segment, other: Segment) -> bool:
    """Whether a text stands beside another, no further than a name over several columns stands from one of theirs."""
    return 0 < max(text.x0 - other.x1, other.x0 - text.x1) < BESIDE * other.words[0].font.size


def cell_edges(inner: Sequence[float], body: Sequence[TextRow]) -> list[float]:
    """The coordinates between columns, `inner`, put where their cells end: right behind figures that are set right.

    The first column of figures is taken to be as wide as the narrowest of the others.
    """
    found = list(inner)
    figures: dict[int, list[float]] = {}
    labels: list[float] = []
    for row in body:
        for s in row.segments:
            if s.figure:
                figures.setdefault(bisect_right(inner, (s.x0 + s.x1) / 2), []).append(s.x1)
            elif s.x0 < inner[0]:
                labels.append(s.x1)
    ends = {column: max(at) for column, at in figures.items() if len(at) > 1 and max(at) - min(at) < SAME_END}
    for column, end in ends.items():
        if column < len(inner):
            found[column] = min(found[column], end + PADDING)
    widths = [ends[column + 1] - end for column, end in ends.items() if column + 1 in ends]
    if widths and (first := min(ends)):
        before = found[first - 2] if first > 1 else max(labels, default=0.0)
        found[first - 1] = min(found[first - 1], max(before, ends[first] - min(widths)))
    return found


def between(gutter: Gutter) -> float:
    """Where two columns are parted in the white between them: near the right one, as texts too long for the left one run over."""
    x0, x1 = gutter[0] / BITS_PER_POINT, gutter[1] / BITS_PER_POINT
    return max((x0 + x1) / 2, x1 - NEAR_RIGHT)


def _narrowed(gutters: Sequence[Gutter], names: Mapping[int, tuple[int, int]], least: int) -> list[Gutter]:
    """The gutters narrowed by the names of the columns beside them, as far as they leave white."""
    narrowed = list(gutters)
    for column, (start, stop) in names.items():
        if column:
            narrowed[column - 1] = narrowed[column - 1][0], min(narrowed[column - 1][1], start)
        narrowed[column] = max(narrowed[column][0], stop), narrowed[column][1]
    return [part if part[1] - part[0] >= least else gutter for part, gutter in zip(narrowed, gutters, strict=True)]


def _parts(gutter: Gutter, beside: Gutter, row: TextRow, named: Sequence[Segment], least: int) -> list[Gutter]:
    """What is left of a gutter under one line of the head: the white between heads of neighbouring columns, where there is any.

    The columns on its sides reach from and up to `beside`; `named` are the heads that tell whether they have one.
    """
    low, high = gutter
    left = any(beside[0] < s.stop and s.start <= low and s.stop < high for s in named)
    right = any(low < s.start and high <= s.stop and s.start < beside[1] for s in named)
    within: list[Gutter] = []
    for s in row.segments:
        if low < s.start and s.stop < high:
            within.append((s.start, s.stop))
        elif s.start <= low:
            low = max(low, s.stop)
        else:
            high = min(high, s.start)
    if not within:
        return [(low, high)] if high - low >= least else [gutter]
    marks = [*([(low, low)] if left else []), *within, *([(high, high)] if right else [])]
    parts = [(a[1], b[0]) for a, b in pairwise(marks) if b[0] - a[1] >= least]
    return parts or [gutter]


def _masks_within_columns(rows: Sequence[TextRow], gutters: Sequence[Gutter]) -> list[int]:
    """The words of each row as bits, without those of headings over several columns."""
    white = bits_of_all(gutters)
    masks = []
    for row in rows:
        crossing = [s for s in row.segments if _spans(s, row, gutters)] if row.extents & white else ()
        masks.append(row.mask & ~mask_of(word for s in crossing for word in s.words) if crossing else row.mask)
    return masks


def _spans(segment: Segment, row: TextRow, gutters: Sequence[Gutter]) -> bool:
    """Whether a segment reaches over most of a gutter and its line prints nothing in the columns on its sides."""
    for i in range(max(0, bisect_left(gutters, (segment.start,)) - 1), len(gutters)):
        low, high = gutters[i]
        if segment.stop <= low:
            break
        if high <= segment.start or overlap((segment.start, segment.stop), (low, high)) <= FILLED * (high - low):
            continue
        before = gutters[i - 1] if i else (0, 0)
        after = gutters[i + 1] if i + 1 < len(gutters) else (row.segments[-1].stop, row.segments[-1].stop)
        if segment.start < low:
            beside = low, after[0]
        elif segment.stop > high:
            beside = before[1], high
        else:
            beside = before[0], after[1]
        return not any(s is not segment and s.start < beside[1] and beside[0] < s.stop for s in row.segments)
    return False
