#!/usr/bin/env bash
# What becomes of amounts where a Pandera schema for Polars only says that a column is decimal and is told to coerce:
# `amount: pl.Decimal`, `coerce = True`.
#
# pandera 0.35.0 with polars 2.1.0. One would expect any decimal column to pass as it is, for Polars takes the bare class `pl.Decimal`
# for decimals of every scale, and `df.schema["amount"] == pl.Decimal` holds. Pandera takes it for Decimal(28, 0), its own default:
# a Decimal(38, 6) of euros and cents is cast to whole euros, halves to the even one, and nothing is raised or warned. Without
# coercion the same column is refused.
#
# Seen: 1234.56, 2.50 and -0.49 come back as 1235, 2 and 0. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet "pandera[polars]==0.35.0" polars==2.1.0
venv/bin/python -W error::UserWarning - <<'PY'
from decimal import Decimal

import pandera.polars as pa
import polars as pl


class Account(pa.DataFrameModel):
    amount: pl.Decimal

    class Config:
        coerce = True


read = pl.DataFrame({"amount": [Decimal("1234.56"), Decimal("2.50"), Decimal("-0.49")]}, schema={"amount": pl.Decimal(38, 6)})
assert read.schema["amount"] == pl.Decimal
checked = Account.validate(read)
print(checked.schema, checked["amount"].to_list())
assert checked["amount"].to_list() == [Decimal(1235), Decimal(2), Decimal(0)], "this has changed"
print("As told: the cents are gone.")
PY
