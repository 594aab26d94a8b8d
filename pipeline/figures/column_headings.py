"""The headings over the columns of a table, top to bottom: those of its header, and those that stand in rows below it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.figures.columns import YEARS
from schemas.table import Cell, Table


def heading_paths(table: Table) -> dict[int, tuple[str, ...]]:
    """The header cells over each column, top to bottom; those over all columns only where nothing else stands over them."""
    paths: dict[int, tuple[str, ...]] = dict.fromkeys(range(table.columns), ())
    over_all = titles_in_header(table)
    for cell in sorted(table.cells, key=lambda cell: cell.row):
        if cell.row < table.header_rows and cell.text and cell.text not in over_all:
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                paths[column] = (*paths[column], cell.text)
    return paths if any(paths.values()) else dict.fromkeys(paths, over_all)


def titles_in_header(table: Table) -> tuple[str, ...]:
    """What the header says over all columns: a title of the table, or the letterhead of its body."""
    cells = sorted((c for c in table.cells if c.row < table.header_rows and c.text), key=lambda cell: cell.row)
    return tuple(cell.text for cell in cells if cell.column == 0 and cell.column_span == table.columns > 1)


def is_heading_row(filled: Sequence[Cell], columns: Sequence[int]) -> bool:
    """Whether a row below the header is of headings again: years, or words over several columns of figures."""
    over = [cell for cell in filled if cell.column in columns]
    if len(over) < 2:
        return False
    if all(cell.value is not None for cell in over):
        return all(cell.value in YEARS and cell.text.isdigit() for cell in over)
    return all(cell.value is None and any(ch.isalpha() for ch in cell.text) and len(cell.text) > 2 for cell in over)


def with_body_heading(path: tuple[str, ...], filled: Sequence[Cell], column: int) -> tuple[str, ...]:
    own = [cell.text for cell in filled if cell.column <= column < cell.column + cell.column_span]
    return tuple(own) or path


def in_stack(table: Table, path: tuple[str, ...], column: int, part: int, stack: int) -> tuple[str, ...]:
    """The heading over one of the rows that a line takes: that of the same place in the header, if it has as many rows."""
    if stack == 1 or table.header_rows != stack:
        return path
    return tuple(c.text for c in table.cells if c.row == part and c.text and c.column <= column < c.column + c.column_span)
