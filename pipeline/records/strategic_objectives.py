"""Revenues, costs and investments of strategic objectives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records.kind import Kind, Source, filled, find_columns, year_in
from schemas.records.base import Record
from schemas.records.strategic_objectives import StrategicObjective
from schemas.table import Table

ROLES = {
    "revenues": re.compile(r"^PROVENTI\b", re.IGNORECASE),
    "costs": re.compile(r"^ONERI\b", re.IGNORECASE),
    "investments": re.compile(r"^INVESTIMENTI\b", re.IGNORECASE),
}


def _first_row(table: Table) -> list[str]:
    return table.texts()[0]


def recognise(table: Table) -> bool:
    return table.rows > 1 and find_columns(_first_row(table), ROLES).keys() == ROLES.keys()


def read(sources: Sequence[Source]) -> list[Record]:
    records: list[Record] = []
    for source in sources:
        headings = _first_row(source.table)
        columns = find_columns(headings, ROLES)
        for row in source.table.grid()[1:]:
            if not filled(row):
                continue
            revenues, costs, investments = source.below([columns[role] for role in ROLES], row)
            records.append(
                StrategicObjective(
                    **source.place(row),
                    scale=source.scale,
                    objective_code=source.section_number("strategic_objective"),
                    fiscal_year=year_in(" ".join(headings)),
                    revenues=source.amount(revenues),
                    costs=source.amount(costs),
                    investments=source.amount(investments),
                )
            )
    return records


KIND = Kind(StrategicObjective, recognise, read)
