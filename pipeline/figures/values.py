"""The numbers of a table, read column by column, and what in its columns of amounts is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from pipeline.figures.conventions import infer_convention, shown_mark
from pipeline.figures.scales import scale_over
from pipeline.figures.sides import BEHIND, are_both_sides, negative_side, read_with_side, signed_by
from pipeline.figures.units import (
    MOSTLY,
    NOTHING,
    Column,
    Said,
    are_years,
    column_of_figures,
    is_of_counts,
    said_by_heading,
    said_by_row,
    said_of_cell,
)
from pipeline.numbers import (
    Absent,
    Convention,
    Number,
    Reading,
    Refused,
    Several,
    Words,
    is_whole,
    read_amount,
    read_number,
)
from pipeline.vocabulary import DASHES, MINUS
from schemas.table import Cell, Table

FEWEST_BOXES = 4
"""Columns of single digits that may be the boxes of one number."""

SIGN_BESIDE = "its sign may stand in the column beside it"

SIGN_ABOVE = "its sign, or a part of it, may stand in the row above"

UNDECIDED = "its point or comma may part thousands or decimals, which the columns of the table write differently"

_EITHER = re.compile(rf"^[{re.escape(MINUS)}(]?[1-9][0-9]{{0,2}}[.,][0-9]{{3}}\)?$")
"""A figure whose only mark may be either."""

BOXED = "it may be part of a number that is printed in several boxes"

_BOXED = re.compile(r"^[0-9.,]$")

FEWEST_GROUPS = 2
"""Columns of groups of digits that may be those of one number."""

_GROUP = re.compile(r"^(?:[0-9]{3}|,?[0-9]{2})$")
_INNER_GROUP = re.compile(r"^0[0-9]{2}$")
"""What no number begins with."""

_CENTS = re.compile(r"^(?:cent(?:\.|esimi)?|cts?\.?)$", re.IGNORECASE)
"""The heading of a column that holds the cents of the amounts in the column before."""

AS_ONE = 3
"""So many refused cells of a column of which no figure was read are one finding."""

LONGEST = 40
"""Characters of a text that may be a figure with something beside it; a longer one is a note."""

_FILLER = re.compile(r"^#{2,}$|^#(?:N/?[DA]|VALORE!|VALUE!|RIF!|REF!|DIV/0!|NUM!|NOME\?|NAME\?)$", re.IGNORECASE)
"""What a spreadsheet prints in place of a figure."""

_AMOUNT_WITHIN = re.compile(r"(?<![0-9.,])(?:[0-9]{1,3}(?:[.][0-9]{3})+(?:,[0-9]+)?|[0-9]+,[0-9]{2})(?![0-9.,])")
"""An amount that has something beside it."""

_AMOUNT = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]{2}")
"""What no code or number of a row looks like."""

_NAMED = re.compile(rf"^(?=.*[^\W\d_]{{4}}).*{_AMOUNT_WITHIN.pattern}")
"""An amount with words beside it."""

_AMOUNT_ENDS = re.compile(
    r"^(?:[^\d]*[^\W\d]{2}[^\d]*\s-?(?:[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{2})?|[0-9]{1,3},[0-9]{2})"
    rf"|{_AMOUNT.pattern}(?:\s?[A-Z]{{1,3}}|[^\W\d_]{{2}}[^\d]{{,{LONGEST}}}))$"
)
"""A label that ends in an amount, as where the first figure of a row was taken for its label's last word; or an amount with
what the next column has right behind it: `89.448,55RR`, `412.350,75Fondo vincolato`."""

_CODED = re.compile(rf"(?:[A-Z]{{1,3}} {_AMOUNT.pattern}(?: |$)){{2,}}")
"""Amounts in one cell, each behind its code: `RS 2.875,72 CP 21.391,27`."""

_CODE = re.compile(r"^[0-9]{1,10}$")
"""What a column of codes before the names of lines prints: bare digits."""

_OUTLINE = re.compile(r"^[0-9]{1,3}(?:\.[0-9]{1,4})+\.?$")
"""What else it prints: the places of an outline, `1.2.001`."""

_SIGN_HEADING = re.compile(r"^\W*(?:segno|\+\s?/?\s?-|±)\W*$", re.IGNORECASE)

_CUT_OFF = re.compile(r"^[^\w\s]*[0-9][0-9.,]*\s?(?:…|\.{3})$")
"""A figure that whoever laid the table out cut off, as dots say: `412.3…`."""

_IN_WORDS = re.compile(
    r"^(?:(?:euro|€)\s*)?(?:meno\s+)?(?:(?:zero|uno?|due|tr[eé]|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici"
    r"|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove|venti?|(?:trent|quarant|cinquant|sessant|settant|ottant"
    r"|novant)a?|cento?|mille|mila|milion[ei]|miliard[oi])\s*(?:e\s+)?)+(?:(?:di\s+)?euro)?(?:[/,]\s?[0-9]{2})?$",
    re.IGNORECASE,
)
"""An amount that is spelt out: `cinquecento euro`, `milleduecento/00`."""

_FROM_TO = re.compile(rf"[0-9]\s?[{re.escape(MINUS)}]\s?[0-9]")
"""What parts the two ends of a range."""

_DASHED = f"{MINUS} "

_OTHER_MONEY = re.compile(r"^(?:L\.?|lire|Lit\.?|USD|CHF|GBP|[$£])\s?[0-9][0-9.,]*$", re.IGNORECASE)
"""An amount in lire, dollars, francs or pounds."""

_TELEPHONE = re.compile(r"^(?:\+39\s?)?0[0-9]{1,3}[ /.-]+[0-9][0-9 .-]{4,}$")
"""The number of a telephone, which begins with that of its district."""

_POINTS = re.compile(r"^\W?[0-9]+(?:,[0-9]+)?\s?(?:p\.?\s?p\.?|punt[oi]\s+percentual[ei])$", re.IGNORECASE)
"""A difference of two percentages, which is no percentage of anything."""

_PER_MILLE = re.compile(r"^\W?[0-9]+(?:,[0-9]+)?\s?‰$")

_CURRENCY = re.compile(r"\b(?:EUR|euro|lire|lit|L|USD|CHF|GBP)\b", re.IGNORECASE)
"""Currencies in letters."""

_MASKED = re.compile(r"^(?:€\s?)?(?:[Xx]{2,}(?:[.,][Xx]+)*|\*{3,}(?:[.,]\*+)*|[█■▮▒]+)$")
"""What stands in place of a figure that is not to be known."""

_MARKS = re.compile(r"^[^\w\s]*[.,~][^\w\s]*$")
"""What is left of a figure whose digits a font hides: its marks; or a nil that nobody else prints so."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell, or the first of `count` of a column's `cells` cells, that was meant as a number and is none, and why."""

    cell: Cell
    reason: str
    count: int = 1
    cells: int = 1


