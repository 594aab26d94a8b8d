#!/usr/bin/env bash
# What is black in a CCITT G4 page whose colour space is a palette of two colours.
#
# One would expect the picture that a viewer shows: ISO 32000-1, 8.6.6.3, lets a palette stand over samples of one bit from any
# filter, and some scanners write white as its first colour. PDFium in pypdfium2 5.15.2 shows a white page with a black box.
# pikepdf 10.17.0 (as_pil_image, and extract_to, which writes a TIFF) and pypdf 7.1.1 give the negative, without a word; both
# respect the same palette over FlateDecode.
# Recognition from extracted pages works with white print on black for one filter only.
#
# Seen: 6 % black on the page and in all three over FlateDecode; 94 % from pikepdf and pypdf over CCITT. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pikepdf==10.17.0 pypdf==7.1.1 pypdfium2==5.15.2 img2pdf==0.6.3 pillow==13.0.0
venv/bin/python - <<'PY' 2> /dev/null
import io
import zlib

import img2pdf
import pikepdf
import pypdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, PdfImage, String
from PIL import Image, ImageDraw

page = Image.new("1", (400, 200), 1)
ImageDraw.Draw(page).rectangle((50, 50, 150, 100), fill=0)
samples = bytes(255 - byte for byte in page.tobytes())
tiff = io.BytesIO()
page.save(tiff, "TIFF", compression="group4")
by_img2pdf = pikepdf.open(io.BytesIO(img2pdf.convert(tiff.getvalue())))
fax = next(iter(by_img2pdf.pages[0].Resources.XObject.values())).read_raw_bytes()


def black(picture: Image.Image) -> float:
    counts = picture.convert("L").histogram()
    return round(sum(counts[:128]) / sum(counts), 2)


def seen(content: bytes, **how: object) -> dict[str, float]:
    pdf = pikepdf.new()
    sheet = pdf.add_blank_page(page_size=page.size)
    palette = Array([Name.Indexed, Name.DeviceRGB, 1, String(b"\xff\xff\xff\x00\x00\x00")])
    size = {"Width": page.width, "Height": page.height, "BitsPerComponent": 1}
    image = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Image, ColorSpace=palette, **size, **how)
    sheet.Resources = Dictionary(XObject=Dictionary(I=image))
    sheet.Contents = pdf.make_stream(b"400 0 0 200 0 0 cm /I Do")
    made = io.BytesIO()
    pdf.save(made)
    document, tiff_or_png = pikepdf.open(made), io.BytesIO()
    extracted = PdfImage(document.pages[0].Resources.XObject.I)
    extracted.extract_to(stream=tiff_or_png)
    return {
        "page": black(pypdfium2.PdfDocument(made)[0].render(scale=1).to_pil()),
        "pikepdf": black(extracted.as_pil_image()),
        "pikepdf's file": black(Image.open(tiff_or_png)),
        "pypdf": black(pypdf.PdfReader(made).pages[0].images[0].image),
    }


flate = seen(zlib.compress(samples), Filter=Name.FlateDecode)
ccitt = seen(fax, Filter=Name.CCITTFaxDecode, DecodeParms=Dictionary(K=-1, Columns=400, Rows=200, BlackIs1=False))
print("FlateDecode", flate, "CCITTFaxDecode", ccitt)
assert set(flate.values()) == {0.06}, "this has changed"
assert ccitt == {"page": 0.06, "pikepdf": 0.94, "pikepdf's file": 0.94, "pypdf": 0.94}, "this has changed"
print("As told: the palette counts over one filter and not over the other.")
PY
