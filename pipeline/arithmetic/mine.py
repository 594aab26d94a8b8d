"""Identities mined from a grid of figures, whatever it is about: in exact integers, and only with enough support.

Down the columns: a row that is the sum of a block of others, below or above them, subtotals within totals, a result that is
the difference of two totals. Along the rows: columns that add up to one another with signs, percentages of one column or of
one row. A claim counts if it holds in at least three places and four fifths of them; what the table's own words announce
(a label *Totale*, a code that begins others) needs to hold in half.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, takewhile
from statistics import correlation
from typing import NamedTuple

from pipeline.arithmetic.waiting import Waiting

FEWEST, SHARE = 3, Fraction(4, 5)
"""Places in which an inferred claim must hold, and their share of all where it can be tested."""

SHARE_ANNOUNCED = Fraction(1, 2)
"""The share where the table's own words announce it."""

BITS = 20
"""How much the figures of an inferred claim must say together: below this, small numbers agree by chance."""

WIDEST = 16
"""Columns of a grid up to which signed sums of four are tried."""

WORDS = 8
"""How much they must say where a label or a code announces the claim."""

LONGEST = 200
"""Rows of a block whose sum is not labelled."""

WIDE = 40
"""Columns of figures above which a grid is no account, and is not searched along its rows."""

BALANCED = 4
"""Columns of which two add up to as much as the two others."""

TOGETHER = 0.999
"""Correlation above which two columns of figures say the same."""

HOPELESS = 5
"""Places tried in vain before a claim along the rows is given up."""


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
    means: frozenset[int] = frozenset()
    """Columns that are not added up: means, prices, rates."""
    step: int = 1
    """One unit of the last digit of the most finely printed amount."""
    hundred: int = 100
    """A hundred per cent in the small unit."""

    @property
    def columns(self) -> range:
        return range(len(self.values[0]) if self.values else 0)


class RowSum(NamedTuple):
    """A row that is the sum of others, each with its sign, in some columns."""

    total: int
    parts: tuple[tuple[int, int], ...]
    """Sign and row."""
    columns: tuple[int, ...]
    """Where it can be tested."""
    held: int
    announced: bool
    """Whether the table's words announce it."""


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


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def mine_rows(grid: Grid) -> list[RowSum]:
    """The rows that are sums of others."""
    search = _RowSearch(grid)
    for parent, children, coded in grid.groups:
        if parent not in grid.apart:
            search.try_group(parent, tuple(r for r in children if r not in grid.apart), coded=coded)
    rows = [r for r, row in enumerate(grid.values) if r not in grid.apart and any(row[c] is not None for c in search.columns)]
    search.sweep(rows[::-1], below=False)
    for unproven in (False, True) if grid.totals else (False,):
        search.sweep(rows, unproven=unproven)
        search.sweep(rows[::-1], unproven=unproven)
    return search.found


