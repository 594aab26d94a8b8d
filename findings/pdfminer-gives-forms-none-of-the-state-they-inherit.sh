#!/usr/bin/env bash
# With which colour and font pdfminer.six reads text in a form XObject that sets neither.
#
# One would expect those in force where the page paints the form: ISO 32000-1, 8.10.1, has a form begin with the graphics state at the
# operator Do. pdfminer.six 20260107 (and pdfplumber with it) begins each form anew: text that shows white is reported as black,
# and text whose font the page has set is not reported at all. PDFium in pypdfium2 5.15.2 gives the white, and the text.
# Whoever drops white text keeps this, and letterheads painted as forms can vanish.
#
# Seen: black and nothing from pdfminer.six, white and '1.234,50' from PDFium. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pdfplumber==0.11.10 pdfminer.six==20260107 pypdfium2==5.15.2 pikepdf==10.17.0
venv/bin/python - <<'PY' 2> /dev/null
import ctypes
import io

import pdfplumber
import pikepdf
import pypdfium2
import pypdfium2.raw as c
from pikepdf import Array, Dictionary, Name


def read(in_form: bytes, on_page: bytes) -> tuple[str, set[float], str, tuple[int, ...]]:
    """The text and its fill colours by pdfminer.six, and by PDFium the text and the colour of the first object."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 200))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    fonts = Dictionary(F=pdf.make_indirect(font))
    form = pdf.make_stream(
        in_form, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 200]), Resources=Dictionary(Font=fonts)
    )
    page.Resources = Dictionary(Font=fonts, XObject=Dictionary(X=form))
    page.Contents = pdf.make_stream(on_page)
    made = io.BytesIO()
    pdf.save(made)
    chars = pdfplumber.open(made).pages[0].chars
    colours = {component for char in chars for component in char["non_stroking_color"]}
    sheet = pypdfium2.PdfDocument(made)[0]
    text = next(sheet.get_objects(filter=[c.FPDF_PAGEOBJ_TEXT]))
    rgb = [ctypes.c_uint() for _ in range(4)]
    c.FPDFPageObj_GetFillColor(text.raw, *rgb)
    by_pdfium = sheet.get_textpage().get_text_range()
    return "".join(char["text"] for char in chars), colours, by_pdfium, tuple(one.value for one in rgb[:3])


colour = read(b"BT /F 12 Tf 20 100 Td (1.234,50) Tj ET", b"1 g /X Do")
font = read(b"BT 20 100 Td (1.234,50) Tj ET", b"/F 12 Tf /X Do")
print("white set on the page:", colour)
print("font set on the page: ", font)
assert colour == ("1.234,50", {0}, "1.234,50", (255, 255, 255)), "this has changed"
assert font[0] == "" and font[2] == "1.234,50", "this has changed"
print("As told: a form starts in black and without a font.")
PY
