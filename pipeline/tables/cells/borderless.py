"""The rows, columns and cells of a block of aligned lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import accumulate, groupby, takewhile

from pipeline.reading.model import Rule
from pipeline.reading.page import Page
from pipeline.tables.cells.assemble import PADDING, height_of, lay_out, place_row, row_edges_of
from pipeline.tables.cells.columns import between
from pipeline.tables.cells.fragments import CellFragment, amount_ends, column_of, fragments_across, fragments_of, left_ends
from pipeline.tables.cells.header import naming_rows
from pipeline.tables.cells.names import place_names
from pipeline.tables.cells.row_lines import RowLines
from pipeline.tables.cells.rows import group_lines
from pipeline.tables.cells.spans import head_cells, head_lines, title_lines
from pipeline.tables.features.alignment import mid_height
from pipeline.tables.features.rulings import edges_of_boxes, stripes
from pipeline.tables.features.text_rows import TextRow, is_figure
from pipeline.tables.features.whitespace import BITS_PER_POINT, Gutter
from pipeline.tables.model import Grid, GridCell

LABELLED = 0.6
"""Share of the lines of figures that must stand under a label for labels to be a column of their own."""


def fit_block(pages: Mapping[int, Page], rows: Sequence[TextRow], gutters: Sequence[Gutter], form: int = 0) -> list[Grid]:
    """The grids, one for each page, of a block of lines with `gutters` between columns; the first `form` fill in a form."""
    labels = _labels_over(rows[form:])
    parted = _drop_gutters_in_heads(rows, gutters)
    columns = [labels, *parted] if labels else parted
    edges = _column_edges(pages, rows, columns)
    lefts, rights = left_ends(rows[form:], edges), amount_ends(rows[form:], edges)
    pieces = [fragments_across(row, edges, lefts) for row in rows[:form]] + [
        [CellFragment(0, 0, row.line.words)] if labels and not row.tabular else fragments_of(row, edges, lefts, rights)
        for row in rows[form:]
    ]
    rules = {number: _separators(pages[number], list(here), edges) for number, here in groupby(rows, key=lambda row: row.page)}
    separators = {number: [rule.at for rule in found] for number, found in rules.items()}
    left = min(row.x0 for row in rows)
    axis = next(((rule.start + rule.end) / 2 for found in rules.values() for rule in found if rule.start <= left), None)
    above, table = (
        RowLines(rows[part], pieces[part], _bands(rows[part], separators), edges, pages, axis)
        for part in (slice(form), slice(form, None))
    )
    head, header_rule = head_lines(table)
    if not form and (titles := title_lines(table, head)):
        return fit_block(pages, rows[titles:], gutters)
    if len(edges) > 2:
        table = place_names(table, head)
    groups = group_lines(table, head)
    placed: list[GridCell] = []
    for row, group in enumerate(group_lines(above) if form else []):
        placed += place_row(above, group, row)
    of_figures = {piece.first for pieces in table.pieces[head:] for piece in pieces if piece.figure}
    bodies: dict[int, list[list[int]]] = {row.page: [] for row in table.rows}
    for group in groups:
        bodies[table.rows[group[0]].page].append(group)
    grids = []
    for number, body in bodies.items():
        grid = _grid(table, number, head, body, of_figures, edges, separators[number], placed)
        joins = tuple(
            f"“{table.rows[line].line.text}” goes on with the row above: {table.joins.get(line, 'no rule parts them')}"
            for group in body
            for line in group[1:]
        )
        grids.append(replace(grid, header_rule=header_rule, joins=joins, doubtful=table.doubtful))
        placed = []
    return grids


def _labels_over(rows: Sequence[TextRow]) -> Gutter | None:
    """The edge of a column for labels that stand alone over lines of figures in all columns; None if they do not."""
    figures = [i for i, row in enumerate(rows) if row.tabular and row.figures == len(row.segments)]
    labels = [rows[i - 1] for i in figures if i and not rows[i - 1].tabular and not rows[i - 1].figures]
    mixed = any(0 < row.figures < len(row.segments) for row in rows)
    if mixed or len(labels) < max(2, LABELLED * len(figures)):
        return None
    left = min(rows[i].segments[0].start for i in figures)
    return (left - 1, left) if left > max(row.segments[0].start for row in labels) + 1 else None


def _drop_gutters_in_heads(rows: Sequence[TextRow], gutters: Sequence[Gutter]) -> list[Gutter]:
    """The gutters, two made one where nothing stands between them but a name over the columns on both sides.

    It stands above the first figures, on lines that print nothing in these columns, which another line names.
    """
    edges = [0.0, *((a + b) / 2 / BITS_PER_POINT for a, b in gutters), max(row.x1 for row in rows) + 1]
    first = next((i for i, row in enumerate(rows) if any(is_figure(word.text) for word in row.line.words)), len(rows))
    columns = [{column_of(word.center_x, edges) for word in row.line.words} for row in rows]
    kept: list[Gutter] = []
    for column, gutter in enumerate(gutters):
        here = [i for i, filled in enumerate(columns) if column in filled]
        beside = {column - 1, column + 1}
        over = here and here[-1] < first and not any(columns[i] & beside for i in here)
        if kept and over and any(beside <= filled for filled in columns[:first]):
            kept[-1] = kept[-1][0], gutter[1]
        else:
            kept.append(gutter)
    return kept


def _column_edges(pages: Mapping[int, Page], rows: Sequence[TextRow], gutters: Sequence[Gutter]) -> list[float]:
    """Coordinates between the columns: a vertical rule where one stands in the gutter, else near the column on its right.

    A text too long for its column runs over into the white on its right.
    """
    inner = []
    for gutter in (_clearest(rows, gutter) for gutter in gutters):
        x0, x1 = gutter[0] / BITS_PER_POINT, gutter[1] / BITS_PER_POINT
        rules = [
            rule.at
            for number in dict.fromkeys(row.page for row in rows)
            for rule in pages[number].verticals
            if x0 <= rule.at <= x1
        ]
        inner.append(rules[0] if rules else between(gutter))
    return [min(row.x0 for row in rows) - 1, *inner, max(row.x1 for row in rows) + 1]


def _clearest(rows: Sequence[TextRow], gutter: Gutter) -> Gutter:
    """The widest strip of the gutter that is white on the most lines; the one on the right of two as wide."""
    start, stop = gutter
    changes = [0] * (stop - start + 1)
    for row in rows:
        for segment in row.segments:
            if segment.start < stop and segment.stop > start:
                changes[max(segment.start, start) - start] += 1
                changes[min(segment.stop, stop) - start] -= 1
    printed = list(accumulate(changes[:-1]))
    least, widest = min(printed), (0, 0)
    for white, run in groupby(range(len(printed)), key=lambda i: printed[i] == least):
        places = list(run)
        if white and len(places) >= widest[1] - widest[0]:
            widest = places[0], places[-1] + 1
    return start + widest[0], start + widest[1]


def _separators(page: Page, rows: Sequence[TextRow], edges: Sequence[float]) -> list[Rule]:
    """The rules at the heights of a page's rows that reach over all columns of the block, and the edges of stripes that do."""
    top, bottom = rows[0].top - PADDING, rows[-1].bottom + PADDING
    shaded, _ = edges_of_boxes(stripes(page.fills))
    return sorted(
        rule
        for rule in (*page.horizontals, *shaded)
        if top <= rule.at <= bottom and rule.start <= edges[1] and rule.end >= edges[-2]
    )


