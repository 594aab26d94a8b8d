#!/usr/bin/env bash
# Where pdfmake prints an amount that stands in the middle, or at the bottom, of a cell merged over two rows.
#
# One would expect it within the two rows. pdfmake 0.3.11 prints it there if rows may be broken at a page's end. Told not to break
# them (dontBreakRows), as is usual for rows of several lines, it sets the amount two rows lower: that of the first two rows stands
# in the third if it is set in the middle, in the fourth if at the bottom, for whoever looks at the page as for any reader.
#
# Seen: pdfplumber finds the amount at the height of the first two rows, and with dontBreakRows at those. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
npm install --silent --no-audit --no-fund --ignore-scripts pdfmake@0.3.11
cat > draw.js <<'JS'
const pdfmake = require("pdfmake");
pdfmake.addFonts({ Helvetica: { normal: "Helvetica" } });
const rows = ["Personale", "di cui arretrati", "Funzionamento", "Interventi"];
(async () => {
  for (const dontBreakRows of [false, true])
    for (const verticalAlignment of ["top", "middle", "bottom"]) {
      const amount = (i) => (i === 0 ? { text: "1.250,00", rowSpan: 2, verticalAlignment } : i === 1 ? "" : " ");
      const table = { dontBreakRows, body: rows.map((name, i) => [name, amount(i)]) };
      const document = { defaultStyle: { font: "Helvetica", fontSize: 10 }, content: [{ table }] };
      await pdfmake.createPdf(document).write(`${verticalAlignment}-${dontBreakRows}.pdf`);
    }
})();
JS
node draw.js > /dev/null 2>&1
python3 -m venv venv
venv/bin/pip install --quiet pdfplumber==0.11.8
venv/bin/python - <<'PY'
import pdfplumber

ROWS = ["Personale", "arretrati", "Funzionamento", "Interventi"]
seen = {}
for place in ("top", "middle", "bottom"):
    for unbroken in ("false", "true"):
        words = pdfplumber.open(f"{place}-{unbroken}.pdf").pages[0].extract_words()
        at = {word["text"]: (word["top"] + word["bottom"]) / 2 for word in words}
        seen[place, unbroken] = min(range(4), key=lambda row: abs(at[ROWS[row]] - at["1.250,00"])) + 1
print(seen)
assert all(seen[place, "false"] <= 2 for place in ("top", "middle", "bottom")), "this has changed"
assert [seen[place, "true"] for place in ("top", "middle", "bottom")] == [1, 3, 4], "this has changed"
print("As told: an amount of the first two rows is printed in the third, or the fourth.")
PY
