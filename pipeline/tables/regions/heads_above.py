"""Names of columns that stand right above a grid of rules: only the cells of its body are boxed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.model import Line, without_words
from pipeline.tables.features.text_rows import Segment, segments_of
from pipeline.tables.model import Grid, GridCell
from pipeline.vocabulary import CAPTION, YEAR
from schemas.provenance import Box

NEAR = 2.0
"""Font sizes from the baseline of a line to what is below it at most: the grid, or the next line of the names."""

OVER = 1.0
"""Points by which a name may reach over the edge of its column."""


def with_head_above(grid: Grid, outside: Sequence[Line]) -> tuple[Grid, list[Line]]:
    """The grid with the names of its columns that stand above it as its first row, and the lines that are left outside.

    Its first row has figures, and the lines right above have a text over each of these, every one within its column; lines above
    the nearest name at least two columns. A grid with words; it is as it was if there are no such lines.
    """
    figures = {cell.column for cell in grid.cells if cell.row == 0 and cell.figure}
    named: dict[int, list[Line]] = {}
    taken: set[int] = set()
    below = grid.box.top
    for line in sorted(outside, key=lambda line: -line.baseline) if figures else ():
        if line.baseline > below + OVER or line.turned:
            continue
        inside = [word for word in line.words if word.x1 > grid.box.x0 and word.x0 < grid.box.x1]
        names = _by_column(segments_of(Line(inside, line.baseline), grid.column_edges), grid) if inside else {}
        if below - line.baseline > NEAR * line.size or len(names) < (2 if named else 1):
            break
        for column, segment in names.items():
            named.setdefault(column, []).insert(0, Line(segment.words, line.baseline))
        taken |= {id(word) for word in inside}
        below = line.top
    if not figures or not figures <= named.keys():
        return grid, list(outside)
    edges = [below, *grid.row_edges]
    head = [
        GridCell(0, column, 1, 1, Box(x0, edges[0], x1, edges[1]), named.get(column, []))
        for column, (x0, x1) in enumerate(zip(grid.column_edges, grid.column_edges[1:], strict=False))
    ]
    body = [replace(cell, row=cell.row + 1) for cell in grid.cells]
    return replace(grid, row_edges=edges, cells=[*head, *body]), without_words(outside, taken)


def _by_column(segments: Sequence[Segment], grid: Grid) -> dict[int, Segment]:
    """Texts by the column that each stands in; none if one is a figure or a title, crosses an edge or shares its column."""
    found: dict[int, Segment] = {}
    for segment in segments:
        column = sum(edge <= (segment.x0 + segment.x1) / 2 for edge in grid.column_edges[1:-1])
        x0, x1 = grid.column_edges[column : column + 2]
        is_name = YEAR.fullmatch(segment.words[0].text) if segment.figure else not CAPTION.match(segment.text)
        if column in found or not is_name or segment.x0 < x0 - OVER or segment.x1 > x1 + OVER:
            return {}
        found[column] = segment
    return found
