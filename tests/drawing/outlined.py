"""Text turned into curves, as programs do that prepare a file for print."""

from __future__ import annotations

from ctypes import c_double, c_float
from pathlib import Path

import pypdfium2
import pypdfium2.raw as c


def outline_text(source: Path, target: Path) -> Path:
    """Write a copy of a PDF whose letters are filled paths."""
    document = pypdfium2.PdfDocument(source)
    for number in range(len(document)):
        page = document[number]
        text = c.FPDFText_LoadPage(page.raw)
        glyphs = [_glyph(text, i) for i in range(c.FPDFText_CountChars(text))]
        c.FPDFText_ClosePage(text)
        objects = [c.FPDFPage_GetObject(page.raw, i) for i in range(c.FPDFPage_CountObjects(page.raw))]
        for text_object in objects:
            if c.FPDFPageObj_GetType(text_object) == c.FPDF_PAGEOBJ_TEXT:
                c.FPDFPage_RemoveObject(page.raw, text_object)
        for glyph in glyphs:
            if glyph:
                c.FPDFPage_InsertObject(page.raw, glyph)
        c.FPDFPage_GenerateContent(page.raw)
    document.save(target)
    document.close()
    return target


def _glyph(text: c.FPDF_TEXTPAGE, i: int) -> c.FPDF_PAGEOBJECT | None:
    """A path of the outline of a character; None for a space."""
    text_object = c.FPDFText_GetTextObject(text, i)
    size, x, y = c_float(), c_double(), c_double()
    if not text_object or chr(c.FPDFText_GetUnicode(text, i)).isspace():
        return None
    c.FPDFTextObj_GetFontSize(text_object, size)
    c.FPDFText_GetCharOrigin(text, i, x, y)
    outline = c.FPDFFont_GetGlyphPath(c.FPDFTextObj_GetFont(text_object), c.FPDFText_GetUnicode(text, i), size)  # of size 1
    path = c.FPDFPageObj_CreateNewPath(x.value, y.value)
    curve: list[float] = []
    for k in range(c.FPDFGlyphPath_CountGlyphSegments(outline)):
        segment = c.FPDFGlyphPath_GetGlyphPathSegment(outline, k)
        across, up = c_float(), c_float()
        c.FPDFPathSegment_GetPoint(segment, across, up)
        point = x.value + size.value * across.value, y.value + size.value * up.value
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_BEZIERTO:
            curve += point
            if len(curve) == 6:
                c.FPDFPath_BezierTo(path, *curve)
                curve = []
        else:
            (c.FPDFPath_MoveTo if kind == c.FPDF_SEGMENT_MOVETO else c.FPDFPath_LineTo)(path, *point)
        if c.FPDFPathSegment_GetClose(segment):
            c.FPDFPath_Close(path)
    c.FPDFPath_SetDrawMode(path, c.FPDF_FILLMODE_WINDING, False)
    return path
