"""Project sheets: indicators followed through the year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records.kind import Kind, Source, filled, find_columns, text_of
from schemas.records.base import Record
from schemas.records.project_indicators import ProjectIndicator
from schemas.table import Cell, Table

ROLES = {
    "description": re.compile(r"^descrizione", re.IGNORECASE),
    "june": re.compile(r"\bgiugno\b", re.IGNORECASE),
    "september": re.compile(r"\bsettembre\b", re.IGNORECASE),
    "december": re.compile(r"\bdicembre\b", re.IGNORECASE),
    "comment": re.compile(r"^comment", re.IGNORECASE),
}
NEEDED = {"june", "september", "december"}

PROJECT = re.compile(r"^OBIETTIVO\s+N", re.IGNORECASE)
INDICATOR = re.compile(r"^indicatore\s+(?P<number>[0-9]{1,2}\s?[a-z]?|[a-z])\s*\)?", re.IGNORECASE)


def _header(grid: Sequence[list[Cell | None]]) -> int | None:
    """The row that names the months."""
    return next((i for i, row in enumerate(grid) if find_columns(_texts(row), ROLES).keys() >= NEEDED), None)


def _texts(row: Sequence[Cell | None]) -> list[str]:
    return [cell.text if cell else "" for cell in row]


def recognise(table: Table) -> bool:
    return _header(table.grid()) is not None


def read(sources: Sequence[Source]) -> list[Record]:
    records: list[Record] = []
    project = ""
    for source in sources:
        grid = source.table.grid()
        header = _header(grid)
        assert header is not None
        columns = find_columns(_texts(grid[header]), ROLES)
        named = next((filled(row) for row in grid[:header] if PROJECT.match(_texts(row)[0])), [])
        project = named[1].text if len(named) > 1 else project
        for row in grid[header + 1 :]:
            match = INDICATOR.match(_texts(row)[0])
            if match is None:
                continue

            by_role = {role: row[column] for role, column in columns.items()}
            records.append(
                ProjectIndicator(
                    **source.place(row),
                    project=project,
                    indicator=match["number"].replace(" ", ""),
                    description=text_of(by_role.get("description")),
                    june=source.percentage(by_role.get("june")),
                    september=source.percentage(by_role.get("september")),
                    december=source.percentage(by_role.get("december")),
                    comment=text_of(by_role.get("comment")),
                )
            )
    return records


KIND = Kind(ProjectIndicator, recognise, read)
