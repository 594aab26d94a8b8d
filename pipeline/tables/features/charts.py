"""Charts and other drawings, whose labels stand in rows and columns and yet make no table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import groupby, pairwise

from pipeline.reading.model import Char, Fill, Line, Rule
from pipeline.reading.page import Page
from pipeline.reading.rotation import AMOUNT
from pipeline.tables.features.alignment import IN_LINE
from pipeline.tables.features.axes import plots_on
from pipeline.tables.features.text_rows import segments_of
from schemas.provenance import Box

NEIGHBOURS = 40.0
"""Points between marks of one drawing."""

SMALLEST = (60.0, 25.0)
"""Points: the least length and breadth of a drawing; icons in a column and sparklines in a cell are less."""

MOST_TEXT = 0.15
"""Where words cover more than this share, the marks are among text: they draw nothing."""

BARS = 3
"""So many filled boxes of one breadth that begin at one line, hold no text and differ in length are bars …"""

LABELLED_BARS, UNLIKE = 8, 0.6
"""… and so many of which this share have a length of their own, most with their name and figure in them."""

AT_END = 12.0
"""Points from the end of a bar to the middle of the first digit of its figure."""

IN_COLUMN = 0.6
"""Where this share of bars stand beside or behind figures that end in line, they are in the cells of a table."""

AFTER = 20.0
"""Points after the longest bar to the end of such figures."""

ARROWHEAD = 12.0
"""Points: the most that the head of an arrow measures."""

HEAD_STROKES = 2
"""Strokes of the head of an arrow at most."""

ARROWS = 2
"""So many arrows in a region make it a diagram."""

MARKS = 3
"""So many lines of one extent, most or every few at the middle of a figure before them or below, are the lines of a scale."""

BEFORE = 1.0
"""Points: how far before an upright line the last digit of its figure may be; those of a column end before its rule."""

AT_LINE, AROUND = 2.5, 12.0
"""Points: how far such a line may be off that middle, and how far from it the digits of its figure may begin."""

WIDEST = 30.0
"""Points before such lines where their figures stand."""

LABELS = 15.0
"""Points around a drawing where its labels stand."""

NAMED_ROWS, ENDED_ROWS = 3, 4
"""So many lines, each with a name and amounts side by side, or so many with one amount, all of which end at one place, are of a
table that something is drawn behind or beside."""

MOSTLY = 0.3
"""A table of which a drawing takes this share is a part of the drawing."""

_Place = tuple[float, float, str]
"""The middle of a character, y and x, and its text."""


def drawings_on(page: Page) -> list[Box]:
    """The regions of a page that are drawn: slanted or curved lines close together, bars, scales, and frames joined by lines."""
    bare, labelled = _bar_charts(page)
    regions = [Box.around(group) for group in _clusters(page.curves) if len(group) > 1 and not _is_arrow(group)] + bare
    large = [box for box in regions if max(box.width, box.height) >= SMALLEST[0] and min(box.width, box.height) >= SMALLEST[1]]
    links = [*_links(page.horizontals, page.verticals)]
    links += [Box(top, x0, bottom, x1) for x0, top, x1, bottom in _links(page.verticals, page.horizontals)]
    certain = [*_scales(page), *labelled, *links]
    curved = [box for box in large if _covered(box, page) <= MOST_TEXT and not named_rows(page.lines, [box])]
    grown = [(box, _with_axes(box, page)) for box in (*certain, *curved)]
    drawn = [with_axes if box == with_axes or not named_rows(page.lines, [with_axes]) else box for box, with_axes in grown]
    return plots_on(page) + drawn


def named_rows(lines: Iterable[Line], drawings: Iterable[Box]) -> list[Line]:
    """The lines in some drawings that have names and amounts as rows of a table have, and labels of charts have not."""
    inside = (line for line in lines if any(box.contains_point(*line.box.center) for box in drawings))
    ends = [(line, _ends_of_amounts(line)) for line in inside if not line.turned and AMOUNT.search(line.text)]
    alone = Counter(places[0] for _, places in ends if len(places) == 1)
    found = [line for line, places in ends if len(places) > 1 or (places and alone[places[0]] >= ENDED_ROWS)]
    return found if len(found) >= NAMED_ROWS else []


def _ends_of_amounts(line: Line) -> list[int]:
    """Where the amounts end that stand behind the name of a line, white before each; nothing where it has no name."""
    name, *others = segments_of(line)
    amounts = [segment for segment in others if segment.figure and AMOUNT.search(segment.text)]
    return [round(segment.x1) for segment in amounts] if any(map(str.isalpha, name.text)) else []


def _places(page: Page) -> list[_Place]:
    """The characters of a page in order."""
    return sorted(((ch.top + ch.bottom) / 2, (ch.x0 + ch.x1) / 2, ch.text) for ch in page.chars)


def _links(rules: Sequence[Rule], sides: Sequence[Rule]) -> Iterator[Box]:
    """Where a rule leads from the side of one frame to that of another, and nothing else crosses the white between the two.

    The boxes reach from one side to the other; upright rules are given, and returned, as if they lay.
    """
    rules, sides = sorted(rules), sorted(sides)
    heights, places = [rule.at for rule in rules], [side.at for side in sides]

    def crossed(start: float, end: float, at: float) -> list[Rule]:
        met = sides[bisect_left(places, start - IN_LINE) : bisect_right(places, end + IN_LINE)]
        return [side for side in met if side.start + IN_LINE < at < side.end - IN_LINE]

    for rule in rules:
        framed = [*crossed(rule.start, rule.start, rule.at), *crossed(rule.end, rule.end, rule.at)]
        if len(framed) < 2 or len(framed) != len(crossed(rule.start, rule.end, rule.at)):
            continue
        low, high = min(side.start for side in framed), max(side.end for side in framed)
        level = rules[bisect_left(heights, low - IN_LINE) : bisect_right(heights, high + IN_LINE)]
        if any(r is not rule and (r.end <= rule.start + IN_LINE) == (r.start >= rule.end - IN_LINE) for r in level):
            continue
        others = [r for r in level if r is not rule]
        if any(abs(r.end - rule.start) <= IN_LINE for r in others) and any(abs(r.start - rule.end) <= IN_LINE for r in others):
            yield Box(rule.start, low, rule.end, high)


def _is_arrow(group: Sequence[Box]) -> bool:
    """Whether marks are a slanted stroke and the head of an arrow at one end of it: it points from text to text."""
    long = [box for box in group if max(box.width, box.height) > ARROWHEAD]
    if len(long) != 1 or len(group) > HEAD_STROKES + 1:
        return False
    (shaft,), heads = long, [box for box in group if box is not long[0]]
    ends = ((x, y) for x in (shaft.x0, shaft.x1) for y in (shaft.top, shaft.bottom))
    return any(all(max(abs(head.center_x - x), abs(head.center_y - y)) <= ARROWHEAD / 2 for head in heads) for x, y in ends)


def arrows_on(page: Page) -> list[Box]:
    """The heads of arrows: small marks at an end of a line, in line with it."""
    heads = (mark for mark in page.curves if max(mark.width, mark.height) <= ARROWHEAD)
    return [
        head
        for head in heads
        if any(_ends_at(rule, head.center_y, head.x0, head.x1) for rule in page.horizontals)
        or any(_ends_at(rule, head.center_x, head.top, head.bottom) for rule in page.verticals)
    ]


def _ends_at(rule: Rule, across: float, start: float, end: float) -> bool:
    """Whether a line, at `across`, ends where a mark from `start` to `end` begins or ends."""
    off = min(abs(rule.end - start), abs(rule.start - end))
    return abs(rule.at - across) <= IN_LINE and off <= IN_LINE + (end - start)


def are_joined(box: Box, arrows: Iterable[Box]) -> bool:
    """Whether several arrows lead from text to text in a region: it is a diagram."""
    return sum(box.contains_point(*arrow.center) for arrow in arrows) >= ARROWS


def is_drawn(box: Box, drawings: Iterable[Box]) -> bool:
    """Whether a table found at `box` is rather a part of a drawing."""
    for drawing in drawings:
        width = min(box.x1, drawing.x1 + LABELS) - max(box.x0, drawing.x0 - LABELS)
        height = min(box.bottom, drawing.bottom + LABELS) - max(box.top, drawing.top - LABELS)
        if width > 0 and height > 0 and width * height > MOSTLY * box.width * box.height:
            return True
    return False


def _scales(page: Page) -> list[Box]:
    """Where lines of one extent stand at the middle of figures before or below them: the rules of a table part its figures.

    Where other lines pass between the figures, these are in the cells of several rows each.
    """
    scales: list[Box] = []
    if max(len(page.horizontals), len(page.verticals)) < MARKS:
        return scales
    digits = [((ch.x0 + ch.x1) / 2, (ch.top + ch.bottom) / 2, ch) for ch in page.chars if ch.text.isdigit()]
    begun: set[tuple[int, int]] = set()
    for rules, upright in ((page.horizontals, False), (page.verticals, True)):
        lines = sorted(rules, key=lambda rule: (round(rule.start), round(rule.end), rule.at))
        for _, group in groupby(lines, key=lambda rule: (round(rule.start), round(rule.end))):
            marks = list(group)
            if len(marks) < MARKS:
                continue
            figures = [_figure_of(rule, upright) for rule in marks]
            x0, top, x1, bottom = Box.around(figures)
            near = [(x, y, ch) for x, y, ch in digits if x0 <= x <= x1 and top <= y <= bottom]
            if upright and near:
                begun = begun or {(round(ch.x0), round(ch.bottom)) for ch in page.chars if ch.text.strip()}
            told = [
                n
                for n, (rule, box) in enumerate(zip(marks, figures, strict=True))
                if any(
                    box.contains_point(x, y) and not (upright and x < rule.at - BEFORE and _is_last(ch, begun))
                    for x, y, ch in near
                )
            ]
            regular = len({b - a for a, b in pairwise(told)}) == 1 or 2 * len(told) > len(marks)
            if len(told) >= MARKS and regular and not _are_parted(rules, marks[told[0]], marks[told[-1]], upright):
                start, end, first, last = marks[0].start, marks[0].end, marks[0].at, marks[-1].at
                low, high = first - AT_LINE, last + AT_LINE  # with the figures
                scales.append(Box(low, start, high, end + AROUND) if upright else Box(start - WIDEST, low, end, high))
    return scales


def _is_last(ch: Char, begun: Set[tuple[int, int]]) -> bool:
    """Whether no other character, which are `begun` at these places in whole points, begins where one ends."""
    return all((round(ch.x1) + d, round(ch.bottom)) not in begun for d in (-1, 0, 1))


def _are_parted(rules: Iterable[Rule], first: Rule, last: Rule, upright: bool) -> bool:
    """Whether lines pass through where the figures of a scale stand, from its first line to its last."""
    passing = (r for r in rules if first.at < r.at < last.at)
    return any(r.start <= first.end < r.end - AROUND if upright else r.start < first.start - AROUND < r.end for r in passing)


def _figure_of(rule: Rule, upright: bool) -> Box:
    """Where a line of a scale has the middles of its figure's digits."""
    low, high = rule.at - AT_LINE, rule.at + AT_LINE
    return Box(low, rule.end, high, rule.end + AROUND) if upright else Box(rule.start - AROUND, low, rule.start, high)


