"""The datasets' columns, as the models document them: names, types, units, allowed values and meanings.

Columns follow the models field by field: a box becomes its four edges, a figure its value, and beside a record's values
stands `sources`, which says where each was read.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import polars as pl
from pydantic import BaseModel

from pipeline.records import RECORDS
from schemas.base import Unit
from schemas.check import Check
from schemas.document import Document, Quarantined
from schemas.fact import Fact
from schemas.finding import Finding
from schemas.page import PageLedger
from schemas.provenance import Box
from schemas.records.base import Figure, Record
from schemas.rows import CellRow, SectionRow, TableRow
from schemas.run import DocumentRun
from schemas.series import SeriesPoint

SCHEMA_VERSION = "1.0"
"""Of all datasets: the first number grows when a column goes or changes its name or type, the second when one is added."""

PRECISION, SCALE = 38, 6
NUMBER = pl.Decimal(PRECISION, SCALE)
"""The type of every amount, percentage and share: exact to six decimals."""

EDGES = ("x0", "top", "x1", "bottom")

RENAMED = {"row": "row_index", "column": "column_index"}
"""What fields are called in the datasets whose names are reserved words of SQL."""

OF_BODIES: dict[str, type[BaseModel]] = {"series": SeriesPoint}
"""The datasets that have a file for each body, not for each document: they are made of several reports."""

MODELS: dict[str, type[BaseModel]] = {
    "runs": DocumentRun,
    "quarantine": Quarantined,
    "pages": PageLedger,
    "tables": TableRow,
    "cells": CellRow,
    "sections": SectionRow,
    "facts": Fact,
    **{record.dataset: record for record in RECORDS},
    **OF_BODIES,
    "checks": Check,
    "findings": Finding,
    "documents": Document,
}
"""Every dataset and the model of its rows. `documents` is last: a document whose row is there is there in full."""

OF_DOCUMENTS = tuple(dataset for dataset in MODELS if dataset not in OF_BODIES and dataset != "runs")
"""The datasets that have a file for each document."""

SOURCE = pl.Struct(
    {
        "field": pl.String, "fact_id": pl.String, "text": pl.String,
        "row_index": pl.Int32, "column_index": pl.Int32, "page": pl.Int32,
        **dict.fromkeys(EDGES, pl.Float64), "decided_value": NUMBER, "decision": pl.String, "text_source": pl.String,
    }
)  # fmt: skip
"""Where one value of a record was read: the field's name, the fact that it is, what is printed, its cell, page and box, whether
it is text or was recognised in a picture; and what was decided."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a dataset."""

    name: str
    type: pl.DataType
    description: str
    unit: str | None = None
    """`EUR`, `%`, `days`; `pt`, points of 1/72 inch, for places on a page. None where there is none, or another column tells."""
    allowed: tuple[str, ...] = ()
    """All values that there are, if they are few and fixed."""
    required: bool = True
    """Whether every row has a value."""


def description_of(dataset: str) -> str:
    """What a dataset has one row for."""
    return " ".join((MODELS[dataset].__doc__ or "").split())


@cache
def columns_of(dataset: str) -> tuple[Column, ...]:
    """The columns of a dataset, in order, as its model documents them."""
    model = MODELS[dataset]
    if model in (Quarantined, DocumentRun):
        document_id = Column(
            "document_id", pl.String(), "SHA-256 of the PDF's bytes, hex; null for a file that has none.", required=False
        )
    else:
        document_id = Column("document_id", pl.String(), "SHA-256 of the PDF's bytes, hex.")
    columns = [document_id]
    for name, hint in fields_of(model).items():
        description = " ".join((model.model_fields[name].description or "").split())
        annotation, required = without_none(hint), not _may_be_none(hint)
        if annotation is Box:
            about = f"{description} Points from the page's top left.".strip()
            columns += [Column(edge, pl.Float64(), about, "pt", (), required) for edge in EDGES]
        else:
            allowed = tuple(map(str, get_args(annotation))) if get_origin(annotation) is Literal else ()
            columns.append(Column(RENAMED.get(name, name), _type_of(annotation), description, _unit_of(hint), allowed, required))
    if issubclass(model, Record):
        about = (
            "Where each value was read: field, fact, printed text, cell, page, box, and whether it is text or from a picture; "
            "and the value that was decided."
        )
        columns.append(Column("sources", pl.List(SOURCE), about))
    return tuple(columns)


@cache
def fields_of(model: Any) -> dict[str, Any]:
    """The fields of a model, or of a named tuple, with their types and what is said beside them."""
    fields = model.model_fields if issubclass(model, BaseModel) else model._fields
    return {name: hint for name, hint in typing.get_type_hints(model, include_extras=True).items() if name in fields}


def without_none(annotation: Any) -> Any:
    """The type of a field's values, where there are some."""
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        (annotation,) = (a for a in get_args(annotation) if a is not type(None))
    return annotation


def _may_be_none(annotation: Any) -> bool:
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return type(None) in get_args(annotation)


def _unit_of(annotation: Any) -> str | None:
    said: Sequence[Any] = getattr(annotation, "__metadata__", ())
    return next((str(unit) for unit in said if isinstance(unit, Unit)), None)


def _type_of(annotation: Any) -> pl.DataType:
    annotation = without_none(annotation)
    if get_origin(annotation) is Literal:
        return pl.String()
    if get_origin(annotation) is tuple:
        return pl.List(_type_of(get_args(annotation)[0]))
    plain = {
        str: pl.String(),
        int: pl.Int32(),
        bool: pl.Boolean(),
        float: pl.Float64(),
        Decimal: NUMBER,
        Figure: NUMBER,
        date: pl.Date(),
        datetime: pl.Datetime("us", "UTC"),
    }
    if annotation in plain:
        return plain[annotation]
    fields: dict[str, pl.DataType] = {}
    for name, hint in fields_of(annotation).items():
        inner = without_none(hint)
        fields |= dict.fromkeys(EDGES, pl.Float64()) if inner is Box else {RENAMED.get(name, name): _type_of(inner)}
    return pl.Struct(fields)
