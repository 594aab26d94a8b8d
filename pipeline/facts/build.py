"""Every figure of every table as a fact: values from cells, what they mean from lines and headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from pipeline.facts.headings import dimension_of, measure_of
from pipeline.facts.repeats import with_repeats
from pipeline.figures.column_headings import period_over
from pipeline.figures.lines import TableLine, lines_with
from pipeline.figures.periods import DATE, YEAR, Period, period_of
from pipeline.figures.two_sided import halves_of
from pipeline.figures.values import TableValues
from pipeline.numbers import Several
from pipeline.vocabulary import TOTAL_LABEL
from schemas.check import Check
from schemas.fact import Fact, fact_id
from schemas.table import Cell, Table

Place = tuple[str, int, int]
"""A table, a row and a column of it."""

SOUND = frozenset({"holds", "within_rounding", "truncated"})

SAMENESS = frozenset({"REP-1", "REP-2", "REP-3", "SUM-4"})
"""Rules whose stated figure is another one, not a sum of others."""

BETWEEN = frozenset({"variance", "variance_pct"})
"""Measures of a change from one period to another: they are of none."""


def facts_of(
    tables: Sequence[Table],
    values: Mapping[str, TableValues],
    *,
    entity: str | None,
    decided: Callable[[Cell, Decimal], Decimal | None],
    confirmations: Mapping[Place, int],
    checks: Iterable[Check],
) -> list[Fact]:
    """The facts of all tables in order, whose `values` are given by table.

    `decided` is what a reviewer took for a number that a cell prints, None if nothing; `confirmations` counts the identities
    that hold for a cell, which are among `checks`.
    """
    totals = _sums(checks)
    facts: list[Fact] = []
    for table in tables:
        read = values[table.table_id]
        for half in halves_of(table):
            lines = lines_with(half, partial(_prints_several, read))
            period = _period_of_table(half, lines)
            columns = _total_columns(lines)
            parents = _sums_of_parts(lines)
            like = {cell.column: cell for line in lines for cell in line.figures if cell.value is not None}
            for line in lines:
                for cell in line.figures:
                    path = line.headings[cell.column]
                    place = (table.table_id, cell.row, cell.column)
                    for position, (value, unit) in enumerate(_numbers(cell, read, like.get(cell.column))):
                        measure = measure_of(path, unit, cell.measure)
                        scale = (cell if cell.scale else like.get(cell.column, cell)).scale or 1
                        own = None if measure in BETWEEN else period_of(path) or _named_period(line.label) or period
                        start, end = _days(own)
                        best = decided(cell, value)
                        best = value if best is None else best
                        facts.append(
                            Fact(
                                fact_id=fact_id(*place, position),
                                table_id=table.table_id,
                                entity=entity,
                                label=line.label,
                                label_path=line.path,
                                heading_path=path,
                                measure=measure,
                                period_start=start,
                                period_end=end,
                                dimension=dimension_of(path),
                                unit=unit,
                                scale=scale,
                                printed_value=value,
                                best_value=best,
                                euro=best * scale if unit == "EUR" else None,
                                is_total=line.is_total or line.row in parents or cell.column in columns or place in totals,
                                confirmations=confirmations.get(place, 0),
                                repeats=None,
                                text_source=cell.text_source,
                                row=cell.row,
                                column=cell.column,
                                page=cell.page,
                                box=cell.box,
                            )
                        )
    return with_repeats(facts)


def _prints_several(read: TableValues, cell: Cell) -> bool:
    return isinstance(read.reading(cell), Several)


def _numbers(cell: Cell, read: TableValues, like: Cell | None) -> list[tuple[Decimal, str | None]]:
    """The numbers that a cell prints, each with its unit; of several numbers, that of a cell `like` them if they show none."""
    if cell.value is not None:
        return [(cell.value, cell.unit)]
    reading = read.reading(cell)
    return (
        [(number.value, number.unit or (like.unit if like else None)) for number in reading.numbers]
        if isinstance(reading, Several)
        else []
    )


def _sums_of_parts(lines: Sequence[TableLine]) -> set[int]:
    """The rows of lines that the lines right below them in their path sum up to, in some column."""
    parts: dict[tuple[str, ...], dict[int, Decimal]] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    for line in lines:
        if len(line.path) > 1 and not line.is_total:
            sums = parts.setdefault(line.path[:-1], {})
            counts[line.path[:-1]] += 1
            for cell in line.figures:
                sums[cell.column] = sums.get(cell.column, Decimal(0)) + (cell.value or 0)
    return {
        line.row
        for line in lines
        if counts[line.path] > 1 and any(cell.value and cell.value == parts[line.path].get(cell.column) for cell in line.figures)
    }


def _days(period: Period | None) -> tuple[date | None, date | None]:
    return (period.start, period.end) if period else (None, None)


def _named_period(label: str | None) -> Period | None:
    """The period that the label of a line is, if it is nothing else."""
    return period_of([label]) if label and not re.search(r"\w", YEAR.sub("", DATE.sub("", label))) else None


def _period_of_table(table: Table, lines: Sequence[TableLine]) -> Period | None:
    """The period of figures whose own headings state none: what is said over the table, if no column states another."""
    stated = any(period_of(path) for line in lines for path in line.headings.values())
    return None if stated else period_over(table)


def _total_columns(lines: Sequence[TableLine]) -> set[int]:
    """The columns that sum others up, by the last of their headings; none if all columns do."""
    columns = {column for line in lines for column in line.headings}
    totals = {c for line in lines for c, path in line.headings.items() if path and TOTAL_LABEL.search(path[-1])}
    return totals if totals < columns else set()


def _sums(checks: Iterable[Check]) -> set[Place]:
    """The figures that hold as sums of others in their column."""
    return {place for check in checks if check.result in SOUND and check.rule not in SAMENESS for place in _sum_of(check)}


def _sum_of(check: Check) -> Iterator[Place]:
    operands = check.operands
    if len(operands) < 3 or len({operand.column for operand in operands}) != 1 or len({o.table_id for o in operands}) != 1:
        return
    stated = operands[0]
    if stated.table_id is not None and stated.row is not None and stated.column is not None and stated.value == check.stated:
        yield stated.table_id, stated.row, stated.column
