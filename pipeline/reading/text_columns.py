"""Prose set in columns: found by a strip of white with lines of prose on either side, and read one after the other."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.reading.model import Line, Rule, Word

GUTTER = 0.7
"""Least white between two columns of text, in font sizes."""

PROSE_LINES = 6
"""Least lines of prose in a column …"""

PROSE_SHARE = 0.4
"""… and their share of its lines."""

PROSE_WORDS = 4
"""A line of prose has at least so many words …"""

PROSE_WIDTH = 0.8
"""… and fills this share of the column's width."""

LEAST_VOTES = 3
"""Lines at least that leave a gutter white …"""

MOST_GUTTERS = 4
"""… and the most places on a page that are looked at."""

NARROWEST = 90.0
"""Points: the least width of a column of text."""


def in_columns(lines: Sequence[Line], horizontals: Sequence[Rule], fold: float | None = None) -> list[Line]:
    """The lines of a page in reading order, those that run over two columns of text cut in two.

    `Line.text_column` counts, from 0, the parts of the page that are read one after the other. No column reaches over a rule of
    `horizontals` that runs on into the next. A sheet of two pages has what is left of its `fold` first.
    """
    sheet = [lines] if fold is None else [[line for line in lines if (line.x0 < fold) is left] for left in (True, False)]
    ordered = [part for page in sheet for part in _parts(page, horizontals)]
    for strip, part in enumerate(ordered):
        for line in part:
            line.text_column = strip
    return [line for part in ordered for line in part]


def _parts(lines: Sequence[Line], horizontals: Sequence[Rule]) -> Iterator[list[Line]]:
    """The parts of a page, or of a column of it, in reading order."""
    found = _best_gutter(lines, horizontals)
    if found is None:
        if lines:
            yield list(lines)
        return
    x, start, stop = found
    yield from _parts(lines[:start], horizontals)
    for side in _sides(lines[start:stop], x):
        yield from _parts(side, horizontals)
    yield from _parts(lines[stop:], horizontals)


def _best_gutter(lines: Sequence[Line], horizontals: Sequence[Rule]) -> tuple[float, int, int] | None:
    """The gutter with the most prose beside it, the widest of those, and the lines from which to which it runs."""
    spoken_from = [words[-PROSE_WORDS].x0 for line in lines if len(words := _spoken(line)) >= PROSE_WORDS]
    if len(spoken_from) < PROSE_LINES:
        return None
    votes: Counter[int] = Counter()
    for line in lines:
        for i, (left, right) in enumerate(itertools.pairwise(line.words), 1):
            if right.x0 - left.x1 > GUTTER * line.size and max(i, len(line.words) - i) >= PROSE_WORDS:
                votes.update(range(int(left.x1 / 4) + 1, int(right.x0 / 4) + 1))
    best: tuple[int, float, float, int, int] | None = None
    for x in _likeliest(votes):
        if sum(x <= start for start in spoken_from) < PROSE_LINES:
            continue
        for start, stop in _runs(lines, x, horizontals):
            before, after = _sides(lines[start:stop], x)
            prose = min(_prose_lines(before), _prose_lines(after)) if stop - start >= PROSE_LINES else 0
            if prose:
                white = min(line.x0 for line in after) - max(line.x1 for line in before)
                best = max(best or (0, 0.0, x, 0, 0), (prose, white, x, start, stop), key=lambda found: found[:2])
    return best[2:] if best else None


def _likeliest(votes: Counter[int]) -> list[float]:
    """The places with the most white, in points, none of them beside another; of those with as much, the innermost first."""
    chosen: list[int] = []
    enough = [place for place, count in votes.items() if count >= LEAST_VOTES]
    for place in sorted(enough, key=lambda place: (-votes[place], -_margin(votes, place))):
        if len(chosen) == MOST_GUTTERS:
            break
        if all(abs(place - other) > 2 for other in chosen):
            chosen.append(place)
    return [4.0 * place for place in chosen]


def _margin(votes: Counter[int], place: int) -> int:
    """How many places on either side of one have as much white as it."""
    return next(k for k in itertools.count() if min(votes[place - k - 1], votes[place + k + 1]) < votes[place])


def _runs(lines: Sequence[Line], x: float, horizontals: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    """The runs of lines that leave x white, with no rule across it between them."""
    across = sorted(rule.at for rule in horizontals if rule.start < x - 5 and rule.end > x + 5)
    start = 0
    for i, line in enumerate(lines):
        if i > start and any(lines[i - 1].baseline < at < line.baseline for at in across):
            yield start, i
            start = i
        if any(word.x0 < x + 1 and word.x1 > x - 1 for word in line.words) or _runs_on(line, x):
            if i > start:
                yield start, i
            start = i + 1
    if start < len(lines):
        yield start, len(lines)


def _runs_on(line: Line, x: float) -> bool:
    """Whether a line goes on across x with no more than a space between its words."""
    return any(a.x1 <= x <= b.x0 and b.x0 - a.x1 < GUTTER * line.size for a, b in itertools.pairwise(line.words))


def _sides(lines: Sequence[Line], x: float) -> tuple[list[Line], list[Line]]:
    """What stands left and right of x."""
    left, right = [], []
    for line in lines:
        here = [word for word in line.words if word.x0 < x]
        there = line.words[len(here) :]
        if here:
            left.append(Line(here, line.baseline) if there else line)
        if there:
            right.append(Line(there, line.baseline) if here else line)
    return left, right


def _spoken(line: Line) -> list[Word]:
    """The words of a line that have letters."""
    return [word for word in line.words if any(map(str.isalpha, word.text))]


def _prose_lines(lines: Sequence[Line]) -> int:
    """How many lines of prose these are, if they are mostly prose; else 0."""
    spoken = [line for line in lines if _is_spoken(line)]
    if len(spoken) < PROSE_LINES:
        return 0
    width = max(line.x1 for line in spoken) - min(line.x0 for line in spoken)  # a table among them may be wider
    if width < NARROWEST:
        return 0
    prose = sum(line.x1 - line.x0 >= PROSE_WIDTH * width for line in spoken)
    return prose if prose >= max(PROSE_LINES, PROSE_SHARE * len(lines)) else 0


def _is_spoken(line: Line) -> bool:
    """Whether a line has several words, most of them with letters, and no wide white between them."""
    if len(line.words) < PROSE_WORDS:
        return False
    gaps = sorted(b.x0 - a.x1 for a, b in itertools.pairwise(line.words))
    spoken = len(_spoken(line))
    return spoken >= max(PROSE_WORDS, 0.6 * len(line.words)) and gaps[-1] < max(line.size, 2.5 * gaps[len(gaps) // 2])
