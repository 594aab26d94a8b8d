"""The datasets as Delta tables, for those who work with that format: a table a dataset, partitioned by year.

A year whose files did not change is not written again. Each table keeps its history; old files go by Delta's own `vacuum`.
Format: https://github.com/delta-io/delta/blob/master/PROTOCOL.md
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pipeline.columns import MODELS
from pipeline.compact import Part, parts_of
from pipeline.datasets import PARTITION, frame_of
from pipeline.files import write_file

if TYPE_CHECKING:
    from deltalake import DeltaTable

FOLDER = "delta"
WRITTEN = "written.json"
"""What each year of each table was made of."""


def write_delta(output: Path) -> int:
    """Make the tables in `delta/` what the files of documents are now. Returns how many years of tables were written.

    Raises `ImportError` without the extra `delta`, `Unwritable`.
    """
    from deltalake import DeltaTable

    folder = output / FOLDER
    before = _read(folder / WRITTEN)
    now: dict[str, str] = {}
    count = 0
    for dataset in MODELS:
        place = str(folder / dataset)
        table = DeltaTable(place) if DeltaTable.is_deltatable(place) else _made(place, dataset)
        parts = parts_of(output, dataset)
        for part in parts:
            key = f"{dataset}/{part.folder}"
            now[key] = part.made_of
            if before.get(key) != part.made_of:
                _replace(table, part)
                count += 1
        for key in before.keys() - now.keys():
            if key.startswith(f"{dataset}/"):
                table.delete(_where(_year(key.partition("/")[2])))
                count += 1
    write_file(folder / WRITTEN, json.dumps(now, indent=1, sort_keys=True).encode())
    return count


def _made(place: str, dataset: str) -> DeltaTable:
    """A table without rows."""
    from deltalake import DeltaTable, write_deltalake

    write_deltalake(place, _with_year(frame_of(dataset, ()), None), partition_by=[PARTITION])
    return DeltaTable(place)


def _replace(table: DeltaTable, part: Part) -> None:
    """Put the rows of a year in place of those that are there, in one commit."""
    from deltalake import write_deltalake

    year = _year(part.folder)
    rows = _with_year(part.scan().collect(), year)
    write_deltalake(table, rows, mode="overwrite", predicate=_where(year), schema_mode="merge" if _wider(table, rows) else None)


def _wider(table: DeltaTable, rows: pl.DataFrame) -> bool:
    """Whether a newer version of the dataset has columns that the table has not."""
    return {field.name for field in table.schema().fields} != set(rows.columns)


def _with_year(rows: pl.DataFrame, year: int | None) -> pl.DataFrame:
    return rows.with_columns(pl.lit(year, dtype=pl.Int32).alias(PARTITION))


def _where(year: int | None) -> str:
    return f"{PARTITION} IS NULL" if year is None else f"{PARTITION} = {year}"


def _year(folder: str) -> int | None:
    year = folder.removeprefix(f"{PARTITION}=")
    return int(year) if year.isdigit() and int(year) else None


def _read(file: Path) -> dict[str, str]:
    try:
        return dict(json.loads(file.read_bytes()))
    except (FileNotFoundError, ValueError):
        return {}