def _bar_charts(page: Page) -> tuple[list[Box], list[Box]]:
    """Where filled boxes begin at one line, as broad as one another and of different lengths: without text, and with it."""
    bare_charts: list[Box] = []
    labelled_charts: list[Box] = []
    if len(page.fills) < BARS:
        return bare_charts, labelled_charts
    places: list[_Place] = []
    for foot in _FEET:
        keyed = sorted((foot(fill.box), fill.box) for fill in page.fills)
        for (_, _, upright), group in groupby(keyed, key=lambda item: item[0]):
            boxes = sorted({box for _, box in group})
            unlike = len(boxes) >= BARS and len({round(box.height if upright else box.width) for box in boxes}) > 1
            places = places or (_places(page) if unlike else [])
            for near in _clusters(boxes) if unlike else ():
                if not upright and _are_in_cells(near, places):
                    continue
                texts = ["".join(text for _, _, text in _within(box, places)) for box in near]
                bare = [box for box, text in zip(near, texts, strict=True) if not text]
                named = sum(any(map(str.isalpha, text)) and any(map(str.isdigit, text)) for text in texts)
                lengths, bare_lengths = ({round(box.height if upright else box.width) for box in bars} for bars in (near, bare))
                ended = 0 if upright else sum(_is_digit_at_end(bar, places) for bar in near)
                told = len(near) >= LABELLED_BARS and 2 * named > len(near)
                differ = len(lengths) >= UNLIKE * len(near)
                if differ and upright and len(near) >= BARS and len(near) > len(bare) and _are_apart(near):
                    labelled_charts.append(Box.around(_stacked_on(near, page.fills)))
                elif differ and (told or ended >= max(BARS, IN_COLUMN * len(near))):
                    labelled_charts.append(Box.around(near))
                elif len(bare) >= BARS and len(bare_lengths) > 1:
                    bare_charts.append(Box.around(bare))
    return bare_charts, labelled_charts


