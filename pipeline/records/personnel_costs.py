"""Blocks that state, year by year, what the staff of each entity of a group cost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.arithmetic.claims import Claims, percentage_of, total_of
from pipeline.records.kind import Kind, Source, enter, filled
from schemas.records.base import Record
from schemas.records.personnel_costs import PersonnelCost
from schemas.table import Cell, Table

BLOCK_YEAR = re.compile(r"^ANNO\s+((?:19|20)[0-9]{2})$", re.IGNORECASE)
TOTAL = re.compile(r"^tot(?:ale|\.)?\b|complessiv", re.IGNORECASE)


def recognise(table: Table) -> bool:
    return _layout(table) is not None


def _layout(table: Table) -> tuple[int, list[Cell], list[list[Cell | None]]] | None:
    """The year of the block, the cells that name the entities, and the rows below them."""
    grid = table.grid()
    if len(grid) < 2 or table.columns < 2:
        return None
    first = filled(grid[0])
    match = BLOCK_YEAR.match(first[0].text) if len(first) == 1 else None
    names = grid[1] if match else grid[0]
    if match is None:
        match = BLOCK_YEAR.match(table.title)
        if match is None:
            return None
    entities = filled(names)
    rows = grid[2:] if names is not grid[0] else grid[1:]
    if not any(TOTAL.search(cell.text) for cell in entities) or not rows:
        return None
    return int(match[1]), entities, rows


def read(sources: Sequence[Source]) -> list[Record]:
    """The records of all blocks; the base of the changes is the year under which most of them come out."""
    records = [record for source in sources for record in _read_block(source)]
    amounts = {(r.entity, r.year): r.amount.value for r in records if r.amount}
    bases: dict[int, int] = {}
    years = {r.year for r in records}
    for year in years:
        starts = {
            r.entity: r.amount.value - r.change.value
            for r in records
            if r.year == year and r.amount is not None and r.change is not None
        }
        fits = {base: sum(amounts.get((entity, base)) == start for entity, start in starts.items()) for base in years - {year}}
        if any(fits.values()):
            bases[year] = max(fits, key=lambda base: (fits[base], base))
    return [r.model_copy(update={"base_year": bases.get(r.year)}) if r.change else r for r in records]


def _read_block(source: Source) -> list[PersonnelCost]:
    layout = _layout(source.table)
    assert layout is not None
    year, entities, rows = layout
    amounts, changes, percentages = (_by_entity(source, entities, row) for row in _roles(source, rows))
    return [
        PersonnelCost(
            **source.place([name, amount, change, percentage]),
            scale=source.scale,
            year=year,
            entity=name.text,
            amount=source.amount(amount),
            base_year=None,
            change=source.amount(change),
            change_pct=source.figure(percentage),
            is_total=TOTAL.search(name.text) is not None,
        )
        for name, amount, change, percentage in zip(entities, amounts, changes, percentages, strict=True)
    ]


def _by_entity(source: Source, entities: Sequence[Cell], row: Sequence[Cell | None] | None) -> list[Cell | None]:
    """The row's cell for each entity: the one below its name, or in its turn where a row of as many figures stands askew."""
    if row is None:
        return [None] * len(entities)
    below = [row[name.column] for name in entities]
    figures: list[Cell | None] = [cell for cell in row if cell and source.values.number(cell)]
    return figures if len(filled(below)) < len(figures) == len(entities) else below


def _roles(
    source: Source, rows: Sequence[list[Cell | None]]
) -> tuple[list[Cell | None] | None, list[Cell | None] | None, list[Cell | None] | None]:
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
        for what, keys in (("amount", amounts), ("change", changes)):
            parts = [keys.get((r.entity, year)) for r in block if not r.is_total]
            total = keys.get((totals[0].entity, year))
            if total and len(parts) > 1 and all(parts):
                claims.declare(
                    [
                        total_of(
                            "PER-1", f"{totals[0].entity} is the sum of the entities.", total,
                            [(1, key) for key in parts if key], f"PER-1 {what}", block[0].table_id,
                        )
                    ]
                )  # fmt: skip
    for r in costs:
        place, base = (r.entity, r.year), (r.entity, r.base_year)
        if r.base_year is None or base not in amounts or place not in amounts:
            continue
        over = [(1, amounts[place]), (-1, amounts[base])]
        if place in changes:
            claims.declare(
                [total_of("PER-2", f"The change is that against {r.base_year}.", changes[place], over, "PER-2", r.table_id)]
            )
        percentage = enter(claims, r, r.change_pct, f"the change of {r.entity} {r.year} in per cent", percent=True)
        if percentage:
            claims.declare(
                [
                    percentage_of(
                        "PER-3", f"The percentage is the change against {r.base_year}.", percentage, over, amounts[base],
                        "PER-3", r.table_id,
                    )
                ]
            )  # fmt: skip


KIND = Kind(PersonnelCost, recognise, read, claim)
