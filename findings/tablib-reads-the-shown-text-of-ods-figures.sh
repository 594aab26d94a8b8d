#!/usr/bin/env bash
# What tablib makes of a whole amount in an OpenDocument sheet that shows it the Italian way.
#
# Such a cell states its value (office:value, 1234) beside the text that is shown ("1.234"); one would expect a reader to take the
# value.
# Tablib 3.10.0 takes the text and gives it to float(): 1234 shown as "1.234" comes back as 1.234. A cell shown as "1.234.567" or
# "0,1" ends the import with a ValueError.
# A sheet of amounts under a million loads without an error, a thousandth of what it states.
#
# Seen: 1.234 for the value 1234; ValueError for 1234567. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet "tablib[ods]==3.10.0" odfpy==1.4.1
venv/bin/python - <<'PY'
import tablib
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P


def sheet_with(value: str, shown: str) -> bytes:
    table = Table(name="Conto")
    for texts in (("Voce", "Importo"), ("Proventi", None)):
        row = TableRow()
        for text in texts:
            cell = TableCell(valuetype="string") if text else TableCell(valuetype="float", value=value)
            cell.addElement(P(text=text or shown))
            row.addElement(cell)
        table.addElement(row)
    document = OpenDocumentSpreadsheet()
    document.spreadsheet.addElement(table)
    document.save("conto.ods")
    with open("conto.ods", "rb") as file:
        return file.read()


def read(value: str, shown: str) -> object:
    try:
        return tablib.Dataset().load(sheet_with(value, shown), format="ods")[0][1]
    except ValueError:
        return "ValueError"


thousand, million = read("1234", "1.234"), read("1234567", "1.234.567")
print("1234 shown as 1.234:", thousand, "| 1234567 shown as 1.234.567:", million)
assert thousand == 1.234, "this has changed"
assert million == "ValueError", "this has changed"
print("As told: the text that is shown is read in place of the value.")
PY
