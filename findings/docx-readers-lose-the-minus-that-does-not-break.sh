#!/usr/bin/env bash
# What readers of Word files make of a minus that is not the plain character: the hyphen that does not break, or a symbol.
#
# Word writes `w:noBreakHyphen` for Ctrl+Shift+hyphen, with which a figure keeps its sign on its line, and `w:sym` for a sign
# picked from the font Symbol. Both show as a minus. One would expect readers to give some minus, or to say that they cannot.
# docx2python 3.7.1 leaves the hyphen out: ‑500,00 is read as 500,00. python-docx 1.2.0 gives a plain hyphen for it, but leaves the
# symbol out: −700,00 is read as 700,00. mammoth 1.13.0 gives both.
#
# Seen: `500,00` without a sign from docx2python, `700,00` from python-docx. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet python-docx==1.2.0 docx2python==3.7.1 mammoth==1.13.0
venv/bin/python - <<'PY'
import mammoth
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx2python import docx2python

document = Document()
hyphen = document.add_paragraph("Saldo: ").add_run()
hyphen._r.append(OxmlElement("w:noBreakHyphen"))
hyphen.add_text("500,00")
symbol = document.add_paragraph("Saldo: ").add_run()
sign = OxmlElement("w:sym")
sign.set(qn("w:font"), "Symbol")
sign.set(qn("w:char"), "F02D")
symbol._r.append(sign)
symbol.add_text("700,00")
document.save("saldo.docx")

by_docx = [paragraph.text for paragraph in Document("saldo.docx").paragraphs]
by_docx2python = docx2python("saldo.docx").text.split("\n\n")
with open("saldo.docx", "rb") as file:
    by_mammoth = mammoth.extract_raw_text(file).value.split("\n\n")
print("python-docx ", by_docx)
print("docx2python ", by_docx2python)
print("mammoth     ", by_mammoth)
assert by_docx == ["Saldo: -500,00", "Saldo: 700,00"], "this has changed"
assert by_docx2python[0] == "Saldo: 500,00", "this has changed"
assert [text.strip() for text in by_mammoth if text] == ["Saldo: \u2011500,00", "Saldo: \u2212700,00"], "this has changed"
print("As told: each of two readers loses one of the two signs.")
PY
