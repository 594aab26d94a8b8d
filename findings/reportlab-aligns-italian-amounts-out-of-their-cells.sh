#!/usr/bin/env bash
# Where reportlab's DECIMAL alignment puts Italian amounts, and what pdfplumber then reads in the table.
#
# One would expect amounts under one another, at worst unaligned. reportlab 5.1.0 aligns at the first point that it finds, so
# "1.234,50" and "12.345.678,90" are set by a mark of thousands and reach 26 and 45 points over the border of their cell, where
# "250,00" stays inside. pdfplumber 0.11.10 gives a cell the characters within it: the table reads 1.2, 250,00 and 12.3, well-formed
# numbers all of them. Aligned right, the same amounts are read whole.
# An option that is there for figures makes a reader cut them.
#
# Seen: ['1.2', '250,00', '12.3'] by DECIMAL, the amounts by RIGHT. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet reportlab==5.1.0 pdfplumber==0.11.10 pdfminer.six==20260107
venv/bin/python - <<'PY' 2> /dev/null
import io

import pdfplumber
from reportlab.platypus import SimpleDocTemplate, Table

AMOUNTS = ["1.234,50", "250,00", "12.345.678,90"]


def read(align: str) -> tuple[list[str], list[int]]:
    """What the cells hold, and by how many points each amount reaches over the right border."""
    made = io.BytesIO()
    style = [("ALIGN", (0, 0), (-1, -1), align), ("GRID", (0, 0), (-1, -1), 0.5, "black")]
    SimpleDocTemplate(made).build([Table([[amount] for amount in AMOUNTS], colWidths=[120], style=style)])
    page = pdfplumber.open(made).pages[0]
    border = max(line["x1"] for line in page.lines)
    over = [max(0, round(word["x1"] - border)) for word in page.extract_words()]
    return [row[0] for row in page.extract_table()], over


decimal, right = read("DECIMAL"), read("RIGHT")
print("DECIMAL", decimal, "RIGHT", right)
assert right == (AMOUNTS, [0, 0, 0]), "this has changed"
assert decimal == (["1.2", "250,00", "12.3"], [26, 0, 45]), "this has changed"
print("As told: amounts stand over the border, and are cut there.")
PY
