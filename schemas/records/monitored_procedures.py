from __future__ import annotations

from typing import ClassVar

from schemas.records.base import Percentage, Record


class MonitoredProcedure(Record):
    """A procedure of the list of those whose times are monitored."""

    dataset: ClassVar[str] = "monitored_procedures"

    number: int
    """Column *N.*"""
    scope: str | None
    """`TRASVERSALE` or `DI AREA`, where the procedure's name says so."""
    coordinator: str | None
    """Column *COORDINATORE*."""
    expected_text: str | None
    """Column *RISULTATO ATTESO*."""
    source: str | None
    """Column *FONTE*."""
    result_text: str | None
    """Column *RISULTATO*."""
    result_pct: Percentage
    """Per cent, where the text states one; the last of several."""
