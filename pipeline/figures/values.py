"""The numbers of a table, read column by column, and what in its columns of amounts is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, pairwise

from pipeline.figures.conventions import infer_convention, shown_mark
from pipeline.figures.counted import Doubt, counts
from pipeline.figures.doubts import columns_added_up, columns_in_doubt, said_of_rows
from pipeline.figures.refusals import AMOUNT, BOUND, UNDECIDED, Refusal, amounts_with_names, refused_in
from pipeline.figures.scales import Stated, marked_in_euro, says_scale_in_sentence, stated_in
from pipeline.figures.sides import BEHIND, are_both_sides, negative_side, read_with_side, signed_by
from pipeline.figures.signs_beside import (
    SIGN_ABOVE,
    SIGN_HEADING,
    figures_in_red,
    signs_above,
    take_named_signs,
    take_signs_beside,
)
from pipeline.figures.units import (
    FOR_EACH,
    LEAST_AMOUNT,
    MEASURED,
    MOSTLY,
    NEAREST_FIRST,
    NOTHING,
    RATED,
    ROUNDED,
    WHOLE,
    YEARS,
    Column,
    Place,
    Said,
    are_years,
    column_of_figures,
    is_of_counts,
    is_of_other_money,
    names_counted,
    said_by_heading,
    said_of_cell,
    says_percent_below,
)
from pipeline.numbers import (
    Absent,
    Convention,
    Number,
    Reading,
    Refused,
    Words,
    is_whole,
    read_amount,
    read_number,
)
from pipeline.vocabulary import DASHES, MINUS, TOTAL_LABEL
from schemas.table import Cell, Table

FEWEST_BOXES = 4
"""Columns of single digits that may be the boxes of one number."""

_EITHER = re.compile(rf"^[{re.escape(MINUS)}(]?[1-9][0-9]{{0,2}}[.,][0-9]{{3}}\)?$")
"""A figure whose only mark may be either."""

GLUED = "it has three decimals where all others have two: the last digit may be the mark of a note"

BOXED = "it may be part of a number that is printed in several boxes"

_BOXED = re.compile(r"^[0-9.,]$")

FEWEST_NUMBERED = 3
"""Lines counted in a column without a heading."""

FEWEST_GROUPS = 2
"""Columns of groups of digits that may be those of one number."""

_GROUP = re.compile(r"^(?:[0-9]{3}|,?[0-9]{2})$")
_INNER_GROUP = re.compile(r"^0[0-9]{2}$")
"""What no number begins with."""

_MAY_BE_PAID = re.compile("imprese", re.IGNORECASE)
"""The heading of a column of what is counted, or of what those were paid whom it names if its table is in euro."""

_AIMS = re.compile(r"target|attes[aoi]|obiettiv|sogli[ae]|limit[ei]|riferimento|previst|programmat|standard", re.IGNORECASE)
"""The heading of a column of figures that are to be reached."""

_CENTS = re.compile(r"^(?:cent(?:\.|esimi)?|cts?\.?)$", re.IGNORECASE)
"""The heading of a column that holds the cents of the amounts in the column before."""

PERCENT = Said("%", "percentage")

_SHARE = re.compile(
    r"^(?!.*\b(?:risultat|perdit|margin|utile|saldo|disavanz))(?:incidenza\b|quota\b|peso\b|(?:in\s+)?%\s*(?:su|de)[iln]?\w*\b)",
    re.IGNORECASE,
)
"""How the label of a row of shares of the amounts above begins: `in % del totale`, `incidenza`; no `variazione % sul 2023`.

