from __future__ import annotations

from typing import ClassVar

from schemas.records.base import Percentage, Record


class Indicator(Record):
    """An INDICATORE of the narrative and its outcome."""

    dataset: ClassVar[str] = "indicators"

    objective_number: str | None
    """Of the OBIETTIVO that it stands under."""
    indicator_number: str | None
    """As printed: `1`, `a`; null where none is."""
    description: str
    """What follows the number in the heading."""
    outcome_text: str | None
    """What follows *RISULTATO:*."""
    outcome_pct: Percentage
    """Per cent, where the outcome states one."""
