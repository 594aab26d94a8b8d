"""Ruled grids whose rules leave something unsaid: columns that no rule parts, rows that are only stacked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.reading.model import Line
from pipeline.reading.page import Page
from pipeline.tables.cells.assemble import height_of, lay_out, place_row, row_edges_of
from pipeline.tables.cells.borderless import fit_block
from pipeline.tables.cells.columns import column_gutters
from pipeline.tables.cells.continuations import LEADING
from pipeline.tables.cells.fragments import CellFragment, fragments_of, left_ends
from pipeline.tables.cells.header import with_header
from pipeline.tables.cells.names import place_names
from pipeline.tables.cells.row_lines import CLOSE, RowLines
from pipeline.tables.cells.rows import split_cells
from pipeline.tables.cells.spans import head_cells, head_lines
from pipeline.tables.features.alignment import IN_LINE, LEVEL, mid_height
from pipeline.tables.features.text_rows import COLUMN_GAP, TextRow, is_figure
from pipeline.tables.features.whitespace import BITS_PER_POINT, to_bit
from pipeline.tables.model import Grid, GridCell, lines_of

FIGURES = 0.6
"""Share of a column's lines that must have figures on one side of some white for this to part two columns."""

OFF_MIDDLE = 0.5
"""Font sizes by which the name of a group may be off the middle of its columns."""

NAMED = 0.75
"""Share of the columns that the texts of one cell over all of them must name to be cells of their own."""


def refine(grid: Grid, page: Page) -> Grid:
    """The grid with the columns and rows that its rules leave out, and with its header."""
    grid = _with_columns(grid, page)
    numbers, table = _lines_of(grid, page)
    if not table.bands:
        return with_header(grid)
    groups = split_cells(table)
    stacked = {numbers[group[0]] for group in groups if group[0] > 0 and numbers[group[0] - 1] == numbers[group[0]]}
    changed = stacked | _cut_rows(grid, numbers, table, page)
    return with_header(_rebuilt(grid, table, numbers, groups, changed) if changed else grid)


def rows_by_lines(grid: Grid, page: Page) -> list[Grid]:
    """The table in the columns of a grid whose rows are told by its lines alone."""
    rows = [TextRow(line, page.number, page.width) for line in lines_of(grid.words())]
    gutters = [(to_bit(edge) - 1, to_bit(edge) + 1) for edge in grid.column_edges[1:-1]]
    return [
        replace(part, method="aligned: rows by lines, columns by rules") for part in fit_block({page.number: page}, rows, gutters)
    ]


# ── columns ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _with_columns(grid: Grid, page: Page) -> Grid:
    """The grid with more column edges: where the lines of a column leave white beside figures."""
    columns: dict[int, list[Line]] = {}
    for cell in grid.cells:
        if cell.column_span == 1:
            columns.setdefault(cell.column, []).extend(cell.lines)
    more = [edge for _, lines in sorted(columns.items()) for edge in _inner_edges(lines, page)]
    if not more:
        return grid
    edges = sorted([*grid.column_edges, *more])
    place = [edges.index(edge) for edge in grid.column_edges]
    cells = [
        replace(cell, column=place[cell.column], column_span=place[cell.column + cell.column_span] - place[cell.column])
        for cell in grid.cells
    ]
    return replace(grid, column_edges=edges, cells=cells)


def _inner_edges(lines: Sequence[Line], page: Page) -> list[float]:
    """Where the lines of a column are to be parted: of the reports with truth that of an ETS needs it."""
    several = [line for line in lines if len(line.words) > 1]
    if len(several) < FIGURES * len(lines):
        return []
    tabular = [row for line in several if (row := TextRow(line, page.number, page.width)).tabular]
    if len(tabular) < 2 or len(tabular) < FIGURES * len(lines):
        return []
    edges = []
    for start, stop in column_gutters(tabular):
        x = max((start + stop) / 2, stop - 2 * BITS_PER_POINT) / BITS_PER_POINT
        on_both_sides = [([s for s in row.segments if s.x0 < x], [s for s in row.segments if s.x0 > x]) for row in tabular]
        parted = sum(any(s.figure for s in right) or any(s.figure for s in left[-1:] if right) for left, right in on_both_sides)
        if parted >= FIGURES * len(tabular):
            edges.append(x)
    return edges


