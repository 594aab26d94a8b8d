"""Blocks that state, year by year, what the staff of each entity of a group cost.

The one kind that is no declaration: a record is a column of a block of three rows, not a row of a table, a table has several
blocks, each under its year, and which year the changes are against is read off the amounts of all blocks of the document.
`declared` reads a record from the cells of a line, and one table by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from pipeline.arithmetic.claims import Claims, percentage_of, total_of
from pipeline.records.identities import sums_of_lines
from pipeline.records.kind import Kind, Source, enter, filled
from pipeline.vocabulary import A_YEAR, TOTAL_LABEL
from schemas.records.base import Figure, Record
from schemas.records.personnel_costs import PersonnelCost
from schemas.table import Cell, Table

BLOCK_YEAR = re.compile(rf"^ANNO\s+({A_YEAR})$", re.IGNORECASE)
YEAR_ABOVE = re.compile(rf"(?:^|\s)ANNO\s+({A_YEAR})$", re.IGNORECASE)
"""The year at the end of the lines above a table."""

TOTAL = re.compile(rf"{TOTAL_LABEL.pattern}|complessiv", re.IGNORECASE)
"""What heads the column of all entities: a total, or `Sistema camerale complessivo 2016`."""


Row = Sequence[Cell | None]


@dataclass(frozen=True, slots=True)
class Block:
    """What one year cost."""

    year: int
    entities: list[Cell]
    """The cells that name the entities, in the order of their columns."""
    rows: list[Row]
    """The rows below them."""


def recognise(table: Table) -> bool:
    return any(_blocks(table))


def _blocks(table: Table) -> Iterator[Block]:
    """The blocks of a table, each below its year, which may stand above the table."""
    grid = table.grid()
    starts = {r: year for r, row in enumerate(grid) if (year := _year_of(row))}
    if 0 not in starts and (match := YEAR_ABOVE.search(table.caption) or BLOCK_YEAR.match(table.title)):
        yield from _block(int(match[1]), [], grid[: min(starts, default=len(grid))])
    for start, end in pairwise([*starts, len(grid)]):
        yield from _block(starts[start], grid[start], grid[start + 1 : end])


def _year_of(row: Row) -> int | None:
    """The year that a row states, if it has no figures beside it."""
    found = [match for cell in filled(row) if (match := BLOCK_YEAR.match(cell.text))]
    return int(found[0][1]) if len(found) == 1 and all(cell.value is None for cell in filled(row)) else None


def _block(year: int, above: Row, rows: Sequence[Row]) -> Iterator[Block]:
    """The block of a year, if a total is among its entities: they are named in its first row, or beside the year.

    One entity may be without a name: it counts with its figures. A name over several figures is none, nor is one over labels.
    """
    if len(rows) < 2 or len(rows[0]) < 2:
        return
    names = {cell.column: cell for cell in rows[0] if cell}
    beside = [cell for cell in filled(above) if not (cell.column in names and names[cell.column].text)]
    entities = [*filled(rows[0]), *(cell for cell in beside if not BLOCK_YEAR.match(cell.text))]
    figures = max(([cell.column for cell in row if cell and cell.value is not None] for row in rows[1:]), key=len)
    if len(figures) == len(entities) + 1:
        taken = {cell.column for cell in entities}
        entities += [names[column] for column in figures if column in names and column not in taken][:1]
    labelled = all((cell := row[0]) and cell.text and cell.value is None for row in rows)
    named_alone = len(entities) > 1 and all(cell.value is None for cell in entities) and not labelled
    if named_alone and len(figures) <= len(entities) and any(TOTAL.search(cell.text) for cell in entities):
        entities.sort(key=lambda cell: cell.column)
        yield Block(year, entities, list(rows[1:]))


def read(sources: Sequence[Source]) -> list[Record]:
    """The records of all blocks; the base of the changes is the year under which most of them come out."""
    records = [record for source in sources for block in _blocks(source.table) for record in _read_block(source, block)]
    amounts = {(r.entity, r.year): r.amount for r in records if r.amount}
    bases: dict[int, int] = {}
    years = {r.year for r in records}
    for year in years:
        block = [r for r in records if r.year == year]
        fits = {base: _fit([(r, amounts.get((r.entity, base))) for r in block]) for base in years if base < year}
        if any(count for count, _ in fits.values()):
            bases[year] = max(fits, key=lambda base: (fits[base], base))
    return [r.model_copy(update={"base_year": bases.get(r.year)}) if r.change else r for r in records]


def _fit(pairs: Iterable[tuple[PersonnelCost, Figure | None]]) -> tuple[int, Decimal]:
    """How many changes and percentages of records are those against other amounts, within rounding; less by how much not."""
    count, miss = 0, Decimal(0)
    for record, base in pairs:
        if base is None or record.amount is None or record.change is None:
            continue
        change, half = record.change.value, max(_unit(f) for f in (record.amount, record.change, base)) / 2
        gap = abs(record.amount.value - base.value - change)
        if gap > 3 * half:
            continue
        count, miss = count + 1, miss + gap
        if record.change_pct is not None:
            percentage = record.change_pct.value
            digit = Decimal(1).scaleb(min(0, int(percentage.as_tuple().exponent)))
            rounding = digit * abs(base.value) + half * (100 + abs(percentage))
            count += abs(percentage * base.value - 100 * change) <= rounding
    return count, -miss


def _unit(amount: Figure) -> Decimal:
    """One unit of an amount's last digit; 0 if it shows cents."""
    exponent = int(amount.value.as_tuple().exponent)
    return Decimal(0) if exponent <= -2 else Decimal(1).scaleb(min(0, exponent))


