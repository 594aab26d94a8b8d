"""Targets of strategic objectives and what was achieved."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records.kind import Kind, Source, filled, text_of, year_in
from schemas.records.base import Record
from schemas.records.strategic_targets import StrategicTarget
from schemas.table import Table

HEADING = re.compile(r"^TARGET\s+STRATEGICO\s+(?:N\.?\s*)?(?P<number>[0-9]{1,2})\b", re.IGNORECASE)
RESULT = re.compile(r"^RISULTATO", re.IGNORECASE)


def recognise(table: Table) -> bool:
    return table.columns > 1 and table.rows > 1 and HEADING.match(table.texts()[0][0]) is not None


def read(sources: Sequence[Source]) -> list[Record]:
    records: list[Record] = []
    for source in sources:
        headings = source.table.texts()[0]
        match = HEADING.match(headings[0])
        assert match is not None
        result = next((c for c, heading in enumerate(headings) if c and RESULT.match(heading)), source.table.columns - 1)
        for row in source.table.grid()[1:]:
            if not filled(row):
                continue
            stated = row[result]
            records.append(
                StrategicTarget(
                    **source.place(row),
                    objective_code=source.section_number("strategic_objective"),
                    target_number=int(match["number"]),
                    fiscal_year=year_in(headings[0]),
                    description=text_of(row[0]) or "",
                    result_text=text_of(stated),
                    result_pct=source.percentage(stated) if stated and "%" in stated.text else None,
                )
            )
    return records


KIND = Kind(StrategicTarget, recognise, read)
