"""A finding about a place: what is printed there, where it is, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from pipeline.findings.checks import digest
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
    return about_place(document_id, table_id, cell, rule, severity, message, message_it=message_it, printed_value=cell.value)


def about_place(
    document_id: str, table_id: str | None, place: Place, rule: str, severity: Severity, message: str, **fields: Any
) -> Finding:
    """What is said of a place, whatever was read there; `fields` are all else that is known, as the cause of an error."""
    at = {"table_id": table_id, "row": place.row, "column": place.column}
    return about(document_id, place.page, place.box, place.text, rule, severity, message, **at, **fields)


def about(
    document_id: str, page: int, box: Box, text: str, rule: str, severity: Severity, message: str, **fields: Any
) -> Finding:
    """What is said of a text on a page, be it in a table or not; `fields` are all else that is known."""
    said = {"finding_id": finding_id(document_id, page, box, text, rule), "verdict": "unlocatable", **fields}
    return Finding(severity=severity, rule=rule, message=message, page=page, printed_text=text or None, box=box, **said)


def finding_id(document_id: str, page: int, box: Sequence[float], text: str, rule: str) -> str:
    """The same for the same cell of the same document, whatever else changes."""
    return digest(document_id, str(page), ",".join(f"{edge:.0f}" for edge in box), text, rule)
