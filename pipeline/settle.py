"""What a document is read as in the end: where its arithmetic breaks, other readings of its tables are tried as hypotheses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.arithmetic.claims import SOUND
from pipeline.second_opinion import Opinion
from schemas.check import Check
from schemas.finding import Finding
from schemas.table import Table

REVIEWED = "reviewer"
"""What `method` has of a table whose columns or headings a reviewer decided upon."""

MOST_TABLES = 5
"""Tables of one document that are read otherwise."""


@dataclass(frozen=True)
class Hypothesis:
    """Another way to read a table: one that is given no other reading is only told."""

    table_id: str
    header_rows: int | None = None
    grid: Table | None = None
    """The table in other rows and columns."""
    texts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Other texts, by row and column."""
    taken: str = ""
    """What `method` says of it if it is accepted: half a sentence …"""
    left: str = ""
    """… and if it is not."""

    def of(self, table: Table) -> Table:
        """The table read so."""
        read = self.grid or table
        if self.texts:
            cells = (c._replace(text=self.texts.get((c.row, c.column), c.text)) for c in read.cells)
            read = read.model_copy(update={"cells": tuple(cells)})
        return read if self.header_rows is None else read.model_copy(update={"header_rows": self.header_rows})


def in_doubt(tables: Iterable[Table], findings: Iterable[Finding]) -> list[Table]:
    """The first tables in which something is wrong and no figure can be told that is, but none that a reviewer laid out."""
    unsure = {finding.table_id for finding in findings if finding.severity == "error" and finding.suggested_value is None}
    return [table for table in tables if table.table_id in unsure and REVIEWED not in table.method][:MOST_TABLES]


def settle(
    tables: Sequence[Table],
    checks: Iterable[Check],
    hypotheses: Iterable[Hypothesis],
    judge: Callable[[Sequence[Table]], Iterable[Check]],
) -> tuple[list[Table], list[Hypothesis]]:
    """The tables, and the hypotheses accepted: those under which fewer identities are broken and more hold; for other texts it
    is enough that no more are broken.

    `checks` are those of the tables as they are, `judge` makes those of others. A hypothesis is judged on its table and on those
    that share an identity with it, whatever was accepted before. `method` tells of the others.
    """
    settled = {table.table_id: table for table in tables}
    linked = _linked(checks)
    accepted: list[Hypothesis] = []
    for hypothesis in hypotheses:
        table = settled[hypothesis.table_id]
        concerned = linked.get(table.table_id, set()) | {table.table_id}
        before = [settled[table_id] for table_id in settled if table_id in concerned]
        other = hypothesis.of(table)
        better = other != table and _is_better(
            _count(judge([other if t.table_id == table.table_id else t for t in before])),
            _count(judge(before)),
            slack=1 if hypothesis.texts else 0,
        )
        told = hypothesis.taken if better else hypothesis.left
        if better:
            accepted.append(hypothesis)
            table = other
        settled[table.table_id] = table.model_copy(update={"method": f"{table.method}; {told}"}) if told else table
    return list(settled.values()), accepted


def _linked(checks: Iterable[Check]) -> dict[str, set[str]]:
    """For each table those that share an identity with it."""
    linked: dict[str, set[str]] = {}
    for check in checks:
        together = {operand.table_id for operand in check.operands if operand.table_id}
        for table_id in together:
            linked.setdefault(table_id, set()).update(together)
    return linked


def _count(checks: Iterable[Check]) -> tuple[int, int]:
    """How many identities are broken, and how many hold."""
    results = [check.result for check in checks]
    return results.count("broken"), sum(result in SOUND for result in results)


def _is_better(other: tuple[int, int], read: tuple[int, int], slack: int) -> bool:
    """Whether fewer identities are broken, or with `slack` no more, and more hold: what was no number breaks none."""
    return other[0] < read[0] + slack and other[1] > read[1]


def other_headers(tables: Iterable[Table]) -> list[Hypothesis]:
    """That one row less, or one more, of each table is header."""
    return [
        Hypothesis(table.table_id, header_rows=rows, taken=f"header rows: {rows}, not {table.header_rows}, for more adds up so")
        for table in tables
        for rows in (table.header_rows - 1, table.header_rows + 1)
        if 0 <= rows < table.rows
    ]


def other_grids(opinions: Iterable[Opinion]) -> list[Hypothesis]:
    """That tables have the rows and columns that camelot finds."""
    taken = "rows and columns as camelot finds them"
    return [Hypothesis(told.table_id, grid=told.grid, taken=taken, left=told.says) for told in opinions if told.says]
