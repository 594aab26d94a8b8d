#!/usr/bin/env bash
# What jsPDF draws for a figure with a true minus (U+2212) or a narrow blank (U+202F) in it, in the fonts that every PDF has.
#
# `Intl.NumberFormat` gives both in some languages. One would expect an error, a blank or a question mark for a sign that
# Helvetica's encoding lacks, and the rest of the text as it is.
# jsPDF 4.2.1 then writes the *whole* text in two bytes a character, which the font shows one by one: the minus becomes `"` and a
# control character, each digit is led by one more that shows nothing. −1.234,56 is drawn as `" 1 . 2 3 4 , 5 6`, set apart, without
# its sign, and wider than the column that was measured for it. Nothing is raised. The euro sign, which the encoding has, is right.
#
# Seen: pdfminer.six finds `"` and no minus where the sign was. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
npm install --silent --no-audit --no-fund --ignore-scripts jspdf@4.2.1
cat > draw.js <<'JS'
const { jsPDF } = require("jspdf");
const fs = require("fs");
const page = new jsPDF();
["\u20ac 1.234,56", "-1.234,56", "\u22121.234,56", "1\u202f234,56"].forEach((text, i) => page.text(text, 20, 20 + 10 * i));
fs.writeFileSync("drawn.pdf", Buffer.from(page.output("arraybuffer")));
JS
node draw.js
python3 -m venv venv
venv/bin/pip install --quiet pdfminer.six==20260107
venv/bin/python - <<'PY'
import re

from pdfminer.high_level import extract_text

text = re.sub(r"\(cid:[0-9]+\)|[^\S\n]|[^\w\s.,€\"/\u2212-]", "", extract_text("drawn.pdf"))
print(text)
assert text.split() == ["€1.234,56", "-1.234,56", '"', "1.234,56", "1/234,56"], "this has changed"
print("As told: the minus is a quotation mark, the narrow blank a stroke.")
PY
