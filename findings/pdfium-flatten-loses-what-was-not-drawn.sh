#!/usr/bin/env bash
# What FPDFPage_Flatten makes of a form field that has a value and no appearance yet (NeedAppearances, as many fillers write it).
#
# One would expect the page to hold the value afterwards, or the call to say that it could not: it answers FLATTEN_SUCCESS.
# pypdfium2 5.15.2: the value is gone from the page, unless the page was rendered with its annotations before, or a form
# environment was made for the document: either makes the appearance that flattening then copies.
# Whoever reads the text of filled-in forms by flattening them has to render first, or loses what was filled in.
#
# Seen: success and '' as it is; '1.234,50' after rendering, and with a form environment. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pypdfium2==5.15.2 pikepdf==10.17.0 pillow
venv/bin/python - <<'PY'
import io

import pikepdf
import pypdfium2
import pypdfium2.raw as c
from pikepdf import Array, Dictionary, Name, String

pdf = pikepdf.new()
page = pdf.add_blank_page(page_size=(300, 200))
helvetica = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
field = pdf.make_indirect(
    Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("totale"), V=String("1.234,50"),
        DA=String("/Helv 12 Tf 0 g"), Rect=Array([20, 100, 200, 130]), F=4,
    )
)
page.Annots = Array([field])
resources = Dictionary(Font=Dictionary(Helv=helvetica))
pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([field]), NeedAppearances=True, DR=resources))
made = io.BytesIO()
pdf.save(made)


def flattened(*, rendered: bool, form: bool) -> tuple[int, str]:
    document = pypdfium2.PdfDocument(made.getvalue())
    if form:
        document.init_forms()
    page = document[0]
    if rendered:
        page.render(scale=0.1, draw_annots=True, may_draw_forms=form)
    answer = c.FPDFPage_Flatten(page.raw, c.FLAT_NORMALDISPLAY)
    page.close()
    return answer, document[0].get_textpage().get_text_bounded()


as_it_is = flattened(rendered=False, form=False)
after_rendering = flattened(rendered=True, form=False)
with_form = flattened(rendered=False, form=True)
print("as it is", as_it_is, "after rendering", after_rendering, "with a form environment", with_form)
assert as_it_is == (c.FLATTEN_SUCCESS, ""), "this has changed"
assert after_rendering == with_form == (c.FLATTEN_SUCCESS, "1.234,50"), "this has changed"
print("As told: success is answered, and what was not drawn before is lost.")
PY