# ── lines ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _lines_of(grid: Grid, page: Page) -> tuple[list[int], RowLines]:
    """The lines of the grid, those of cells over several rows left out: the row that each stands in, and what it prints."""
    rows: list[TextRow] = []
    pieces: list[list[CellFragment]] = []
    numbers: list[int] = []
    bands: list[list[int]] = []
    for number, row in enumerate(grid.rows()):
        in_row = [cell for cell in row if cell.row_span == 1]
        own = [cell for cell in in_row if not _is_for_all(cell, in_row)]
        printed = [item for cell in own for item in zip(cell.lines, _pieces_of(cell, grid, page), strict=True)]
        printed.sort(key=lambda item: item[0].baseline)
        band: list[int] = []
        here: list[tuple[Line, list[CellFragment]]] = []
        for i, item in enumerate(printed):
            here.append(item)
            if i + 1 < len(printed) and printed[i + 1][0].baseline - here[0][0].baseline <= 0.5 * CLOSE * here[0][0].size:
                continue
            here.sort(key=lambda item: item[1][0].first)
            words = [word for line, _ in here for word in line.words]
            band.append(len(rows))
            rows.append(TextRow(Line(words, here[0][0].baseline), grid.page, page.width))
            pieces.append([piece for _, parts in here for piece in parts])
            numbers.append(number)
            here = []
        if band:
            bands.append(band)
    return numbers, RowLines(rows, pieces, bands, grid.column_edges, {page.number: page})


def _is_for_all(cell: GridCell, row: Sequence[GridCell]) -> bool:
    """Whether one text stands at half the height of figures beside it, on more lines than its own: it is of all of them."""
    if not cell.lines or any(is_figure(line.text) for line in cell.lines):
        return False
    if any(below.baseline - above.baseline > LEADING * above.size for above, below in pairwise(cell.lines)):
        return False
    beside = [other for other in row if len(other.lines) > len(cell.lines) and all(is_figure(line.text) for line in other.lines)]
    return any(abs(_middle(cell) - _middle(other)) < LEVEL * cell.lines[0].size for other in beside)


def _middle(cell: GridCell) -> float:
    """Half-way between the first and the last baseline of a cell."""
    return (cell.lines[0].baseline + cell.lines[-1].baseline) / 2


def _pieces_of(cell: GridCell, grid: Grid, page: Page) -> list[list[CellFragment]]:
    """What each line of a cell prints in each of the columns that the cell reaches over; in all of them, if no line is parted."""
    first, last = cell.column, cell.column + cell.column_span - 1
    whole = [[CellFragment(first, last, line.words)] for line in cell.lines]
    if first == last:
        return whole
    edges = grid.column_edges[first : last + 2]
    rows = [TextRow(line, grid.page, page.width) for line in cell.lines]
    lefts = left_ends(rows, edges)
    found = [fragments_of(row, edges, lefts) for row in rows]
    if all(len(pieces) == 1 for pieces in found):
        return whole
    parted = [_is_parted(line, edges, page) for line in cell.lines]
    return [
        [CellFragment(piece.first + first, piece.last + first, piece.words) for piece in pieces]
        if own or not any(parted)
        else one
        for pieces, one, own in zip(found, whole, parted, strict=True)
    ]


def _is_parted(line: Line, edges: Sequence[float], page: Page) -> bool:
    """Whether rules stand on inner ones of these edges at the height of a line."""
    y = mid_height(line)
    return any(abs(rule.at - edge) <= IN_LINE and rule.start <= y <= rule.end for edge in edges[1:-1] for rule in page.verticals)


def _cut_rows(grid: Grid, numbers: Sequence[int], table: RowLines, page: Page) -> set[int]:
    """The rows with a cell that prints figures, or the names of columns that have them, side by side; or all names at once.

    Or the names of groups of columns, each over the middle of its own; or in which rules begin below the name that stands over
    the columns that they part.
    """
    starts = [{cell.column for cell in row} for row in grid.rows()]
    cut: dict[int, set[int]] = {}
    figures: set[int] = set()
    named: set[int] = set()
    body = min((cell.row for cell in grid.cells if cell.figure), default=0)
    for number, pieces in zip(numbers, table.pieces, strict=True):
        inner = {piece.first for piece in pieces} - starts[number]
        if inner and len(starts[number]) == 1 and len(pieces) >= max(2, NAMED * grid.n_columns) and _are_apart(pieces):
            named.add(number)
        if inner and number < body and _name_groups(grid, number, pieces):
            named.add(number)
        if inner:
            cut.setdefault(number, set()).update(inner)
        figures |= {piece.first for piece in pieces if piece.first in inner and piece.figure}
    for cell in grid.cells:
        parted = [
            _is_parted(line, grid.column_edges[cell.column : cell.column + cell.column_span + 1], page) for line in cell.lines
        ]
        if cell.row_span == 1 and cell.row in cut and any(parted) and not all(parted):
            named.add(cell.row)
    return named | {number for number, columns in cut.items() if columns & figures}


