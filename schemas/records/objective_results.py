from __future__ import annotations

from typing import Annotated, ClassVar

from schemas.records.base import Percentage
from schemas.records.declaration import Column, Declared, Heading


class ObjectiveResult(Declared):
    """A line of a table of realisation: an objective and how far it was reached."""

    dataset: ClassVar[str] = "objective_results"

    scope: Annotated[str, Heading(r"^(OBIETTIVI\b.*)$")]
    """The table's heading: whose objectives, of which year."""
    number: Annotated[int | None, Column(r"^OBIETTIVI\b", required=True, pattern=r"^([0-9]{1,2})\s*[).]")]
    """The number before the objective's name, where one is printed."""
    objective: Annotated[str, Column(r"^OBIETTIVI\b", required=True, pattern=r"^(?:[0-9]{1,2}\s*[).]\s*)?(.+)$")]
    """Its name without the number."""
    realization_pct: Annotated[Percentage, Column(r"^REALIZZAZIONE\b", required=True)]
    """Per cent. Column *REALIZZAZIONE*."""
