"""A finding about the reading of one cell: no identity leads to it, and no figure is blamed."""

from __future__ import annotations

from typing import Protocol

from pipeline.findings.judge import finding_id
from schemas.finding import Finding, Severity
from schemas.provenance import Box
from schemas.table import Cell


class Place(Protocol):
    """Where something is printed in a table: a cell, or an amount that was read in one."""

    @property
    def page(self) -> int: ...
    @property
    def box(self) -> Box: ...
    @property
    def text(self) -> str: ...
    @property
    def row(self) -> int | None: ...
    @property
    def column(self) -> int | None: ...


def about_cell(
    document_id: str, table_id: str, cell: Cell, rule: str, severity: Severity, message: str, message_it: str = ""
) -> Finding:
    """What is said of a cell of a table, in English and in Italian."""
    found = about_place(document_id, table_id, cell, rule, severity, message, message_it)
    return found.model_copy(update={"printed_value": cell.value})


def about_place(
    document_id: str, table_id: str | None, place: Place, rule: str, severity: Severity, message: str, message_it: str = ""
) -> Finding:
    """What is said of a place of a table, whatever was read there."""
    return Finding(
        finding_id=finding_id(document_id, place.page, place.box, place.text, rule),
        severity=severity,
        rule=rule,
        message=message,
        message_it=message_it,
        table_id=table_id,
        page=place.page,
        row=place.row,
        column=place.column,
        printed_text=place.text,
        verdict="unlocatable",
        box=place.box,
    )
