"""What is printed, where the file says with what text to replace it (`ActualText`, ISO 32000-1, 14.9.4).

PDFium reads the replacement for the print and shares out the print's place among its characters. A report is read as printed:
"-250,00" that a screen reader is to speak as "meno 250,00" is an amount. So replacements are taken from the page before
its text is read, except where the print says nothing by itself.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.reading import calls
from pipeline.reading.calls import LINE_END_HYPHEN, Handle
from pipeline.reading.drawing import MAX_FORM_DEPTH

LAYER = "OC"
"""What marks content that is optional (ISO 32000-1, 14.6, 8.11)."""

_WITHOUT_MEANING = ("Cc", "Cn", "Co", "Cs")
"""General categories of Unicode: control codes, those not assigned, those for private use, and halves of a pair."""


@contextmanager
def printed_text(
    document: pdfium.PdfDocument, page: c.FPDF_PAGE, marked: Sequence[Handle]
) -> Iterator[tuple[c.FPDF_TEXTPAGE, bool]]:
    """The text of a loaded page, replacements taken from all print that can be read; and whether any of it is in a layer.

    Both are told by marks, which none but the page's `marked` objects, and those in them, may have.
    """
    texts: dict[int, Handle] = {}
    replaced: defaultdict[int, set[int]] = defaultdict(set)
    marks = [(text, calls.mark_at(text, i)) for text in _texts_among(marked, 0) for i in range(calls.count_marks(text))]
    handles = {address: Handle(address) for address in {address for _, address in marks}}
    layered = any(calls.mark_name(mark) == LAYER for mark in handles.values())
    replacing = {address for address, mark in handles.items() if calls.replaces_text(mark)}
    for text, address in marks if replacing else ():
        if address in replacing:
            texts[text.value or 0] = text
            replaced[address].add(text.value or 0)
    taken = {mark: calls.take_replacement(texts[min(objects)], Handle(mark)) for mark, objects in replaced.items()}
    text_page = c.FPDFText_LoadPage(page)
    try:
        readable = _readable(text_page, texts) if replaced else set()
        needed = [mark for mark, objects in replaced.items() if taken[mark] and not objects <= readable]
        for mark in needed:
            calls.put_replacement(document.raw, texts[min(replaced[mark])], Handle(mark), taken[mark])
        if needed:
            c.FPDFText_ClosePage(text_page)
            text_page = c.FPDFText_LoadPage(page)
        yield text_page, layered
    finally:
        c.FPDFText_ClosePage(text_page)


def _texts_among(handles: Sequence[Handle], depth: int) -> Iterator[Handle]:
    for handle, kind in zip(handles, map(calls.object_type, handles), strict=True):
        if kind == c.FPDF_PAGEOBJ_TEXT:
            yield handle
        elif kind == c.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
            yield from _texts_among(calls.objects_in(handle), depth + 1)


def _readable(text_page: c.FPDF_TEXTPAGE, texts: dict[int, Handle]) -> set[int]:
    """Those of the text objects, by address, that have characters, all of them with a meaning."""
    read: set[int] = set()
    unread: set[int] = set()
    for i in range(c.FPDFText_CountChars(text_page)):
        address = calls.char_object(text_page, i)
        if address in texts:
            code = calls.char_code(text_page, i)
            has_none = (
                calls.char_is_unmapped(text_page, i) == 1
                or code > sys.maxunicode
                or unicodedata.category(chr(code)) in _WITHOUT_MEANING
            )
            (unread if has_none and code != LINE_END_HYPHEN else read).add(address)
    return read - unread
