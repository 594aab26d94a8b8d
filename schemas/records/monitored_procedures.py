from __future__ import annotations

from typing import Annotated, ClassVar

from schemas.records.base import Percentage
from schemas.records.declaration import Column, Declared


class MonitoredProcedure(Declared):
    """A procedure of the list of those whose times are monitored."""

    dataset: ClassVar[str] = "monitored_procedures"

    number: Annotated[int, Column(r"^N(?:\.|°|UM)", required=True, pattern=r"^([0-9]{1,3})\s*[.)]?$")]
    """Column *N.*"""
    scope: Annotated[str | None, Column(r"PROCEDIMENT|PROCEDUR", required=True, pattern=r"\b((?-i:TRASVERSALE|DI AREA))\b")]
    """`TRASVERSALE` or `DI AREA`, where the procedure's name says so."""
    coordinator: Annotated[str | None, Column(r"COORDINATORE|RESPONSABILE")]
    """Column *COORDINATORE*."""
    expected_text: Annotated[str | None, Column(r"RISULTATO\s+ATTESO")]
    """Column *RISULTATO ATTESO*."""
    source: Annotated[str | None, Column(r"FONTE")]
    """Column *FONTE*."""
    result_text: Annotated[str | None, Column(r"^RISULTATO", required=True)]
    """Column *RISULTATO*."""
    result_pct: Annotated[Percentage, Column(r"^RISULTATO")]
    """Per cent, where the text states one; the last of several."""
