"""What is printed, where the file says with what text to replace it (`ActualText`, ISO 32000-1, 14.9.4).

PDFium reads the replacement for the print and shares out the print's place among its characters. A report is read as printed:
"-250,00" that a screen reader is to speak as "meno 250,00" is an amount. So replacements are taken from the page before
its text is read, except where the print says nothing by itself.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.reading import calls
from pipeline.reading.calls import LINE_END_HYPHEN, Handle
from pipeline.reading.drawing import MAX_FORM_DEPTH

LAYER = "OC"
"""What marks content that is optional (ISO 32000-1, 14.6, 8.11)."""

_WITHOUT_MEANING = ("Cc", "Cn", "Co", "Cs")
"""General categories of Unicode: control codes, those not assigned, those for private use, and halves of a pair."""


def read_as_printed(document: pdfium.PdfDocument, page: c.FPDF_PAGE) -> bool:
    """Take the replacements of all print that can be read from a loaded page; tell whether any print is in a layer."""
    texts: dict[int, Handle] = {}
    marked: defaultdict[int, set[int]] = defaultdict(set)
    replaces: dict[int, bool] = {}
    layered = False
    for text in _texts_on(page):
        for i in range(calls.count_marks(text)):
            mark = calls.mark_at(text, i)
            address = mark.value or 0
            if address not in replaces:
                replaces[address] = calls.replaces_text(mark)
                layered = layered or calls.mark_name(mark) == LAYER
            if replaces[address]:
                texts[text.value or 0] = text
                marked[address].add(text.value or 0)
    if marked:
        _take(document, page, texts, marked)
    return layered


def _take(document: pdfium.PdfDocument, page: c.FPDF_PAGE, texts: dict[int, Handle], marked: dict[int, set[int]]) -> None:
    """Take the replacements from marks, by their addresses each with those of its text objects, if all of these can be read."""
    taken = {mark: calls.take_replacement(texts[min(objects)], Handle(mark)) for mark, objects in marked.items()}
    readable = _readable(page, texts)
    for mark, objects in marked.items():
        if taken[mark] and not objects <= readable:
            calls.put_replacement(document.raw, texts[min(objects)], Handle(mark), taken[mark])


def _texts_on(page: c.FPDF_PAGE) -> Iterator[Handle]:
    for i in range(calls.count_objects(page)):
        yield from _texts_in(calls.object_at(page, i), 0)


def _texts_in(handle: Handle, depth: int) -> Iterator[Handle]:
    match calls.object_type(handle):
        case c.FPDF_PAGEOBJ_TEXT:
            yield handle
        case c.FPDF_PAGEOBJ_FORM if depth < MAX_FORM_DEPTH:
            for i in range(calls.count_in_form(handle)):
                yield from _texts_in(calls.object_in_form(handle, i), depth + 1)


def _readable(page: c.FPDF_PAGE, texts: dict[int, Handle]) -> set[int]:
    """Those of the text objects, by address, that have characters, all of them with a meaning."""
    read: set[int] = set()
    unread: set[int] = set()
    text_page = c.FPDFText_LoadPage(page)
    try:
        for i in range(c.FPDFText_CountChars(text_page)):
            address = calls.char_object(text_page, i)
            if address in texts:
                code = calls.char_code(text_page, i)
                has_none = calls.char_is_unmapped(text_page, i) == 1 or unicodedata.category(chr(code)) in _WITHOUT_MEANING
                (unread if has_none and code != LINE_END_HYPHEN else read).add(address)
    finally:
        c.FPDFText_ClosePage(text_page)
    return read - unread