@dataclass(frozen=True, slots=True)
class TableValues:
    """What each cell of a table says, by row and column; cells of the header are not read."""

    readings: dict[tuple[int, int], Reading]
    refused: list[Refusal]
    """What in columns of numbers was meant as a number but is none."""
    red: tuple[Cell, ...] = ()
    """Figures in red with no sign of their own, among others that are not red: they may be meant as negative."""
    sided: tuple[Cell, ...] = ()
    """Figures with a side of the account in the column beside them, of which nothing says which is negative."""

    def reading(self, cell: Cell | None) -> Reading:
        return self.readings.get((cell.row, cell.column), Words()) if cell else Absent("empty")

    def number(self, cell: Cell | None) -> Number | None:
        """The cell's number, if it is one number."""
        reading = self.reading(cell)
        return reading if isinstance(reading, Number) else None


def read_values(table: Table, scale_said: int | None = None, mark: str | None = None) -> tuple[Table, TableValues]:
    """The numbers of a table, and the table with them in its cells.

    `scale_said` is what its section says of its amounts, `mark` the decimal mark of its document.
    """
    headings = table.headings()
    table_scale = scale_over(table.caption, table.title) or scale_said
    columns: list[list[Cell]] = [[] for _ in range(table.columns)]
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.text:
            columns[cell.column].append(cell)
    readings: dict[tuple[int, int], Reading] = {}
    refused: list[Refusal] = []
    about: list[Column] = []
    sided: list[Cell] = []
    signs = _of_percent_signs(columns)
    undecided = _undecided(columns)
    for place, (heading, cells) in enumerate(zip(headings, columns, strict=True)):
        said = said_by_heading(heading, first=not any(columns[:place]))
        if said == NOTHING and is_of_counts(heading, headings):
            said = Said(None, "count")
        conventions = {
            percent: infer_convention((c.text for c in cells if ("%" in c.text) == percent), mark) for percent in (False, True)
        }
        negative = negative_side(heading, *headings[place + 1 : place + 2], *headings[:place][-1:], table.caption, table.title)
        plain = {cell.row: _read(cell.text, conventions["%" in cell.text], negative) for cell in cells}
        if place + 1 in signs:
            plain = {row: replace(r, unit=r.unit or "%") if isinstance(r, Number) else r for row, r in plain.items()}
        if place in undecided:
            plain |= {cell.row: Refused(UNDECIDED) for cell in cells if _EITHER.match(cell.text)}
        numbers = [r for r in plain.values() if isinstance(r, Number)]
        if said.measure == "identifier" and sum(bool(_AMOUNT.fullmatch(cell.text)) for cell in cells) > MOSTLY * len(cells):
            said = NOTHING
        if not any(columns[:place]) and _are_outline(cells, plain):
            said = Said(None, "identifier")
        codes = not any(columns[:place]) and all(_CODE.match(cell.text) for cell in cells if isinstance(plain[cell.row], Number))
        column = column_of_figures(said, numbers, in_euro=table_scale is not None and not codes)
        about.append(column)
        mostly = len(numbers) >= MOSTLY * len(cells) if numbers else _are_nil(heading, cells, readings)
        numeric = column.said.measure != "identifier" and mostly
        for cell in cells:
            reading = plain[cell.row]
            if numeric and isinstance(reading, Words):
                reading = read_amount(cell.text, conventions["%" in cell.text])
            readings[cell.row, cell.column] = Words() if column.said.measure == "identifier" else reading
        refused += _refused(cells, readings, column, numeric=numeric)
        for beside in (place - 1, place + 1):
            if 0 <= beside < table.columns and columns[beside] and numeric:
                signed_by(columns[beside], readings, place, negative)
                if negative is None and are_both_sides(columns[beside], headings[beside]):
                    sided += [cell for cell in cells if isinstance(r := readings[cell.row, place], Number) and r.value > 0]
    for place in _columns_of_nil(columns, readings, about):
        about[place] = Column(Said("EUR", "amount"), sure=False)
    _take_named_signs(headings, columns, readings)
    refused += _take_signs_beside(headings, columns, readings)
    for boxed in _boxed_one_by_one(headings, columns):
        readings |= {(cell.row, cell.column): Refused(BOXED) for cell in boxed}
        refused.append(Refusal(boxed[0], BOXED, len(boxed), len(boxed)))
    refused = refused or [*_figures_with_names(table)]
    for over, below in _signs_above(columns, readings):
        readings |= {(cell.row, cell.column): Refused(SIGN_ABOVE) for cell in (*over, *below)}
        refused.append(Refusal(below[0], SIGN_ABOVE, len(below), len(below)))
    values = TableValues(readings, refused, tuple(_in_red(table, readings)), tuple(sided))
    return _with_values(table, readings, about, table_scale, signs), values


