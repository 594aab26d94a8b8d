"""Numbers of lines in the margin of a page, as minutes and drafts have them: all its lines are counted, from the first on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.reading.model import Line, Word, without_words

FEWEST = 8
"""Lines that are counted, at least."""

LEVEL = 0.6
"""Font sizes by which a number may stand higher or lower than its line, which is set larger or smaller."""

IN_LINE = 2.0
"""Points by which the numbers may end, or begin, otherwise than one under the other."""

CLEAR = 0.5
"""Font sizes of white between the numbers and all text of the page, at least."""

PROSE = 6
"""Words that a line of prose has, at least, none with a digit: one of those that are counted is prose, and no row of a list."""


def without_line_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page without the numbers in its left margin that count them all, from 1; as they are if there are none."""
    if all(line.words[0].text != "1" for line in lines):
        return list(lines)
    upright = sorted((line for line in lines if not line.turned), key=lambda line: line.baseline)
    numbers = [line.words[0] for line in upright if _is_number(line.words[0])]
    if not _count(numbers):
        return list(lines)
    ids = {id(word) for word in numbers}
    texts = [words for line in upright if (words := [word for word in line.words if id(word) not in ids])]
    size = max(word.font.size for word in numbers)
    clear = all(word.x0 >= max(number.x1 for number in numbers) + CLEAR * size for words in texts for word in words)
    prose = any(len(words) >= PROSE and not any(ch.isdigit() for word in words for ch in word.text) for words in texts)
    counted = all(
        any(abs(number.baseline - words[0].baseline) <= LEVEL * words[0].font.size for number in numbers) for words in texts
    )
    if not (clear and prose and counted):
        return list(lines)
    return without_words(lines, ids)


def _is_number(word: Word) -> bool:
    return word.text.isascii() and word.text.isdigit() and len(word.text) <= 3


def _count(numbers: Sequence[Word]) -> bool:
    """Whether numbers, top to bottom, count from 1, one under the other."""
    if len(numbers) < FEWEST or numbers[0].text != "1" or any(int(a.text) + 1 != int(b.text) for a, b in pairwise(numbers)):
        return False
    starts, ends = [word.x0 for word in numbers], [word.x1 for word in numbers]
    return min(max(starts) - min(starts), max(ends) - min(ends)) <= IN_LINE
