"""Which tables are of accounts, by their names: what is said of all amounts of a document, or of a page, is said of these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.figures.scales import shows_cents, shows_thousands
from pipeline.figures.units import ACCOUNTS, MOSTLY, said_by_heading
from schemas.table import Cell, Table

ACCOUNT = re.compile(r"\b(?:conto\s+economico|stato\s+patrimoniale|bilancio|rendiconto)\b", re.IGNORECASE)
"""What a table of accounts is called."""


def may_be_in(table: Table, scale: int | None) -> bool:
    """Whether what is said of all amounts of a document, or of a page at its edge, holds for a table.

    It does where that is of accounts, and shows no cents if what is said is thousands.
    """
    if scale is None or not ((ACCOUNT.search(table.title) and shows_thousands(table)) or is_of_accounts(table)):
        return False
    return scale != 1000 or not shows_cents(table)


def is_of_accounts(table: Table) -> bool:
    """Whether the lines, the columns or the title of a table are named as accounts are, and its figures are large enough."""
    headings = table.headings()
    counts = any(said_by_heading(heading, first=False).measure == "count" for heading in headings)
    labels = list(_labels(table))
    lines = sum(bool(ACCOUNTS.search(label)) for label in labels) >= MOSTLY * max(1, len(labels))
    large = any(re.match(r"^\W*[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{2})?\W*$", cell.text) for cell in table.cells)
    return large and (lines or any(ACCOUNTS.search(text) for text in (*headings, "" if counts else table.title)))


def _labels(table: Table) -> Iterator[str]:
    """What the rows of a table begin with."""
    yield from filter(None, map(label_of, table.body()))


def label_of(row: Iterable[Cell | None]) -> str | None:
    """What a row begins with: its first text with a letter."""
    return next((cell.text for cell in row if cell is not None and any(ch.isalpha() for ch in cell.text)), None)
