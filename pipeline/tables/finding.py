"""The tables of a document: what each finder proposes, and which of it is taken."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.page import Line, Page
from pipeline.tables.aligned import find_blocks
from pipeline.tables.bands import ruled_runs
from pipeline.tables.evidence import is_table
from pipeline.tables.grid import Grid, place_words
from pipeline.tables.gutters import Row
from pipeline.tables.ruled import find_ruled
from pipeline.tables.structure import fit_block


def find_tables(pages: Sequence[Page], body: Sequence[Sequence[Line]]) -> tuple[list[list[Grid]], list[list[Line]]]:
    """The document's tables, each as its parts page by page, and for each page the lines that are in none of them.

    `body` holds the lines of each page in reading order.
    """
    solid: list[Grid] = []
    loose: list[Grid] = []
    rest: list[list[Line]] = []
    for page, lines in zip(pages, body, strict=True):
        left = list(lines)
        for grid in find_ruled(page):
            outside = place_words(grid.cells, left)
            if is_solid(grid):
                solid.append(grid)
                left = outside
            else:
                loose.append(grid)
        rest.append(sorted(left, key=lambda line: (line.baseline, line.x0)))
    tables = [[grid] for grid in solid] + _find_aligned(pages, rest, solid)
    grids = [grid for table in tables for grid in table]
    for grid in loose:
        clear = not any(grid.page == other.page and grid.box.overlaps(other.box) for other in grids)
        if clear and grid.n_columns > 1 and sum(bool(cell.lines) for cell in grid.cells) > 1:
            tables.append([grid])
    tables.sort(key=lambda table: (table[0].page, table[0].box.top, table[0].box.x0))
    return tables, _outside(body, tables)


def _find_aligned(pages: Sequence[Page], lines: Sequence[Sequence[Line]], solid: Sequence[Grid]) -> list[list[Grid]]:
    rows: list[Row] = []
    runs = []
    for page, on_page in zip(pages, lines, strict=True):
        here = [Row(line, page.number, page.width) for line in on_page]
        obstacles = [grid.box for grid in solid if grid.page == page.number]
        runs += ruled_runs(page, here, len(rows), obstacles)
        rows += here
    by_number = {page.number: page for page in pages}
    tables = []
    for block in find_blocks(rows, runs, [(grid.page, grid.box) for grid in solid]):
        parts = fit_block(by_number, rows[block.start : block.stop], block.gutters)
        if is_table(parts, ruled=any(block.start <= run.start and run.stop <= block.stop for run in runs)):
            tables.append(parts)
    return tables


def _outside(body: Sequence[Sequence[Line]], tables: Sequence[Sequence[Grid]]) -> list[list[Line]]:
    """The lines, or what is left of them, that no table holds."""
    taken = {id(word.chars[0]) for table in tables for grid in table for word in grid.words()}
    rest: list[list[Line]] = []
    for lines in body:
        rest.append([])
        for line in lines:
            words = [word for word in line.words if id(word.chars[0]) not in taken]
            if words:
                rest[-1].append(line if len(words) == len(line.words) else Line(words, line.baseline))
    return rest


def is_solid(grid: Grid) -> bool:
    """Whether the rules alone make a table of it: rows and columns, with text in them."""
    filled = sum(bool(cell.lines) for cell in grid.cells)
    return grid.n_rows > 1 and grid.n_columns > 1 and filled >= 2
