#!/usr/bin/env bash
# What a table of amounts loses in RapidOCR: dashes that stand alone in a cell.
#
# One would expect a text detector that reads every amount of a picture to give the dashes beside them, which stand for
# zero. With rapidocr 3.10.0 (onnxruntime 1.32.0, the models in the wheel) none of three is given, neither a hyphen nor an
# en dash, while all five amounts and four labels are, the minus of an amount included. Whoever counts the texts of a line
# to tell its columns shifts the amounts.
#
# Seen: 9 texts for 12 that are printed. Fails if a dash is given, or anything else is not.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet rapidocr==3.10.0 onnxruntime==1.32.0 pillow==12.0.0
venv/bin/python - <<'PY'
import logging

from PIL import Image, ImageDraw, ImageFont
from rapidocr import RapidOCR

logging.disable(logging.CRITICAL)
rows = [
    ("Diritto annuale", "412.350,75", "-"),
    ("Contributi", "-", "856,30"),
    ("Rimborsi", "1.204,15", "(2.800,00)"),
    ("Totale", "-12.400,00", "\u2013"),
]
font = ImageFont.load_default(44)
picture = Image.new("L", (1500, 520), 255)
draw = ImageDraw.Draw(picture)
for i, (label, first, second) in enumerate(rows):
    y = 40 + 120 * i
    draw.text((40, y), label, 0, font=font)
    for right, text in ((900, first), (1400, second)):
        draw.text((right - draw.textlength(text, font=font), y), text, 0, font=font)
picture.save("table.png")
read = sorted(RapidOCR()("table.png").txts)
printed = sorted(text for row in rows for text in row)
print("printed", printed)
print("read   ", read)
dashes = {"-", "\u2013"}
assert read == [text for text in printed if text not in dashes], "this has changed"
print("As told: every text but the lone dashes.")
PY
