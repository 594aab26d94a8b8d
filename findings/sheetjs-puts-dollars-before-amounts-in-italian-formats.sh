#!/usr/bin/env bash
# What SheetJS shows of an amount whose number format names Italy and no currency.
#
# One would expect 1,234.56 or 1.234,56 for the format [$-410]#,##0.00: between the brackets stands a currency, here none, and
# behind the hyphen the language, 410 for Italian. xlsx 0.18.5 shows $1,234.56, in the text of the cell and in CSV; where a
# currency is named, as in [$€-410] #,##0.00, it is right. LibreOffice 7.4 shows digits and no currency.
# Spreadsheet programs write such formats for every amount that is formatted in a language other than their own.
#
# Seen: a dollar sign before amounts in euro. Fails if there is none.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
npm install --silent --no-fund --no-audit xlsx@0.18.5 > /dev/null
cat > shown.js <<'JS'
const XLSX = require('xlsx');
const formats = ['[$-410]#,##0.00', '[$-410]#,##0.00;[$-410]-#,##0.00', '[$€-410] #,##0.00', '#,##0.00'];
const sheet = XLSX.utils.aoa_to_sheet([formats.map(() => 1234.56), formats.map(() => -1234.56)]);
for (const row of [0, 1]) formats.forEach((z, c) => { sheet[XLSX.utils.encode_cell({ r: row, c })].z = z; });
const book = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(book, sheet, 'S');
XLSX.writeFile(book, 'book.xlsx');
const read = XLSX.readFile('book.xlsx', { cellNF: true }).Sheets.S;
const shown = ['A1', 'B1', 'C1', 'D1', 'A2', 'B2', 'C2', 'D2'].map((cell) => read[cell].w);
formats.forEach((z, c) => console.log(z, 'shows', shown[c], 'and', shown[c + 4]));
console.log('CSV:', XLSX.utils.sheet_to_csv(read, { FS: ';' }).split('\n')[0]);
const wanted = ['$1,234.56', '$1,234.56', '€ 1,234.56', '1,234.56', '-$1,234.56', '$-1,234.56', '-€ 1,234.56', '-1,234.56'];
if (JSON.stringify(shown) !== JSON.stringify(wanted)) { console.log('this has changed'); process.exit(1); }
console.log('As told: a dollar sign that nobody wrote.');
JS
node shown.js
