"""Marks of notes, which are set high and small beside what they are about: `1.588,11¹`, `1.588,11(1)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from operator import attrgetter

from pipeline.reading.model import Char, runs_of

SIZE = 0.9
"""A mark is at most this share of the size of the text beside it, …"""

RISE = (0.1, 0.6)
"""… rises by at least and by at most so much of it, …"""

GAP = 0.3
"""… stands no further from it, and …"""

LONGEST = 5
"""… has no more characters."""

FEWEST_CENTS = 3
"""Figures of a page that must have their cents set high for marks of two digits to be cents."""

MOST_NOTES = 20
"""A page has no more notes than this."""

_RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")


def with_marks(rows: Sequence[list[Char]]) -> Iterator[list[Char]]:
    """Rows of characters, top to bottom, each from left to right and with the marks set high beside its text.

    A mark's digits become those that Unicode has for the purpose, or they would read as more digits of a figure; digits in
    brackets stay as they are.
    """
    for i, upper in enumerate(rows):
        for lower in islice(rows, i + 1, None):
            if not upper or lower[0].baseline - upper[-1].baseline > RISE[1] * lower[0].font.size:
                break
            marks = [ch for mark in _marks_between(upper, lower) for ch in mark]
            if marks:
                moved = set(map(id, marks))
                lower[:0] = marks
                upper[:] = [ch for ch in upper if id(ch) not in moved]
    for row in rows:
        row.sort(key=attrgetter("x0"))
    marked = [_marked(row) if len({ch.font.size for ch in row}) > 1 else [] for row in rows]
    cents = _are_cents([mark for found in marked for base, mark in found if mark and base.text.isdigit()])
    for row, found in zip(rows, marked, strict=True):
        if row:
            yield [ch for base, mark in found for ch in (base, *_written(mark, base, cents=cents))] if found else row


def _marks_between(upper: Sequence[Char], lower: Sequence[Char]) -> Iterator[list[Char]]:
    """The marks in the upper row that stand right after text of the lower."""
    largest = SIZE * max(ch.font.size for ch in lower)
    small = sorted((ch for ch in upper if ch.font.size <= largest), key=lambda ch: ch.x0)
    for run in runs_of(small, GAP):
        if len(run) <= LONGEST and any(_is_raised(run[0], base) for base in lower):
            yield run


def _is_raised(ch: Char, base: Char) -> bool:
    size = base.font.size
    rises = RISE[0] * size < base.baseline - ch.baseline <= RISE[1] * size
    return rises and ch.font.size <= SIZE * size and -0.5 * GAP * size <= ch.x0 - base.x1 <= GAP * size


def _marked(row: Sequence[Char]) -> list[tuple[Char, list[Char]]]:
    """Each character of a row with the mark that follows it, most with none."""
    found: list[tuple[Char, list[Char]]] = []
    for ch in row:
        base, mark = found[-1] if found else (ch, [])
        if found and (
            _is_raised(ch, base) or (mark and ch.font.size == mark[-1].font.size and ch.x0 - mark[-1].x1 <= GAP * ch.font.size)
        ):
            mark.append(ch)
        else:
            found.append((ch, []))
    return found


def _are_cents(marks: Sequence[Sequence[Char]]) -> bool:
    """Whether the marks after the figures of a page are their cents: each of two digits, and more of them than notes."""
    texts = ["".join(ch.text for ch in mark) for mark in marks]
    of_two = all(len(text) == 2 and text.isdigit() for text in texts)
    return of_two and len(set(texts)) >= FEWEST_CENTS and any(int(text) > MOST_NOTES or text[0] == "0" for text in texts)


def _written(mark: Sequence[Char], base: Char, *, cents: bool) -> list[Char]:
    """The mark after `base`, with no space before it: engines see one wherever a text leaves its line.

    Cents are written as after a comma, whether one is printed before them or not.
    """
    figure = all(ch.text.isdigit() for ch in mark)
    if figure and len(mark) == 2 and (base.text == "," or (cents and base.text.isdigit())):
        comma = "" if base.text == "," else ","
        return [replace(ch, text=comma * (i == 0) + ch.text, after_space=False) for i, ch in enumerate(mark)]
    return [replace(ch, text=ch.text.translate(_RAISED) if figure else ch.text, after_space=False) for ch in mark]
