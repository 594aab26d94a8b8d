from __future__ import annotations

from typing import ClassVar

from schemas.records.base import Amount, AmountRecord


class StrategicObjective(AmountRecord):
    """Revenues, costs and investments of a strategic objective."""

    dataset: ClassVar[str] = "strategic_objectives"

    objective_code: str | None
    """The code of the OBIETTIVO STRATEGICO above the table: `3A`."""
    fiscal_year: int | None
    """The year in the table's heading, *PROVENTI 2016*."""
    revenues: Amount
    """Euro times `scale`. Column *PROVENTI*."""
    costs: Amount
    """Euro times `scale`. Column *ONERI*."""
    investments: Amount
    """Euro times `scale`. Column *INVESTIMENTI*."""