def _columns_of_nil(
    columns: Sequence[Sequence[Cell]], readings: Mapping[tuple[int, int], Reading], about: Sequence[Column]
) -> list[int]:
    """The columns of nothing but 0,00 beside columns of amounts and no others: nothing moved there."""
    nil = []
    for place, cells in enumerate(columns):
        numbers = [n for cell in cells if isinstance(n := readings[cell.row, cell.column], Number)]
        if about[place].said == NOTHING and numbers and all(not n.value and n.decimals == 2 for n in numbers):
            nil.append(place)
    others = {column.said.measure for place, column in enumerate(about) if columns[place] and place not in nil} - {None}
    return nil if "amount" in others and others <= {"amount", "percentage", "identifier"} else []


def _signs_above(
    columns: Sequence[Sequence[Cell]], readings: Mapping[tuple[int, int], Reading]
) -> Iterator[tuple[list[Cell], list[Cell]]]:
    """What stands over the only figures of the next rows, which print no sign, and these: where it is most dashes of a column."""
    figures = [place for place, reading in readings.items() if isinstance(reading, Number) and reading.value > 0]
    in_row = Counter(row for row, _ in figures)
    alone = {place for place in figures if in_row[place[0]] == 1 and "sign" not in readings[place].remarks}  # type: ignore[union-attr]
    for cells in columns:
        dashes = [cell for cell in cells if set(cell.text) <= DASHES]
        over = [cell for cell in cells if (cell.row + 1, cell.column) in alone]
        wrapped = sum(cell in dashes for cell in over)
        if wrapped >= AS_ONE and wrapped > MOSTLY * len(dashes):
            rows = {cell.row + 1 for cell in over}
            yield over, [cell for cell in cells if cell.row in rows]


