#!/usr/bin/env bash
# Where pdfminer.six sees text that the operator " shows (ISO 32000-1, table 109: set both spacings, move to the next line, show).
#
# One would expect the next line, as after the operator ', of which it is the longer form. pdfminer.six 20260107 (and pdfplumber
# with it) sets the spacings and shows the text where the last one ended, on the same line: three rows of an account come out as
# one, and an amount runs into the next label. PDFium in pypdfium2 5.15.2 and pypdf 7.1.1 read three lines.
# All rows of such a page fall into one, in which nothing tells where one ends.
#
# Seen: three lines from two readers, one from pdfminer.six. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pdfplumber==0.11.10 pdfminer.six==20260107 pypdf==7.1.1 pypdfium2==5.15.2 pikepdf==10.17.0
venv/bin/python - <<'PY' 2> /dev/null
import io

import pdfplumber
import pikepdf
import pypdf
import pypdfium2
from pikepdf import Dictionary, Name

ROWS = ["Proventi 1.234,50", "Oneri -250,00", "Saldo 984,50"]


def lines(operator: str) -> tuple[list[str], list[str], list[str]]:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 200))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    page.Resources = Dictionary(Font=Dictionary(F=font))
    spacings = "0 0 " if operator == '"' else ""
    shown = " ".join(f"{spacings}({row}) {operator}" for row in ROWS)
    page.Contents = pdf.make_stream(f"BT /F 12 Tf 14 TL 20 160 Td {shown} ET".encode())
    made = io.BytesIO()
    pdf.save(made)
    return (
        pdfplumber.open(made).pages[0].extract_text().splitlines(),
        pypdf.PdfReader(made).pages[0].extract_text().split("\n"),
        pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range().splitlines(),
    )


short, long = lines("'"), lines('"')
print("pdfminer.six, pypdf, PDFium with '", short)
print('pdfminer.six, pypdf, PDFium with "', long)
assert all([line for line in reader if line] == ROWS for reader in short), "this has changed"
assert all([line for line in reader if line] == ROWS for reader in long[1:]), "this has changed"
assert long[0] == ["".join(ROWS)], "this has changed"
print("As told: the longer operator shows all rows on one line.")
PY
