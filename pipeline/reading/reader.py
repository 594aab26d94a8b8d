"""One page at a time: which engine reads it, from which copy of the file, and what is said where none can.

PDFium reads. Where what it finds cannot be all, because the page's content shows far more text or the glyphs have no meaning,
pdfplumber is asked as well; where the file is damaged, both engines' copies are compared. The answer with the most characters
that mean something is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pikepdf
import pypdfium2

from pipeline.limits import LIMITS
from pipeline.reading import pdfium
from pipeline.reading.content_size import Content, measure
from pipeline.reading.faces import Faces
from pipeline.reading.layers import annotations_off
from pipeline.reading.numbered_glyphs import names_are_codes
from pipeline.reading.page import Page
from pipeline.reading.page_limits import refuse_rules
from pipeline.reading.page_looks import has_layer, is_blank, is_covered, is_garbled, is_scan, readable
from pipeline.reading.part import RECOGNISE
from pipeline.reading.witness import Ink
from pipeline.source import BROKEN_PAGE, NO_TEXT, Source, Unreadable, too_many_pages
from schemas.provenance import Box

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

Engine = TypeVar("Engine")
Told = TypeVar("Told")

LEAST_SHARE = 0.25
"""Characters that a page must give for each byte of the strings it shows. Those of honest pages give 0.4 and more: a character
takes up to two bytes, and spaces are not given."""

MOST_UNMAPPED = 0.05
"""Share of a page's glyphs that may be without a meaning before the other engine is asked."""

LEAST_RECOGNISED = 0.8
"""Share of the characters of a page whose text has no meaning that must be recognised in its picture to take their place."""

OCR_DPI = 200.0
"""At which a page is rendered for its text to be recognised."""


