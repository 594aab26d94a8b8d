#!/usr/bin/env bash
# What ExcelJS gives for the cells that a merged cell covers.
#
# The file holds one value, in the first cell of A2:A4; openpyxl and Excel itself have nothing in the other two, and SUM counts it
# once. One would expect null there. exceljs 4.4.0 gives the value of the first for each of them, by getCell, eachRow and
# getColumn alike, so an amount that stands over three lines of an account is added up three times.
#
# Seen: 300 for a column whose one amount is 100. Fails if the covered cells are empty.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet openpyxl==3.1.5
venv/bin/python - <<'PY'
import openpyxl

book = openpyxl.Workbook()
sheet = book.active
sheet["A1"], sheet["A2"] = "Importo", 100
sheet.merge_cells("A2:A4")
book.save("merged.xlsx")
assert [cell.value for cell in openpyxl.load_workbook("merged.xlsx").active["A"]] == ["Importo", 100, None, None]
PY
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund exceljs@4.4.0
cat > read.cjs <<'JS'
const { Workbook } = require("exceljs");
(async () => {
  const book = new Workbook();
  await book.xlsx.readFile("merged.xlsx");
  let sum = 0;
  book.worksheets[0].eachRow((row, number) => number > 1 && (sum += row.getCell(1).value ?? 0));
  console.log("sum of the column:", sum);
  if (sum !== 300) throw new Error("this has changed");
  console.log("As told: the amount is given once for every cell that it covers.");
})();
JS
node read.cjs