@dataclass
class _RowSearch:
    grid: Grid
    found: list[RowSum] = field(default_factory=list)
    absorbed: set[int] = field(default_factory=set)
    """Rows that are part of another."""

    @property
    def columns(self) -> list[int]:
        return [c for c in self.grid.columns if c not in self.grid.percent | self.grid.means]

    def try_group(self, parent: int, children: tuple[int, ...], *, coded: bool) -> None:
        if len(children) < 2 or self.absorbed.intersection(children):
            return
        claim = self._tested(parent, tuple((1, row) for row in children), announced=True, least=WORDS if coded else BITS)
        if claim is not None:
            self._accept(claim)

    def sweep(self, rows: Sequence[int], *, below: bool = True, unproven: bool = False) -> None:
        """Rows in order; those not yet summed up wait for a total.

        With `below` false, what is labelled as a total ends a block instead: its parts lie on its other side. With `unproven`,
        a labelled total of a single column counts though it does not hold.
        """
        totals = {claim.total for claim in self.found}
        waiting = self._waiting()
        for row in rows:
            if row in self.absorbed:
                continue
            if not below and row in self.grid.totals | self.grid.results:
                waiting = self._waiting()
                continue
            claim = None if row in totals else self._best(row, waiting, announced=below, unproven=unproven)
            if claim is not None:
                self._accept(claim)
                waiting = self._waiting([r for r in waiting.rows if r not in self.absorbed])
            waiting.add(row)

    def _waiting(self, rows: Sequence[int] = ()) -> Waiting:
        return Waiting(self.grid.values, self.grid.room, self.columns, rows)

    def _best(self, row: int, before: Waiting, *, announced: bool, unproven: bool) -> RowSum | None:
        """The longest block right before a row of which it is the sum, or the difference of the two before it."""
        named = announced and row in self.grid.totals
        best = None
        waiting = before.rows
        for k in sorted(before.fitting(row, len(waiting) if named else LONGEST)):
            claim = self._tested(row, tuple((1, r) for r in waiting[-k:]), announced=named)
            if claim and (best is None or claim.held >= best.held):
                best = claim
        if best is None and announced and len(waiting) > 1:
            named = row in self.grid.results
            if named or waiting[-2] not in self.grid.totals:  # a total less one of its parts is no result, but the other part
                best = self._tested(row, ((1, waiting[-2]), (-1, waiting[-1])), announced=named)
        if best is None and unproven and row in self.grid.totals:
            best = self._lone(row, waiting)
        return best

    def _lone(self, row: int, waiting: Sequence[int]) -> RowSum | None:
        """A labelled total of a single column, though nothing proves what it is the total of.

        Its parts are lines up to the next total, or totals up to the next line. They stand on the side of it where those of
        the other labelled totals stand, if any of these holds.
        """
        columns = [c for c in self.columns if self.grid.values[row][c] is not None]
        sides = [claim.parts[0][1] > claim.total for claim in self.found if claim.held and claim.total in self.grid.totals]
        if len(columns) != 1 or not waiting or (sides and (waiting[0] > row) not in sides):
            return None
        totals = self.grid.totals
        near = takewhile(lambda r: (r in totals) == (waiting[-1] in totals), reversed(waiting))
        parts = tuple((1, r) for r in [*near][::-1] if self.grid.values[r][columns[0]] is not None)
        fewest = 2 if sides else FEWEST
        return RowSum(row, parts, tuple(columns), 0, announced=False) if len(parts) >= fewest else None

    def _tested(
        self, total: int, parts: tuple[tuple[int, int], ...], *, announced: bool, least: int | None = None
    ) -> RowSum | None:
        """The claim, if it has enough support."""
        values, room = self.grid.values, self.grid.room
        columns, held, failed, bits = [], 0, 0, 0
        for c in self.columns:
            figures = [values[r][c] for _, r in parts]
            stated = values[total][c]
            if stated is None or any(v is None for v in figures) or sum(bool(v) for v in figures) < (1 if announced else 2):
                continue
            columns.append(c)
            slack = room[total][c] + sum(room[r][c] for _, r in parts)
            gap = stated - sum(s * v for (s, _), v in zip(parts, figures, strict=True) if v is not None)
            if abs(gap) <= slack:
                telling = sum(bool(v) for v in figures) > 1  # a single part is its total whatever else is taken in
                held += telling
                bits += telling * (max(abs(v) for v in figures if v is not None) // max(2 * slack, self.grid.step)).bit_length()
            else:
                failed += 1
        if announced:
            sound = held > 0 and held >= failed and bits >= (WORDS if least is None else least)
        else:
            sound = bits >= BITS and (failed == 0 or (held >= FEWEST and held >= SHARE * (held + failed)))
        return RowSum(total, parts, tuple(columns), held, announced) if sound else None

    def _accept(self, claim: RowSum) -> None:
        self.found.append(claim)
        self.absorbed.update(row for _, row in claim.parts)


# ── columns ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def mine_columns(grid: Grid) -> list[ColumnSum]:
    """The signed sums of columns that hold in most rows, none of which follows from the others."""
    plain = [c for c in grid.columns if c not in grid.percent and sum(row[c] is not None for row in grid.values) >= FEWEST]
    if len(plain) > WIDE:
        return []
    tried = [(terms, rows) for terms in _signed_sums(plain) if (rows := _rows_of(grid, terms)) is not None]
    broken = {terms: frozenset(r for r in rows if not holds(grid, terms, r)) for terms, rows in tried}
    found: list[ColumnSum] = []
    span = _Span()
    for terms, rows in tried:
        if not span.has(terms) and not (broken[terms] and any(_is_meant(terms, other, broken) for other, _ in tried)):
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
        and (len(broken[other]) < len(broken[terms]))
    )


