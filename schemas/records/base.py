"""What the records of every kind share: their place, and figures that know where they were read."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, NamedTuple

from schemas.base import Model, Unit, taken_as_it_is
from schemas.provenance import Box
from schemas.table import TextSource


@taken_as_it_is
class Figure(NamedTuple):
    """A number as printed in one cell of a table or at one place of the text."""

    value: Decimal
    text: str
    """What is printed there."""
    page: int
    """1-based."""
    box: Box
    """On the page as displayed."""
    row: int | None = None
    """Of the table, 0-based; None in the text."""
    column: int | None = None
    position: int = 0
    """Which of the values, where one cell prints several."""
    text_source: TextSource = "text"
    """Whether its characters were printed as text or recognised in a picture."""
    decided_value: Decimal | None = None
    """What a reviewer decided that it is; the value stays what is printed."""
    decision: str | None = None
    """Which decision it was: `accept` of what was suggested, another `value`, or `as_printed`."""


Amount = Annotated[Figure | None, Unit("EUR")]
Percentage = Annotated[Figure | None, Unit("%")]
Days = Annotated[Figure | None, Unit("days")]


class Record(Model):
    """One row of a record dataset."""

    dataset: ClassVar[str]
    """The dataset's name."""

    table_id: str | None = None
    """The table it was read from; None for a record of the narrative."""
    section_id: str | None = None
    """The section it was read from, or that its table stands in."""
    row: int | None = None
    """The row of the table, 0-based."""
    page: int
    """1-based."""
    box: Box
    """Around the row, or the heading, on `page`."""


class AmountRecord(Record):
    """A record with amounts of money."""

    followed: ClassVar[str | None] = None
    """The amount by which a line is followed over the reports of its body, where it is that of the report's own year; lines with
    `prior_amount` and `current_amount` are followed by these."""

    scale: int = 1
    """What the printed amounts are to be multiplied by: 1, or 1000 under *importi in migliaia di euro*."""