def _undecided(columns: Sequence[Sequence[Cell]]) -> set[int]:
    """The columns in which a lone mark before three digits says nothing: they do not show both marks, and others of their table
    show the other mark before decimals.
    """
    shown = [shown_mark(cell.text for cell in cells if "%" not in cell.text) for cells in columns]
    marks = {mark for mark, _ in shown if mark}
    return {place for place, (mark, certain) in enumerate(shown) if mark and not certain} if len(marks) > 1 else set()


def _of_percent_signs(columns: Sequence[Sequence[Cell]]) -> set[int]:
    """The columns that hold nothing but the per cent signs of the figures in the column before them."""
    return {
        place
        for place, (before, cells) in enumerate(pairwise(columns), 1)
        if cells and all(cell.text == "%" for cell in cells) and any(cell.text[-1].isdigit() for cell in before)
    }


def _are_nil(heading: str, cells: Sequence[Cell], before: Mapping[tuple[int, int], Reading]) -> bool:
    """Whether nothing but dashes stands under the heading of a column, behind figures: a kind of movement that no line has."""
    named = heading and not _SIGN_HEADING.match(heading)
    nil = len(cells) > 1 and all(set(cell.text) <= DASHES for cell in cells)
    return bool(named and nil) and any(isinstance(reading, Number) for reading in before.values())


def _boxed_one_by_one(headings: Sequence[str], columns: Sequence[Sequence[Cell]]) -> Iterator[list[Cell]]:
    """The cells of columns side by side, under one heading or none, of single digits and marks, or of groups of digits; and of
    columns of cents, with those of the column before.
    """
    for (_, before), (heading, cells) in pairwise(zip(headings, columns, strict=True)):
        if _CENTS.match(heading) and cells and all(_GROUP.match(cell.text) for cell in cells):
            yield [*(cell for cell in before if is_whole(cell.text, ".")), *cells]
    for shape, least in ((_BOXED, FEWEST_BOXES), (_GROUP, FEWEST_GROUPS)):
        alike = [
            (heading, len(cells) > 1 and all(shape.match(c.text) for c in cells))
            for heading, cells in zip(headings, columns, strict=True)
        ]
        for (_, boxed), run in groupby(range(len(columns)), key=alike.__getitem__):
            places = list(run)
            cells = [cell for i in places for cell in columns[i]]
            if boxed and len(places) >= least and (shape is _BOXED or any(_INNER_GROUP.match(cell.text) for cell in cells)):
                yield cells


def _figures_with_names(table: Table) -> Iterator[Refusal]:
    """The cells of rows that have nothing but amounts with their names beside them, as tiles of figures have."""
    for row in table.body():
        cells = [cell for cell in row if cell and cell.text]
        if len(cells) >= AS_ONE and all(len(c.text) <= LONGEST and _NAMED.search(c.text) for c in cells):
            yield from (Refusal(cell, "words stand beside it") for cell in cells)


