#!/usr/bin/env bash
# Where PDFium says that characters stand which the file gives as the replacement of others (ActualText).
#
# One would expect the box of each to be that of its glyph, as elsewhere: the text is the same, dots that lead to a figure. With
# pypdfium2 5.15.2 the box around the ink of the whole is cut into as many equal parts as the replacement has characters, spaces
# among them, every origin is that of the first, and the loose box, elsewhere as high as the font, is as low as a dot.
# Whoever asks whether a character leaves ink in its box is told that half of these do not, and that a decimal point is no
# character of its line.
#
# Seen: boxes of equal width and of the height of a dot with ActualText, and of the font's height without. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pypdfium2==5.15.2 pikepdf==10.17.0
venv/bin/python - <<'PY'
import ctypes

import pikepdf
import pypdfium2
import pypdfium2.raw as c

LEADERS = b". . . ."


def boxes(content: bytes) -> list[tuple[str, float, float]]:
    """Text, width and height of the loose box of each character."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 100))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(content)
    pdf.save("leaders.pdf")
    document = pypdfium2.PdfDocument("leaders.pdf")
    text, box, found = document[0].get_textpage(), c.FS_RECTF(), []
    for i in range(text.count_chars()):
        c.FPDFText_GetLooseCharBox(text, i, ctypes.byref(box))
        code = chr(c.FPDFText_GetUnicode(text, i))
        if code.strip():
            found.append((code, round(box.right - box.left, 2), round(box.top - box.bottom, 1)))
    return found


shown = b"BT /F1 12 Tf 1 0 0 1 20 50 Tm (%s) Tj ET" % LEADERS
plain, replaced = boxes(shown), boxes(b"/Span <</ActualText (%s)>> BDC %s EMC" % (LEADERS, shown))
print("as printed", plain)
print("replaced by the same text", replaced)
assert len(plain) == len(replaced) == 4
assert all(height > 12 for _, _, height in plain), "this has changed"
assert all(height < 2 for _, _, height in replaced), "this has changed"
assert replaced[0][1] < 0.95 * plain[0][1] or replaced[0][1] > 1.05 * plain[0][1], "this has changed"
print("As told: the same text has other boxes once the file says it twice.")
PY
