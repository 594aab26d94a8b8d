#!/usr/bin/env bash
# What Polars makes of "1.234" in a file of Italian figures read with decimal_comma=True.
#
# One would expect a reader that was told of the comma to refuse a point, or to take it for the mark of thousands that it is.
# Polars 2.1.0 infers text for such a column; told that it holds Float64 it takes both marks for the decimal one, in the same
# column: "12,5" is 12.5 and "1.234" is 1.234, a thousandth of what is printed. "1.234,50" is refused, and so is "1.234" where the
# column is declared as a Decimal.
# Whole thousands shrink, without an error, in columns of which no figure has both marks.
#
# Seen: [12.5, 1.234]; errors for the others. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet polars==2.1.0
venv/bin/python - <<'PY'
import polars as pl


def read(*printed: str, as_type: pl.DataType | type[pl.DataType] | None = None) -> list[object] | str:
    file = "\n".join(["importo;voce", *(f"{one};Proventi" for one in printed)]).encode()
    declared = {"importo": as_type} if as_type else None
    try:
        return pl.read_csv(file, separator=";", decimal_comma=True, schema_overrides=declared)["importo"].to_list()
    except pl.exceptions.ComputeError:
        return "refused"


inferred, floats = read("12,5", "1.234"), read("12,5", "1.234", as_type=pl.Float64)
both_marks = read("1.234,50", as_type=pl.Float64)
exact = read("12,5", "1.234", as_type=pl.Decimal(12, 3))
print("inferred", inferred, "| as Float64", floats, "| both marks", both_marks, "| as Decimal", exact)
assert inferred == ["12,5", "1.234"], "this has changed"
assert floats == [12.5, 1.234], "this has changed"
assert both_marks == exact == "refused", "this has changed"
print("As told: with a decimal comma, a point is a decimal comma too.")
PY
