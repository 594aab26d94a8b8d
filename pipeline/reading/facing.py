"""Two pages of a report on one sheet, side by side, as a brochure has them or who prints two pages a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.reading.model import Line, Rule, Word

ALIKE = 6.0
"""Points by which numbers and running heads may stand otherwise on the one page than on the other."""

FEWEST_NAMES = 3
"""Words that the head of a table has which stands on both pages, at least."""

APART = 1.5
"""Font sizes by which it is higher on the one than on the other, at least: at one height it may be of two halves of a table."""

ACROSS = 5.0
"""Points by which a rule reaches over the fold that is of both pages."""

_PAGE_NUMBER = re.compile(r"(?:pag(?:ina|\.)?\s*)?[-–]?\s*([0-9]{1,3})\s*[-–]?(?:\s*(?:/|di)\s*[0-9]{1,4})?", re.IGNORECASE)

_WORDS = re.compile(r"[^\W\d_]{3,}")


def fold_of(lines: Sequence[Line], width: float, height: float, horizontals: Iterable[Rule]) -> float | None:
    """Where a sheet of this size is folded, across, in points, if its halves are two pages.

    Nothing stands across its middle, and both halves are numbered, one after the other, or have the same running head or foot, or
    the head of a table again at another height.
    """
    fold = width / 2
    if width <= height or any(word.x0 < fold < word.x1 for line in lines for word in line.words):
        return None
    if not any(_runs_on_both(line, fold) for line in lines if line.in_margin(height)) and not _head_repeats(lines, fold):
        return None
    return None if any(rule.start < fold - ACROSS and fold + ACROSS < rule.end for rule in horizontals) else fold


def at_fold(lines: Iterable[Line], fold: float) -> Iterator[Line]:
    """The lines of a sheet, those that run over its fold cut in two."""
    for line in lines:
        for words in _halves(line, fold):
            if words:
                yield Line(words, line.baseline) if len(words) < len(line.words) else line


def _halves(line: Line, fold: float) -> tuple[list[Word], list[Word]]:
    left = [word for word in line.words if word.x0 < fold]
    return left, line.words[len(left) :]


def _head_repeats(lines: Sequence[Line], fold: float) -> bool:
    """Whether a line of names stands on both halves, as far from where each begins, but at another height."""
    heads: tuple[dict[tuple[str, ...], Line], ...] = ({}, {})
    for line in lines:
        for words, found in zip(_halves(line, fold), heads, strict=True):
            texts = tuple(word.text for word in words)
            if len(_WORDS.findall(" ".join(texts))) >= FEWEST_NAMES and all(t.isdigit() or t.isalpha() for t in texts):
                found.setdefault(texts, Line(words, line.baseline))
    left, right = heads
    return any(
        abs(right[texts].x0 - line.x0 - fold) <= ALIKE and abs(right[texts].baseline - line.baseline) > APART * line.size
        for texts, line in left.items()
        if texts in right
    )


def _runs_on_both(line: Line, fold: float) -> bool:
    """Whether the halves of a line number the pages, one after the other, or say the same, and stand alike or as in a mirror."""
    left, right = _halves(line, fold)
    if not left or not right:
        return False
    on_left, on_right = (left[0].x0, fold - left[-1].x1), (right[0].x0 - fold, 2 * fold - right[-1].x1)
    ends = (abs(on_left[0] - on_right[0]), abs(on_left[1] - on_right[1]), abs(on_left[0] - on_right[1]))
    if min(ends) > ALIKE:
        return False
    one, other = (" ".join(word.text for word in words) for words in (left, right))
    numbers = [_PAGE_NUMBER.fullmatch(text) for text in (one, other)]
    if numbers[0] and numbers[1]:
        return int(numbers[0][1]) + 1 == int(numbers[1][1])
    return len(_WORDS.findall(one)) > 1 and re.sub(r"[0-9]+", "", one) == re.sub(r"[0-9]+", "", other)
