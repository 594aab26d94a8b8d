"""Tables as a reviewer decided that they are: other columns, headings or texts, or a table where none was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.corrections import is_near
from pipeline.reading.model import IDENTITY, Line
from pipeline.reading.page import Page
from pipeline.tables.cells.borderless import fit_block
from pipeline.tables.cells.header import with_header
from pipeline.tables.features.alignment import mid_height
from pipeline.tables.features.text_rows import TextRow
from pipeline.tables.features.whitespace import BITS_PER_POINT, Gutter, gutters_of
from pipeline.tables.model import Grid, GridCell, lines_of, place_words
from schemas.correction import Correction
from schemas.provenance import Box
from schemas.table import Table

LAID_OUT = ("columns", "table")
"""Decisions on how tables are cut."""

Misfit = tuple[Correction, str]
"""A decision that fits nothing any more, and why."""


def lay_out_as_decided(
    tables: Sequence[Sequence[Grid]], outside: Sequence[Sequence[Line]], pages: Sequence[Page], corrections: Iterable[Correction]
) -> tuple[list[list[Grid]], list[list[Line]], list[Misfit]]:
    """The tables and the lines outside them as decided, and the decisions that no longer fit, each with why.

    `corrections` are those on these pages.
    """
    laid_out, lines = [list(table) for table in tables], [list(page) for page in outside]
    by_number = {page.number: i for i, page in enumerate(pages)}
    misfits: list[Misfit] = []
    for correction in corrections:
        if correction.decision not in LAID_OUT:
            continue
        place = by_number[correction.page]
        if pages[place].to_display != IDENTITY:
            misfits.append((correction, "the text of this page is turned, and so would the table be."))
        elif correction.decision == "columns":
            if not _recut(laid_out, lines, by_number, correction):
                misfits.append((correction, "no table there is like the one decided upon."))
        elif not _add(laid_out, lines, pages, place, correction):
            misfits.append((correction, "there are no two lines of text there."))
    laid_out.sort(key=lambda table: pages[by_number[table[0].page]].order_of(table[0].box))
    return laid_out, lines, misfits


def fit_no_page(corrections: Iterable[Correction], pages: Iterable[Page]) -> list[Misfit]:
    """The decisions on tables of pages that are not among these."""
    numbers = {page.number for page in pages}
    laid_out = (correction for correction in corrections if correction.decision in LAID_OUT)
    return [(correction, "this page was not read.") for correction in laid_out if correction.page not in numbers]


def correct_texts(tables: Sequence[Table], corrections: Sequence[Correction]) -> tuple[list[Table], list[Misfit]]:
    """The tables with what reviewers saw in misread cells and headings, and the decisions that no longer fit, each with why."""
    tables, misfits = list(tables), []
    for correction in corrections:
        if correction.decision == "text":
            fits = _with_text(tables, correction)
            why = "no cell there has this text any more."
        elif correction.decision == "header_rows":
            fits = _with_header_rows(tables, correction)
            why = "no table there is like the one decided upon."
        else:
            continue
        if not fits:
            misfits.append((correction, why))
    return tables, misfits


def _with_text(tables: list[Table], correction: Correction) -> bool:
    for i, table in enumerate(tables):
        for j, cell in enumerate(table.cells):
            if cell.page == correction.page and cell.text == correction.printed and is_near(cell.box, correction.box):
                changed = cell._replace(text=correction.text or "", misread=cell.text)
                tables[i] = table.model_copy(update={"cells": (*table.cells[:j], changed, *table.cells[j + 1 :])})
                return True
    return False


def _with_header_rows(tables: list[Table], correction: Correction) -> bool:
    for i, table in enumerate(tables):
        page, box = table.boxes[0]
        as_expected = (correction.expects.rows, correction.expects.columns) == (table.rows, table.columns)
        fits = page == correction.page and is_near(box, correction.box) and as_expected
        if fits and correction.header_rows is not None and correction.header_rows < table.rows:
            tables[i] = table.model_copy(
                update={"header_rows": correction.header_rows, "method": f"{table.method}; headings as a reviewer decided"}
            )
            return True
    return False


def joined(first_row: Iterable[str]) -> str:
    """What a correction knows a table by: the texts of its first row, however they are cut into cells."""
    return " ".join(text for text in first_row if text)


def _recut(tables: list[list[Grid]], lines: list[list[Line]], by_number: Mapping[int, int], correction: Correction) -> bool:
    for table in tables:
        first = table[0]
        same = first.page == correction.page and is_near(first.box, correction.box)
        if same and joined(first.texts()[0]).split() == correction.printed.split() and correction.columns is not None:
            for i, part in enumerate(table):
                if part.strip:
                    continue
                table[i], left = _with_columns(part, list(correction.columns))
                lines[by_number[part.page]] = sorted([*lines[by_number[part.page]], *left], key=lambda line: line.baseline)
            return True
    return False


def _with_columns(grid: Grid, edges: list[float]) -> tuple[Grid, list[Line]]:
    """A grid cut at other edges, every row on its own, and the words that are then outside."""
    cells = [
        GridCell(r, c, 1, 1, Box(x0, top, x1, bottom))
        for r, (top, bottom) in enumerate(pairwise(grid.row_edges))
        for c, (x0, x1) in enumerate(pairwise(edges))
    ]
    left = place_words(cells, lines_of(grid.words()))
    recut = replace(grid, column_edges=edges, cells=cells, method="columns as a reviewer decided")
    return with_header(recut), left


def _add(tables: list[list[Grid]], lines: list[list[Line]], pages: Sequence[Page], place: int, correction: Correction) -> bool:
    """Make a table of a region: of the lines in it, and of the tables whose middle it holds."""
    page, region = pages[place], correction.box
    taken = [
        table
        for table in tables
        if len(table) == 1
        and table[0].page == page.number
        and region.contains_point(table[0].box.center_x, table[0].box.center_y)
    ]
    words = [word for table in taken for word in table[0].words()]
    rest: list[Line] = []
    for line in lines[place]:
        inside = [w for w in line.words if region.contains_point(w.center_x, mid_height(line))]
        words += inside
        outside = [w for w in line.words if w not in inside]
        if outside:
            rest.append(Line(outside, line.baseline) if inside else line)
    rows = [TextRow(line, page.number, page.width) for line in lines_of(words)]
    if len(rows) < 2:
        return False
    white = gutters_of((row.extents for row in rows if row.tabular), 1)
    gutters = [_gutter_at(x) for x in correction.columns[1:-1]] if correction.columns else white
    grid = _fitted(page, rows, gutters)
    tables[:] = [table for table in tables if table not in taken] + [[grid]]
    lines[place] = rest
    return True


def _fitted(page: Page, rows: Sequence[TextRow], gutters: Sequence[Gutter]) -> Grid:
    """A grid of the lines: rows may have several where figures tell rows apart, else each line is a row."""
    method = "a region that a reviewer marked"
    if 2 * sum(bool(row.figures) for row in rows) >= len(rows):
        (grid,) = fit_block({page.number: page}, rows, gutters)
        return replace(grid, method=method)
    box = Box.around(row.line.box for row in rows)
    between = [(above.bottom + below.top) / 2 for above, below in pairwise(rows)]
    inner = [(start + stop) / 2 / BITS_PER_POINT for start, stop in gutters]
    whole = Grid(page.number, [box.top - 1, *between, box.bottom + 1], [box.x0 - 1, box.x1 + 1], [], method)
    whole.cells.append(GridCell(0, 0, 1, 1, whole.box, [row.line for row in rows]))
    grid, _ = _with_columns(whole, [box.x0 - 1, *inner, box.x1 + 1])
    return replace(grid, method=method)


def _gutter_at(x: float) -> Gutter:
    bit = round(x * BITS_PER_POINT)
    return bit, bit + 1
