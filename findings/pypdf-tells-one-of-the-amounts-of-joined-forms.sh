#!/usr/bin/env bash
# What pypdf tells of two filled forms that it has joined, where both name a field alike, as forms of one model do.
#
# Each page shows its own amount. PdfReader.get_form_text_fields is documented to tell them apart by a suffix, `.2` for the second.
# pypdf 7.1.1 gives one: the amount of the last form, under the name of both. Nothing is said of the other, which PDFium draws.
#
# Seen: {'importo': '2.000,00'} of two forms with 1.000,00 and 2.000,00, by short and by full names; ink in both fields.
# Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pypdf==7.1.1 reportlab==5.1.0 pypdfium2==5.15.2 pillow==13.0.0
venv/bin/python - <<'PY'
import pypdf
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

writer = pypdf.PdfWriter()
for amount in ("1.000,00", "2.000,00"):
    canvas = Canvas(f"{amount}.pdf")
    canvas.drawString(72, 760, "Ente")
    canvas.acroForm.textfield(name="importo", value=amount, x=72, y=700, width=200, height=20, borderWidth=0)
    canvas.save()
    writer.append(f"{amount}.pdf")
writer.write("uniti.pdf")
reader = pypdf.PdfReader("uniti.pdf")
short, full = (reader.get_form_text_fields(full_qualified_name=whole) for whole in (False, True))
drawn = pypdfium2.PdfDocument("uniti.pdf")
drawn.init_forms()
pictures = [page.render(scale=2).to_pil().convert("L") for page in drawn]
inks = [sum(value < 100 for value in picture.crop((140, 240, 560, 290)).tobytes()) for picture in pictures]
print(short, full, "ink", inks)
assert short == full == {"importo": "2.000,00"}, "this has changed"
assert min(inks) > 100 and pictures[0].tobytes() != pictures[1].tobytes(), "this has changed"
print("As told: one amount of two.")
PY
