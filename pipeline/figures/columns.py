"""Which columns of a table hold figures, and which name the lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.figures.once import once_a_table
from schemas.table import Cell, Table

NUMBERS = re.compile(
    r"^(?:cod(?:ice|ici|\.)?|n(?:\.|°|r\.?|um\.?|umero)?|prog(?:r\.?|\.)?|art\.?|cap\.?|miss(?:ione|\.)?|pag\.?|anno)$",
    re.IGNORECASE,
)
"""Headings of columns whose numbers are names."""

YEARS = range(1900, 2100)

BARE = re.compile(r"^[0-9]{1,12}$|^[0-9]{1,3}(?:\.[0-9]{1,3})*$")
"""A number that may be a code: digits, or groups of them parted by points."""


@once_a_table
def figure_columns(table: Table) -> tuple[int, ...]:
    """The columns whose numbers are figures: not codes, years or ordinals that name the line, nor a column without numbers."""
    headings = table.headings()
    columns: list[list[Cell]] = [[] for _ in range(table.columns)]
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.text:
            columns[cell.column].append(cell)
    found = [c for c, cells in enumerate(columns) if _holds_figures(cells, headings[c])]
    texts = [c for c, cells in enumerate(columns) if sum(_is_words(cell) for cell in cells) > len(cells) / 2]
    return tuple(c for c in found if not (any(t > c for t in texts) and min(found) == c and _are_codes(columns[c])))


def _is_words(cell: Cell) -> bool:
    return cell.value is None and any(ch.isalpha() for ch in cell.text)


def _holds_figures(cells: Sequence[Cell], heading: str) -> bool:
    figures = [cell for cell in cells if cell.value is not None]
    years = sum(
        YEARS.start <= cell.value < YEARS.stop and cell.value % 1 == 0 and "." not in cell.text
        for cell in figures
        if cell.value is not None
    )
    padded = sum(cell.text.startswith("0") and cell.text.isdigit() and len(cell.text) > 1 for cell in figures)
    names = NUMBERS.match(heading.strip()) is not None
    return bool(figures) and years < len(figures) and 2 * padded < max(2, len(figures)) and not names


def _are_codes(cells: Sequence[Cell]) -> bool:
    """Whether a column that stands before the lines' names holds codes: bare digits, hardly one of them twice."""
    figures = [cell.text for cell in cells if cell.value is not None]
    bare = all(BARE.match(text) and not re.search(r"[.][0-9]{3}(?:[.]|$)", text) for text in figures)
    return bare and len(set(figures)) > 0.9 * len(figures)
