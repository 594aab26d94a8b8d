#!/usr/bin/env bash
# What petl, csvkit and VisiData make of a cell of an old Excel sheet (.xls) that shows #DIV/0!.
#
# Many bodies still publish their budgets as .xls. One would expect a formula that failed to come out as its error, as text or as
# nothing. These three hand on the number by which the format codes the error, beside true figures and as good as they:
# #DIV/0! is 7, #N/A (in Italian #N/D) is 42, #REF! is 23. tablib, which reads with the same xlrd, gives the texts of the errors.
# petl 1.7.30, csvkit 2.2.0 with agate-excel 0.4.2, VisiData 3.4, tablib 3.10.0, xlrd 2.0.2.
#
# Seen: 7, 42 and 23 from the three, the errors by name from tablib. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
export HOME=$here
python3 -m venv venv
venv/bin/pip install --quiet petl==1.7.30 csvkit==2.2.0 agate-excel==0.4.2 visidata==3.4 tablib==3.10.0 xlrd==2.0.2 xlwt==1.3.0
cat > run.py <<'PY'
import petl
import tablib
import xlwt

book = xlwt.Workbook()
sheet = book.add_sheet("Bilancio")
sheet.row(0).write(0, "voce")
sheet.row(0).write(1, "variazione")
for row, error in enumerate(("#DIV/0!", "#N/A!", "#REF!"), 1):
    sheet.write(row, 0, f"Voce {row}")
    sheet.row(row).set_cell_error(1, error)
book.save("bilancio.xls")

read = [row[1] for row in list(petl.fromxls("bilancio.xls"))[1:]]
named = [row[1] for row in tablib.Dataset().load(open("bilancio.xls", "rb"), "xls")]
print("petl:", read, " tablib:", named)
assert read == [7, 42, 23] and named == ["#DIV/0!", "#N/A", "#REF!"]
PY
venv/bin/python run.py
venv/bin/in2csv bilancio.xls > csvkit.csv
venv/bin/vd -b bilancio.xls +:Bilancio:: -o visidata.csv 2> /dev/null
for tool in csvkit visidata; do
  figures=$(tail -n +2 $tool.csv | tr -d '\r' | cut -d, -f2 | paste -sd' ')
  echo "$tool: $figures"
  [ "$figures" = "7 42 23" ] || { echo "behaviour changed"; exit 1; }
done
