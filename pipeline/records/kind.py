"""What a kind of record is to the pipeline, and what the kinds' readers share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from pipeline.arithmetic.claims import Claims
from pipeline.arithmetic.identity import Key
from pipeline.figures.values import TableValues
from pipeline.numbers import Absent, Number, Several, Words, numbers_in, read_amount
from schemas.provenance import Box
from schemas.records.base import Figure, Record
from schemas.section import Section
from schemas.table import Cell, Table


class RecordPlace(TypedDict):
    """Where a record was read: its table, section, row, page and box."""

    table_id: str | None
    section_id: str | None
    row: int | None
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Source:
    """A table with what its place in the document says of it."""

    table: Table
    values: TableValues
    scale: int
    """What the amounts of its records are to be multiplied by; 1 if nothing says it. Amounts of another scale are in none."""
    sections: tuple[Section, ...]
    """The section it stands in and those above it, innermost first."""

    def section_number(self, kind: str) -> str | None:
        """The number of the nearest section of a kind."""
        return next((s.number for s in self.sections if s.kind == kind), None)

    def figure(self, cell: Cell | None) -> Figure | None:
        """The cell's number with its place, if it is one number and of the records' scale."""
        number = None if self._is_of_another_scale(cell) else self.values.number(cell)
        return figure_of(cell, number) if cell and number else None

    def amount(self, cell: Cell | None) -> Figure | None:
        """The cell's number that is no percentage, if it is one, a dash being zero; its row may say that it is one."""
        return None if cell and cell.measure == "percentage" else self._only(cell, percent=False)

    def percentage_beside(self, cell: Cell | None) -> Figure | None:
        """The cell's only percentage, which amounts may stand beside."""
        return self._only(cell, percent=True)

    def _only(self, cell: Cell | None, *, percent: bool) -> Figure | None:
        found = [(i, n) for i, n in enumerate(self.amounts(cell)) if (n.unit == "%") == percent]
        return figure_of(cell, found[0][1], found[0][0]) if cell and len(found) == 1 else None

    def amounts(self, cell: Cell | None) -> tuple[Number, ...]:
        """The numbers of a cell in printed order, a dash being zero."""
        if cell is None or self._is_of_another_scale(cell):
            return ()
        reading = self.values.reading(cell)
        if isinstance(reading, Words):
            reading = read_amount(cell.text)
        if isinstance(reading, Number):
            return (reading,)
        return reading.numbers if isinstance(reading, Several) else ()

    def scale_of(self, figures: Iterable[Cell]) -> int:
        """What the figures of a record are to be multiplied by: a line of a table in thousands may count persons."""
        scaled = {(cell.measure, cell.scale) for cell in figures if cell.scale}
        found = {pair for pair in scaled if pair[0] in (None, "amount", "count")} or scaled
        scales = {scale for _, scale in found}
        return self.scale if len(scales) != 1 or any(measure == "amount" for measure, _ in found) else scales.pop() or 1

    def _is_of_another_scale(self, cell: Cell | None) -> bool:
        return cell is not None and cell.measure == "amount" and cell.scale not in (None, self.scale)

    def below(self, columns: Sequence[int], row: Sequence[Cell | None]) -> list[Cell | None]:
        """The row's cells below headings in these columns, or in their turn where a row of as many figures stands askew."""
        found = [row[column] for column in columns]
        figures = [cell for cell in row if self.amounts(cell)]
        return list(figures) if len(filled(found)) < len(figures) == len(columns) else found

    def percentage(self, cell: Cell | None) -> Figure | None:
        """The cell's percentage: its number, the only percentage beside amounts, or the last of several if it sums them up."""
        if cell is None:
            return None
        reading = self.values.reading(cell)
        if isinstance(reading, Number):
            return figure_of(cell, reading) if reading.unit in ("%", None) else None
        if isinstance(reading, Several) and (beside := self.percentage_beside(cell)):
            return beside
        number = last_percentage(cell.text)
        return figure_of(cell, number) if number else None

    def days(self, cell: Cell | None) -> Figure | None:
        """The cell's number, if it may be one of days."""
        number = self.values.number(cell)
        return self.figure(cell) if number and number.unit in ("days", None) else None

    def is_not_computable(self, cell: Cell | None) -> bool:
        """Whether the cell says that there is nothing to be computed: *NC*."""
        reading = self.values.reading(cell)
        return isinstance(reading, Absent) and reading.reason == "not computable"

    def place(self, row: Sequence[Cell | None]) -> RecordPlace:
        """The fields of a record that say where it was read, `row` being the cells that it was read from."""
        cells = filled(row)
        page = cells[0].page
        return RecordPlace(
            table_id=self.table.table_id,
            section_id=self.table.section_id,
            row=cells[0].row,
            page=page,
            box=Box.around(cell.box for cell in cells if cell.page == page),
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that stands in tables: how its tables are recognised and read."""

    record: type[Record]
    recognise: Callable[[Table], bool]
    """Whether a table is of this kind, by what its headers say."""
    read: Callable[[Sequence[Source]], list[Record]]
    """The records of all tables of this kind in a document."""
    claim: Callable[[Sequence[Record], Claims], None] = lambda records, claims: None
    """Enter what the records claim of one another."""


def enter(
    claims: Claims, record: Record, figure: Figure | None, name: str, *, percent: bool = False, step: Decimal | None = None
) -> Key | None:
    """Enter a record's figure among the claims; None if it has none.

    Amounts that show cents are exact, unless they count thousands. `step` is one unit of its last digit that means anything.
    """
    if figure is None or record.table_id is None or figure.row is None or figure.column is None:
        return None
    whole = getattr(record, "scale", 1) == 1
    exact = not percent and whole and -int(figure.value.as_tuple().exponent) >= 2
    key = (record.table_id, figure.row, figure.column, figure.position)
    return claims.quantity(key, figure.value, figure.text, name, figure.page, figure.box, exact=exact, step=step)


def name_of_figure(record: Record, field: str) -> str:
    """What a reader calls a figure of a line: its label with the year, or with what the field is called."""
    if field in CALLED:
        return CALLED[field].format(name_of_line(record))
    side = field.removesuffix("_amount")
    day = getattr(record, f"{side}_date", None)
    year = getattr(record, f"{side}_year", None) or (day.year if day else None)
    label = name_of_line(record)
    return f"{label} {year}" if year else f"{label}, {field.replace('_', ' ')}"


CALLED = {"variance": "the variance of {}", "variance_pct": "the variance of {} in per cent", "share_pct": "the share of {}"}
"""What the figures of a line are called that are of no one year."""


def name_of_line(record: Record) -> str:
    """The label of a line, behind its account code."""
    code, label = getattr(record, "account_code", None), getattr(record, "label", "") or ""
    return f"{code} {label}" if code else label


def figure_of(cell: Cell, number: Number, position: int = 0) -> Figure:
    """The figure that a cell prints, as the `position`th of its values."""
    return Figure(
        value=number.value, text=cell.text, row=cell.row, column=cell.column, position=position, page=cell.page, box=cell.box,
        text_source=cell.text_source,
    )  # fmt: skip


def text_of(cell: Cell | None) -> str | None:
    """The cell's text, None if it has none."""
    return cell.text or None if cell else None


def filled(row: Sequence[Cell | None]) -> list[Cell]:
    return [cell for cell in row if cell is not None and cell.text]


def last_percentage(text: str) -> Number | None:
    """The percentage that a text states: its only one, or the last if that is the mean of those before it."""
    found = [number for number, _ in numbers_in(text) if number.unit == "%"]
    if len(found) < 2:
        return found[0] if found else None
    before = [number.value for number in found[:-1]]
    return found[-1] if abs(sum(before, Decimal(0)) / len(before) - found[-1].value) < found[-1].step else None
