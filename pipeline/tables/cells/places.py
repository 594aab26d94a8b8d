"""Where the texts of a table's columns begin and end at the most, as its figures and the lowest names of its header show it."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from statistics import median
from typing import Literal, TypeAlias

from pipeline.reading.cached import cached
from pipeline.reading.model import Word
from pipeline.tables.cells.fragments import SAME_END, CellFragment, column_of
from pipeline.tables.cells.row_lines import TIGHTEST, RowLines
from pipeline.tables.features.alignment import is_centred
from pipeline.tables.features.text_rows import Segment, TextRow

Setting: TypeAlias = Literal["centre", "right", "left"]
"""Where in its cell a text is set."""

Kind: TypeAlias = tuple[bool, int, bool]
"""How figures are written: whether per cent, with how many decimals, and whether in groups of thousands."""

SETTINGS: tuple[Setting, ...] = ("centre", "right", "left")

USUAL_PADDING = 6.0
"""Points between the texts of neighbouring cells, where no names show how many."""

MOST_PADDING = 24.0
"""Points between them at the most."""

NEAREST_LEADING, WIDEST_LEADING = 1.12, 1.34
"""Font sizes between the lines of one name at the least and at the most; rows of cells without padding may be nearer."""

DECIMALS = re.compile(r",([0-9]+)\D*$")

GROUPED = 0.25
"""Share of the figures of a column that have thousands, where these are grouped."""

LEFT_SET = 0.8
"""Share of the figures of a column that begin in line if they are set to the left."""

LOOSE = 1.12
"""Lines of a header further apart than so many times the nearest ones in one column are of two names."""


@dataclass(frozen=True)
class CellPlaces:
    """Where the text of each column begins and ends at the most, and which columns have figures."""

    left: Sequence[float]
    right: Sequence[float]
    figures: Set[int]
    centred: bool
    """Whether figures are set in the middle of their cells."""
    stacked: bool
    """Whether rows have figures on several lines, each of which may have its own name in a column."""
    leading: float
    """The least distance between lines of the header in one column, in font sizes, if others are further apart; else 0."""

    kinds: Mapping[int, Kind]
    """How the figures of each column are written."""

    def middle(self, first: int, last: int) -> float:
        return (self.left[first] + self.right[last]) / 2

    def offs(self, x0: float, x1: float, first: int, last: int) -> dict[Setting, float]:
        """By how many points a text is off its place over some columns, if it is set so."""
        centre = abs((x0 + x1) / 2 - self.middle(first, last))
        return {"centre": centre, "left": abs(x0 - self.left[first]), "right": abs(x1 - self.right[last])}

    @cached
    def lefts(self) -> list[float]:
        """Where the cells begin, the first without end."""
        return [-math.inf, *((a + b) / 2 for a, b in zip(self.right, self.left[1:], strict=False))]

    @cached
    def rights(self) -> list[float]:
        """Where the cells end, the last without end."""
        return [*self.lefts[1:], math.inf]


def places_of_cells(table: RowLines, head: int, rough: Sequence[float], setting: Setting) -> CellPlaces:
    """The places of texts in each column, as its figures and its lowest name have it if names are set so."""
    columns = range(len(rough) - 1)
    figures: dict[int, list[CellFragment]] = {}
    texts: dict[int, list[CellFragment]] = {}
    for piece in (piece for pieces in table.pieces[head:] for piece in pieces if piece.first == piece.last):
        (figures if piece.figure else texts).setdefault(piece.first, []).append(piece)
    for column in [c for c, here in figures.items() if len(here) < len(texts.get(c, ())) or (c == 0 and _are_codes(here))]:
        texts.setdefault(column, []).extend(figures.pop(column))
    names = _lowest_names(table.rows[:head], rough)
    left, middle, right = _as_figures_are_set(figures, names if setting == "right" else {})
    centred = bool(middle)
    middle |= _middles_of(texts)

    def begins(column: int) -> float | None:
        """Where the text of a column of figures would begin, of which its name is set so."""
        if column not in names or setting == "right":
            return None
        return names[column].x0 if setting == "left" else names[column].x0 + names[column].x1 - right[column]

    gaps = [at - right[c - 1] for c in right if c - 1 in right and (at := begins(c)) is not None]
    padding = min(max(median(gaps), 0.0), MOST_PADDING) if gaps else USUAL_PADDING
    steps = [right[c] - right[c - 1] for c in right if c - 1 in right]
    for column in (c for c in columns if c not in left):
        if column - 1 in right:
            left[column] = right[column - 1] + padding
        elif column in right:
            before = max((p.x1 for p in texts.get(column - 1, ())), default=rough[max(0, column - 1)])
            equal = right[column] - median(steps) + padding if steps else rough[column] + padding / 2
            own = begins(column)
            widest = [p.x0 for p in (*figures[column], *([names[column]] if setting == "right" and column in names else []))]
            left[column] = min(*widest, max(before, equal if own is None or own < before else own))
        elif column in middle and column in figures and column in names and setting != "centre":
            left[column] = names[column].x0 if setting == "left" else 2 * middle[column] - names[column].x1
        elif column in middle and column - 1 in middle:
            left[column] = (middle[column - 1] + middle[column] + padding) / 2
        elif column in middle and column + 1 in middle:
            left[column] = (3 * middle[column] - middle[column + 1] + padding) / 2
        else:
            begun = Counter(round(p.x0, 1) for p in texts.get(column, ()) if p.x0 >= rough[column])
            left[column] = begun.most_common(1)[0][0] if begun else rough[column] + padding / 2
    right |= _ends_of(texts)
    for column in (c for c in columns if c not in right):
        if middle.get(column, 0.0) > left[column]:
            right[column] = 2 * middle[column] - left[column]
        elif column + 1 in left:
            right[column] = max(left[column], left[column + 1] - padding, rough[column + 1] - padding / 2)
        else:
            right[column] = rough[-1] - padding / 2
    return CellPlaces(
        [left[c] for c in columns],
        [right[c] for c in columns],
        frozenset(figures),
        centred,
        _are_stacked(table, head),
        _leading_of_names(table.rows[:head], rough[0], rough[-1]),
        _kinds_of(figures),
    )


def _as_figures_are_set(
    figures: Mapping[int, Sequence[CellFragment]], names: Mapping[int, Segment]
) -> tuple[dict[int, float], dict[int, float], dict[int, float]]:
    """Where the columns of figures begin, have their middle and end, each as its figures are set: left, centred or right.

    The `names` that are set to the right say where the cell of one figure ends.
    """
    left: dict[int, float] = {}
    middle: dict[int, float] = {}
    right: dict[int, float] = {}
    of_one_width: dict[int, float] = {}
    for column, here in figures.items():
        ends, middles = [p.x1 for p in here], [(p.x0 + p.x1) / 2 for p in here]
        if len(here) == 1 and column in names:
            ends.append(names[column].x1)
        in_line, centred = max(ends) - min(ends) < SAME_END, max(middles) - min(middles) < SAME_END
        if len(here) > 1 and not in_line and centred:
            middle[column] = median(middles)
        elif not in_line and (start := _common_start(here)) is not None:
            left[column] = start
        else:
            right[column] = max(ends)
            if len(here) > 1 and centred:
                of_one_width[column] = median(middles)
    if middle and right.keys() == of_one_width.keys():
        middle |= of_one_width
        right = {}
    return left, middle, right


def _common_start(figures: Sequence[CellFragment]) -> float | None:
    """Where figures begin that are set to the left of their cells; None if they are not.

    Most of them begin in line, more than end so, be there a mark behind some.
    """
    start, ends = min(piece.x0 for piece in figures), [_end_of_number(piece) for piece in figures]
    in_line = sum(piece.x0 - start < SAME_END for piece in figures)
    end_so = sum(max(ends) - end < SAME_END for end in ends)
    return start if in_line > max(1, end_so) and in_line >= LEFT_SET * len(figures) else None


def _end_of_number(piece: CellFragment) -> float:
    """Where the first number of a text ends, if it has one."""
    chars = [char for word in piece.words for char in word.chars]
    rest = itertools.dropwhile(lambda char: not char.text.isdecimal(), chars)
    number = list(itertools.takewhile(lambda char: char.text.isdecimal() or char.text in ".,", rest))
    return number[-1].x1 if number else piece.x1


def _lowest_names(head: Sequence[TextRow], edges: Sequence[float]) -> dict[int, Segment]:
    """The lowest text over each column; texts are cut where a cell ends between two words."""

    def are_parted(left: Word, right: Word) -> bool:
        return any(left.x1 <= edge <= right.x0 for edge in edges)

    names: dict[int, Segment] = {}
    for name in (part for row in reversed(head) for segment in row.segments for part in segment.cut(are_parted)):
        names.setdefault(column_of((name.x0 + name.x1) / 2, edges), name)
    return names


def _kinds_of(figures: Mapping[int, Sequence[CellFragment]]) -> dict[int, Kind]:
    """How the figures of each column are written, most of them; a nil says nothing."""
    kinds: dict[int, Kind] = {}
    for column, here in figures.items():
        if texts := [p.text for p in here if re.search("[1-9]", p.text)]:
            decimals = Counter(len(match[1]) if (match := DECIMALS.search(text)) else 0 for text in texts).most_common(1)[0][0]
            shares, grouped = (sum(sign in text for text in texts) / len(texts) for sign in "%.")
            kinds[column] = shares > 0.5, decimals, grouped > GROUPED
    return kinds


def _middles_of(texts: Mapping[int, Sequence[CellFragment]]) -> dict[int, float]:
    """The middle of each column right of the first whose texts are set in the middle of their cells."""
    found: dict[int, float] = {}
    for column, here in texts.items():
        starts, middles = [p.x0 for p in here], [(p.x0 + p.x1) / 2 for p in here]
        if column and max(starts) - min(starts) >= SAME_END > max(middles) - min(middles):
            found[column] = median(middles)
    return found


def _ends_of(texts: Mapping[int, Sequence[CellFragment]]) -> dict[int, float]:
    """The end of each column right of the first whose texts are set to the right."""
    found: dict[int, float] = {}
    for column, here in texts.items():
        starts, ends = [p.x0 for p in here], [p.x1 for p in here]
        if column and max(ends) - min(ends) < SAME_END <= max(starts) - min(starts):
            found[column] = max(ends)
    return found


def _are_stacked(table: RowLines, head: int) -> bool:
    """Whether most lines with figures have no label: each row has figures on several lines."""
    with_figures = [pieces[0].first for pieces in table.pieces[head:] if any(piece.figure for piece in pieces)]
    return 2 * sum(first > 0 for first in with_figures) > len(with_figures)


def _leading_of_names(head: Sequence[TextRow], left: float, right: float) -> float:
    """How far the lines of one name are apart in a header, in font sizes, if those of two names are further apart; else 0.

    How far a title, in the middle between the sides of the table, is from the names says nothing of these.
    """
    distances = []
    for i, row in enumerate(head):
        if len(row.segments) == 1 and is_centred(row.segments[0].x0, row.segments[0].x1, left, right):
            continue
        for s in row.segments:
            under = next((below for below in head[i + 1 :] if any(s.overlaps(other) for other in below.segments)), None)
            if under is not None and under.page == row.page:
                distances.append((under.baseline - row.baseline) / row.size)
    least = min((d for d in distances if d >= TIGHTEST), default=0.0)
    return least if NEAREST_LEADING <= least <= WIDEST_LEADING and max(distances, default=0.0) > LOOSE * least else 0.0


def _are_codes(figures: Sequence[CellFragment]) -> bool:
    """Whether the figures of the first column are no amounts, but codes: they begin in line."""
    lefts = [piece.x0 for piece in figures]
    return len(figures) > 1 and max(lefts) - min(lefts) < SAME_END
