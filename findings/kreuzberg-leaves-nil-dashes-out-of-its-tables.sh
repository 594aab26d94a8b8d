#!/usr/bin/env bash
# What kreuzberg's tables of a PDF hold where a cell says nil with a dash, and where the first row below the header has no figure.
#
# One would expect the dash: in an account it is a nil that is stated, and an empty cell is one that is not. kreuzberg 4.10.4 keeps
# the dash in the text of the page (behind the label) and leaves it out of the table of the same page; and the row that only
# names a section is drawn up into the header, so the first column is headed "A) Valore della produzione".
#
# Seen: dashes in the text and none in the table. Fails if the table holds them.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet kreuzberg==4.10.4 reportlab==4.4.4
venv/bin/python - <<'PY'
import kreuzberg
from reportlab.pdfgen.canvas import Canvas

ROWS = [
    ("", "2023", "2022", "Variazione"),
    ("A) Valore della produzione", "", "", ""),
    ("1) Contributi", "12.500,00", "11.900,00", "600,00"),
    ("2) Rimborsi", "-", "1.200,00", "-1.200,00"),
    ("3) Altri ricavi", "340,00", "-", "340,00"),
    ("Totale A", "12.840,00", "13.100,00", "-260,00"),
    ("B) Costi", "", "", ""),
    ("6) Acquisti", "(1.500,00)", "(1.400,00)", "(100,00)"),
    ("7) Servizi", "-", "(300,00)", "300,00"),
    ("8) Personale", "(7.000,00)", "-", "(7.000,00)"),
    ("Totale B", "(8.500,00)", "(1.700,00)", "(6.800,00)"),
    ("Risultato", "4.340,00", "11.400,00", "-7.060,00"),
]
canvas = Canvas("account.pdf", pagesize=(595, 842))
canvas.setFont("Helvetica", 9)
for number, (label, *amounts) in enumerate(ROWS):
    canvas.drawString(62, 740 - 16 * number, label)
    for column, amount in enumerate(amounts):
        canvas.drawRightString(330 + 90 * column, 740 - 16 * number, amount)
canvas.save()
read = kreuzberg.extract_file_sync("account.pdf")
rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in read.tables[0].markdown.strip().splitlines()]
print(read.content)
print(*rows, sep="\n")
assert "7) Servizi- (300,00)" in " ".join(read.content.split()), "this has changed"
assert ["2) Rimborsi", "", "1.200,00", "-1.200,00"] in rows and ["3) Altri ricavi", "340,00", "", "340,00"] in rows, "this has changed"
assert rows[0][0] == "A) Valore della produzione", "this has changed"
print("As told: a nil that is stated comes out of the table as a cell that is empty.")
PY