Nor what is said of a result, which may be below zero.
"""

_NO_NOUGHT = re.compile(r"^(?P<before>[^0-9.,]{0,3})(?P<mark>[.,])(?P<behind>[0-9]{1,2}[^0-9.,]{0,3})$")
_LETTERED = re.compile(r"^(?P<number>[^a-z]*[0-9][.,][0-9]{2,3})\s?[a-f]$")

_CODE = re.compile(r"^[0-9]{1,10}$")
"""What a column of codes before the names of lines prints: bare digits."""

_ACCOUNT = re.compile(r"(?:(?:n\.?|num(?:ero|\.))\s*)?(?:sotto)?conto|mastro", re.IGNORECASE)
"""The heading of a column of accounts, by their codes, their names or their balances."""

FEWEST_DIGITS_OF_CODES = 3
"""Digits of the code of an account at least."""

_OUTLINE = re.compile(r"^[0-9]{1,3}(?:\.[0-9]{1,4})+\.?$")
"""What else it prints: the places of an outline, `1.2.001`."""

_DEEP = re.compile(r"^(?=.*\.[0-9]{1,2}\.)[0-9]{1,3}(?:\.[0-9]{1,4}){3,}\.?$")
"""The same of four places and more, as charts of accounts have them: no amount has groups of one or two digits within."""


_PLAIN_EURO = re.compile(r"[(\[]\s*(?:in\s+)?(?:€|euro)\s*[)\]]\s*$", re.IGNORECASE)
"""What a label says and how it ends whose row is in euro where its table is in thousands: `Costo medio di un pasto (€)`."""


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
    scale: Stated | None = None
    """What is said of the scale of all its amounts, in it or elsewhere."""
    unsure: tuple[tuple[str, Cell], ...] = ()
    """The names of rows and columns of a table in euro that may be of no money, each with its first figure."""

    def reading(self, cell: Cell | None) -> Reading:
        return self.readings.get((cell.row, cell.column), Words()) if cell else Absent("empty")

    def number(self, cell: Cell | None) -> Number | None:
        """The cell's number, if it is one number."""
        reading = self.reading(cell)
        return reading if isinstance(reading, Number) else None


def read_values(table: Table, stated_outside: Stated | None = None, mark: str | None = None) -> tuple[Table, TableValues]:
    """The numbers of a table, and the table with them in its cells.

    `stated_outside` is what other places say of the scale of its amounts, `mark` the decimal mark of its document.
    """
    headings = table.headings()
    columns: list[list[Cell]] = [[] for _ in range(table.columns)]
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.text:
            columns[cell.column].append(cell)
    stated = stated_in(table, columns[0]) or stated_outside or marked_in_euro(table)
    readings: dict[tuple[int, int], Reading] = {}
    refused: list[Refusal] = []
    about: list[Column] = []
    sided: list[Cell] = []
    signs = _of_percent_signs(columns)
    undecided = _undecided(columns)
    for place, (heading, cells) in enumerate(zip(headings, columns, strict=True)):
        conventions = {
            percent: infer_convention((c.text for c in cells if ("%" in c.text) == percent), mark) for percent in (False, True)
        }
        negative = negative_side(heading, *headings[place + 1 : place + 2], *headings[:place][-1:], table.caption, table.title)
        plain = {cell.row: _read(cell.text, conventions["%" in cell.text], negative) for cell in cells}
        plain |= _unlike_the_others(cells, plain, conventions)
        if place + 1 in signs:
            plain = {row: replace(r, unit=r.unit or "%") if isinstance(r, Number) else r for row, r in plain.items()}
        if place in undecided:
            plain |= {cell.row: Refused(UNDECIDED) for cell in cells if _EITHER.match(cell.text)}
        numbers = [r for r in plain.values() if isinstance(r, Number)]
        column = column_of_figures(
            _said_of_column(place, headings, columns, plain, in_euro=stated is not None and stated.euro),
            numbers,
            in_euro=stated is not None
            and stated.euro
            and (any(columns[:place]) or not _are_codes(cells, plain))
            and not (RATED.fullmatch(heading) and all(abs(number.value) < LEAST_AMOUNT for number in numbers)),
            other_money=is_of_other_money(heading),
        )
        about.append(column)
        plain |= _in_doubt(cells, plain, column, heading) | _shares_in_brackets(cells, plain, {c.row: c.text for c in columns[0]})
        mostly = len(numbers) >= MOSTLY * _filled(cells, column) if numbers else _are_nil(heading, cells, readings)
        numeric = column.said.measure != "identifier" and mostly
        for cell in cells:
            reading = plain[cell.row]
            if numeric and isinstance(reading, Words):
                reading = read_amount(cell.text, conventions["%" in cell.text])
            readings[cell.row, cell.column] = Words() if column.said.measure == "identifier" else reading
        refused += refused_in(cells, readings, column, numeric=numeric)
        for beside in (place - 1, place + 1):
            if 0 <= beside < table.columns and columns[beside] and numeric:
                signed_by(columns[beside], readings, place, negative)
                if negative is None and are_both_sides(columns[beside], headings[beside]):
                    sided += [cell for cell in cells if isinstance(r := readings[cell.row, place], Number) and r.value > 0]
    for place in (*_columns_of_nil(columns, readings, about), *columns_added_up(headings, columns, readings, about)):
        about[place] = Column(Said("EUR", "amount"), sure=False)
    of_columns = columns_in_doubt(
        headings, columns, readings, about, said_of_it=stated is not stated_outside and not says_scale_in_sentence(table.caption)
    )
    unsure = [(headings[place], _first(columns[place], readings)) for place, doubt in of_columns.items() if doubt.told]
    for place, doubt in of_columns.items():
        about[place] = Column(doubt.said, sure=doubt.counts)
    take_named_signs(headings, columns, readings)
    refused += take_signs_beside(headings, columns, readings)
    for boxed in _boxed_one_by_one(headings, columns):
        readings |= {(cell.row, cell.column): Refused(BOXED) for cell in boxed}
        refused.append(Refusal(boxed[0], BOXED, len(boxed), len(boxed)))
    refused = refused or [*amounts_with_names(table)]
    for over, below in signs_above(columns, readings):
        readings |= {(cell.row, cell.column): Refused(SIGN_ABOVE) for cell in (*over, *below)}
        refused.append(Refusal(below[0], SIGN_ABOVE, len(below), len(below)))
    texts = _texts_of_rows(table, readings, signs)
    rows, of_rows = said_of_rows(headings, texts, readings, about, scaled=stated is not None and stated.scale > 1)
    unsure += [(texts[row][0].text, _first(table.grid()[row], readings)) for row in of_rows if row in texts]
    values = TableValues(readings, refused, tuple(figures_in_red(table, readings)), tuple(sided), stated, tuple(unsure))
    return _with_values(table, readings, about, stated, texts, rows, of_rows), values


