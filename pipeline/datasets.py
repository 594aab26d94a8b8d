"""Records to Parquet: one folder a dataset, one file a document, each written whole or not at all.

Numbers are decimals of one type; what would not fit exactly is refused. Every file says what its columns mean.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_origin

import polars as pl
from polars.datatypes import DataTypeClass
from pydantic import BaseModel

from pipeline.columns import EDGES, MODELS, NUMBER, OF_DOCUMENTS, RENAMED, SCALE, columns_of, fields_of, without_none
from pipeline.files import write_file, writing
from pipeline.parquet import metadata_of
from pipeline.records import RECORDS
from schemas.check import Operand
from schemas.document import Quarantined
from schemas.fact import fact_id
from schemas.finding import Finding
from schemas.provenance import Box
from schemas.records.base import Figure, Record
from schemas.rows import CellRow, SectionRow, TableRow
from schemas.run import DocumentRun

if TYPE_CHECKING:
    from pipeline.report import Report

PARTITION = "report_year"
"""The folder under each dataset, by the year that the report is about."""

NO_YEAR = 0
"""The year of what has none. What Hive calls a missing value, `__HIVE_DEFAULT_PARTITION__`, pandas and pyarrow cannot read beside
years, nor alone (26.0)."""

ROWS_AT_A_TIME = 2_000
"""Rows that are turned into columns at a time: as Python objects they take many times the memory."""


class InexactError(ValueError):
    """A number that the type of its column cannot hold exactly."""


def row_of(document_id: str | None, instance: BaseModel, facts: Mapping[str, Decimal] | None = None) -> dict[str, Any]:
    """An instance as a row of its dataset, numbers as text; `facts` are the values, by id, of those that a record may be made of.

    Raises `InexactError` for a number that its column cannot hold.
    """
    row: dict[str, Any] = {"document_id": document_id, **_fields(instance)}
    if isinstance(instance, Record):
        row["sources"] = [
            {
                "field": name,
                "fact_id": _fact_of(instance, f, facts or {}),
                "text": f.text,
                "row_index": f.row,
                "column_index": f.column,
                "page": f.page,
                **dict(zip(EDGES, f.box, strict=True)),
                "text_source": f.text_source,
                "decided_value": _plain(f.decided_value),
                "decision": f.decision,
            }
            for name, f in vars(instance).items()
            if isinstance(f, Figure)
        ]
    return row


def _fact_of(record: Record, figure: Figure, facts: Mapping[str, Decimal]) -> str | None:
    """The fact that a figure of a record is; None for one of the text."""
    if record.table_id is None or figure.row is None or figure.column is None:
        return None
    found = fact_id(record.table_id, figure.row, figure.column, figure.position)
    return found if facts.get(found) == figure.value else None


def _fields(instance: Any) -> dict[str, Any]:
    row: dict[str, Any] = instance._asdict() if isinstance(instance, Operand) else dict(vars(instance))
    for name, is_box in _to_convert(instance.__class__):
        value = row.pop(name)
        if is_box:
            row |= zip(EDGES, value or (None,) * 4, strict=True)
        else:
            row[RENAMED.get(name, name)] = _plain(value)
    return row


@cache
def _to_convert(model: Any) -> tuple[tuple[str, bool], ...]:
    """The fields that a row has under other names or as other values than an instance, and whether they hold a box."""
    kinds = {name: without_none(hint) for name, hint in fields_of(model).items()}
    as_they_are = (str, int, bool, float)
    return tuple(
        (name, kind is Box)
        for name, kind in kinds.items()
        if name in RENAMED or not (kind in as_they_are or get_origin(kind) is Literal)
    )


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Figure):
        value = value.value
    if isinstance(value, Decimal):
        text = format(value, "f")
        if len(text.partition(".")[2]) > SCALE and value != round(value, SCALE):
            raise InexactError(f"{value} has more than {SCALE} decimals")
        return text
    if isinstance(value, (BaseModel, Operand)):
        return _fields(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def as_fields(model: Any, row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row of a dataset has for the fields of `model`, boxes aside, under the names of the fields."""
    return {name: _renamed_back(row[key]) for name in fields_of(model) if (key := RENAMED.get(name, name)) in row}


def _renamed_back(value: Any) -> Any:
    if isinstance(value, list):
        return [_renamed_back(item) for item in value]
    if isinstance(value, dict):
        back = {renamed: name for name, renamed in RENAMED.items()}
        return {back.get(name, name): item for name, item in value.items()}
    return value


def frame_of(dataset: str, rows: Iterable[dict[str, Any]]) -> pl.DataFrame:
    """Rows, as `row_of` gives them, as a frame with the dataset's columns and types."""
    rows = iter(rows)
    parts = []
    while some := list(islice(rows, ROWS_AT_A_TIME)):
        given = pl.DataFrame(some, schema=_types_given(dataset), orient="row").get_columns()
        parts.append(pl.DataFrame([s.cast(column.type) for s, column in zip(given, columns_of(dataset), strict=True)]))
    return pl.concat(parts, rechunk=True) if parts else _no_rows(dataset)