def _read(text: str, convention: Convention, negative: str | None) -> Reading:
    """What a cell says; `negative` is the side of the account that makes a figure so."""
    return read_with_side(text, convention, negative) or read_number(text, convention)


def _in_red(table: Table, readings: dict[tuple[int, int], Reading]) -> Iterator[Cell]:
    """The unsigned figures in red, if no other figure of the table is both red and signed, and some is neither."""
    figures = [(c, r) for c in table.cells if isinstance(r := readings.get((c.row, c.column)), Number) and r.value]
    if any(c.red and (r.value < 0 or "sign" in r.remarks) for c, r in figures) or all(c.red for c, _ in figures):
        return
    for column in {c.column for c, _ in figures}:
        here = [c for c, _ in figures if c.column == column]
        if sum(c.red for c in here) <= MOSTLY * len(here):
            yield from (c for c in here if c.red)


def _is_of_signs(heading: str, cells: Sequence[Cell]) -> bool:
    """Whether a column holds the signs of the figures beside it: `+`, `-`, `=`.

    `(+)` and `(-)` of public accounts say what is done with a figure, and not what sign it has.
    """
    texts = {cell.text for cell in cells}
    named = bool(_SIGN_HEADING.search(heading))
    return bool(texts) and texts <= DASHES | {"+", "=", "+/-"} and (named or "+" in texts)


def _take_named_signs(
    headings: Sequence[str], columns: Sequence[Sequence[Cell]], readings: dict[tuple[int, int], Reading]
) -> None:
    """Give the figures behind a column of signs, or before it if there are none behind, the signs that stand there."""
    for place, signs in enumerate(columns):
        if _is_of_signs(headings[place], signs):
            around = (columns[p] for p in (place + 1, place - 1) if 0 <= p < len(columns))
            figures = (cells for cells in around if any(isinstance(readings[c.row, c.column], Number) for c in cells))
            readings |= _with_signs(signs, next(figures, ()), readings)


def _take_signs_beside(
    headings: Sequence[str], columns: Sequence[Sequence[Cell]], readings: dict[tuple[int, int], Reading]
) -> Iterator[Refusal]:
    """Give figures the signs that stand in columns that hold nothing but dashes; refuse those that may have one.

    Such columns have no name, or that of the figures, over both. All of a table stand before their figures, or all behind them;
    where both may be, nothing tells.
    """
    around = ["", *headings, ""]
    dashes = [
        p
        for p, cells in enumerate(columns)
        if headings[p] in ("", around[p], around[p + 2]) and cells and all(cell.text in DASHES for cell in cells)
    ]
    unsigned = [
        {c.row for c in cells if heading and _is_unsigned(readings[c.row, c.column])}
        for heading, cells in zip(around, ((), *columns, ()), strict=True)
    ]
    fits = [
        step for step in (1, -1) if all({cell.row for cell in columns[p]} < unsigned[p + step + 1] for p in dashes)
    ]  # each of the dashes has a figure there, and not each figure has one
    for p in dashes:
        for step in fits:
            if len(fits) == 1:
                readings |= _with_signs(columns[p], columns[p + step], readings)
                continue
            for cell in columns[p + step]:
                if cell.row in {dash.row for dash in columns[p]}:
                    readings[cell.row, cell.column] = Refused(SIGN_BESIDE)
                    yield Refusal(cell, SIGN_BESIDE)


def _is_unsigned(reading: Reading | None) -> bool:
    """Whether this is a figure that prints no sign."""
    return isinstance(reading, Number) and reading.value > 0 and "sign" not in reading.remarks


def _with_signs(
    signs: Sequence[Cell], cells: Sequence[Cell], readings: dict[tuple[int, int], Reading]
) -> dict[tuple[int, int], Reading]:
    """The figures that a column of signs beside them turns negative: those printed with no sign of their own."""
    minus = {cell.row for cell in signs if cell.text in DASHES}
    return {
        place: replace(reading, value=-reading.value)
        for cell in cells
        if cell.row in minus
        and isinstance(reading := readings[place := (cell.row, cell.column)], Number)
        and reading.value > 0
        and "sign" not in reading.remarks
    }


