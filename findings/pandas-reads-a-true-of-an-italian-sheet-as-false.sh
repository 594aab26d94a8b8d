#!/usr/bin/env bash
# What pandas makes of a cell that is true in an OpenDocument sheet of an Italian office.
#
# The cell states office:boolean-value="true" and shows the word of the office's language, "VERO". One would expect True.
# Pandas 2.3.3 with the engine odf (odfpy 1.4.1) compares the shown text with "TRUE": "VERO" is False, and so is "FALSO".
# A column such as "liquidato" or "approvato" reads as all false, without a warning; the engine calamine reads it right.
#
# Seen: False with odf, True with calamine. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pandas==2.3.3 odfpy==1.4.1 python-calamine==0.9.1
venv/bin/python - <<'PY'
import pandas as pd
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

table = Table(name="Pagamenti")
for shown, kind in (("Liquidato", {"valuetype": "string"}), ("VERO", {"valuetype": "boolean", "booleanvalue": "true"})):
    row, cell = TableRow(), TableCell(**kind)
    cell.addElement(P(text=shown))
    row.addElement(cell)
    table.addElement(row)
document = OpenDocumentSpreadsheet()
document.spreadsheet.addElement(table)
document.save("pagamenti.ods")
odf = pd.read_excel("pagamenti.ods", engine="odf")["Liquidato"].tolist()
calamine = pd.read_excel("pagamenti.ods", engine="calamine")["Liquidato"].tolist()
print("odf", odf, "| calamine", calamine)
assert odf == [False], "this has changed"
assert calamine == [True], "this has changed"
print("As told: true shown in Italian is read as false.")
PY
