#!/usr/bin/env bash
# What formulas, which reckons workbooks in Python, makes of Italian amounts that a workbook keeps as text.
#
# One would expect VALUE("1.234,50") to be the error #VALUE!, as spreadsheets say where amounts are written with a point, or
# 1234.5. formulas 1.3.4 gives the number 18264, the day 1.1.1950 as spreadsheets count days; "12,50" and "1,5" are days of the
# year in which it runs. Amounts that no date resembles, such as "350,00", are the error. LibreOffice 7.4 and pycel 1.0b30 give an
# error for each.
# A sum over such a column holds numbers that stand nowhere in it, and no error.
#
# Seen: 18264 for "1.234,50", #VALUE! for "350,00". Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet formulas==1.3.4 pycel==1.0b30 openpyxl==3.1.5 numpy==2.4.6 python-dateutil==4.0.0
venv/bin/python - 2> log <<'PY' || { cat log; exit 1; }
import formulas
import openpyxl
from pycel.excelcompiler import ExcelCompiler

TEXTS = ["1.234,50", "12,50", "1,5", "350,00", "12.345,67"]
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "S"
for row, text in enumerate(TEXTS, 1):
    sheet.cell(row, 1, text)
    sheet.cell(row, 2, f"=VALUE(A{row})")
book.save("book.xlsx")
solution = {str(key).split("!")[-1]: value for key, value in formulas.ExcelModel().loads("book.xlsx").finish().calculate().items()}
reckoned = {text: solution[f"B{row}"].value.tolist()[0][0] for row, text in enumerate(TEXTS, 1)}
compiler = ExcelCompiler("book.xlsx")
others = {text: compiler.evaluate(f"S!B{row}") for row, text in enumerate(TEXTS, 1)}
for text in TEXTS:
    print(f"VALUE({text!r}): formulas {reckoned[text]}, pycel {others[text]}")
assert set(others.values()) == {"#VALUE!"}, "this has changed"
assert reckoned["1.234,50"] == 18264, "this has changed"
assert all(isinstance(reckoned[text], float) for text in ("12,50", "1,5")), "this has changed"
assert all(str(reckoned[text]) == "#VALUE!" for text in ("350,00", "12.345,67")), "this has changed"
print("As told: amounts become days where they can, and no error is given.")
PY