class Reader:
    """The engines, opened on the copies of a file. Copies of which an engine sees not all pages are left out, if any has all:
    their pages would be taken for others."""

    def __init__(self, source: Source) -> None:
        self.source = source
        opened = list(_opened_by_pdfium(source.copies))
        self.page_count = max([source.page_count, *map(len, opened)])
        if self.page_count > LIMITS.max_pages:
            raise too_many_pages(self.page_count)
        if self.page_count == 0:
            raise source.broken() if source.pdf is None else Unreadable("no_pages", "It has no pages. Ask for the file again.")
        self.pdfium = self._whole(opened)
        self.faces = {id(pdf): Faces() for pdf in self.pdfium}
        self.plumber: list[PDF] | None = None
        self.recognised = 0

    def close(self) -> None:
        for pdf in self.pdfium:
            pdf.close()

    def read(self, number: int) -> tuple[Page, bool]:
        """Read page `number` (1-based); tell whether its content breaks off. Raises `Unreadable`."""
        content = self._told_by_qpdf(number, lambda _, page: measure(page), None)
        off: frozenset[int] = self._told_by_qpdf(number, annotations_off, frozenset())
        marked = content is None or content.breaks_off or content.marked

        def by_pdfium(pdf: pypdfium2.PdfDocument, number: int, *, by_code: bool = False) -> Page:
            return pdfium.read_page(pdf, number, self.faces[id(pdf)], off, marked=marked, by_code=by_code)

        best, why = _best(by_pdfium, self.pdfium, number)
        if best is not None and readable(best) < len(best.chars) and self._told_by_qpdf(number, names_are_codes, False):
            best, why = _best(partial(by_pdfium, by_code=True), self.pdfium, number)
            if best is not None:
                best.remarks.append("Its fonts are bitmaps of TeX: what their glyphs mean was told by their codes.")
        if best is None or not self._is_plausible(best, content):
            from pipeline.reading.plumber import read_page

            with self._ink(number) as ink:
                other, why_not = _best(partial(read_page, ink=ink), self._opened_by_plumber(), number)
            why = why or why_not
            if other is not None and (best is None or readable(other) > readable(best)):
                found = "could not read it" if best is None else f"made sense of {readable(best):,} characters on it"
                other.remarks.append(f"pdfplumber read this page, for PDFium {found}.")
                best = other
        if best is None:
            raise why or Unreadable(BROKEN_PAGE, "It cannot be found in the file. Ask for the file again.")
        breaks_off = content is not None and content.breaks_off
        if is_blank(best) and (breaks_off or (self.source.damaged and not (content and content.size))):
            raise Unreadable("page_lost", "It is blank, in a damaged file: its content may be lost. Ask for the file again.")
        if is_scan(best) and LIMITS.ocr == "never":
            raise Unreadable(NO_TEXT, f"It is an image without text: a scan. {RECOGNISE}")
        refuse_rules(best)
        return best, breaks_off

    def needs_ocr(self, page: Page) -> bool:
        """Whether a page has print that its text does not explain, or is to have its text recognised anyway."""
        if LIMITS.ocr == "never" or not self.pdfium:
            return False
        return LIMITS.ocr == "force" or is_scan(page) or bool(page.unread_lines) or is_garbled(page) or has_layer(page)

    def with_recognised(self, page: Page) -> Page:
        """The page with the text recognised in its picture. Raises `Unreadable` for a scan without any, or one too many."""
        if self.recognised == LIMITS.max_ocr_pages:
            return self._not_recognised(page)
        self.recognised += 1
        from pipeline.reading.ocr.engines import models
        from pipeline.reading.ocr.page import with_recognised

        try:
            models()
        except Unreadable:
            if page.chars:
                return page  # what of its print is no text is told
            raise

        garbled = LIMITS.ocr == "force" or is_garbled(page)
        with pdfium.ink_on(self.pdfium[0], page.number) as ink:
            picture, scale = ink.picture(OCR_DPI, text=garbled)
            told = replace(page, chars=[]) if garbled else page
            read = with_recognised(told, picture, scale, whole=garbled or is_covered(page))
            if page.unread_lines:
                boxes = [read.displayed(Box(ch.x0, ch.top, ch.x1, ch.bottom)) for ch in read.chars if ch.confidence is not None]
                single = [page.displayed(box) for box in page.single_lines]
                read.unread_lines = ink.lines_without_text(np.array(boxes, np.float64).reshape(-1, 4), single)
        if LIMITS.ocr != "force" and len(read.chars) < LEAST_RECOGNISED * len(page.chars):
            return page  # its characters without a meaning are told, which what is not recognised could not be
        if is_scan(page) and not read.chars:
            raise Unreadable(NO_TEXT, "It is an image in which no text can be recognised. Look at it by hand.")
        refuse_rules(read)
        return read

    def _not_recognised(self, page: Page) -> Page:
        """A page beyond those of a document on which text is recognised."""
        if not page.chars:
            limit = f"More than {LIMITS.max_ocr_pages:,} pages before it were images too: raise CONSUNTIVO_MAX_OCR_PAGES."
            raise Unreadable(NO_TEXT, f"It is an image without text: a scan. {limit}")
        return page

    def _told_by_qpdf(self, number: int, tell: Callable[[pikepdf.Pdf, pikepdf.Object], Told], unknown: Told) -> Told:
        """What qpdf tells of a page, or `unknown` where it cannot. Raises `Unreadable` where its content is too much."""
        if self.source.pdf is None or self.source.page_count < self.page_count:
            return unknown
        try:
            return tell(self.source.pdf, self.source.pdf.pages[number - 1].obj)
        except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
            return unknown

    def _is_plausible(self, page: Page, content: Content | None) -> bool:
        """Whether what PDFium found can be all that there is."""
        if len(page.chars) - readable(page) - page.belied > MOST_UNMAPPED * len(page.chars):
            return False
        if content is None:
            return bool(page.chars)
        least = LEAST_SHARE * content.text
        return len(page.chars) >= least or max(pdfium.count_chars(pdf, page.number) for pdf in self.pdfium) >= least

    @contextmanager
    def _ink(self, number: int) -> Iterator[Ink | None]:
        """The ink of a page as PDFium renders it; None if it cannot."""
        with ExitStack() as stack:
            ink = None
            for document in self.pdfium[:1]:
                with suppress(Unreadable):
                    ink = stack.enter_context(pdfium.ink_on(document, number))
            yield ink

    def _opened_by_plumber(self) -> list[PDF]:
        from pipeline.reading.plumber import open_document

        if self.plumber is None:
            opened = []
            for copy in self.source.copies:
                with suppress(Unreadable):
                    opened.append(open_document(copy))
            self.plumber = [pdf for pdf in opened if len(pdf.pages) == self.page_count]
        return self.plumber

    def _whole(self, opened: list[pypdfium2.PdfDocument]) -> list[pypdfium2.PdfDocument]:
        return [pdf for pdf in opened if len(pdf) == self.page_count] or sorted(opened, key=len)[-1:]


def _opened_by_pdfium(copies: Iterable[bytes]) -> Iterator[pypdfium2.PdfDocument]:
    for copy in copies:
        with suppress(pypdfium2.PdfiumError):
            yield pypdfium2.PdfDocument(copy)


def _best(read: Callable[[Engine, int], Page], documents: Iterable[Engine], number: int) -> tuple[Page | None, Unreadable | None]:
    """The page with the most readable characters of those that an engine makes of several copies, or why there is none.

    Raises `Unreadable` for a page that is not broken but has more on it than may be.
    """
    best: Page | None = None
    why: Unreadable | None = None
    for document in documents:
        try:
            page = read(document, number)
        except Unreadable as e:
            if e.error != BROKEN_PAGE:
                raise
            why = why or e
        else:
            best = page if best is None or readable(page) > readable(best) else best
    return best, why
