"""Plots, by the figures of their axes: these go by one step and stand at one distance, up one side and along the foot."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.reading.model import Word
from pipeline.reading.page import Page
from pipeline.tables.features.alignment import IN_LINE
from schemas.provenance import Box

TICK = re.compile(r"[-−–]?[0-9]{1,6}(?:[.,][0-9]{1,4})?%?")
"""A figure of an axis."""

FEWEST = 3
"""So many figures at least make an axis."""

OFF = 1.0
"""Points by which the distances between the figures of an axis may differ."""

STEP_OFF = 1e-6
"""The same of their steps, which are read as binary fractions, as a share."""

BARE = 3
"""One figure of the upright axis in so many at most has something on its line within the plot."""

FOOT = 3.0
"""Font sizes under the lowest figure of the upright axis where the other's stand, if its figures are no further apart."""


def plots_on(page: Page) -> list[Box]:
    """The plots of a page: figures that go up by one step, at one distance, over others that do so from left to right."""
    figures = [word for line in page.lines if not line.turned for word in line.words if TICK.fullmatch(word.text)]
    plots = []
    for axis in _upright(figures):
        side = Box.around(word.box for word in axis)
        if foot := _foot_of(axis, figures):
            plot = Box.around([side, *(word.box for word in foot)])
            if len(axis) >= BARE * sum(_is_in_row(word, side.x1, plot.x1, page) for word in axis):
                plots.append(plot)
    return plots


def _upright(figures: Iterable[Word]) -> Iterator[list[Word]]:
    """Figures over one another that begin, or end, at one place and go up by one step, the highest first."""
    for edge in _EDGES:
        columns: dict[int, list[Word]] = defaultdict(list)
        for word in figures:
            columns[round(edge(word) / IN_LINE)].append(word)
        for column in columns.values():
            if len(column) >= FEWEST:
                column.sort(key=lambda word: -word.baseline)
                yield from (run[::-1] for run in _runs(column, lambda word: -word.baseline))


_EDGES: tuple[Callable[[Word], float], ...] = (lambda word: word.x1, lambda word: word.x0)


def _foot_of(axis: Sequence[Word], figures: Iterable[Word]) -> list[Word]:
    """The figures of the axis along the foot, whose upright axis is this."""
    size, lowest = axis[-1].font.size, axis[-1].baseline
    low = lowest + max(FOOT * size, lowest - axis[-2].baseline)
    reach = max(word.x1 for word in axis) - size
    lines: dict[int, list[Word]] = defaultdict(list)
    for word in figures:
        if lowest <= word.baseline <= low and word.center_x > reach and word is not axis[-1]:
            lines[round(word.baseline)].append(word)
    runs = (run for line in lines.values() for run in _runs(sorted(line, key=lambda word: word.x0), lambda word: word.center_x))
    return next(runs, [])


def _is_in_row(tick: Word, x0: float, x1: float, page: Page) -> bool:
    """Whether something else is printed between these places on the line of a figure of the upright axis, as in a table's row."""
    lines = (line for line in page.lines if abs(line.baseline - tick.baseline) <= IN_LINE)
    return any(x0 < word.center_x <= x1 for line in lines for word in line.words)


def _runs(words: Sequence[Word], place: Callable[[Word], float]) -> Iterator[list[Word]]:
    """Words in a row, of these, that stand at one distance from each other and go up by one step."""
    run: list[Word] = []
    for word in words:
        if len(run) > 1 and not _goes_on(run, word, place):
            if len(run) >= FEWEST:
                yield run
            run = run[-1:]
        run.append(word)
    if len(run) >= FEWEST:
        yield run


def _goes_on(run: Sequence[Word], word: Word, place: Callable[[Word], float]) -> bool:
    before, last = run[-2:]
    if abs((place(word) - place(last)) - (place(last) - place(before))) > OFF:
        return False
    a, b, c = map(_value, (before, last, word))
    return b > a and abs((c - b) - (b - a)) <= STEP_OFF * max(abs(a), abs(c))


def _value(word: Word) -> float:
    """What a figure of an axis says, whichever mark its decimals have: only its steps count."""
    return float(word.text.rstrip("%").replace(",", ".").replace("−", "-").replace("–", "-"))
