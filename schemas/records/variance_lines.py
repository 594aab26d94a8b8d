from __future__ import annotations

from typing import Annotated, ClassVar

from schemas.records.base import Amount, AmountRecord, Percentage
from schemas.records.declaration import Change, Column, Declared, Identity, Label, OfPeriod
from schemas.records.headings import CHANGE, CHANGE_PCT, SHARE

CODE = r"([0-9]{2,7}(?:\.[0-9]{1,4})*)(?:\s*[-–—.:)]\s*|\s+)(?=\D)"
"""The account code that a label begins with: `3250 PRESTAZIONE DI SERVIZI`, `312 - CONTRIBUTI`."""


class VarianceLine(Declared, AmountRecord):
    """A line of a table that sets two years side by side."""

    dataset: ClassVar[str] = "variance_lines"

    account_code: Annotated[str | None, Label(rf"^{CODE}")]
    """The printed account code (`325`, `3250`: mastro, sottomastro); null where none is printed."""
    label: Annotated[str, Label(rf"^(?:{CODE.replace('([', '(?:[', 1)})?(.*)$")]
    """The line's name, without its code."""
    prior_year: int | None
    """The earlier of the two years, whichever column comes first."""
    current_year: int | None
    """The later of the two years."""
    prior_amount: Annotated[Amount, OfPeriod("prior")]
    """Euro times `scale`. The column of the earlier year."""
    current_amount: Annotated[Amount, OfPeriod("current")]
    """Euro times `scale`. The column of the later year."""
    variance: Annotated[Amount, Column(CHANGE)]
    """Euro times `scale`. Column *var.* / *Scostamento* / *Differenza*."""
    variance_pct: Annotated[Percentage, Column(CHANGE_PCT, or_in="variance")]
    """Per cent. Column *Var.%* / *Scostamento %*."""
    share_pct: Annotated[Percentage, Column(SHARE)]
    """Per cent. Column *incidenza*."""
    is_total: bool
    """Whether the line sums others of its table up: by its name, by its code, or because its amounts are their sum."""

    identities: ClassVar[tuple[Identity, ...]] = (Change("VAR-1", "VAR-2"),)
