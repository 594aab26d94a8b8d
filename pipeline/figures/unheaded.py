"""Figures that stand under no heading of their table, or under that of another table: they may have been placed wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from typing import Literal, NamedTuple

from pipeline.vocabulary import YEAR
from schemas.table import Cell, Table

FEWEST_COLUMNS = 2
"""Columns of figures for which headings are missed, and names that a header has at the least."""


_AMOUNT = re.compile(r"[0-9]\.[0-9]{3}(?![0-9])|[0-9],[0-9]{2}\b")


class Unheaded(NamedTuple):
    """Figures that no heading names, and why that is held."""

    why: Literal["another header", "a column without heading", "no header", "one heading", "doubtful headings"]
    cells: Sequence[Cell]
    """The names of the other header; the figures of such columns; or all figures. At least one."""


def unheaded(table: Table) -> Unheaded | None:
    """The first reason why figures of a table may stand under wrong headings; None if each has a heading of its own.

    A header stands under figures and over others, in bold or over all of them in capitalised words; a column with figures has
    none, though others have, and is right of one that has, or has amounts; there is no header over several columns of figures;
    two columns have one name and nothing tells them apart; or one of its names is set so that it may stand over others.
    """
    rows = list(table.body())
    figures = [[cell for cell in row[1:] if cell and cell.value is not None] for row in rows]
    if names := _header_in_body(table, rows, figures):
        return Unheaded("another header", names)
    columns = sorted({cell.column for row in figures for cell in row})
    headings = table.headings()
    named = [column for column in columns if headings[column]]
    bare = [column for column in columns if named and not headings[column]]
    if bare := [column for column in bare if column > named[0] or _are_amounts(figures, column)]:
        return Unheaded("a column without heading", [cell for row in figures for cell in row if cell.column in bare])
    if not named and len(columns) >= FEWEST_COLUMNS:
        return Unheaded("no header", [cell for row in figures for cell in row])
    if alike := _named_alike(headings, columns):
        return Unheaded("one heading", [cell for row in figures for cell in row if cell.column in alike])
    if doubtful := [cell for row in figures for cell in row if cell.column in table.doubtful]:
        return Unheaded("doubtful headings", doubtful)
    return None


def _named_alike(headings: Sequence[str], figures: Sequence[int]) -> set[int]:
    """The columns of figures that have one name with another, and nothing by which they are told apart.

    That is a column of labels, with a name, between them, or right before each a column of figures whose name is like no other's:
    what it says is of its share or difference, `2024 | % | 2023 | %`.
    """
    alike: set[int] = set()
    own = {column for column in figures if headings.count(headings[column]) == 1}
    for a, b in combinations(figures, 2):
        parted = any(headings[column] and column not in figures for column in range(a + 1, b)) or own >= {a - 1, b - 1}
        if headings[a] and headings[a] == headings[b] and not parted:
            alike |= {a, b}
    return alike


def _are_amounts(figures: Sequence[Sequence[Cell]], column: int) -> bool:
    """Whether most figures of a column are written with cents or in groups of thousands, as no codes are."""
    texts = [cell.text for row in figures for cell in row if cell.column == column]
    return 2 * sum(_AMOUNT.search(text) is not None for text in texts) > len(texts)


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
        if _are_years(figures[i]) and figures[i][0].column in below:
            names, named = list(figures[i]), True
        elif figures[i]:
            continue
        if len(names) < FEWEST_COLUMNS or not over or not named:
            continue
        if not _words(texts) <= own:
            return names
    return []


def _are_years(figures: Sequence[Cell]) -> bool:
    """Whether these are years, each right after the one before it, or right before it: the names of columns."""
    years = [int(cell.text) for cell in figures if YEAR.fullmatch(cell.text)]
    return len(years) == len(figures) > 1 and all(abs(a - b) == 1 for a, b in pairwise(years))


def _words(cells: Iterable[Cell]) -> set[str]:
    return {word for cell in cells for word in cell.text.split()}
