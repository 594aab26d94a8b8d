#!/usr/bin/env bash
# What happens to an amount with more decimals than its column in Polars.
#
# One would expect a strict cast to Decimal(10, 2) to refuse 2.345, as it refuses a text that is no number. Polars 2.1.0 rounds
# it, half to even (2.34, 1.24), without a word; so it does when a series is made of Decimal values with that type.
# An export of money has to compare the scale of each value with that of its column first.
#
# Seen: [2.34, 2.36, 1.24] and [2.34, 1.24]. Fails if it refuses or rounds otherwise.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet polars==2.1.0
venv/bin/python - <<'PY'
from decimal import Decimal

import polars as pl

money = pl.Decimal(10, 2)
cast = pl.Series(["2.345", "2.355", "1.235"]).cast(money, strict=True).to_list()
made = pl.Series([Decimal("2.345"), Decimal("1.235")], dtype=money).to_list()
print("cast", cast)
print("made", made)
assert cast == [Decimal("2.34"), Decimal("2.36"), Decimal("1.24")], "this has changed"
assert made == [Decimal("2.34"), Decimal("1.24")], "this has changed"
try:
    pl.Series(["two"]).cast(money, strict=True)
except pl.exceptions.InvalidOperationError:
    print("As told: what is no number is refused, what does not fit is rounded.")
else:
    raise AssertionError("a text that is no number is no longer refused")
PY