def _read_block(source: Source, block: Block) -> list[PersonnelCost]:
    columns = [name.column for name in block.entities]
    amounts, changes, percentages = (
        source.below(columns, row) if row else [None] * len(columns) for row in _roles(source, block.rows)
    )
    return [
        PersonnelCost(
            **source.place([name, amount, change, percentage]),
            scale=source.scale,
            year=block.year,
            entity=name.text,
            amount=source.amount(amount),
            base_year=None,
            change=source.amount(change),
            change_pct=source.figure(percentage),
            is_total=TOTAL.search(name.text) is not None,
        )
        for name, amount, change, percentage in zip(block.entities, amounts, changes, percentages, strict=True)
    ]


def _roles(source: Source, rows: Sequence[Row]) -> tuple[Row | None, Row | None, Row | None]:
    """The rows of amounts, of changes and of percentages: percentages are printed as such, amounts come first."""
    amounts = changes = percentages = None
    for row in rows:
        numbers = [n for cell in row if (n := source.values.number(cell))]
        if not numbers:
            continue
        if sum(n.unit == "%" for n in numbers) > len(numbers) / 2 or (amounts and changes):
            percentages = percentages or row
        elif amounts is None:
            amounts = row
        elif changes is None:
            changes = row
    return amounts, changes, percentages


def claim(records: Sequence[Record], claims: Claims) -> None:
    """Each block's total over its entities, and each change against the base year."""
    costs = [r for r in records if isinstance(r, PersonnelCost)]
    amounts = {(r.entity, r.year): k for r in costs if (k := enter(claims, r, r.amount, f"{r.entity} {r.year}"))}
    changes = {(r.entity, r.year): k for r in costs if (k := enter(claims, r, r.change, f"the change of {r.entity} {r.year}"))}
    for year in sorted({r.year for r in costs}):
        block = [r for r in costs if r.year == year]
        totals = [r for r in block if r.is_total]
        if len(totals) != 1:
            continue
        said, parts = f"{totals[0].entity} is the sum of the entities.", [(1, r) for r in block if not r.is_total]
        for field in ("amount", "change") if len(parts) > 1 else ():
            family = f"PER-1 {field}"
            sums = sums_of_lines("PER-1", said, totals[0], parts, claims, fields=(field,), family=family, fewest=len(parts))
            claims.declare(list(sums))
    for r in costs:
        place, base = (r.entity, r.year), (r.entity, r.base_year)
        if r.base_year is None or base not in amounts or place not in amounts:
            continue
        over = [(1, amounts[place]), (-1, amounts[base])]
        if place in changes:
            said = f"The change is that against {r.base_year}."
            claims.declare([total_of("PER-2", said, changes[place], over, "PER-2", r.table_id)])
        said = f"The percentage is the change against {r.base_year}."
        if pct := enter(claims, r, r.change_pct, f"the change of {r.entity} {r.year} in per cent", percent=True):
            claims.declare([percentage_of("PER-3", said, pct, over, amounts[base], "PER-3", r.table_id)])


KIND = Kind(PersonnelCost, recognise, read, claim)
