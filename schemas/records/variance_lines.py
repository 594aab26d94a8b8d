from __future__ import annotations

from typing import ClassVar

from schemas.records.base import Amount, AmountRecord, Percentage


class VarianceLine(AmountRecord):
    """A line of a table that sets two years side by side."""

    dataset: ClassVar[str] = "variance_lines"

    account_code: str | None
    """The printed account code (`325`, `3250`: mastro, sottomastro); null where none is printed."""
    label: str
    """The line's name, without its code."""
    prior_year: int | None
    """The earlier of the two years, whichever column comes first."""
    current_year: int | None
    """The later of the two years."""
    prior_amount: Amount
    """Euro times `scale`. The column of the earlier year."""
    current_amount: Amount
    """Euro times `scale`. The column of the later year."""
    variance: Amount
    """Euro times `scale`. Column *var.* / *Scostamento* / *Differenza*."""
    variance_pct: Percentage
    """Per cent. Column *Var.%* / *Scostamento %*."""
    share_pct: Percentage
    """Per cent. Column *incidenza*."""
    is_total: bool
    """Whether the line sums others of its table up: by its name, by its code, or because its amounts are their sum."""
