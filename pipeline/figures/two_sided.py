"""Tables printed as two halves side by side: ENTRATE | USCITE, ATTIVO | PASSIVO.

Such a table is one, as printed; but each half has labels, heads and sums of its own. Whoever reads its rows reads each half
as a table, whose cells keep their places in the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from pipeline.figures.once import once_a_table
from pipeline.figures.units import MOSTLY
from pipeline.vocabulary import TOTAL, are_sides
from schemas.table import Table

FEWEST_COLUMNS = 4
"""A label and a figure on either side."""


def halves_of(table: Table) -> tuple[Table, ...]:
    """The two halves of a table whose values are read, each with the cells that are in it; the table itself if it has none.

    Headings over both halves are in both.
    """
    return _halves(table) or (table,)


@once_a_table
def _halves(table: Table) -> tuple[Table, ...]:
    split = _split(table)
    if split is None:
        return ()
    left = tuple(cell for cell in table.cells if cell.column < split)
    right = tuple(
        cell
        for cell in table.cells
        if cell.column >= split or (cell.row < table.header_rows and cell.column + cell.column_span > split)
    )
    return tuple(table.model_copy(update={"cells": cells}) for cells in (left, right))


def half_with(table: Table, column: int | None) -> Table:
    """The half of a table that a column is in; the table itself if it has none."""
    split = _split(table)
    return table if split is None or column is None else halves_of(table)[column >= split]


def label_at(half: Table, row: int, column: int | None) -> str:
    """What a row, or half of a row, is called: its first text but that in `column`; "" if it has none."""
    texts = (cell.text for cell in half.cells if cell.row == row and cell.column != column and cell.value is None)
    return next(filter(None, texts), "")


@once_a_table
def _split(table: Table) -> int | None:
    """The column with which the right half begins, if there are two halves."""
    if table.columns < FEWEST_COLUMNS:
        return None
    kinds = _kinds(table)
    filled = sorted(kinds)
    if len(filled) < FEWEST_COLUMNS:
        return None
    middle = filled[len(filled) // 2]
    for column in _named(table):
        for split in (column, middle):
            if _is_half(kinds, filled, split):
                return split
    return middle if _is_half(kinds, filled, middle) and _repeats(table.headings(), kinds, filled) else None


def _kinds(table: Table) -> dict[int, bool]:
    """The columns with text below the header, and whether each holds figures."""
    counts: dict[int, list[int]] = {}
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.text:
            count = counts.setdefault(cell.column, [0, 0])
            count[0] += 1
            count[1] += cell.value is not None
    return {column: figures >= MOSTLY * texts and figures > 0 for column, (texts, figures) in counts.items()}


def _named(table: Table) -> Iterator[int]:
    """Where a row of the header, the row below it, or a row of totals names the other side of an account."""
    for number, row in enumerate(table.grid()):
        texts = [(cell.column, cell.text) for cell in row if cell and cell.text and cell.value is None]
        for (_, left), (column, right) in combinations(texts, 2):
            if (number <= table.header_rows or (TOTAL.match(left) and TOTAL.match(right))) and are_sides(left, right):
                yield column


def _is_half(kinds: dict[int, bool], filled: Sequence[int], split: int) -> bool:
    """Whether the columns on either side of a split are labels and figures, in the same order or mirrored."""
    left, right = ([kinds[c] for c in filled if (c < split) == before] for before in (True, False))
    if not (left and right) or left[0] or not (any(left) and any(right)):
        return False
    return not right[0] or right == left[::-1]


def _repeats(headings: Sequence[str], kinds: dict[int, bool], filled: Sequence[int]) -> bool:
    """Whether both halves have columns of the same kinds, and one heading over their labels or the same over all figures."""
    middle = len(filled) // 2
    pairs = list(zip(filled[:middle], filled[middle:], strict=False))
    if len(filled) % 2 or any(kinds[a] != kinds[b] for a, b in pairs):
        return False
    same = [bool(headings[a]) and headings[a] == headings[b] for a, b in pairs]
    return same[0] or all(alike for alike, (a, _) in zip(same, pairs, strict=True) if kinds[a])
