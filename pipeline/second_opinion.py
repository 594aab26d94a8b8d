"""A second opinion on ruled tables that do not add up: camelot's, whose reading of rules shares no code with ours.

It is asked only where arithmetic says that something is wrong and cannot say which figure it is: there the grid itself is in
doubt. Its lattice, by the vector engine, costs as much as reading the page, and loading it as much as reading a report.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import suppress

from pipeline.source import Source
from schemas.finding import Finding
from schemas.table import Table

FIRST = "ruled"
"""The finder on which it is asked."""

MOST_TABLES = 5
"""Tables of one document on which it is asked."""

ALIKE = 0.5
"""Share of a table's texts that another must have to be taken for the same."""


def with_second_opinions(source: Source, tables: Sequence[Table], findings: Sequence[Finding]) -> list[Table]:
    """The tables, those in doubt with what camelot says of their grid in `method`."""
    unsure = {f.table_id for f in findings if f.severity == "error" and f.verdict != "located"}
    doubtful = [t for t in tables if t.table_id in unsure and t.method == FIRST and t.first_page == t.last_page][:MOST_TABLES]
    grids = {page: _grids_on(source, page) for page in {table.first_page for table in doubtful}}
    said = {table.table_id: _opinion(table, grids[table.first_page]) for table in doubtful}
    return [t.model_copy(update={"method": f"{t.method}; {said[t.table_id]}"}) if t.table_id in said else t for t in tables]


def _opinion(table: Table, grids: Sequence[Sequence[Sequence[str]]]) -> str:
    """What the grids found by camelot, of which one may be the table, say of it: half a sentence."""
    own = table.texts()
    best = max(grids, key=lambda grid: len(_texts(grid) & _texts(own)), default=())
    common = len(_texts(best) & _texts(own))
    if common < ALIKE * len(_texts(own)):
        return "camelot finds no such table there"
    rows, columns = len(best), len(best[0])
    if (rows, columns) != (table.rows, table.columns):
        return f"camelot finds {rows} × {columns}"
    differing = [
        f"row {r} column {c} «{theirs}»"
        for r, (row, other) in enumerate(zip(own, best, strict=True), 1)
        for c, (ours, theirs) in enumerate(zip(row, other, strict=True), 1)
        if ours and bare(ours) != bare(theirs)
    ]
    return f"camelot reads otherwise in {', '.join(differing[:3])}" if differing else "camelot finds the same"


def _texts(grid: Sequence[Sequence[str]]) -> frozenset[str]:
    return frozenset(bare(text) for row in grid for text in row if bare(text))


def _grids_on(source: Source, page: int) -> list[list[list[str]]]:
    """The grids of texts that camelot finds on a page; none where it fails."""
    from camelot.io import read_pdf

    for copy in source.copies:
        with suppress(Exception):  # a damaged file makes it raise whatever its lines run into
            found = read_pdf(
                io.BytesIO(copy), pages=str(page), flavor="lattice", engine="vector", split_text=True, suppress_stdout=True
            )
            return [table.df.values.tolist() for table in found]
    return []


def bare(text: str) -> str:
    """A text without its white space, about which engines differ."""
    return "".join(text.split())
