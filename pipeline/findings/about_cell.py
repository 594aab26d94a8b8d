"""A finding about the reading of one cell: no identity leads to it, and no figure is blamed."""

from __future__ import annotations

from pipeline.findings.judge import finding_id
from schemas.finding import Finding, Severity
from schemas.table import Cell


def about_cell(
    document_id: str, table_id: str, cell: Cell, rule: str, severity: Severity, message: str, message_it: str = ""
) -> Finding:
    """What is said of a cell of a table, in English and in Italian."""
    return Finding(
        finding_id=finding_id(document_id, cell.page, cell.box, cell.text, rule),
        severity=severity,
        rule=rule,
        message=message,
        message_it=message_it,
        table_id=table_id,
        page=cell.page,
        row=cell.row,
        column=cell.column,
        printed_text=cell.text,
        printed_value=cell.value,
        verdict="unlocatable",
        box=cell.box,
    )
