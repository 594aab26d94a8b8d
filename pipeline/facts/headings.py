"""What the headings over a figure say: what is measured, and of what part."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.figures.periods import DATE
from pipeline.records.periods import PERCENT, SHARE, VARIANCE
from schemas.fact import Measure

BUDGET = re.compile(r"preventiv|prevision|budget|stanzia(?:ment|t)|\bprevist", re.IGNORECASE)

GENERIC = re.compile(
    r"\b(?:valor[ei]|import[oi]|ann[oi]|esercizi[oi]|euro|consuntiv[oi]|preventiv[oi]|budget|previsione|saldo|dati|cifre|migliaia"
    r"|var(?:iazion[ei])?\b\.?|scostament[oi]|differenz[ae]|delta|diff|incidenza|inc|percentual[ei]|per|cento|giorni|gg|gennaio"
    r"|dicembre|su|rispetto|in|di|al|dal|del|della|dell|il|a|e)\b|[€%Δ]|\W|[0-9_]",
    re.IGNORECASE,
)
"""Words of a heading that say what is measured, when or in which unit, and join these."""


@lru_cache(1024)
def measure_of(path: tuple[str, ...], unit: str | None, said: str | None = None) -> Measure | None:
    """What figures under headings measure, by their names, their unit and what the cell is `said` to measure; else None."""
    text = " ".join(path)
    percent = unit == "%" or (unit is None and PERCENT.search(text) is not None)
    if SHARE.search(text):
        return "share"
    if VARIANCE.search(text):
        return "variance_pct" if percent else "variance"
    if percent:
        return "percentage"
    if unit == "days" or said == "days":
        return "days"
    if said == "count":
        return "count"
    if BUDGET.search(text):
        return "budget"
    return "amount" if unit == "EUR" else None


@lru_cache(1024)
def dimension_of(path: tuple[str, ...]) -> str | None:
    """What headings say beside measure, period and unit: of which part of the body or of the accounts the figures are."""
    said = [text for text in path if GENERIC.sub("", DATE.sub(" ", text))]
    return " / ".join(dict.fromkeys(said)) or None