def _are_apart(pieces: Sequence[CellFragment]) -> bool:
    """Whether there is white between each of these and the next as there is between columns only."""
    return all(b.x0 - a.x1 > COLUMN_GAP * b.words[0].font.size for a, b in pairwise(pieces))


def _name_groups(grid: Grid, row: int, pieces: Sequence[CellFragment]) -> bool:
    """Whether texts of a row that share a cell stand apart, each over the middle of several of its columns, with none left over.

    Of the reports with truth one of the competition needs it.
    """
    return any(
        len(texts := [p for p in pieces if cell.column <= p.first and p.last < cell.column + cell.column_span]) > 1
        and _are_apart(texts)
        and _is_over_groups([(p.x0 + p.x1) / 2 for p in texts], grid, cell, texts[0].words[0].font.size)
        for cell in grid.cells
        if cell.row == row and cell.row_span == 1 and cell.column_span > 1
    )


def _is_over_groups(middles: Sequence[float], grid: Grid, cell: GridCell, size: float) -> bool:
    """Whether the columns of a cell can be parted to groups, each of several columns, in the middle of which these stand."""
    edges = grid.column_edges[cell.column : cell.column + cell.column_span + 1]
    first = 0
    for middle in middles:
        ends = range(first + 2, len(edges))
        end = next((i for i in ends if abs((edges[first] + edges[i]) / 2 - middle) <= OFF_MIDDLE * size), None)
        if end is None:
            return False
        first = end
    return first == len(edges) - 1


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _without_first_label(table: RowLines, groups: Sequence[list[int]], head: int) -> int:
    """How many lines are header without those that begin the label of the first row, whose figures stand at half its height."""
    first = next((group for group in groups if group[0] < head <= group[-1]), [])
    above, below = ({p.first for i in lines for p in table.pieces[i]} for lines in ([i for i in first if i < head], first[-1:]))
    return first[0] if above and above == below and max(above) < table.first_figures else head


def _rebuilt(grid: Grid, table: RowLines, numbers: Sequence[int], groups: Sequence[list[int]], changed: set[int]) -> Grid:
    """The grid with its changed rows made anew, of their lines; cells over several rows reach over as many more."""
    head = _without_first_label(table, groups, head_lines(table)[0])
    if not changed.isdisjoint(numbers[:head]):
        table = place_names(table, head)
    bodies = {body[0]: body for group in groups if (body := [i for i in group if i >= head])}
    edges = [grid.row_edges[0]]
    starts: list[int] = []
    placed: list[GridCell] = []
    for number, row in enumerate(grid.rows()):
        in_row = [cell for cell in row if cell.row_span == 1]
        starts.append(len(edges) - 1)
        bottom = grid.row_edges[number + 1]
        if number in changed:
            lines = range(bisect_left(numbers, number), bisect_right(numbers, number))
            heading = [i for i in lines if i < head]
            rows = head_cells(table, heading, 0) if heading else []
            for at, i in enumerate((i for i in lines if i in bodies), height_of(rows)):
                rows += place_row(table, bodies[i], at)
            edges += [min(max(edge, edges[-1]), bottom) for edge in row_edges_of(rows, [])[1:-1]]
            placed += [replace(p, row=p.row + starts[-1]) for p in rows]
            for_all = [cell for cell in in_row if _is_for_all(cell, in_row)]
            placed += [replace(cell, row=starts[-1], row_span=height_of(rows)) for cell in for_all]
        else:
            placed += [replace(cell, row=starts[-1]) for cell in in_row]
        edges.append(bottom)
    starts.append(len(edges) - 1)
    for cell in grid.cells:
        if cell.row_span > 1:
            span = starts[cell.row + cell.row_span] - starts[cell.row]
            placed.append(replace(cell, row=starts[cell.row], row_span=span))
    return replace(lay_out(placed, edges, grid.column_edges, grid.page, grid.method), doubtful=table.doubtful)
