"""Before a report is blamed for a line that it leaves out, its pages are asked whether the line was lost in reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import takewhile
from operator import add, sub

from pipeline.figures.values import TableValues
from pipeline.numbers import Refused, Several
from pipeline.page_picture import PagePicture
from pipeline.vocabulary import TOTAL_LABEL
from schemas.check import Check
from schemas.finding import Finding
from schemas.page import PageLedger
from schemas.provenance import Box
from schemas.table import Table

AROUND = 30.0
"""Points above and below a table within which a line in no table may be one of its rows."""

MAY_BE_LOST = " It may have been lost in reading: see whether it is printed."


def unless_lost(
    findings: Iterable[Finding],
    checks: Iterable[Check],
    tables: Iterable[Table],
    values: Mapping[str, TableValues],
    pages: Iterable[PageLedger],
    pictures: Iterable[PagePicture],
) -> Iterator[Finding]:
    """The findings, a line that is missing being an error of the report only if nothing of its table can have been lost."""
    by_id = {check.check_id: check for check in checks}
    by_table = {table.table_id: table for table in tables}
    whole = {page.page for page in pages if page.completeness == "complete"}
    loose = {picture.number: picture.loose for picture in pictures if picture.number in whole}
    for finding in findings:
        if finding.slip == "missing_row" and finding.severity == "error" and finding.table_id:
            table = by_table[finding.table_id]
            sums = [by_id[check_id] for check_id in finding.check_ids if by_id[check_id].rule == finding.rule]
            lost = _is_read_in_part(table, values[table.table_id]) or _may_be_beside(table, loose)
            if lost or _is_elsewhere(table, sums) or _goes_on(table, sums, by_table.values()):
                yield finding.model_copy(update={"severity": "warning", "message": finding.message + MAY_BE_LOST})
                continue
        yield finding


def _is_read_in_part(table: Table, values: TableValues) -> bool:
    """Whether a cell was recognised in a picture, or holds no number or several, where one is meant."""
    doubtful = (isinstance(values.reading(cell), Refused | Several) for cell in table.cells)
    return bool(values.refused) or any(doubtful) or any(cell.text_source != "text" for cell in table.cells)


def _may_be_beside(table: Table, loose: Mapping[int, Sequence[Box]]) -> bool:
    """Whether a page of the table was not read as a whole, or something stands in no table where a row may be."""
    return any(
        number not in loose or any(box.top - AROUND <= part.center_y <= box.bottom + AROUND for part in loose[number])
        for number, box in table.boxes
    )


def _is_elsewhere(table: Table, sums: Sequence[Check]) -> bool:
    """Whether what is missing is what a row says, or two, or some that follow one another: it is counted wrongly.

    Each may have the other sign, or be counted with it.
    """
    columns = [check.operands[0].column or 0 for check in sums]
    missing = [check.difference or Decimal(0) for check in sums]
    said = {tuple(factor * value for value in missing) for factor in (1, -1)}
    said |= {tuple(value / 2 for value in line) for line in said}
    lines = [tuple((cell.value if (cell := row[c]) else None) or Decimal(0) for c in columns) for row in table.body()]
    before: set[tuple[Decimal, ...]] = set()
    added = tuple(Decimal(0) for _ in columns)
    sums_before = {added}
    for line in filter(any, lines):
        added = tuple(map(add, added, line))
        if any(tuple(map(sub, one, line)) in before or tuple(map(sub, added, one)) in sums_before for one in said):
            return True
        before.add(line)
        sums_before.add(added)
    return False


def _goes_on(table: Table, sums: Sequence[Check], tables: Iterable[Table]) -> bool:
    """Whether the parts begin or end the table, and others may stand in another one.

    Of a table with a header of its own that is only one of the same columns, or without header, right before it that does not
    end with a total of its own.
    """
    rows = [operand.row or 0 for check in sums for operand in check.operands]
    total = sums[0].operands[0].row
    if min(rows) < table.header_rows or (max(rows) == table.rows - 1 and max(rows) != total):
        return True
    before = [t for t in takewhile(lambda t: t is not table, tables) if t.last_page >= table.first_page - 1]
    alike = any(not t.header_rows or (t.headings() == table.headings() and not _is_done(t, sums)) for t in before)
    return min(rows) == table.header_rows and (not table.header_rows or alike)


def _is_done(table: Table, sums: Sequence[Check]) -> bool:
    """Whether a table ends with a total, and not one that is what the sums of the next table lack."""
    last = table.grid()[-1]
    said = [cell.value if (cell := last[check.operands[0].column or 0]) else None for check in sums]
    missing = [abs(check.difference or Decimal(0)) for check in sums]
    is_total = any(cell and TOTAL_LABEL.search(cell.text) for cell in last)
    return is_total and [abs(value) if value is not None else None for value in said] != missing
