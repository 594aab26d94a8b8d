"""Tables that set two years side by side: which column is which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.records.kind import year_in
from schemas.table import Table

VARIANCE = re.compile(r"\bvar|scost|differenz|delta|Δ|\bdiff\b", re.IGNORECASE)
PERCENT = re.compile(r"%|percentual|per cento", re.IGNORECASE)
SHARE = re.compile(r"incidenza|\binc\.|peso|composizione|%\s*(?:su|sul)\s+total", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TwoYears:
    """The columns of a table of two years; `prior` and `current` are the columns of the earlier and the later year."""

    prior: int
    current: int
    prior_year: int
    current_year: int
    variance: int | None
    variance_pct: int | None
    share: int | None
    labels: tuple[int, ...]
    """The columns before the first figure."""


def two_years(table: Table) -> TwoYears | None:
    """The roles of the columns, if exactly two of them are of a year each, and the years differ."""
    headings = table.headings()
    years: dict[int, int] = {}
    variance = variance_pct = share = None
    for column, heading in enumerate(_parted(headings)):
        if SHARE.search(heading):
            share = column if share is None else share
        elif VARIANCE.search(heading):
            if PERCENT.search(heading):
                variance_pct = column if variance_pct is None else variance_pct
            elif variance is None:
                variance = column
        elif heading.strip() == "%":
            variance_pct = column if variance_pct is None else variance_pct
        elif (year := year_in(heading)) is not None:
            years[column] = year
    if len(years) != 2 or len(set(years.values())) != 2:
        return None
    prior, current = sorted(years, key=lambda c: years[c])
    roles = [c for c in (prior, current, variance, variance_pct, share) if c is not None]
    labels = tuple(range(min(roles)))
    return TwoYears(prior, current, years[prior], years[current], variance, variance_pct, share, labels) if labels else None


def _parted(headings: Sequence[str]) -> list[str]:
    """The headings, those of a variance and of its percentage told apart where they were read as one: *Var. Var. %*."""
    parted = list(headings)
    for column, (heading, following) in enumerate(pairwise(headings)):
        said = [match.start() for match in VARIANCE.finditer(heading)]
        if len(said) == 2 and not following and PERCENT.search(heading[said[1] :]) and not PERCENT.search(heading[: said[1]]):
            parted[column], parted[column + 1] = heading[: said[1]], heading[said[1] :]
    return parted


def label_of(texts: Sequence[str]) -> str:
    return " ".join(text for text in texts if text)
