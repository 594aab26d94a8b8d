#!/usr/bin/env bash
# What pypdf's layout mode makes of a wide page that a printer's driver turned upright.
#
# A landscape sheet is often a portrait page with Rotate 90 whose text runs upwards: so it is seen upright. Where the turn stands
# in the page's matrix (cm), pypdf 7.1.1 lays the text out as printed. GhostScript writes the turn into the matrix of the text
# (Tm) instead: the same picture, and the layout mode gives an empty string, with a line in the log; told not to leave out what
# is turned, it gives all lines as one. Its plain mode and PDFium read both.
# Whoever reads wide printouts in this mode, for its columns, gets nothing of them and no error.
#
# Seen: three lines and the same three from both pages, but for the layout mode, which gives "" for the second. Fails if that
# changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pypdf==7.1.1 reportlab==5.1.0 pypdfium2==5.15.2 pillow==13.0.0
venv/bin/python - <<'PY' 2> /dev/null
import io

import pypdf
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

LINES = ["Voce         Previsioni  Accertamenti", "Tributi        1.250,00      1.310,40", "Sanzioni         400,00        385,15"]


def page(in_text: bool) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(595, 842))
    canvas.setPageRotation(90)
    if not in_text:
        canvas.rotate(90)
        canvas.translate(0, -595)
    for i, line in enumerate(LINES):
        text = canvas.beginText()
        text.setFont("Courier", 9)
        if in_text:
            text.setTextTransform(0, 1, -1, 0, 95 + 12 * i, 50)
        else:
            text.setTextOrigin(50, 500 - 12 * i)
        text.textOut(line)
        canvas.drawText(text)
    canvas.save()
    return made.getvalue()


def picture(made: bytes) -> bytes:
    return pypdfium2.PdfDocument(made)[0].render(scale=1).to_pil().tobytes()


def layout(made: bytes) -> list[str]:
    read = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text(extraction_mode="layout")
    return [line.strip() for line in read.splitlines() if line.strip()]


def amounts(text: str) -> list[str]:
    return [word for word in text.replace("Sanzioni", " ").split() if "," in word]


in_page, in_text = page(in_text=False), page(in_text=True)
assert picture(in_page) == picture(in_text), "the pages are not seen alike"
for made in (in_page, in_text):
    assert amounts(pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded()) == ["1.250,00", "1.310,40", "400,00", "385,15"]
    assert amounts(pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()) == ["1.250,00", "1.310,40", "400,00", "385,15"]
print("turned in the page:", layout(in_page))
print("turned in the text:", layout(in_text))
assert layout(in_page) == LINES and layout(in_text) == [], "this has changed"
print("As told: nothing is left of the page whose text is turned in its own matrix.")
PY
