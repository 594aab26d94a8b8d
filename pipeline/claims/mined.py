"""Identities of any table, of a known kind or not: what its labels, codes and headings announce, and what is mined from it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.arithmetic.claims import Claims, percentage_of, total_of
from pipeline.arithmetic.column_sums import ColumnRatio, ColumnSum, holds, mine_columns, mine_ratios
from pipeline.arithmetic.grid import FEWEST, Grid
from pipeline.arithmetic.identity import Identity, Key
from pipeline.arithmetic.row_sums import RowSum, mine_rows
from pipeline.figures.columns import figure_columns
from pipeline.figures.lines import is_apart
from pipeline.figures.two_sided import halves_of
from pipeline.records.periods import IN_ALL, PERCENT, SHARE, VARIANCE
from pipeline.vocabulary import LIST_MARKS, MEAN, TOTAL_LABEL
from schemas.table import Cell, Table

RESULT = re.compile(r"^(?:risultat[oi]|differenz[ae]|saldo|margine|(?:dis)?avanzo)\b", re.IGNORECASE)
BALANCE = re.compile(r"\bpareggi", re.IGNORECASE)
"""What a total is called that both halves of an account have in common."""

DIFFERENCE = re.compile(rf"{VARIANCE.pattern}|(?<!patrimonio )\bnett[oi]$|\beconomi[ae]$", re.IGNORECASE)
"""How the heading of a column reads of what two others differ by: a variance, what is left of a value or of a budget."""

CODE = re.compile(r"^(?P<code>[0-9A-Z]{1,7}(?:\.[0-9]{1,4})*)(?=$|[\s).:–-])")
ITEM = re.compile(rf"^(?:[a-z]\s*[).]|[{LIST_MARKS}])\s")
"""The mark of a line that is part of the line above it."""

ROUNDED = 0.1
"""Share of the rows of a sum of columns that are off by no more than rounding at least, if its figures are rounded."""

DECIMALS = 6
"""Further decimals than these no table has."""

UNIT = 2 * 10**DECIMALS
"""The small unit of a grid: half of the last decimal is whole."""

INDENT = 3.0
"""Points by which a label stands further right than the one it is part of."""

MOST_CELLS = 20_000
"""Figures of a table that are mined."""

MOST_ROWS = 500
"""Rows of a table whose codes, marks and indentation are compared with one another."""


def discover(tables: Sequence[Table], scales: Mapping[str, int], claims: Claims) -> None:
    """Enter what every table claims that its kind does not already. `scales` are those that the tables state.

    A total that is the sum of what its kind says it is, is not the sum of other lines of its column as well.
    """
    held = [identity for identity in claims.identities if _is_of_one_column(identity) and claims.holds(identity)]
    summed = {identity.stated for identity in held}
    parts = {key[:2] for identity in held if len(identity.keys) == 2 for key in identity.keys if key != identity.stated}
    for table in tables:
        if sum(cell.value is not None for cell in table.cells) <= MOST_CELLS:
            halves = [_Discovery(half, claims, scales.get(table.table_id, 1), summed, parts) for half in halves_of(table)]
            for half in halves:
                half.enter()
            if len(halves) == 2:
                claims.declare(_balance(halves[0], halves[1], claims))


class _Discovery:
    """The claims of one table, or of one half of a table of two."""

    def __init__(
        self, table: Table, claims: Claims, scale: int, summed: Container[Key], parts: Container[tuple[object, ...]]
    ) -> None:
        self.table = table
        self.summed = summed
        self.parts = parts
        self.claims = claims
        self.scale = scale
        self.whole = scale == 1
        self.rows = [row for row in table.body() if any(cell and cell.text for cell in row)]
        self.headings = table.headings()
        self.columns = [c for c in figure_columns(table) if self._figures(c) > 1]
        self.labels = [self._label(row) for row in self.rows]
        self.family = f"{table.table_id} {self.columns[:1]}"

    def enter(self) -> None:
        if len(self.rows) < 2 or not self.columns:
            return
        grid = self.grid(counts=True)
        sums = mine_rows(grid)
        loose = self.grid(counts=False)
        named_so = self.grid(counts=True, means_apart=False)
        for other in (loose, named_so):
            if (other.room, other.apart) != (grid.room, grid.apart):
                others = mine_rows(other)
                if sum(s.held for s in others) > sum(s.held for s in sums):
                    grid, sums = other, others
        for found in sums:
            self.claims.declare(self._of_rows(found, grid))
        for column in mine_columns(grid):
            self.claims.declare(self._of_columns(column, loose if _are_rounded(column, grid, loose) else grid))
        bases = dict.fromkeys([s.total for s in sums] + sorted(grid.totals), ()) | {s.total: s.parts for s in sums}
        for ratio in mine_ratios(grid, bases):
            self.claims.declare(self._of_ratio(ratio, grid))

    def _figures(self, column: int) -> int:
        return sum(cell is not None and cell.value is not None for row in self.rows for cell in (row[column],))

    def row_number(self, row: int) -> int:
        """The row of the table that a row of figures is."""
        return next(cell.row for cell in self.rows[row] if cell)

    def _label(self, row: Sequence[Cell | None]) -> str:
        return " ".join(c.text for i, c in enumerate(row) if c and c.text and (i not in self.columns or c.value is None))

    def grid(self, *, counts: bool, means_apart: bool = True) -> Grid:
        """The table's figures.

        With `counts`, whole numbers have nothing behind them; unless with `means_apart`, lines are summed that are called means.
        """
        percent = frozenset(i for i, c in enumerate(self.columns) if self._is_percent(c))
        values, room = [], []
        for row in self.rows:
            cells = [cell if (cell := row[c]) and not self._is_of_another_scale(cell) else None for c in self.columns]
            cells = [None if cell and cell.unit == "%" and i not in percent else cell for i, cell in enumerate(cells)]
            values.append([_small(cell.value) if cell and cell.value is not None else None for cell in cells])
            room.append([self._room(cell, counts=counts) for cell in cells])
        totals = frozenset(r for r, label in enumerate(self.labels) if TOTAL_LABEL.search(label))
        apart = frozenset(r for r, label in enumerate(self.labels) if is_apart(label, means=means_apart))
        means = frozenset(i for i, c in enumerate(self.columns) if MEAN.search(self.headings[c]) or self._is_of_rates(c, totals))
        results = frozenset(r for r, label in enumerate(self.labels) if RESULT.match(label))
        shown = [_decimals(cell.value) for row in self.rows for c in self.columns if (cell := row[c]) and cell.value is not None]
        step = UNIT // 10 ** max(shown, default=0)
        groups = tuple(self._groups())
        parts = frozenset(r for r in range(len(self.rows)) if (self.table.table_id, self.row_number(r)) in self.parts)
        differences = frozenset(i for i, c in enumerate(self.columns) if DIFFERENCE.search(self.headings[c]))
        sums = frozenset(i for i, c in enumerate(self.columns) if _is_in_all(self.headings[c]))
        return Grid(
            values,
            room,
            percent,
            totals - apart,
            results - apart,
            groups,
            apart,
            differences,
            sums,
            means,
            step,
            100 * UNIT,
            parts,
        )

    def _is_of_rates(self, column: int, totals: frozenset[int]) -> bool:
        """Whether a column with decimals, of no money, has at each total a figure among those of the lines: their mean."""
        cells = {i: cell for i, row in enumerate(self.rows) if (cell := row[column]) and cell.value is not None}
        if any(cell.measure == "amount" for cell in cells.values()) or not any(
            _decimals(c.value) for c in cells.values() if c.value
        ):
            return False
        lines = [cell.value for i, cell in cells.items() if i not in totals and cell.value is not None]
        stated = [cell.value for i, cell in cells.items() if i in totals and cell.value is not None]
        return len(lines) >= FEWEST and bool(stated) and min(lines) <= min(stated) and max(stated) <= max(lines)

    def _is_of_another_scale(self, cell: Cell) -> bool:
        return cell.measure == "amount" and cell.scale not in (None, self.scale)

    def _room(self, cell: Cell | None, *, counts: bool) -> int:
        if cell is None or cell.value is None:
            return 0
        coarse = self.claims.steps.get((self.table.table_id, cell.column))
        if coarse is not None:
            return int(UNIT * coarse / 2)
        decimals = _decimals(cell.value)
        counted = counts and decimals == 0 and cell.unit is None and self.whole
        return 0 if self._is_exact(cell) or counted else UNIT // (2 * 10**decimals)

    def _is_exact(self, cell: Cell) -> bool:
        assert cell.value is not None
        zero = not cell.value and (self.table.table_id, cell.column) in self.claims.in_cents
        mean = MEAN.search(self.headings[cell.column])
        return self.whole and cell.unit != "%" and not mean and (zero or _decimals(cell.value) == 2)

    def _is_percent(self, column: int) -> bool:
        cells = [cell for row in self.rows if (cell := row[column]) and cell.value is not None]
        return sum(cell.unit == "%" for cell in cells) > len(cells) / 2

    def _groups(self) -> Iterator[tuple[int, tuple[int, ...], bool]]:
        """Rows that codes, marks or indentation put under another, innermost first."""
        if len(self.rows) > MOST_ROWS:
            return
        codes = [match["code"] if (match := CODE.match(label)) else "" for label in self.labels]
        deepest_first = sorted((r for r, code in enumerate(codes) if code), key=lambda r: -len(codes[r]))
        for r in deepest_first:
            below = [i for i, code in enumerate(codes) if code != codes[r] and code.startswith(codes[r])]
            children = [i for i in below if not any(codes[i] != codes[k] and codes[i].startswith(codes[k]) for k in below)]
            if len(children) > 1 and codes.count(codes[r]) == 1:
                yield r, tuple(children), True
        items = [ITEM.match(label) is not None for label in self.labels]
        for r in range(len(items)):
            end = next((i for i in range(r + 1, len(items)) if not items[i]), len(items))
            if not items[r] and end - r > 2:
                yield r, (*range(r + 1, end),), False
        edges = [next((cell.box.x0 for cell in row if cell and cell.text), 0.0) for row in self.rows]
        for r in range(len(self.rows) - 1, -1, -1):
            end = next((i for i in range(r + 1, len(self.rows)) if edges[i] < edges[r] + INDENT), len(self.rows))
            inner = range(r + 1, end)
            inside = tuple(i for i in inner if edges[i] < min(edges[k] for k in inner) + INDENT)
            if len(inside) > 1:
                yield r, inside, False

    # ── identities ────────────────────────────────────────────────────────────────────────────────────────────────────

    def key(self, row: int, column: int, grid: Grid) -> Key:
        c = self.columns[column]
        cell = self.rows[row][c]
        assert cell is not None
        assert cell.value is not None
        name = ", ".join(filter(None, (self.labels[row], self.headings[c]))) or f"the figure «{cell.text}»"
        exact = grid.room[row][column] == 0
        return self.claims.quantity(
            (self.table.table_id, cell.row, cell.column, 0), cell.value, cell.text, name, cell.page, cell.box, exact=exact
        )

    def _of_rows(self, found: RowSum, grid: Grid) -> Iterator[Identity]:
        label = self.labels[found.total] or f"Row {self.row_number(found.total)}"
        said = "is the difference of two lines" if any(sign < 0 for sign, _ in found.parts) else "is the sum of its parts"
        for column in found.columns:
            total, parts = self.key(found.total, column, grid), [(sign, self.key(r, column, grid)) for sign, r in found.parts]
            if total in self.summed:
                continue
            yield total_of(
                "SUM-1", f"{label} {said}.", total, parts,
                f"{self.family} SUM-1 {found.total}", self.table.table_id,
                origin="declared" if found.announced else "inferred",
            )  # fmt: skip

    def _of_columns(self, found: ColumnSum, grid: Grid) -> Iterator[Identity]:
        stated = self._stated(found.terms)
        own = next(sign for sign, c in found.terms if c == stated)
        said = self._said(stated, [(-own * sign, c) for sign, c in found.terms if c != stated])
        announced = self._announces(stated)
        for row in found.rows:
            parts = [(-own * sign, self.key(row, c, grid)) for sign, c in found.terms if c != stated]
            yield total_of(
                "SUM-2", said, self.key(row, stated, grid), parts,
                f"{self.family} SUM-2 {found.terms}", self.table.table_id,
                origin="declared" if announced else "inferred",
            )  # fmt: skip

    def _announces(self, column: int) -> bool:
        heading = self.headings[self.columns[column]]
        return bool(_is_in_all(heading) or DIFFERENCE.search(heading))

    def _stated(self, terms: Sequence[tuple[int, int]]) -> int:
        """The column that a signed sum is about: one whose heading says so, else the odd one out, else the last."""
        announced = [c for _, c in terms if self._announces(c)]
        minus = [c for sign, c in terms if sign < 0]
        plus = [c for sign, c in terms if sign > 0]
        return announced[-1] if announced else minus[0] if len(minus) == 1 else plus[0] if len(plus) == 1 else terms[-1][1]

    def _said(self, stated: int, terms: Sequence[tuple[int, int]]) -> str:
        names = [("less " if sign < 0 else "plus ") + self._heading(c) for sign, c in sorted(terms, reverse=True)]
        return f"{self._heading(stated)} is {' '.join(names).removeprefix('plus ')}."

    def _heading(self, column: int) -> str:
        return self.headings[self.columns[column]] or f"column {self.columns[column]}"

    def _of_ratio(self, found: ColumnRatio, grid: Grid) -> Iterator[Identity]:
        """The percentages; those of the base without its sign, if more of them hold."""
        base = self._heading(found.base)
        if found.base_row is not None:
            base = f"{base} of {self.labels[found.base_row] or 'the total'}"
        over = " less ".join(self._heading(c) for _, c in found.over)
        heading = self.headings[self.columns[found.result]]
        announced = SHARE.search(heading) or PERCENT.search(heading)
        alternatives = [
            [
                percentage_of(
                    "SUM-3", f"The percentage is {over} over {base}.", self.key(row, found.result, grid),
                    [(sign, self.key(row, c, grid)) for sign, c in found.over],
                    self.key(row if found.base_row is None else found.base_row, found.base, grid),
                    f"{self.family} SUM-3 {found.result}", self.table.table_id,
                    absolute=absolute, origin="declared" if announced else "inferred",
                )
                for row in found.rows
            ]
            for absolute in (False, True)
        ]  # fmt: skip
        yield from max(alternatives, key=lambda read: sum(map(self.claims.holds, read)))


def _is_in_all(heading: str) -> bool:
    """Whether the heading of a column says that it sums others up: *Totale*, *Dipendenti Totale*."""
    return bool(TOTAL_LABEL.search(heading) or IN_ALL.search(heading))


def _is_of_one_column(identity: Identity) -> bool:
    return len({(table, column) for table, _, column, _ in identity.keys}) == 1


def _are_rounded(found: ColumnSum, grid: Grid, loose: Grid) -> bool:
    """Whether several rows of a sum of columns are off, and none by more than rounding: then its figures are rounded."""
    off = [row for row in found.rows if not holds(grid, found.terms, row)]
    several = len(off) > 1 and len(off) >= ROUNDED * len(found.rows)
    return several and all(holds(loose, found.terms, row) for row in off)


def _balance(left: _Discovery, right: _Discovery, claims: Claims) -> Iterator[Identity]:
    """That the last totals of two halves, in one row, are the same: where both say so, else only where they are."""
    if len(left.columns) != len(right.columns):
        return
    grids = left.grid(counts=True), right.grid(counts=True)
    totals = [{half.row_number(r): r for r in grid.totals} for half, grid in zip((left, right), grids, strict=True)]
    row = max(totals[0].keys() & totals[1].keys(), default=None)
    if row is None:
        return
    rows = totals[0][row], totals[1][row]
    said = all(BALANCE.search(half.labels[r]) for half, r in zip((left, right), rows, strict=True))
    for column in range(len(left.columns)):
        if all(grid.values[r][column] for grid, r in zip(grids, rows, strict=True)):
            keys = left.key(rows[0], column, grids[0]), right.key(rows[1], column, grids[1])
            family, table_id = f"{left.table.table_id} SUM-4", left.table.table_id
            claim = "The totals of the two halves are the same."
            identity = total_of("SUM-4", claim, keys[1], [(1, keys[0])], family, table_id, origin="inferred")
            if said or claims.holds(identity):
                yield identity


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _small(value: Decimal) -> int:
    return int(value * UNIT)
