"""Sums across the columns of a table: which columns of figures are made of which before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from pipeline.numbers import Number, read_number
from pipeline.tables.cells.row_lines import RowLines

FEWEST_ROWS = 3
"""A sum holds in so many rows, and so many have a figure in each of its columns."""

MOST_ROWS = 12
"""So many rows are looked at."""

SLIPS = 0.15
"""Share of the rows in which a sum may not hold."""

MOST_PARTS = 4
"""So many columns right before their total are tried."""


class Sum(NamedTuple):
    """A column, and those before it of which its figures are the sum or the difference."""

    total: int
    parts: frozenset[int]


def sums_across(table: RowLines, head: int) -> list[Sum]:
    """The sums that the rows under a header show: of any two columns, or of several right before their total.

    A column that repeats one before it is left out.
    """
    rows: list[dict[int, Decimal]] = []
    for pieces in table.pieces[head:]:
        readings = {p.first: read_number(p.text) for p in pieces if p.figure and p.first and p.first == p.last}
        values = {column: r.value for column, r in readings.items() if isinstance(r, Number) and r.unit != "%" and r.value}
        if len(values) > 2:
            rows.append(values)
        if len(rows) == MOST_ROWS:
            break
    columns = sorted({column for row in rows for column in row})
    often: list[int] = []
    for column in columns:
        twice = any(_is_sum(rows, column, [other]) for other in often)
        if not twice and sum(column in row for row in rows) >= FEWEST_ROWS:
            often.append(column)
    return [Sum(total, frozenset(parts)) for total, parts in _candidates(often) if _is_sum(rows, total, parts)]


def _candidates(columns: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
    for place, total in enumerate(columns):
        before = columns[:place]
        yield from ((total, parts) for parts in combinations(before, 2))
        yield from ((total, before[-n:]) for n in range(3, min(MOST_PARTS, place) + 1))


def _is_sum(rows: Sequence[dict[int, Decimal]], total: int, parts: Sequence[int]) -> bool:
    """Whether the figures of a column are those of others added, or of one subtracted from another.

    What is added to an opening and subtracted makes a closing; these stand beside the name of the changes as often as under it.
    """
    here = [row for row in rows if total in row or any(part in row for part in parts)]
    signs = [(1, 1), (1, -1), (-1, 1)] if len(parts) == 2 else [(1,) * len(parts)]
    return any(_misses(here, total, parts, s) <= SLIPS * len(here) for s in signs)


def _misses(rows: Sequence[dict[int, Decimal]], total: int, parts: Sequence[int], signs: Sequence[int]) -> int:
    """In how many rows a sum does not hold, no figure being 0; once these are too many, no further are looked at."""
    zero, missed = Decimal(), 0
    for row in rows:
        missed += sum(sign * row.get(part, zero) for sign, part in zip(signs, parts, strict=True)) != row.get(total, zero)
        if missed > SLIPS * len(rows):
            return missed
    return missed
