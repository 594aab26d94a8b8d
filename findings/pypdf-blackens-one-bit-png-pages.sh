#!/usr/bin/env bash
# What pypdf makes of a black and white page that img2pdf put into a PDF.
#
# One would expect the picture that went in. img2pdf 0.6.3 takes the compressed rows of a one-bit PNG over as they are, with the
# PNG predictor named in DecodeParms (Predictor 15, Colors 1, BitsPerComponent 1), as PDF allows. pypdf 7.1.1 gives a picture
# that is black nearly all over, without a word; pikepdf and PDFium give the white page with its black box, and so does pypdf
# once the same picture has eight bits a pixel.
# Whoever recognises scans from pypdf's images gets nothing from such pages.
#
# Seen: 6 % black in what went in, and from pikepdf and PDFium; over 90 % from pypdf. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pypdf==7.1.1 img2pdf==0.6.3 pikepdf==10.17.0 pypdfium2==5.15.2 pillow==13.0.0
venv/bin/python - <<'PY' 2> /dev/null
import io

import img2pdf
import pikepdf
import pypdf
import pypdfium2
from PIL import Image, ImageDraw


def black(picture: Image.Image) -> float:
    counts = picture.convert("L").histogram()
    return round(sum(counts[:128]) / sum(counts), 3)


def seen(mode: str) -> dict[str, float]:
    page = Image.new("1", (400, 200), 1)
    ImageDraw.Draw(page).rectangle((50, 50, 150, 100), fill=0)
    png = io.BytesIO()
    page.convert(mode).save(png, "PNG")
    made = img2pdf.convert(png.getvalue())
    document = pikepdf.open(io.BytesIO(made))
    return {
        "made": black(page),
        "PDFium": black(next(pypdfium2.PdfDocument(made)[0].get_objects()).get_bitmap().to_pil()),
        "pikepdf": black(pikepdf.PdfImage(next(iter(document.pages[0].Resources.XObject.values()))).as_pil_image()),
        "pypdf": black(pypdf.PdfReader(io.BytesIO(made)).pages[0].images[0].image),
    }


one_bit, eight_bits = seen("1"), seen("L")
print("black, one bit", one_bit, "eight bits", eight_bits)
assert one_bit["made"] == one_bit["PDFium"] == one_bit["pikepdf"] and one_bit["pypdf"] > 0.9, "this has changed"
assert len(set(eight_bits.values())) == 1, "this has changed"
print("As told: the page of one bit comes out black, and the same page of eight bits right.")
PY
