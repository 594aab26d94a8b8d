"""Identities mined along the rows of a grid: columns that add up with signs, and percentages of one column or of one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from statistics import correlation
from typing import NamedTuple

from pipeline.arithmetic.grid import BITS, FEWEST, SHARE, SHARE_ANNOUNCED, WORDS, Grid

WIDEST = 16
"""Columns of a grid up to which signed sums of four are tried."""

WIDE = 40
"""Columns of figures above which a grid is no account, and is not searched along its rows."""

TRIO = 3
"""Columns of a sum at least."""

BALANCED = 4
"""Columns of which two add up to as much as the two others."""

FEWEST_TOLD = 2
"""Figures of a row that are not zero, if an announced sum is to say anything in it."""

TOGETHER = 0.999
"""Correlation above which two columns of figures say the same."""

HOPELESS = 5
"""Places tried in vain before a claim along the rows is given up."""


class ColumnSum(NamedTuple):
    """Columns that add up to zero with these signs in the rows where they can be tested."""

    terms: tuple[tuple[int, int], ...]
    """Sign and column."""
    rows: tuple[int, ...]


class ColumnRatio(NamedTuple):
    """A column of percentages: of a sum of columns over another, or over one row of it."""

    result: int
    over: tuple[tuple[int, int], ...]
    """Sign and column."""
    base: int
    base_row: int | None
    """The row whose figure is the base everywhere; None if each row has its own."""
    rows: tuple[int, ...]


def mine_columns(grid: Grid) -> list[ColumnSum]:
    """The signed sums of columns that hold in most rows, none of which follows from the others."""
    plain = [c for c in grid.columns if c not in grid.percent and sum(row[c] is not None for row in grid.values) >= FEWEST]
    if len(plain) > WIDE:
        return []
    tried = [(terms, rows) for terms in _signed_sums(plain) if (rows := _rows_of(grid, terms)) is not None]
    broken = {terms: frozenset(r for r in rows if not holds(grid, terms, r)) for terms, rows in tried}
    found: list[ColumnSum] = []
    span = _Span()
    longer = [terms for terms in _blocks(plain) if len(terms) > TRIO]
    for terms, rows in tried:
        meant = (_is_meant(terms, other, broken) for other, _ in tried)
        part = (_is_part_of(terms, other, grid, broken[terms]) for other in longer)
        if not span.has(terms) and not (broken[terms] and (any(meant) or any(part))):
            found.append(ColumnSum(terms, rows))
            span.add(terms)
    return found


def holds(grid: Grid, terms: tuple[tuple[int, int], ...], row: int) -> bool:
    """Whether a signed sum of columns makes zero in a row that has all of them, within the room of its figures."""
    figures = [(sign * (grid.values[row][c] or 0), grid.room[row][c]) for sign, c in terms]
    return abs(sum(value for value, _ in figures)) <= sum(room for _, room in figures)


def _is_meant(
    terms: tuple[tuple[int, int], ...],
    other: tuple[tuple[int, int], ...],
    broken: dict[tuple[tuple[int, int], ...], frozenset[int]],
) -> bool:
    """Whether another sum is meant, which has one column in place of another and holds where this one is broken.

    Two columns may be equal by chance, or because what parts them is zero, in most of their rows.
    """
    return (
        len(other) == len(terms)
        and len(set(terms) ^ set(other)) == 2
        and not broken[other] & broken[terms]
        and len(broken[other]) < len(broken[terms])
    )


def _is_part_of(
    terms: tuple[tuple[int, int], ...], other: tuple[tuple[int, int], ...], grid: Grid, broken: frozenset[int]
) -> bool:
    """Whether a sum of these columns and more is meant, which holds in all rows that have them, those too where this is broken.

    It says nothing else where the columns that it has more are zero.
    """
    signs = [{(sign * turned, c) for sign, c in terms} < set(other) for turned in (1, -1)]
    rows = [r for r, row in enumerate(grid.values) if all(row[c] is not None for _, c in other)] if any(signs) else []
    return broken <= set(rows) and len(rows) > 0 and all(holds(grid, other, r) for r in rows)


def _signed_sums(columns: Sequence[int]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Sums worth trying, short ones first: of three columns, of neighbours, of four."""
    for trio in combinations(columns, TRIO):
        for odd in trio:
            yield tuple((-1 if c == odd else 1, c) for c in trio)
    yield from _blocks(columns)
    if len(columns) <= WIDEST:
        for four in combinations(columns, 4):
            for odd in four:
                yield tuple((-1 if c == odd else 1, c) for c in four)
            for other in four[1:]:
                yield tuple((1 if c in (four[0], other) else -1, c) for c in four)


