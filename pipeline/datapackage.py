"""The datasets described for tools that read Frictionless data packages: tables, fields, units, keys and relations.

Standard: https://datapackage.org/standard/data-package/. `datapackage.json` lies in the output and is the same for all outputs
of one version: its resources are the datasets' folders. No licence is named: that is for the body to say whose report it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.columns import MODELS, SCHEMA_VERSION, Column, columns_of, description_of
from pipeline.datasets import NO_YEAR, PARTITION
from pipeline.files import write_file

FILE = "datapackage.json"

KEYS: dict[str, tuple[str, ...]] = {
    "pages": ("document_id", "page"),
    "tables": ("document_id", "table_id"),
    "cells": ("document_id", "table_id", "row_index", "column_index"),
    "sections": ("document_id", "section_id"),
    "facts": ("document_id", "fact_id"),
    "checks": ("document_id", "check_id"),
    "findings": ("document_id", "finding_id"),
    "runs": ("run_id", "source_file"),
    "series": ("series_id", "year"),
    "documents": ("document_id",),
}
"""What tells the rows of a dataset apart. Records have none: several may come from one row of a table."""

REFERENCES = {
    "document_id": "documents", "table_id": "tables", "section_id": "sections", "parent_id": "sections", "repeats": "facts",
    "column_index": "cells",
}  # fmt: skip
"""Columns that name a row of another dataset, or with those before them do."""

TYPES: dict[Any, str] = {
    pl.String: "string", pl.Int32: "integer", pl.Boolean: "boolean", pl.Float64: "number", pl.Decimal: "number",
    pl.Date: "date", pl.Datetime: "datetime", pl.List: "any",
}  # fmt: skip
"""What the standard calls the types. Its own reader goes by way of pandas, which makes arrays of lists: these are `any`."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Columns that, where none of them is null, are the key of a row of another dataset."""

    columns: tuple[str, ...]
    dataset: str
    always: bool
    """Whether none of them ever is null."""


def relations_of(dataset: str) -> Iterator[Relation]:
    """How the rows of a dataset hang together with those of others; a run may tell of documents that are no longer there."""
    columns = {column.name: column for column in columns_of(dataset)}
    for name, of in REFERENCES.items():
        if name in columns and dataset != "runs" and KEYS.get(dataset) != (*KEYS[of][:-1], name):
            named = (*KEYS[of][:-1], name)
            yield Relation(named, of, all(columns[n].required for n in named))


def write_datapackage(output: Path) -> None:
    """Write `datapackage.json`. Raises `Unwritable`."""
    write_file(output / FILE, json.dumps(datapackage(), ensure_ascii=False, indent=1).encode())


def datapackage() -> dict[str, Any]:
    """The descriptor of an output."""
    return {
        "name": "consuntivo",
        "title": "What reports of public bodies print, whether it adds up, and where each value was read",
        "version": SCHEMA_VERSION,
        "resources": [_resource(dataset) for dataset in MODELS],
    }


def _resource(dataset: str) -> dict[str, Any]:
    year = Column(PARTITION, pl.Int32(), f"The year that the report is about, from the folder's name; {NO_YEAR} if it has none.")
    relations = list(relations_of(dataset))
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in (*columns_of(dataset), year)],
        "missingValues": [],
    }
    if dataset in KEYS:
        schema["primaryKey"] = list(KEYS[dataset])
    schema["foreignKeys"] = [_reference(relation) for relation in relations if relation.always]
    return {
        "name": dataset,
        "type": "table",
        "description": description_of(dataset),
        "path": dataset,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": schema,
        # the standard has no key that may be null in part
        "relations": [_reference(relation) for relation in relations if not relation.always],
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    # pandas has no integers beside nothing
    type_ = "number" if column.type == pl.Int32 and not column.required else TYPES[column.type.base_type()]
    field: dict[str, Any] = {"name": column.name, "type": type_, "description": column.description}
    if column.unit:
        field["unit"] = column.unit
    return {**field, "constraints": constraints} if constraints else field


def _reference(relation: Relation) -> dict[str, Any]:
    return {
        "fields": list(relation.columns),
        "reference": {"resource": relation.dataset, "fields": list(KEYS[relation.dataset])},
    }
