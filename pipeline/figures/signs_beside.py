"""Signs that stand beside or over their figures, in cells of their own, and figures in red."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.figures.refusals import AS_ONE, Refusal
from pipeline.figures.units import MOSTLY, said_by_heading
from pipeline.numbers import Number, Reading, Refused
from pipeline.vocabulary import A_YEAR, DASHES
from schemas.records.headings import VARIANCE
from schemas.table import Cell, Table

SIGN_BESIDE = "its sign may stand in the column beside it"

SIGN_ABOVE = "its sign, or a part of it, may stand in the row above"

BEHIND = 2.5
"""Heights of a figure by which a sign may stand behind it."""

MARK = re.compile(r"\(?(?:[a-z]|\*{1,3})[.)]?|\(?[0-9]{1,2}\)", re.IGNORECASE)
"""The mark of a note, in a column of its own; bare digits may count something."""

SIGN_HEADING = re.compile(r"^\W*(?:segno|\+\s?/?\s?-|±)\W*$", re.IGNORECASE)


_OF_ITS_OWN = re.compile(rf"{VARIANCE}|\b(?:rettific|saldo\b|progressiv|giacenza|definitiv)", re.IGNORECASE)
"""The heading of a column whose figures have other signs than those beside: of differences, or of what is left each time."""

_YEAR = re.compile(rf"(?<![0-9]){A_YEAR}(?![0-9])")


def _is_of_signs(heading: str, cells: Sequence[Cell]) -> bool:
    """Whether a column holds the signs of the figures beside it: `+`, `-`, `=`.

    `(+)` and `(-)` of public accounts say what is done with a figure, and not what sign it has.
    """
    texts = {cell.text for cell in cells}
    named = bool(SIGN_HEADING.search(heading))
    return bool(texts) and texts <= DASHES | {"+", "=", "+/-"} and (named or "+" in texts)


def take_named_signs(
    headings: Sequence[str], columns: Sequence[Sequence[Cell]], readings: dict[tuple[int, int], Reading]
) -> None:
    """Give the figures behind a column of signs, or before it if there are none behind, the signs that stand there.

    Those before several columns of amounts of one kind say what is done with each row: its figures stay as they are printed.
    """
    for place, signs in enumerate(columns):
        if _is_of_signs(headings[place], signs) and not _say_what_is_done(place, headings, columns, readings):
            around = (columns[p] for p in (place + 1, place - 1) if 0 <= p < len(columns))
            figures = (cells for cells in around if any(isinstance(readings[c.row, c.column], Number) for c in cells))
            readings |= _with_signs(signs, next(figures, ()), readings)


def _say_what_is_done(
    place: int,
    headings: Sequence[str],
    columns: Sequence[Sequence[Cell]],
    readings: Mapping[tuple[int, int], Reading],
) -> bool:
    """Whether the signs of a column stand before two columns of amounts, neither of which has signs of its own by its heading."""
    behind = range(place + 1, min(place + 3, len(columns)))
    names = [headings[p] for p in behind]
    named = SIGN_HEADING.search(headings[place]) and not all(map(_YEAR.search, names))
    if len(behind) < 2 or named or any(map(_OF_ITS_OWN.search, names)):
        return False
    return all(
        said_by_heading(headings[p], first=False).measure in (None, "amount")
        and any(_is_amount(readings[cell.row, cell.column]) for cell in columns[p])
        for p in behind
    )


def _is_amount(reading: Reading) -> bool:
    """Whether this is a figure, and no percentage."""
    return isinstance(reading, Number) and reading.unit != "%"


def take_signs_beside(
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
    yield from _beside_marks(headings, columns, readings)


def _beside_marks(
    headings: Sequence[str], columns: Sequence[Sequence[Cell]], readings: dict[tuple[int, int], Reading]
) -> Iterator[Refusal]:
    """Refuse figures whose minus may stand behind them among the marks of notes, where none of theirs has a sign of its own.

    Where a mark or a dash stands behind each of them, the dash says that there is no note.
    """
    for figures, heading, marks in zip(columns, headings[1:], columns[1:], strict=False):
        dashes = {cell.row: cell.box.x0 for cell in marks if cell.text in DASHES}
        others = [cell.text for cell in marks if cell.text not in DASHES]
        if heading or not dashes or not others or not all(map(MARK.fullmatch, others)):
            continue
        numbers = [(cell, r) for cell in figures if isinstance(r := readings[cell.row, cell.column], Number)]
        if any(number.value < 0 or "sign" in number.remarks for _, number in numbers):
            continue
        if {cell.row for cell, _ in numbers} <= {cell.row for cell in marks}:
            continue
        for cell, number in numbers:
            if number.value and dashes.get(cell.row, math.inf) - cell.box.x1 <= BEHIND * cell.box.height:
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


def signs_above(
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


def figures_in_red(table: Table, readings: dict[tuple[int, int], Reading]) -> Iterator[Cell]:
    """The unsigned figures in red, if no other figure of the table is both red and signed, and some is neither."""
    figures = [(c, r) for c in table.cells if isinstance(r := readings.get((c.row, c.column)), Number) and r.value]
    if any(c.red and (r.value < 0 or "sign" in r.remarks) for c, r in figures) or all(c.red for c, _ in figures):
        return
    for column in {c.column for c, _ in figures}:
        here = [c for c, _ in figures if c.column == column]
        if sum(c.red for c in here) <= MOSTLY * len(here):
            yield from (c for c in here if c.red)
