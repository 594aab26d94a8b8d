#!/usr/bin/env bash
# What three readers give for code 173 of WinAnsiEncoding before an amount.
#
# One would expect a hyphen: ISO 32000-1, annex D.2, note on WinAnsiEncoding, gives the code the hyphen's look, so the page shows
# "-250,00". reportlab 5.1.0 writes it for U+00AD in its standard fonts. pdfminer.six 20260107 (and pdfplumber with it) gives a
# space, pypdf 7.1.1 gives U+00AD, which most screens hide, and PDFium in pypdfium2 5.15.2 gives "-".
# An amount shown as negative is read as a positive one, in good order.
#
# Seen: ' 250,00', '\xad250,00', '-250,00'. Fails if any gives something else.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet reportlab==5.1.0 pdfplumber==0.11.10 pdfminer.six==20260107 pypdf==7.1.1 pypdfium2==5.15.2
venv/bin/python - <<'PY' 2> /dev/null
import io

import pdfplumber
import pypdf
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

made = io.BytesIO()
canvas = Canvas(made, pagesize=(300, 200))
canvas.setFont("Helvetica", 12)
canvas.drawString(20, 100, "\u00ad250,00")
canvas.save()

by_pdfminer = "".join(char["text"] for char in pdfplumber.open(made).pages[0].chars)
by_pypdf = pypdf.PdfReader(made).pages[0].extract_text().strip("\n")
by_pdfium = pypdfium2.PdfDocument(made.getvalue())[0].get_textpage().get_text_range()
print("pdfminer.six", ascii(by_pdfminer), "pypdf", ascii(by_pypdf), "PDFium", ascii(by_pdfium))
assert (by_pdfminer, by_pypdf, by_pdfium) == (" 250,00", "\u00ad250,00", "-250,00"), "this has changed"
print("As told: one sign, three readings, and one of them is no sign at all.")
PY
