"""Totals and results that tables of different kinds state under one name: *Totale proventi correnti* here and many pages on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from pipeline.arithmetic.claims import Claims, total_of
from pipeline.arithmetic.identity import Key
from pipeline.arithmetic.slips import OF_DIGITS, UNEXPLAINED, slip_between
from pipeline.claims.repeated_tables import scope_of
from pipeline.figures.lines import lines_of, name_of
from pipeline.figures.once import once_a_table
from pipeline.figures.periods import Period, period_of
from pipeline.figures.two_sided import halves_of
from pipeline.numbers import is_telling
from pipeline.records.statements import RESULT
from schemas.table import Cell, Table

FEWEST_LETTERS = 12
"""A shorter name may be of anything: *Totale*, *Totale A*."""

THOUSAND = 1000

LEAST = 100
"""A figure of fewer digits before the comma may be a thousandth of another by chance."""

_PERIOD = re.compile(r"\b(?:anno|esercizio|al|dal|euro|eur|importo|importi|valori?|saldo)\b|[^a-zà-ú]", re.IGNORECASE)
"""What headings of one period may differ in: `Anno 2024`, `Importo al 31.12.2024`."""

Line = Mapping[tuple[Period, str], Cell]
"""The figures of a line by their period and the words of their heading."""


def claim_aggregates(tables: Sequence[Table], claims: Claims) -> None:
    """Enter that an aggregate has the figure that another table states for it, where this is not left to chance.

    They agree; or differ by a slip, or in one period while they agree in another: of two figures that have no more in common
    than a name, one may be of something else.
    """
    for first, second, label, pairs in _stated_twice(tables):
        common = [(a, b) for a, b in pairs if a.scale == b.scale]
        agreeing = any(a.value == b.value and _is_telling(a) for a, b in common)
        for a, b in common:
            if agreeing or _is_slip(a, b):
                said = f"{label} is the same on page {a.page} and on page {b.page}."
                stated, part = (_entered(claims, t, c, label) for t, c in ((second, b), (first, a)))
                family = f"REP-3 {first.table_id} {second.table_id}"
                claims.declare([total_of("REP-3", said, stated, [(1, part)], family, second.table_id, origin="inferred")])


def thousands_apart(tables: Sequence[Table]) -> Iterator[tuple[Table, str, Cell, Cell]]:
    """Aggregates that two tables state, one a thousand times the other: of each two tables one, and what the other has.

    What their scales say is then wrong for one of the two.
    """
    told = set()
    for first, second, label, pairs in _stated_twice(tables):
        at = (first.table_id, second.table_id)
        if at not in told and (apart := next((pair for pair in pairs if _is_thousandfold(*pair)), None)):
            told.add(at)
            yield second, label, apart[1], apart[0]


def _is_thousandfold(a: Cell, b: Cell) -> bool:
    """Whether one of two figures is a thousand times the other as far as this one's digits tell, both in their scales."""
    if a.value is None or b.value is None or not (_is_telling(a) or _is_telling(b)):
        return False
    one, other = abs(a.value) * (a.scale or 1), abs(b.value) * (b.scale or 1)
    small, step = min((one, _step(a)), (other, _step(b)))
    return min(abs(a.value), abs(b.value)) >= LEAST and abs(max(one, other) / THOUSAND - small) <= step / 2


def _step(cell: Cell) -> Decimal:
    """One unit of the last digit of a figure, in its scale."""
    return Decimal(1).scaleb(min(0, int((cell.value or Decimal(0)).as_tuple().exponent))) * (cell.scale or 1)


def _stated_twice(tables: Sequence[Table]) -> Iterator[tuple[Table, Table, str, list[tuple[Cell, Cell]]]]:
    """Aggregates that two tables name alike: the tables, the label, and their figures of one period and heading."""
    named: dict[tuple[object, ...], list[tuple[Table, str, Line]]] = defaultdict(list)
    for table in tables:
        for name, label, line in _aggregates(table):
            named[name, scope_of(table)].append((table, label, line))
    for found in named.values():
        for (first, _, one), (second, label, other) in combinations(found, 2):
            if first.table_id != second.table_id:
                yield first, second, label, [(one[at], other[at]) for at in one if at in other]


@once_a_table
def _aggregates(table: Table) -> list[tuple[str, str, Line]]:
    """The totals and results of a table: name, label and figures, each with a period of its own."""
    return list(_read_aggregates(table))


def _read_aggregates(table: Table) -> Iterator[tuple[str, str, Line]]:
    for half in halves_of(table):
        for line in lines_of(half):
            name = name_of(line.label or "")
            if line.label is None or not (line.is_total or RESULT.match(line.label)) or len(name) < FEWEST_LETTERS:
                continue
            figures: dict[tuple[Period, str], Cell] = {}
            for cell in line.figures:
                path = line.headings[cell.column]
                period = period_of(path)
                if period is not None and cell.measure in (None, "amount"):
                    figures.setdefault((period, _PERIOD.sub("", " ".join(path).lower())), cell)
            if figures:
                yield name, line.label, figures


def _is_telling(cell: Cell) -> bool:
    return is_telling(cell.value or Decimal(0))


def _is_slip(a: Cell, b: Cell) -> bool:
    """Whether one of two figures may come from the other by a slip of a digit or two."""
    if a.value is None or b.value is None or a.value == b.value or not (_is_telling(a) and _is_telling(b)):
        return False
    slip = slip_between(a.value, b.value)
    return slip.kind in OF_DIGITS and slip.cost < UNEXPLAINED


def _entered(claims: Claims, table: Table, cell: Cell, label: str) -> Key:
    assert cell.value is not None
    key = (table.table_id, cell.row, cell.column, 0)
    exact = cell.scale in (None, 1) and -int(cell.value.as_tuple().exponent) >= 2
    name = f"{label} in table {table.table_id}"
    return claims.quantity(key, cell.value, cell.text, name, cell.page, cell.box, exact=exact)