def _said_of_column(
    place: int, headings: Sequence[str], columns: Sequence[Sequence[Cell]], readings: Mapping[int, Reading], *, in_euro: bool
) -> Said:
    """What the heading of a column says of its figures, or what these are whatever it says."""
    heading, cells, first = headings[place], columns[place], not any(columns[:place])
    said = NOTHING if in_euro and _MAY_BE_PAID.fullmatch(heading) else said_by_heading(heading, first=first)
    if said.scale and said.measure == "amount" and counts(heading):
        said = Said(None, "count", said.scale)
    sums = said == NOTHING and is_of_counts(heading, headings)
    if sums:
        said = Said(None, "count")
    if _is_belied(said, heading, cells, [r for r in readings.values() if isinstance(r, Number)], sums=sums):
        said = NOTHING
    in_front = _are_outline(cells, readings, first=first) or (first and not heading and _number_lines(cells))
    of_accounts = said == NOTHING and _ACCOUNT.fullmatch(heading) and _are_codes_of_accounts(place, columns)
    return Said(None, "identifier") if in_front or of_accounts else said


def _is_belied(said: Said, heading: str, cells: Sequence[Cell], numbers: Sequence[Number], *, sums: bool) -> bool:
    """Whether the figures of a column, amounts in cents, are not what its heading seems to say, or what it seems to sum up."""
    if said.measure == "identifier":
        return sum(bool(AMOUNT.fullmatch(cell.text)) for cell in cells) > MOSTLY * len(cells)
    if MEASURED.fullmatch(heading):
        return any(number.decimals == 2 for number in numbers)
    return (sums or names_counted(heading)) and any(n.decimals == 2 and abs(n.value) >= LEAST_AMOUNT for n in numbers)


def _are_codes(cells: Sequence[Cell], readings: Mapping[int, Reading]) -> bool:
    return all(_CODE.match(cell.text) for cell in cells if isinstance(readings[cell.row], Number))


