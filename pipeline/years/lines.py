"""The lines of one report's statements, with their amounts by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl

from pipeline.columns import EDGES
from pipeline.records import RECORDS
from pipeline.years.facts import NEEDED, lines_of_facts
from pipeline.years.model import Amount, BodyReport, Line, Row
from schemas.provenance import Box
from schemas.records.base import AmountRecord

OF_TWO_YEARS = (("prior_amount", ("prior_year", "prior_date")), ("current_amount", ("current_year", "current_date")))
"""The amounts of statements that set two years side by side, and the fields that may say of which year each is."""

CONTEXT = ("scheme", "side", "area", "section")
"""Fields that tell lines of one name apart."""


def followed() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """The datasets whose lines are followed over the years: their amounts, each with the fields that may say its year."""
    found: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for record in RECORDS:
        if not issubclass(record, AmountRecord) or "label" not in record.model_fields:
            continue
        if record.followed is not None:
            found[record.dataset] = ((record.followed, ()),)
        elif {amount for amount, _ in OF_TWO_YEARS} <= record.model_fields.keys():
            found[record.dataset] = OF_TWO_YEARS
    return found


def needed() -> tuple[str, ...]:
    """The datasets that lines are read from."""
    return (*followed(), *NEEDED)


def lines_of(report: BodyReport, frames: Mapping[str, pl.DataFrame]) -> list[Line]:
    """The lines of a report, each once; one name that stands for several amounts, also below the same line, is left out.

    They are those of the datasets that are followed; of tables that none of these has, what their facts say.
    """
    found: list[Line] = []
    known: set[str] = set()
    for dataset, amounts in followed().items():
        frame = frames.get(dataset)
        if frame is not None:
            rows = enumerate(frame.iter_rows(named=True))
            found += _told_apart([line for place, row in rows if (line := _line(report, dataset, row, place, amounts))])
            known |= set(frame["table_id"].drop_nulls())
    return [*found, *_told_apart(list(lines_of_facts(report, frames, known)))]


def _line(
    report: BodyReport, dataset: str, row: Row, position: int, fields: Sequence[tuple[str, tuple[str, ...]]]
) -> Line | None:
    amounts: dict[int, Amount] = {}
    for name, years in fields:
        stated = next((row[year] for year in years if row.get(year) is not None), None) if years else report.year
        year = stated.year if isinstance(stated, date) else stated
        source = next((s for s in row["sources"] or () if s["field"] == name), None)
        if year is not None and source is not None and row[name] is not None:
            amounts[year] = _amount(row, name, source)
    if not amounts or not row["label"]:
        return None
    return Line(
        report=report,
        statement=dataset,
        context=tuple(str(row[name] or "") for name in CONTEXT if name in row),
        code=row.get("account_code") or row.get("code"),
        label=row["label"],
        path=tuple(row.get("label_path") or ())[:-1],
        is_total=row["is_total"],
        table_id=row["table_id"],
        amounts=amounts,
        position=position,
    )


def _amount(row: Row, name: str, source: Row) -> Amount:
    scale = row["scale"]
    exact = scale == 1 and "," in source["text"]
    decided = source["decided_value"]
    return Amount(
        euro=row[name] * scale,
        decided=None if decided is None else decided * scale,
        room=Decimal(0 if exact else scale),
        text=source["text"],
        page=source["page"],
        box=Box(*(source[edge] for edge in EDGES)),
        row=source["row_index"],
        column=source["column_index"],
    )


def _told_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines of a statement in order, each name once."""
    merged = _merged(lines)
    several = {key for key, one in merged.items() if one is None}
    again = _merged([replace(line, after=above) for line, above in _with_line_above(lines) if line.key in several])
    return sorted((line for line in (*merged.values(), *again.values()) if line), key=lambda line: line.position)


def _merged(lines: Sequence[Line]) -> dict[tuple[object, ...], Line | None]:
    """One line for each key, with the amounts of all; None where these contradict one another."""
    merged: dict[tuple[object, ...], Line | None] = {}
    by_key: dict[tuple[object, ...], list[Line]] = defaultdict(list)
    for line in lines:
        by_key[line.key].append(line)
    for key, group in by_key.items():
        amounts: dict[int, Amount] = {}
        agree = all(amount.agrees(amounts.setdefault(year, amount)) for one in group for year, amount in one.amounts.items())
        merged[key] = (group[0] if len(group) == 1 else replace(group[0], amounts=amounts)) if agree else None
    return merged


def _with_line_above(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    above: dict[str | None, str] = {}
    for line in lines:
        yield line, above.get(line.table_id, "")
        above[line.table_id] = line.label
