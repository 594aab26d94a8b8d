"""A logical table: one that runs over pages is one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from schemas.base import Model, taken_as_it_is
from schemas.provenance import Box

Measure = Literal["amount", "percentage", "days", "count", "year", "identifier"]

TextSource = Literal["text", "ocr", "mixed"]
"""Whether characters were printed as text, recognised in a picture (OCR), or both."""


@taken_as_it_is
class Cell(NamedTuple):
    """A cell as printed, and where."""

    row: int
    """0-based, header rows included; for a cell over several rows, the first."""
    column: int
    """0-based; for a cell over several columns, the first."""
    text: str
    """What is printed, line breaks made single spaces."""
    page: int
    """1-based."""
    box: Box
    """On the page as displayed."""
    row_span: int = 1
    column_span: int = 1
    bold: bool = False
    """Whether all of its letters are bold."""
    red: bool = False
    """Whether all of its digits are red."""
    struck: bool = False
    """Whether a line strikes out all of its digits."""
    cut: bool = False
    """Whether its text goes on, with digits, where the page does not show it."""
    value: Decimal | None = None
    """The number, if the cell is one number."""
    unit: str | None = None
    """`EUR`, `%` or `days`, where the cell, its row, its column or the caption says so."""
    scale: int | None = None
    """What `value` is to be multiplied by: 1000 under *importi in migliaia di euro*, else 1; None if there is no number."""
    measure: Measure | None = None
    """What the number measures; None where nothing tells."""
    text_source: TextSource = "text"
    """Whether its characters were printed as text or recognised in a picture."""
    confidence: Decimal | None = None
    """How sure the engine is of what it recognised, 0 to 1: of the least sure character; None for text."""
    misread: str | None = None
    """What was read, where a reviewer saw that `text` is printed: the same where it was read right."""


class Table(Model):
    """Rows and columns of cells. Places that no cell covers are empty."""

    table_id: str
    """`t1`, `t2` … in the order of the document."""
    first_page: int
    last_page: int
    rows: int
    columns: int
    header_rows: int
    """How many rows at the top are headings of columns."""
    doubtful: tuple[int, ...] = ()
    """The columns over which other headings may stand, as it is not clear over how many columns some of these are set."""
    method: str
    """Which finder's answer was taken, and why where others were asked."""
    title: str = ""
    """The heading or caption above it."""
    section_id: str | None = None
    """The section it stands in."""
    caption: str = ""
    """The lines right above it, where units are stated."""
    edge: str = ""
    """The head or foot of its first page, where that states a scale."""
    scale_source: str | None = None
    """What says the scale of its amounts, the nearest first: `headings`, `rows` or `figures`, or a place with what stands there.

    None where nothing says one, and they are as printed.
    """
    boxes: tuple[tuple[int, Box], ...] = ()
    """The box on each of its pages."""
    cells: tuple[Cell, ...]

    def grid(self) -> list[list[Cell | None]]:
        """Cells by row and column; None where no cell begins."""
        grid: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            grid[cell.row][cell.column] = cell
        return grid

    def texts(self) -> list[list[str]]:
        """Texts by row and column, "" where no cell begins."""
        return [[cell.text if cell else "" for cell in row] for row in self.grid()]

    def body(self) -> Iterator[list[Cell | None]]:
        """The rows below the header."""
        yield from self.grid()[self.header_rows :]

    def headings(self) -> list[str]:
        """The heading of each column: the texts of its header cells, those over several columns included, top to bottom."""
        parts: list[list[str]] = [[] for _ in range(self.columns)]
        for cell in self.cells:
            if cell.row < self.header_rows and cell.text:
                for column in range(cell.column, cell.column + cell.column_span):
                    parts[column].append(cell.text)
        return [" ".join(part) for part in parts]
