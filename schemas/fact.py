"""The figures of tables in long form: one row for each, with what its line and its column say of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from schemas.base import Model, Unit
from schemas.provenance import Box
from schemas.table import TextSource

Measure = Literal["amount", "budget", "variance", "variance_pct", "percentage", "share", "count", "days"]


class Fact(Model):
    """A figure of a table, of a known kind or not, with what its line and its headings say of it."""

    fact_id: str
    """`t3.12.4`: table, row and column; a further figure of the same cell has its place behind, `t3.12.4.1`."""
    table_id: str
    """The table of the document that it stands in."""
    entity: str | None
    """The body that reports."""
    label: str | None
    """What its line is called, codes and numbering included; null where the line has no name."""
    label_path: tuple[str, ...]
    """The sections and lines that its line is part of, outermost first, then its own label."""
    heading_path: tuple[str, ...]
    """The headings over its column, top to bottom."""
    measure: Measure | None
    """What it measures: `amount` and `budget` are money, `variance_pct`, `percentage` and `share` per cent; null if not said."""
    period_start: date | None
    """The first day of the period that it is about; null for the state of a day."""
    period_end: date | None
    """The last day of that period, or the day whose state it is; null if nothing says so."""
    dimension: str | None
    """What its headings say beside measure and period: `AGENZIA`, `ENTRO 12 MESI`, `RESIDUI`."""
    unit: str | None
    """`EUR`, `%` or `days`, where the cell or its headings say so."""
    scale: int
    """What the printed figure is to be multiplied by."""
    printed_value: Decimal
    """As printed."""
    best_value: Decimal
    """What a reviewer decided that it is, else as printed."""
    euro: Annotated[Decimal | None, Unit("EUR")]
    """The best value in euro; null if it is no money."""
    is_total: bool
    """Whether its line or column sums others up, by its name or by an identity that holds."""
    confirmations: int
    """How many arithmetic identities that hold it takes part in."""
    repeats: str | None
    """The fact that it prints again: a sum takes only facts where this is null."""
    text_source: TextSource
    """Whether its characters were printed or recognised in an image."""
    row: int
    """Of its table, 0-based, header rows included."""
    column: int
    """0-based."""
    page: int
    """1-based."""
    box: Box
    """On the page as displayed."""


def fact_id(table_id: str, row: int, column: int, position: int = 0) -> str:
    """The identifier of the figure at a place, the `position`th of its cell."""
    return f"{table_id}.{row}.{column}" + (f".{position}" if position else "")
