"""Formulas that tables print in their headings and labels: `EP=RS-RR+R`, `(c=a-b)`, `Risultato (A-B)`, `G=A+B-D-D1`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from pipeline.arithmetic.claims import Claims, total_of
from pipeline.arithmetic.identity import Identity, Key
from pipeline.figures.columns import figure_columns
from pipeline.figures.lines import TableLine, lines_of
from pipeline.figures.two_sided import halves_of
from schemas.table import Cell, Table

_CODE = r"(?:[A-Z]{1,3}[0-9]?|[a-z]|[0-9]{1,2})"
_SIGN = r"\s*(?:\+\s*/\s*[-–−]|\+\s*[-–−]|[-+–−±])\s*"
_TERMS = rf"{_CODE}(?:{_SIGN}{_CODE})+"

FORMULA = re.compile(
    rf"(?:(?<![A-Za-z0-9])(?P<own>{_CODE})\s*)?=\s*(?P<terms>{_TERMS})(?![A-Za-z0-9])|\(\s*(?P<bare>{_TERMS})\s*\)"
)
"""`EP=RS-RR+R`, `=A-CP`, `(A-B)`: what a figure is called, if it is, and what it is made of."""

NAMED = re.compile(rf"\(\s*({_CODE})\s*\)")
"""`(RS)`: what a figure is called."""

MARKED = re.compile(r"^([A-Z]{1,2}[0-9]?)\s*\)")
"""`D1)`: what a line is called."""

TERM = re.compile(rf"(?P<sign>{_SIGN})?(?P<code>{_CODE})")

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

    A code that several figures are called by, and a minus before what a body prints negative, are understood in the way
    under which most holds.
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
        self.groups = _groups(lines)

    # ── columns ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def claim_columns(self) -> None:
        names: dict[str, list[_Place]] = defaultdict(list)
        formulas: list[_Formula] = []
        for place, text in self._headings():
            for code in dict.fromkeys(_names(text)):
                names[code].append(place)
            formulas += _formulas(place, text)
        for formula in formulas:
            self._declare(formula, names, self._of_lines)

    def _headings(self) -> Iterator[tuple[_Place, str]]:
        """What is printed over the figures of each part of a line in each column: the headings that name or reckon.

        Where a line takes several rows, so does the header; the headings over a column are those of the parts with figures,
        in their order, if there are as many.
        """
        parts = max(len(group) for group in self.groups)
        for column in figure_columns(self.table):
            texts = [
                cell.text
                for cell in sorted(self.table.cells, key=lambda cell: cell.row)
                if cell.row < self.table.header_rows and cell.column <= column < cell.column + cell.column_span
            ]
            if parts == 1:
                yield (0, column), " ".join(texts)
                continue
            telling = list(_chunks(" ".join(texts)))
            filled = [
                part
                for part in range(parts)
                if 2 * sum(part < len(g) and any(c.column == column for c in g[part].figures) for g in self.groups)
                > len(self.groups)
            ]
            if len(telling) == len(filled):
                yield from (((part, column), text) for part, text in zip(filled, telling, strict=True))

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
        for formula in formulas:
            self._declare(formula, names, self._of_columns)

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
    ) -> None:
        """Declare what a formula claims, its codes being the figures that are called so."""
        places = [[place for place in names.get(code, ()) if place != formula.place] for _, code in formula.terms]
        readings = list(product(*places))
        if not all(places) or len(readings) > MOST_READINGS:
            return
        alternatives = []
        for reading in readings:
            printed = [(sign, place) for (sign, _), place in zip(formula.terms, reading, strict=True)]
            if len(set(reading)) == len(reading):
                alternatives.append(list(identities(formula, printed)))
                if any(sign < 0 for sign, _ in printed):
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


def _groups(lines: Sequence[TableLine]) -> list[list[TableLine]]:
    """The rows of each line: those right below one another with one label and path."""
    groups: list[list[TableLine]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        if last is not None and line.part > 0 and line.row == last.row + 1:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _chunks(text: str) -> Iterator[str]:
    """Headings printed one under another, each up to the end of what it is called or made of."""
    start = 0
    for end in sorted({match.end() for pattern in (FORMULA, NAMED) for match in pattern.finditer(text)}):
        yield text[start:end].strip(" )") + (")" if text[end - 1] == ")" else "")
        start = end


def _names(text: str) -> Iterator[str]:
    """What a figure is called in its own heading or label."""
    yield from (match[1] for match in NAMED.finditer(text))
    yield from (match["own"] for match in FORMULA.finditer(text) if match["own"])


def _formulas(place: _Place, text: str) -> Iterator[_Formula]:
    for match in FORMULA.finditer(text):
        terms = [(_sign(term["sign"]), term["code"]) for term in TERM.finditer(match["terms"] or match["bare"])]
        if len({code for _, code in terms}) == len(terms) and match["own"] not in {code for _, code in terms}:
            yield _Formula(place, match[0].strip("() "), tuple(terms))


def _sign(printed: str | None) -> int:
    """Plus or minus; what may be either is added with the sign that it is printed with."""
    return -1 if printed and printed.strip() in "-–−" else 1
