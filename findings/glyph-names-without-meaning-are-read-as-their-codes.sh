#!/usr/bin/env bash
# Which character text extraction gives for a glyph whose name in /Differences says nothing ("g17", as subsetting producers write).
#
# One would expect no character, or one that says that the meaning is not known (ISO 32000-1, 9.10.2: the name has to be in the
# Adobe Glyph List). pdfminer.six 20260107 and PDFium in pypdfium2 5.15.2 both give the character that the base encoding has for the
# code, here "1": a digit that is well formed, that both engines agree on, and that the glyph shown may have nothing to do with.
# Names that the list's rules explain ("uni0037", "seven.tnum") are followed by both.
# Two engines that agree on such a digit are no two witnesses.
#
# Seen: '177' from both. Fails if either gives something else.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pdfminer.six==20260107 pypdfium2==5.15.2 pikepdf==10.17.0
venv/bin/python - <<'PY' 2> /dev/null
import io

import pikepdf
import pypdfium2
from pdfminer.high_level import extract_text
from pikepdf import Array, Dictionary, Name

pdf = pikepdf.new()
page = pdf.add_blank_page(page_size=(300, 200))
names = Array([ord("1"), Name("/g17"), Name("/uni0037"), Name("/seven.tnum")])
encoding = Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=names)
font = Dictionary(
    Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Nobody, Encoding=encoding, FirstChar=ord("1"), LastChar=ord("3"),
    Widths=Array([500, 500, 500]),
)
page.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
page.Contents = pdf.make_stream(b"BT /F 12 Tf 20 100 Td (123) Tj ET")
made = io.BytesIO()
pdf.save(made)

by_pdfium = pypdfium2.PdfDocument(made.getvalue())[0].get_textpage().get_text_range().strip()
by_pdfminer = extract_text(io.BytesIO(made.getvalue())).strip()
print("PDFium", repr(by_pdfium), "pdfminer.six", repr(by_pdfminer))
assert by_pdfium == by_pdfminer == "177", "this has changed"
print("As told: a name without meaning is read as the character of its code.")
PY
