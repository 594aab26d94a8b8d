"""Columns of words right behind columns of figures or codes, with less white between the two than columns have."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from pipeline.reading.model import Word
from pipeline.tables.features.alignment import EXACTLY
from pipeline.tables.features.text_rows import Segment, TextRow, is_figure
from pipeline.vocabulary import CURRENCIES

FEWEST = 2
"""Lines at the least that show two such columns, with different words, …"""

MANY = 4
"""… and where the words are of one run of text with the figures before them, which begin here and there."""

WIDER = 1.5
"""White between a code and a label is at least this many times that between the words of the label."""

_CODE = re.compile(r"[A-Z]{0,3}[0-9](?:\.?[0-9]){2,}")
"""What a column of codes before the labels prints: `BA8010`, `2.4.001`; not the number of an item, `1.2`."""


class _Place(NamedTuple):
    begins: float
    """Where the words begin."""
    ends: float
    """Where the figure before them ends."""
    text: str
    starts: float
    """Where that figure begins."""
    apart: bool
    """Whether the words begin a run of text of their own, behind figures that number no rows."""


def part_behind_figures(pages: Sequence[Sequence[TextRow]]) -> list[list[TextRow]]:
    """The lines of each page, their texts parted where words stand right behind figures, or row numbers, in their own column.

    Lines show it in which the figures end in line and different words begin in line, each in runs of text of their own or in many
    lines, or as on the page before, or words that have a name beside that of the figures; or codes and the labels behind them
    begin in line. There other texts are parted where a run begins or a figure ends.
    """
    parted: list[list[TextRow]] = []
    shown: list[_Place] = []
    for rows in pages:
        shown = list(_shown(rows, shown))
        edges = [*(place.begins for place in shown), *_behind_codes(rows)]
        parted.append([_parted(row, edges) for row in rows] if edges else list(rows))
    return parted


def _shown(rows: Sequence[TextRow], before: Sequence[_Place]) -> Iterator[_Place]:
    """A place of each column of words right behind figures that the lines of a page show, those `before` on the last page."""
    places = sorted(place for row in rows if row.tabular for place in _places(row))
    for _, group in groupby(places, key=lambda place: round(place.begins / EXACTLY)):
        here = list(group)
        in_line = here[-1].begins - here[0].begins <= EXACTLY and max(p.ends for p in here) - min(p.ends for p in here) <= EXACTLY
        apart, texts = {place.text for place in here if place.apart}, {place.text for place in here}
        unlike = len(texts) >= MANY and len({round(place.starts) for place in here}) > 1
        named = len(here) >= FEWEST and apart and any(_names_both(row, here) for row in rows)
        again = any(max(abs(p.begins - here[0].begins), abs(p.ends - here[0].ends)) <= EXACTLY for p in before)
        if in_line and (len(apart) >= FEWEST or unlike or named or again):
            yield here[0]


def _names_both(row: TextRow, places: Sequence[_Place]) -> bool:
    """Whether a line without figures has a gap where words begin behind figures, with one text over these and one over those."""
    starts, ends, begins = min(place.starts for place in places), places[0].ends, places[0].begins
    return not row.figures and any(
        starts < left.x1 <= begins and ends <= right.x0 and left.x0 < ends and begins < right.x1
        for left, right in pairwise(row.segments)
    )


def _behind_codes(rows: Sequence[TextRow]) -> Iterator[float]:
    """Where the labels begin that stand behind codes: all of them in line, whatever the codes' widths, and apart from some."""
    found: dict[int, list[tuple[float, bool]]] = {}
    for code, *label in (row.segments[0].words for row in rows if row.tabular):
        if label and _CODE.fullmatch(code.text) and _begins_run(code, label[0]):
            space = min((b.x0 - a.x1 for a, b in pairwise(label)), default=math.inf)
            apart = label[0].x0 - code.x1 >= WIDER * space
            found.setdefault(round(code.x0 / EXACTLY), []).append((label[0].x0, apart))
    for labels in found.values():
        begins = [begin for begin, _ in labels]
        if max(begins) - min(begins) <= EXACTLY and sum(apart for _, apart in labels) >= FEWEST:
            yield begins[0]


def _places(row: TextRow) -> Iterator[_Place]:
    for i, segment in enumerate(row.segments):
        figure = list(takewhile(_is_of_figure if i else _is_number, segment.words))
        words = segment.words[len(figure) :]
        if figure and words and words[0].text[0].isalnum():
            text, apart = " ".join(word.text for word in words), i > 0 and _begins_run(figure[-1], words[0])
            yield _Place(words[0].x0, figure[-1].x1, text, figure[0].x0, apart)


def _is_of_figure(word: Word) -> bool:
    """Whether a word is a figure or its currency: not the number of an item, `4)`."""
    return word.text in CURRENCIES or (is_figure(word.text) and word.text.count(")") <= word.text.count("("))


def _is_number(word: Word) -> bool:
    """Whether a word is a whole number: what numbers the rows of a table."""
    return word.text.isdecimal()


def _begins_run(before: Word, word: Word) -> bool:
    return before.chars[-1].run != word.chars[0].run


def _parted(row: TextRow, edges: Sequence[float]) -> TextRow:
    cells: list[Segment] = []
    for segment in row.segments:
        words = [segment.words[:1]]
        for before, word in zip(segment.words, segment.words[1:], strict=False):
            if (_begins_run(before, word) or is_figure(before.text)) and any(abs(word.x0 - edge) <= EXACTLY for edge in edges):
                words.append([])
            words[-1].append(word)
        cells += map(Segment, words)
    return row.parted_into(cells)
