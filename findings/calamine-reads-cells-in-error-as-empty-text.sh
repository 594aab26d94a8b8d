#!/usr/bin/env bash
# What python-calamine gives for a cell whose formula failed: the same as for a cell in which nothing stands.
#
# A sheet that shows #DIV/0! or #N/D says that a figure is wrong. One would expect its reader to hand that on, as openpyxl does,
# which gives the text of the error, or at least to tell it from a cell that nobody filled in.
# python-calamine 0.9.1 gives "" for both.
#
# Seen: "" for the failed formula and "" for the empty cell; openpyxl 3.1.5 gives '#DIV/0!' and None. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet python-calamine==0.9.1 openpyxl==3.1.5 xlsxwriter==3.3.1
venv/bin/python - <<'PY'
import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

book = xlsxwriter.Workbook("indici.xlsx")
sheet = book.add_worksheet()
sheet.write_row(0, 0, ["Indice", "Valore", "Note"])
sheet.write(1, 0, "Copertura")
sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
sheet.write(1, 2, "media")
sheet.write_row(2, 0, ["Autonomia"])
sheet.write(2, 2, "media")
book.close()
by_calamine = [row[1] for row in CalamineWorkbook.from_path("indici.xlsx").get_sheet_by_index(0).to_python()[1:]]
by_openpyxl = [row[1].value for row in list(openpyxl.load_workbook("indici.xlsx", data_only=True).active.iter_rows())[1:]]
print("calamine", by_calamine, "openpyxl", by_openpyxl)
assert by_calamine == ["", ""], "this has changed"
assert by_openpyxl == ["#DIV/0!", None], "this has changed"
print("As told: a failed formula and an empty cell are alike.")
PY
