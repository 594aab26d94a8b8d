"""Rules and fills as they tell of tables: fills without those that show no edge, and rules with the edges of fills."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from pipeline.reading.model import Color, Fill, Line, Rule
from pipeline.reading.page import Page
from pipeline.tables.features.alignment import mid_height
from pipeline.tables.features.text_rows import is_figure
from pipeline.vocabulary import TYPED_RULE
from schemas.provenance import Box

SAME_EDGE = 1.0
"""Points between two edges that are one."""

FEWEST_RULES = 3
"""Rules of one extent, one under the other, that show how wide a table is …"""

FURTHEST = 80.0
"""… each at most so many points under the one before …"""

NARROWEST = 100.0
"""… and at least so many points long."""

NEXT_LINE = 2.0
"""Font sizes from a line that stands beside a ruled area to the next that does, though the area has ended."""

PARTED = 2.0
"""Font sizes of white that part, above a ruled area, what stands over it from what stands over the table beside it."""

MOST_LABELS = 0.6
"""Where more than this share of the lines in a ruled area have no figures in it, and some beside it, it is a column of labels."""

STANDS_BESIDE = 1000
"""What is added to the number of a line's text column for what stands beside a ruled area."""

STRIP = 20.0
"""Points: the height of the strips by which fills are looked up."""

LAST_STRIP = 720
"""The number of the last strip: no page is higher than 200 inches (ISO 32000-1, annex C)."""

PAPER = (255, 255, 255)
"""The colour of the page: a fill of it shows only on another fill."""


def clean_fills(fills: Sequence[Fill]) -> list[Fill]:
    """The fills whose edges a viewer sees, top to bottom.

    A fill inside another of its colour shows no edge, nor does one in the colour of the page with nothing under it. Fills that
    share no strip of the page are not compared.
    """
    same_color: dict[tuple[Color, int], list[tuple[int, Box]]] = {}
    colored: dict[int, list[tuple[int, Box]]] = {}
    for i, fill in enumerate(fills):
        for strip in _strips(fill.box):
            same_color.setdefault((fill.color, strip), []).append((i, fill.box))
            if fill.color != PAPER:
                colored.setdefault(strip, []).append((i, fill.box))
    shown = []
    for i, fill in enumerate(fills):
        box = fill.box
        around = same_color[fill.color, _strip(box.center_y)]
        if any(j != i and (j < i or other != box) and _holds(other, box) for j, other in around):
            continue
        under = (other for strip in _strips(box) for j, other in colored.get(strip, ()) if j < i)
        if fill.color != PAPER or any(other.overlaps(box) for other in under):
            shown.append(fill)
    return sorted(shown, key=lambda fill: (fill.box.top, fill.box.x0))


def _strips(box: Box) -> range:
    """The horizontal strips of a page that a box reaches, with the slack of its edges."""
    return range(_strip(box.top - SAME_EDGE), _strip(box.bottom + SAME_EDGE) + 1)


def _strip(y: float) -> int:
    """The number of the strip at a height; what is off the page counts to its first or last strip."""
    return min(max(0, int(y / STRIP)), LAST_STRIP)


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.x0 - SAME_EDGE <= inner.x0
        and inner.x1 <= outer.x1 + SAME_EDGE
        and outer.top - SAME_EDGE <= inner.top
        and inner.bottom <= outer.bottom + SAME_EDGE
    )


def stripes(fills: Sequence[Fill]) -> list[Box]:
    """The filled strips of a page, those made one that touch side by side at one height in one colour, as cells of a row do."""
    joined: list[Fill] = []
    for fill in sorted(fills, key=lambda fill: (round(fill.box.top), round(fill.box.bottom), fill.color, fill.box.x0)):
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.color == fill.color
            and abs(last.box.top - fill.box.top) <= SAME_EDGE
            and abs(last.box.bottom - fill.box.bottom) <= SAME_EDGE
            and fill.box.x0 <= last.box.x1 + SAME_EDGE
        ):
            joined[-1] = Fill(Box.around((last.box, fill.box)), fill.color)
        else:
            joined.append(fill)
    return [fill.box for fill in joined]


def ruled_areas(rules: Sequence[Rule]) -> list[Box]:
    """Where at least `FEWEST_RULES` horizontal rules of one extent stand under one another: tables, as far as rules tell."""
    areas: list[Box] = []
    for (x0, x1), group in _of_one_extent(rules):
        if len(group) >= FEWEST_RULES and x1 - x0 >= NARROWEST:
            areas.append(Box(x0, group[0].at, x1, group[-1].at))
    return areas


