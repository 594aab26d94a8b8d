from __future__ import annotations

from typing import Annotated, ClassVar

from schemas.records.base import Amount
from schemas.records.declaration import Cascade, Change, Column, Identity, Sections
from schemas.records.headings import CHANGE
from schemas.records.statements import StatementLine

RECLASSIFIED = "art. 2428 c.c."
"""The scheme of statements as reports on operations reclassify them."""

OF_COMUNI = "D.Lgs. 118/2011 10 conto economico"
"""The scheme of comuni, provinces and regions."""

OF_AGENCIES = "D.P.R. 254/2005 H"
"""The scheme of the aziende speciali of chambers of commerce."""

OF_UNIVERSITIES = "D.I. 19/2014 1"
"""The scheme of universities."""

MARGIN = r"valore\s+aggiunto|margine\s+operativo|\bm\.?o\.?l\b|\bebitd?a?\b"
"""What only a reclassified statement says."""

RESULT = (
    rf"^(?:{MARGIN}|valore\s+della\s+produzione|(?:risultato|reddito)\s+(?!d\w+[\s'’]+(?:gestione|area))|(?:utile|perdita)\b)"
)
"""How a reclassified statement calls its results."""

COSTS = r"cost[oi]|spese|acquisti|consumi|personale|ammortament|accantonament|svalutazion|imposte|oneri(?!\s+e\s+proventi)"
"""How it calls what it takes off."""


class IncomeStatementLine(StatementLine):
    """A line of a conto economico (D.P.R. 254/2005, annex A, C, H; art. 2425 c.c.; D.M. 27 March 2013, annex 1;
    D.Lgs. 118/2011, annex 10; D.I. 19/2014, annex 1; reclassified)."""

    dataset: ClassVar[str] = "income_statement_lines"
    names: ClassVar[tuple[str, ...]] = (
        r"valore della produzione", r"costi della produzione", r"ricavi delle vendite", r"materie prime", r"godimento di? beni",
        r"oneri diversi di gestione", r"differenza.*valore.*costi", r"(?:proventi|oneri) e (?:oneri|proventi)? ?finanziari",
        r"risultato (?:prima|ante|al lordo)", r"imposte sul reddito", r"utile|perdita|risultato netto", r"valore aggiunto",
        r"margine operativo|\bm\.?o\.?l\b|\bebitda\b", r"risultato operativo|\bebit\b",
        r"componenti positivi", r"componenti negativi", r"proventi da tributi", r"utilizzo (?:di )?beni di terzi",
        r"ricavi ordinari", r"proventi da servizi", r"contribut[oi] della camera", r"costi (?:di struttura|istituzionali)",
        r"risultato della gestione (?:corrente|finanziaria|straordinaria)", r"avanzo economico",
        r"(?:proventi|costi) operativi", r"proventi (?:propri|per la didattica)", r"costi della gestione corrente",
        r"(?:totale|risultato) (?:dei )?(?:proventi|costi) (?:propri|del personale|operativi)",
    )  # fmt: skip
    fewest_names: ClassVar[int] = 4
    schemes: ClassVar[tuple[tuple[str, str], ...]] = (
        ("D.M. 27/3/2013 1", r"\bparzial[ie]\b"),
        (OF_COMUNI, r"\bcomp(?:onenti|\.)\s+(?:positiv|negativ)"),
        (RECLASSIFIED, MARGIN),
        (OF_AGENCIES, r"ricavi\s+ordinari|costi\s+di\s+struttura"),
        (OF_UNIVERSITIES, r"(?:proventi|costi)\s+operativi"),
        ("art. 2425 c.c.", ""),
    )
    sections: ClassVar[Sections | None] = Sections(
        "CE-3", schemes=("art. 2425 c.c.", "D.M. 27/3/2013 1", OF_COMUNI, OF_AGENCIES, OF_UNIVERSITIES)
    )

    prior_year: int | None
    """The earlier of the two years."""
    current_year: int | None
    """The later of the two years."""
    variance: Annotated[Amount, Column(CHANGE)]
    """Euro times `scale`. Column *Differenze*."""

    identities: ClassVar[tuple[Identity, ...]] = (
        Change("CE-1"),
        Cascade(
            "CE-4",
            "{} is the result before it with the lines in between.",
            RESULT,
            ("prior_amount", "current_amount", "variance"),
            costs=COSTS,
            scheme=RECLASSIFIED,
        ),
    )