def _are_codes_of_accounts(place: int, columns: Sequence[Sequence[Cell]]) -> bool:
    """Whether some cells hold different bare digits, as long as each other or too long to be those of ungrouped amounts.

    None beside other bare digits as long, which may be amounts as they are, nor where a total is among them.
    """
    texts = [cell.text for cell in columns[place]]
    lengths = {len(text) for text in texts}
    long = len(lengths) == 1 or max(lengths, default=0) > FEWEST_DIGITS_OF_CODES
    bare = all(_CODE.match(text) and len(text) >= FEWEST_DIGITS_OF_CODES for text in texts)
    if not (len(texts) > 1 and bare and long and len(set(texts)) == len(texts)):
        return False
    rows = {cell.row for cell in columns[place]}
    others = [cell for i, cells in enumerate(columns) if i != place for cell in cells if cell.row in rows]
    if any(TOTAL_LABEL.search(cell.text) for cell in others):
        return False
    alike = sum(_CODE.match(c.text) is not None and len(c.text) in lengths and int(c.text) not in YEARS for c in others)
    return alike < MOSTLY * len(texts)


def _in_doubt(cells: Sequence[Cell], readings: Mapping[int, Reading], column: Column, heading: str) -> dict[int, Reading]:
    """What may be no figure of a column, or not as printed."""
    bounds = [cell.row for cell in _bounds_among(cells, readings, column, heading)]
    doubts: dict[int, Reading] = dict.fromkeys(bounds, Refused(BOUND))
    return doubts | dict.fromkeys(_with_a_third_decimal(readings, column), Refused(GLUED))


def _shares_in_brackets(cells: Sequence[Cell], readings: Mapping[int, Reading], labels: Mapping[int, str]) -> dict[int, Reading]:
    """The percentages of a column, all in brackets, that make a whole or hold one, or whose labels call them shares of amounts of
    which none is below zero: the brackets of shares are no minus.
    """
    found = {c.row: r for c in cells if "%" in c.text and isinstance(r := readings[c.row], Number)}
    shares = [-number.value for number in found.values()]
    if len(shares) < 2 or not all(cell.text.startswith("(") for cell in cells if cell.row in found):
        return {}
    whole = WHOLE in shares or abs(sum(shares, Decimal()) - WHOLE) <= ROUNDED
    others = [number for row, number in readings.items() if isinstance(number, Number) and row not in found]
    named = others and all(n.value >= 0 for n in others) and all(_SHARE.search(labels.get(row, "")) for row in found)
    return {row: replace(n, value=-n.value) for row, n in found.items()} if whole or named else {}


def _unlike_the_others(
    cells: Sequence[Cell], readings: Mapping[int, Reading], conventions: Mapping[bool, Convention]
) -> dict[int, Reading]:
    """The few figures of a column that are printed unlike its others: no nought before the decimal mark, `,50`, or the letter of
    a note behind the cents or groups, `318.440,12b`. Where most are printed so, or no letter is but those of the sides of an
    account, `a`, `c` or `d`, they may be these.
    """
    found: dict[int, Reading] = {}
    notes = any(_LETTERED.match(cell.text) and not BEHIND.search(cell.text) for cell in cells)
    for cell in cells:
        convention = conventions["%" in cell.text]
        bare = _NO_NOUGHT.match(cell.text) if isinstance(readings[cell.row], Refused) else None
        if bare and bare["mark"] == convention.decimal:
            found[cell.row] = read_number(f"{bare['before']}0{bare['mark']}{bare['behind']}", convention)
        elif notes and isinstance(readings[cell.row], Words) and (noted := _LETTERED.match(cell.text)):
            reading = read_number(noted["number"], convention)
            if isinstance(reading, Number) and (reading.decimals or abs(reading.value) >= LEAST_AMOUNT):
                found[cell.row] = replace(reading, remarks=(*reading.remarks, "note"))
    numbers = sum(isinstance(reading, Number) for reading in readings.values())
    return found if len(found) < numbers else {}


def _bounds_among(cells: Sequence[Cell], readings: Mapping[int, Reading], column: Column, heading: str) -> list[Cell]:
    """The cells that say what a figure is below or above, `< 5`, of a column of which most figures are no such bounds.

    Percentages and days may be aims as well as what was reached, and a heading may say that figures are aims.
    """
    if column.said.measure not in (None, "amount", "count") or _AIMS.search(heading):
        return []
    numbers = [(cell, reading) for cell in cells if isinstance(reading := readings[cell.row], Number)]
    bounds = [cell for cell, number in numbers if number.bound]
    return bounds if len(bounds) < len(numbers) / 2 else []