def _signed_sums(columns: Sequence[int]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Sums worth trying, short ones first: of three columns, of neighbours, of four."""
    for trio in combinations(columns, 3):
        for odd in trio:
            yield tuple((-1 if c == odd else 1, c) for c in trio)
    for start in range(len(columns)):
        for end in range(start + 3, len(columns) + 1):
            block = columns[start:end]
            for total in (
                *columns[max(0, start - 1) : start],
                *columns[end : end + 1],
            ):  # a total right before or after its parts
                yield (*((1, c) for c in block), (-1, total))
    if len(columns) <= WIDEST:
        for four in combinations(columns, 4):
            for odd in four:
                yield tuple((-1 if c == odd else 1, c) for c in four)
            for other in four[1:]:
                yield tuple((1 if c in (four[0], other) else -1, c) for c in four)


def _rows_of(grid: Grid, terms: tuple[tuple[int, int], ...]) -> tuple[int, ...] | None:
    """The rows in which a signed sum of columns can be tested, if it holds in enough of them."""
    rows, held, failed, bits = [], 0, 0, 0
    share = SHARE_ANNOUNCED if len(terms) == 3 and any(c in grid.differences for _, c in terms) else SHARE
    most = len(grid.values) - share * len(grid.values)
    for r, row in enumerate(grid.values):
        gap, slack, least = 0, 0, None
        for sign, c in terms:
            value = row[c]
            if not value:  # a zero says nothing, a gap even less
                break
            gap += sign * value
            slack += grid.room[r][c]
            least = abs(value) if least is None else min(least, abs(value))
        else:
            if abs(gap) <= slack:
                held += 1
                bits += ((least or 0) // max(2 * slack, grid.step)).bit_length()
            else:
                failed += 1
                if failed > most or (failed >= HOPELESS and not held):
                    return None
            rows.append(r)
    if held < FEWEST or held < share * (held + failed) or bits < BITS or (failed and _rise_together(grid, terms, rows)):
        return None
    return tuple(r for r, row in enumerate(grid.values) if all(row[c] is not None for _, c in terms))


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


def mine_ratios(grid: Grid, base_rows: Sequence[int]) -> list[ColumnRatio]:
    """What each column of percentages is: a change, a quotient of columns, or a share of one of some rows."""
    plain = [c for c in grid.columns if c not in grid.percent]
    found: list[ColumnRatio] = []
    if len(grid.columns) > WIDE:
        return found
    for result in sorted(grid.percent):
        tries = [_ratio(grid, result, ((1, a), (-1, b)), b, None) for a in plain for b in plain if a != b]
        tries += [_ratio(grid, result, ((1, a),), b, None) for a in plain for b in plain if a != b]
        tries += [_ratio(grid, result, ((1, a),), a, row) for a in plain for row in base_rows]
        best = max((t for t in tries if t), key=lambda t: t[0], default=None)
        if best:
            found.append(best[1])
    return found


def _ratio(
    grid: Grid, result: int, over: tuple[tuple[int, int], ...], base: int, base_row: int | None
) -> tuple[int, ColumnRatio] | None:
    """A reading of a column of percentages and in how many rows it holds, if in enough; rounded or cut off alike."""
    rows, held, failed = [], 0, 0
    most = len(grid.values) - SHARE * len(grid.values)
    capped = max((row[result] or 0 for row in grid.values), default=0) <= grid.hundred
    for r, row in enumerate(grid.values):
        stated, divisor = row[result], row[base] if base_row is None else grid.values[base_row][base]
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
            if failed > most or (failed >= HOPELESS and not held):
                return None
    if held < FEWEST or held < SHARE * (held + failed):
        return None
    return held, ColumnRatio(result, over, base, base_row, tuple(rows))
