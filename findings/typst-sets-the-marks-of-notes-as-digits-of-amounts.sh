#!/usr/bin/env bash
# What text engines read where Typst sets the number of a footnote behind an amount: "81.179,35#footnote[...]".
#
# typst 0.15.2 takes the font's own raised glyph for it (OpenType "sups", which the font that comes with it has), of the same size
# and on the same baseline as the amount, and says in ToUnicode that it is a plain digit. One would expect the mark to be told from
# the amount by its size or its height, as that of other typesetters is. pypdfium2 5.15.2, pdfplumber 0.11.10 and pypdf 7.1.1 give
# "81.179,351": the amount has a third decimal, and nothing but its picture says that it has not. A raised 2 set by `#super` is so too.
#
# Seen: '81.179,351' from all three, all of its characters of one size. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet typst==0.15.2 pypdfium2==5.15.2 pdfplumber==0.11.10 pypdf==7.1.1
cat > account.typ <<'TYP'
#table(columns: 2, [Voce], [2023], [Diritto annuale], [81.179,35#footnote[Dato provvisorio.]])
TYP
venv/bin/python - <<'PY' 2> /dev/null
import pdfplumber
import pypdf
import pypdfium2
import typst

typst.compile("account.typ", output="account.pdf")
with pdfplumber.open("account.pdf") as opened:
    by_plumber = opened.pages[0].extract_table()[1][1]
    amount = [ch for ch in opened.pages[0].chars if ch["text"].isdigit()][4:12]
    sizes = {round(ch["size"], 1) for ch in amount}
seen = {
    "pdfplumber": by_plumber,
    "pypdfium2": pypdfium2.PdfDocument("account.pdf")[0].get_textpage().get_text_range(),
    "pypdf": pypdf.PdfReader("account.pdf").pages[0].extract_text(),
}
for reader, text in seen.items():
    print(reader, repr(text))
    assert "81.179,351" in text, "this has changed"
print("sizes of the digits", sizes)
assert len(sizes) == 1, "this has changed"
print("As told: the mark of the note is one more digit of the amount.")
PY
