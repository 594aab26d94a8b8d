"""Tables of one period, or of two side by side: which column is of which."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from pipeline.figures.columns import figure_columns
from pipeline.figures.lines import column_headings
from pipeline.figures.once import once_a_table
from pipeline.figures.periods import Period, period_of, period_of_title
from schemas.records import headings
from schemas.records.declaration import OfPeriod
from schemas.table import Table

VARIANCE = re.compile(headings.VARIANCE, re.IGNORECASE)
PERCENT = re.compile(headings.PERCENT, re.IGNORECASE)
SHARE = re.compile(headings.SHARE, re.IGNORECASE)
PLANNED = re.compile(headings.PLANNED, re.IGNORECASE)

WITHIN = re.compile(r"entro", re.IGNORECASE)
BEYOND = re.compile(r"oltre", re.IGNORECASE)
TERM = re.compile(rf"{WITHIN.pattern}|{BEYOND.pattern}", re.IGNORECASE)
PARTLY = re.compile(r"parzial", re.IGNORECASE)
IN_ALL = re.compile(r"\btotal[ei]$", re.IGNORECASE)
"""How the heading of a column ends that sums up the parts of a body: *Agenzia*, *SPP*, *Totale*."""

TOTAL = re.compile(r"^total[ei]\b", re.IGNORECASE)

Place = tuple[int, int]
"""Which of the rows that a line takes, and the column."""


@dataclass(frozen=True, slots=True)
class Periods:
    """The earlier and the later of two periods, or only one, and the columns of each."""

    prior: Period | None
    """None where the table is of one period."""
    current: Period | None
    """None where nothing over its columns, by term and in total, says it."""
    columns: dict[OfPeriod, Place]
    beside_plan: bool = False
    """Whether what was planned, of these periods or another, stands beside what came of them; only the latter is read."""


@once_a_table
def periods_of(table: Table) -> Periods | None:
    """The columns of one period or two; of a period in several columns, the total and those by term.

    A table of one period states it over its column, or in its title if it has one column of figures. None if the columns are of
    more periods, of parts of one year, or beside that of one period some say none.
    """
    columns: dict[Period, list[tuple[Place, str]]] = defaultdict(list)
    undated: list[tuple[Place, str]] = []
    figures = figure_columns(table)
    last: Period | None = None
    for place, text in headings_of(table):
        if place[1] not in figures or VARIANCE.search(text) or SHARE.search(text):
            continue
        last = period_of([text]) or (last if TERM.search(text) or TOTAL.match(text) else None)
        if last is None:
            undated.append((place, text))
        else:
            columns[last].append((place, text))
    done = {period: [(place, text) for place, text in found if not PLANNED.search(text)] for period, found in columns.items()}
    done = {period: found for period, found in done.items() if found}
    beside_plan = bool(done) and done != columns
    if beside_plan:
        columns = done
    periods = _of_periods(table, columns, [] if beside_plan else undated)
    return periods and replace(periods, beside_plan=beside_plan)


def _of_periods(table: Table, columns: dict[Period, list[tuple[Place, str]]], undated: list[tuple[Place, str]]) -> Periods | None:
    """The roles of the columns of one period or two, those that state none beside them."""
    said = period_of_title(table.title)
    if not columns and said and len(undated) == 1:
        columns[said], undated = undated, []
    if len(columns) == 1:
        ((period, (only, *rest)),) = columns.items()
        by_term = [text for _, text in rest if TERM.search(text)]
        if len(rest) == 3 and len(by_term) == 2 and not any(period_of([text]) for _, text in rest):
            return _of_columns(period, None, [only], rest)
        return None if undated else _of_columns(None, period, [], [only, *rest])
    if len(columns) != 2:
        return None
    prior, current = sorted(columns, key=lambda period: period.end)
    if prior.start is not None and prior.end.year == current.end.year:
        return None
    return _of_columns(prior, current, columns[prior], columns[current])


def _of_columns(
    prior: Period | None,
    current: Period | None,
    of_prior: Sequence[tuple[Place, str]],
    of_current: Sequence[tuple[Place, str]],
) -> Periods | None:
    """The roles of the columns of each period; None if one has several, neither partial nor by term, and not one total."""
    found: dict[OfPeriod, Place] = {}
    sides: tuple[tuple[Literal["prior", "current"], Sequence[tuple[Place, str]]], ...] = (
        ("prior", of_prior),
        ("current", of_current),
    )
    for which, columns in sides:
        if not columns:
            continue
        plain = [(place, text) for place, text in columns if not TERM.search(text)]
        partial = [place for place, text in plain if PARTLY.search(text)]
        named = [(place, text) for place, text in plain if not PARTLY.search(text)]
        totals = [place for place, text in named if IN_ALL.search(text)]
        whole = totals if len(named) > 1 else [place for place, _ in named]
        if len(whole) != 1 or len(partial) > 1:
            return None
        found[OfPeriod(which)] = whole[0]
        found |= {OfPeriod(which, "partial"): place for place in partial}
    for term, pattern in ((OfPeriod("current", "within"), WITHIN), (OfPeriod("current", "beyond"), BEYOND)):
        places = [place for place, text in of_current if pattern.search(text)]
        if len(places) == 1:
            found[term] = places[0]
    return Periods(prior, current, found)


@once_a_table
def headings_of(table: Table) -> tuple[tuple[Place, str], ...]:
    """The heading over each column, those of a variance and of its percentage told apart if they were read as one."""
    return tuple(_parted(column_headings(table)))


def _parted(found: Sequence[tuple[Place, str]]) -> Iterator[tuple[Place, str]]:
    rest: str | None = None
    for (place, text), (_, following) in pairwise([*found, ((0, 0), "-")]):
        said = [match.start() for match in VARIANCE.finditer(text)]
        two = len(said) == 2 and not following and PERCENT.search(text[said[1] :]) and not PERCENT.search(text[: said[1]])
        yield place, text[: said[1]] if two else rest or text
        rest = text[said[1] :] if two else None
