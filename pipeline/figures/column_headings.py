"""The headings over the columns of a table, top to bottom: those of its header, and those that stand in rows below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence

from pipeline.figures.columns import YEARS
from pipeline.figures.formulas import chunks
from pipeline.figures.periods import Period, period_of_title
from pipeline.vocabulary import ONLY_UNIT
from schemas.table import Cell, Table

LONGEST_NAME = 200
"""Characters of a text in a header that may name a column: a longer one describes what the table is about."""


SENTENCE = re.compile(r"[.;:]\s|[.;:]$")
"""What parts or ends sentences."""


def heading_paths(table: Table) -> dict[int, tuple[str, ...]]:
    """The names over each column, top to bottom; those over all columns only where nothing else stands over them."""
    paths: dict[int, tuple[str, ...]] = dict.fromkeys(range(table.columns), ())
    over_all = titles_in_header(table)
    for cell in sorted(table.cells, key=lambda cell: cell.row):
        if cell.row < table.header_rows - 1 and ONLY_UNIT.match(cell.text):
            continue
        if cell.row < table.header_rows and 0 < len(cell.text) <= LONGEST_NAME and cell.text not in over_all:
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


def headings_below(
    heads: Mapping[int, tuple[str, ...]], filled: Sequence[Cell], repeated: Container[tuple[str, ...]]
) -> dict[int, tuple[str, ...]]:
    """The headings over each column below a row of headings, unless it is one of the header's that is `repeated`."""
    if tuple(cell.text for cell in filled) in repeated:
        return dict(heads)
    own = {c: tuple(cell.text for cell in filled if cell.column <= c < cell.column + cell.column_span) for c in heads}
    return {column: own[column] or path for column, path in heads.items()}


def rows_of_header(table: Table) -> set[tuple[str, ...]]:
    """The texts of each row of the header, left to right: what a new page prints again."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row < table.header_rows and cell.text:
            rows.setdefault(cell.row, []).append(cell)
    return {tuple(cell.text for cell in sorted(cells, key=lambda cell: cell.column)) for cells in rows.values()}


def period_over(table: Table) -> Period | None:
    """The period that is said over a table: by its title, in the header or over it, by a caption that is no sentence, or over
    the labels."""
    caption = table.caption.removeprefix(table.title)
    caption = "" if SENTENCE.search(caption) else caption
    corner = [c.text for c in table.cells if c.row < table.header_rows and c.column == 0 and c.column_span == 1 and c.text]
    return next(filter(None, map(period_of_title, (table.title, *titles_in_header(table), caption, *corner))), None)


def stacked_headings(table: Table, columns: Sequence[int], parts: Mapping[int, int]) -> dict[tuple[int, int], tuple[str, ...]]:
    """The headings over each column, by the row of a line that they head (0 unless lines take several) and the column.

    `parts` says which of the rows of its line each row is. Where a line takes several, the codes that end the headings over a
    column of figures part these, and they are in their order those of the rows that have most figures there; if that does not
    tell, a header of as many rows does.
    """
    rows = 1 + max(parts.values(), default=0)
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for column, path in heading_paths(table).items():
        if rows == 1 or column not in columns:
            found[0, column] = path
            continue
        names = list(chunks(" ".join(path)))
        filled = Counter(parts[c.row] for c in table.cells if c.column == column and c.row in parts and c.value is not None)
        ranked = sorted(range(rows), key=lambda part: -filled[part])
        told = 0 < len(names) < rows and filled[ranked[len(names) - 1]] > filled[ranked[len(names)]]
        if told or len(names) == rows:
            found |= {(part, column): (name,) for part, name in zip(sorted(ranked[: len(names)]), names, strict=True)}
        elif table.header_rows == rows:
            over = [c for c in table.cells if c.row < rows and c.text and c.column <= column < c.column + c.column_span]
            found |= {(part, column): tuple(own) for part in range(rows) if (own := [c.text for c in over if c.row == part])}
    return found
