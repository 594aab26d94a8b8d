#!/usr/bin/env bash
# Whether pandas reads the Parquet folder that it wrote itself, partitioned by a column with a missing value.
#
# One would expect a round trip: DataFrame.to_parquet(partition_cols=…) writes the folder __HIVE_DEFAULT_PARTITION__ for rows without
# a value, and read_parquet knows that name. pandas 3.1.1 with pyarrow 26.0.1 fails to read it, "Cannot yet unify dictionaries with
# nulls", and where no row has a value, "No non-null segments"; without the missing value the same table is read. pyarrow's own
# read_table reads the first of them and fails where it is turned into pandas; polars 2.1.0 reads both.
# One document whose year is not known makes the whole folder unreadable for pandas.
#
# Seen: two errors from pandas, rows from polars. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pandas==3.1.1 pyarrow==26.0.1 polars==2.1.0
venv/bin/python - <<'PY'
import pandas as pd
import polars as pl
import pyarrow as pa


def read_back(folder: str, years: list[str | None]) -> tuple[object, list[str | None]]:
    pd.DataFrame({"year": years, "amount": range(len(years))}).to_parquet(folder, partition_cols=["year"])
    by_polars = pl.read_parquet(folder, hive_schema={"year": pl.String})["year"].to_list()
    try:
        by_pandas: object = pd.read_parquet(folder)["year"].tolist()
    except pa.ArrowInvalid as e:
        by_pandas = str(e)
    return by_pandas, by_polars


full, some, none = read_back("full", ["A", "B"]), read_back("some", ["A", None]), read_back("none", [None])
print("all have one", full, "| one has none", some, "| none has one", none)
assert full == (["A", "B"], ["A", "B"]), "this has changed"
assert "unify dictionaries with nulls" in str(some[0]) and some[1] == ["A", None], "this has changed"
assert "No non-null segments" in str(none[0]) and none[1] == [None], "this has changed"
print("As told: what pandas wrote, polars reads and pandas does not.")
PY
