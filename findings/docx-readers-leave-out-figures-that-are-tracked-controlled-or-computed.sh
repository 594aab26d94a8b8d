#!/usr/bin/env bash
# What readers of Word files give for figures of a table that were typed while changes were tracked, that stand in a content
# control, or that Word computed in a simple field; reports of bodies are drawn up so before they become PDFs.
#
# One would expect the figure that Word shows, from each. python-docx 1.2.0 gives an empty cell for all three, mammoth 1.13.0 for
# the computed one; docx2python 3.7.1 and docx2txt 0.9 give all. All four give hidden text as if it were shown. A total that is
# computed by a field of several runs, as Word itself writes it, is given by all.
#
# Seen: three cells empty, and one; the others whole. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet python-docx==1.2.0 mammoth==1.13.0 docx2python==3.7.1 docx2txt==0.9
venv/bin/python - <<'PY'
import re

import docx
import docx2python
import docx2txt
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


WHO = 'w:id="1" w:author="ragioneria" w:date="2024-01-31T09:00:00Z"'
MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CELLS = {
    "tracked": f"<w:ins {{}} {WHO}>{run('1.500,00')}</w:ins>",
    "control": f"<w:sdt {{}}><w:sdtContent>{run('2.600,00')}</w:sdtContent></w:sdt>",
    "simple field": f'<w:fldSimple {{}} w:instr=" =SUM(ABOVE) ">{run("4.100,00")}</w:fldSimple>',
    "hidden": "<w:r {}><w:rPr><w:vanish/></w:rPr><w:t>9.999,99</w:t></w:r>",
}
document = docx.Document()
table = document.add_table(0, 2)
for name, xml in CELLS.items():
    label, amount = table.add_row().cells
    label.text = name
    amount.paragraphs[0]._p.append(parse_xml(xml.format(nsdecls("w"))))
label, amount = table.add_row().cells
label.text = "field of runs"
for xml in (MARK.format("begin"), "<w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r>", MARK.format("separate"), run("4.200,00"), MARK.format("end")):
    amount.paragraphs[0]._p.append(parse_xml(xml.replace("<w:r>", f"<w:r {nsdecls('w')}>", 1)))
document.save("report.docx")

AMOUNT = re.compile(r"\d\.\d{3},\d\d")
with open("report.docx", "rb") as file:
    html = mammoth.convert_to_html(file).value
given = {
    "python-docx": " ".join(cell.text for row in docx.Document("report.docx").tables[0].rows for cell in row.cells),
    "mammoth": html,
    "docx2python": docx2python.docx2python("report.docx").text,
    "docx2txt": docx2txt.process("report.docx"),
}
seen = {reader: AMOUNT.findall(text) for reader, text in given.items()}
for reader, amounts in seen.items():
    print(reader, amounts)
whole = ["1.500,00", "2.600,00", "4.100,00", "9.999,99", "4.200,00"]
expected = {"python-docx": whole[3:], "mammoth": whole[:2] + whole[3:], "docx2python": whole, "docx2txt": whole}
if seen != expected:
    raise SystemExit("this has changed")
print("As told: python-docx leaves out what is tracked, controlled or computed, mammoth what is computed.")
PY
