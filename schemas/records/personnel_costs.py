from __future__ import annotations

from typing import ClassVar

from schemas.records.base import Amount, AmountRecord, Percentage


class PersonnelCost(AmountRecord):
    """What the staff of one entity cost in one year, from the block of a year."""

    dataset: ClassVar[str] = "personnel_costs"

    year: int
    """The year of the block's heading, *ANNO 2015*."""
    entity: str
    """The column's heading: a body of the group, or the whole group."""
    amount: Amount
    """Euro times `scale`. The first row of the block."""
    base_year: int | None
    """The year that the changes are measured against, read off the amounts; null where no change is printed or none fits."""
    change: Amount
    """Euro times `scale`. The row of differences."""
    change_pct: Percentage
    """Per cent. The row of percentages."""
    is_total: bool
    """Whether the column is the whole group."""
