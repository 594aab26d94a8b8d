from __future__ import annotations

from typing import Annotated, ClassVar

from schemas.records.base import Percentage
from schemas.records.declaration import Column, Declared, Heading, OfSection


class StrategicTarget(Declared):
    """A target of a strategic objective and what was achieved."""

    dataset: ClassVar[str] = "strategic_targets"

    objective_code: Annotated[str | None, OfSection("strategic_objective")]
    """The code of the OBIETTIVO STRATEGICO above the table: `3A`."""
    target_number: Annotated[int, Heading(r"^TARGET\s+STRATEGICO\s+(?:N\.?\s*)?([0-9]{1,2})\b", required=True)]
    """The number in the table's heading, *TARGET STRATEGICO 2*."""
    fiscal_year: Annotated[int | None, Heading(r"^TARGET\b.*(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")]
    """The year in the table's heading, *ANNO 2016*."""
    description: Annotated[str, Column(r"^TARGET\s+STRATEGICO", required=True)]
    """What was to be achieved."""
    result_text: Annotated[str | None, Column(r"^RISULTATO")]
    """Column *RISULTATO CONSEGUITO % e/o numero*."""
    result_pct: Annotated[Percentage, Column(r"^RISULTATO", pattern=r"%")]
    """Per cent, where the text states a single percentage, or last one that sums the others up."""
