"""Findings and records for spreadsheets: one table for each dataset, typed, with what was decided beside what is printed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.columns import EDGES
from pipeline.datasets import read_dataset, scan_dataset
from pipeline.files import write_file
from pipeline.inert import cell_text
from pipeline.records import RECORDS

EXPORTED = ("documents", "findings", "quarantine", *(record.dataset for record in RECORDS))


def tables_to_export(output: Path) -> dict[str, pl.DataFrame]:
    """The datasets as flat tables, each row with its document's name; those without rows are left out."""
    names = scan_dataset(output, "documents").select("document_id", pl.col("source_file").alias("document")).collect()
    tables: dict[str, pl.DataFrame] = {}
    for dataset in EXPORTED:
        frame = read_dataset(output, dataset)
        if frame.height:
            named = frame if "source_file" in frame.columns else frame.join(names, on="document_id", how="left")
            tables[dataset] = _flat(_with_decided(named))
    return tables


def _with_decided(frame: pl.DataFrame) -> pl.DataFrame:
    """A record's decided values, each in a column of its own, where there are any."""
    if "sources" not in frame.columns:
        return frame
    decided = [{s["field"]: s["decided_value"] for s in row if s["decision"]} for row in frame["sources"]]
    fields = sorted({field for row in decided for field in row})
    columns = [pl.Series(f"{field}_decided", [row.get(field) for row in decided], dtype=pl.Decimal(38, 6)) for field in fields]
    return frame.with_columns(columns)


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Without lists and boxes; the document first."""
    plain = [name for name, kind in frame.schema.items() if not kind.is_nested() and name not in EDGES]
    first = [name for name in ("document", "source_file") if name in plain]
    return frame.select(*first, *(name for name in plain if name not in (*first, "document_id")), "document_id")


def write_csv(tables: Mapping[str, pl.DataFrame], folder: Path) -> None:
    """Write each table as a file that Italian spreadsheets open as it is: semicolons, decimal commas, and no text that they
    would take for a formula. Raises `Unwritable`."""
    for dataset, table in tables.items():
        content = io.StringIO(newline="")
        lines = csv.writer(content, delimiter=";")
        lines.writerow(table.columns)
        lines.writerows(map(list, map(_plain, table.iter_rows())))
        write_file(folder / f"{dataset}.csv", content.getvalue().encode("utf-8-sig"))


def _plain(row: tuple[Any, ...]) -> Iterator[str]:
    for value in row:
        match value:
            case None:
                yield ""
            case bool():
                yield "sì" if value else "no"
            case Decimal():
                yield f"{value.normalize():f}".replace(".", ",")
            case date():
                yield f"{value:%d/%m/%Y}"
            case int():
                yield str(value)
            case _:
                yield cell_text(str(value))
