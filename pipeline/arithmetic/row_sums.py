"""Sums mined down the columns of a grid: a row that is the sum of a block of others, or the difference of two rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from pipeline.arithmetic.grid import BITS, FEWEST, SHARE, WORDS, Grid
from pipeline.arithmetic.waiting import Waiting

SHORT = 0.001
"""Share of a total that its lines must fall short by before one of them counts as missing: less may be rounding."""

LONGEST = 200
"""Rows of a block whose sum is not labelled."""


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
    absorbed: set[int] = field(init=False)
    """Rows that are part of another."""

    def __post_init__(self) -> None:
        self.absorbed = set(self.grid.parts)

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
            best = self._lone(row, waiting) or self._lacking(row, waiting)
        return best

    def _lacking(self, row: int, waiting: Sequence[int]) -> RowSum | None:
        """The only total of a table, which its lines fall short of in each of several columns: one of them may be missing."""
        grid = self.grid
        filled = {r for r, line in enumerate(grid.values) if any(line[c] is not None for c in self.columns)}
        if len(grid.totals) > 1 or len(waiting) < FEWEST or filled - {*waiting, row} - grid.apart:
            return None
        whole = [c for c in self.columns if all(grid.values[r][c] is not None for r in (*waiting, row))]
        amounts = [c for c in whole if c not in grid.differences]
        made = {c: sum(grid.values[r][c] or 0 for r in waiting) for c in amounts}
        if len(amounts) < 2 or not all(0 < made[c] < (grid.values[row][c] or 0) * (1 - SHORT) for c in amounts):
            return None
        return RowSum(row, tuple((1, r) for r in waiting), tuple(whole), 0, announced=True)

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
        return RowSum(row, parts, tuple(columns), 0, announced=True) if len(parts) >= fewest else None

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
