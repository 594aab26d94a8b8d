"""Which proposal for a region of a page is its table: all are weighed by the same reasons, and the greatest sum is taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain, pairwise
from typing import NamedTuple

from pipeline.reading.model import Line, Word
from pipeline.tables.cells.continuations import LEADING
from pipeline.tables.cells.header import has_bold_header
from pipeline.tables.features.alignment import are_level
from pipeline.tables.features.text_rows import is_figure, segments_of
from pipeline.tables.model import Grid, GridCell
from pipeline.tables.trace import Reason, score_of

OUTSIDE = 3.0
"""What it costs to leave all figures outside that any proposal holds, or all text beside one's rows; a share, that share."""

CROWDED = 5.0
"""What it costs that all text stands in cells of several rows or columns; a share of its lines, that share."""

BLANK = 1.0
"""What it costs that all rows and columns are without text; a share of them, that share."""

CONTRAST = 0.5
"""What it is worth that the first row of each table is header, set unlike its body: nothing else speaks for a proposal."""

LABELLED = 3
"""Lines at least with which a cell must label what stands beside it for rules between these lines to be missing."""


class Proposal(NamedTuple):
    """What one finder makes of a region: tables, each as its parts page by page."""

    finder: str
    tables: Sequence[Sequence[Grid]]
    reasons: tuple[Reason, ...] = ()

    @property
    def score(self) -> float:
        return score_of(self.reasons)

    def grids(self) -> Iterator[Grid]:
        return chain.from_iterable(self.tables)


def weigh(proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals for one region, each with what speaks for and against it, the best first."""
    grids = [grid for proposal in proposals for grid in proposal.grids()]
    words = {id(word): (grid.page, word) for grid in grids for word in grid.words()}.values()
    figures = {id(word.chars[0]) for _, word in words if is_figure(word.text) and any(map(str.isdigit, word.text))}
    weighed = [proposal._replace(reasons=_reasons(proposal, words, figures)) for proposal in proposals]
    return sorted(weighed, key=lambda proposal: -proposal.score)


def _reasons(proposal: Proposal, words: Iterable[tuple[int, Word]], figures: Set[int]) -> tuple[Reason, ...]:
    """What speaks for and against a proposal: `words`, with their pages, and `figures`, by their first characters, are of all."""
    grids = list(proposal.grids())
    cells = [(grid, cell) for grid in grids for cell in grid.cells if cell.lines]
    held = {id(word.chars[0]) for grid in grids for word in grid.words()}
    heights = [(grid.page, grid.row_edges[0], grid.row_edges[-1]) for grid in grids]
    rows = {
        id(word.chars[0])
        for page, word in words
        if any(on == page and top <= word.baseline <= bottom for on, top, bottom in heights)
    }
    crowded = sum(
        len(cell.lines) for grid, cell in cells if is_crowded(grid, cell) or any(map(_has_figures_side_by_side, cell.lines))
    )
    places = sum(grid.n_rows + grid.n_columns for grid in grids)
    weights = (
        ("figures outside", -OUTSIDE * len(figures - held) / max(1, len(figures))),
        ("text outside beside its rows", -OUTSIDE * len(rows - held) / max(1, len(rows))),
        ("cells of several rows or columns", -CROWDED * crowded / max(1, sum(len(cell.lines) for _, cell in cells))),
        ("rows and columns without text", -BLANK * (1 - sum(map(_filled, grids)) / places)),
        ("header unlike body", CONTRAST * sum(_contrast(table[0]) for table in proposal.tables) / len(proposal.tables)),
    )
    return tuple(Reason(name, weight) for name, weight in weights if weight)


def is_crowded(grid: Grid, cell: GridCell) -> bool:
    """Whether a cell holds what are several rows: figures on several lines, or labels of several lines beside it.

    Labels of figures may be set close; where words stand beside, the labels are further apart than the lines of a cell.
    """
    if len(cell.lines) < LABELLED:
        return False
    cells = [other for other in grid.cells if other.row in cell.rows and other.column > cell.column and other.lines]
    if sum(is_figure(line.text) or _has_figures_side_by_side(line) for line in cell.lines) >= LABELLED:
        return not _is_broken_code(cells)
    beside = [line for other in cells for line in other.lines]
    if _level(cell.lines, [line for line in beside if is_figure(line.text)]) >= LABELLED:
        return True
    apart = all(b.baseline - a.baseline > LEADING * b.size for a, b in pairwise(cell.lines))
    return apart and _level(cell.lines, beside) > len(cell.lines) / 2


def _is_broken_code(beside: Sequence[GridCell]) -> bool:
    """Whether figures on several lines are one code that its cell breaks: a label is beside it, and figures of one line."""
    figures = [cell for cell in beside if cell.figure]
    return 0 < len(figures) < len(beside) and all(len(cell.lines) == 1 for cell in figures) and not beside[0].figure


def _level(lines: Sequence[Line], others: Sequence[Line]) -> int:
    """How many lines have one of the others at their height."""
    return sum(any(are_level(line, other) for other in others) for line in lines)


def _has_figures_side_by_side(line: Line) -> bool:
    may_be_figures = sum(not word.text.isalpha() for word in line.words)
    return may_be_figures > 1 and sum(segment.figure for segment in segments_of(line)) > 1


def _filled(grid: Grid) -> int:
    """How many rows and columns have text."""
    cells = [cell for cell in grid.cells if cell.lines]
    return len({row for cell in cells for row in cell.rows}) + len({column for cell in cells for column in cell.columns})


def _contrast(grid: Grid) -> bool:
    """Whether the header is in bold and not all of the body is, or is all words over figures."""
    figures = {cell.row < grid.header_rows for cell in grid.cells if cell.figure}
    return grid.header_rows > 0 and (figures == {False} or has_bold_header(grid))
