from __future__ import annotations

from typing import ClassVar

from schemas.records.base import Percentage, Record


class ObjectiveResult(Record):
    """A line of a table of realisation: an objective and how far it was reached."""

    dataset: ClassVar[str] = "objective_results"

    scope: str
    """The table's heading: whose objectives, of which year."""
    number: int | None
    """The number before the objective's name, where one is printed."""
    objective: str
    """Its name without the number."""
    realization_pct: Percentage
    """Per cent. Column *REALIZZAZIONE*."""
