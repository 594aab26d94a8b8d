"""Figures that stand under no heading of their table, or under that of another table: they may have been placed wrongly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from schemas.provenance import Box
from schemas.table import Cell, Table

FEWEST_COLUMNS = 2
"""Columns of figures for which headings are missed, and names that a header has at the least."""


FURTHEST, OVERLAP, INDENT = 40.0, 4.0, 20.0
"""Points: a header in no table ends at most so far over its figures, or so far below their top, and begins so far right of the
labels at least: what begins over them is a caption or prose."""


class Unheaded(NamedTuple):
    """Figures that no heading names, and why that is held."""

    why: Literal["another header", "a column without heading", "no header"]
    cells: Sequence[Cell]
    """The names of the other header; the figures of the column; or all figures. At least one."""


def unheaded(table: Table, names: Mapping[int, Sequence[Box]]) -> Unheaded | None:
    """The first reason why figures of a table may stand under wrong headings; None if each has a heading of its own.

    A header stands under figures and over others, in bold or over all of them in capitalised words; a column with figures, right
    of one that has a heading, has none; or there is no header over several columns of figures, though one may be printed. `names`
    are the short texts of each page that are in no table.
    """
    rows = list(table.body())
    figures = [[cell for cell in row[1:] if cell and cell.value is not None] for row in rows]
    if other := _header_in_body(table, rows, figures):
        return Unheaded("another header", other)
    columns = sorted({cell.column for row in figures for cell in row})
    headings = table.headings()
    named = [column for column in columns if headings[column]]
    if bare := next((column for column in columns if named and column > named[0] and not headings[column]), None):
        return Unheaded("a column without heading", [cell for row in figures for cell in row if cell.column == bare])
    if not table.header_rows and len(columns) >= FEWEST_COLUMNS and (_begins_unnamed(rows) or _is_under(table, names)):
        return Unheaded("no header", [cell for row in figures for cell in row])
    return None


def _begins_unnamed(rows: Sequence[Sequence[Cell | None]]) -> bool:
    """Whether the first row has figures and no label, as most others have: it may be the header, of years or shares."""
    labelled = [bool(row[0] and row[0].text) for row in rows]
    return not labelled[0] and 2 * sum(labelled) > len(labelled)


def _is_under(table: Table, names: Mapping[int, Sequence[Box]]) -> bool:
    """Whether a text stands over the columns of a table, and not over its labels alone."""
    page, box = table.boxes[0]
    left = min(cell.box.x0 for cell in table.cells if cell.page == page and cell.value is not None)
    over = [name for name in names.get(page, ()) if name.bottom <= box.top + OVERLAP]
    return any(
        box.top - FURTHEST <= name.bottom and name.x0 > box.x0 + INDENT and left < name.x1 and name.x0 < box.x1 for name in over
    )


def _header_in_body(table: Table, rows: Sequence[Sequence[Cell | None]], figures: Sequence[Sequence[Cell]]) -> list[Cell]:
    """The names of a header that stands in the body over figures and under others; unless it is the table's own."""
    own = _words(cell for cell in table.cells if cell.row < table.header_rows)
    above: set[int] = set()
    for i, row in enumerate(rows):
        above |= {cell.column for cell in figures[i]}
        texts = [cell for cell in row if cell and cell.text]
        names = [cell for cell in texts if cell.column in above]
        below = {cell.column for cell in next(filter(None, figures[i + 1 :]), ())}
        over = below & {cell.column for cell in names}
        named = all(cell.bold for cell in texts) or (over == below and all(cell.text[0].isupper() for cell in names))
        if figures[i] or len(names) < FEWEST_COLUMNS or not over or not named:
            continue
        if not _words(texts) <= own:
            return names
    return []


def _words(cells: Iterable[Cell]) -> set[str]:
    return {word for cell in cells for word in cell.text.split()}