_FEET: tuple[Callable[[Box], tuple[int, int, bool]], ...] = (
    lambda box: (round(box.bottom), round(box.width), True),
    lambda box: (round(box.x0), round(box.height), False),
    lambda box: (round(box.x1), round(box.height), False),
)
"""Where a bar begins, how broad it is, and whether it is upright: bars grow up, to the right or to the left."""


def _are_in_cells(bars: Sequence[Box], places: Sequence[_Place]) -> bool:
    """Whether the figures at the height of bars that lie down end in line, and not where the bars end."""
    reach = Box.around(bars)
    ends: Counter[int] = Counter()
    for bar in bars:
        row = Box(reach.x0, bar.top, reach.x1 + AFTER, bar.bottom)
        last = max(((x, text) for _, x, text in _within(row, places)), default=None)
        if last is not None and not last[1].isalpha():
            ends[round(last[0])] += 1
    (_, most), *_ = ends.most_common(1) or [(0, 0)]
    return most >= IN_COLUMN * len(bars)


def _are_apart(bars: Sequence[Box]) -> bool:
    """Whether bars that stand have white between one another and the next, as cells of a table have not."""
    return all(left.x1 + IN_LINE < right.x0 for left, right in pairwise(sorted(bars)))


def _stacked_on(bars: Sequence[Box], fills: Iterable[Fill]) -> Iterator[Box]:
    """Bars that stand, and the filled boxes above them that are as broad."""
    sides = {(round(bar.x0), round(bar.x1)) for bar in bars}
    yield from bars
    yield from (fill.box for fill in fills if (round(fill.box.x0), round(fill.box.x1)) in sides and fill.box.top < bars[0].bottom)


