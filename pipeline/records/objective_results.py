"""Tables that state how far each objective was reached."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records.kind import Kind, Source, text_of
from schemas.records.base import Record
from schemas.records.objective_results import ObjectiveResult
from schemas.table import Table

SCOPE = re.compile(r"^OBIETTIVI\b", re.IGNORECASE)
RESULT = re.compile(r"^REALIZZAZIONE\b", re.IGNORECASE)
NUMBERED = re.compile(r"^(?P<number>[0-9]{1,2})\s*[).]\s*(?P<name>.+)$", re.DOTALL)


def recognise(table: Table) -> bool:
    headings = table.headings()
    return bool(SCOPE.match(headings[0])) and any(RESULT.match(heading) for heading in headings[1:])


def read(sources: Sequence[Source]) -> list[Record]:
    records: list[Record] = []
    for source in sources:
        headings = source.table.headings()
        result = next(c for c, heading in enumerate(headings) if RESULT.match(heading))
        for row in source.rows():
            name = text_of(row[0])
            if name is None:
                continue
            match = NUMBERED.match(name)
            records.append(
                ObjectiveResult(
                    **source.place(row),
                    scope=headings[0],
                    number=int(match["number"]) if match else None,
                    objective=match["name"] if match else name,
                    realization_pct=source.percentage(row[result]),
                )
            )
    return records


KIND = Kind(ObjectiveResult, recognise, read)
