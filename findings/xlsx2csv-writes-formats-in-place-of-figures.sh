#!/usr/bin/env bash
# What xlsx2csv writes for a figure whose number format has a word in quotes.
#
# A format such as 0" d" or "esercizio" 0 shows the figure with a word beside it; one would expect the figure, with or without
# the word.
# xlsx2csv 0.8.6 looks for the letters of dates inside the quotes too. It then takes the cell for a date and writes the format with
# a day or month put in for the letters of the word: 12.5 as 0.00" d" becomes `0.00" 11"`, and 2023 as "esercizio" 0 becomes the
# bare format.
# The figure is gone from the file; the command succeeds.
#
# Seen: `0.00" 11"`, `"esercizio" 0`, and 7 for a format without such a letter. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet xlsx2csv==0.8.6 xlsxwriter==3.3.1
venv/bin/python - <<'PY'
import csv
import io

import xlsxwriter
from xlsx2csv import Xlsx2csv

book = xlsxwriter.Workbook("conto.xlsx")
sheet = book.add_worksheet()
for line, (figure, shape) in enumerate(((12.5, '0.00" d"'), (2023, '"esercizio" 0'), (7, '0" %"'))):
    sheet.write_number(line, 0, figure, book.add_format({"num_format": shape}))
book.close()
written = io.StringIO()
Xlsx2csv("conto.xlsx").convert(written)
cells = [row[0] for row in csv.reader(io.StringIO(written.getvalue()))]
print(cells)
assert cells == ['0.00" 11"', '"esercizio" 0', "7"], "this has changed"
print("As told: the format is written, the figure is not.")
PY
