"""A second reading of what is suspect: by the engine that did not read the page first."""

from __future__ import annotations

from contextlib import suppress

import pypdfium2

from pipeline.reading import pdfium, plumber
from pipeline.reading.model import Char
from pipeline.reading.page import Page
from pipeline.reading.words import lines_of
from pipeline.source import Source, Unreadable
from schemas.provenance import Box


def read_again(source: Source, page: Page) -> Page | None:
    """A page as the other engine reads it; None if it cannot."""
    for copy in source.copies:
        with suppress(Unreadable, pypdfium2.PdfiumError, IndexError):
            if page.engine == plumber.ENGINE:
                document = pypdfium2.PdfDocument(copy)
                try:
                    return pdfium.read_page(document, page.number)
                finally:
                    document.close()
            return plumber.read_page(plumber.open_document(copy), page.number)
    return None


def text_in(page: Page, box: Box) -> str:
    """The words that reach into a box on the page as displayed, whole: the first engine may have seen a part of them only."""

    def middle(ch: Char) -> tuple[float, float]:
        place = page.displayed(Box(ch.x0, ch.top, ch.x1, ch.bottom))
        return place.center_x, place.center_y

    beside = [ch for ch in page.chars if box.top <= middle(ch)[1] <= box.bottom]
    words = [word for line in lines_of(beside, page.verticals) for word in line.words]
    return " ".join(word.text for word in words if any(box.contains_point(*middle(ch)) for ch in word.chars))


def bare(text: str) -> str:
    """A text without its white space, about which engines differ."""
    return "".join(text.split())
