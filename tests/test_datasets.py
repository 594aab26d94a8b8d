"""Datasets as they lie on disk: all of them, with their types, by year, whole or not at all, and each value with its place."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import pdfplumber
import polars as pl
import pytest

from flows.index import OutputFiles
from pipeline.columns import MODELS, OF_DOCUMENTS, columns_of
from pipeline.datasets import InexactError, frames_of, read_dataset, row_of, write_empty, write_report
from pipeline.files import Unwritable
from pipeline.ingestion import stored_summary, summarise
from pipeline.records import RECORDS
from pipeline.report import Report
from schemas.finding import Finding
from tests.conftest import SAMPLE
from tests.drawing import Drawing

NUMBER = pl.Decimal(38, 6)


@pytest.fixture(scope="module")
def output(sample: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample report, written."""
    folder = tmp_path_factory.mktemp("output")
    write_report(sample, folder)
    write_empty(folder)
    return folder


def content_of(output: Path) -> dict[Path, tuple[int, bytes]]:
    """Every file of an output: when it was written, and its bytes."""
    return {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in output.rglob("*") if file.is_file()}


# ── what is there ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("dataset", OF_DOCUMENTS)
def test_every_dataset_is_there_with_its_declared_types(output: Path, dataset: str) -> None:
    (file,) = (output / dataset).rglob("*.parquet")
    assert pl.read_parquet_schema(file) == {column.name: column.type for column in columns_of(dataset)}


def test_an_output_without_documents_has_every_dataset_with_its_types(tmp_path: Path) -> None:
    write_empty(tmp_path)
    for dataset in MODELS:
        frame = read_dataset(tmp_path, dataset)
        assert (frame.height, dict(frame.schema)) == (0, {column.name: column.type for column in columns_of(dataset)})


@pytest.mark.parametrize(
    ("dataset", "column", "type_"),
    [
        ("variance_lines", "current_amount", NUMBER),
        ("variance_lines", "variance_pct", NUMBER),
        ("variance_lines", "current_year", pl.Int32()),
        ("variance_lines", "is_total", pl.Boolean()),
        ("cells", "value", NUMBER),
        ("cells", "x0", pl.Float64()),
        ("documents", "coverage", NUMBER),
        ("documents", "source_files", pl.List(pl.String())),
        ("findings", "suggested_value", NUMBER),
        ("findings", "check_ids", pl.List(pl.String())),
        ("findings", "decided_on", pl.Date()),
    ],
)
def test_columns_have_types_that_fit_what_they_hold(dataset: str, column: str, type_: pl.DataType) -> None:
    assert next(c.type for c in columns_of(dataset) if c.name == column) == type_


@pytest.mark.parametrize(
    ("dataset", "column"), [("checks", "operands"), ("findings", "candidates"), ("variance_lines", "sources")]
)
def test_what_belongs_together_is_a_list_of_structs(dataset: str, column: str) -> None:
    (type_,) = (c.type for c in columns_of(dataset) if c.name == column)
    assert isinstance(type_, pl.List)
    assert isinstance(type_.inner, pl.Struct)


@pytest.mark.parametrize("dataset", MODELS)
def test_every_column_says_what_it_means(dataset: str) -> None:
    assert MODELS[dataset].__doc__
    assert [c.name for c in columns_of(dataset) if not c.description or c.description.startswith("Points from")] == []


def test_no_number_is_stored_that_its_column_would_round() -> None:
    value = Decimal("0.1234567")
    finding = Finding(finding_id="f", severity="info", rule="R", message="", verdict="located", printed_value=value)
    with pytest.raises(InexactError, match=r"0\.1234567 has more than 6 decimals"):
        row_of("a", finding)


# ── where it lies ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_document_without_a_year_lies_under_0(report_on: Callable[[Drawing], Report], tmp_path: Path) -> None:
    report = report_on(Drawing().text(72, 72, "Relazione"))
    write_report(report, tmp_path / "output")
    folders = {file.parent.name for file in (tmp_path / "output").rglob("*.parquet")}
    assert folders == {"report_year=0"}


def test_a_document_has_files_only_where_it_has_rows(sample: Report, tmp_path: Path) -> None:
    files = write_report(sample, tmp_path)
    assert sorted(files) == sorted(tmp_path.rglob("*.parquet"))
    assert {file.relative_to(tmp_path).parts[0] for file in files} == {name for name, frame in frames_of(sample) if len(frame)}
    write_report(replace(sample, checks=()), tmp_path)
    assert not any((tmp_path / "checks").rglob("*.parquet"))


def test_what_a_run_needs_to_know_of_a_document_can_be_read_from_its_datasets(sample: Report, tmp_path: Path) -> None:
    write_report(sample, tmp_path)
    assert stored_summary(tmp_path, sample.document_id) == summarise(sample)


