"""Marks of notes, set high and small beside what they are about: `1.588,11¹`, `1.588,11(1)`; and what is set low: `CO2`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from operator import attrgetter

from pipeline.reading.model import Char, runs_of

SIZE = 0.9
"""A mark is at most this share of the size of the text beside it, …"""

RISE = (0.1, 0.6)
"""… rises by at least and by at most so much of it, …"""

DROP = 0.5
"""Share of the size by which a digit set low is at most below its letter."""

GAP = 0.3
"""… stands no further from it, and …"""

LONGEST = 5
"""… has no more characters."""

FEWEST_CENTS = 3
"""Figures of a page that must have their cents set high for marks of two digits to be cents."""

MOST_NOTES = 20
"""A page has no more notes than this."""

LONGEST_NUMBER = 2
"""Digits of the number of a note."""

_ENDS_AMOUNT = re.compile(",[0-9]{2}$")

SET_HIGH = str.maketrans("0123456789abcd", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u1d43\u1d47\u1d9c\u1d48")

_BEFORE = frozenset("*" + "0123456789".translate(SET_HIGH))
"""What a mark before a figure ends with."""


def with_marks(rows: Sequence[list[Char]]) -> Iterator[list[Char]]:
    """Rows of characters, top to bottom, each from left to right and with the marks set high beside its text.

    A mark's digits become those that Unicode has for the purpose, or they would read as more digits of a figure; digits in
    brackets stay as they are, and so do digits set low behind a letter.
    """
    for i, upper in enumerate(rows):
        for lower in islice(rows, i + 1, None):
            if not upper or lower[0].baseline - upper[-1].baseline > RISE[1] * lower[0].font.size:
                break
            _move(_marks_between(upper, lower), upper, lower)
            if upper:
                _move(_set_low_between(upper, lower), lower, upper)
    for row in rows:
        row.sort(key=attrgetter("x0"))
    marked = [_marked(row) if len({ch.font.size for ch in row}) > 1 else [] for row in rows]
    cents = _are_cents([mark for found in marked for base, mark in found if mark and base.text.isdigit()])
    for row, found in zip(rows, marked, strict=True):
        if row:
            yield _with_written(found, cents=cents) if found else row


def _move(marks: Iterable[Sequence[Char]], row: list[Char], into: list[Char]) -> None:
    """Take marks out of their row, and put them into that of the text they are beside."""
    found = [ch for mark in marks for ch in mark]
    if found:
        moved = set(map(id, found))
        into[:0] = found
        row[:] = [ch for ch in row if id(ch) not in moved]


def _marks_between(upper: Sequence[Char], lower: Sequence[Char]) -> Iterator[list[Char]]:
    """The marks in the upper row that stand right after text of the lower, or right before a figure of it."""
    for run in _small_runs(upper, lower):
        before = _is_mark(run)
        if any(_is_raised(run[0], base) or (before and _is_before(run[-1], base)) for base in lower):
            yield run


def _set_low_between(upper: Sequence[Char], lower: Sequence[Char]) -> Iterator[list[Char]]:
    """The digits in the lower row that are set low right behind a letter of the upper."""
    for run in _small_runs(lower, upper):
        if all(ch.text.isdigit() for ch in run) and any(_is_low(run[0], base) for base in upper):
            yield run


def _small_runs(row: Sequence[Char], beside: Sequence[Char]) -> Iterator[list[Char]]:
    """The short runs of characters of a row that are smaller than the largest of another."""
    largest = SIZE * max(ch.font.size for ch in beside)
    small = sorted((ch for ch in row if ch.font.size <= largest), key=lambda ch: ch.x0)
    return (run for run in runs_of(small, GAP) if len(run) <= LONGEST)


def _is_mark(chars: Sequence[Char]) -> bool:
    """Whether these may be the mark of a note before a figure: asterisks, or a number of at most two digits."""
    text = "".join(ch.text for ch in chars)
    return set(text) == {"*"} or (text.isdigit() and len(text) <= LONGEST_NUMBER)


def _rises(ch: Char, base: Char) -> bool:
    size = base.font.size
    return ch.font.size <= SIZE * size and RISE[0] * size < base.baseline - ch.baseline <= RISE[1] * size


def _is_raised(ch: Char, base: Char) -> bool:
    return _rises(ch, base) and _is_near(base, ch, base.font.size)


def _is_before(ch: Char, base: Char) -> bool:
    return base.text.isdigit() and _rises(ch, base) and _is_near(ch, base, base.font.size)


def _is_low(ch: Char, base: Char) -> bool:
    size = base.font.size
    drops = ch.font.size <= SIZE * size and 0 < ch.baseline - base.baseline <= DROP * size
    return drops and base.text.isalpha() and _is_near(base, ch, size)


def _is_near(left: Char, right: Char, size: float) -> bool:
    return -0.5 * GAP * size <= right.x0 - left.x1 <= GAP * size


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


def _with_written(found: Sequence[tuple[Char, list[Char]]], *, cents: bool) -> list[Char]:
    """The characters of a row with their marks as Unicode has them."""
    written: list[Char] = []
    for i, (base, mark) in enumerate(found):
        after = next((ch for ch, _ in found[i + 1 :] if ch.font.size > base.font.size), None)
        if not mark and after is not None and _is_mark([base]) and _is_before(base, after):
            written.append(replace(base, text=base.text.translate(SET_HIGH)))
            continue
        marked = bool(written) and written[-1].text in _BEFORE and _is_before(written[-1], base)
        amount = _ENDS_AMOUNT.search("".join(ch.text for ch in (*written[-2:], base))) is not None
        written.append(replace(base, after_space=False) if marked else base)
        written += _written(mark, base, cents=cents, amount=amount)
    return written


def _written(mark: Sequence[Char], base: Char, *, cents: bool, amount: bool) -> list[Char]:
    """The mark after `base`, with no space before it: engines see one wherever a text leaves its line.

    Cents are written as after a comma, whether one is printed before them or not. A letter is a mark after an `amount` only.
    """
    figure = all(ch.text.isdigit() for ch in mark) or (amount and len(mark) == 1)
    if figure and len(mark) == 2 and (base.text == "," or (cents and base.text.isdigit())):
        comma = "" if base.text == "," else ","
        return [replace(ch, text=comma * (i == 0) + ch.text, after_space=False) for i, ch in enumerate(mark)]
    return [replace(ch, text=ch.text.translate(SET_HIGH) if figure else ch.text, after_space=False) for ch in mark]
