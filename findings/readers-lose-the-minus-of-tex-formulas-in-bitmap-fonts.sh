#!/usr/bin/env bash
# What readers give for an amount that TeX set as a formula in bitmap fonts: "$-234{,}56$", as number packages set columns.
#
# pdfTeX embeds a font of which it has no outlines as Type 3, calls its glyphs "a" and their codes, and maps none to Unicode. In a
# formula the minus is code 0 of one font, the comma code 59 of another, the digits are those of a third. One would expect the minus,
# or a sign that it is not known. playa-pdf 1.1.0 and pdf_oxide 0.3.78 give "234;56": the minus is gone. pypdf 7.1.1 gives U+0000 for
# it, which screens and most parsers show as nothing; pdfminer.six 20260107 gives "(cid:0)". All give a semicolon for the comma.
#
# Seen: no minus from any, "234;56" from two. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet playa-pdf==1.1.0 pdf_oxide==0.3.78 pypdf==7.1.1 pdfminer.six==20260107 pikepdf==10.17.0
venv/bin/python - <<'PY' 2> /dev/null
from decimal import Decimal

import pdf_oxide
import pikepdf
import playa
import pypdf
from pdfminer.high_level import extract_text

pdf = pikepdf.new()
page = pdf.add_blank_page(page_size=(200, 100))


def font(codes):
    names = [f"/a{code}" for code in codes]
    shape = b"0.5 0 0 0 0.4 0.7 d1 0 0 0.4 0.7 re f"
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type3,
        FontBBox=[0, 0, 1, 1],
        FontMatrix=[1, 0, 0, 1, 0, 0],
        CharProcs=pikepdf.Dictionary({name: pdf.make_stream(shape) for name in names}),
        Encoding=pikepdf.Dictionary(Differences=pikepdf.Array([codes[0], *map(pikepdf.Name, names)])),
        FirstChar=codes[0],
        LastChar=codes[-1],
        Widths=[Decimal("0.5")] * len(codes),
        Resources=pikepdf.Dictionary(),
    )


page.Resources = pikepdf.Dictionary(
    Font=pikepdf.Dictionary(S=font([0]), T=font(list(range(48, 58))), M=font([58, 59]))
)
page.Contents = pdf.make_stream(b"BT 10 50 Td /S 10 Tf <00> Tj /T 10 Tf (234) Tj /M 10 Tf (;) Tj /T 10 Tf (56) Tj ET")
pdf.save("account.pdf")

with playa.open("account.pdf") as opened:
    by_playa = opened.pages[0].extract_text()
seen = {
    "playa": by_playa,
    "pdf_oxide": pdf_oxide.PdfDocument("account.pdf").extract_text(0),
    "pypdf": pypdf.PdfReader("account.pdf").pages[0].extract_text(),
    "pdfminer": extract_text("account.pdf"),
}
for reader, text in seen.items():
    print(reader, repr(text.strip(" \n\f")))
compact = {reader: "".join(text.split()) for reader, text in seen.items()}
assert compact == {"playa": "234;56", "pdf_oxide": "234;56", "pypdf": "\0234;56", "pdfminer": "(cid:0)234;56"}, "this has changed"
print("As told: none gives the minus, and two give a positive figure.")
PY
