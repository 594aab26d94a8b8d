"""Lines to the rows of a table: which lines of text belong to one row of cells.

A cell may hold several lines, set close together; rows are set apart, by a rule, by more white, or by nothing but the fact
that each has figures of its own. Where the white does not tell, a line goes on in the next only if the next line's first
word would not have fitted at its end.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.tables.cells.continuations import (
    APART,
    LEADING,
    begins_item,
    is_one_label,
    is_signed,
    is_tail,
    join_lines,
    same_style,
    stands_over,
    text_above,
)
from pipeline.tables.cells.row_lines import CLOSE, TIGHTEST, RowLines, distances_of, is_anchor
from pipeline.vocabulary import TOTAL_LABEL

_UNFINISHED = re.compile(r"\([^)]*$|[-+(,]\s*$|\b(?:voce|d[ei]\w{0,3}|e)\s*$", re.IGNORECASE)
"""How a label ends that goes on in the next line."""

_NAMED_ITEM = re.compile(r"^[^\s)]{1,6}[).]\s*[^\W\d_]{3}")
"""An item with a name, as the heading of a section is: no `17-bis)` at the end of a formula."""

SET_TIGHT = 0.9
"""Lines of one cell may be so few font sizes apart where others are …"""

FAR_APART = 1.5
"""… this many times as far apart: those of two rows."""

ONE_DISTANCE = 0.03
"""Font sizes by which lines as far apart as others may differ in that."""

CONTRADICTED = 0.2
"""Share of rows with two figures in one column above which the white was misread."""


def group_lines(table: RowLines, start: int = 0) -> list[list[int]]:
    """The lines of each row, top to bottom, from line `start` on."""
    bands = [[i for i in band if i >= start] for band in table.bands if band[-1] >= start]
    return _split_bands(table, bands, ruled_rows(table, bands), _leading_threshold(table, bands))


def ruled_rows(table: RowLines, bands: Sequence[list[int]]) -> list[bool]:
    """Which of these bands are rows: where most can be, all that can.

    Not one where a text stands farther below its figures than another row would, nor the last where it stands well below them:
    nothing may part it from what comes after the row, or the table.
    """
    whole = [not _contradicted(table, band) for band in bands]
    row_ruled = len(bands) >= 3 and sum(whole) >= (1 - CONTRADICTED) * len(bands)
    inner = max(LEADING, table.pitch or math.inf)
    return [
        row_ruled and (w or _has_one_label(table, band)) and _text_below(table, band) <= (LEADING if band is bands[-1] else inner)
        for w, band in zip(whole, bands, strict=True)
    ]


def _text_below(table: RowLines, band: Sequence[int]) -> float:
    """How far, in font sizes, a text stands below the figures with which these lines begin; 0 if there is none."""
    ends = is_anchor(table.pieces[band[0]]) and not is_anchor(table.pieces[band[-1]])
    return max(distances_of(table, band)) if ends else 0.0


def split_cells(table: RowLines) -> list[list[int]]:
    """The lines of each row of a grid whose bands are rows, but for those that hold several: stacked figures, a heading."""
    bands = [*_names_apart(table), *table.bands[1:]]
    whole = [not _stacked(table, band) and not _is_headed(table, band) for band in bands]
    threshold = _leading_threshold(table, [band for band, w in zip(bands, whole, strict=True) if not w])
    return _split_bands(table, bands, whole, threshold)


def _names_apart(table: RowLines) -> list[list[int]]:
    """The lines of the first band: the names of all columns of figures apart from what is below, which has figures as others do.

    No rule parts a header from the first row where stripes begin with the second.
    """
    band, others = table.bands[0], table.bands[1:]
    figures = {piece.first for i in band for piece in table.pieces[i] if piece.figure}
    above = list(itertools.takewhile(lambda i: not any(piece.figure for piece in table.pieces[i]), band))
    named = {piece.first: i for i in above for piece in table.pieces[i]}
    alike = sum(figures <= {piece.first for i in other for piece in table.pieces[i] if piece.figure} for other in others)
    if len(figures) < 2 or not figures <= named.keys() or alike < max(2, len(others) / 2):
        return [band]
    cut = 1 + max(named[column] for column in figures)
    return [[i for i in band if i < cut], [i for i in band if i >= cut]]


def _split_bands(table: RowLines, bands: Sequence[list[int]], whole: Sequence[bool], threshold: float | None) -> list[list[int]]:
    parts = (
        _below_heading(table, band) if is_whole else _split(table, band, threshold)
        for band, is_whole in zip(bands, whole, strict=True)
    )
    return list(itertools.chain.from_iterable(parts))


def _below_heading(table: RowLines, band: list[int]) -> list[list[int]]:
    """The lines of a row, but for a lone text at its top that is over several of the columns below it, and heads it."""
    heading, below = table.pieces[band[0]], table.pieces[band[1]] if len(band) > 1 else []
    over = len(heading) == 1 and sum(heading[0].first <= piece.first <= heading[0].last for piece in below) > 1
    return [band[:1], band[1:]] if over else [band]


def _has_one_label(table: RowLines, lines: Sequence[int]) -> bool:
    """Whether only the first of these lines has a label, and each of the others no more than one figure."""
    return table.pieces[lines[0]][0].first == 0 and all(
        table.pieces[i][0].first > 0 and sum(piece.figure for piece in table.pieces[i]) < 2 for i in lines[1:]
    )


def _is_headed(table: RowLines, lines: Sequence[int]) -> bool:
    """Whether a heading of rows stands over the label with the figures, unlike it.

    Labels stand with their first line beside their figures, or all of them begin as items do.
    """
    return any(
        table.pieces[b][0].first == 0
        and is_anchor(table.pieces[b])
        and not is_anchor(table.pieces[a])
        and (begins_item(table.pieces[b][0]) or not same_style(table, a, b))
        for a, b in itertools.pairwise(lines)
    ) and (table.figures_first or all(map(begins_item, table.labels)))


def _stacked(table: RowLines, lines: Sequence[int]) -> bool:
    """Whether lines have figures in several columns each, or in one column more than two, or the last two with a label each."""
    counts: Counter[int] = Counter()
    labels = [table.pieces[i][0] for i in lines[-2:] if len(table.pieces[i]) > 1 and not table.pieces[i][0].figure]
    one = len(labels) < 2 or is_one_label(labels[0].text, labels[1].text)
    for k, i in enumerate(lines):
        if len(table.pieces[i]) > 1:
            above = {p: text_above(table, lines[:k], p) for p in table.pieces[i] if p.figure}
            counts.update(
                {p.first for p, text in above.items() if not is_tail(text, p) and not (one and is_signed(table, text, p))}
            )
    most = max(counts.values(), default=0)
    if most == len(labels) == 2 and (begins_item(labels[1]) or not labels[1].text[0].islower()):
        return True
    if _is_broken_code(table, lines, counts):
        return False
    return sum(count > 1 for count in counts.values()) > 1 or most > 2


def _is_broken_code(table: RowLines, lines: Sequence[int], counts: Mapping[int, int]) -> bool:
    """Whether figures on several lines are the one code that its cell breaks, before a label and figures of the first line."""
    first = table.pieces[lines[0]]
    others = [counts[piece.first] for piece in first[2:] if piece.figure]
    return (
        len(first) > 2
        and first[0].first == 0
        and not first[1].figure
        and bool(others)
        and sum(counts.values()) == (counts[0] + len(others))
    )


def _contradicted(table: RowLines, lines: Sequence[int]) -> bool:
    """Whether one column has figures in two of the lines, each beside figures in other columns or a label.

    A line with a label and several figures, all under texts of a line that has the like, is a row of its own too; and so is a
    numbered heading in bold below others that are not, or below a total with its figures.
    """
    if _are_headings(table, lines):
        return True
    first = table.pieces[lines[0]]
    total = is_anchor(first) and TOTAL_LABEL.search(first[0].text) and not _UNFINISHED.search(first[0].text)
    seen: set[int] = set()
    filled: set[int] = set()
    for k, i in enumerate(lines):
        pieces = table.pieces[i]
        if len(pieces) < 2:
            named = total and _NAMED_ITEM.match(pieces[0].text)
            if table.rows[i].bold and begins_item(pieces[0]) and (named or not same_style(table, lines[0], i)):
                return True
            continue
        figures = {p.first for p in pieces if p.figure and not is_tail(text_above(table, lines[:k], p), p)}
        labelled = pieces[0].first == 0
        if figures & seen or (labelled and len(figures) > 1 and figures <= filled):
            return True
        seen |= figures
        if labelled and figures:
            filled |= {piece.first for piece in pieces}
    return any(stands_over(table, a, b) or _is_bold_heading(table, a, b) for a, b in itertools.pairwise(lines))


def _is_bold_heading(table: RowLines, above: int, below: int) -> bool:
    """Whether a label alone in bold stands over a line with a label and figures of which none is."""
    heading = table.rows[above].bold and len(table.pieces[above]) == 1 and not is_anchor(table.pieces[above])
    row = table.pieces[below]
    return heading and row[0].first == 0 and is_anchor(row) and not any(w.font.bold for piece in row for w in piece.words)


def _are_headings(table: RowLines, lines: Sequence[int]) -> bool:
    """Whether lines are headings of rows one under the other: labels alone, each numbered, or the first in capitals."""
    labels = [table.pieces[i][0] for i in lines if len(table.pieces[i]) == 1 and table.pieces[i][0].first == 0]
    numbered = [begins_item(label) and label.text[0].isalnum() for label in labels]
    return len(labels) == len(lines) > 1 and all(numbered[1:]) and (numbered[0] or labels[0].text.isupper())


def _leading_threshold(table: RowLines, bands: Sequence[Sequence[int]]) -> float | None:
    """The distance, in font sizes, that parts lines of one cell from lines of two rows; None if the white does not tell."""
    distances = sorted(d for band in bands for d in distances_of(table, band) if d > CLOSE)
    best, threshold = APART, None
    for a, b in itertools.pairwise(distances):
        least = SET_TIGHT if b >= FAR_APART * a else TIGHTEST
        if least <= a <= LEADING and b / a > best:
            best, threshold = b / a, (a + b) / 2
    if threshold is None:
        return _between_two_distances(table, bands, distances)
    groups = [group for band in bands for group in _cut_at(band, distances_of(table, band), threshold)]
    several = [group for group in groups if len(group) > 1]
    wrong = sum(_contradicted(table, group) for group in several)
    return threshold if wrong <= CONTRADICTED * len(several) else None


def _between_two_distances(table: RowLines, bands: Sequence[Sequence[int]], distances: Sequence[float]) -> float | None:
    """What parts two distances, however alike, if lines have no others and each row so made has one line with its figures.

    `distances` are in order. A line without figures may be a row by itself: it heads others. No row begins in small letters.
    """
    steps = [b - a for a, b in itertools.pairwise(distances)]
    if not steps or (widest := max(steps)) < ONE_DISTANCE or sum(step >= ONE_DISTANCE for step in steps) > 1:
        return None
    at = steps.index(widest)
    near, far = distances[: at + 1], distances[at + 1 :]
    if min(len(near), len(far)) < 2 or max(near[-1] - near[0], far[-1] - far[0]) >= ONE_DISTANCE or near[-1] > LEADING:
        return None
    threshold = (near[-1] + far[0]) / 2
    groups = [group for band in bands for group in _cut_at(band, distances_of(table, band), threshold)]
    whole = all(len(group) == 1 or sum(is_anchor(table.pieces[i]) for i in group) == 1 for group in groups)
    return threshold if whole and not any(table.pieces[group[0]][0].text[0].islower() for group in groups) else None


def _cut_at(lines: Sequence[int], distances: Sequence[float], threshold: float) -> list[list[int]]:
    groups = [[lines[0]]]
    for line, distance in zip(lines[1:], distances, strict=True):
        if distance > threshold:
            groups.append([])
        groups[-1].append(line)
    return groups


def _split(table: RowLines, band: Sequence[int], threshold: float | None) -> list[list[int]]:
    if threshold is None:
        groups = join_lines(table, band)
    else:
        groups = _cut_at(band, distances_of(table, band), threshold)
        table.joins |= {line: f"no more white than {threshold:.2f} em" for group in groups for line in group[1:]}
    return [part for group in groups for part in _split_spanned(table, group)]


def _split_spanned(table: RowLines, lines: list[int]) -> list[list[int]]:
    """The lines cut where a cell across columns stands over cells in those columns."""
    groups = [[lines[0]]]
    for line in lines[1:]:
        spans = [(p.first, p.last) for i in groups[-1] for p in table.pieces[i] if p.last > p.first]
        here = [p.first for p in table.pieces[line]]
        over = any(sum(first <= column <= last for column in here) > 1 for first, last in spans)
        above = {p.first for i in groups[-1] for p in table.pieces[i]}
        under = any(sum(p.first <= column <= p.last for column in above) > 1 for p in table.pieces[line] if p.last > p.first)
        if over or under:
            groups.append([])
        groups[-1].append(line)
    return groups
