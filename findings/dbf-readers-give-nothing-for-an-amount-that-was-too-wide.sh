#!/usr/bin/env bash
# What readers of dBase files give for an amount that did not fit its field.
#
# Programs of the dBase family fill the field of such a figure with asterisks: there is an amount, and it is not known. An empty
# field is blanks. One would expect the two to differ, or an error. dbfread 2.0.7, whose changes call the asterisks padding, pyshp
# 3.1.6 and dbf 0.99.11 give None for both, without a word: a sum over the column is short by the largest amounts of all. Exports of
# older accounting programs are such files. Format: dBase III.
#
# Seen: None for asterisks as for blanks, and right values beside them. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet dbfread==2.0.7 pyshp==3.1.6 dbf==0.99.11
venv/bin/python - <<'PY'
import struct

import dbf
import shapefile
from dbfread import DBF

fields, width = [("VOCE", "C", 8, 0), ("IMPORTO", "N", 10, 2)], 19
rows = ["PROVENTI   1234.56", "ONERI   **********", "ALTRO             "]
head = struct.pack("<BBBBIHH20x", 3, 126, 1, 1, len(rows), 32 + 32 * len(fields) + 1, width)
for name, kind, length, decimals in fields:
    head += name.encode().ljust(11, b"\0") + kind.encode() + bytes(4) + bytes([length, decimals]) + bytes(14)
with open("conto.dbf", "wb") as file:
    file.write(head + b"\r" + b"".join(b" " + row.encode() for row in rows) + b"\x1a")

with open("conto.dbf", "rb") as file:
    table = dbf.Table("conto.dbf")
    table.open(dbf.READ_ONLY)
    seen = {
        "dbfread": [row["IMPORTO"] for row in DBF("conto.dbf")],
        "pyshp": [row["IMPORTO"] for row in shapefile.Reader(dbf=file).records()],
        "dbf": [row.importo for row in table],
    }
for reader, amounts in seen.items():
    print(reader, amounts)
    assert amounts == [1234.56, None, None], "this has changed"
print("As told: an amount too wide for its field is none.")
PY
