#!/usr/bin/env bash
# What libraries that reckon the formulas of workbooks make of an amount that is to be cut or rounded to cents it already has.
#
# One would expect 0.29 cut to two places to be 0.29, as spreadsheets have it: LibreOffice 7.4 leaves all amounts from 0.01 to
# 10.00 as they are under TRUNC, ROUNDDOWN, ROUNDUP, FLOOR and CEILING. formulas 1.3.4, pycel 1.0b30 and HyperFormula 3.5.0
# multiply the binary number by 100 first: TRUNC(0.29, 2) is 0.28 in all three, for 69 of those 1,000 amounts; FLOOR(0.29, 0.01)
# for 125. In formulas and HyperFormula ROUNDUP(0.07, 2) is 0.08, for 66 of them, and ROUNDDOWN fails as TRUNC does; pycel has
# these two right.
# Totals of a body's own workbook, reckoned anew to check its printed report, differ by cents that nobody lost.
#
# Seen: as above. Fails if a count changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet formulas==1.3.4 pycel==1.0b30 openpyxl==3.1.5 numpy==2.4.6
npm install --silent --no-fund --no-audit hyperformula@3.5.0 > /dev/null
venv/bin/python - 2> log <<'PY' || { cat log; exit 1; }
from decimal import Decimal

import formulas
import openpyxl
from pycel.excelcompiler import ExcelCompiler

AMOUNTS = [Decimal(cents) / 100 for cents in range(1, 1001)]
FORMULAS = {"B": "TRUNC(A{},2)", "C": "ROUNDDOWN(A{},2)", "D": "ROUNDUP(A{},2)", "E": "FLOOR(A{},0.01)"}
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "S"
for row, amount in enumerate(AMOUNTS, 1):
    sheet.cell(row, 1, amount)
    for column, formula in FORMULAS.items():
        sheet[f"{column}{row}"] = "=" + formula.format(row)
book.save("book.xlsx")
solution = {str(key).split("!")[-1]: value for key, value in formulas.ExcelModel().loads("book.xlsx").finish().calculate().items()}
compiler = ExcelCompiler("book.xlsx")
readers = {"formulas": lambda cell: solution[cell].value.tolist()[0][0], "pycel": lambda cell: compiler.evaluate(f"S!{cell}")}
changed = {}
for reader, value in readers.items():
    for column, formula in FORMULAS.items():
        values = [round(Decimal(float(value(f"{column}{row}"))), 4) for row in range(1, len(AMOUNTS) + 1)]
        off = [(str(amount), str(round(v, 2))) for amount, v in zip(AMOUNTS, values) if v != amount]
        changed[reader, column] = len(off)
        print(f"{reader}: {formula.format('')} changes {len(off)} of {len(AMOUNTS)} amounts, first {off[:3]}")
assert changed == {
    ("formulas", "B"): 69, ("formulas", "C"): 69, ("formulas", "D"): 66, ("formulas", "E"): 125,
    ("pycel", "B"): 69, ("pycel", "C"): 0, ("pycel", "D"): 0, ("pycel", "E"): 125,
}, "this has changed"
print("In Python as told.")
PY
cat > reckon.js <<'JS'
const { HyperFormula } = require('hyperformula');
const formulas = ['TRUNC(A#,2)', 'ROUNDDOWN(A#,2)', 'ROUNDUP(A#,2)', 'FLOOR(A#,0.01)'];
const rows = Array.from({ length: 1000 }, (_, i) => [(i + 1) / 100, ...formulas.map((f) => '=' + f.replace('#', i + 1))]);
const values = HyperFormula.buildFromArray(rows, { licenseKey: 'gpl-v3' }).getSheetValues(0);
const changed = formulas.map((_, c) => values.filter((row) => Math.abs(row[c + 1] - row[0]) > 0.0001).length);
formulas.forEach((f, c) => console.log(`HyperFormula: ${f.replace('#', '')} changes ${changed[c]} of 1000 amounts`));
if (String(changed) !== '69,69,66,125') { console.log('this has changed'); process.exit(1); }
console.log('As told: amounts that have two places already lose or gain a cent.');
JS
node reckon.js