def _with_a_third_decimal(readings: Mapping[int, Reading], column: Column) -> list[int]:
    """The rows of amounts with three decimals in a column of which all others have two: they may have the mark of a note."""
    if column.said.measure != "amount":
        return []
    numbers = {row: n for row, n in readings.items() if isinstance(n, Number) and n.unit != "%" and n.decimals}
    glued = [row for row, n in numbers.items() if n.decimals == 3 and abs(n.value) >= LEAST_AMOUNT]
    return glued if len(glued) < len(numbers) / 2 and all(numbers[row].decimals == 2 for row in numbers.keys() - glued) else []


def _columns_of_nil(
    columns: Sequence[Sequence[Cell]], readings: Mapping[tuple[int, int], Reading], about: Sequence[Column]
) -> list[int]:
    """The columns of nothing but 0,00, or dashes, beside columns of amounts and no others: nothing moved there."""
    nil = []
    for place, cells in enumerate(columns):
        numbers = [(cell.text, n) for cell in cells if isinstance(n := readings[cell.row, cell.column], Number)]
        noughts = all(not n.value and (n.decimals == 2 or set(text) <= DASHES) for text, n in numbers)
        if about[place].said == NOTHING and numbers and noughts:
            nil.append(place)
    others = {column.said.measure for place, column in enumerate(about) if columns[place] and place not in nil} - {None}
    return nil if "amount" in others and others <= {"amount", "percentage", "identifier"} else []


def _first(cells: Iterable[Cell | None], readings: Mapping[tuple[int, int], Reading]) -> Cell:
    """The first figure of some cells."""
    return next(cell for cell in cells if cell and isinstance(readings.get((cell.row, cell.column)), Number))


def _texts_of_rows(table: Table, readings: Mapping[tuple[int, int], Reading], signs: Set[int]) -> dict[int, list[Cell]]:
    """The cells of each row that are no figures; `signs` are columns that say the unit of those before them."""
    texts: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.text and cell.column not in signs and isinstance(readings.get((cell.row, cell.column)), Words):
            texts.setdefault(cell.row, []).append(cell)
    return texts


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


def _filled(cells: Sequence[Cell], column: Column) -> int:
    """How many cells of a column count as filled: of amounts those that say more than a dash, which is nil there."""
    return sum(column.said.measure != "amount" or not set(cell.text) <= DASHES for cell in cells)


def _are_nil(heading: str, cells: Sequence[Cell], before: Mapping[tuple[int, int], Reading]) -> bool:
    """Whether nothing but dashes stands under the heading of a column, behind figures: a kind of movement that no line has."""
    named = heading and not SIGN_HEADING.match(heading)
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


def _read(text: str, convention: Convention, negative: str | None) -> Reading:
    """What a cell says; `negative` is the side of the account that makes a figure so."""
    return read_with_side(text, convention, negative) or read_number(text, convention)


def _with_values(
    table: Table,
    readings: dict[tuple[int, int], Reading],
    columns: Sequence[Column],
    stated: Stated | None,
    texts: Mapping[int, Sequence[Cell]],
    said_of_rows: Mapping[int, Said],
    doubts: Mapping[int, Doubt],
) -> Table:
    """The table with the values, units and scales of its figures; `doubts` are of the rows that may be of no money."""
    rows = dict(said_of_rows)
    if stated and stated.scale > 1:
        rows |= dict.fromkeys(_in_plain_euro(rows, texts), Said("EUR", "amount", 1))
    shares = _percentages_below(table, readings, rows)
    years = _rows_of_years(readings)
    cells = []
    places: set[Place] = set()
    for cell in table.cells:
        reading = readings.get((cell.row, cell.column))
        if isinstance(reading, Number):
            row = Said(None, "year") if cell.row in years else rows.get(cell.row, NOTHING)
            row = PERCENT._replace(scale=1) if row == NOTHING and cell.row in shares else row
            said, place = said_of_cell(reading, row, columns[cell.column], stated)
            if cell.row in doubts and said.measure == "amount":
                said, place = doubts[cell.row].said._replace(scale=1), None
            places |= {place} if place else set()
            cells.append(cell._replace(value=reading.value, unit=said.unit, scale=said.scale, measure=said.measure))
        elif reading is not None and columns[cell.column].said.measure == "identifier":
            cells.append(cell._replace(measure="identifier"))
        else:
            cells.append(cell)
    named = [place if place != "table" or stated is None else stated.source for place in NEAREST_FIRST if place in places]
    return table.model_copy(update={"cells": tuple(cells), "scale_source": "; ".join(named) or None})


