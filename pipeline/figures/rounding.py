"""Amounts that a table, or a column of it, rounds to tens, hundreds or thousands and prints with their zeros: `1.250.000`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from schemas.table import Cell, Table

FEWEST = 12
"""Figures that must all end in zeros: of fewer, all may be round by nature."""

ROUNDER = 0.3
"""Share of the figures of a rounded column that end in more zeros than the others at most: a tenth do by chance."""

LARGE = 1000
"""A column none of whose figures is as large may be of percentages or days that nothing names."""

CENTS = 2
"""Decimals of an amount that is exact."""

AMOUNTS = (None, "amount", "count")
"""What figures measure that are rounded together."""


def steps_of(tables: Iterable[Table]) -> dict[tuple[str, int], Decimal]:
    """One unit of the last digit that means anything, by table and column, where that is none of the printed ones."""
    steps: dict[tuple[str, int], Decimal] = {}
    for table in tables:
        numbers = [cell for cell in table.cells if cell.value and cell.measure in AMOUNTS and cell.unit in (None, "EUR")]
        large = {cell.column for cell in numbers if cell.measure == "amount" or abs(cell.value or Decimal(0)) >= LARGE}
        figures = [cell for cell in numbers if cell.column in large]
        columns = [[cell for cell in figures if cell.column == column] for column in sorted(large)]
        for rounded in (figures, *filter(_are_rounded, columns)):
            zeros = min(map(_zeros, rounded), default=0)
            if zeros and len(rounded) >= FEWEST:
                steps |= {(table.table_id, cell.column): Decimal(10) ** zeros for cell in rounded}
    return steps


def columns_in_cents(tables: Iterable[Table]) -> set[tuple[str, int]]:
    """The columns, by table, whose amounts all show cents, zeros aside: `0` and a dash are as exact there."""
    shown: dict[tuple[str, int], bool] = {}
    for table in tables:
        for cell in table.cells:
            if cell.value and cell.unit != "%" and cell.scale in (None, 1):
                place = (table.table_id, cell.column)
                shown[place] = shown.get(place, True) and -int(cell.value.as_tuple().exponent) >= CENTS
    return {place for place, cents in shown.items() if cents}


def _are_rounded(column: Sequence[Cell]) -> bool:
    """Whether figures end in as many zeros as rounding leaves: of a budget, which is round by nature, many end in more."""
    zeros = [_zeros(cell) for cell in column]
    least = min(zeros)
    return sum(count > least for count in zeros) <= ROUNDER * len(zeros)


def _zeros(cell: Cell) -> int:
    """How many zeros a number ends in; none if it shows decimals."""
    assert cell.value is not None
    digits = str(cell.value)
    return 0 if "." in digits else len(digits) - len(digits.rstrip("0"))
