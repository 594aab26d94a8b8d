"""Tables that set two periods side by side: which column is of which."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.figures.columns import figure_columns
from pipeline.figures.lines import column_headings
from pipeline.figures.periods import Period, period_of
from schemas.records import headings
from schemas.records.declaration import OfPeriod
from schemas.table import Table

VARIANCE = re.compile(headings.VARIANCE, re.IGNORECASE)
PERCENT = re.compile(headings.PERCENT, re.IGNORECASE)
SHARE = re.compile(headings.SHARE, re.IGNORECASE)

WITHIN = re.compile(r"entro", re.IGNORECASE)
BEYOND = re.compile(r"oltre", re.IGNORECASE)
TOTAL = re.compile(r"^totale\b", re.IGNORECASE)

Place = tuple[int, int]
"""Which of the rows that a line takes, and the column."""


@dataclass(frozen=True, slots=True)
class TwoPeriods:
    """The earlier and the later of two periods, and the columns of each."""

    prior: Period
    current: Period
    columns: dict[OfPeriod, Place]


def two_periods(table: Table) -> TwoPeriods | None:
    """The columns of two periods; of a period in several columns, the total and those by term.

    None if the columns are not of exactly two periods, or these are parts of one year.
    """
    columns: dict[Period, list[tuple[Place, str]]] = defaultdict(list)
    figures = figure_columns(table)
    last: Period | None = None
    for place, text in headings_of(table):
        if place[1] not in figures or VARIANCE.search(text) or SHARE.search(text):
            continue
        last = period_of([text]) or (last if WITHIN.search(text) or BEYOND.search(text) or TOTAL.match(text) else None)
        if last is not None:
            columns[last].append((place, text))
    if len(columns) != 2:
        return None
    prior, current = sorted(columns, key=lambda period: period.end)
    if prior.start is not None and prior.end.year == current.end.year:
        return None
    found: dict[OfPeriod, Place] = {}
    for which, period in (("prior", prior), ("current", current)):
        plain = [place for place, text in columns[period] if not (WITHIN.search(text) or BEYOND.search(text))]
        if len(plain) != 1:
            return None
        found[OfPeriod("prior" if which == "prior" else "current")] = plain[0]
    for term, pattern in ((OfPeriod("current", "within"), WITHIN), (OfPeriod("current", "beyond"), BEYOND)):
        by_term = [place for place, text in columns[current] if pattern.search(text)]
        if len(by_term) == 1:
            found[term] = by_term[0]
    return TwoPeriods(prior, current, found)


def headings_of(table: Table) -> list[tuple[Place, str]]:
    """The heading over each column, those of a variance and of its percentage told apart if they were read as one."""
    return list(_parted(list(column_headings(table))))


def _parted(found: Sequence[tuple[Place, str]]) -> Iterator[tuple[Place, str]]:
    rest: str | None = None
    for (place, text), (_, following) in pairwise([*found, ((0, 0), "-")]):
        said = [match.start() for match in VARIANCE.finditer(text)]
        two = len(said) == 2 and not following and PERCENT.search(text[said[1] :]) and not PERCENT.search(text[: said[1]])
        yield place, text[: said[1]] if two else rest or text
        rest = text[said[1] :] if two else None
