from __future__ import annotations

from typing import ClassVar

from schemas.records.base import Percentage, Record


class StrategicTarget(Record):
    """A target of a strategic objective and what was achieved."""

    dataset: ClassVar[str] = "strategic_targets"

    objective_code: str | None
    """The code of the OBIETTIVO STRATEGICO above the table: `3A`."""
    target_number: int
    """The number in the table's heading, *TARGET STRATEGICO 2*."""
    fiscal_year: int | None
    """The year in the table's heading, *ANNO 2016*."""
    description: str
    """What was to be achieved."""
    result_text: str | None
    """Column *RISULTATO CONSEGUITO % e/o numero*."""
    result_pct: Percentage
    """Per cent, where the text states a single percentage, or last one that sums the others up."""