@cache
def _no_rows(dataset: str) -> pl.DataFrame:
    return pl.DataFrame(schema={column.name: column.type for column in columns_of(dataset)})


@cache
def _types_given(dataset: str) -> dict[str, pl.DataType | DataTypeClass]:
    return {column.name: _as_given(column.type) for column in columns_of(dataset)}


def _as_given(type_: pl.DataType | DataTypeClass) -> pl.DataType | DataTypeClass:
    """The type as rows have it: numbers as text, for polars loads numpy to read a `Decimal`."""
    if isinstance(type_, pl.List):
        return pl.List(_as_given(type_.inner))
    if isinstance(type_, pl.Struct):
        return pl.Struct({field.name: _as_given(field.dtype) for field in type_.fields})
    return pl.String() if type_ == NUMBER else type_


def frames_of(report: Report) -> Iterator[tuple[str, pl.DataFrame]]:
    """Every dataset of one document, `documents` last; `runs` is no document's.

    What a dataset is made of is let go once it is made: as Python objects it takes many times the memory of its frame.
    """
    facts, document_id, instances = {f.fact_id: f.printed_value for f in report.facts}, report.document_id, _instances(report)
    del report
    for dataset in OF_DOCUMENTS:
        yield dataset, frame_of(dataset, (row_of(document_id, instance, facts) for instance in instances.pop(dataset)))


def _instances(report: Report) -> dict[str, Iterable[BaseModel]]:
    """What the rows of each dataset are made of."""
    return {
        "quarantine": report.unread_pages,
        "pages": report.pages,
        "tables": (TableRow.of(table, report.kinds[table.table_id]) for table in report.tables),
        "cells": (
            CellRow.of(
                table.table_id,
                cell,
                report.confirmations.get((table.table_id, cell.row, cell.column), 0),
                report.decided.on(cell.page, cell.box, cell.text, cell.value),
            )
            for table in report.tables
            for cell in table.cells
        ),
        "sections": (SectionRow.of(section) for section in report.sections),
        "facts": report.facts,
        **{kind.dataset: [r for r in report.records if type(r) is kind] for kind in RECORDS},
        "checks": report.checks,
        "findings": report.findings,
        "documents": [report.document],
    }


def write_report(report: Report, output: Path) -> list[Path]:
    """Write every dataset of a document, and none of those for which it has no rows; what is there and the same is left alone.

    Returns the files that hold the document. Raises `Unwritable`.
    """
    return write_frames(frames_of(report), output, report.document_id, report.document.fiscal_year)


def write_frames(frames: Iterable[tuple[str, pl.DataFrame]], output: Path, document_id: str, year: int | None) -> list[Path]:
    """`write_report` of a document's frames, as `frames_of` gives them."""
    files = []
    for dataset, frame in frames:
        if len(frame):
            files.append(write_frame(frame, output, dataset, document_id, year))
        else:
            _remove_others(output, dataset, document_id)
    return files


def write_frame(frame: pl.DataFrame, output: Path, dataset: str, name: str, year: int | None) -> Path:
    """Write one file of a dataset, under its year, in place of the one that had its name under any year. Returns the file.

    Whatever ends the process meanwhile, a file that was there stays until the new one is there in full. Raises `Unwritable`.
    """
    target = output / dataset / f"{PARTITION}={year or NO_YEAR}" / f"{name}.parquet"
    write_file(target, _as_parquet(frame, dataset))
    _remove_others(output, dataset, name, target)
    return target


def _remove_others(output: Path, dataset: str, name: str, kept: Path | None = None) -> None:
    """Remove the files of a name under any year, but for the one to keep."""
    for other in (output / dataset).glob(f"{PARTITION}=*/{name}.parquet"):
        if other != kept:
            with writing(other):
                other.unlink()


def _as_parquet(frame: pl.DataFrame, dataset: str) -> bytes:
    content = io.BytesIO()
    frame.write_parquet(content, **metadata_of(dataset))
    return content.getvalue()


def write_empty(output: Path, present: Collection[str] | None = None) -> None:
    """Give every dataset that has no file one without rows, so that it can be read; `present` are those that have some."""
    for dataset in MODELS:
        if not (any((output / dataset).glob("*/*.parquet")) if present is None else dataset in present):
            write_frame(frame_of(dataset, ()), output, dataset, "empty", None)


def read_dataset(output: Path, dataset: str) -> pl.DataFrame:
    """All rows of a dataset; an empty frame if nothing was written."""
    return scan_dataset(output, dataset).collect()


