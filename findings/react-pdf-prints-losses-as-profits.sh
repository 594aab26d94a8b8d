#!/usr/bin/env bash
# What @react-pdf/renderer prints for a loss whose sign is the true minus (U+2212), and for a target with ≤ or ≥ before it.
#
# Helvetica, its font unless another is registered, has none of these signs in the encoding that PDFs use for it. One would expect an
# error, a warning or a box. @react-pdf/renderer 4.9.0 leaves the minus out, without a gap and without a word: −1.234,56 is printed
# as 1.234,56. `≤ 30` is printed as `d 30`, `≥ 95` as `e 95`: of a code that needs two bytes the lower one is kept, and that of the
# minus, 12 in hexadecimal, has no glyph and no meaning. The hyphen, the euro and the per mille sign, which the encoding has, are right.
#
# Seen: pdfminer.six finds a code without a meaning in place of the sign, and the letters. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
npm install --silent --no-audit --no-fund --ignore-scripts @react-pdf/renderer@4.9.0 react@19.2.0
cat > draw.mjs <<'JS'
import React from "react";
import { Document, Page, Text, renderToFile } from "@react-pdf/renderer";
const lines = ["-1.234,56", "\u22121.234,56", "\u2264 30", "\u2265 95", "5 \u2030"];
const page = React.createElement(Page, null, ...lines.map((line) => React.createElement(Text, null, `Voce ${line} fine`)));
await renderToFile(React.createElement(Document, null, page), "drawn.pdf");
JS
node draw.mjs
python3 -m venv venv
venv/bin/pip install --quiet pdfminer.six==20260107
venv/bin/python - <<'PY'
from pdfminer.high_level import extract_text

lines = ["".join(c for c in line if c.isprintable()).replace(" ", "") for line in extract_text("drawn.pdf").split("\n") if line.strip()]
print(lines)
assert lines == ["Voce-1.234,56fine", "Voce(cid:18)1.234,56fine", "Voced30fine", "Vocee95fine", "Voce5‰fine"], "this has changed"
print("As told: the loss is printed as a profit, and the limits begin with letters.")
PY
