"""What the picture of a page says of its figures, and what may be missing beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.ledger import may_be_row
from pipeline.reading.leaders import TOUCHING
from pipeline.reading.model import IDENTITY, Line, Rule
from pipeline.reading.page import Page
from pipeline.reading.pdfium import ENGINE
from pipeline.reading.words import lines_of
from pipeline.vocabulary import MINUS
from schemas.base import Model
from schemas.provenance import Box

LONGEST_MARK, LARGEST_SHAPE = 80.0, 14.0
"""Points: what is longer or larger belongs to no one figure."""

MOST_MARKS = 500
"""More of a kind are a drawing."""


class PagePicture(Model):
    """What the picture of a page says of the figures on it."""

    number: int
    """1-based."""
    compared: bool
    """Whether each digit was held against its look: not where another engine read the page, nor where it was turned."""
    doubtful: tuple[Box, ...] = ()
    """Digits whose look neither bears out nor belies what their font says."""
    likened: tuple[Box, ...] = ()
    """Those of them that look more like another digit."""
    leading: tuple[Box, ...] = ()
    """Figures that strokes lead up to and touch, the last of which may be a minus."""
    strokes: tuple[Rule, ...] = ()
    """Level strokes, each of which may be a minus that is drawn."""
    loose: tuple[Box, ...] = ()
    """What may be a row of a table and is in none: lines with figures, texts that do not show or are not read, images."""
    marks: tuple[Box, ...] = ()
    """Lines no longer than a figure, and small shapes and images, which may be signs or digits; of a kind none if it has many."""

    @classmethod
    def of(cls, page: Page, outside: Iterable[Line]) -> PagePicture:
        """`outside` are the lines that are in no table."""
        unread = lines_of([*page.not_shown, *page.refused])
        boxes = [*page.images, *(line.box for line in (*unread, *filter(may_be_row, outside)))]
        loose = tuple(map(page.displayed, boxes))
        compared = page.engine == ENGINE and page.to_display == IDENTITY
        if not compared:
            return cls(number=page.number, compared=False, loose=loose)
        lines = [Box(line.start, line.at, line.end, line.at) for line in page.horizontals if line.length < LONGEST_MARK]
        kinds = [lines, *(list(filter(_is_small, shapes)) for shapes in (page.curves, page.shapes, page.images))]
        return cls(
            number=page.number,
            compared=True,
            doubtful=tuple(page.doubtful),
            likened=tuple(page.likened),
            leading=tuple(_led_to(page)),
            strokes=tuple(page.strokes),
            marks=tuple(mark for kind in kinds if len(kind) <= MOST_MARKS for mark in kind),
            loose=loose,
        )


def _led_to(page: Page) -> Iterator[Box]:
    """The figures that strokes lead up to so closely that the last of them may be a minus."""
    for line in page.lines:
        for word, figure in pairwise(line.words):
            last = word.chars[-1]
            if last.text in MINUS and word.text[-1] not in MINUS and figure.x0 - last.x1 <= TOUCHING * last.font.size:
                yield figure.box


def _is_small(shape: Box) -> bool:
    return max(shape.width, shape.height) < LARGEST_SHAPE