def _is_digit_at_end(bar: Box, places: Sequence[_Place]) -> bool:
    """Whether a figure begins right where a bar that lies down ends."""
    first = min(((x, ch) for _, x, ch in _within(Box(bar.x1, bar.top, bar.x1 + AT_END, bar.bottom), places)), default=None)
    return first is not None and first[1].isdigit()


def _within(box: Box, places: Sequence[_Place]) -> list[_Place]:
    """The characters in a box, of these, which are sorted, from top to bottom."""
    low, high = bisect_left(places, (box.top, 0.0, "")), bisect_right(places, (box.bottom, 0.0, ""))
    return [place for place in places[low:high] if box.x0 <= place[1] <= box.x1]


def _clusters(marks: Sequence[Box]) -> list[list[Box]]:
    """The marks in groups that hang together, none further than `NEIGHBOURS` from the next."""
    groups: list[tuple[Box, list[Box]]] = []
    for mark in marks:
        box, members = mark, [mark]
        apart = []
        for other, others in groups:
            near = (
                max(box.x0, other.x0) - min(box.x1, other.x1) < NEIGHBOURS
                and max(box.top, other.top) - min(box.bottom, other.bottom) < NEIGHBOURS
            )
            if near:
                others.extend(members)
                box, members = Box.around((box, other)), others
            else:
                apart.append((other, others))
        groups = [*apart, (box, members)]
    return [members[::-1] for _, members in groups]


def _covered(box: Box, page: Page) -> float:
    """The share of a box that characters cover."""
    inside = (ch for ch in page.chars if box.contains_point((ch.x0 + ch.x1) / 2, (ch.top + ch.bottom) / 2))
    return sum((ch.x1 - ch.x0) * (ch.bottom - ch.top) for ch in inside) / (box.width * box.height)


def _with_axes(box: Box, page: Page) -> Box:
    """A drawing with the rules that touch it: its axes and the lines of its scale."""
    across = [
        r for r in page.horizontals if box.top - 2 <= r.at <= box.bottom + 2 and r.start <= box.x1 + 2 and r.end >= box.x0 - 2
    ]
    down = [r for r in page.verticals if box.x0 - 2 <= r.at <= box.x1 + 2 and r.start <= box.bottom + 2 and r.end >= box.top - 2]
    return Box.around([box, *(Box(r.start, r.at, r.end, r.at) for r in across), *(Box(r.at, r.start, r.at, r.end) for r in down)])
