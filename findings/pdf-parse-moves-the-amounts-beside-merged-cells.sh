#!/usr/bin/env bash
# Where pdf-parse puts the cells of a ruled table's row that stand beside a cell which is merged with the one above.
#
# Reports group their rows so: one cell names the mission, beside it stand competence and cash. One would expect the place of the
# merged cell to stay, empty or filled. getTable of pdf-parse 2.4.5 leaves it out of every row but its first: the row gets shorter,
# and each of its amounts stands one column to the left, those of 2022 under 2023. Nothing is said.
#
# Seen: ["Cassa","900,00","800,10"] under ["Missione","Voce","2023","2022"]. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet reportlab==5.1.0
npm install --silent --no-audit --no-fund --ignore-scripts pdf-parse@2.4.5
venv/bin/python - <<'PY'
from reportlab.lib import colors
from reportlab.platypus import SimpleDocTemplate, Table

rows = [
    ["Missione", "Voce", "2023", "2022"],
    ["01 Servizi", "Competenza", "1.234,50", "1.100,20"],
    ["", "Cassa", "900,00", "800,10"],
]
style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("ALIGN", (2, 0), (-1, -1), "RIGHT"), ("SPAN", (0, 1), (0, 2))]
SimpleDocTemplate("missioni.pdf").build([Table(rows, colWidths=[100, 100, 80, 80], style=style)])
PY
cat > read.mjs <<'JS'
import assert from "node:assert";
import fs from "node:fs";
import { PDFParse } from "pdf-parse";
const { pages } = await new PDFParse({ data: fs.readFileSync("missioni.pdf") }).getTable();
const [table] = pages[0].tables;
console.log(JSON.stringify(table));
assert.deepStrictEqual(table, [
  ["Missione", "Voce", "2023", "2022"],
  ["01 Servizi", "Competenza", "1.234,50", "1.100,20"],
  ["Cassa", "900,00", "800,10"],
], "this has changed");
console.log("As told: the amounts beside a merged cell stand one column to the left.");
JS
node read.mjs
