"""Notes in small print beside the rows of a table, which stand at heights of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from pipeline.reading.model import Line, Word, runs_of
from pipeline.tables.features.alignment import EXACTLY
from pipeline.tables.features.rulings import STANDS_BESIDE
from pipeline.tables.features.text_rows import COLUMN_GAP, is_figure

SMALLER = 0.9
"""Share of the usual font size of a page that a note has at most."""

FEWEST_LINES = 3
"""Lines of a note …"""

FEWEST_WORDS = 1.5
"""Words with letters that its lines have on average …"""

FEWEST_ROWS = 2
"""… and lines with figures that stand beside it, at least."""

CLOSEST = 1.6
"""Font sizes between its lines at most."""


def part_side_notes(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of notes beside a table cut off: they come after all others, as what stands beside a ruled area does."""
    usual = median(line.size for line in lines) if lines else 0.0
    small = [i for i, line in enumerate(lines) if SMALLER * usual >= min(line.words[0].font.size, line.words[-1].font.size)]
    ends = [(i, run) for i in small for run in _ends(lines[i]) if run[0].font.size <= SMALLER * usual]
    notes: set[int] = set()
    ends.sort(key=lambda end: (round(end[1][0].x0 / EXACTLY), end[1][0].baseline))
    for _, group in groupby(ends, key=lambda end: round(end[1][0].x0 / EXACTLY)):
        for block in _blocks(list(group)):
            if _stands_beside(block, lines):
                notes |= {id(word) for _, run in block for word in run}
    if not notes:
        return list(lines)
    parted: list[Line] = []
    for line in lines:
        for is_note, found in groupby(line.words, key=lambda word: id(word) in notes):
            words = list(found)
            whole = len(words) == len(line.words) and not is_note
            parted.append(line if whole else Line(words, line.baseline, line.text_column + is_note * STANDS_BESIDE))
    return parted


_End = tuple[int, list[Word]]
"""The number of a line, and the words at one of its ends."""


def _ends(line: Line) -> Iterator[list[Word]]:
    """The words at the left and right ends of a line, up to the first wide gap."""
    runs = list(runs_of(line.words, COLUMN_GAP))
    yield runs[0]
    if len(runs) > 1:
        yield runs[-1]


def _blocks(ends: Sequence[_End]) -> Iterator[list[_End]]:
    """Lines of one beginning that follow on one another closely and evenly."""
    block = [ends[0]]
    step = 0.0
    for (_, above), end in pairwise(ends):
        off = end[1][0].baseline - above[0].baseline
        if off > CLOSEST * end[1][0].font.size or (len(block) > 1 and abs(off - step) > EXACTLY):
            yield block
            block = []
        step = off
        block.append(end)
    yield block


def _stands_beside(block: Sequence[_End], lines: Sequence[Line]) -> bool:
    """Whether lines of words stand beside several rows with labels and figures, most of these at other heights."""
    words = [word for _, run in block for word in run]
    spoken = sum(any(map(str.isalpha, word.text)) for word in words)
    if len(block) < FEWEST_LINES or spoken < FEWEST_WORDS * len(block):
        return False
    own = {i for i, _ in block}
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    rows = [line for i, line in enumerate(lines) if top <= line.baseline <= bottom and (i not in own or len(line.words) > 1)]
    note = {id(word) for word in words}
    outside = [[word for word in line.words if id(word) not in note] for line in rows]
    beside = [row for row in outside if any(is_figure(word.text) for word in row)]
    labelled = sum(any(map(str.isalpha, row[0].text)) for row in beside)
    level = sum(any(abs(row[0].baseline - run[0].baseline) <= EXACTLY for _, run in block) for row in beside)
    apart = all(word.x1 < x0 for row in beside for word in row) or all(word.x0 > x1 for row in beside for word in row)
    return len(beside) >= FEWEST_ROWS and 2 * labelled > len(beside) and 2 * level <= len(beside) and apart
