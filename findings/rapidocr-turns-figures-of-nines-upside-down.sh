#!/usr/bin/env bash
# What RapidOCR makes of 99,90%, upright and in clear print: `%06'66`, with a confidence of .99.
#
# RapidOCR asks a small model of each line whether it is upside down, and turns it if so. One would expect it to leave alone a
# line that is upright, or to be unsure of one that it turned wrongly.
# With rapidocr 3.10.0 (onnxruntime 1.32.0, the models in the wheel) 99,90% is turned and read as %06'66 (or %0666, by the font), which it is when turned:
# the recogniser is sure of it (above .98), so that no threshold of confidence leaves it out. 66,90 is read as it is. With
# `use_cls=False` both are.
#
# Seen: a text that begins with %0 with a score of at least .98; 99,90% where no line is turned. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet rapidocr==3.10.0 onnxruntime==1.32.0 pillow==12.0.0
venv/bin/python - <<'PY'
import logging

import numpy
from PIL import Image, ImageDraw, ImageFont
from rapidocr import RapidOCR

logging.disable(logging.CRITICAL)
engine = RapidOCR()


def read(text, **how):
    picture = Image.new("L", (360, 120), 255)
    ImageDraw.Draw(picture).text((40, 30), text, 0, font=ImageFont.load_default(40))
    found = engine(numpy.asarray(picture.convert("RGB")), **how)
    return " ".join(found.txts or ()), [round(float(score), 2) for score in found.scores or ()]


turned, left = read("99,90%"), read("99,90%", use_cls=False)
other = read("66,90")
print("99,90% as it comes", turned, "without turning", left, "66,90", other)
assert turned[0].startswith("%0") and min(turned[1]) >= 0.98, "this has changed"
assert left[0] == "99,90%" and other[0] == "66,90", "this has changed"
print("As told: the figure is turned, and nothing shows it.")
PY
