"""The numbers of a table, read column by column."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from pipeline.numbers import Absent, Number, Reading, Refused, Words, infer_convention, read_amount, read_number
from schemas.table import Cell, Table

MOSTLY = 0.5
"""Share of a column's filled cells that are numbers for it to be a column of numbers."""

_PERCENT_HEADING = re.compile(r"%|incidenza|percentual|per cento", re.IGNORECASE)
_EURO_HEADING = re.compile(r"€|\beuro\b|\bimport[oi]\b", re.IGNORECASE)
_DAYS_HEADING = re.compile(r"\bgiorni\b|\bgg\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableValues:
    """What each cell of a table says, by row and column; cells of the header are not read."""

    readings: dict[tuple[int, int], Reading]
    refused: list[tuple[Cell, str]]
    """Cells in columns of numbers that were meant as numbers but are none, and why."""

    def reading(self, cell: Cell | None) -> Reading:
        return self.readings.get((cell.row, cell.column), Words()) if cell else Absent("empty")

    def number(self, cell: Cell | None) -> Number | None:
        """The cell's number, if it is one number."""
        reading = self.reading(cell)
        return reading if isinstance(reading, Number) else None


def read_values(table: Table) -> tuple[Table, TableValues]:
    """The numbers of a table, and the table with them in its cells."""
    headings = table.headings()
    columns: list[list[Cell]] = [[] for _ in range(table.columns)]
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.text:
            columns[cell.column].append(cell)
    readings: dict[tuple[int, int], Reading] = {}
    refused: list[tuple[Cell, str]] = []
    units: dict[tuple[int, int], str | None] = {}
    for heading, cells in zip(headings, columns, strict=True):
        conventions = [
            infer_convention(cell.text for cell in cells if ("%" in cell.text) == percent) for percent in (False, True)
        ]
        plain = {cell.row: read_number(cell.text, conventions["%" in cell.text]) for cell in cells}
        numbers = [r for r in plain.values() if isinstance(r, Number)]
        numeric = len(numbers) >= MOSTLY * len(cells) and bool(numbers)
        unit = _column_unit(heading, numbers)
        for cell in cells:
            reading = plain[cell.row]
            if numeric and isinstance(reading, Words):
                reading = read_amount(cell.text, conventions["%" in cell.text])
            readings[cell.row, cell.column] = reading
            if isinstance(reading, Number):
                units[cell.row, cell.column] = reading.unit or unit
            elif isinstance(reading, Refused) and numeric:
                refused.append((cell, reading.reason))
    values = {place: reading.value for place, reading in readings.items() if isinstance(reading, Number)}
    cells_with_values = tuple(
        cell.model_copy(update={"value": values[place], "unit": units[place]})
        if (place := (cell.row, cell.column)) in values
        else cell
        for cell in table.cells
    )
    return table.model_copy(update={"cells": cells_with_values}), TableValues(readings, refused)


def _column_unit(heading: str, numbers: list[Number]) -> str | None:
    """The unit of a column's bare numbers: its heading's, else its other cells', else euro where cents are printed."""
    if _PERCENT_HEADING.search(heading):
        return "%"
    if _DAYS_HEADING.search(heading):
        return "days"
    if _EURO_HEADING.search(heading):
        return "EUR"
    stated = Counter(n.unit for n in numbers if n.unit)
    if stated:
        unit, n = stated.most_common(1)[0]
        if unit != "%" or n >= MOSTLY * len(numbers):
            return unit
    cents = sum(n.decimals == 2 for n in numbers)
    return "EUR" if numbers and cents > MOSTLY * len(numbers) and max(abs(n.value) for n in numbers) >= 1000 else None