def _bands(rows: Sequence[TextRow], separators: Mapping[int, Sequence[float]]) -> list[list[int]]:
    """The lines between one rule, page break or filled row and the next; a filled row is one by itself."""
    filled = list(accumulate(row.boxed for row in rows))

    def band(i: int) -> tuple[int, int, int, bool]:
        row = rows[i]
        return row.page, sum(at < mid_height(row) for at in separators[row.page]), filled[i], row.boxed

    return [list(lines) for _, lines in groupby(range(len(rows)), key=band)]


def _grid(
    table: RowLines,
    page: int,
    head: int,
    body: Sequence[Sequence[int]],
    of_figures: Set[int],
    column_edges: list[float],
    separators: Sequence[float],
    above: Sequence[GridCell],
) -> Grid:
    """The grid of one page: of what stands above the head, the lines of the head that it has, and the rows of the body.

    `of_figures` are the columns that have figures, on any page.
    """
    placed = list(above)
    for band in takewhile(lambda band: band[0] < head, table.bands):
        lines = [i for i in band if i < head and table.rows[i].page == page]
        if lines:
            further = [i for i in range(lines[-1] + 1, head) if table.rows[i].page == page]
            placed += head_cells(table, lines, height_of(placed), further)
    rows = [[cell for cell in placed if cell.row == row and cell.lines] for row in range(height_of(placed))]
    header_rows = naming_rows(rows, of_figures)
    for row, group in enumerate(body, height_of(placed)):
        placed += place_row(table, group, row)
    return lay_out(placed, row_edges_of(placed, separators), column_edges, page, "aligned", header_rows)