def scan_dataset(output: Path, dataset: str) -> pl.LazyFrame:
    """All rows of a dataset: files are read together, and only the columns that are asked for."""
    return scan_files(dataset, sorted((output / dataset).glob(f"{PARTITION}=*/*.parquet")))


def scan_files(dataset: str, files: Sequence[Path]) -> pl.LazyFrame:
    """The rows of files of a dataset, in its columns: a file of an older version may have fewer."""
    if not files:
        return _no_rows(dataset).lazy()
    return pl.scan_parquet(
        list(files), schema=_no_rows(dataset).schema, missing_columns="insert", extra_columns="ignore", hive_partitioning=False
    )


def read_document(output: Path, document_id: str, datasets: Iterable[str], *, across: bool = True) -> dict[str, pl.DataFrame]:
    """The rows of one document in some datasets; with `across`, also what concerns it in files of no one document."""
    names = (document_id, "corrections", "years") if across else (document_id,)
    frames = {}
    for dataset in datasets:
        files = [f for name in names for f in (output / dataset).glob(f"{PARTITION}=*/{name}.parquet")]
        rows = [pl.read_parquet(file).filter(pl.col("document_id") == document_id) for file in files]
        frames[dataset] = pl.concat(rows) if rows else frame_of(dataset, ())
    return frames


def documents_in(output: Path) -> list[str]:
    """The ids of the documents of an output, which the names of their files tell."""
    found = {file.stem for file in (output / "documents").glob(f"{PARTITION}=*/*.parquet")}
    return sorted(found - {"empty"})


def record_names(output: Path, document_id: str, names: Sequence[str]) -> None:
    """Write under which names a document's bytes were given. Raises `Unwritable`."""
    for file in (output / "documents").glob(f"{PARTITION}=*/{document_id}.parquet"):
        changed = pl.read_parquet(file).with_columns(
            pl.lit(min(names)).alias("source_file"),
            pl.lit(pl.Series([sorted(names)], dtype=pl.List(pl.String))).first().alias("source_files"),
        )
        write_frame(changed, output, "documents", document_id, _year_of(file))


def _year_of(file: Path) -> int | None:
    return int(file.parent.name.removeprefix(f"{PARTITION}=")) or None


def write_decisions(output: Path, expired: Iterable[tuple[str, Finding]], unmatched: Iterable[Quarantined]) -> None:
    """Write the decisions that are not applied: those about a document's predecessor as findings, others as quarantine.

    They take the place of those of the run before. Raises `Unwritable`.
    """
    findings = frame_of("findings", [row_of(document_id, finding) for document_id, finding in expired])
    quarantine = frame_of("quarantine", [row_of(None, quarantined) for quarantined in unmatched])
    for dataset, frame in (("findings", findings), ("quarantine", quarantine)):
        write_frame(frame, output, dataset, "corrections", None)


def write_across(output: Path, findings: Iterable[tuple[str, Finding]]) -> None:
    """Write what documents of several years say against one another, in place of that of the run before. Raises `Unwritable`."""
    rows = [row_of(document_id, finding) for document_id, finding in findings]
    write_frame(frame_of("findings", rows), output, "findings", "years", None)


def write_run(
    output: Path,
    run_id: str,
    documents: Iterable[tuple[str | None, DocumentRun]],
    known: Mapping[str, str] | None = None,
) -> None:
    """Write what came of each document in a run, by its id. Raises `Unwritable`.

    `known` has the names, by their ids, of documents that are all as the last of `documents`, but for their names and ids.
    """
    rows = frame_of("runs", (row_of(document_id, told) for document_id, told in documents))
    if known:
        text = {"document_id": pl.String(), "source_file": pl.String()}
        names = pl.DataFrame({"document_id": list(known), "source_file": list(known.values())}, schema=text)
        alike = names.join(rows.tail(1).drop(names.columns), how="cross").select(rows.columns)
        rows = pl.concat([rows.head(-1), alike])
    if len(rows):
        write_frame(rows, output, "runs", run_id, None)


def write_not_taken(output: Path, wrong: Iterable[Quarantined]) -> None:
    """Write what of `reports.csv` is not taken, in place of that of the run before. Raises `Unwritable`."""
    write_frame(frame_of("quarantine", [row_of(None, one) for one in wrong]), output, "quarantine", "reports", None)


def write_quarantine(output: Path, name: str, document_id: str | None, quarantined: Quarantined | None) -> None:
    """Write why a file could not be read, or take back that it could not. Raises `Unwritable`."""
    key = "file-" + hashlib.sha256(name.encode()).hexdigest()[:32]
    if quarantined is not None:
        write_frame(frame_of("quarantine", [row_of(document_id, quarantined)]), output, "quarantine", key, None)
        return
    _remove_others(output, "quarantine", key)
