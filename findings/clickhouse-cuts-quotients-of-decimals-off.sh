#!/usr/bin/env bash
# What ClickHouse (here chdb, which runs it in Python) makes of two amounts that are divided, and of one with a decimal too many.
#
# One would expect 2.00 / 3.00 to be .67, or to have more digits than its parts, as DuckDB, DataFusion and Polars have it or round
# it. With chdb 4.4.0 (ClickHouse 26.9) the quotient has the two decimals of the dividend and the rest is cut off: .66, and -0.33
# for -2.35 / 7.00 = -.3357. Casts cut off as well (2.349 is 2.34), while round() rounds half up: shares of a total never reach 100.
#
# Seen: three thirds of 100.00 add up to 99.99, six sixths to 99.96. Fails if a quotient is rounded or longer.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet chdb==4.4.0
venv/bin/python - <<'PY'
import chdb

asked = {
    "toDecimal64('2.00', 2) / toDecimal64('3.00', 2)": "0.66",
    "toDecimal64('-2.35', 2) / toDecimal64('7.00', 2)": "-0.33",
    "6 * (toDecimal64('100.00', 2) / 6)": "99.96",
    "toDecimal64(toDecimal64('2.349', 3), 2)": "2.34",
    "round(toDecimal64('2.349', 3), 2)": "2.35",
}
for question, answer in asked.items():
    got = chdb.query(f"select {question}").data().strip()
    print(question, "=", got)
    assert got == answer, "this has changed"
print("As told: quotients and casts are cut off, and only round() rounds.")
PY
