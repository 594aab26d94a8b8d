#!/usr/bin/env bash
# What is printed where a sign and a blank begin the amount of a table cell, as accounts are often written: "- 1.234,00", "+ 500,00".
#
# Typst 0.15.2 and rst2pdf 0.105 (docutils 0.23) read markup in each cell, as their tables' documentation says. One would expect a
# list to need more than one line, or a dash to stay a dash. A loss comes out behind a bullet, "• 1.234,00", without its sign. In
# Typst the plus sign begins a numbered list: "+ 500,00" comes out as "1. 500,00", which a reader that closes up blanks takes for
# 1.500,00. In reStructuredText a number in brackets is an item, too: "(1) 234" comes out as "1. 234". Neither warns.
#
# Seen: "• 1.234,00" from both, "1. 500,00" from Typst, "1. 234" from rst2pdf. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet typst==0.15.2 rst2pdf==0.105 docutils==0.23 pypdfium2==5.15.2
cat > account.typ <<'TYP'
#table(columns: 2, [Voce], [2023], [Perdita], [- 1.234,00], [Saldo], [+ 500,00])
TYP
cat > account.rst <<'RST'
========  ============
Voce      2023
========  ============
Perdita   - 1.234,00
Nota      (1) 234
========  ============
RST
venv/bin/rst2pdf --quiet account.rst -o rst2pdf.pdf
venv/bin/python - <<'PY'
import pypdfium2
import typst

typst.compile("account.typ", output="typst.pdf")
expected = {"typst": ["• 1.234,00", "1. 500,00"], "rst2pdf": ["• 1.234,00", "1. 234"]}
for maker, amounts in expected.items():
    text = pypdfium2.PdfDocument(f"{maker}.pdf")[0].get_textpage().get_text_range()
    lines = " ".join(text.split())
    print(maker, repr(lines))
    for amount in amounts:
        assert amount in lines, "this has changed"
print("As told: the signs of amounts are items of lists.")
PY
