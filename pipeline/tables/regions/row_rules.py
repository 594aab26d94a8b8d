"""Rules that part the rows of a table without enclosing its cells: under each row, around head and total, or stripes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.reading.model import Rule
from pipeline.reading.page import Page
from pipeline.tables.cells.continuations import LEADING
from pipeline.tables.features.alignment import IN_LINE, mid_height
from pipeline.tables.features.rulings import edges_of_boxes
from pipeline.tables.features.text_rows import REACH, TextRow, drop
from pipeline.tables.regions.titles import header_under_figures, title_ends
from schemas.provenance import Box

SAME_END = 6.0
"""Points by which the ends of two rules of one table may differ."""

STRIPE = (5.0, 80.0)
"""Least and greatest height in points of a filled rectangle that is a row of a table."""

MORE_PADDING = 4.0
"""Points more than usual between a rule and the text under it, where a new table begins …"""

WIDER_PADDING = 1.7
"""… be it this many times the usual padding, in tables that are set wide."""

BROKEN = 25.0
"""Points of white between two pieces of one rule, which columns set apart leave in rules under each."""

SHORTEST = 40.0
"""Points: a shorter rule is drawn under a word, a sum or a note, and is as wide as no table."""

DOUBLE = 6.0
"""Points between the two lines of a double rule, which hold nothing."""

OTHER_SIZE = 0.1
"""Share by which the font size of a title differs from that of rows, at the least."""

WIDER_PITCH = 1.3
"""White this many times the usual distance between two rules parts a title from the head of a table."""


@dataclass(frozen=True, slots=True)
class RuledBand:
    """Consecutive lines `start` to `stop` held together by rules, all from about `x0` to `x1`."""

    start: int
    stop: int
    x0: float
    x1: float
    goes_on: bool = False
    """Whether the rules go on from the run above it: nothing but a header under figures parts the two."""


def runs_within(runs: Sequence[RuledBand], start: int, stop: int) -> list[RuledBand]:
    """Those of some runs, in order, that lie within lines `start` to `stop`."""
    first, last = (bisect_left(runs, line, key=lambda run: run.start) for line in (start, stop))
    return [run for run in runs[first:last] if run.stop <= stop]


_Band = tuple[Rule, Rule, list[int]]
"""Two rules, and the lines between them."""


def _rules_across(page: Page, obstacles: Sequence[Box]) -> list[Rule]:
    """The horizontal rules outside of `obstacles`, and the edges of stripes, those at one height made one, top to bottom."""
    fills = (fill.box for fill in page.fills)
    stripes = (box for box in fills if STRIPE[0] <= box.height <= STRIPE[1] and box.width > box.height)
    rules = [*page.horizontals, *edges_of_boxes(stripes)[0]]
    free = [r for r in rules if not any(o.top - 1 <= r.at <= o.bottom + 1 and r.start < o.x1 and o.x0 < r.end for o in obstacles)]
    merged: list[Rule] = []
    for rule in sorted(free):
        last = merged[-1] if merged else None
        if last and rule.at - last.at <= IN_LINE and rule.start <= last.end + BROKEN and last.start <= rule.end + BROKEN:
            merged[-1] = Rule(last.at, min(last.start, rule.start), max(last.end, rule.end), max(last.thickness, rule.thickness))
        else:
            merged.append(rule)
    return merged


def ruled_bands(page: Page, rows: Sequence[TextRow], first: int, obstacles: Sequence[Box]) -> list[RuledBand]:
    """Runs of a page's lines between rules of one width, with no prose and no wide blank among them.

    `rows` are the page's lines, the first of which is line `first` of the document.
    """
    runs: list[RuledBand] = []
    rules = _rules_across(page, obstacles)
    used: set[int] = set()
    for i, rule in enumerate(rules):
        if i in used or rule.length < SHORTEST:
            continue
        group = [rule]
        for j in range(i + 1, len(rules)):
            other = rules[j]
            if abs(other.start - rule.start) <= SAME_END and abs(other.end - rule.end) <= SAME_END:
                if _joins(rows, group[-1], other):
                    group.append(other)
                    used.add(j)
                else:
                    break
        if len(group) > 1:
            runs += _cut_at_blanks(rows, group, first, rules)
    return sorted(runs, key=lambda run: run.start)


def _joins(rows: Sequence[TextRow], upper: Rule, lower: Rule) -> bool:
    """Whether what lies between two rules may be part of a table: something, inside their width, and not prose.

    Between two filled boxes it is one row at most. One line of prose may be a cell, unless other lines are set off from it, or it
    is a sentence among rows of figures.
    """
    between = [row for row in rows if upper.at < mid_height(row) < lower.at]
    between = [row for row in between if row.x1 > upper.start and row.x0 < upper.end]
    if not between:
        return lower.at - upper.at < DOUBLE
    if any(row.x0 < upper.start - SAME_END or row.x1 > upper.end + SAME_END for row in between):
        return False
    if upper.thickness == lower.thickness == 0 and any(_set_off(a, b) for a, b in pairwise(between)):
        return False
    prose = [row for row in between if row.is_prose(upper.start, upper.end)]
    if any(row.line.text.endswith(".") for row in prose) and sum(row.figures > 1 for row in between) > 1:
        return False
    apart = any(drop(a, b) > LEADING * max(a.size, b.size) for a, b in pairwise(between))
    return not prose or (len(prose) == 1 and not apart)


def _set_off(above: TextRow, below: TextRow) -> bool:
    """Whether there is wide white between two lines."""
    return drop(above, below) > REACH * max(above.size, below.size)


def _lowest(rows: Sequence[TextRow], lines: list[int], pitch: float, drawn: Sequence[Rule]) -> list[int]:
    """The last of these lines and those above it that no wide white parts from it, measured by the `pitch` of the rows.

    A rule drawn under a text, wider than it, says that it is over columns.
    """
    start = len(lines) - 1
    while start > 0:
        above, below = rows[lines[start - 1]], rows[lines[start]]
        under = (rule for rule in drawn if above.baseline < rule.at < below.baseline and rule.start <= above.x0)
        spans = any(above.x1 <= rule.end and rule.length > above.x1 - above.x0 + above.size for rule in under)
        if not spans and (_set_off(above, below) or drop(above, below) > WIDER_PITCH * pitch):
            break
        start -= 1
    return lines[start:]


def _widest_padding(paddings: Iterable[float]) -> float:
    """The most white between a rule and the text beside it that is still like the others."""
    ordered = sorted(paddings)
    usual = ordered[(len(ordered) - 1) // 2]
    return max(WIDER_PADDING * usual, usual + MORE_PADDING)


def _cut_at_headers(rows: Sequence[TextRow], bands: Iterable[_Band]) -> Iterator[tuple[_Band, str]]:
    """The bands, cut where a title or the header of another table stands under figures; and which of the two begins each.

    A frame may hold several tables between two rules. A title under which the last band is cut is in none.
    """
    last: int | None = None
    for upper, lower, lines in bands:
        top, start = upper, 0
        begins = "header" if last is not None and header_under_figures(rows, last, lines[0]) is not None else ""
        for k in range(1, len(lines)):
            if k <= start:
                continue
            title = title_ends(rows, lines[k])
            if title or header_under_figures(rows, lines[k - 1], lines[k]) is not None:
                yield (top, lower._replace(at=rows[lines[k - 1]].bottom), lines[start:k]), begins
                start, begins = (_below_title(rows, lines, k), "title") if title else (k, "header")
                top = upper._replace(at=rows[lines[start]].top)
        yield (top, lower, lines[start:]), begins
        last = lines[-1]


def _below_title(rows: Sequence[TextRow], lines: Sequence[int], k: int) -> int:
    """The first of these lines from number `k` on that does not go on with the title there."""
    title = rows[lines[k]]
    others = (i for i in range(k + 1, len(lines)) if rows[lines[i]].tabular or abs(rows[lines[i]].x0 - title.x0) > SAME_END)
    return next(others, k)


def _cut_at_blanks(rows: Sequence[TextRow], rules: Sequence[Rule], first: int, drawn: Sequence[Rule]) -> list[RuledBand]:
    """One run, or several where the white above or below a band's text shows that one table ends and another begins."""
    x0, x1 = rules[0].start, rules[0].end
    bands: list[_Band] = []
    for upper, lower in pairwise(rules):
        inside = [i for i, row in enumerate(rows) if upper.at < mid_height(row) < lower.at and row.x1 > x0 and row.x0 < x1]
        if inside:
            bands.append((upper, lower, inside))
    if not bands:
        return []
    above = _widest_padding(rows[inside[0]].top - upper.at for upper, _, inside in bands)
    below = _widest_padding(lower.at - rows[inside[-1]].bottom for _, lower, inside in bands)
    heights = sorted(lower.at - upper.at for upper, lower, _ in bands)
    pitch = heights[len(heights) // 2]
    sizes = sorted(rows[i].size for _, _, inside in bands for i in inside)
    size = sizes[len(sizes) // 2]
    pieces: list[list[_Band]] = [[]]
    headed: set[int] = set()
    for (upper, lower, inside), begins in _cut_at_headers(rows, bands):
        if begins:
            pieces.append([])
        if begins == "header":
            headed.add(len(pieces) - 1)
        held = inside
        if rows[inside[0]].top - upper.at > above:
            pieces.append([])
            held = _lowest(rows, inside, pitch, drawn)
        title = next((at for at, i in enumerate(held) if title_ends(rows, i)), None)
        if title is not None:
            pieces.append([])
            in_a_row = lower.at - upper.at <= WIDER_PITCH * pitch
            held = [i for i in held[title:] if in_a_row or rows[i].tabular]
        if not held or all(not rows[i].tabular and abs(rows[i].size - size) > OTHER_SIZE * size for i in held):
            pieces.append([])
        else:
            pieces[-1].append((upper, lower, held))
        if lower.at - rows[inside[-1]].bottom > below:
            pieces.append([])
    return [
        RuledBand(
            first + piece[0][2][0],
            first + piece[-1][2][-1] + 1,
            x0,
            x1,
            goes_on=number in headed,
        )
        for number, piece in enumerate(pieces)
        if piece
    ]
