"""Notes beside the rows of a table, which stand at heights of their own: in small print, as prose, or in a box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from pipeline.reading.model import Line, Word, runs_of
from pipeline.tables.features.alignment import EXACTLY
from pipeline.tables.features.rulings import STANDS_BESIDE
from pipeline.tables.features.text_rows import COLUMN_GAP, is_figure
from schemas.provenance import Box


class _Kind(NamedTuple):
    """What a kind of note has at least."""

    lines: int
    words: float
    """Words with letters that its lines have on average."""
    rows: int
    """Lines with figures that stand beside it."""


SMALL, PROSE, BOXED = _Kind(3, 1.5, 2), _Kind(4, 4.0, 3), _Kind(1, 1.0, 1)

SMALLER = 0.9
"""Share of the usual font size of a page that small print has at most."""

CLOSEST = 1.6
"""Font sizes between lines that no box holds together at most."""


def part_side_notes(lines: Sequence[Line], boxes: Sequence[Box] = ()) -> list[Line]:
    """The lines, those of notes beside a table cut off: they come after all others, as what stands beside a ruled area does.

    `boxes` are those of the page that are no cells.
    """
    usual = median(line.size for line in lines) if lines else 0.0
    ends = [(i, run) for i, line in enumerate(lines) for run in _ends(line)]
    notes: set[int] = set()
    ends.sort(key=lambda end: (round(end[1][0].x0 / EXACTLY), end[1][0].baseline))
    for _, group in groupby(ends, key=lambda end: round(end[1][0].x0 / EXACTLY)):
        for block in _blocks(list(group)):
            small = all(run[0].font.size <= SMALLER * usual for _, run in block)
            if _stands_beside(block, lines, SMALL if small else PROSE):
                notes |= {id(word) for _, run in block for word in run}
    for box in boxes:
        level = ((i, line) for i, line in enumerate(lines) if box.top < line.baseline <= box.bottom)
        inside = [(i, words) for i, line in level if (words := [w for w in line.words if box.x0 < w.x0 and w.x1 < box.x1])]
        if inside and _stands_beside(inside, lines, BOXED, box):
            notes |= {id(word) for _, run in inside for word in run}
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


def _stands_beside(block: Sequence[_End], lines: Sequence[Line], kind: _Kind, box: Box | None = None) -> bool:
    """Whether lines of words stand beside several rows with labels and figures, most of these at other heights."""
    words = [word for _, run in block for word in run]
    spoken = sum(any(map(str.isalpha, word.text)) for word in words)
    if len(block) < kind.lines or spoken < kind.words * len(block):
        return False
    own = {i for i, _ in block}
    x0, top, x1, bottom = box or Box.around(word.box for word in words)
    rows = [line for i, line in enumerate(lines) if top <= line.baseline <= bottom and (i not in own or len(line.words) > 1)]
    note = {id(word) for word in words}
    outside = [[word for word in line.words if id(word) not in note] for line in rows]
    beside = [row for row in outside if any(is_figure(word.text) for word in row)]
    labelled = sum(any(map(str.isalpha, row[0].text)) for row in beside)
    level = sum(any(abs(row[0].baseline - run[0].baseline) <= EXACTLY for _, run in block) for row in beside)
    apart = all(word.x1 < x0 for row in beside for word in row) or all(word.x0 > x1 for row in beside for word in row)
    enough = len(beside) >= kind.rows and 2 * labelled > len(beside)
    return enough and 2 * level <= len(beside) and apart and not _one_for_each(block, beside)


def _one_for_each(block: Sequence[_End], rows: Sequence[Sequence[Word]]) -> bool:
    """Whether wider white parts lines of words into one piece for each of several rows, at its height: they are its comments."""
    lines = [run[0] for _, run in block]
    steps = [below.baseline - above.baseline for above, below in pairwise(lines)]
    ends = [i for i, step in enumerate(steps, 1) if step > min(steps) + EXACTLY]
    pieces = [lines[start:stop] for start, stop in pairwise([0, *ends, len(lines)])]
    return len(rows) == len(pieces) > 1 and all(
        piece[0].baseline - piece[0].font.size < row[0].baseline < piece[-1].baseline + piece[-1].font.size
        for piece, row in zip(pieces, rows, strict=True)
    )