def _with_values(
    table: Table,
    readings: dict[tuple[int, int], Reading],
    columns: Sequence[Column],
    table_scale: int | None,
    signs: Set[int],
) -> Table:
    """The table with the values, units and scales of its figures; `signs` are columns that say the unit of those before them."""
    texts: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.text and cell.column not in signs and isinstance(readings.get((cell.row, cell.column)), Words):
            texts.setdefault(cell.row, []).append(cell.text)
    rows = {row: said_by_row(found) for row, found in texts.items()}
    years = _rows_of_years(readings)
    cells = []
    for cell in table.cells:
        reading = readings.get((cell.row, cell.column))
        if isinstance(reading, Number):
            row = Said(None, "year") if cell.row in years else rows.get(cell.row, Said())
            said = said_of_cell(reading, row, columns[cell.column], table_scale)
            cells.append(cell._replace(value=reading.value, unit=said.unit, scale=said.scale, measure=said.measure))
        elif reading is not None and columns[cell.column].said.measure == "identifier":
            cells.append(cell._replace(measure="identifier"))
        else:
            cells.append(cell)
    return table.model_copy(update={"cells": tuple(cells)})


def _rows_of_years(readings: dict[tuple[int, int], Reading]) -> set[int]:
    """The rows of which all figures, and at least two, are different years: headings repeated in the body."""
    by_row: dict[int, list[Number]] = {}
    for (row, _), reading in readings.items():
        if isinstance(reading, Number):
            by_row.setdefault(row, []).append(reading)
    return {row for row, numbers in by_row.items() if len({n.value for n in numbers}) > 1 and are_years(numbers)}


# ── what is no number ─────────────────────────────────────────────────────────────────────────────────────────────────


def _refused(
    cells: Sequence[Cell], readings: dict[tuple[int, int], Reading], column: Column, *, numeric: bool
) -> Iterator[Refusal]:
    """What was meant as a number in a column of amounts and is none; of a column of which most is refused, one for all."""
    if column.said.measure == "identifier":
        return
    money = column.said.measure == "amount"
    found = [(cell, reason) for cell in cells if (reason := _reason(cell, readings[cell.row, cell.column], money=money))]
    ranges = sum(_is_range(cell.text, readings[cell.row, cell.column]) for cell, _ in found)
    if ranges == len(found) and ranges >= (2 if money else 1):
        return
    numbers = [r for cell in cells if isinstance(r := readings[cell.row, cell.column], Number)]
    if numeric:
        if column.said.measure == "percentage":
            found = [(cell, reason) for cell, reason in found if not isinstance(readings[cell.row, cell.column], Several)]
        if not _are_amounts(numbers, column):
            found = [
                (cell, reason)
                for cell, reason in found
                if reason == UNDECIDED or _FILLER.match(cell.text) or "\ufffd" in cell.text
            ]
        yield from (Refusal(cell, reason) for cell, reason in found)
    elif len(found) >= _fewest_refused(cells, numbers) and _show_amounts(found):
        yield Refusal(*found[0], len(found), len(cells))
    elif undecided := [cell for cell, reason in found if reason == UNDECIDED]:
        yield Refusal(undecided[0], UNDECIDED, len(undecided), len(cells))
    elif coded := [cell for cell in cells if _CODED.fullmatch(cell.text)]:
        yield Refusal(coded[0], "it holds several values", len(coded), len(cells))
    else:
        ending = [c for c in cells if isinstance(readings[c.row, c.column], Words) and _AMOUNT_ENDS.match(c.text)]
        if len(ending) >= max(AS_ONE, MOSTLY * len(cells)):
            yield Refusal(ending[0], "letters of another cell stand beside it", len(ending), len(cells))


