from __future__ import annotations

from typing import ClassVar

from schemas.records.base import Amount, AmountRecord


class IncomeStatementLine(AmountRecord):
    """A line of the conto economico of a chamber of commerce (D.P.R. 254/2005, annex C)."""

    dataset: ClassVar[str] = "income_statement_lines"

    scheme_code: str
    """The line's place in the scheme: `A.1`, `B.6`, `B.6.a`, `total_A`, `result_current`, `C.10`, `result_year` …"""
    label: str
    """As printed, its number included: `1) Diritto annuale`."""
    prior_year: int | None
    """The earlier of the two years."""
    current_year: int | None
    """The later of the two years."""
    prior_amount: Amount
    """Euro times `scale`. The column of the earlier year."""
    current_amount: Amount
    """Euro times `scale`. The column of the later year."""
    variance: Amount
    """Euro times `scale`. Column *Differenze*."""
    is_total: bool
    """Whether the line is a total or a result of the scheme."""
