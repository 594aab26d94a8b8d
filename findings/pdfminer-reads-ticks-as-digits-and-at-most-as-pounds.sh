#!/usr/bin/env bash
# What pdfminer.six reads in the two standard fonts of symbols, as reportlab writes them.
#
# One would expect the symbols: both fonts have encodings of their own, which ISO 32000-1 prints in annexes D.5 and D.6, and reportlab
# 5.1.0 changes to Symbol by itself where a paragraph's font lacks a sign. pdfminer.six 20260107 (and pdfplumber with it) reads
# their codes by StandardEncoding: "≤ 5.000" becomes "£ 5.000", "≥" becomes "‡", and a tick in ZapfDingbats the digit 4. PDFium
# in pypdfium2 5.15.2 and pypdf 7.1.1 read what is printed.
# A limit turns into an amount of pounds, and a ticked box into a figure.
#
# Seen: '£ 5.000 ‡ 100' and '4 8 n' from pdfminer.six. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet reportlab==5.1.0 pdfplumber==0.11.10 pdfminer.six==20260107 pypdf==7.1.1 pypdfium2==5.15.2
venv/bin/python - <<'PY' 2> /dev/null
import io

import pdfplumber
import pypdf
import pypdfium2
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

LIMITS, TICKS = "\u2264 5.000 \u2265 100", "\u2714 \u2718 \u25a0"
made = io.BytesIO()
canvas = Canvas(made, pagesize=(300, 200))
paragraph = Paragraph(LIMITS, ParagraphStyle("plain", fontName="Helvetica"))
paragraph.wrapOn(canvas, 250, 100)
paragraph.drawOn(canvas, 20, 120)
canvas.setFont("ZapfDingbats", 10)
canvas.drawString(20, 60, TICKS)
canvas.save()

by_pdfminer = pdfplumber.open(made).pages[0].extract_text().splitlines()
by_pypdf = pypdf.PdfReader(made).pages[0].extract_text().split("\n")[:2]
by_pdfium = pypdfium2.PdfDocument(made.getvalue())[0].get_textpage().get_text_range().splitlines()
print("pdfminer.six", by_pdfminer, "pypdf", by_pypdf, "PDFium", by_pdfium)
assert by_pypdf == by_pdfium == [LIMITS, TICKS], "this has changed"
assert by_pdfminer == ["\u00a3 5.000 \u2021 100", "4 8 n"], "this has changed"
print("As told: the symbols are read as letters, signs and digits of another encoding.")
PY
