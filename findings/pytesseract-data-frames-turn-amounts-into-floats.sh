#!/usr/bin/env bash
# What pytesseract gives for a scanned column of amounts when asked for a data frame.
#
# One would expect the words that Tesseract read, as they come in its dictionary. pytesseract 0.3.13 hands Tesseract's table to
# pandas, which guesses: where all that was read of a picture are figures, the words become floats and the Italian point of
# thousands the decimal point: "1.204" is 1.204, "3.500" is 3.5. Where there are other words among them the figures
# stay, but NA (the province of Naples), null and None are gone. The dictionary has all of them as printed.
# A crop of one column, as is usual for tables, loses its amounts; the same crop with the labels does not.
#
# Seen: floats for the column, no NA beside words; with pandas 3.1.1 and Tesseract 5.3.0. Fails if that changes. Needs apt and
# Debian 12.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
chmod 755 .
apt-get -qq --print-uris -o Dir::State::status=/dev/null --no-install-recommends install tesseract-ocr=5.3.0-2 |
  awk '{print $2}' | sed 's/_.*//' | grep -vx tesseract-ocr > names
apt-get -qq download tesseract-ocr=5.3.0-2 tesseract-ocr-ita=1:4.1.0-2 $(cat names) >/dev/null 2>&1
for package in *.deb; do dpkg-deb -x "$package" root; done
libraries=$(find root -name '*.so*' -printf '%h\n' | sort -u | sed "s|^|$here/|" | paste -sd:)
loader=$here/$(find root -name 'ld-linux*.so*' | head -n 1)
export TESSDATA_PREFIX=$here/root/usr/share/tesseract-ocr/5/tessdata
printf '#!/bin/sh\nexec %s --library-path %s %s/root/usr/bin/tesseract "$@"\n' "$loader" "$libraries" "$here" > tesseract
chmod 755 tesseract
python3 -m venv venv
venv/bin/pip install --quiet pytesseract==0.3.13 pandas==3.1.1 pillow==12.0.0 reportlab==4.4.4
venv/bin/python - <<'PY'
import pytesseract
import reportlab
from PIL import Image, ImageDraw, ImageFont
from pytesseract import Output

pytesseract.pytesseract.tesseract_cmd = "./tesseract"
font = ImageFont.truetype(reportlab.__path__[0] + "/fonts/Vera.ttf", 40)


def read(lines, output):
    picture = Image.new("L", (700, 80 * len(lines) + 80), 255)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((60, 40 + 80 * number), line, 0, font=font)
    return pytesseract.image_to_data(picture, lang="ita", output_type=output)["text"]


column, labelled = ["1.204", "3.500", "12.000"], ["Roma 1.204", "NA 3.500", "Milano 12.000"]
printed, frame = ([w for w in read(column, Output.DICT) if w.strip()], read(column, Output.DATAFRAME).dropna().tolist())
print("column:   ", printed, "in the data frame", frame)
assert printed == column and frame == [1.204, 3.5, 12.0], "this has changed"
printed, frame = ([w for w in read(labelled, Output.DICT) if w.strip()], read(labelled, Output.DATAFRAME).dropna().tolist())
print("labelled: ", printed, "in the data frame", frame)
assert "NA" in printed and "NA" not in frame and "3.500" in frame, "this has changed"
print("As told: a column alone becomes floats a thousand times too small, and NA is nothing.")
PY
