#!/usr/bin/env bash
# What four libraries give for a scanned page that is stored as a stencil mask (ImageMask, painted in black).
#
# One would expect the picture as it is on the page, white with its black box; scanners that split a page into layers store its
# text so. pypdfium2 5.15.2's get_bitmap and extract give the negative: black where nothing is painted. pikepdf 10.17.0 does not list
# the image at all in get_images(), whose documentation speaks of the images used by the page; taken from the resources by name
# it is read well. pypdf 7.1.1 lists it and reads it as it is shown.
# Recognition that walks over a page's images gets white on black from one, nothing from another.
#
# Seen: 6 % black on the page and in pypdf, 94 % from pypdfium2, no image from pikepdf. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pypdfium2==5.15.2 pikepdf==10.17.0 pypdf==7.1.1 pillow==13.0.0
venv/bin/python - <<'PY' 2> /dev/null
import io

import pikepdf
import pypdf
import pypdfium2
from pikepdf import Dictionary, Name
from PIL import Image, ImageDraw

scan = Image.new("1", (400, 200), 1)
ImageDraw.Draw(scan).rectangle((50, 50, 150, 100), fill=0)
pdf = pikepdf.new()
page = pdf.add_blank_page(page_size=scan.size)
kind = {"Type": Name.XObject, "Subtype": Name.Image, "ImageMask": True}
mask = pdf.make_stream(scan.tobytes(), Width=scan.width, Height=scan.height, BitsPerComponent=1, **kind)
page.Resources = Dictionary(XObject=Dictionary(I=mask))
page.Contents = pdf.make_stream(b"0 g 400 0 0 200 0 0 cm /I Do")
made = io.BytesIO()
pdf.save(made)


def black(picture: Image.Image) -> float:
    counts = picture.convert("L").histogram()
    return round(sum(counts[:128]) / sum(counts), 2)


sheet = pypdfium2.PdfDocument(made)[0]
image, extracted = next(sheet.get_objects()), io.BytesIO()
image.extract(extracted)
document = pikepdf.open(made)
listed = len(document.pages[0].get_images())
seen = {
    "page": black(sheet.render(scale=1).to_pil()),
    "get_bitmap": black(image.get_bitmap().to_pil()),
    "extract": black(Image.open(extracted)),
    "pikepdf by name": black(pikepdf.PdfImage(document.pages[0].Resources.XObject.I).as_pil_image()),
    "pypdf": black(pypdf.PdfReader(made).pages[0].images[0].image),
}
print("listed by pikepdf", listed, "| black", seen)
assert listed == 0, "this has changed"
assert seen["page"] == seen["pikepdf by name"] == seen["pypdf"] == 0.06, "this has changed"
assert seen["get_bitmap"] == seen["extract"] == 0.94, "this has changed"
print("As told: inverted by one, not listed by another.")
PY
