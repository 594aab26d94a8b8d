"""What the Parquet files say of themselves: dataset, version of its schema, and what each column means, in which unit.

Of the file, as key-value metadata under `consuntivo:…`; of a column, as `description` and `unit` of its Arrow field, where
pyarrow, pandas and DuckDB (`parquet_kv_metadata`) find them.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import polars as pl
from arro3.core import DataType, Field, Schema
from polars.datatypes import DataTypeClass

from pipeline.columns import NUMBER, PRECISION, SCALE, SCHEMA_VERSION, Column, columns_of, description_of

PREFIX = "consuntivo:"


@cache
def metadata_of(dataset: str) -> dict[str, Any]:
    """What Polars is to write into the files of a dataset, as keyword arguments of its writers."""
    columns = columns_of(dataset)
    return {
        "metadata": {
            f"{PREFIX}dataset": dataset,
            f"{PREFIX}description": description_of(dataset),
            f"{PREFIX}schema_version": SCHEMA_VERSION,
            f"{PREFIX}columns": json.dumps({column.name: about(column) for column in columns}, ensure_ascii=False),
        },
        "arrow_schema": Schema([Field(c.name, _arrow(c.type), metadata=about(c)) for c in columns]),
    }


def about(column: Column) -> dict[str, str]:
    """What is said of a column beside its type."""
    return {"description": column.description, **({"unit": column.unit} if column.unit else {})}


def _arrow(type_: pl.DataType | DataTypeClass) -> DataType:
    """The Arrow type that Polars writes for its own."""
    if isinstance(type_, pl.List):
        return DataType.large_list(Field("element", _arrow(type_.inner)))
    if isinstance(type_, pl.Struct):
        return DataType.struct([Field(field.name, _arrow(field.dtype)) for field in type_.fields])
    if type_ == NUMBER:
        return DataType.decimal128(PRECISION, SCALE)
    plain: dict[DataTypeClass, DataType] = {
        pl.String: DataType.large_utf8(),
        pl.Int32: DataType.int32(),
        pl.Boolean: DataType.bool(),
        pl.Float64: DataType.float64(),
        pl.Date: DataType.date32(),
        pl.Datetime: DataType.timestamp("us", tz="UTC"),
    }
    return plain[type_.base_type()]