def _blocks(columns: Sequence[int]) -> Iterator[tuple[tuple[int, int], ...]]:
    """The sums of three neighbours and more, each with a total right before or right behind them."""
    for start in range(len(columns)):
        for end in range(start + TRIO, len(columns) + 1):
            for total in (*columns[max(0, start - 1) : start], *columns[end : end + 1]):
                yield (*((1, c) for c in columns[start:end]), (-1, total))


def _rows_of(grid: Grid, terms: tuple[tuple[int, int], ...]) -> tuple[int, ...] | None:
    """The rows in which a signed sum of columns can be tested, if it holds in enough of them."""
    rows, held, failed, bits = [], 0, 0, 0
    announced = _is_announced(grid, terms)
    difference = len(terms) == 3 and any(c in grid.differences for _, c in terms)
    share, least_bits = SHARE_ANNOUNCED if announced or difference else SHARE, WORDS if announced else BITS
    most = len(grid.values) - share * len(grid.values)
    for r, row in enumerate(grid.values):
        gap, slack, told, least = 0, 0, 0, None
        for sign, c in terms:
            value = row[c]
            if value is None or not (value or announced):  # a zero says nothing by itself, a gap even less
                break
            gap += sign * value
            slack += grid.room[r][c]
            if value:
                told += 1
                least = abs(value) if least is None else min(least, abs(value))
        else:
            if told < FEWEST_TOLD:
                continue
            if abs(gap) <= slack:
                held += 1
                bits += ((least or 0) // max(2 * slack, grid.step)).bit_length()
            else:
                failed += 1
                if failed > most or (failed >= HOPELESS and not held):
                    return None
            rows.append(r)
    if held < FEWEST or held < share * (held + failed) or bits < least_bits or (failed and _rise_together(grid, terms, rows)):
        return None
    return tuple(r for r, row in enumerate(grid.values) if all(row[c] is not None for _, c in terms))


def _is_announced(grid: Grid, terms: Sequence[tuple[int, int]]) -> bool:
    """Whether a column that is called a total is the sum of all that stand between it and the one before that is called so."""
    *parts, total = sorted(c for _, c in terms)
    odd = [c for sign, c in terms if sign < 0]
    start = max((c for c in grid.sums if c < total), default=min(grid.columns, default=0) - 1) + 1
    between = [c for c in range(start, total) if c not in grid.percent and any(row[c] is not None for row in grid.values)]
    return odd == [total] and total in grid.sums and parts == between


def _rise_together(grid: Grid, terms: Sequence[tuple[int, int]], rows: Sequence[int]) -> bool:
    """Whether the figures of two columns less those of two others are nearly the same rule of one quantity.

    So are those of a table that is computed from one, as of taxes by income: any four of its columns nearly add up. And so are
    those that go up by one step in most rows: from what to what.
    """
    if len(terms) != BALANCED or sum(sign for sign, _ in terms) != 0:
        return False
    columns = [[float(grid.values[r][c] or 0) for r in rows] for _, c in terms]
    if any(min(column) == max(column) for column in columns):
        return False
    signed = list(zip(columns, (sign for sign, _ in terms), strict=True))
    for (one, plus), (other, minus) in combinations(signed, 2):
        steps = Counter(a - b for a, b in zip(one, other, strict=True))
        if plus != minus and 2 * max(steps.values()) > len(rows):
            return True
    return min(correlation(one, other) for one, other in combinations(columns, 2)) > TOGETHER


class _Span:
    """The signed sums that follow from those added."""

    def __init__(self) -> None:
        self.basis: list[dict[int, Fraction]] = []

    def _rest(self, terms: tuple[tuple[int, int], ...]) -> dict[int, Fraction]:
        vector = {c: Fraction(sign) for sign, c in terms}
        for known in self.basis:
            pivot = next(iter(known))
            if factor := vector.get(pivot):
                for c, value in known.items():
                    vector[c] = vector.get(c, Fraction(0)) - factor * value
        return {c: value for c, value in vector.items() if value}

    def has(self, terms: tuple[tuple[int, int], ...]) -> bool:
        return bool(self.basis) and not self._rest(terms)

    def add(self, terms: tuple[tuple[int, int], ...]) -> None:
        rest = self._rest(terms)
        pivot, value = next(iter(rest.items()))
        self.basis.append({pivot: Fraction(1), **{c: v / value for c, v in rest.items() if c != pivot}})


def mine_ratios(grid: Grid, base_rows: Mapping[int, Sequence[tuple[int, int]]]) -> list[ColumnRatio]:
    """What each column of percentages is: a change, a quotient of columns, or a share of one of some rows.

    `base_rows` are these, with the parts of each that is a sum: percentages of what they make are of the row.
    """
    plain = [c for c in grid.columns if c not in grid.percent]
    found: list[ColumnRatio] = []
    if len(grid.columns) > WIDE:
        return found
    for result in sorted(grid.percent):
        tries = [_ratio(grid, result, ((1, a), (-1, b)), b, None) for a in plain for b in plain if a != b]
        tries += [_ratio(grid, result, ((1, a),), b, None) for a in plain for b in plain if a != b]
        tries += [_ratio(grid, result, ((1, a),), a, row) for a in plain for row in base_rows]
        tries += [_ratio(grid, result, ((1, a),), a, row, parts) for a in plain for row, parts in base_rows.items() if parts]
        best = max((t for t in tries if t), key=lambda t: t[0], default=None)
        if best:
            found.append(best[1])
    return found


def _ratio(
    grid: Grid,
    result: int,
    over: tuple[tuple[int, int], ...],
    base: int,
    base_row: int | None,
    parts: Sequence[tuple[int, int]] = (),
) -> tuple[int, ColumnRatio] | None:
    """A reading of a column of percentages and in how many rows it holds, if in enough; rounded or cut off alike.

    With `parts` of the base, it is what they make. Of shares of one row, of which a small table has few, fewer are enough.
    """
    fewest = FEWEST if base_row is None else FEWEST - 1
    made = sum(sign * (grid.values[row][base] or 0) for sign, row in parts)
    rows, held, failed = [], 0, 0
    most = len(grid.values) - SHARE * len(grid.values)
    capped = max((row[result] or 0 for row in grid.values), default=0) <= grid.hundred
    for r, row in enumerate(grid.values):
        stated, divisor = row[result], made or (row[base] if base_row is None else grid.values[base_row][base])
        figures = [(sign, row[c]) for sign, c in over]
        if stated is None or not divisor or any(v is None for _, v in figures) or r == base_row:
            continue
        top = sum(sign * v for sign, v in figures if v is not None)
        if capped and stated == grid.hundred and abs(top) > abs(divisor):
            continue  # what is more than fulfilled
        slack = 2 * grid.room[r][result] * abs(divisor)
        loose = sum(grid.room[r][c] for _, c in over) + grid.room[r if base_row is None else base_row][base]
        rows.append(r)
        if abs(stated * divisor - grid.hundred * top) <= slack + grid.hundred * loose:
            held += bool(top)
        else:
            failed += 1
            if (failed > most and (base_row is None or failed > 1)) or (failed >= HOPELESS and not held):
                return None
    if held < fewest or (held < SHARE * (held + failed) and (base_row is None or failed > 1)):
        return None
    return held, ColumnRatio(result, over, base, base_row, tuple(rows))
