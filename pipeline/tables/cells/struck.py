"""Figures that a drawn line strikes out."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.reading.model import Rule, Word, word_of
from pipeline.reading.page import Page
from pipeline.tables.features.text_rows import is_figure
from pipeline.tables.model import Grid

STRIKE = (0.15, 0.5)
"""Font sizes above the baseline between which a line strikes text out."""

THIN = 0.5
"""Font sizes: a line that is broader is the ground of the text on it, as a table's row drawn with one broad stroke."""

STRUCK_ALONE = 1.0
"""Font sizes by which a line goes beyond a figure at most that it takes back; a longer one leads elsewhere, or means a row."""


def drop_replaced(part: Grid, page: Page) -> None:
    """Take figures that a line strikes out from cells in which the figure stands that replaces them."""
    for cell in part.cells:
        words = [word for line in cell.lines for word in line.words if any(map(str.isdigit, word.text))]
        if not words or (len(words) == 1 and words[0].chars[0].run == words[0].chars[-1].run):
            continue
        pieces = [piece for word in words for piece in _drawn_at_once(word)]
        figures = [piece for piece in pieces if is_figure(piece.text) and any(map(str.isdigit, piece.text))]
        struck = [
            piece for piece in figures if any(_strikes(lines, piece, STRUCK_ALONE) for lines in (page.horizontals, page.strokes))
        ]
        if 0 < len(struck) == len(figures) - 1:
            gone = {id(ch) for piece in struck for ch in piece.chars}
            left = [[[ch for ch in word.chars if id(ch) not in gone] for word in line.words] for line in cell.lines]
            kept = [[word_of(chars) for chars in line if chars] for line in left]
            cell.lines = [replace(line, words=words) for line, words in zip(cell.lines, kept, strict=True) if words]


def _drawn_at_once(word: Word) -> list[Word]:
    """The runs of text that a word is drawn in; the word itself where each of its characters is drawn by itself."""
    runs = [list(run) for _, run in groupby(word.chars, lambda ch: ch.run)]
    return list(map(word_of, runs)) if len(runs) < len(word.chars) else [word]


def is_struck(words: Sequence[Word], page: Page) -> bool:
    """Whether a drawn line goes through the middle of all of these words that have digits, or a cross stands over them."""
    figures = [word for word in words if any(map(str.isdigit, word.text))]
    return bool(figures) and all(
        _strikes(page.horizontals, word)
        or _strikes(page.strokes, word)
        or _strikes(page.slants, word, STRUCK_ALONE)
        or any(box.contains_point(*word.box.center) for box in page.crosses)
        for word in figures
    )


def _strikes(strokes: Sequence[Rule], word: Word, beyond: float = math.inf) -> bool:
    """Whether one of these lines, sorted by their height, goes through the middle of a word, and `beyond` it at most so far.

    That is in font sizes.
    """
    size, reach = word.font.size, STRIKE[1] * word.font.size + 1
    near = strokes[bisect_left(strokes, (word.baseline - reach,)) : bisect_left(strokes, (word.baseline + 1,))]
    return any(
        word.x0 - beyond * size <= stroke.start <= word.x0 + size / 2
        and word.x1 - size / 2 <= stroke.end <= word.x1 + beyond * size
        and STRIKE[0] <= (word.baseline - stroke.at) / size <= STRIKE[1]
        and stroke.thickness < THIN * size
        for stroke in near
    )
