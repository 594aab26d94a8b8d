"""Tables side by side whose lines stand at the same heights: what was taken for one table is two.

A printed table of two halves is one: rules lead over its middle, or both halves end in one line of totals. Two tables are
told by rules or stripes that end in the middle, or by white clearly wider there than between any other columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from pipeline.reading.model import Line, Rule
from pipeline.reading.page import Page
from pipeline.tables.cells.borderless import LABELLED
from pipeline.tables.cells.columns import column_gutters
from pipeline.tables.features.rulings import edges_of_boxes
from pipeline.tables.features.text_rows import TextRow
from pipeline.tables.features.whitespace import BITS_PER_POINT, Gutter
from pipeline.tables.regions.row_rules import SAME_END
from pipeline.vocabulary import TOTAL, are_sides

WIDE = 4.0
"""Font sizes of white that part two tables …"""

WIDER = 1.25
"""… where it is so many times the white between any other columns."""

FEWEST_RULES = 2
"""Rules or edges of stripes on either side that tell two tables."""

_Part = tuple[Sequence[TextRow], Sequence[Gutter]]
"""Lines of a table and the gutters between its columns."""


def split_side_by_side(pages: Mapping[int, Page], rows: Sequence[TextRow], gutters: Sequence[Gutter]) -> list[_Part]:
    """The two tables that these lines are, each with the gutters between its columns; the lines as they are if they are one."""
    rules = _rules(pages, rows)
    for gutter in gutters:
        middle = (gutter[0] + gutter[1]) / 2 / BITS_PER_POINT
        wide = _is_wide(rows, gutter, gutters)
        if any(rule.start < middle < rule.end for rule in rules) or not (wide or _may_be_ruled(middle, rules)):
            continue
        sides = _sides(rows, middle)
        if sides is not None and (all(_is_ruled(side, rules) for side in sides) or (wide and _stand_alone(*sides))):
            parts = [(side, column_gutters([row for row in side if row.tabular])) for side in sides]
            if all(_is_labelled(*part) for part in parts):
                return list(parts)
    return [(rows, gutters)]


def _sides(rows: Sequence[TextRow], middle: float) -> tuple[list[TextRow], list[TextRow]] | None:
    """What stands on either side of `middle`, line by line; None if a text runs over it, or if a side is no table."""
    if any(s.x0 < middle < s.x1 for row in rows for s in row.segments):
        return None
    left: list[TextRow] = []
    right: list[TextRow] = []
    for row in rows:
        before = [s for s in row.segments if s.x1 <= middle]
        for side, cells in ((left, before), (right, row.segments[len(before) :])):
            if cells:
                line = Line([word for cell in cells for word in cell.words], row.baseline, row.text_column)
                side.append(
                    TextRow(
                        line, row.page, row.page_width, cells if row.whole else (), row.color, boxed=row.boxed, edges=row.edges
                    )
                )
    return (left, right) if all(sum(row.tabular for row in side) > 1 for side in (left, right)) else None


def _may_be_ruled(middle: float, rules: Sequence[Rule]) -> bool:
    """Whether enough rules or stripes stand on both sides."""
    before = sum(rule.end <= middle for rule in rules)
    return min(before, len(rules) - before) >= FEWEST_RULES


def _is_ruled(side: Sequence[TextRow], rules: Sequence[Rule]) -> bool:
    """Whether rules or stripes lead over all of one side."""
    x0, x1 = min(row.x0 for row in side) + SAME_END, max(row.x1 for row in side) - SAME_END
    return sum(rule.start <= x0 and x1 <= rule.end for rule in rules) >= FEWEST_RULES


def _rules(pages: Mapping[int, Page], rows: Sequence[TextRow]) -> list[Rule]:
    """The rules and the edges of filled boxes at the heights of these lines."""
    found = []
    for number, lines in groupby(rows, key=lambda row: row.page):
        here = list(lines)
        top, bottom = min(row.top for row in here) - SAME_END, max(row.bottom for row in here) + SAME_END
        page = pages[number]
        edges, _ = edges_of_boxes(fill.box for fill in page.fills)
        found += [rule for rule in (*page.horizontals, *edges) if top <= rule.at <= bottom]
    return found


def _is_wide(rows: Sequence[TextRow], gutter: Gutter, gutters: Sequence[Gutter]) -> bool:
    """Whether a gutter is far wider than all others, and than the letters."""
    width = gutter[1] - gutter[0]
    size = sorted(row.size for row in rows)[len(rows) // 2]
    return width >= WIDE * size * BITS_PER_POINT and all(width >= WIDER * (b - a) for a, b in gutters if (a, b) != gutter)


def _stand_alone(left: Sequence[TextRow], right: Sequence[TextRow]) -> bool:
    """Whether both sides have heads, which repeat or name the sides of an account, and no line of totals in common."""
    ends = [side[-1] for side in (left, right)]
    if ends[0].baseline == ends[1].baseline and all(TOTAL.match(row.line.text) for row in ends):
        return False
    heads = []
    for side in (left, right):
        data = next((i for i, row in enumerate(side) if row.figures), len(side))
        heads.append([s.text for row in side[:data] for s in row.segments])
    return bool(set(heads[0]) & set(heads[1])) or any(are_sides(a, b) for a in heads[0] for b in heads[1])


def _is_labelled(rows: Sequence[TextRow], gutters: Sequence[Gutter]) -> bool:
    """Whether most lines with figures begin with a label in the first column."""
    with_figures = [row for row in rows if row.figures]
    if len(with_figures) < 2 or not gutters:
        return False
    labelled = sum(not row.segments[0].figure and row.segments[0].start < gutters[0][0] for row in with_figures)
    return labelled >= LABELLED * len(with_figures)
