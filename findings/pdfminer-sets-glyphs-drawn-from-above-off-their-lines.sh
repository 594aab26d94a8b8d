#!/usr/bin/env bash
# Where pdfminer.six puts the characters of a Type 3 font whose glyphs are drawn from above, as dvips draws its bitmaps for
# GhostScript: its font matrix turns the vertical axis round (`/FontMatrix [0.01 0 0 -0.01 0 0]`).
#
# One would expect the box of a character around its baseline, as with any other font: a viewer shows it there.
# pdfminer.six 20260107 multiplies a descent that is already measured upwards by the negative scale once more: the box of a glyph of
# 10 points whose font reaches from 2 above to 8 below in its own, turned axis begins well above the baseline on which it is printed.
# Who looks for ink in the box finds another line's or none, and who orders lines by their boxes mixes them with those of upright
# fonts. PDFium 5.15 (pypdfium2) has the box around the baseline.
#
# Seen: the baseline is at 100 points; the box of pdfminer.six lies wholly above it, that of PDFium around it. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pdfminer.six==20260107 pikepdf==10.17.0 pypdfium2==5.15.2
venv/bin/python - <<'PY'
import ctypes
from decimal import Decimal

import pikepdf
import pypdfium2
import pypdfium2.raw as c
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar

BASELINE = 100
pdf = pikepdf.new()
page = pdf.add_blank_page(page_size=(200, 200))
font = pikepdf.Dictionary(
    Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3, FontBBox=[0, -80, 60, 20],
    FontMatrix=pikepdf.Array([Decimal("0.01"), 0, 0, Decimal("-0.01"), 0, 0]),
    CharProcs=pikepdf.Dictionary({"/one": pdf.make_stream(b"60 0 4 -70 50 0 d1 4 -70 46 70 re f")}),
    Encoding=pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=pikepdf.Array([49, pikepdf.Name.one])),
    FirstChar=49, LastChar=49, Widths=[60], Resources=pikepdf.Dictionary(),
)
page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary({"/D": pdf.make_indirect(font)}))
page.Contents = pdf.make_stream(f"BT /D 10 Tf 1 0 0 1 50 {BASELINE} Tm (111) Tj ET".encode())
pdf.save("drawn.pdf")


def characters(thing):
    for part in thing:
        if isinstance(part, LTChar):
            yield part
        elif hasattr(part, "__iter__"):
            yield from characters(part)


first = next(characters(extract_pages("drawn.pdf")))
text_page = pypdfium2.PdfDocument("drawn.pdf")[0].get_textpage()
sides = [ctypes.c_double() for _ in range(4)]
c.FPDFText_GetCharBox(text_page.raw, 0, *map(ctypes.byref, sides))
print(f"baseline {BASELINE}; pdfminer.six {first.y0:g} to {first.y1:g}; PDFium {sides[2].value:g} to {sides[3].value:g}")
assert first.get_text() == "1" and first.y0 > BASELINE, "this has changed"
assert sides[2].value <= BASELINE < sides[3].value, "this has changed"
print("As told: the box of pdfminer.six is above the line on which the character is printed.")
PY
