"""The list of procedures whose times are monitored."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records.kind import Kind, Source, find_columns, text_of
from schemas.records.base import Record
from schemas.records.monitored_procedures import MonitoredProcedure
from schemas.table import Table

ROLES = {
    "number": re.compile(r"^N(?:\.|°|UM)", re.IGNORECASE),
    "procedure": re.compile(r"PROCEDIMENT|PROCEDUR", re.IGNORECASE),
    "coordinator": re.compile(r"COORDINATORE|RESPONSABILE", re.IGNORECASE),
    "expected": re.compile(r"RISULTATO\s+ATTESO", re.IGNORECASE),
    "source": re.compile(r"FONTE", re.IGNORECASE),
    "result": re.compile(r"^RISULTATO", re.IGNORECASE),
}
NEEDED = {"number", "procedure", "result"}

NUMBER = re.compile(r"^([0-9]{1,3})\s*[.)]?$")
SCOPE = re.compile(r"\b(TRASVERSALE|DI AREA)\b")


def recognise(table: Table) -> bool:
    return find_columns(table.headings(), ROLES).keys() >= NEEDED


def read(sources: Sequence[Source]) -> list[Record]:
    records: list[Record] = []
    for source in sources:
        columns = find_columns(source.table.headings(), ROLES)
        for row in source.rows():
            by_role = {role: row[column] for role, column in columns.items()}
            match = NUMBER.match(text_of(by_role.get("number")) or "")
            if match is None:
                continue
            scope = SCOPE.search(text_of(by_role.get("procedure")) or "")
            records.append(
                MonitoredProcedure(
                    **source.place(row),
                    number=int(match[1]),
                    scope=scope[1] if scope else None,
                    coordinator=text_of(by_role.get("coordinator")),
                    expected_text=text_of(by_role.get("expected")),
                    source=text_of(by_role.get("source")),
                    result_text=text_of(by_role.get("result")),
                    result_pct=source.percentage(by_role.get("result")),
                )
            )
    return records


KIND = Kind(MonitoredProcedure, recognise, read)
