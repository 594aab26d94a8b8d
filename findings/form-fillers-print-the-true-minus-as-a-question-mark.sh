#!/usr/bin/env bash
# What is printed of form fields whose values have the true minus, U+2212, where their looks are made and flattened, as is done before
# a filled-in schedule of accounts is published.
#
# pikepdf 10.18.0 (with the qpdf that comes with it) and pypdf 7.1.1. One would expect the hyphen, as the look of a minus that the
# font has, or an error: Helvetica in WinAnsiEncoding has no U+2212. "−1.234,56" is printed as "?1.234,56" by both, and the value of
# the field is gone when it is flattened; pypdf logs a warning, qpdf says nothing. Where the font of the form says no encoding, qpdf
# makes the euro sign a question mark as well.
#
# Seen: '?1.234,56 € 1.234,56' from both with the encoding, '?1.234,56 ? 1.234,56' from qpdf without. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pikepdf==10.18.0 pypdf==7.1.1 pypdfium2==5.15.2
venv/bin/python - <<'PY'
import pikepdf
import pypdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

VALUES = ["\u22121.234,56", "\u20ac 1.234,56"]


def form(encoded: bool) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 120))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    if encoded:
        font.Encoding = Name.WinAnsiEncoding
    fields = Array(
        pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=f"amount{i}", V=value, DA="/Helv 10 Tf 0 g", F=4,
                Rect=[20, 80 - 40 * i, 200, 100 - 40 * i], P=page.obj,
            )
        )
        for i, value in enumerate(VALUES)
    )
    page.Annots = fields
    fonts = Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font)))
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=fields, NeedAppearances=True, DR=fonts, DA="/Helv 10 Tf 0 g"))
    return pdf


def printed(file: str) -> str:
    return " ".join(pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range().split())


for encoded, expected in ((True, "?1.234,56 € 1.234,56"), (False, "?1.234,56 ? 1.234,56")):
    pdf = form(encoded)
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")
    pdf.save("qpdf.pdf")
    seen = printed("qpdf.pdf")
    print("qpdf", "with" if encoded else "without", "the encoding", repr(seen))
    assert seen == expected, "this has changed"

form(True).save("form.pdf")
writer = pypdf.PdfWriter(clone_from="form.pdf")
writer.update_page_form_field_values(writer.pages[0], {f"amount{i}": v for i, v in enumerate(VALUES)}, False, flatten=True)
writer.write("pypdf.pdf")
seen = printed("pypdf.pdf")
print("pypdf", repr(seen))
assert seen == "?1.234,56 € 1.234,56", "this has changed"
print("As told: the sign of a loss is a question mark.")
PY
