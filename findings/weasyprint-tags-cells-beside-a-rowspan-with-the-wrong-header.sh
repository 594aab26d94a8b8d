#!/usr/bin/env bash
# Which headers WeasyPrint names for the cells of a tagged table in which one cell spans rows.
#
# One would expect an accessible variant (pdf/ua-1) to name for each amount the year that it stands under: the page is laid out
# right, and ISO 32000-1, 14.8.5.7, has /Headers list the header cells that belong to a cell. WeasyPrint 70.0 counts the cells
# of a row as written and not the columns they stand in: under a label over two rows, the second row's 2016 is tagged with the
# header "Voce" and its 2015 with "2016"; where "Voce" spans the two rows of the head, even a plain row of the body is one column
# off. typst 0.15.2 names them right for the first of these tables.
# Whoever takes columns from the tags, or listens to them, gets the amounts of one year under another.
#
# Seen: the headers below. Fails if they change.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet weasyprint==70.0 typst==0.15.2 pdfplumber==0.11.10 pikepdf==10.17.0
venv/bin/python - <<'PY' 2> /dev/null
import io
from collections import defaultdict
from collections.abc import Iterator

import pdfplumber
import pikepdf
import typst
import weasyprint


def marks(element: pikepdf.Object) -> Iterator[int]:
    """The marked content under an element, whether its number stands alone, in a list or in a reference."""
    if isinstance(element, int):
        yield int(element)
    elif isinstance(element, pikepdf.Array):
        for kid in element:
            yield from marks(kid)
    elif isinstance(element, pikepdf.Dictionary):
        yield from marks(element.get("/MCID", element.get("/K", pikepdf.Array())))


def cells(element: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    if isinstance(element, pikepdf.Array):
        for kid in element:
            yield from cells(kid)
    elif isinstance(element, pikepdf.Dictionary):
        if element.get("/S") in ("/TH", "/TD"):
            yield element
        elif "/K" in element:
            yield from cells(element.K)


def headers(made: bytes) -> dict[str, list[str]]:
    """The texts of the headers that are named for each cell of the body, by the cell's text."""
    printed: defaultdict[int, str] = defaultdict(str)
    for char in pdfplumber.open(io.BytesIO(made)).pages[0].chars:
        printed[char["mcid"]] += char["text"]
    document = pikepdf.open(io.BytesIO(made))
    table = list(cells(document.Root.StructTreeRoot.K))
    text = {i: "".join(printed[mark] for mark in marks(cell.K)) for i, cell in enumerate(table)}
    named = {bytes(cell.ID): text[i] for i, cell in enumerate(table) if "/ID" in cell}
    found = {}
    for i, cell in enumerate(table):
        attributes = cell.get("/A", pikepdf.Array())
        owners = [attributes] if isinstance(attributes, pikepdf.Dictionary) else attributes
        if cell.S == "/TD":
            found[text[i]] = [named[bytes(one)] for owner in owners for one in owner.get("/Headers", [])]
    return found


def by_weasyprint(table: str) -> dict[str, list[str]]:
    page = f"<html lang=it><title>Conto</title><table>{table}</table>"
    return headers(weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))


spanning_label = by_weasyprint(
    "<thead><tr><th>Voce<th>2016<th>2015<tbody><tr><td rowspan=2>Proventi<td>100<td>90<tr><td>20<td>10"
)
spanning_head = by_weasyprint(
    "<thead><tr><th rowspan=2>Voce<th colspan=2>Anno<tr><th>2016<th>2015<tbody><tr><td>Proventi<td>100<td>90"
)
by_typst = headers(typst.compile(
    b"#table(columns: 3, table.header([Voce], [2016], [2015]), table.cell(rowspan: 2)[Proventi], [100], [90], [20], [10])"
))
print("label over two rows:", spanning_label)
print("head over two rows: ", spanning_head)
print("the first by typst: ", by_typst)
first_row = {"Proventi": ["Voce"], "100": ["2016"], "90": ["2015"]}
assert by_typst == first_row | {"20": ["2016"], "10": ["2015"]}, "this has changed"
assert spanning_label == first_row | {"20": ["Voce"], "10": ["2016"]}, "this has changed"
assert spanning_head == {"Proventi": ["Voce", "2016"], "100": ["Anno", "2015"], "90": []}, "this has changed"
print("As told: cells beside a span are tagged with the header of the column before.")
PY
