"""Formulas that tables print in their headings and labels: `EP=RS-RR+R`, `(c=a-b)`, `Risultato (A-B)`, `G=A+B-D-D1`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from pipeline.arithmetic.claims import Claims, total_of
from pipeline.arithmetic.identity import Identity, Key
from pipeline.figures.formulas import FORMULA, MARKED, NAMED, terms_of
from pipeline.figures.lines import TableLine, column_headings, groups_of, lines_of
from pipeline.figures.two_sided import halves_of
from schemas.table import Cell, Table

_Place = tuple[int, int]
"""A part of a line and a column; of a label, a row and 0."""

MOST_READINGS = 16
"""Ways to understand a formula whose codes mean several figures each."""


@dataclass(frozen=True, slots=True)
class _Formula:
    """What a heading or a label prints that its figures are made of."""

    place: _Place
    text: str
    terms: tuple[tuple[int, str], ...]


def claim_formulas(tables: Sequence[Table], scales: Mapping[str, int], claims: Claims) -> None:
    """Enter what the formulas in headings claim of each line, and those in labels of each column.

    A code that several figures are called by, and a minus before what most of the table prints negative, are understood in the
    way under which most holds.
    """
    for table in tables:
        for half in halves_of(table):
            lines = lines_of(half)
            if lines:
                reader = _Reader(half, lines, claims, whole=scales.get(table.table_id, 1) == 1)
                reader.claim_columns()
                reader.claim_rows()


class _Reader:
    """The formulas of one table, or of one half of it."""

    def __init__(self, table: Table, lines: Sequence[TableLine], claims: Claims, *, whole: bool) -> None:
        self.table = table
        self.lines = lines
        self.claims = claims
        self.whole = whole
        self.groups = groups_of(lines)

    # ── columns ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def claim_columns(self) -> None:
        names: dict[str, list[_Place]] = defaultdict(list)
        formulas: list[_Formula] = []
        for place, text in column_headings(self.table):
            for code in dict.fromkeys(_names(text)):
                names[code].append(place)
            formulas += _formulas(place, text)
        taken = {column for code in _taken_off(formulas) for _, column in names.get(code, ())}
        turned = _mostly_negative(cell for line in self.lines for cell in line.figures if cell.column in taken)
        for formula in formulas:
            self._declare(formula, names, self._of_lines, turned=turned)

    def _of_lines(self, formula: _Formula, terms: Sequence[tuple[int, _Place]]) -> Iterator[Identity]:
        for group in self.groups:
            cells = {(part, cell.column): (line, cell) for part, line in enumerate(group) for cell in line.figures}
            places = [formula.place, *(place for _, place in terms)]
            if all(place in cells for place in places):
                keys = [self._key(*cells[place]) for place in places]
                yield self._identity("FOR-1", formula, keys, [sign for sign, _ in terms], str(formula.place))

    # ── rows ──────────────────────────────────────────────────────────────────────────────────────────────────────────

    def claim_rows(self) -> None:
        names: dict[str, list[_Place]] = defaultdict(list)
        formulas: list[_Formula] = []
        for line in self.lines:
            label = line.label or ""
            place = (line.row, 0)
            marked = MARKED.match(label)
            for code in dict.fromkeys([*([marked[1]] if marked else []), *_names(label)]):
                names[code].append(place)
            formulas += _formulas(place, label)
        taken = {row for code in _taken_off(formulas) for row, _ in names.get(code, ())}
        turned = _mostly_negative(cell for line in self.lines for cell in line.figures if line.row in taken)
        for formula in formulas:
            self._declare(formula, names, self._of_columns, turned=turned)

    def _of_columns(self, formula: _Formula, terms: Sequence[tuple[int, _Place]]) -> Iterator[Identity]:
        by_row = {line.row: line for line in self.lines}
        rows = [by_row[formula.place[0]], *(by_row[row] for _, (row, _) in terms)]
        for column in sorted({cell.column for cell in rows[0].figures}):
            cells = [next((c for c in line.figures if c.column == column and c.unit != "%"), None) for line in rows]
            found = [cell for cell in cells if cell is not None]
            if len(found) == len(rows):
                keys = [self._key(line, cell) for line, cell in zip(rows, found, strict=True)]
                yield self._identity("FOR-2", formula, keys, [sign for sign, _ in terms], str(formula.place[0]))

    # ── both ──────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _declare(
        self,
        formula: _Formula,
        names: Mapping[str, Sequence[_Place]],
        identities: Callable[[_Formula, Sequence[tuple[int, _Place]]], Iterator[Identity]],
        *,
        turned: bool,
    ) -> None:
        """Declare what a formula claims, its codes being the figures that are called so.

        What it takes off is added as well if it is `turned`: printed negative.
        """
        places = [[place for place in names.get(code, ()) if place != formula.place] for _, code in formula.terms]
        readings = list(product(*places))
        if not all(places) or len(readings) > MOST_READINGS:
            return
        alternatives = []
        for reading in readings:
            printed = [(sign, place) for (sign, _), place in zip(formula.terms, reading, strict=True)]
            if len(set(reading)) == len(reading):
                alternatives.append(list(identities(formula, printed)))
                if turned and any(sign < 0 for sign, _ in printed):
                    alternatives.append(list(identities(formula, [(1, place) for _, place in printed])))
        if any(alternatives):
            self.claims.declare_best(alternatives)

    def _identity(self, rule: str, formula: _Formula, keys: Sequence[Key], signs: Sequence[int], place: str) -> Identity:
        table = self.table.table_id
        claim = f"The printed formula «{formula.text}» holds."
        return total_of(rule, claim, keys[0], list(zip(signs, keys[1:], strict=True)), f"{table} {rule} {place}", table)

    def _key(self, line: TableLine, cell: Cell) -> Key:
        assert cell.value is not None
        decimals = max(0, -int(cell.value.as_tuple().exponent))
        name = ", ".join(filter(None, (line.label, *line.headings[cell.column][-1:]))) or f"the figure «{cell.text}»"
        place = (self.table.table_id, cell.row, cell.column, 0)
        exact = self.whole and cell.unit != "%" and decimals >= 2
        return self.claims.quantity(place, cell.value, cell.text, name, cell.page, cell.box, exact=exact)


def _taken_off(formulas: Sequence[_Formula]) -> set[str]:
    """The codes that some formula takes off."""
    return {code for formula in formulas for sign, code in formula.terms if sign < 0}


def _mostly_negative(cells: Iterable[Cell]) -> bool:
    """Whether more of some figures are negative than positive."""
    values = [cell.value for cell in cells if cell.value and cell.unit != "%"]
    return sum(value < 0 for value in values) * 2 > len(values)


def _names(text: str) -> Iterator[str]:
    """What a figure is called in its own heading or label."""
    yield from (match[1] for match in NAMED.finditer(text))
    yield from (match["own"] for match in FORMULA.finditer(text) if match["own"])


def _formulas(place: _Place, text: str) -> Iterator[_Formula]:
    for match in FORMULA.finditer(text):
        terms = terms_of(match)
        if len({code for _, code in terms}) == len(terms) and match["own"] not in {code for _, code in terms}:
            yield _Formula(place, match[0].strip("() "), tuple(terms))
