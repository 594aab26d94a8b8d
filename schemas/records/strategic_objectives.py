from __future__ import annotations

from typing import Annotated, ClassVar

from schemas.records.base import Amount, AmountRecord
from schemas.records.declaration import Column, Declared, Heading, OfSection


class StrategicObjective(Declared, AmountRecord):
    """Revenues, costs and investments of a strategic objective."""

    dataset: ClassVar[str] = "strategic_objectives"

    objective_code: Annotated[str | None, OfSection("strategic_objective")]
    """The code of the OBIETTIVO STRATEGICO above the table: `3A`."""
    fiscal_year: Annotated[int | None, Heading(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")]
    """The year in the table's heading, *PROVENTI 2016*."""
    revenues: Annotated[Amount, Column(r"^PROVENTI\b", required=True)]
    """Euro times `scale`. Column *PROVENTI*."""
    costs: Annotated[Amount, Column(r"^ONERI\b", required=True)]
    """Euro times `scale`. Column *ONERI*."""
    investments: Annotated[Amount, Column(r"^INVESTIMENTI\b", required=True)]
    """Euro times `scale`. Column *INVESTIMENTI*."""
