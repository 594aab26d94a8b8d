"""Which rows and columns of a table in euro may be of no money: by what sums join, by their names, by how they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.figures.counted import COUNTED, MAY_BE_MONEY, Doubt, Line, counts, doubts_among, joined_with_money, kind_of
from pipeline.figures.units import ACCOUNTS, FOR_EACH, LEAST_AMOUNT, MOSTLY, NOTHING, WHOLE, Column, Said, said_by_row
from pipeline.numbers import Number, Reading
from schemas.table import Cell

FEWEST_IN_CENTS = 3
"""Figures with cents that tell whole ones among them apart."""


def columns_in_doubt(
    headings: Sequence[str],
    columns: Sequence[Sequence[Cell]],
    readings: Mapping[tuple[int, int], Reading],
    about: Sequence[Column],
    *,
    said_of_it: bool,
) -> dict[int, Doubt]:
    """The columns that may be of no money though the table is in euro, as is `said_of_it`, or of more than it."""
    numbers = {
        place: _numbers(cells, place, readings) for place, cells in enumerate(columns) if about[place].said.measure == "amount"
    }
    in_cents = {place for place, found in numbers.items() if _are_cents(found.values())}
    lines = [
        Line(headings[place], found, about[place].sure or place in in_cents, bool(in_cents - {place}))
        for place, found in numbers.items()
    ]
    doubts = {list(numbers)[i]: doubt for i, doubt in doubts_among(lines, all_may_be=not said_of_it).items()}
    return doubts | _columns_of_ratios(headings, columns, readings, about) | _unmarked(headings, numbers)


def _unmarked(headings: Sequence[str], numbers: Mapping[int, Mapping[int, Number]]) -> dict[int, Doubt]:
    """The columns of small bare figures, named as nothing of money is, beside columns that print the mark of euro at each figure.

    Amounts among them would have it too, but for those that make up an amount that has it.
    """
    marks = {place: {n.unit for n in found.values() if n.value} for place, found in numbers.items()}
    bare = [
        place
        for place, units in marks.items()
        if units == {None} and kind_of(headings[place]) not in MAY_BE_MONEY and all(map(_is_small, numbers[place].values()))
    ]
    lines = [Line(headings[place], found, marks[place] == {"EUR"}, False) for place, found in numbers.items()]
    joined = {list(numbers)[i] for i in joined_with_money(lines)} if bare and {"EUR"} in marks.values() else {*bare}
    return dict.fromkeys({*bare} - joined, Doubt(counts=False, told=False))


def columns_added_up(
    headings: Sequence[str],
    columns: Sequence[Sequence[Cell]],
    readings: Mapping[tuple[int, int], Reading],
    about: Sequence[Column],
) -> list[int]:
    """The columns called by what is counted whose figures sums join with amounts in cents: these are what is paid to it."""
    counted = [
        place for place, column in enumerate(about) if column.said == Said(None, "count") and COUNTED.fullmatch(headings[place])
    ]
    money = [place for place, column in enumerate(about) if column.said.measure == "amount"]
    if not counted or not money:
        return []
    places = sorted((*counted, *money))
    numbers = {place: _numbers(columns[place], place, readings) for place in places}
    lines = [
        Line(headings[place], numbers[place], place in money and _are_cents(numbers[place].values()), False) for place in places
    ]
    return [places[i] for i in joined_with_money(lines) if places[i] in counted]


def _numbers(cells: Sequence[Cell], place: int, readings: Mapping[tuple[int, int], Reading]) -> dict[int, Number]:
    """The figures of a column that are no percentages, by row."""
    return {cell.row: n for cell in cells if isinstance(n := readings[cell.row, place], Number) and n.unit != "%"}


def said_of_rows(
    headings: Sequence[str],
    texts: Mapping[int, Sequence[Cell]],
    readings: Mapping[tuple[int, int], Reading],
    about: Sequence[Column],
    *,
    scaled: bool,
) -> tuple[dict[int, Said], dict[int, Doubt]]:
    """What each row says of its figures, and the rows that may be of no money, or in plain euro in a table that is `scaled`."""
    rows = {row: said_by_row([cell.text for cell in found]) for row, found in texts.items()}
    labels = {row: found[0].text for row, found in texts.items()}
    amounts = {
        row for (row, _), r in readings.items() if isinstance(r, Number) and r.decimals == 2 and abs(r.value) >= LEAST_AMOUNT
    }
    for row, said in rows.items():
        if said.scale and said.measure in (None, "amount") and counts(labels[row]):
            rows[row] = Said(None, "count", said.scale)
        elif said.measure == "percentage" and row in amounts and not any("%" in cell.text for cell in texts[row]):
            rows[row] = NOTHING  # what is paid in shares: `Percentuale su incassi`
    small_in_cents = {row for (row, _), r in readings.items() if isinstance(r, Number) and _is_small_in_cents(r)}
    ratios = {row for row in _rows_of_ratios(readings, about, scaled=scaled) if rows.get(row, NOTHING) == NOTHING}
    money = {row for row in ratios if kind_of(labels.get(row, "")) in MAY_BE_MONEY}
    ratios -= {row for row in money if not scaled or (row not in small_in_cents and not FOR_EACH.search(labels.get(row, "")))}
    doubts = _rows_in_doubt(headings, texts, rows, readings, about)
    return rows, doubts | dict.fromkeys(ratios, Doubt(counts=False, told=True))


def _columns_of_ratios(
    headings: Sequence[str],
    columns: Sequence[Sequence[Cell]],
    readings: Mapping[tuple[int, int], Reading],
    about: Sequence[Column],
) -> dict[int, Doubt]:
    """The columns of a table in euro that do not say so, nor name money, of small figures with one decimal, or with three and
    more, beside columns of amounts in cents or in whole euro: hardly anybody prints amounts of one table so.
    """
    found = {
        place: [n for cell in cells if isinstance(n := readings[cell.row, place], Number) and n.value]
        for place, cells in enumerate(columns)
        if about[place].said.measure == "amount"
    }
    ratios = [
        place
        for place, numbers in found.items()
        if not about[place].sure and about[place].said.scale is None and kind_of(headings[place]) not in MAY_BE_MONEY
        if len(numbers) > 1 and all(map(_is_no_amount, numbers))
    ]
    beside = [n for place, numbers in found.items() if place not in ratios for n in numbers]
    large = [number for number in beside if abs(number.value) >= LEAST_AMOUNT]
    alike = large and all(number.decimals in (0, 2) for number in beside)
    return {place: Doubt(counts=False, told=any(columns[:place])) for place in ratios} if alike else {}


def _rows_of_ratios(readings: Mapping[tuple[int, int], Reading], about: Sequence[Column], *, scaled: bool) -> set[int]:
    """The few rows of such figures among rows of amounts that are all in cents, or all in whole euro, thousands if `scaled`."""
    found: dict[int, list[Number]] = {}
    for (row, column), reading in readings.items():
        if isinstance(reading, Number) and reading.value and about[column].said.measure == "amount" and not about[column].sure:
            found.setdefault(row, []).append(reading)
    whole = scaled and any(number.decimals == 0 for numbers in found.values() for number in numbers)
    ratios = {row for row, ns in found.items() if all(_is_no_amount(n) or (whole and _is_small_in_cents(n)) for n in ns)}
    others = [number for row, numbers in found.items() if row not in ratios for number in numbers]
    alike = {number.decimals for number in others} in ({0}, {2}) and any(abs(number.value) >= LEAST_AMOUNT for number in others)
    return ratios if alike and 2 * len(ratios) < len(found) else set()


def _is_no_amount(number: Number) -> bool:
    return _is_small(number) and number.decimals not in (0, 2)


def _is_small_in_cents(number: Number) -> bool:
    return _is_small(number) and number.decimals == 2


def _is_small(number: Number) -> bool:
    return number.unit is None and number.scale is None and abs(number.value) < LEAST_AMOUNT


def _rows_in_doubt(
    headings: Sequence[str],
    texts: Mapping[int, Sequence[Cell]],
    said: Mapping[int, Said],
    readings: Mapping[tuple[int, int], Reading],
    about: Sequence[Column],
) -> dict[int, Doubt]:
    """The rows that may be of no money though the columns are: each ends what a row without figures says of those below it.

    Whole amounts under a name of accounts, or whose labels are under one, are money.
    """
    accounts = {column for column, heading in enumerate(headings) if about[column].sure or ACCOUNTS.search(heading)}
    numbers: dict[int, dict[int, Number]] = {}
    for (row, column), reading in readings.items():
        if isinstance(reading, Number) and about[column].said.measure == "amount":
            numbers.setdefault(row, {})[column] = reading
    numbers = {row: found for row, found in numbers.items() if all(number.unit != "%" for number in found.values())}
    in_cents = {
        column
        for column, place in enumerate(about)
        if place.said.measure == "amount" and _are_cents([found[column] for found in numbers.values() if column in found])
    }
    lines: dict[int, Line] = {}
    over = ""
    for row in sorted({*numbers, *texts}):
        label = texts[row][0].text if row in texts else ""
        if row not in numbers:
            over = label
        elif said.get(row, NOTHING).measure in (None, "amount"):
            found = numbers[row]
            of_two_sides = any(min(found) < cell.column < max(found) for cell in texts.get(row, ()))
            under_money = kind_of(over) == "money"
            name = "" if of_two_sides or under_money else label
            money = said.get(row, NOTHING) != NOTHING or any(n.decimals or n.unit for n in found.values())
            among_cents = in_cents.issuperset(found)
            labels = {cell.column for cell in texts.get(row, ())[:1]}
            money |= under_money or (not among_cents and bool(accounts.issuperset(found) or accounts & labels))
            lines[row] = Line(name, found, money, among_cents)
    doubts = doubts_among(list(lines.values()), all_may_be=False)
    return {list(lines)[i]: doubt._replace(told=True) for i, doubt in doubts.items()}


def _are_cents(numbers: Iterable[Number]) -> bool:
    """Whether most of some figures show cents, three at least, and some are as large as amounts.

    Where an amount shows one decimal, those without may have lost the zeros of their cents.
    """
    found = [number for number in numbers if number.value]
    in_cents = [number for number in found if number.decimals == 2]
    large = any(abs(number.value) >= LEAST_AMOUNT for number in in_cents)
    if any(number.decimals == 1 and abs(number.value) > WHOLE for number in found):
        return False
    return len(in_cents) >= FEWEST_IN_CENTS and len(in_cents) > MOSTLY * len(found) and large
