from __future__ import annotations

from typing import Annotated, ClassVar

from schemas.records.base import Percentage
from schemas.records.declaration import DeclaredSection, OfSection, Said


class Indicator(DeclaredSection):
    """An INDICATORE of the narrative and its outcome."""

    dataset: ClassVar[str] = "indicators"
    section_kind: ClassVar[str] = "indicator"

    objective_number: Annotated[str | None, OfSection("objective")]
    """Of the OBIETTIVO that it stands under."""
    indicator_number: Annotated[str | None, Said("number")]
    """As printed: `1`, `a`; null where none is."""
    description: Annotated[str, Said("heading", r"^INDICATORE\s*(?:N\.?\s*)?(?:[0-9]{1,2}[A-Z]?|[a-z])?\s*[:.)–-]*\s*")]
    """What follows the number in the heading."""
    outcome_text: Annotated[str | None, Said("outcome")]
    """What follows *RISULTATO:*."""
    outcome_pct: Annotated[Percentage, Said("outcome")]
    """Per cent, where the outcome states one."""
