"""What is written reads the same everywhere: in Polars, DuckDB, pyarrow and pandas, with values, types and years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet
import pytest

from pipeline.columns import MODELS
from pipeline.datasets import frame_of, frames_of, row_of, write_empty, write_report
from pipeline.records import RECORDS
from pipeline.report import Report, read_report
from pipeline.years.follow import follow, read_body
from pipeline.years.model import BodyReport
from schemas.series import body_key
from tests.drawing import Drawing

Rows = list[dict[str, Any]]
Reader = Callable[[Path], tuple[Rows, dict[str, str]]]
"""Reads a dataset's folder: its rows, and its columns with the types of their values, both as the tool has them."""


@pytest.fixture(scope="module")
def reports(sample: Report, tmp_path_factory: pytest.TempPathFactory) -> list[Report]:
    """The sample report with a decision about one of its findings, and a small one that has no year."""
    error = next(f for f in sample.findings if f.severity == "error")
    decided = error.model_copy(update={"decided_on": date(2017, 5, 1), "decided_value": error.suggested_value})
    findings = tuple(decided if f is error else f for f in sample.findings)
    drawn = tmp_path_factory.mktemp("drawn") / "drawn.pdf"
    Drawing().text(72, 72, "Relazione").grid(72, 100, (90, 90), (("Voce", "Euro"), ("Oneri", "1,50"))).save(drawn)
    return [replace(sample, findings=findings), read_report(drawn)]


@pytest.fixture(scope="module")
def output(reports: list[Report], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    for report in reports:
        write_report(report, folder)
    list(follow(folder, followed(reports), set()))
    write_empty(folder)
    return folder


def followed(reports: list[Report]) -> list[BodyReport]:
    """The reports whose body and year are known, as `series` has them."""
    return [BodyReport(r.document_id, r.document.source_file, entity, year) for r in reports
            if (entity := r.document.entity) and (year := r.document.fiscal_year)]  # fmt: skip


@pytest.fixture(scope="module")
def expected(reports: list[Report], output: Path) -> dict[str, Rows]:
    """The rows of every dataset as they were given to be written."""
    rows: dict[str, Rows] = {dataset: [] for dataset in MODELS}
    for report in reports:
        for dataset, frame in frames_of(report):
            rows[dataset] += frame.with_columns(
                pl.lit(report.document.fiscal_year or 0, pl.Int64).alias("report_year")
            ).to_dicts()
    (of_a_body,) = followed(reports)
    body = frame_of("series", (row_of(*point) for point in read_body(body_key(of_a_body.entity), [of_a_body], output).points))
    rows["series"] = body.with_columns(pl.lit(of_a_body.year, pl.Int64).alias("report_year")).to_dicts()
    return rows


def with_polars(folder: Path) -> tuple[Rows, dict[str, str]]:
    frame = pl.read_parquet(folder)
    return frame.to_dicts(), {name: str(type_.base_type()) for name, type_ in frame.schema.items()}


def queried(query: str) -> duckdb.DuckDBPyRelation:
    relation = duckdb.sql(query)
    assert relation is not None
    return relation


def with_duckdb(folder: Path) -> tuple[Rows, dict[str, str]]:
    found = queried(f"select * from read_parquet('{folder}/*/*.parquet', hive_partitioning = true)")
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    return rows, dict(zip(found.columns, map(str, found.types), strict=True))


def with_pyarrow(folder: Path) -> tuple[Rows, dict[str, str]]:
    table = pyarrow.parquet.read_table(folder)
    return table.to_pylist(), {field.name: str(field.type) for field in table.schema}


def with_pandas(folder: Path) -> tuple[Rows, dict[str, str]]:
    plain_call = pd.read_parquet(folder)
    frame = pd.read_parquet(folder, dtype_backend="pyarrow")
    assert (list(plain_call), len(plain_call)) == (list(frame), len(frame))
    return frame.to_dict("records"), {str(name): str(type_) for name, type_ in frame.dtypes.items()}


READERS: dict[str, Reader] = {"polars": with_polars, "duckdb": with_duckdb, "pyarrow": with_pyarrow, "pandas": with_pandas}


def plain(value: Any) -> Any:
    """A value as plain Python, whatever says "missing" as None."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)) or hasattr(value, "tolist"):
        return [plain(inner) for inner in value]
    if isinstance(value, pd.Timestamp):
        return value.date()
    return None if value is pd.NA or value is None else value


def in_order(rows: Rows) -> list[str]:
    """Rows in an order that does not depend on the reader; as text, in which 1.50 and 1.5 differ, and a float from a decimal."""
    return sorted(repr(sorted((name, plain(value)) for name, value in row.items())) for row in rows)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("dataset", MODELS)
def test_every_dataset_has_the_same_rows_everywhere(output: Path, expected: dict[str, Rows], dataset: str, reader: str) -> None:
    rows, _ = READERS[reader](output / dataset)
    assert in_order(rows) == in_order(expected[dataset])


@pytest.mark.parametrize("reader", READERS)
def test_amounts_are_decimals_everywhere(output: Path, reader: str) -> None:
    rows, types = READERS[reader](output / "variance_lines")
    assert types["current_amount"].lower().startswith("decimal")
    amounts = [row["current_amount"] for row in rows if row["account_code"] == "325"]
    assert [(type(amount), amount) for amount in amounts] == [(Decimal, Decimal("1588317.37"))] * 2
    assert {type(row["variance_pct"]) for row in rows} <= {Decimal, type(None), type(pd.NA)}


@pytest.mark.parametrize(
    ("reader", "name"), [("polars", "Date"), ("duckdb", "DATE"), ("pyarrow", "date32"), ("pandas", "date32")]
)
def test_dates_are_dates_everywhere(output: Path, reader: str, name: str) -> None:
    rows, types = READERS[reader](output / "findings")
    assert types["decided_on"].startswith(name)
    assert [day for row in rows if (day := plain(row["decided_on"]))] == [date(2017, 5, 1)]


@pytest.mark.parametrize("record", [record.dataset for record in RECORDS])
def test_duckdb_reads_only_the_year_that_is_asked_for(output: Path, record: str) -> None:
    files = f"read_parquet('{output}/{record}/*/*.parquet', hive_partitioning = true)"
    plan = str(queried(f"explain analyze select * from {files} where report_year = 2016").fetchall()[0][1])
    files_of_the_year = list((output / record / "report_year=2016").glob("*.parquet"))
    assert f"Total Files Read: {len(files_of_the_year)} " in plan
