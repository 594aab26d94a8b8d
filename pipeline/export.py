"""Findings and records for spreadsheets: one table for each dataset, typed, with what was decided beside what is printed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from pipeline.datasets import EDGES, RECORDS, read_dataset
from pipeline.files import write_file
from pipeline.findings.wording_en import italian
from pipeline.inert import cell_text

EXPORTED = ("documents", "findings", *(record.dataset for record in RECORDS))

NUMBER_FORMAT = "[$-410]#,##0.00####"
"""Thousands and decimals as Italian has them."""
DATE_FORMAT = "dd/mm/yyyy"

EXACT_DIGITS = 15
"""A spreadsheet's numbers have no more: what has more is written as text."""

LONGEST = 32_767
"""Characters that a spreadsheet's cell can hold."""

WIDEST = 60
"""Characters that a column of a sheet is wide at most."""


def tables_to_export(output: Path) -> dict[str, pl.DataFrame]:
    """The datasets as flat tables, each row with its document's name; those without rows are left out."""
    names = read_dataset(output, "documents").select("document_id", pl.col("source_file").alias("document"))
    tables: dict[str, pl.DataFrame] = {}
    for dataset in EXPORTED:
        frame = read_dataset(output, dataset)
        if frame.height:
            named = frame if dataset == "documents" else frame.join(names, on="document_id", how="left")
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


def write_workbook(tables: Mapping[str, pl.DataFrame], path: Path) -> None:
    """Write the tables as the sheets of a workbook: no formula in it, and no link. Raises `Unwritable`."""
    content = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(content, plain) as book:
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        number, day = book.add_format({"num_format": NUMBER_FORMAT}), book.add_format({"num_format": DATE_FORMAT})
        right = book.add_format({"align": "right"})
        for dataset, table in tables.items():
            sheet = book.add_worksheet(dataset)
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, table.height, table.width - 1)
            for column, name in enumerate(table.columns):
                sheet.write_string(0, column, name, heading)
                sheet.set_column(column, column, _width(name, table[name]))
            for row, values in enumerate(table.iter_rows(), 1):
                for column, value in enumerate(values):
                    _write(sheet, row, column, value, number, day, right)
        if not tables:
            book.add_worksheet("empty")
    write_file(path, content.getvalue())


def _write(sheet: Any, row: int, column: int, value: Any, number: Any, day: Any, right: Any) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, value)
        case int():
            sheet.write_number(row, column, value)
        case Decimal() if len(value.normalize().as_tuple().digits) <= EXACT_DIGITS:
            sheet.write_number(row, column, value, number)
        case Decimal():
            sheet.write_string(row, column, italian(value.normalize()), right)
        case date():
            sheet.write_datetime(row, column, datetime.combine(value, time()), day)
        case _:
            text = str(value)
            sheet.write_string(row, column, text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")


def _width(name: str, column: pl.Series) -> int:
    longest = max((len(str(value)) for value in column.head(200) if value is not None), default=0)
    return min(WIDEST, max(len(name), longest) + 2)


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
