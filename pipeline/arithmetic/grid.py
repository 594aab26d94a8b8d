"""The figures of a table as exact integers, in which identities are mined, and the support that one must have.

A claim counts if it holds in at least three places and four fifths of them; what the table's own words announce (a label
*Totale*, a code that begins others) needs to hold in half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

FEWEST, SHARE = 3, Fraction(4, 5)
"""Places in which an inferred claim must hold, and their share of all where it can be tested."""

SHARE_ANNOUNCED = Fraction(1, 2)
"""The share where the table's own words announce it."""

BITS = 20
"""How much the figures of an inferred claim must say together: below this, small numbers agree by chance."""

WORDS = 8
"""How much they must say where a label, a code or a heading announces it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The figures of a table in whole multiples of one small unit; None where there is no figure."""

    values: Sequence[Sequence[int | None]]
    room: Sequence[Sequence[int]]
    """Half a unit of each figure's last digit; 0 where it is exact."""
    percent: frozenset[int] = frozenset()
    """Columns of percentages."""
    totals: frozenset[int] = frozenset()
    """Rows that are labelled as totals."""
    results: frozenset[int] = frozenset()
    """Rows that are labelled as differences."""
    groups: Sequence[tuple[int, tuple[int, ...], bool]] = ()
    """Rows that others are put under, those rows, and whether by codes or only by marks and indentation; innermost first."""
    apart: frozenset[int] = frozenset()
    """Rows that are no part of a sum: what is carried forward, what repeats part of the row above, means."""
    differences: frozenset[int] = frozenset()
    """Columns whose headings say that they are the differences of two others."""
    sums: frozenset[int] = frozenset()
    """Columns whose headings say that they are the sums of others."""
    means: frozenset[int] = frozenset()
    """Columns that are not added up: means, prices, rates."""
    step: int = 1
    """One unit of the last digit of the most finely printed amount."""
    hundred: int = 100
    """A hundred per cent in the small unit."""
    parts: frozenset[int] = frozenset()
    """Rows that are the only part of another."""

    @property
    def columns(self) -> range:
        return range(len(self.values[0]) if self.values else 0)
