#!/usr/bin/env bash
# Where pyexcel-ods puts the figures of an OpenDocument sheet with merged and with repeated cells.
#
# One would expect the second row of a cell merged over two rows to keep an empty place under it, and a row that the format writes
# once with a count to come back as often as it counts.
# pyexcel-ods 0.6.0 leaves covered cells out, without a place: every figure of the row moves one column to the left. A row said to
# be repeated three times comes back once. Its sister pyexcel-ods3 0.6.1 does both rightly; but where both are installed, each name
# reads by the other's code, so that whoever chose the good one gets the bad.
# The figures of 2023 stand under the labels, those of 2022 under 2023, and nothing says so.
#
# Seen: [7, 6] under ["Proventi", 5, 4], and one row of three, by pyexcel-ods alone and by the name pyexcel_ods3 beside it. Fails if
# that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pyexcel-ods3==0.6.1 pyexcel-ods==0.6.0 pyexcel-io==0.6.8 odfpy==1.4.1
venv/bin/python - <<'PY'
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

sheet = Table(name="Conto")


def text(shown: str, **placed: str) -> TableCell:
    cell = TableCell(valuetype="string", **placed)
    cell.addElement(P(text=shown))
    return cell


def figure(value: int) -> TableCell:
    cell = TableCell(valuetype="float", value=str(value))
    cell.addElement(P(text=str(value)))
    return cell


def row(*cells: TableCell, **placed: str) -> None:
    made = TableRow(**placed)
    for cell in cells:
        made.addElement(cell)
    sheet.addElement(made)


row(text("Voce"), text("2023"), text("2022"))
row(text("Proventi", numberrowsspanned="2"), figure(5), figure(4))
row(CoveredTableCell(), figure(7), figure(6))
row(text("Oneri"), figure(1), figure(2), numberrowsrepeated="3")
document = OpenDocumentSpreadsheet()
document.spreadsheet.addElement(sheet)
document.save("conto.ods")
PY
by() { venv/bin/python -c "import $1; print([list(row) for row in $1.get_data('conto.ods')['Conto']])"; }
third_beside=$(by pyexcel_ods3)
first_beside=$(by pyexcel_ods)
venv/bin/pip uninstall --quiet --yes pyexcel-ods3
first_alone=$(by pyexcel_ods)
printf '%s\n' "pyexcel_ods alone: $first_alone" "beside pyexcel_ods3: $first_beside" "pyexcel_ods3 beside pyexcel_ods: $third_beside"
head="['Voce', '2023', '2022'], ['Proventi', 5, 4]"
right="[$head, ['', 7, 6], ['Oneri', 1, 2], ['Oneri', 1, 2], ['Oneri', 1, 2]]"
moved="[$head, [7, 6], ['Oneri', 1, 2]]"
[ "$first_alone" = "$moved" ] && [ "$third_beside" = "$moved" ] && [ "$first_beside" = "$right" ]
echo "As told: figures beside a merged cell move one column to the left, and repeated rows come back once."
