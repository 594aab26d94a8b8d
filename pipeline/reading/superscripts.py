"""Marks of notes, which are set high and small beside what they are about: `1.588,11¹`, `1.588,11(1)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from pipeline.reading.model import Char

SIZE = 0.8
"""A mark is at most this share of the size of the text beside it, …"""

RISE = (0.1, 0.6)
"""… rises by at least and by at most so much of it, …"""

GAP = 0.3
"""… stands no further from it, and …"""

LONGEST = 5
"""… has no more characters."""

_RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")


def with_marks(rows: Sequence[list[Char]]) -> Iterator[list[Char]]:
    """Rows of characters, top to bottom, each from left to right and with the marks set high beside its text.

    After a figure, a mark's digits become those that Unicode has for the purpose, or they would read as more digits of it;
    digits in brackets stay as they are.
    """
    for upper, lower in pairwise(rows):
        if lower[0].baseline - upper[-1].baseline <= RISE[1] * lower[0].font.size:
            marks = [ch for mark in _marks_between(upper, lower) for ch in mark]
            if marks:
                moved = set(map(id, marks))
                lower[:0] = marks
                upper[:] = [ch for ch in upper if id(ch) not in moved]
    for row in rows:
        if not row:
            continue
        row.sort(key=attrgetter("x0"))
        yield row if len({ch.font.size for ch in row}) == 1 else _with_raised_digits(row)


def _marks_between(upper: Sequence[Char], lower: Sequence[Char]) -> Iterator[list[Char]]:
    """The marks in the upper row that stand right after text of the lower."""
    largest = SIZE * max(ch.font.size for ch in lower)
    small = sorted((ch for ch in upper if ch.font.size <= largest), key=lambda ch: ch.x0)
    for run in _runs(small):
        if len(run) <= LONGEST and any(_is_raised(run[0], base) for base in lower):
            yield run


def _runs(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Characters that stand close together."""
    run: list[Char] = []
    for ch in chars:
        if run and ch.x0 - run[-1].x1 > GAP * ch.font.size:
            yield run
            run = []
        run.append(ch)
    if run:
        yield run


def _is_raised(ch: Char, base: Char) -> bool:
    size = base.font.size
    rises = RISE[0] * size < base.baseline - ch.baseline <= RISE[1] * size
    return rises and ch.font.size <= SIZE * size and -0.5 * GAP * size <= ch.x0 - base.x1 <= GAP * size


def _with_raised_digits(row: list[Char]) -> list[Char]:
    """The row, those of its marks that are nothing but digits after a figure written as such."""
    written: list[Char] = []
    base, mark = row[0], list[Char]()
    for ch in row:
        if _is_raised(ch, base) or (mark and ch.font.size == mark[-1].font.size and ch.x0 - mark[-1].x1 <= GAP * ch.font.size):
            mark.append(ch)
            continue
        written += [*_written(mark, base), ch]
        base, mark = ch, []
    return written + _written(mark, base)


def _written(mark: list[Char], base: Char) -> list[Char]:
    """The mark after `base`, with no space before it: engines see one wherever a text leaves its line."""
    raised = not base.text.isalpha() and all(ch.text.isdigit() for ch in mark)
    return [replace(ch, text=ch.text.translate(_RAISED) if raised else ch.text, after_space=False) for ch in mark]