def _fewest_refused(cells: Sequence[Cell], numbers: Sequence[Number]) -> float:
    """How many cells of a column, of which few or none are `numbers`, must be refused to be told: fewer beside numbers."""
    return max(AS_ONE - (len(numbers) > 0), MOSTLY * len(cells))


def _reason(cell: Cell, reading: Reading, *, money: bool) -> str | None:
    """Why a cell among numbers, or among amounts of `money`, is none.

    None for words, for a stated absence, and for an amount with its percentage behind it.
    """
    if _CUT_OFF.match(cell.text):
        return "it is cut off, as dots say"
    if cell.text.strip(_DASHED) == str(cell.page) or _TELEPHONE.match(cell.text):
        return None  # the page's number, or that of a telephone
    if isinstance(reading, Refused):
        return reading.reason
    several = isinstance(reading, Several) and (reading.numbers[0].unit == "%" or all(n.unit != "%" for n in reading.numbers))
    if several and not any(map(str.isalpha, _CURRENCY.sub("", cell.text))):
        return "it holds several values"
    if several and money and _AMOUNT_WITHIN.search(cell.text) and len(cell.text) <= LONGEST:
        return "it holds several values, and words"
    if money and cell.column_span == 1 and len(_AMOUNT_WITHIN.findall(cell.text)) > 1:
        return "it holds several values, and words"
    if _PER_MILLE.match(cell.text):
        return "it is in parts of a thousand"
    if _POINTS.match(cell.text):
        return "it is in percentage points"
    if isinstance(reading, Words) and _OTHER_MONEY.match(cell.text):
        return "it is in another currency"
    if _FILLER.match(cell.text):
        return "the figure was too wide for its cell, or could not be computed, when it was printed"
    if isinstance(reading, Words) and _AMOUNT_WITHIN.search(cell.text) and len(cell.text) <= LONGEST:
        if BEHIND.search(cell.text):
            return "its sign may be the side printed after it"
        if not any(map(str.isalpha, cell.text)):
            return "other signs stand beside it"
        return "words stand beside it" if money else None
    if money and isinstance(reading, Words) and _IN_WORDS.match(cell.text):
        return "it is written in words"
    if isinstance(reading, Words) and _MARKS.match(cell.text):
        return "it has no digits"
    if money and isinstance(reading, Words) and _MASKED.match(cell.text):
        return "other signs stand in place of its digits"
    return None


def _are_outline(cells: Sequence[Cell], readings: Mapping[int, Reading]) -> bool:
    """Whether the cells of a column with digits are places of an outline, of which most cannot be amounts."""
    numbered = [cell for cell in cells if any(map(str.isdigit, cell.text))]
    refused = sum(isinstance(readings[cell.row], Refused) for cell in numbered)
    return refused > MOSTLY * len(numbered) and all(_OUTLINE.match(cell.text) for cell in numbered)


def _is_range(text: str, reading: Reading) -> bool:
    """Whether a cell says from which number to which: `0,00 – 10.000,00`, `(1.1–1.2)`."""
    if not isinstance(reading, Several) or len(reading.numbers) != 2 or not _FROM_TO.search(text):
        return False
    low, high = reading.numbers
    return abs(low.value) <= abs(high.value)


def _are_amounts(numbers: Sequence[Number], column: Column) -> bool:
    """Whether these are amounts, rates or days, and not numbers of houses, versions or lists."""
    if column.said.measure is not None:
        return column.said.measure != "year"
    return sum(n.decimals == 2 or n.unit is not None or abs(n.value) >= 1000 for n in numbers) >= MOSTLY * len(numbers)


def _show_amounts(found: Sequence[tuple[Cell, str]]) -> bool:
    """Whether refused cells look like amounts: with a decimal or grouping mark, or without any digit."""
    marked = sum(
        bool(
            re.search(r"[\d\W][.,][^\w\s]?\s?[\d\W]|^\W?[.,]\d|^[^\w\s\ufffd]+$|#|…|\ufffd.|.\ufffd", cell.text)
            or _IN_WORDS.match(cell.text)
            or _MASKED.match(cell.text)
        )
        for cell, _ in found
    )
    return marked >= MOSTLY * len(found)