def _percentages_below(table: Table, readings: Mapping[tuple[int, int], Reading], said: Mapping[int, Said]) -> set[int]:
    """The rows of percentages for a row over them that says nothing else.

    They end before a row without figures or with another unit, behind a total or where they make 100, and before a figure above
    100. None are, where one of them would be as large as an amount.
    """
    found: set[int] = set()
    rows = [[cell for cell in cells if cell and cell.text] for cells in table.body()]
    for k, banner in enumerate(rows):
        below: list[dict[int, Number]] = []
        for cells in rows[k + 1 :] if len(banner) == 1 and says_percent_below(banner[0].text) else ():
            numbers = {c.column: n for c in cells if isinstance(n := readings.get((c.row, c.column)), Number)}
            if not numbers or said.get(cells[0].row, NOTHING) not in (NOTHING, PERCENT):
                break
            below.append(numbers)
            if TOTAL_LABEL.search(cells[0].text):
                break
        if any(n.unit == "EUR" or abs(n.value) >= LEAST_AMOUNT for numbers in below for n in numbers.values()):
            continue
        sums: Counter[int] = Counter()
        for cells, numbers in zip(rows[k + 1 :], below, strict=False):
            values = {column: n.value for column, n in numbers.items()}
            whole = any(abs(total - WHOLE) <= ROUNDED for total in sums.values())
            if any(value > WHOLE for value in values.values()) or (whole and set(values.values()) != {WHOLE}):
                break
            found.add(cells[0].row)
            sums.update(values)
    return found


def _in_plain_euro(rows: Mapping[int, Said], texts: Mapping[int, Sequence[Cell]]) -> list[int]:
    """The few rows of a table in thousands that are of amounts for each of something, and whose labels end in `(€)`."""
    plain = [
        row
        for row, said in rows.items()
        if said == Said("EUR", "amount") and FOR_EACH.search(texts[row][0].text) and _PLAIN_EURO.search(texts[row][0].text)
    ]
    return plain if 2 * len(plain) < len(rows) else []


def _rows_of_years(readings: Mapping[tuple[int, int], Reading]) -> set[int]:
    """The rows of which all figures, and at least two, are different years: headings repeated in the body."""
    by_row: dict[int, list[Number]] = {}
    for (row, _), reading in readings.items():
        if isinstance(reading, Number):
            by_row.setdefault(row, []).append(reading)
    return {row for row, numbers in by_row.items() if len({n.value for n in numbers}) > 1 and are_years(numbers)}


def _number_lines(cells: Sequence[Cell]) -> bool:
    """Whether the cells of a column count the lines of each section from 1 on."""
    numbers = [int(cell.text) for cell in cells if cell.text.isdecimal()]
    from_one = numbers[:1] == [1] and all(number in (before + 1, 1) for before, number in pairwise(numbers))
    return from_one and len(numbers) == len(cells) >= FEWEST_NUMBERED


def _are_outline(cells: Sequence[Cell], readings: Mapping[int, Reading], *, first: bool) -> bool:
    """Whether the cells of a column with digits are places of an outline, of which most cannot be amounts; behind other columns
    with groups within that no amount has.
    """
    numbered = [cell for cell in cells if any(map(str.isdigit, cell.text))]
    refused = sum(isinstance(readings[cell.row], Refused) for cell in numbered)
    shape = _OUTLINE if first else _DEEP
    return refused > MOSTLY * len(numbered) and all(shape.match(cell.text) for cell in numbered)