def test_a_document_whose_year_is_now_read_otherwise_lies_under_one_year(sample: Report, tmp_path: Path) -> None:
    write_report(replace(sample, document=sample.document.model_copy(update={"fiscal_year": 2015})), tmp_path)
    write_report(sample, tmp_path)
    assert {file.parent.name for file in tmp_path.rglob("*.parquet")} == {"report_year=2016"}
    assert read_dataset(tmp_path, "variance_lines").height == 15


def test_writing_the_same_again_touches_nothing(sample: Report, tmp_path: Path) -> None:
    write_report(sample, tmp_path)
    before = content_of(tmp_path)
    write_report(sample, tmp_path)
    assert content_of(tmp_path) == before


# ── whole or not at all ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_write_that_fails_leaves_the_old_file_and_says_where_and_why(
    sample: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_report(sample, tmp_path)
    before = content_of(tmp_path)

    def full(*_: Any) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unwritable) as failure:
        write_report(replace(sample, sections=sample.sections[:1]), tmp_path)
    assert failure.value.strerror == "No space left on device"
    assert failure.value.filename == str(tmp_path / "sections" / "report_year=2016" / f"{sample.document_id}.parquet")
    assert content_of(tmp_path) == before


def test_what_a_killed_run_left_half_written_is_read_by_nobody_and_known_as_such(sample: Report, tmp_path: Path) -> None:
    write_report(sample, tmp_path)
    half = tmp_path / "cells" / "report_year=2016" / f".{sample.document_id}.parquet.99.tmp"
    half.write_bytes(b"PAR1")
    assert read_dataset(tmp_path, "cells").height == sum(len(table.cells) for table in sample.tables)
    assert OutputFiles(tmp_path).leftovers == [half]


def test_a_dataset_whose_older_files_have_fewer_columns_is_read(output: Path, tmp_path: Path) -> None:
    (file,) = (output / "documents").rglob("*.parquet")
    for year, frame in (("2015", pl.read_parquet(file).drop("code_version")), ("2016", pl.read_parquet(file))):
        folder = tmp_path / "documents" / f"report_year={year}"
        folder.mkdir(parents=True)
        frame.write_parquet(folder / "a.parquet")
    assert read_dataset(tmp_path, "documents")["code_version"].null_count() == 1


# ── where each value was read ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("dataset", [record.dataset for record in RECORDS])
def test_every_value_of_a_record_is_in_the_cell_that_it_names(output: Path, dataset: str) -> None:
    cells = {(c["table_id"], c["row_index"], c["column_index"]): c for c in read_dataset(output, "cells").iter_rows(named=True)}
    sections = {s["section_id"]: s["text"] for s in read_dataset(output, "sections").iter_rows(named=True)}
    for record in read_dataset(output, dataset).iter_rows(named=True):
        figures = {name for name, type_ in read_dataset(output, dataset).schema.items() if type_ == NUMBER}
        assert {source["field"] for source in record["sources"]} == {name for name in figures if record[name] is not None}
        for source in record["sources"]:
            if source["column_index"] is None:
                assert source["text"] in sections[record["section_id"]]
                continue
            cell = cells[record["table_id"], source["row_index"], source["column_index"]]
            assert source["text"] in cell["text"]
            assert source["page"] == cell["page"]
            assert cell["value"] in (record[source["field"]], None)


def test_any_figure_can_be_shown_in_the_pdf_by_another_engine(output: Path) -> None:
    """Every figure of the sample report that stands in a table, cut out by pdfplumber from the box that is given for it."""
    sources = [source for record in RECORDS for row in read_dataset(output, record.dataset)["sources"] for source in row]
    in_tables = [source for source in sources if source["column_index"] is not None]
    assert len(in_tables) > 150
    with pdfplumber.open(SAMPLE) as pdf:
        for source in in_tables:
            box = [source[edge] + by for edge, by in zip(("x0", "top", "x1", "bottom"), (-1, -1, 1, 1), strict=True)]
            shown = pdf.pages[source["page"] - 1].crop(box).extract_text()
            assert "".join(source["text"].split()) in "".join(shown.split())


def test_a_check_names_its_figures_and_a_finding_its_cell_and_checks(output: Path) -> None:
    checks = {check["check_id"]: check for check in read_dataset(output, "checks").iter_rows(named=True)}
    cells = {(c["table_id"], c["row_index"], c["column_index"]): c for c in read_dataset(output, "cells").iter_rows(named=True)}
    (error,) = read_dataset(output, "findings").filter(severity="error").iter_rows(named=True)
    cell = cells[error["table_id"], error["row_index"], error["column_index"]]
    assert (cell["text"], cell["confirmations"]) == ("3.466.720,87", 0)
    assert (error["suggested_value"], error["printed_value"]) == (Decimal("3446720.87"), cell["value"])
    for check_id in error["check_ids"]:
        operands = {
            (o["table_id"] or checks[check_id]["table_id"], o["row_index"], o["column_index"])
            for o in checks[check_id]["operands"]
        }
        assert (error["table_id"], error["row_index"], error["column_index"]) in operands
        assert checks[check_id]["result"] == "broken"
