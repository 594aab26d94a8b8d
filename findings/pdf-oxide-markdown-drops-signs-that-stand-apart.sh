#!/usr/bin/env bash
# What becomes of a sign that is set apart from its amount in the Markdown of pdf_oxide.
#
# Accounting formats set the minus at the left edge of the cell and brackets at both edges; producers that change the font for a
# minus (U+2212) print it by itself, too. Whatever a converter does with columns, one would expect each character once.
# pdf_oxide 0.3.78 has all of them in extract_text(). In to_markdown() a sign that is a piece of text by itself is left out:
# an expense of 1.234,50 in brackets, or with its minus apart, is income.
#
# Seen: "( 1.234,50 )", "- 1.234,50" and "−5,00" as text; "1.234,50", "1.234,50" and "5,00" in Markdown. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pdf_oxide==0.3.78 reportlab==4.5.1
venv/bin/python - <<'PY'
import pdf_oxide
from reportlab.pdfgen.canvas import Canvas


def read(*pieces: tuple[int, str]) -> tuple[str, str]:
    canvas = Canvas("conto.pdf")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(72, 700, "Oneri")
    for x, piece in pieces:
        canvas.drawString(x, 700, piece)
    canvas.save()
    page = pdf_oxide.PdfDocument("conto.pdf")
    return page.extract_text(0).strip(), page.to_markdown(0).strip()


brackets = read((200, "("), (212, "1.234,50"), (270, ")"))
far = read((200, "-"), (262, "1.234,50"))
other_font = read((200, "\u22125,00"))
for pair in (brackets, far, other_font):
    print(pair)
assert [text for text, _ in (brackets, far, other_font)] == ["Oneri ( 1.234,50 )", "Oneri - 1.234,50", "Oneri \u22125,00"], "changed"
assert [mark for _, mark in (brackets, far, other_font)] == ["Oneri 1.234,50", "Oneri 1.234,50", "Oneri 5,00"], "this has changed"
print("As told: the Markdown has the amounts without their signs.")
PY