def _of_one_extent(rules: Sequence[Rule]) -> list[tuple[tuple[float, float], list[Rule]]]:
    groups: list[tuple[tuple[float, float], list[Rule]]] = []
    for rule in sorted(rules):
        for (x0, x1), group in groups:
            if abs(rule.start - x0) <= SAME_EDGE and abs(rule.end - x1) <= SAME_EDGE and rule.at - group[-1].at <= FURTHEST:
                group.append(rule)
                break
        else:
            groups.append(((rule.start, rule.end), [rule]))
    return groups


def beside_areas(lines: Sequence[Line], areas: Sequence[Box]) -> list[Line]:
    """The lines, those cut in two that run from inside a ruled area over its side: what stands beside a table is none of it.

    What stands outside comes after all that is inside: it is a part of the page by itself, and may go on further down.
    """
    areas = [_with_head(area, lines) for area in areas if not _is_of_labels(area, lines)]
    cut: list[Line] = []
    beside = math.inf, -math.inf  # where the last line that stands beside an area begins at the left at least, and its baseline
    for line in lines:
        area = next((a for a in areas if a.top < line.baseline <= a.bottom and line.x0 < a.x1 < line.x1), None)
        inside = [
            word for word in line.words if area is not None and word.x1 <= area.x1 + SAME_EDGE and word.x0 >= area.x0 - SAME_EDGE
        ]
        outside = [word for word in line.words if area is not None and word.x0 >= area.x1 - SAME_EDGE]
        if area is not None and inside and outside and len(inside) + len(outside) == len(line.words):
            cut += [Line(inside, line.baseline, line.text_column), Line(outside, line.baseline, line.text_column + STANDS_BESIDE)]
            beside = area.x1, line.baseline
        elif area is None and (
            any(a.top < line.baseline <= a.bottom and a.x1 <= line.x0 for a in areas)
            or (line.x0 >= beside[0] and 0 < line.baseline - beside[1] <= NEXT_LINE * line.size)
        ):
            beside = min(beside[0], line.x0), line.baseline
            cut.append(Line(line.words, line.baseline, line.text_column + STANDS_BESIDE))
        else:
            cut.append(line)
    return cut


def _with_head(area: Box, lines: Sequence[Line]) -> Box:
    """The area with the line right above its first rule, if this and the first in it run over its side, parted there by white."""
    head = max((line for line in lines if line.baseline <= area.top), key=lambda line: line.baseline, default=None)
    first = min((line for line in lines if line.baseline > area.top), key=lambda line: line.baseline, default=None)
    if head is None or first is None or area.top - head.baseline > NEXT_LINE * head.size:
        return area
    for line in (head, first):
        inside = [word.x1 for word in line.words if word.x0 < area.x1 - SAME_EDGE]
        outside = [word.x0 for word in line.words if word.x0 >= area.x1 - SAME_EDGE]
        if not inside or not outside or max(inside) > area.x1 + SAME_EDGE or min(outside) - max(inside) < PARTED * line.size:
            return area
    return Box(area.x0, head.baseline - SAME_EDGE, area.x1, area.bottom)


def _is_of_labels(area: Box, lines: Iterable[Line]) -> bool:
    """Whether rules are under the labels of a table alone: no line has a figure between them, and most have one right of them."""
    here = [line for line in lines if area.top < line.baseline <= area.bottom and line.x0 < area.x1]
    texts = [[(word.x0 >= area.x1 - SAME_EDGE, is_figure(word.text)) for word in line.words] for line in here]
    figures = sum(any(outside and figure for outside, figure in words) for words in texts)
    return figures > MOST_LABELS * len(here) and not any(figure and not outside for words in texts for outside, figure in words)


def is_typed_rule(line: Line) -> bool:
    """Whether a line of text is a rule typed as characters."""
    return all(TYPED_RULE.fullmatch(word.text) for word in line.words)


def as_rule(line: Line) -> Rule:
    """The rule that a line of typed characters draws."""
    return Rule(mid_height(line), line.x0, line.x1, 0)


def edges_of_boxes(boxes: Iterable[Box]) -> tuple[list[Rule], list[Rule]]:
    """The edges of filled boxes, as horizontal and vertical rules of no thickness."""
    across: list[Rule] = []
    down: list[Rule] = []
    for x0, top, x1, bottom in boxes:
        across += [Rule(top, x0, x1, 0), Rule(bottom, x0, x1, 0)]
        down += [Rule(x0, top, bottom, 0), Rule(x1, top, bottom, 0)]
    return across, down


def rules_with_fill_edges(page: Page) -> tuple[list[Rule], list[Rule]]:
    """The page's horizontal and vertical rules and, as rules of no thickness, the edges of its fills."""
    across, down = edges_of_boxes(fill.box for fill in page.fills)
    return [*page.horizontals, *across], [*page.verticals, *down]
