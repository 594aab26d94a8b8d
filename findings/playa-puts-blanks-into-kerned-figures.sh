#!/usr/bin/env bash
# Where playa's extract_text sees a blank inside a figure: where a font's kerning sets two digits a twentieth of an em apart.
#
# One would expect a blank at gaps as wide as one (about a quarter of an em); pdfminer.six, with whose layout the library shares
# its origin, reads the figure whole. playa-pdf 1.1.0 gives "1.2 3 4,56" for 1.234,56 whose digits stand .05 and .06 em apart, as
# justified lines and tabular kerning set them; read as numbers that is 1.2, 3 and 4.56. Shifts the other way leave it whole.
#
# Seen: "1.2 3 4,56" from playa, "1.234,56" from pdfminer.six 20260107. Fails if playa reads it whole.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet playa-pdf==1.1.0 pdfminer.six==20260107 pikepdf==10.1.0
venv/bin/python - <<'PY'
import pikepdf
import playa
from pdfminer.high_level import extract_text
from pikepdf import Dictionary, Name

pdf = pikepdf.new()
page = pdf.add_blank_page(page_size=(300, 100))
font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
page.obj.Resources = Dictionary(Font=Dictionary(F=font))
page.obj.Contents = pdf.make_stream(b"BT /F 11 Tf 40 50 Td [(1) 60 (.) 60 (2) -50 (3) -60 (4) 40 (,) 60 (5) -40 (6)] TJ ET")
pdf.save("kerned.pdf")
with playa.open("kerned.pdf") as read:
    by_playa = read.pages[0].extract_text().strip()
by_pdfminer = extract_text("kerned.pdf").strip()
print(f"playa: {by_playa!r}; pdfminer.six: {by_pdfminer!r}")
assert by_pdfminer == "1.234,56", "this has changed"
assert by_playa == "1.2 3 4,56", "this has changed"
print("As told: kerning of a twentieth of an em parts a figure in three.")
PY
