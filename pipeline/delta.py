"""The datasets as Delta tables, for those who work with that format: a table a dataset, partitioned by year.

A year whose files did not change is not written again. Each table keeps its history; old files go by Delta's own `vacuum`.
Format: https://github.com/delta-io/delta/blob/master/PROTOCOL.md
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from pipeline.columns import MODELS
from pipeline.compact import Part, bodies_of, parts_of, tried_again
from pipeline.datasets import PARTITION, frame_of

if TYPE_CHECKING:
    from deltalake import DeltaTable


class Changed(RuntimeError):
    """Somebody else has changed a table meanwhile."""


class Made(NamedTuple):
    """What came of writing the tables."""

    years: int
    """How many years of tables were written."""
    of: dict[str, str]
    """What each year of each table is made of."""


def write_delta(output: Path, folder: str, before: Mapping[str, str], options: Mapping[str, str] | None = None) -> Made:
    """Make the tables in a folder what the files of documents in an output are now; `before` is what they were made of.

    The folder may be in a store: then `options` are how that is reached, beside the environment.
    Raises `ImportError` without the extra `delta`, `Changed`, `OSError`.
    """
    from deltalake.exceptions import DeltaError

    try:
        return _write(output, folder, before, dict(options or {}))
    except DeltaError as e:
        raise Changed(f"The Delta tables in {folder} cannot be changed ({' '.join(str(e).split())}). Try again.") from e


def _write(output: Path, folder: str, before: Mapping[str, str], options: dict[str, str]) -> Made:
    from deltalake import DeltaTable

    now: dict[str, str] = {}
    count, bodies = 0, bodies_of(output)
    for dataset in MODELS:
        place = f"{folder}/{dataset}"
        there = DeltaTable.is_deltatable(place, storage_options=options)
        table = DeltaTable(place, storage_options=options) if there else _made(place, dataset, options)
        of = tried_again(partial(_brought_up_to_date, table, output, dataset, bodies, before))
        gone = [key for key in before.keys() - of.keys() if key.startswith(f"{dataset}/")]
        for key in gone:
            table.delete(_where(_year(key.partition("/")[2])))
        count += len(gone) + sum(before.get(key) != made_of for key, made_of in of.items())
        now |= of
    return Made(count, now)


def _brought_up_to_date(
    table: DeltaTable, output: Path, dataset: str, bodies: Mapping[str, str], before: Mapping[str, str]
) -> dict[str, str]:
    """Write the years of a table whose files have changed. Returns what each year is made of."""
    parts = {f"{dataset}/{part.folder}": part for part in parts_of(output, dataset, bodies)}
    for key, part in parts.items():
        if before.get(key) != part.made_of:
            _replace(table, part)
    return {key: part.made_of for key, part in parts.items()}


def _made(place: str, dataset: str, options: dict[str, str]) -> DeltaTable:
    """A table without rows."""
    from deltalake import DeltaTable, write_deltalake

    write_deltalake(place, _with_year(frame_of(dataset, ()), None), partition_by=[PARTITION], storage_options=options)
    return DeltaTable(place, storage_options=options)


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
