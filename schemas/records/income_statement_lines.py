from __future__ import annotations

from typing import Annotated, ClassVar

from schemas.records.base import Amount
from schemas.records.declaration import Change, Column, Identity
from schemas.records.headings import CHANGE
from schemas.records.statements import StatementLine


class IncomeStatementLine(StatementLine):
    """A line of a conto economico (D.P.R. 254/2005, annex C; art. 2425 c.c.; D.M. 27 March 2013, annex 1)."""

    dataset: ClassVar[str] = "income_statement_lines"
    names: ClassVar[tuple[str, ...]] = (
        r"valore della produzione", r"costi della produzione", r"ricavi delle vendite", r"materie prime", r"godimento di? beni",
        r"oneri diversi di gestione", r"differenza.*valore.*costi", r"(?:proventi|oneri) e (?:oneri|proventi)? ?finanziari",
        r"risultato prima delle imposte", r"imposte sul reddito", r"utile|perdita",
    )  # fmt: skip
    fewest_names: ClassVar[int] = 4

    prior_year: int | None
    """The earlier of the two years."""
    current_year: int | None
    """The later of the two years."""
    variance: Annotated[Amount, Column(CHANGE)]
    """Euro times `scale`. Column *Differenze*."""

    identities: ClassVar[tuple[Identity, ...]] = (Change("CE-1"),)
