#!/usr/bin/env bash
# What FPDFPage_Flatten does with a note that a viewer must not show.
#
# A note with the flag NoView (ISO 32000-1, table 165) is not shown on the screen, and PDFium does not draw it either. One would
# expect flattening for normal display to leave it out.
# pypdfium2 5.15.2: the page as rendered has no ink of the note; flattened with FLAT_NORMALDISPLAY, the note's text is text of the
# page and its ink is drawn. The flag Hidden is heeded.
# Who flattens a report before reading it reads amounts that nobody sees.
#
# Seen: NoView: no ink before, "9.999,99" and ink after; Hidden: none, before and after. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pypdfium2==5.15.2 pikepdf==10.17.0 pillow
venv/bin/python - <<'PY'
import pikepdf
import pypdfium2
import pypdfium2.raw as c
from pikepdf import Array, Dictionary, Name

NO_VIEW, HIDDEN = 32, 2


def write(flag: int) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 200)).obj
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    shown = pdf.make_stream(b"BT /F 12 Tf 2 5 Td (9.999,99) Tj ET")
    shown.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 100, 20])})
    shown["/Resources"] = Dictionary(Font=Dictionary(F=font))
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([50, 100, 150, 120]), F=flag, DA=b"/F 12 Tf", AP=Dictionary(N=shown)
    )
    page.Annots = Array([pdf.make_indirect(note)])
    pdf.save("conto.pdf")


def look(page: pypdfium2.PdfPage) -> tuple[str, bool]:
    return page.get_textpage().get_text_range(), min(page.render(may_draw_forms=False).to_pil().convert("L").getdata()) < 128


def before_and_after(flag: int) -> tuple[tuple[str, bool], tuple[str, bool]]:
    write(flag)
    document = pypdfium2.PdfDocument("conto.pdf")
    before = look(document[0])
    page = document[0]
    assert c.FPDFPage_Flatten(page.raw, c.FLAT_NORMALDISPLAY) == c.FLATTEN_SUCCESS or flag == HIDDEN
    page.close()
    return before, look(document[0])


not_viewed, hidden = before_and_after(NO_VIEW), before_and_after(HIDDEN)
print("NoView", not_viewed, "| Hidden", hidden)
assert not_viewed == (("", False), ("9.999,99", True)), "this has changed"
assert hidden == (("", False), ("", False)), "this has changed"
print("As told: what is not to be viewed is flattened into the page.")
PY
