#!/usr/bin/env bash
# Whether PDFium draws a note over the page that belongs to a layer which the file says is off.
#
# ISO 32000-1, table 164, gives annotations an entry OC of their own: one whose layer is off is not shown, as content marked with
# the layer is not. One would expect PDFium, which leaves out the content, to leave out the note. pypdfium2 5.15.0 draws it, and
# FPDFPage_Flatten makes it part of the page: a correction that was switched off is printed over the figure that it once replaced.
#
# Seen: no ink from the content, ink from the note, and its figure in the text of the flattened page. Fails if the note is left out.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pypdfium2==5.15.0 pikepdf==10.1.0 pillow==12.0.0
venv/bin/python - <<'PY'
import pikepdf
import pypdfium2
import pypdfium2.raw as raw
from pikepdf import Array, Dictionary, Name


def draw(*, note: bool) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 100))
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Corrections"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([])))
    page.obj.Resources = Dictionary(Font=Dictionary(F=font), Properties=Dictionary(L=layer))
    text = b"BT /F 14 Tf 4 6 Td (7.777,77) Tj ET"
    if note:
        shown = pdf.make_stream(text)
        shown.Type, shown.Subtype, shown.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 24])
        shown.Resources = Dictionary(Font=Dictionary(F=font))
        page.obj.Annots = Array([pdf.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([50, 40, 150, 64]), F=4, DA="/F 14 Tf 0 g", Contents="7.777,77",
            OC=layer, AP=Dictionary(N=shown)))])  # fmt: skip
    else:
        page.obj.Contents = pdf.make_stream(b"/OC /L BDC " + text + b" EMC")
    pdf.save("layer.pdf")


ink = {}
for note in (False, True):
    draw(note=note)
    with pypdfium2.PdfDocument("layer.pdf") as pdf:
        ink[note] = min(pdf[0].render(draw_annots=True).to_pil().convert("L").getdata()) < 128
with pypdfium2.PdfDocument("layer.pdf") as pdf:
    page = pdf[0]
    raw.FPDFPage_Flatten(page, raw.FLAT_PRINT)
    page = pdf[0]
    flattened = page.get_textpage().get_text_bounded()
print("content drawn:", ink[False], "- note drawn:", ink[True], "- text once flattened:", flattened)
assert not ink[False], "this has changed"
assert ink[True] and "7.777,77" in flattened, "this has changed"
print("As told: the layer hides content, and not the note.")
PY
