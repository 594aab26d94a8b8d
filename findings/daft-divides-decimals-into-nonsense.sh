#!/usr/bin/env bash
# What Daft makes of one amount divided by another, both Decimal(18, 2), as shares and variations in per cent are reckoned.
#
# One would expect 333.33… for 1000.00 / 3.00, or an error where the result needs more digits than 38. daft 0.7.26 gives the
# quotient the type Decimal(37, 21) and the value -0.0000139…: the digits run over on the way and nothing says so. Sums, means and
# products of the same columns are right, and so is the quotient of two Decimal(10, 2); a quotient by a whole number is wrong, too.
#
# Seen: right at (10, 2) and (12, 2); below zero at (18, 2). Fails if the quotient at (18, 2) is right, or an error.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet daft==0.7.26 pyarrow==22.0.0
venv/bin/python - <<'PY'
from decimal import Decimal

import daft
import pyarrow

quotients = {}
for digits in (10, 12, 18):
    kind = pyarrow.decimal128(digits, 2)
    table = pyarrow.table({"part": pyarrow.array([Decimal("1000.00")], kind), "whole": pyarrow.array([Decimal("3.00")], kind)})
    found = daft.from_arrow(table).select((daft.col("part") / daft.col("whole")).alias("q"))
    quotients[digits] = found.to_pydict()["q"][0]
    print(f"Decimal({digits}, 2): 1000.00 / 3.00 = {quotients[digits]} as {found.schema()['q'].dtype}")
assert all(round(quotients[digits], 2) == Decimal("333.33") for digits in (10, 12)), "this has changed"
assert quotients[18] < 0, "this has changed"
print("As told: the quotient of two columns of 18 digits is nonsense, and no error is raised.")
PY
