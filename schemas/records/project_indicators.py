from __future__ import annotations

from typing import ClassVar

from schemas.records.base import Percentage, Record


class ProjectIndicator(Record):
    """An indicator of a project sheet, followed through the year."""

    dataset: ClassVar[str] = "project_indicators"

    project: str
    """The project's name, beside *OBIETTIVO N.*"""
    indicator: str
    """What follows *indicatore*: `3a`."""
    description: str | None
    """Column *descrizione target/risultato atteso*."""
    june: Percentage
    """Per cent or number, as printed. Column *risultato a giugno*."""
    september: Percentage
    """The same. Column *risultato a settembre*."""
    december: Percentage
    """The same. Column *risultato a dicembre*."""
    comment: str | None
    """Column *commento*."""
