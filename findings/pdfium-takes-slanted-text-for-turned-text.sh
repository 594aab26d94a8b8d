#!/usr/bin/env bash
# Which angle PDFium gives for upright text that is only slanted, as word processors do for an italic that a font lacks.
#
# The text matrix [1 0 .25 1] leaves the baseline level; one would expect FPDFText_GetCharAngle to say 0.
# pypdfium2 5.15.2 (PDFium) gives 0.24, that is 14 degrees: the angle is taken from the slant of the upright strokes and not from
# the baseline. The baseline's own, by the matrix of FPDFText_GetMatrix, is 0.
# Who sets turned text aside sets the italic amounts of a statement aside.
#
# Seen: 0.24 for slanted text, 0 for upright text. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pypdfium2==5.15.2 reportlab==5.1.0
venv/bin/python - <<'PY'
import ctypes
import math

import pypdfium2
import pypdfium2.raw as c
from reportlab.pdfgen.canvas import Canvas


def angles(slant: float) -> tuple[float, float]:
    canvas = Canvas("conto.pdf")
    text = canvas.beginText()
    text.setFont("Helvetica", 10)
    text.setTextTransform(1, 0, slant, 1, 72, 700)
    text.textOut("1.234,50")
    canvas.drawText(text)
    canvas.save()
    page = pypdfium2.PdfDocument("conto.pdf")[0].get_textpage()
    matrix = c.FS_MATRIX()
    c.FPDFText_GetMatrix(page.raw, 0, ctypes.byref(matrix))
    return round(c.FPDFText_GetCharAngle(page.raw, 0), 2), round(math.atan2(matrix.b, matrix.a), 2)


upright, slanted = angles(0), angles(0.25)
print("upright", upright, "| slanted", slanted)
assert upright == (0, 0), "this has changed"
assert slanted == (0.24, 0), "this has changed"
print("As told: slanted text is said to be turned; its baseline is not.")
PY
