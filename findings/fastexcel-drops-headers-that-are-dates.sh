#!/usr/bin/env bash
# What becomes of the header of a column where it is a date, or a year, and no text.
#
# One would expect the column to be named after its header however the cell is typed, as pandas names it. Accounts head their columns
# "31/12/2016". fastexcel 0.21.0, and polars 2.1.0 with it, take a header cell that holds a date for an empty one: two balance
# sheet dates come out as __UNNAMED__1 and __UNNAMED__2, without a word. Polars' other engine, openpyxl, raises TypeError for
# dates, and for a year typed as a number, which fastexcel reads well.
# The years of the columns are lost just where the sheet has them as true dates.
#
# Seen: unnamed columns, TypeError twice, and the dates from pandas. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet fastexcel==0.21.0 polars==2.1.0 pyarrow==26.0.1 pandas==3.1.1 openpyxl==3.1.5 xlsxwriter==3.3.1
venv/bin/python - <<'PY'
import io
from datetime import date

import fastexcel
import pandas as pd
import polars as pl
import xlsxwriter


def sheet(*headers: date | int) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet()
    page.write_row(0, 0, ["Voce", *headers])
    page.write_row(1, 0, ["Proventi", 1234.5, 1100])
    book.close()
    return made.getvalue()


def by_openpyxl(made: bytes) -> str:
    try:
        return str(pl.read_excel(made, engine="openpyxl").columns)
    except TypeError as e:
        return f"TypeError: {e}"


dates, years = sheet(date(2016, 12, 31), date(2015, 12, 31)), sheet(2016, 2015)
named = fastexcel.read_excel(dates).load_sheet(0).to_polars().columns
by_pandas = pd.read_excel(io.BytesIO(dates)).columns.tolist()
print("dates: fastexcel", named, "| polars' openpyxl", by_openpyxl(dates), "| pandas", [str(one) for one in by_pandas])
print("years: polars", pl.read_excel(years).columns, "| polars' openpyxl", by_openpyxl(years))
assert named == pl.read_excel(dates).columns == ["Voce", "__UNNAMED__1", "__UNNAMED__2"], "this has changed"
assert [one.year for one in by_pandas[1:]] == [2016, 2015], "this has changed"
assert pl.read_excel(years).columns == ["Voce", "2016", "2015"], "this has changed"
assert by_openpyxl(dates).startswith("TypeError") and by_openpyxl(years).startswith("TypeError"), "this has changed"
print("As told: dates in a header name nothing.")
PY
