"""A second opinion on ruled tables that do not add up: camelot's, whose reading of rules shares no code with ours.

It is asked only where arithmetic says that something is wrong and cannot say which figure it is: there the grid itself is in
doubt. Its lattice, by the vector engine, costs as much as reading the page, and loading it as much as reading a report.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pipeline.reading.document import reread_page
from pipeline.reading.model import IDENTITY
from pipeline.reading.page import Page
from pipeline.source import Source
from pipeline.tables.cells.ruled import refine
from pipeline.tables.logical import assemble
from pipeline.tables.model import RULED, lines_of, place_words
from pipeline.tables.regions.lattice import grid_of
from schemas.base import Model
from schemas.provenance import Box
from schemas.table import Table

ALIKE = 0.5
"""Share of a table's texts that another must have to be taken for the same."""


class Opinion(Model):
    """What camelot says of a table."""

    table_id: str
    grid: Table | None = None
    """The table in its rows and columns, where they are others and hold all of our words."""
    says: str = ""
    """Half a sentence."""


@dataclass(frozen=True)
class _Found:
    """A grid that camelot finds: its texts by row and column, and the boxes of its cells, merged ones once."""

    texts: list[list[str]]
    boxes: list[Box]


def may_be_asked_about(table: Table) -> bool:
    """Whether camelot may be asked about a table: it reads rules, a page at a time; where nothing else decided, behind a `;`."""
    return table.method.startswith(RULED) and ";" not in table.method and table.first_page == table.last_page


def opinions(source: Source, tables: Iterable[Table]) -> list[Opinion]:
    """What camelot makes of ruled tables, whose pages are read once more for it. Of others nothing is asked."""
    pages: dict[int, tuple[Page | None, list[_Found]]] = {}
    told = []
    for table in tables:
        if not may_be_asked_about(table):
            told.append(Opinion(table_id=table.table_id))
            continue
        number = table.first_page
        if number not in pages:
            page = reread_page(source, number)
            pages[number] = page, _grids_on(source, page) if page else []
        page, found = pages[number]
        own = table.texts()
        best = max(found, key=lambda grid: len(_texts(grid.texts) & _texts(own)), default=_Found([], []))
        other = _in_cells(table, best.boxes, page) if page else None
        told.append(Opinion(table_id=table.table_id, grid=other, says=_opinion(own, best.texts)))
    return told


def _opinion(own: Sequence[Sequence[str]], best: Sequence[Sequence[str]]) -> str:
    """What a grid found by camelot, which may be the table with the texts `own`, says of it: half a sentence."""
    if len(_texts(best) & _texts(own)) < ALIKE * len(_texts(own)):
        return "camelot finds no such table there"
    if (len(best), len(best[0])) != (len(own), len(own[0])):
        return f"camelot finds {len(best)} × {len(best[0])}"
    differing = [
        f"row {r} column {c} «{theirs}»"
        for r, (row, other) in enumerate(zip(own, best, strict=True), 1)
        for c, (ours, theirs) in enumerate(zip(row, other, strict=True), 1)
        if ours and bare(ours) != bare(theirs)
    ]
    return f"camelot reads otherwise in {', '.join(differing[:3])}" if differing else "camelot finds the same"


def _in_cells(table: Table, boxes: Sequence[Box], page: Page) -> Table | None:
    """The table with its words in these cells; None if they do not hold all of them, or if the page was turned to be read.

    Nor is a table laid out anew of which a reviewer read a cell, or whose text was recognised in a picture.
    """
    if not boxes or page.to_display != IDENTITY or any(c.misread is not None or c.text_source != "text" for c in table.cells):
        return None
    place = Box.around(box for _, box in table.boxes)
    grid = grid_of(boxes, page.number)
    words = (word for line in page.lines for word in line.words if place.contains_point(*word.box.center))
    if place_words(grid.cells, lines_of(words)):
        return None
    other = assemble([refine(grid, page)], {page.number: page}, table.table_id)
    return other.model_copy(update={"section_id": table.section_id, "title": table.title, "caption": table.caption})


def _boxes(found: Any, height: float) -> Iterator[Box]:
    """The cells of a table of camelot's, y down, those made one that no rule parts."""
    cells = found.cells
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(cells):
        for c, cell in enumerate(row):
            if (r, c) in taken:
                continue
            right, below = c, r
            while right + 1 < len(row) and not row[right].right:
                right += 1
            while below + 1 < len(cells) and not any(one.bottom for one in cells[below][c : right + 1]):
                below += 1
            taken |= {(i, j) for i in range(r, below + 1) for j in range(c, right + 1)}
            last = cells[below][right]
            yield Box(cell.x1, height - cell.y2, last.x2, height - last.y1)


def _texts(grid: Sequence[Sequence[str]]) -> frozenset[str]:
    return frozenset(bare(text) for row in grid for text in row if bare(text))


def _grids_on(source: Source, page: Page) -> list[_Found]:
    """The grids that camelot finds on a page; none where it fails."""
    from camelot.io import read_pdf

    for copy in source.copies:
        with suppress(Exception):  # a damaged file makes it raise whatever its lines run into
            found = read_pdf(
                io.BytesIO(copy), pages=str(page.number), flavor="lattice", engine="vector", split_text=True, suppress_stdout=True
            )
            return [_Found(table.df.values.tolist(), list(_boxes(table, page.height))) for table in found]
    return []


def bare(text: str) -> str:
    """A text without its white space, about which engines differ."""
    return "".join(text.split())
